package query

import (
	"fmt"

	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// Bounds of what is remembered of one function, and of what is looked through for a sign.
const (
	maxArguments = 6
	maxAsked     = 24    // of a receiver, beyond which no other class is compared
	maxContents  = 8     // elements of a container that a summary tells apart
	maxSummaries = 500   // of one function
	shortMaker   = 900   // bytes of a function that makes conditions
	longLoader   = 4_000 // bytes of a function that looks something up by its name
	shortReader  = 1_000 // bytes of a function that returns something
	shortInit    = 1_500
)

// following is what is known of the functions that others call.
type following struct {
	mattering map[*py.FunctionDef]bool
	entered   map[*py.FunctionDef]bool // calls of it were followed to the end
	summaries map[situation]summary
	alike     map[situation][]*likeness // by situations whose first argument is left out
	known     map[*py.FunctionDef]int   // summaries of it
}

func newFollowing() following {
	return following{
		mattering: map[*py.FunctionDef]bool{},
		entered:   map[*py.FunctionDef]bool{},
		summaries: map[situation]summary{},
		alike:     map[situation][]*likeness{},
		known:     map[*py.FunctionDef]int{},
	}
}

// A situation is what a function is called with, as far as it makes a
// difference: a class stands for any object of it, nil for what is not known.
type situation struct {
	def       *py.FunctionDef
	arguments [maxArguments]any
}

// Parts of a situation.
type (
	anObject     struct{ class *eval.Class } // of a model or a class of the project, with nothing known of its attributes
	loadedObject struct {
		class *eval.Class
		came  *row
	}
	named struct {
		name  string
		value any
	}
	more struct{} // further arguments that are made at run time
)

// A summary is what a call of a function came to that left everything alone.
type summary struct {
	value eval.Value
	// What was asked of the first argument and what its class answered; only
	// where that was the receiver of the exploration.
	watched bool
	asked   []ask
	answers []eval.Value
}

// A likeness is the summaries that asked the same of their receivers, by what
// the receivers' classes answered.
type likeness struct {
	asked []ask
	known map[[maxAsked]eval.Value]summary
}

// An ask is one attribute that a function asks of its receiver.
type ask struct {
	name     string
	after    *eval.Class // asked behind this class of the MRO, by super()
	assigned bool        // asked is which method assigns it
}

// enter is what a call below the explored function gives.
func (x *extractor) enter(f *eval.Function, c *eval.Call, run func() eval.Value) eval.Value {
	if f.Def == nil || f.Module.Source.Origin == resolve.Native || f.Nested() {
		return run()
	}
	x.called(f, c)
	x.noteRegistered(f, c)
	if len(x.preparing) > 0 && c.Scope == nil || f.Name == "__init__" && (x.short(f) || makesQuerySet(c)) {
		return run() // what it assigns to self is asked for
	}
	if !x.concerns(c) && !x.matters(f) && !looksUp(f, c) && f.Name != "get_queryset" {
		return eval.Unknownf("%s() is not followed", f.Name)
	}
	if f.Module.Source.Origin == resolve.Project {
		x.entersOwn(c)
	}
	defer func() { x.entered[f.Def] = x.entered[f.Def] || !x.project.In.Tedious(f) }()
	key, ok := situationOf(f, c)
	if !ok {
		if v := x.restsAt(f, c); v != nil {
			return v
		}
		v, _ := x.attend(f, run)
		return v
	}
	self, watched := x.watching(c)
	if known, ok := x.summaries[key]; ok && (known.watched || !watched) {
		if watched {
			x.asked = append(x.asked, known.asked...)
		}
		return x.renew(known.value, c)
	}
	// Two views of one class have each their own model, and what was assigned to
	// one object no other has.
	_, plain := key.arguments[0].(anObject)
	comparable := watched && plain && !x.making
	alike := key
	alike.arguments[0] = nil
	if comparable {
		if known, ok := x.knownOf(alike, self); ok {
			x.asked = append(x.asked, known.asked...)
			x.summaries[key] = known
			return x.renew(known.value, c)
		}
	}
	if v := x.restsAt(f, c); v != nil {
		return v
	}
	before := len(x.asked)
	v, pure := x.attend(f, run)
	if !pure || x.project.In.Exhausted() || x.known[f.Def] >= maxSummaries {
		return v
	}
	known := summary{value: v, watched: watched}
	if comparable {
		known.asked = distinct(x.asked[before:])
		known.answers = x.answer(known.asked, self)
		x.liken(alike, known)
	}
	x.known[f.Def]++
	x.summaries[key] = known
	return v
}

// watching reports whether a call is one on the receiver of the exploration, and of which class that is.
func (x *extractor) watching(c *eval.Call) (self *eval.Class, watched bool) {
	if x.receiver == nil || len(c.Args) == 0 || c.Args[0] != eval.Value(x.receiver) {
		return nil, false
	}
	return x.receiver.Class, true
}

// knownOf finds a summary that was made with a receiver of another class which
// answers everything that was asked as this one does.
func (x *extractor) knownOf(alike situation, self *eval.Class) (summary, bool) {
	for _, like := range x.alike[alike] {
		if known, ok := like.known[x.answersOf(like.asked, self)]; ok {
			return known, true
		}
	}
	return summary{}, false
}

func (x *extractor) answersOf(asked []ask, class *eval.Class) (answers [maxAsked]eval.Value) {
	for i, a := range asked {
		answers[i] = x.answerTo(a, class)
	}
	return answers
}

// liken keeps a summary for receivers of other classes.
func (x *extractor) liken(alike situation, made summary) {
	if len(made.asked) >= maxAsked {
		return
	}
	var key [maxAsked]eval.Value
	copy(key[:], made.answers)
	for _, like := range x.alike[alike] {
		if slices.Equal(like.asked, made.asked) {
			if _, ok := like.known[key]; !ok {
				like.known[key] = made
			}
			return
		}
	}
	x.alike[alike] = append(x.alike[alike], &likeness{made.asked, map[[maxAsked]eval.Value]summary{key: made}})
}

// situationOf returns what a call is to its function; ok is false where it is
// like no other: what it is given may be changed, or holds what only it has.
func situationOf(f *eval.Function, c *eval.Call) (key situation, ok bool) {
	key.def = f.Def
	n := 0
	put := func(part any) bool {
		if n == maxArguments {
			return false
		}
		key.arguments[n] = part
		n++
		return true
	}
	for i, v := range c.Args {
		part, plain := situated(v, i == 0)
		if !plain || !put(part) {
			return key, false
		}
	}
	for _, k := range c.Kw {
		part, plain := situated(k.Value, false)
		if !plain || !put(named{k.Name, part}) {
			return key, false
		}
	}
	if c.Open {
		return key, put(more{})
	}
	return key, true
}

func situated(v eval.Value, first bool) (part any, ok bool) {
	switch v := v.(type) {
	case *eval.Unknown, nil:
		return nil, true
	case eval.Str, eval.Int, eval.Bool, eval.Float, eval.NoneType, *eval.Class, *eval.Module, *eval.Function:
		return v, true
	case *eval.Instance:
		_, guessed := v.Data.(*guess)
		if came, ok := v.Data.(*row); ok && len(v.Attrs) == 0 && v.Args == nil {
			return loadedObject{v.Class, came}, true
		}
		if (v.Data == nil || guessed) && len(v.Attrs) == 0 && v.Args == nil && (v.Open || first) {
			return anObject{v.Class}, true
		}
		if _, member := v.Own("_value_"); member || v.Data == nil && v.Lasting() {
			return v, true
		}
		if of, ok := v.Data.(*manager); ok && of.related == nil {
			return v, true // there is one for a model
		}
	case *eval.List, *eval.Tuple, *eval.Set, *eval.Dict:
		text, ok := appendContents(nil, v, 0)
		return contents(text), ok
	}
	return nil, false
}

// contents tells containers apart that hold nothing but constants, classes and what is not known.
type contents string

// appendContents writes what a container holds; ok is false where that is too much, or an object of its own.
func appendContents(text []byte, v eval.Value, depth int) (out []byte, ok bool) {
	elts, all := eval.Elements(v)
	if depth > 2 || len(elts) > maxContents {
		return nil, false
	}
	text = fmt.Appendf(text, "%T%t(", v, all)
	d, isDict := v.(*eval.Dict)
	for _, elt := range elts {
		if text, ok = appendContent(text, elt, depth); !ok {
			return nil, false
		}
		if isDict {
			held, _ := d.Get(elt)
			if text, ok = appendContent(append(text, ':'), held, depth); !ok {
				return nil, false
			}
		}
		text = append(text, ',')
	}
	return append(text, ')'), true
}

func appendContent(text []byte, v eval.Value, depth int) ([]byte, bool) {
	switch v := v.(type) {
	case *eval.Unknown, nil:
		return append(text, '?'), true
	case eval.Str, eval.Int, eval.Bool, eval.Float, eval.NoneType:
		return append(text, eval.Repr(v)...), true
	case *eval.Class:
		return fmt.Appendf(text, "%p", v), true
	case *eval.List, *eval.Tuple, *eval.Set, *eval.Dict:
		return appendContents(text, v, depth+1)
	case *eval.Instance:
		if part, ok := situated(v, false); ok {
			if object, ok := part.(anObject); ok {
				return fmt.Appendf(text, "%p", object.class), true
			}
		}
	}
	return nil, false
}

// renew returns what a summary gives to one more caller, who may change it and
// decides anew what becomes of a queryset.
func (x *extractor) renew(v eval.Value, c *eval.Call) eval.Value {
	switch v := v.(type) {
	case *eval.Instance:
		if s, ok := v.Data.(*state); ok {
			return v.Anew(x.again(s, c))
		}
		if v.Data == nil && len(v.Attrs) > 0 {
			return v.Anew(nil)
		}
	case *eval.Alternatives:
		alts := &eval.Alternatives{Values: make([]eval.Value, len(v.Values))}
		for i, alt := range v.Values {
			alts.Values[i] = x.renew(alt, c)
		}
		return alts
	case *eval.List:
		c := *v
		return &c
	}
	return v
}

// again is a queryset as the function under exploration got it from one that was explored before.
func (x *extractor) again(s *state, c *eval.Call) *state {
	if s.root == nil || s.last == nil {
		return s
	}
	n := *s
	n.flags = &flags{}
	n.root = x.current()
	n.got = c
	x.pending = append(x.pending, &n)
	return &n
}

// concerns reports whether a call is given what a query is made of.
func (x *extractor) concerns(c *eval.Call) bool {
	for _, v := range c.Args {
		if concerned(v, 0) {
			return true
		}
	}
	for _, k := range c.Kw {
		if concerned(k.Value, 0) {
			return true
		}
	}
	return false
}

// concerned reports whether a value is a queryset, a manager or a condition, or holds one.
func concerned(v eval.Value, depth int) bool {
	switch v := v.(type) {
	case *eval.Instance:
		switch v.Data.(type) {
		case *state, *manager, *qData:
			return true
		}
	case *eval.Alternatives:
		return slices.ContainsFunc(v.Values, func(alt eval.Value) bool { return concerned(alt, depth) })
	case *eval.Tuple:
		return depth < 2 && slices.ContainsFunc(v.Elts, func(elt eval.Value) bool { return concerned(elt, depth+1) })
	case *eval.List:
		return depth < 2 && len(v.Elts) < 8 && slices.ContainsFunc(v.Elts, func(elt eval.Value) bool { return concerned(elt, depth+1) })
	}
	return false
}

// matters reports whether a function of the project mentions the ORM, makes
// conditions, or is a short one that calls a function which does.
func (x *extractor) matters(f *eval.Function) bool {
	if f.Module.Source.Origin != resolve.Project {
		return false
	}
	known, ok := x.mattering[f.Def]
	if !ok {
		known = x.mentions(f)
		x.mattering[f.Def] = known
	}
	return known
}

// looksUp reports whether a call has only constants and classes as arguments:
// what it returns is made of them, as a model that is looked up by its name.
func looksUp(f *eval.Function, c *eval.Call) bool {
	if c.Open || len(c.Args)+len(c.Kw) == 0 || f.Def.Span.End-f.Def.Span.Start > longLoader {
		return false
	}
	named := false
	tells := func(v eval.Value) bool {
		switch v.(type) {
		case eval.Str, *eval.Class:
			named = true
			return true
		case eval.Int, eval.Bool, eval.NoneType:
			return true
		}
		return false
	}
	for _, v := range c.Args {
		if !tells(v) {
			return false
		}
	}
	for _, k := range c.Kw {
		if !tells(k.Value) {
			return false
		}
	}
	return named
}

// makesQuerySet reports whether a constructor is called for a queryset or a
// manager, which is one only when Django's own constructor has run.
func makesQuerySet(c *eval.Call) bool {
	if len(c.Args) == 0 {
		return false
	}
	i, ok := c.Args[0].(*eval.Instance)
	return ok && (i.Class.Is(querySetClass) || i.Class.Is(managerClass))
}

// short reports whether a constructor of the project is cheap enough to run wherever an object is made.
func (x *extractor) short(f *eval.Function) bool {
	return f.Module.Source.Origin == resolve.Project && f.Def.Span.End-f.Def.Span.Start < shortInit
}

func (x *extractor) mentions(f *eval.Function) bool {
	span := f.Def.Span
	text := f.Module.Source.Text()
	hints := x.hintsOf(f.Module.Source)
	if i, _ := slices.BinarySearch(hints, span.Start); i < len(hints) && hints[i] < span.End {
		return true
	}
	body := text[span.Start:span.End]
	return len(body) < shortMaker && strings.Contains(body, "Q(") || len(body) < shortReader && strings.Contains(body, "return ")
}
