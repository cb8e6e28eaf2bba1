package finding

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// classes are the index classes of Django by access method.
var classes = map[string]string{
	"": "models.Index", "btree": "models.Index", "gin": "GinIndex", "gist": "GistIndex", "brin": "BrinIndex",
	"hash": "HashIndex", "spgist": "SpGistIndex", "bloom": "BloomIndex",
}

// Python writes the index as Meta.indexes declares it. Django's condition takes
// a Q, so a predicate known as SQL alone is left to the reader in a comment.
func (i *Index) Python(model string) string {
	class := classes[i.Method]
	if class == "" {
		class = "models.Index"
	}
	var args []string
	switch {
	case len(i.Expressions) > 0 || slices.ContainsFunc(i.Nulls, func(nulls string) bool { return nulls != "" }):
		args = append(args, i.expressions()...)
	default:
		args = append(args, "fields="+list(i.Fields))
	}
	if len(i.Opclasses) > 0 && len(i.Expressions) == 0 {
		args = append(args, "opclasses="+list(i.Opclasses))
	}
	if len(i.Include) > 0 {
		args = append(args, "include="+list(i.Include))
	}
	switch {
	case i.Condition != "":
		args = append(args, "condition="+i.Condition)
	case i.Where != "":
		args = append(args, "condition=Q(...)")
	}
	// Django insists on a name for all but the plainest index; with one, the
	// migration says what it makes.
	args = append(args, fmt.Sprintf("name=%q", i.Name(model)))
	text := class + "(" + strings.Join(args, ", ") + ")"
	if i.Where != "" && i.Condition == "" {
		text += "  # WHERE " + i.Where
	}
	return text
}

// expressions says where nulls go, which field names cannot.
func (i *Index) expressions() []string {
	terms := make([]string, len(i.Fields))
	for n, field := range i.Fields {
		name, desc := strings.CutPrefix(field, "-")
		nulls := ""
		if n < len(i.Nulls) && i.Nulls[n] != "" {
			nulls = "nulls_" + strings.ToLower(i.Nulls[n]) + "=True"
		}
		if n < len(i.Expressions) && i.Expressions[n].Python != "" {
			terms[n] = i.Expressions[n].Python
			if n < len(i.Opclasses) && i.Opclasses[n] != "" {
				terms[n] = fmt.Sprintf("OpClass(%s, name=%q)", terms[n], i.Opclasses[n])
			}
			continue
		}
		switch {
		case desc:
			terms[n] = fmt.Sprintf("F(%q).desc(%s)", name, nulls)
		case nulls != "":
			terms[n] = fmt.Sprintf("F(%q).asc(%s)", name, nulls)
		default:
			terms[n] = fmt.Sprintf("%q", name)
		}
	}
	return terms
}

// longestName is what Django allows an index name, for databases narrower than PostgreSQL.
const longestName = 30

// Name is the model and the fields where they fit, else it ends in a hash of
// them, because names are unique within a database.
func (i *Index) Name(model string) string {
	_, class, found := strings.Cut(model, ".")
	if !found {
		class = model
	}
	name := strings.ToLower(class)
	for _, field := range i.Fields {
		name += "_" + strings.TrimPrefix(field, "-")
	}
	const suffix = "_idx"
	isASCII := !strings.ContainsFunc(name, func(r rune) bool { return r > 127 })
	if len(name)+len(suffix) <= longestName && isASCII {
		return name + suffix
	}
	sum := fnv.New32a()
	fmt.Fprint(sum, model, i.Fields, i.Where)
	for _, e := range i.Expressions {
		fmt.Fprint(sum, e.SQL)
	}
	tail := fmt.Sprintf("_%06x", sum.Sum32()&0xffffff) + suffix
	if !isASCII {
		name = "index"
	}
	return strings.TrimRight(name[:min(len(name), longestName-len(tail))], "_") + tail
}

func list(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
