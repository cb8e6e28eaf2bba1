package resolve

import (
	"context"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// An Import is one name that a module imports when it is loaded itself.
type Import struct {
	source.Span        // of the name, without "as …"
	Level       int    // leading dots
	Module      string // what is imported, or imported from
	Name        string // of from … import name, "*" for all; "" for import module
	AsName      string // or ""
	// TypeChecking says that only type checkers see it.
	TypeChecking bool
	// Guarded says that the module goes on when it is missing.
	Guarded bool
}

// Imports returns what a module imports at its own level, in order: also below
// if, try and with and in class bodies, not in functions, and not where it is
// run as a script.
func Imports(t *py.Module) []Import {
	var s scanner
	s.block(t.Body)
	return s.found
}

type scanner struct {
	found        []Import
	typeChecking bool
	guarded      bool
}

func (s *scanner) block(body []py.Stmt) {
	for _, statement := range body {
		s.statement(statement)
	}
}

func (s *scanner) statement(statement py.Stmt) {
	switch t := statement.(type) {
	case *py.Import:
		for _, alias := range t.Names {
			s.add(Import{Span: alias.Span, Module: alias.Name, AsName: alias.AsName})
		}
	case *py.ImportFrom:
		for _, alias := range t.Names {
			s.add(Import{Span: alias.Span, Level: t.Level, Module: t.Module, Name: alias.Name, AsName: alias.AsName})
		}
	case *py.ExprStmt:
		if name := importedByCall(t.Value); name != "" {
			s.add(Import{Span: t.Span, Module: name, AsName: "_"})
		}
	case *py.If:
		s.branch(t)
	case *py.Try:
		before := s.guarded
		s.guarded = before || slices.ContainsFunc(t.Handlers, catchesImportError)
		s.block(t.Body)
		// What a handler imports instead is not there either where the first is.
		for _, handler := range t.Handlers {
			s.block(handler.Body)
		}
		s.guarded = before
		s.block(t.Else)
		s.block(t.Finally)
	case *py.With:
		before := s.guarded
		s.guarded = before || slices.ContainsFunc(t.Items, suppresses)
		s.block(t.Body)
		s.guarded = before
	case *py.For:
		s.block(t.Body)
		s.block(t.Else)
	case *py.While:
		s.block(t.Body)
		s.block(t.Else)
	case *py.ClassDef:
		s.block(t.Body)
	case *py.Match:
		for _, each := range t.Cases {
			s.block(each.Body)
		}
	}
}

// importedByCall returns the module of a call import_module("…") that stands alone, "" for anything else.
func importedByCall(e py.Expr) string {
	call, ok := e.(*py.Call)
	if !ok || len(call.Args) != 1 {
		return ""
	}
	switch fn := call.Func.(type) {
	case *py.Name:
		ok = fn.ID == "import_module"
	case *py.Attribute:
		ok = fn.Attr == "import_module"
	}
	name, isText := call.Args[0].(*py.Constant)
	if !ok || !isText || name.Kind != py.String || strings.HasPrefix(name.Text(), ".") {
		return ""
	}
	return name.Text()
}

func (s *scanner) add(i Import) {
	i.TypeChecking, i.Guarded = s.typeChecking, s.guarded
	s.found = append(s.found, i)
}

func (s *scanner) branch(t *py.If) {
	positive, negative := typeCheckingTest(t.Test)
	before := s.typeChecking
	if !runsAsScript(t.Test) {
		s.typeChecking = before || positive
		s.block(t.Body)
	}
	s.typeChecking = before || negative
	s.block(t.Else)
	s.typeChecking = before
}

// typeCheckingTest reports whether a condition holds only, or fails only, for type checkers.
func typeCheckingTest(test py.Expr) (positive, negative bool) {
	switch t := test.(type) {
	case *py.Name:
		return t.ID == "TYPE_CHECKING" || t.ID == "MYPY", false
	case *py.Attribute:
		return t.Attr == "TYPE_CHECKING", false
	case *py.UnaryOp:
		if t.Op == py.Not {
			negative, positive = typeCheckingTest(t.Operand)
			return positive, negative
		}
	case *py.BoolOp:
		if !t.Or {
			for _, value := range t.Values {
				if only, _ := typeCheckingTest(value); only {
					return true, false
				}
			}
		}
	}
	return false, false
}

// runsAsScript reports whether a condition is __name__ == "__main__".
func runsAsScript(test py.Expr) bool {
	compare, ok := test.(*py.Compare)
	if !ok || len(compare.Ops) != 1 || compare.Ops[0] != py.Eq {
		return false
	}
	isName := func(e py.Expr) bool { n, ok := e.(*py.Name); return ok && n.ID == "__name__" }
	return isName(compare.Left) || isName(compare.Comparators[0])
}

// catchesImportError reports whether a handler takes a missing module.
func catchesImportError(h *py.ExceptHandler) bool {
	return h.Type == nil || namesAny(h.Type, "ImportError", "ModuleNotFoundError", "Exception", "BaseException")
}

// suppresses reports whether a context manager is contextlib.suppress(ImportError).
func suppresses(item py.WithItem) bool {
	call, ok := item.Context.(*py.Call)
	return ok && namesAny(call.Func, "suppress") && slices.ContainsFunc(call.Args, func(e py.Expr) bool {
		return namesAny(e, "ImportError", "ModuleNotFoundError", "Exception")
	})
}

// namesAny reports whether an expression is one of the names, or a tuple with one.
func namesAny(e py.Expr, names ...string) bool {
	switch e := e.(type) {
	case *py.Name:
		return slices.Contains(names, e.ID)
	case *py.Attribute:
		return slices.Contains(names, e.Attr)
	case *py.Tuple:
		return slices.ContainsFunc(e.Elts, func(each py.Expr) bool { return namesAny(each, names...) })
	}
	return false
}

// Closure returns every module that importing start loads, start itself first,
// in the order in which they are met. The imports of a module for which follow
// is false are not followed; it is in the result nevertheless. A nil follow
// follows all.
func (p *Program) Closure(start []*Module, follow func(*Module) bool) []*Module {
	seen := map[*Module]bool{}
	var loaded []*Module
	load := func(m *Module) {
		if m != nil && !seen[m] {
			seen[m] = true
			loaded = append(loaded, m)
		}
	}
	for _, m := range start {
		p.loadWithParents(m.Name, load)
		load(m)
	}
	for done := 0; done < len(loaded); {
		wave := make([]*Module, 0, len(loaded)-done)
		for _, m := range loaded[done:] {
			if m.File != nil && (follow == nil || follow(m)) {
				wave = append(wave, m)
			}
		}
		done = len(loaded)
		p.ParseAll(context.Background(), wave)
		for _, m := range wave {
			for _, i := range Imports(m.Tree()) {
				if !i.TypeChecking {
					p.loadImport(m, i, load)
				}
			}
		}
	}
	return loaded
}

// loadWithParents loads a module after the packages that it lies in.
func (p *Program) loadWithParents(name string, load func(*Module)) *Module {
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			load(p.Module(name[:i]))
		}
	}
	m := p.Module(name)
	load(m)
	return m
}

