package sql

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/query"
)

// Literal writes a value of a type as Django's default cursor sends it.
func Literal(value, dbType string) string {
	base, _, _ := strings.Cut(dbType, "(")
	switch {
	case strings.HasSuffix(dbType, "[]"):
		return quoted(value) + "::" + dbType
	case base == "boolean":
		switch strings.ToLower(value) {
		case "true", "1":
			return "true"
		}
		return "false"
	case base == "uuid":
		return quoted(strings.ReplaceAll(value, "-", "")) + "::uuid"
	case isText(base):
		return quoted(value)
	case numeric.MatchString(value) && numbers[base]:
		return value
	case strings.HasPrefix(base, "timestamp") && strings.HasSuffix(dbType, "with time zone"):
		return quoted(value) + "::timestamptz"
	case strings.HasPrefix(base, "timestamp"):
		return quoted(value) + "::timestamp"
	case strings.HasPrefix(base, "time"):
		return quoted(value) + "::time"
	}
	return quoted(value) + "::" + base
}

var (
	numeric = regexp.MustCompile(`^-?\d+(\.\d+)?([eE][-+]?\d+)?$`)
	numbers = map[string]bool{
		"integer": true, "bigint": true, "smallint": true, "numeric": true, "double precision": true, "real": true,
	}
)

func isText(base string) bool {
	return base == "text" || base == "varchar" || base == "character" || base == "citext"
}

// quoted is a string literal.
func quoted(text string) string {
	text = strings.ReplaceAll(text, "\x00", "") // PostgreSQL has no such character
	text = strings.ReplaceAll(text, "'", "''")
	if strings.Contains(text, `\`) {
		return " E'" + strings.ReplaceAll(text, `\`, `\\`) + "'"
	}
	return "'" + text + "'"
}

// Known are the values that stand in the source, nil where they do not.
func Known(v query.Value) []string {
	if !v.Known {
		return nil
	}
	text := v.Text
	if !strings.HasPrefix(text, "[") {
		if value, rest, ok := python(text); ok && rest == "" {
			return []string{value}
		}
		return nil
	}
	var values []string
	for text = strings.TrimSpace(text[1:]); text != "" && text[0] != ']'; {
		value, rest, ok := python(text)
		if !ok {
			return nil
		}
		if value != "None" || text[0] == '\'' || text[0] == '"' { // IN leaves NULL out
			values = append(values, value)
		}
		text = strings.TrimLeft(rest, ", ")
	}
	return values
}

// Constant is the value of a scalar as Python writes it.
func Constant(text string) (string, bool) {
	value, rest, ok := python(text)
	return value, ok && rest == ""
}

// python reads one scalar as Python's repr() writes it.
func python(text string) (value, rest string, ok bool) {
	if text == "" {
		return "", "", false
	}
	quote := text[0]
	if quote != '\'' && quote != '"' {
		end := strings.IndexAny(text, ",] ")
		if end < 0 {
			end = len(text)
		}
		return text[:end], text[end:], end > 0
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case quote:
			return b.String(), text[i+1:], true
		case '\\':
			r, n := escape(text[i:])
			if n == 0 {
				return "", "", false
			}
			b.WriteRune(r)
			i += n - 1
		default:
			b.WriteByte(text[i])
		}
	}
	return "", "", false
}

// escape reads an escape of repr() and says how long it is.
func escape(text string) (rune, int) {
	if len(text) < 2 {
		return 0, 0
	}
	long := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[1]]
	switch {
	case long > 0:
		if len(text) < 2+long {
			return 0, 0
		}
		n, err := strconv.ParseUint(text[2:2+long], 16, 32)
		if err != nil || n > utf8.MaxRune {
			return 0, 0
		}
		return rune(n), 2 + long
	case text[1] == 'n':
		return '\n', 2
	case text[1] == 't':
		return '\t', 2
	case text[1] == 'r':
		return '\r', 2
	}
	return rune(text[1]), 2
}
