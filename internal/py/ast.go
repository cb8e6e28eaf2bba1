package py

import "github.com/ormlint/ormlint/internal/source"

// The node types are those of CPython's grammar (Python 3.14 documentation, ast, "Abstract grammar"),
// with these differences: async variants are a flag of their plain type, an expression context is not
// kept (the parent tells), names are strings, and operators are small integers.

// A Node is anything with a place in the source.
type Node interface{ Extent() source.Span }

// An Expr is an expression.
type Expr interface {
	Node
	expr()
}

// A Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// A Pattern is the left side of a case.
type Pattern interface {
	Node
	pattern()
}

// A Module is one parsed file. After Parse it is never changed.
type Module struct {
	File     *source.File
	Body     []Stmt
	Comments []source.Span // each from its # to the end of the line, in order
	Errors   []SyntaxError // in order of place; the tree holds all that could be read
	Calls    []source.Span // of every call of a name or an attribute, the last name of what is called
}

// A SyntaxError is one place where the text is not Python. What stands there is left out of the tree.
type SyntaxError struct {
	source.Span
	Message string
}

// Statements.
type (
	FunctionDef struct {
		source.Span // from def (or async), without decorators
		Async       bool
		Name        string
		NameAt      source.Span
		Args        *Arguments
		Body        []Stmt
		Decorators  []Expr
		Returns     Expr // or nil
		TypeParams  []TypeParam
	}
	ClassDef struct {
		source.Span // from class, without decorators
		Name        string
		NameAt      source.Span
		Bases       []Expr // Starred for *bases
		Keywords    []*Keyword
		Body        []Stmt
		Decorators  []Expr
		TypeParams  []TypeParam
	}
	Return struct {
		source.Span
		Value Expr // or nil
	}
	Delete struct {
		source.Span
		Targets []Expr
	}
	Assign struct {
		source.Span
		Targets []Expr // a = b = 1 has two
		Value   Expr
	}
	TypeAlias struct {
		source.Span
		Name       *Name
		TypeParams []TypeParam
		Value      Expr
	}
	AugAssign struct {
		source.Span
		Target Expr
		Op     Operator
		Value  Expr
	}
	AnnAssign struct {
		source.Span
		Target     Expr
		Annotation Expr
		Value      Expr // or nil
		Simple     bool // a plain name without parentheses
	}
	For struct {
		source.Span
		Async  bool
		Target Expr
		Iter   Expr
		Body   []Stmt
		Else   []Stmt
	}
	While struct {
		source.Span
		Test Expr
		Body []Stmt
		Else []Stmt
	}
	If struct {
		source.Span
		Test Expr
		Body []Stmt
		Else []Stmt // an elif is one If here
	}
	With struct {
		source.Span
		Async bool
		Items []WithItem
		Body  []Stmt
	}
	Match struct {
		source.Span
		Subject Expr
		Cases   []MatchCase
	}
	Raise struct {
		source.Span
		Exc   Expr // or nil
		Cause Expr // or nil
	}
	Try struct {
		source.Span
		Star     bool // except*
		Body     []Stmt
		Handlers []*ExceptHandler
		Else     []Stmt
		Finally  []Stmt
	}
	Assert struct {
		source.Span
		Test Expr
		Msg  Expr // or nil
	}
	Import struct {
		source.Span
		Names []*Alias
	}
	ImportFrom struct {
		source.Span
		Module string // "" in from . import x
		Names  []*Alias
		Level  int // leading dots
	}
	Global struct {
		source.Span
		Names []string
	}
	Nonlocal struct {
		source.Span
		Names []string
	}
	ExprStmt struct {
		source.Span
		Value Expr
	}
	Pass     struct{ source.Span }
	Break    struct{ source.Span }
	Continue struct{ source.Span }
)