// loadImport loads what one import statement's name does.
func (p *Program) loadImport(from *Module, i Import, load func(*Module)) {
	name := p.Import(from, i.Level, i.Module)
	if name == "" {
		return
	}
	m := p.loadWithParents(name, load)
	if m == nil || i.Name == "" || !m.Package {
		return
	}
	if i.Name == "*" {
		for _, listed := range listedNames(m.Tree()) {
			load(p.Module(m.Name + "." + listed))
		}
		return
	}
	if sub := p.Module(m.Name + "." + i.Name); sub != nil && (m == from || !p.binds(m, i.Name)) {
		load(sub)
	}
}

// listedNames returns the string constants of __all__.
func listedNames(t *py.Module) []string {
	var names []string
	for _, statement := range t.Body {
		var value py.Expr
		switch s := statement.(type) {
		case *py.Assign:
			if len(s.Targets) == 1 && namesAny(s.Targets[0], "__all__") {
				value = s.Value
			}
		case *py.AugAssign:
			if namesAny(s.Target, "__all__") {
				value = s.Value
			}
		case *py.AnnAssign:
			if namesAny(s.Target, "__all__") {
				value = s.Value
			}
		}
		var elements []py.Expr
		switch v := value.(type) {
		case *py.List:
			elements = v.Elts
		case *py.Tuple:
			elements = v.Elts
		}
		for _, element := range elements {
			if c, ok := element.(*py.Constant); ok && c.Kind == py.String {
				names = append(names, c.Text())
			}
		}
	}
	return names
}

// binds reports whether a package's __init__.py itself gives a name a value, so
// that importing it from the package does not load a module of that name.
func (p *Program) binds(m *Module, name string) bool {
	if m.File == nil {
		return false
	}
	for _, statement := range m.Tree().Body {
		switch s := statement.(type) {
		case *py.FunctionDef:
			if s.Name == name {
				return true
			}
		case *py.ClassDef:
			if s.Name == name {
				return true
			}
		case *py.Assign:
			if slices.ContainsFunc(s.Targets, func(e py.Expr) bool { n, ok := e.(*py.Name); return ok && n.ID == name }) {
				return true
			}
		case *py.ImportFrom:
			for _, alias := range s.Names {
				itself := p.Import(m, s.Level, s.Module) == m.Name && alias.Name == name
				if alias.Bound() == name && !itself {
					return true
				}
			}
		}
	}
	return false
}
