package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
)

// An importer finds out what a file calls the classes of Django, and imports
// what it does not know yet.
type importer struct {
	document *document
	module   *eval.Module
	lookup   func(dotted string) eval.Value
	added    map[string]string // by dotted name: what is imported by this run, and the name it has
}

// name returns the expression that stands for a dotted name in code at the
// offset, after an import has been added where need be.
func (im *importer) name(dotted string, at uint32) (string, error) {
	want := im.lookup(dotted)
	if eval.IsUnknown(want) {
		return "", fmt.Errorf("this version of Django has no %s", dotted)
	}
	if text := im.known(dotted, want, at); text != "" {
		return text, nil
	}
	if text := im.added[dotted]; text != "" {
		return text, nil
	}
	parent, last := cutLast(dotted)
	if parent == "django.db.models" && !im.isBound("models") {
		im.added[parent] = "models"
		return "models." + last, nil
	}
	if text := im.added[parent]; text != "" {
		return text + "." + last, nil
	}
	if im.isBound(last) {
		return "", fmt.Errorf("%s calls something else %s, so that %s cannot be imported", im.document.File.Path, last, dotted)
	}
	im.added[dotted] = last
	return last, nil
}

// known looks for a name among the imports that stand before the offset.
func (im *importer) known(dotted string, want eval.Value, at uint32) string {
	parent, last := cutLast(dotted)
	star := false
	found := ""
	try := func(bound string) {
		v, ok := im.module.Get(bound)
		if !ok {
			return
		}
		if v == want {
			found = bound // the class itself is shorter than a way through its module
			return
		}
		if m, ok := v.(*eval.Module); ok && found == "" {
			if inner, ok := m.Get(last); ok && inner == want {
				found = bound + "." + last
			}
		}
	}
	for _, s := range im.document.Body {
		if s.Extent().Start >= at {
			break
		}
		switch s := s.(type) {
		case *py.Import:
			for _, alias := range s.Names {
				switch {
				case alias.AsName != "":
					try(alias.AsName)
				case alias.Name == parent && found == "":
					found = dotted
				}
			}
		case *py.ImportFrom:
			for _, alias := range s.Names {
				star = star || alias.Name == "*"
				try(alias.Bound())
			}
		}
	}
	if star && found == "" {
		try(last)
		try("models")
	}
	return found
}

// isBound reports whether the module itself gives a name a meaning.
func (im *importer) isBound(name string) bool {
	for _, s := range im.document.Body {
		switch s := s.(type) {
		case *py.ClassDef:
			if s.Name == name {
				return true
			}
		case *py.FunctionDef:
			if s.Name == name {
				return true
			}
		default:
			if binds(s, name) {
				return true
			}
		}
	}
	for _, bound := range im.added {
		if bound == name {
			return true
		}
	}
	return false
}

func cutLast(dotted string) (parent, last string) {
	i := strings.LastIndexByte(dotted, '.')
	return dotted[:max(i, 0)], dotted[i+1:]
}

// edits imports what was added since before.
func (im *importer) write(before map[string]string) {
	added := map[string][]string{}
	for dotted := range im.added {
		if before[dotted] == "" {
			parent, last := cutLast(dotted)
			added[parent] = append(added[parent], last)
		}
	}
	modules := make([]string, 0, len(added))
	for module := range added {
		modules = append(modules, module)
	}
	slices.Sort(modules)
	for _, module := range modules {
		slices.Sort(added[module])
		im.document.importFrom(module, added[module])
	}
}

// importFrom adds names to the file's imports: to the statement that already
// imports from the module, else in a line of its own among Django's.
func (d *document) importFrom(module string, names []string) {
	var above, below py.Stmt // neighbours among the imports
	var last py.Stmt
	for i, s := range d.Body {
		from := ""
		switch s := s.(type) {
		case *py.ImportFrom:
			if s.Level == 0 {
				from = s.Module
			}
			if from == module && s.Names[0].Name != "*" {
				d.addAliases(s, names)
				return
			}
		case *py.Import:
			from = s.Names[0].Name
		default:
			if i == 0 && isDocstring(s) {
				last = s
			}
			continue
		}
		if last != nil && !isImport(last) && !isDocstring(last) {
			continue
		}
		if d.importsStop(i) {
			break
		}
		last = s
		switch isDjango := strings.HasPrefix(from, "django."); {
		case isDjango && from <= module:
			above = s
		case isDjango && below == nil:
			below = s
		}
	}
	line := "from " + module + " import " + strings.Join(names, ", ")
	switch {
	case above != nil:
		d.insert(d.lineEnd(int(above.Extent().End)), "\n"+line)
	case below != nil:
		d.insert(d.lineStart(int(below.Extent().Start)), line+"\n")
	case last != nil && isImport(last):
		d.insert(d.lineEnd(int(last.Extent().End)), "\n"+line)
	case last != nil:
		d.insert(d.lineEnd(int(last.Extent().End)), "\n\n"+line)
	case len(d.Body) > 0:
		d.insert(d.lineStart(d.beginning(d.Body[0])), line+"\n\n\n")
	default:
		d.insert(len(d.text), line+"\n")
	}
}

// importsStop reports whether code stands before the i-th statement: an import
// further down is no place for others.
func (d *document) importsStop(i int) bool {
	for k, s := range d.Body[:i] {
		if !isImport(s) && !(k == 0 && isDocstring(s)) {
			return true
		}
	}
	return false
}

func isImport(s py.Stmt) bool {
	switch s.(type) {
	case *py.Import, *py.ImportFrom:
		return true
	}
	return false
}

// beginning is where a statement starts with its decorators.
func (d *document) beginning(s py.Stmt) int {
	var decorators []py.Expr
	switch s := s.(type) {
	case *py.ClassDef:
		decorators = s.Decorators
	case *py.FunctionDef:
		decorators = s.Decorators
	}
	at := int(s.Extent().Start)
	if len(decorators) > 0 {
		at = d.lineStart(int(decorators[0].Extent().Start))
	}
	return at
}

// addAliases adds names behind the last one of an import.
func (d *document) addAliases(s *py.ImportFrom, names []string) {
	last := s.Names[len(s.Names)-1]
	separator := ", "
	if d.isFirst(int(last.Start)) && len(s.Names) > 1 {
		separator = ",\n" + d.indentOf(int(last.Start))
	}
	for _, name := range names {
		d.insert(int(last.End), separator+name)
	}
}
