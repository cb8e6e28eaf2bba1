package fix

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// homes are the modules of what a suggested index may be written with, besides
// models itself.
var homes = map[string]string{
	"Q": "django.db.models", "F": "django.db.models", "Value": "django.db.models",
	"GinIndex": "django.contrib.postgres.indexes", "GistIndex": "django.contrib.postgres.indexes",
	"BrinIndex": "django.contrib.postgres.indexes", "HashIndex": "django.contrib.postgres.indexes",
	"SpGistIndex": "django.contrib.postgres.indexes", "BloomIndex": "django.contrib.postgres.indexes",
	"OpClass": "django.contrib.postgres.indexes", "SearchVector": "django.contrib.postgres.search",
	"KeyTransform": "django.db.models.fields.json", "KeyTextTransform": "django.db.models.fields.json",
	"KT": "django.db.models.fields.json",
}

// functions are those of django.db.models.functions that make sense in an index.
const functions = "Abs Cast Coalesce Collate Concat ExtractDay ExtractHour ExtractIsoWeekDay ExtractIsoYear ExtractMinute " +
	"ExtractMonth ExtractQuarter ExtractSecond ExtractWeek ExtractWeekDay ExtractYear Greatest LPad LTrim Least Left Length " +
	"Lower MD5 Mod NullIf RPad RTrim Repeat Replace Reverse Right Round SHA1 SHA224 SHA256 SHA384 SHA512 StrIndex Substr Trim " +
	"TruncDate TruncDay TruncHour TruncMinute TruncMonth TruncQuarter TruncSecond TruncTime TruncWeek TruncYear Upper"

// home is the dotted name of what a suggestion calls by its last name.
func home(name string) (string, bool) {
	if module, ok := homes[name]; ok {
		return module + "." + name, true
	}
	for function := range strings.FieldsSeq(functions) {
		if function == name {
			return "django.db.models.functions." + name, true
		}
	}
	return "", false
}

// A suggestion is the call that adds an index, as a finding shows it.
type suggestion struct {
	file *source.File
	call *py.Call
}

func parseSuggestion(text string) (*suggestion, error) {
	file := &source.File{Text: text}
	tree := py.Parse(file)
	if len(tree.Body) == 1 && len(tree.Errors) == 0 && len(tree.Comments) == 0 {
		if e, ok := tree.Body[0].(*py.ExprStmt); ok {
			if call, ok := e.Value.(*py.Call); ok {
				return &suggestion{file, call}, nil
			}
		}
	}
	return nil, fmt.Errorf("its declaration is not known in full: %s", text)
}

// mentions reports whether the suggestion uses a name.
func (s *suggestion) mentions(name string) bool { return mentions(s.call, name) }

// strings returns the values of the string literals in it.
func (s *suggestion) strings() []string {
	var found []string
	py.Walk(s.call, func(n py.Node) bool {
		if c, ok := n.(*py.Constant); ok && c.Kind == py.String {
			found = append(found, c.Text())
		}
		return true
	})
	return found
}

// write writes the suggestion for a file: with a name for the index, the file's
// quotes, and whatever the file calls Django's classes.
func (s *suggestion) write(name, quote string, names func(dotted string) (string, error)) (piece, error) {
	head, err := s.text(s.call.Func, quote, names)
	if err != nil {
		return piece{}, err
	}
	p := piece{head: head, args: []string{}}
	for _, arg := range s.call.Args {
		text, err := s.text(arg, quote, names)
		if err != nil {
			return piece{}, err
		}
		p.args = append(p.args, text)
	}
	for _, k := range s.call.Keywords {
		text, err := s.text(k.Value, quote, names)
		if k.Name == "name" {
			text = quote + name + quote
		}
		if err != nil {
			return piece{}, err
		}
		p.args = append(p.args, k.Name+"="+text)
	}
	return p, nil
}

// text is the source of an expression with its names and quotes replaced.
func (s *suggestion) text(e py.Expr, quote string, names func(dotted string) (string, error)) (string, error) {
	var edits []edit
	var failed error
	rename := func(span source.Span, dotted string) {
		text, err := names(dotted)
		if err != nil && failed == nil {
			failed = err
		}
		edits = append(edits, edit{span, text})
	}
	start := e.Extent().Start
	py.Walk(e, func(n py.Node) bool {
		switch n := n.(type) {
		case *py.Attribute:
			if isName(n.Value, "models") {
				rename(n.Extent(), "django.db.models."+n.Attr)
				return false
			}
		case *py.Name:
			if dotted, ok := home(n.ID); ok {
				rename(n.Extent(), dotted)
			} else if failed == nil {
				failed = fmt.Errorf("it is not known where %s of the suggested index comes from", n.ID)
			}
		case *py.Constant:
			if n.Kind == py.String {
				edits = append(edits, edit{n.Span, requote(n.Raw, quote)})
			}
		}
		return true
	})
	if failed != nil {
		return "", failed
	}
	for i := range edits {
		edits[i].span.Start -= start
		edits[i].span.End -= start
	}
	return apply(s.file.Text[start:e.Extent().End], edits)
}

// requote writes a plain string literal with other quotes, where that needs no escapes.
func requote(raw, quote string) string {
	if len(raw) < 2 || raw[0] != raw[len(raw)-1] || raw[0] != '"' && raw[0] != '\'' {
		return raw
	}
	inner := raw[1 : len(raw)-1]
	if strings.ContainsAny(inner, `'"\`) {
		return raw
	}
	return quote + inner + quote
}
