package fix

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// A declaration is how the migrations last declared a field: what makemigrations
// would compare the model with.
type declaration struct {
	file *py.Module
	expr *py.Call
}

// declared follows one field of one model through an app's migrations.
func declared(migrations *django.Migrations, model, field string) (*declaration, error) {
	h := history{model: strings.ToLower(model), field: field}
	for _, m := range migrations.Ordered() {
		operations, err := operationsOf(m.Module.Tree())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Module.File.Path, err)
		}
		h.file = m.Module.Tree()
		h.run(operations)
	}
	for _, state := range h.states {
		if state.model == h.model && state.field == h.field {
			if call, ok := state.expr.(*py.Call); ok {
				return &declaration{state.file, call}, nil
			}
		}
	}
	return nil, fmt.Errorf("the migrations of %s do not declare %s.%s in a way that can be followed", migrations.App.Label, model, field)
}

// operationsOf returns the calls of a migration's operations.
func operationsOf(tree *py.Module) ([]py.Expr, error) {
	for _, s := range tree.Body {
		class, ok := s.(*py.ClassDef)
		if !ok || class.Name != "Migration" {
			continue
		}
		for _, s := range class.Body {
			assign, ok := s.(*py.Assign)
			if !ok || len(assign.Targets) != 1 || !isName(assign.Targets[0], "operations") {
				continue
			}
			if list, ok := elements(assign.Value); ok {
				return list, nil
			}
			return nil, errors.New("its operations are not one list")
		}
		return nil, nil
	}
	return nil, errors.New("it has no class Migration")
}

func elements(e py.Expr) ([]py.Expr, bool) {
	switch e := e.(type) {
	case *py.List:
		return e.Elts, true
	case *py.Tuple:
		return e.Elts, true
	}
	return nil, false
}

// A history is the fields that an app's migrations have declared so far, by the
// names that they have at that point.
type history struct {
	model, field string // what is looked for, at the end
	file         *py.Module
	states       []fieldState
}

type fieldState struct {
	model, field string
	expr         py.Expr
	file         *py.Module
}

func (h *history) run(operations []py.Expr) {
	for _, e := range operations {
		call, ok := e.(*py.Call)
		if !ok {
			continue
		}
		switch name := lastName(call.Func); name {
		case "SeparateDatabaseAndState":
			if state, ok := elements(argument(call, 1, "state_operations")); ok {
				h.run(state)
			}
		case "CreateModel":
			h.create(call)
		case "AddField", "AlterField":
			h.set(strings.ToLower(text(argument(call, 0, "model_name"))), text(argument(call, 1, "name")), argument(call, 2, "field"))
		case "RemoveField":
			h.remove(strings.ToLower(text(argument(call, 0, "model_name"))), text(argument(call, 1, "name")))
		case "DeleteModel":
			h.remove(strings.ToLower(text(argument(call, 0, "name"))), "")
		case "RenameField":
			model := strings.ToLower(text(argument(call, 0, "model_name")))
			from, to := text(argument(call, 1, "old_name")), text(argument(call, 2, "new_name"))
			for i := range h.states {
				if h.states[i].model == model && h.states[i].field == from {
					h.states[i].field = to
				}
			}
		case "RenameModel":
			from, to := strings.ToLower(text(argument(call, 0, "old_name"))), strings.ToLower(text(argument(call, 1, "new_name")))
			for i := range h.states {
				if h.states[i].model == from {
					h.states[i].model = to
				}
			}
		}
	}
}

func (h *history) create(call *py.Call) {
	model := strings.ToLower(text(argument(call, 0, "name")))
	h.remove(model, "")
	pairs, _ := elements(argument(call, 1, "fields"))
	for _, pair := range pairs {
		if parts, ok := elements(pair); ok && len(parts) == 2 {
			h.set(model, text(parts[0]), parts[1])
		}
	}
}

func (h *history) set(model, field string, expr py.Expr) {
	for i := range h.states {
		if h.states[i].model == model && h.states[i].field == field {
			h.states[i].expr, h.states[i].file = expr, h.file
			return
		}
	}
	h.states = append(h.states, fieldState{model, field, expr, h.file})
}

func (h *history) remove(model, field string) {
	kept := h.states[:0]
	for _, s := range h.states {
		if s.model != model || field != "" && s.field != field {
			kept = append(kept, s)
		}
	}
	h.states = kept
}

// argument returns an argument of a call by its place or its name, nil where it is not given.
func argument(call *py.Call, at int, name string) py.Expr {
	for _, k := range call.Keywords {
		if k.Name == name {
			return k.Value
		}
	}
	if at < len(call.Args) {
		return call.Args[at]
	}
	return nil
}