// Expressions.
type (
	BoolOp struct {
		source.Span
		Or     bool
		Values []Expr
	}
	NamedExpr struct {
		source.Span
		Target *Name
		Value  Expr
	}
	BinOp struct {
		source.Span
		Left  Expr
		Op    Operator
		Right Expr
	}
	UnaryOp struct {
		source.Span
		Op      UnaryOperator
		Operand Expr
	}
	Lambda struct {
		source.Span
		Args *Arguments
		Body Expr
	}
	IfExp struct {
		source.Span
		Test Expr
		Body Expr
		Else Expr
	}
	Dict struct {
		source.Span
		Keys   []Expr // nil where the value is unpacked with **
		Values []Expr
	}
	Set struct {
		source.Span
		Elts []Expr
	}
	ListComp struct {
		source.Span
		Elt        Expr
		Generators []Comprehension
	}
	SetComp struct {
		source.Span
		Elt        Expr
		Generators []Comprehension
	}
	DictComp struct {
		source.Span
		Key        Expr
		Value      Expr // nil in PEP 798's {**d for …}
		Generators []Comprehension
	}
	GeneratorExp struct {
		source.Span
		Elt        Expr
		Generators []Comprehension
	}
	Await struct {
		source.Span
		Value Expr
	}
	Yield struct {
		source.Span
		Value Expr // or nil
	}
	YieldFrom struct {
		source.Span
		Value Expr
	}
	Compare struct {
		source.Span
		Left        Expr
		Ops         []CompareOperator
		Comparators []Expr
	}
	Call struct {
		source.Span
		Func     Expr
		Args     []Expr // Starred for *args
		Keywords []*Keyword
	}
	// JoinedStr is an f-string, with what it is concatenated to.
	JoinedStr struct {
		source.Span
		Values []Expr // string Constant, FormattedValue
	}
	FormattedValue struct {
		source.Span
		Value      Expr
		Conversion byte       // 's', 'r', 'a', or 0
		Format     *JoinedStr // or nil
	}
	// TemplateStr is a t-string (PEP 750).
	TemplateStr struct {
		source.Span
		Values []Expr // string Constant, Interpolation
	}
	Interpolation struct {
		source.Span
		Value      Expr
		Conversion byte
		Format     *JoinedStr
	}
	// Constant is a literal; its value is decoded on demand (see literal.go).
	Constant struct {
		source.Span
		Kind ConstantKind
		form literalFlags // how the (first) literal was written, and whether Raw starts inside an f-string
		Raw  string       // the text as written; of a string all concatenated literals and what is between
	}
	Attribute struct {
		source.Span
		Value  Expr
		Attr   string
		AttrAt source.Span
	}
	Subscript struct {
		source.Span
		Value Expr
		Index Expr // Slice, Tuple with Slices, or any expression
	}
	Starred struct {
		source.Span
		Value Expr
	}
	Name struct {
		source.Span
		ID string
	}
	List struct {
		source.Span
		Elts []Expr
	}
	Tuple struct {
		source.Span
		Elts []Expr
	}
	Slice struct {
		source.Span
		Lower, Upper, Step Expr // or nil
	}
)

// Patterns.
type (
	MatchValue struct {
		source.Span
		Value Expr
	}
	MatchSingleton struct {
		source.Span
		Kind ConstantKind // None, True, False
	}
	MatchSequence struct {
		source.Span
		Patterns []Pattern
	}
	MatchMapping struct {
		source.Span
		Keys     []Expr
		Patterns []Pattern
		Rest     string // or ""
	}
	MatchClass struct {
		source.Span
		Class       Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}
	MatchStar struct {
		source.Span
		Name string // "" for *_
	}
	MatchAs struct {
		source.Span
		Pattern Pattern // or nil
		Name    string  // "" for _
	}
	MatchOr struct {
		source.Span
		Patterns []Pattern
	}
)

// Parts that are neither statement nor expression.
type (
	// Arguments are a function's parameters. Defaults belong to the last of PosOnly and Args together.
	Arguments struct {
		PosOnly    []*Arg
		Args       []*Arg
		Vararg     *Arg // or nil
		KwOnly     []*Arg
		KwDefaults []Expr // one for each of KwOnly, nil where there is none
		Kwarg      *Arg   // or nil
		Defaults   []Expr
	}
	Arg struct {
		source.Span
		Name       string
		Annotation Expr // or nil
	}
	Keyword struct {
		source.Span
		Name  string // "" for **value
		Value Expr
	}
	Alias struct {
		source.Span
		Name   string // dotted in import; "*" in a star import
		AsName string // or ""
	}
	WithItem struct {
		Context Expr
		Vars    Expr // or nil
	}
	MatchCase struct {
		Pattern Pattern
		Guard   Expr // or nil
		Body    []Stmt
	}
	Comprehension struct {
		Async  bool
		Target Expr
		Iter   Expr
		Ifs    []Expr
	}
	ExceptHandler struct {
		source.Span
		Type Expr   // or nil
		Name string // or ""
		Body []Stmt
	}
	// TypeParam is a PEP 695 type parameter.
	TypeParam struct {
		source.Span
		Kind    TypeParamKind
		Name    string
		Bound   Expr // or nil
		Default Expr // or nil (PEP 696)
	}
)

// ConstantKind says what a Constant is.
type ConstantKind uint8

const (
	None ConstantKind = iota
	True
	False
	Ellipsis
	Int
	Float
	Complex
	String
	Bytes
)

// TypeParamKind tells T, *Ts and **P apart.
type TypeParamKind uint8

const (
	TypeVar TypeParamKind = iota
	TypeVarTuple
	ParamSpec
)

// Operator is a binary operator.
type Operator uint8

const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is an operator before its operand.
type UnaryOperator uint8

const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CompareOperator is a comparison.
type CompareOperator uint8

const (
	Eq CompareOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*TypeAlias) stmt()   {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*JoinedStr) expr()      {}
func (*FormattedValue) expr() {}
func (*TemplateStr) expr()    {}
func (*Interpolation) expr()  {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}

// Bound returns the name that the alias binds in a from-import.
func (a *Alias) Bound() string {
	if a.AsName != "" {
		return a.AsName
	}
	return a.Name
}
