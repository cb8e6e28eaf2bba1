package sql

import (
	"regexp"
	"strings"

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
	constants, ok := v.Constants()
	if !ok {
		return nil
	}
	var values []string
	for _, c := range constants {
		values = append(values, c.Text)
	}
	return values
}
