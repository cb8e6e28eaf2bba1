package index

import (
	"math/big"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// tokenize splits the SQL of a predicate; quoted names keep their quotes.
func tokenize(sql string) []string {
	var tokens []string
	for i := 0; i < len(sql); {
		c := sql[i]
		start := i
		switch {
		case c == ' ' || c == '\n' || c == '\t':
			i++
			continue
		case c == '\'' || c == '"':
			i++
			for i < len(sql) && (sql[i] != c || i+1 < len(sql) && sql[i+1] == c) {
				if sql[i] == c {
					i++
				}
				i++
			}
			i = min(i+1, len(sql))
		case wordByte(c):
			for i < len(sql) && wordByte(sql[i]) {
				i++
			}
		case c == ':' && strings.HasPrefix(sql[i:], "::"):
			i += 2
			for i < len(sql) && (wordByte(sql[i]) || sql[i] == '[' || sql[i] == ']') {
				i++
			}
			for _, tail := range []string{" with time zone", " without time zone", " varying", " precision"} {
				if strings.HasPrefix(strings.ToLower(sql[i:]), tail) {
					i += len(tail)
				}
			}
			if i < len(sql) && sql[i] == '(' && i+1 < len(sql) && sql[i+1] >= '0' && sql[i+1] <= '9' {
				if end := strings.IndexByte(sql[i:], ')'); end > 0 {
					i += end + 1
				}
			}
		case strings.ContainsRune(operatorBytes, rune(c)):
			i++
			for i < len(sql) && strings.ContainsRune(operatorBytes, rune(sql[i])) && sql[i] != '-' {
				i++
			}
		default:
			i++
		}
		tokens = append(tokens, sql[start:i])
	}
	return tokens
}

// operatorBytes make up PostgreSQL's operators; a minus ends one, as in "=-5".
const operatorBytes = "<>=!@#%^&|~?+*/-"

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// operand reads the left side: a column, or an expression up to its operator.
func (r *reader) operand() (key string, column *schema.Column) {
	var text strings.Builder
	depth, names := 0, 0
	for r.at < len(r.tokens) {
		token := r.peek()
		if depth == 0 && text.Len() > 0 && (r.operatorNext() && !strings.HasPrefix(token, "::") || endsOperand(token)) {
			break
		}
		depth += strings.Count(token, "(") - strings.Count(token, ")")
		if depth < 0 {
			break
		}
		if found := r.demand.column(unquote(token)); found != nil && token[0] != '\'' {
			column = found
			names++
		}
		text.WriteString(token + " ")
		r.at++
	}
	if column == nil || names != 1 || depth != 0 {
		r.broken = true
	}
	return normal(text.String()), column
}

func endsOperand(token string) bool {
	switch strings.ToUpper(token) {
	case "AND", "OR", "NOT", "BETWEEN", ")", ",":
		return true
	}
	return false
}

// values reads a list in brackets.
func (r *reader) values() []Constant {
	var values []Constant
	if !r.word("(") {
		r.broken = true
		return nil
	}
	for {
		values = append(values, r.value())
		if r.word(")") {
			return values
		}
		if !r.word(",") {
			r.broken = true
			return nil
		}
	}
}

// value reads a literal with its casts.
func (r *reader) value() Constant {
	negative := r.word("-")
	token := r.peek()
	r.at++
	var c Constant
	switch {
	case token == "(":
		c = r.value()
		if !r.word(")") {
			r.broken = true
		}
	case strings.EqualFold(token, "true"), strings.EqualFold(token, "false"):
		c = Constant{kind: constantBool, truth: strings.EqualFold(token, "true")}
	case strings.HasPrefix(token, "'") && len(token) >= 2:
		c = Constant{kind: constantText, text: strings.ReplaceAll(token[1:len(token)-1], "''", "'")}
	default:
		for r.peek() == "." && r.at+1 < len(r.tokens) {
			token += "." + r.tokens[r.at+1]
			r.at += 2
		}
		rat, ok := rational(token)
		if !ok {
			r.broken = true
			return c
		}
		c = Constant{kind: constantNumber, rat: rat}
	}
	if negative && c.rat != nil {
		c.rat = new(big.Rat).Neg(c.rat)
	}
	for strings.HasPrefix(r.peek(), "::") {
		r.at++
	}
	return c
}

func unquote(token string) string {
	if len(token) >= 2 && token[0] == '"' {
		return strings.ReplaceAll(token[1:len(token)-1], `""`, `"`)
	}
	return token
}
