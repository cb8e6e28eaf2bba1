package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
)

// contexts are what a query may run in, as a set.
type contexts uint16

const (
	inAdmin contexts = 1 << iota
	inCommand
	inEndpoint
	inLoop
	inMigration
	inTask
	inTest
	inTransaction

	// always are the contexts that a function inherits where all calls of it stand
	// in one; the others it inherits where one does.
	always = inLoop | inMigration | inTest | inTransaction
	// entered are those that something outside of the program calls.
	entered = inAdmin | inCommand | inEndpoint | inTask
)

var contextNames = []string{"admin", "command", "endpoint", "loop", "migration", "task", "test", "transaction"}

func (c contexts) names() []string {
	var names []string
	for i, name := range contextNames {
		if c&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// callGraph is who calls whom, as far as somebody wants to know.
type callGraph struct {
	surroundings map[*py.FunctionDef]*surrounding
	callersOf    map[*py.FunctionDef][]caller
	defined      map[string][]*py.FunctionDef // functions of the judged modules by name
	definedAt    map[*py.FunctionDef]functionAt
}

func newCallGraph() callGraph {
	return callGraph{surroundings: map[*py.FunctionDef]*surrounding{}, callersOf: map[*py.FunctionDef][]caller{}}
}

// A caller is one place that calls a function.
type caller struct {
	function *py.FunctionDef
	here     contexts // that the place itself is in: a loop, a transaction
}

// A surrounding is what a function says of the contexts it runs in.
type surrounding struct {
	own           contexts // told by its file, its class, its decorators and parameters
	loops, atomic []source.Span
}

// surroundingOf looks at a function of the project; class is the one around it, nil for a plain one.
func (x *extractor) surroundingOf(file *source.File, def *py.FunctionDef, class *eval.Class) *surrounding {
	if s := x.surroundings[def]; s != nil {
		return s
	}
	s := &surrounding{own: fileContexts(file.Path) | decoratorContexts(def) | classContexts(class, def)}
	if class == nil && def.Args != nil && len(def.Args.Args) > 0 && def.Args.Args[0].Name == "request" {
		s.own |= inEndpoint
	}
	s.loops = loopsIn(def.Body, nil)
	s.atomic = atomicIn(def.Body, nil)
	x.surroundings[def] = s
	return s
}

// at is what a place in the function is in.
func (s *surrounding) at(offset uint32) contexts {
	var c contexts
	if slices.ContainsFunc(s.loops, func(l source.Span) bool { return l.Contains(offset) }) {
		c |= inLoop
	}
	if slices.ContainsFunc(s.atomic, func(l source.Span) bool { return l.Contains(offset) }) {
		c |= inTransaction
	}
	return c
}

// outermost returns the function of the project in which a call stands: of
// nested ones the outer one, with the place in it; nil at the top level.
func outermost(c *eval.Call, offset uint32) (f *eval.Function, at uint32, outer *eval.Call) {
	for c != nil {
		if c.Expr != nil {
			offset = c.Expr.Extent().Start
		}
		f, outer = c.Outer()
		if f == nil || f.Def == nil || f.Module.Source.Origin != resolve.Project || f.Module.Source.File == nil {
			if f == nil {
				return nil, 0, nil
			}
			c = outer
			continue
		}
		for f.Nested() {
			around := f.Around()
			if around == nil || around.Def == nil {
				break
			}
			offset, f = f.Def.Span.Start, around
		}
		return f, offset, outer
	}
	return nil, 0, nil
}

// called notes that one function of the project calls another.
func (x *extractor) called(f *eval.Function, c *eval.Call) {
	if f.Def == nil || f.Module.Source.Origin != resolve.Project || f.Nested() {
		return
	}
	by, at, _ := outermost(c, 0)
	if by == nil || by.Def == f.Def {
		return
	}
	s := x.surroundingOf(by.Module.Source.File, by.Def, by.Owner)
	x.addCaller(f.Def, caller{by.Def, s.at(at)})
	x.surroundingOf(f.Module.Source.File, f.Def, f.Owner)
}

func (x *extractor) addCaller(def *py.FunctionDef, c caller) {
	if !slices.Contains(x.callersOf[def], c) {
		x.callersOf[def] = append(x.callersOf[def], c)
	}
}

// giveContexts says of every query what it runs in: what its place and its
// function tell, and what the function inherits from those that call it.
func (x *extractor) giveContexts() {
	x.findCallers()
	inherited := map[*py.FunctionDef]contexts{}
	for _, q := range slices.Concat(x.queries, x.implied) {
		every, some := always, contexts(0)
		for _, p := range q.places {
			at := p.here
			switch {
			case p.shared && len(q.places) > 1:
				continue
			case p.shared:
				at |= x.surroundings[p.function].own
			case p.function != nil:
				at |= x.inherit(p.function, inherited)
			}
			every &= at
			some |= at
		}
		q.Contexts = (every | some&^always).names()
	}
}

// inherit returns what a function runs in. Functions that call themselves in a
// circle learn nothing from it.
func (x *extractor) inherit(def *py.FunctionDef, known map[*py.FunctionDef]contexts) contexts {
	if c, ok := known[def]; ok {
		return c
	}
	s := x.surroundings[def]
	if s == nil {
		return 0
	}
	known[def] = s.own
	all, some := always, contexts(0)
	callers := x.callersOf[def]
	for _, c := range callers {
		from := c.here | x.inherit(c.function, known)
		all &= from
		some |= from
	}
	c := s.own | some&^always
	if len(callers) > 0 && s.own&entered == 0 {
		c |= all
	}
	known[def] = c
	return c
}

// findCallers finds who calls the functions that send queries, and who calls
// those, by the names that are called. A call of a method counts where its
// object is self, or where no other function of the program has the name.
func (x *extractor) findCallers() {
	wanted := map[string][]functionAt{}
	seen := map[*py.FunctionDef]bool{}
	want := func(def *py.FunctionDef) {
		if at, ok := x.definedAt[def]; ok && !seen[def] {
			seen[def] = true
			if len(x.defined[def.Name]) <= maxNamesakes {
				wanted[def.Name] = append(wanted[def.Name], at)
			}
		}
	}
	for _, q := range slices.Concat(x.queries, x.implied) {
		for _, p := range q.places {
			if p.function != nil {
				want(p.function)
			}
		}
	}
	for range callerDepth {
		if len(wanted) == 0 {
			return
		}
		now := wanted
		wanted = map[string][]functionAt{}
		for _, m := range x.modules {
			if m.File == nil {
				continue
			}
			tree, text := m.Tree(), m.Text()
			for _, name := range tree.Calls {
				if targets := now[text[name.Start:name.End]]; targets != nil {
					if by := x.matchCaller(m, tree, name, targets); by != nil {
						want(by)
					}
				}
			}
		}
	}
}

const (
	callerDepth  = 4 // how far up callers are looked for by name
	maxNamesakes = 4 // functions of one name, beyond which its calls are not looked at
)

// matchCaller decides which of some functions of one name a call means, and
// returns the function in which it stands.
func (x *extractor) matchCaller(m *resolve.Module, tree *py.Module, name source.Span, targets []functionAt) *py.FunctionDef {
	by := functionAround(m, tree.Body, nil, name.Start)
	if by.def == nil {
		return nil
	}
	text := m.Text()
	before := text[:name.Start]
	var target *functionAt
	switch {
	case strings.HasSuffix(before, "self.") || strings.HasSuffix(before, "cls."):
		for i, t := range targets {
			if t.class != nil && by.class != nil && (t.class == by.class || len(targets) == 1) {
				target = &targets[i]
			}
		}
	case strings.HasSuffix(before, "."):
		if len(x.defined[text[name.Start:name.End]]) == 1 {
			target = &targets[0]
		}
	default:
		for i, t := range targets {
			if t.class != nil {
				continue
			}
			if t.module == m || x.imports(m, text[name.Start:name.End], t) {
				target = &targets[i]
			}
		}
	}
	if target == nil || target.def == by.def {
		return nil
	}
	caller := caller{by.def, x.surroundingAt(by).at(name.Start)}
	x.surroundingAt(*target)
	x.addCaller(target.def, caller)
	return by.def
}

// imports reports whether a name of a module stands for a function of another.
func (x *extractor) imports(m *resolve.Module, name string, target functionAt) bool {
	module := x.project.In.Module(m.Name)
	if module == nil {
		return false
	}
	v, ok := module.Get(name)
	if !ok { // perhaps an import inside of a function
		return len(x.defined[name]) == 1
	}
	f, ok := v.(*eval.Function)
	return ok && f.Def == target.def
}

// surroundingAt is surroundingOf for a function that was not evaluated: its class is read from the source.
func (x *extractor) surroundingAt(at functionAt) *surrounding {
	if s := x.surroundings[at.def]; s != nil {
		return s
	}
	var class *eval.Class
	if at.class != nil {
		class = x.classAt(classAt{at.module, at.class})
	}
	return x.surroundingOf(at.module.File, at.def, class)
}

// listFunctions notes the functions of the judged modules by name.
func (x *extractor) listFunctions() {
	x.defined, x.definedAt = map[string][]*py.FunctionDef{}, map[*py.FunctionDef]functionAt{}
	for _, m := range x.modules {
		if m.File == nil {
			continue
		}
		var block func(body []py.Stmt, class *py.ClassDef)
		block = func(body []py.Stmt, class *py.ClassDef) {
			for _, s := range body {
				switch s := s.(type) {
				case *py.FunctionDef:
					x.defined[s.Name] = append(x.defined[s.Name], s)
					x.definedAt[s] = functionAt{m, class, s}
				case *py.ClassDef:
					if class == nil {
						block(s.Body, s)
					}
				case *py.If:
					block(s.Body, class)
					block(s.Else, class)
				}
			}
		}
		block(m.Tree().Body, nil)
	}
}

// fileContexts are the contexts that a path tells.
func fileContexts(path string) contexts {
	var c contexts
	padded := "/" + path
	if strings.Contains(padded, "/management/commands/") {
		c |= inCommand
	}
	if strings.Contains(padded, "/migrations/") {
		c |= inMigration
	}
	base := padded[strings.LastIndexByte(padded, '/')+1:]
	if strings.Contains(padded, "/tests/") || strings.Contains(padded, "/testutils/") || strings.HasPrefix(base, "test_") || base == "tests.py" ||
		strings.HasSuffix(base, "_test.py") || base == "conftest.py" {
		c |= inTest
	}
	return c
}

// classContexts are the contexts that a method has by its class.
func classContexts(class *eval.Class, def *py.FunctionDef) contexts {
	switch {
	case class == nil:
		return 0
	case isTestCase(class):
		return inTest
	case class.Is("django.views.generic.base.View") || hasBase(class, "View") || hasBase(class, "ViewSet"):
		return inEndpoint
	case class.Is("django.contrib.admin.options.BaseModelAdmin"):
		return inAdmin
	case def.Name == "run" && hasBase(class, "Task"):
		return inTask
	}
	return 0
}

// isTestCase reports whether a class is a TestCase or derives from one by name: the
// packages that the bases come from are often not read.
func isTestCase(class *eval.Class) bool { return class != nil && hasBase(class, "TestCase") }

// hasBase reports whether a class, or one that it derives from, has a name that ends so.
func hasBase(class *eval.Class, suffix string) bool {
	return slices.ContainsFunc(class.MRO(), func(k *eval.Class) bool {
		return strings.HasSuffix(k.Name, suffix) || k.Def != nil && slices.ContainsFunc(k.Def.Bases, func(base py.Expr) bool {
			return strings.HasSuffix(lastName(base), suffix)
		})
	})
}

// taskDecorators are the last names of what makes a function a task: Celery's,
// Sentry's, dramatiq's, rq's and huey's.
var taskDecorators = map[string]bool{
	"shared_task": true, "task": true, "instrumented_task": true, "actor": true, "job": true, "periodic_task": true,
	"db_task": true, "db_periodic_task": true,
}

// viewDecorators are the last names of what is put on views only.
var viewDecorators = map[string]bool{
	"api_view": true, "action": true, "login_required": true, "permission_required": true, "csrf_exempt": true, "require_POST": true,
	"require_GET": true, "require_http_methods": true, "require_safe": true, "staff_member_required": true, "never_cache": true,
}

// decoratorContexts are the contexts that a function's decorators tell.
func decoratorContexts(def *py.FunctionDef) contexts {
	var c contexts
	for _, d := range def.Decorators {
		name := lastName(d)
		switch {
		case taskDecorators[name]:
			c |= inTask
		case viewDecorators[name]:
			c |= inEndpoint
		case name == "atomic":
			c |= inTransaction
		}
	}
	return c
}

// atomicIn returns where the bodies of with transaction.atomic() stand.
func atomicIn(body []py.Stmt, found []source.Span) []source.Span {
	for _, s := range body {
		py.Walk(s, func(n py.Node) bool {
			with, ok := n.(*py.With)
			if !ok {
				_, isExpr := n.(py.Expr)
				return !isExpr
			}
			for _, item := range with.Items {
				if name := lastName(item.Context); (name == "atomic" || name == "atomic_transaction") && len(with.Body) > 0 {
					found = append(found, source.Span{Start: with.Body[0].Extent().Start, End: with.Body[len(with.Body)-1].Extent().End})
				}
			}
			return true
		})
	}
	return found
}