func text(e py.Expr) string {
	if c, ok := e.(*py.Constant); ok {
		return c.Text()
	}
	return ""
}

func lastName(e py.Expr) string {
	switch e := e.(type) {
	case *py.Name:
		return e.ID
	case *py.Attribute:
		return e.Attr
	}
	return ""
}

// without returns the declaration without an index of its own, and the imports
// that it needs.
func (f *declaration) without(byDefault bool) (field piece, imports []importLine, err error) {
	span := f.expr.Span
	call, d, err := parseCall(f.file.File.Text[span.Start:span.End])
	if err != nil {
		return piece{}, nil, err
	}
	if err := d.unindex(call, byDefault); err != nil {
		return piece{}, nil, fmt.Errorf("in the migrations, %w", err)
	}
	text, err := apply(d.text, d.edits)
	if err != nil {
		return piece{}, nil, err
	}
	if call, _, err = parseCall(text); err != nil {
		return piece{}, nil, err
	}
	function := call.Func.Extent()
	field = piece{head: text[function.Start:function.End], args: []string{}}
	for _, arg := range arguments(call) {
		field.args = append(field.args, text[arg.Start:arg.End])
	}
	imports, err = importsOf(f.file, f.expr)
	return field, imports, err
}

func parseCall(text string) (*py.Call, *document, error) {
	tree := py.Parse(&source.File{Text: text})
	if len(tree.Errors) == 0 && len(tree.Body) == 1 && len(tree.Comments) == 0 {
		if e, ok := tree.Body[0].(*py.ExprStmt); ok {
			if call, ok := e.Value.(*py.Call); ok {
				return call, newDocument(tree), nil
			}
		}
	}
	return nil, nil, errors.New("its declaration in the migrations cannot be copied")
}

// An importLine is one import of one name.
type importLine struct {
	module string // "" for import name
	name   string
	as     string
}

func (l importLine) bound() string {
	switch {
	case l.as != "":
		return l.as
	case l.module == "":
		top, _, _ := strings.Cut(l.name, ".")
		return top
	}
	return l.name
}

// importsOf returns the imports of a file that an expression of it needs.
func importsOf(file *py.Module, e py.Expr) ([]importLine, error) {
	var lines []importLine
	var failed error
	seen := map[py.Node]bool{}
	py.Walk(e, func(n py.Node) bool {
		path, name := dotted(n)
		if name == nil || seen[name] {
			return true
		}
		seen[name] = true // the longest path comes first
		found := bringing(file, path)
		if len(found) == 0 && !isBuiltin(path) && failed == nil {
			failed = fmt.Errorf("its declaration in %s uses %s, which no import of that file brings", file.File.Path, name.ID)
		}
		lines = append(lines, found...)
		return true
	})
	return lines, failed
}

// dotted is the path of a name or of an attribute of one, and that name; nil for
// any other node.
func dotted(n py.Node) (path string, root *py.Name) {
	switch n := n.(type) {
	case *py.Name:
		return n.ID, n
	case *py.Attribute:
		if path, root = dotted(n.Value); root != nil {
			return path + "." + n.Attr, root
		}
	}
	return "", nil
}

// bringing returns the imports that a dotted path goes through. Of several that
// bind its first name alike, those whose module is on the path.
func bringing(file *py.Module, path string) []importLine {
	first, _, _ := strings.Cut(path, ".")
	var all, exact []importLine
	for _, line := range importLines(file) {
		if line.bound() != first {
			continue
		}
		all = append(all, line)
		if line.module != "" || line.as != "" || strings.HasPrefix(path+".", line.name+".") {
			exact = append(exact, line)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return all
}

func isBuiltin(name string) bool {
	switch name {
	case "dict", "list", "set", "tuple", "str", "int", "float", "bool", "frozenset", "bytes", "range":
		return true
	}
	return false
}

func importLines(file *py.Module) []importLine {
	var lines []importLine
	for _, s := range file.Body {
		switch s := s.(type) {
		case *py.Import:
			for _, alias := range s.Names {
				lines = append(lines, importLine{name: alias.Name, as: alias.AsName})
			}
		case *py.ImportFrom:
			for _, alias := range s.Names {
				if alias.Name != "*" {
					lines = append(lines, importLine{module: strings.Repeat(".", s.Level) + s.Module, name: alias.Name, as: alias.AsName})
				}
			}
		}
	}
	return lines
}
