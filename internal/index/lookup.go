package index

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// positive says what a lookup is without exclude(); nil where no index serves it.
func positive(b Clause, lookup string, server Server) []Clause {
	if op, isRange := comparisons[lookup]; isRange {
		return one(b, op)
	}
	switch lookup {
	case "exact":
		return one(b, Equal)
	case "isnull":
		if !b.Known || len(b.Values) != 1 || b.Values[0].kind != constantBool {
			return nil
		}
		if b.Values[0].truth {
			return one(b, IsNull)
		}
		return one(b, NotNull)
	case "in":
		b.Values = withoutRepeats(b.Values) // as Django's In does
		if b.Known && len(b.Values) == 1 || !b.Known && !b.Term.Value.Many && !b.Term.Value.Subquery {
			return one(b, Equal)
		}
		return one(b, AnyOf)
	case "range":
		return between(b)
	}
	switch b.Kind {
	case kindText, kindCitext:
		return textLookup(b, lookup)
	case kindMoment, kindDate:
		return momentLookup(b, lookup, server)
	case kindJSON:
		return jsonLookup(b, lookup, server)
	case kindArray:
		if op, known := arrayLookups[lookup]; known {
			return one(b, op)
		}
	case kindRange:
		return rangeLookup(b, lookup, server)
	case kindHstore:
		return hstoreLookup(b, lookup, server)
	case kindVector:
		if lookup == "search" {
			return one(b, Match)
		}
	}
	return nil
}

var arrayLookups = map[string]Op{"contains": Contains, "contained_by": ContainedBy, "overlap": Overlap}

var rangeLookups = map[string]Op{"contains": Contains, "contained_by": ContainedBy, "overlap": Overlap, "fully_lt": Beside,
	"fully_gt": Beside, "not_lt": Beside, "not_gt": Beside, "adjacent_to": Beside}

// rangeLookup: startswith and endswith ask for the bounds, which are expressions.
func rangeLookup(b Clause, lookup string, server Server) []Clause {
	if op, known := rangeLookups[lookup]; known {
		return one(b, op)
	}
	first, rest, _ := strings.Cut(lookup, "__")
	bound, known := map[string]string{"startswith": "lower", "endswith": "upper"}[first]
	if !known {
		return nil
	}
	b.Key, b.Kind = normal(bound+"("+b.Key+")"), kindOther
	return positive(b, cmp.Or(rest, "exact"), server)
}

func hstoreLookup(b Clause, lookup string, server Server) []Clause {
	switch lookup {
	case "contains":
		return one(b, Contains)
	case "contained_by", "keys", "values":
		return nil
	case "has_key", "has_keys", "has_any_keys":
		return one(b, HasKey)
	}
	key, rest, _ := strings.Cut(lookup, "__")
	b.Key, b.Kind = normal(b.Key+" -> '"+key+"'"), kindOther
	return positive(b, cmp.Or(rest, "exact"), server)
}

func one(b Clause, op Op) []Clause {
	b.Op = op
	if b.Kind == kindBoolean && op == Equal {
		b.Strict = b.isTrue()
	}
	return []Clause{b}
}

// isTrue reports whether the clause is a bare boolean: PostgreSQL sees that it is
// not true of a null, but does not look into NOT b, which it makes of b = false.
func (c Clause) isTrue() bool {
	return c.Known && len(c.Values) == 1 && c.Values[0].truth
}

func between(b Clause) []Clause {
	low, high := b, b
	low.Op, high.Op = GreaterEqual, LessEqual
	low.Values, high.Values = nil, nil
	if b.Known && len(b.Values) == 2 {
		low.Values, high.Values = b.Values[:1], b.Values[1:]
	} else {
		low.Known, high.Known = false, false
	}
	return []Clause{low, high}
}

// textLookup: Django casts to text, so citext loses its operators, but an index of
// text on the column still serves it; the case-insensitive lookups work on UPPER(…).
func textLookup(b Clause, lookup string) []Clause {
	upper := b
	upper.Key = normal("upper(" + b.Key + ")")
	if b.Kind == kindCitext {
		upper.Kind = kindText
	}
	short := b.Known && len(b.Values) == 1 && !hasTrigram(b.Values[0].text, lookup)
	upper.Short, b.Short = short, short
	prefix := Prefix
	if b.Known && len(b.Values) == 1 && b.Values[0].text == "" { // LIKE '%'
		prefix = Pattern
	}
	switch lookup {
	case "iexact":
		return one(upper, Equal)
	case "istartswith":
		return one(upper, prefix)
	case "icontains", "iendswith":
		return one(upper, Pattern)
	case "startswith":
		return one(b, prefix)
	case "regex":
		if b.Known && len(b.Values) == 1 && fixedPrefix(b.Values[0].text) {
			return one(b, Prefix)
		}
		return one(b, Pattern)
	case "contains", "endswith", "iregex":
		return one(b, Pattern)
	case "trigram_similar", "trigram_word_similar", "trigram_strict_word_similar":
		b.Short = false
		return one(b, Similar)
	}
	return nil
}

// fixedPrefix reports whether every match of a regular expression begins with the
// same letters (regex_fixed_prefix).
func fixedPrefix(pattern string) bool {
	rest, anchored := strings.CutPrefix(pattern, "^")
	if !anchored || rest == "" || strings.Contains(pattern, "|") {
		return false
	}
	first, size := utf8.DecodeRuneInString(rest)
	rest = rest[size:]
	if first == '\\' && rest != "" { // a letter behind it means a class of letters
		first, size = utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		if unicode.IsLetter(first) || unicode.IsDigit(first) {
			return false
		}
	} else if strings.ContainsRune("([{.*+?$\\^", first) {
		return false
	}
	return rest == "" || !strings.ContainsRune("*?{", rune(rest[0]))
}

