package finding

import (
	"fmt"
	"strings"
)

// classes are the index classes of Django by access method.
var classes = map[string]string{
	"": "models.Index", "btree": "models.Index", "gin": "GinIndex", "gist": "GistIndex", "brin": "BrinIndex",
	"hash": "HashIndex", "spgist": "SpGistIndex", "bloom": "BloomIndex",
}

// Python writes the index as Meta.indexes declares it. Django's condition takes
// a Q, which SQL does not give, so a predicate is left to the reader in a comment.
func (i *Index) Python(model string) string {
	class := classes[i.Method]
	if class == "" {
		class = "models.Index"
	}
	var args []string
	args = append(args, "fields="+list(i.Fields))
	if len(i.Opclasses) > 0 {
		args = append(args, "opclasses="+list(i.Opclasses))
	}
	if len(i.Include) > 0 {
		args = append(args, "include="+list(i.Include))
	}
	if i.Where != "" {
		args = append(args, "condition=Q(...)")
	}
	// Django insists on a name for all but the plainest index.
	if len(args) > 1 {
		args = append(args, fmt.Sprintf("name=%q", i.name(model)))
	}
	text := class + "(" + strings.Join(args, ", ") + ")"
	if i.Where != "" {
		text += "  # WHERE " + i.Where
	}
	return text
}

// name keeps to the 30 characters that Django allows an index name.
func (i *Index) name(model string) string {
	_, class, found := strings.Cut(model, ".")
	if !found {
		class = model
	}
	name := strings.ToLower(class)
	for _, field := range i.Fields {
		name += "_" + strings.TrimPrefix(field, "-")
	}
	const suffix = "_idx"
	return strings.TrimRight(name[:min(len(name), 30-len(suffix))], "_") + suffix
}

func list(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
