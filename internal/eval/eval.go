// Package eval evaluates Python without running it.
//
// In: the modules of a resolve.Program. Out: abstract values: what a name, an
// expression, a class body or a call stands for, as far as the source decides
// it. What it cannot decide is Unknown with the reason.
//
// Its one idea: settings, Meta.indexes built in a loop, a field class that
// changes its arguments, a helper that returns a list are all ordinary Python,
// so one evaluator reads them all. It knows Python and nothing of Django: what
// a library's class or function means is a small Python declaration or a
// native that the library's package registers.
//
// Names of a module are evaluated when somebody asks for them, so that a
// program is only read where it matters and cyclic imports do no harm. Where a
// test is not known, both branches are evaluated and their states are joined.
package eval

import (
	"math"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
)

// Bounds that keep any input from running away. They are generous: no project
// met so far comes near them outside of generated tests.
const (
	maxDepth          = 80      // nested calls
	maxNesting        = 250     // definitions that need other definitions
	maxRecursion      = 3       // of one function
	maxSteps          = 200_000 // expressions and statements below one request
	maxBudgets        = 10      // of one module or class body
	maxDecoratorSteps = 2_000   // of them below one use of a decorator
	maxBuildingSteps  = 60_000  // of them below a decorator of a class that a library's metaclass makes
	maxPackageSteps   = 15_000  // of them below one call of an installed package's function
	maxIterations     = 5_000   // of one loop
	maxAlternatives   = 8       // values of a join
	maxElements       = 20_000  // of one container
	maxText           = 1 << 16 // bytes of one string
)

// An Interp evaluates one program. It is not safe for concurrent use: order of
// evaluation is part of its result where imports are cyclic.
type Interp struct {
	Program *resolve.Program
	// PlainClasses says that metaclasses and decorators of classes do nothing from
	// now on: what they make of views, forms and filters costs much and tells little.
	PlainClasses bool
	// Heirs returns the classes of the program that derive from one, in the order
	// of the source; nil where that is not known.
	Heirs func(*Class) []*Class

	natives *Natives
	modules map[string]*Module
	builtin map[string]Value

	types      builtinTypes
	branches   []*branch
	opened     int       // branches so far
	spare      [][]entry // room of journals that are over
	raising    *Raised
	handling   *Raised  // by an except clause
	broken     bool     // the loop under way may have been left by a break
	making     []*Class // classes whose metaclass is at work
	depth      int
	nesting    int
	underway   int                                       // definitions under evaluation
	lowest     int                                       // position of the outermost of them that was asked for meanwhile
	tries      int                                       // try bodies under way
	building   bool                                      // a decorator of a class that a library's metaclass makes is at work
	exploring  bool                                      // see Explore
	explored   *py.FunctionDef                           // the function that is explored
	made       []*Function                               // functions that it made
	tedious    map[*py.FunctionDef]int                   // how often a function has used up what an exploration gives it
	follow     Enter                                     // of the exploration under way
	doubtful   bool                                      // a value was read that may be another one where the program runs
	annotating bool                                      // an annotation is evaluated
	reshaped   int                                       // counts changes of classes
	missed     func(*Call, string)                       // of the exploration under way
	parameter  func(name string, annotation Value) Value // of the exploration under way
	stored     func(target *py.Attribute, of, v Value)
	attribute  Attribution // of the exploration under way
	asking     Asking      // of the exploration under way
	reading    reading     // see Reading
	looping    int         // bodies of loops over unknown elements under way
	written    int         // the oldest object that was changed, see Pure
	active     map[*py.FunctionDef]*activity
	steps      int
	limit      int                     // of steps
	costly     map[*py.FunctionDef]int // how often a function has used up its budget
	dull       map[Value]bool          // decorators that have once used up theirs: taken to return what they get
	serial     int
	globals    map[*py.FunctionDef]*functionFacts
}

// New returns an evaluator of a program with what natives know of its libraries.
func New(program *resolve.Program, natives *Natives) *Interp {
	in := &Interp{
		Program: program,
		natives: natives,
		modules: map[string]*Module{},
		active:  map[*py.FunctionDef]*activity{},
		globals: map[*py.FunctionDef]*functionFacts{},
		costly:  map[*py.FunctionDef]int{},
		tedious: map[*py.FunctionDef]int{},
		dull:    map[Value]bool{},
		limit:   maxSteps,
		lowest:  math.MaxInt,
	}
	in.makeBuiltins()
	return in
}

// A Place is where in the source a value was made.
type Place struct {
	File *source.File
	Span source.Span
}

// Request starts a new budget of steps: callers that ask for one thing after
// another call it before each, so that one costly thing does not starve the next.
func (in *Interp) Request() {
	in.steps, in.limit = 0, maxSteps
	in.raising = nil
}

// exhausted counts a step and tells whether the budget is used up.
func (in *Interp) exhausted() bool {
	in.steps++
	return in.steps > in.limit
}

// Exhausted reports whether the budget of the moment is used up: what comes out is not all.
func (in *Interp) Exhausted() bool { return in.steps > in.limit }

// Charge counts what a native did as steps.
func (in *Interp) Charge(steps int) { in.steps += steps }

// charge counts what a native does with n elements as steps.
func (in *Interp) charge(n int) { in.steps += n / 8 }

// Lookup evaluates a dotted name as an import would: the longest prefix that is
// a module, then attributes. It returns Unknown where there is no such thing.
func (in *Interp) Lookup(dotted string) Value {
	for end := len(dotted); end > 0; end = strings.LastIndexByte(dotted[:end], '.') {
		m := in.Module(dotted[:end])
		if m == nil {
			continue
		}
		var v Value = m
		if end < len(dotted) {
			for _, name := range strings.Split(dotted[end+1:], ".") {
				v = in.Attr(v, name)
			}
		}
		return v
	}
	return Unknownf("no module %s", dotted)
}