// hasTrigram reports whether pg_trgm finds three characters in a row to look up.
// It puts two blanks before a word and one behind it, where the pattern shows that
// the word begins or ends there.
func hasTrigram(pattern, lookup string) bool {
	open := map[string][2]bool{ // a wildcard stands before, behind
		"contains": {true, true}, "icontains": {true, true}, "endswith": {true, false}, "iendswith": {true, false},
		"startswith": {false, true}, "istartswith": {false, true}, "regex": {true, true}, "iregex": {true, true}}[lookup]
	words := strings.FieldsFunc(pattern, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		characters := len([]rune(word))
		if i > 0 || !open[0] || !strings.HasPrefix(pattern, word) {
			characters += 2
		}
		if i < len(words)-1 || !open[1] || !strings.HasSuffix(pattern, word) {
			characters++
		}
		if strings.HasSuffix(lookup, "regex") { // what stands around it may match anything
			characters = len([]rune(word))
		}
		if characters >= 3 {
			return true
		}
	}
	return false
}

// extracts are the lookups that Django writes as EXTRACT(field FROM column).
var extracts = map[string]string{"year": "year", "iso_year": "isoyear", "month": "month", "day": "day", "week": "week",
	"iso_week_day": "isodow", "quarter": "quarter", "hour": "hour", "minute": "minute", "second": "second"}

// momentLookup: a year is a range on the column; other parts and dates are
// expressions in Django's time zone.
func momentLookup(b Clause, lookup string, server Server) []Clause {
	part, rest, _ := strings.Cut(lookup, "__")
	if rest == "" {
		rest = "exact"
	}
	local := b.Key
	if b.Kind == kindMoment {
		local = fmt.Sprintf("%s AT TIME ZONE '%s'", b.Key, server.zone())
	}
	if part == "year" || part == "iso_year" {
		if clauses := yearLookup(b, rest); clauses != nil {
			return clauses
		}
	}
	expression := b
	switch field, known := extracts[part]; {
	case part == "week_day": // Sunday is 1
		expression.Key = normal(fmt.Sprintf("extract(dow from %s) + 1", local))
		expression.Kind = kindNumber
	case part == "second" && b.Kind == kindMoment:
		expression.Key = normal(fmt.Sprintf("extract(second from date_trunc('second', %s))", local))
		expression.Kind = kindNumber
	case part == "time" && b.Kind == kindMoment:
		expression.Key = normal(local + "::time")
		expression.Kind = kindDate
	case known:
		expression.Key = normal(fmt.Sprintf("extract(%s from %s)", field, local))
		expression.Kind = kindNumber
	case part == "date" && b.Kind == kindMoment:
		expression.Key = normal(local + "::date")
		expression.Kind = kindDate
	default:
		return nil
	}
	switch rest {
	case "exact", "in", "gt", "gte", "lt", "lte", "range", "isnull":
		return positive(expression, rest, server)
	}
	return nil
}

func yearLookup(b Clause, lookup string) []Clause {
	first, last := b, b
	first.Op, last.Op = GreaterEqual, LessEqual
	first.Values, last.Values = nil, nil
	if b.Known && len(b.Values) == 1 && b.Values[0].rat != nil {
		year := b.Values[0].rat.Num().String()
		first.Values = []Constant{{kind: constantText, text: year + "-01-01 00:00:00+00:00"}}
		last.Values = []Constant{{kind: constantText, text: year + "-12-31 23:59:59.999999+00:00"}}
	} else {
		first.Known, last.Known = false, false
	}
	switch lookup {
	case "exact":
		return []Clause{first, last}
	case "gte":
		return one(first, GreaterEqual)
	case "lt":
		return one(first, Less)
	case "gt":
		return one(last, Greater)
	case "lte":
		return one(last, LessEqual)
	}
	return nil
}

// jsonLookup: keys are operators on the column, so only an index on the same
// expression serves them.
func jsonLookup(b Clause, lookup string, server Server) []Clause {
	switch lookup {
	case "contains":
		return one(b, Contains)
	case "contained_by":
		return one(b, ContainedBy)
	case "has_key", "has_keys", "has_any_keys":
		return one(b, HasKey)
	}
	keys := strings.Split(lookup, "__")
	last := "exact"
	switch end := keys[len(keys)-1]; end {
	case "exact", "in", "gt", "gte", "lt", "lte", "isnull", "contains", "has_key", "has_keys", "has_any_keys":
		last, keys = end, keys[:len(keys)-1]
	case "icontains", "iexact", "startswith", "istartswith", "endswith", "iendswith", "regex", "iregex", "contained_by":
		return nil
	}
	if len(keys) == 0 {
		return nil
	}
	_, err := strconv.Atoi(keys[0])
	switch {
	case len(keys) > 1:
		b.Key = normal(b.Key + " #> '{" + strings.Join(keys, ",") + "}'")
	case err == nil: // an item of a list
		b.Key = normal(b.Key + " -> " + keys[0])
	default:
		b.Key = normal(b.Key + " -> '" + keys[0] + "'")
	}
	switch last {
	case "contains":
		return one(b, Contains)
	case "has_key", "has_keys", "has_any_keys":
		return one(b, HasKey)
	}
	b.Kind = kindOther
	return positive(b, last, server)
}
