package py

import "github.com/ormlint/ormlint/internal/source"

// Extent returns the span of the whole file, which makes a Module a Node.
func (m *Module) Extent() source.Span {
	return source.Span{End: uint32(len(m.File.Text))}
}

// Walk visits n and everything below it, parents first and children in the
// order of CPython's ast.iter_child_nodes. Below a node for which visit returns
// false it visits nothing. Parts without a place of their own (arguments, with
// items, cases, comprehensions) are passed through.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	switch n := n.(type) {
	case *Module:
		walkAll(n.Body, visit)
	case Stmt:
		walkStmt(n, visit)
	case Expr:
		walkExpr(n, visit)
	case Pattern:
		walkPattern(n, visit)
	case *Arg:
		walkMaybe(n.Annotation, visit)
	case *Keyword:
		Walk(n.Value, visit)
	case *ExceptHandler:
		walkMaybe(n.Type, visit)
		walkAll(n.Body, visit)
	case *TypeParam:
		walkMaybe(n.Bound, visit)
		walkMaybe(n.Default, visit)
	}
}

func walkAll[N Node](list []N, visit func(Node) bool) {
	for _, n := range list {
		Walk(n, visit)
	}
}

func walkMaybe(e Expr, visit func(Node) bool) {
	if e != nil {
		Walk(e, visit)
	}
}

func walkStmt(n Stmt, visit func(Node) bool) {
	switch n := n.(type) {
	case *ExprStmt:
		Walk(n.Value, visit)
	case *Assign:
		walkAll(n.Targets, visit)
		Walk(n.Value, visit)
	case *Return:
		walkMaybe(n.Value, visit)
	case *If:
		Walk(n.Test, visit)
		walkAll(n.Body, visit)
		walkAll(n.Else, visit)
	case *FunctionDef:
		if n.Args != nil {
			walkArguments(n.Args, visit)
		}
		walkAll(n.Body, visit)
		walkAll(n.Decorators, visit)
		walkMaybe(n.Returns, visit)
		walkTypeParams(n.TypeParams, visit)
	case *ClassDef:
		walkAll(n.Bases, visit)
		walkAll(n.Keywords, visit)
		walkAll(n.Body, visit)
		walkAll(n.Decorators, visit)
		walkTypeParams(n.TypeParams, visit)
	case *Import:
		walkAll(n.Names, visit)
	case *ImportFrom:
		walkAll(n.Names, visit)
	case *For:
		Walk(n.Target, visit)
		Walk(n.Iter, visit)
		walkAll(n.Body, visit)
		walkAll(n.Else, visit)
	case *With:
		for _, item := range n.Items {
			Walk(item.Context, visit)
			walkMaybe(item.Vars, visit)
		}
		walkAll(n.Body, visit)
	case *Try:
		walkAll(n.Body, visit)
		walkAll(n.Handlers, visit)
		walkAll(n.Else, visit)
		walkAll(n.Finally, visit)
	case *Raise:
		walkMaybe(n.Exc, visit)
		walkMaybe(n.Cause, visit)
	case *AugAssign:
		Walk(n.Target, visit)
		Walk(n.Value, visit)
	case *AnnAssign:
		Walk(n.Target, visit)
		Walk(n.Annotation, visit)
		walkMaybe(n.Value, visit)
	case *While:
		Walk(n.Test, visit)
		walkAll(n.Body, visit)
		walkAll(n.Else, visit)
	case *Assert:
		Walk(n.Test, visit)
		walkMaybe(n.Msg, visit)
	case *Delete:
		walkAll(n.Targets, visit)
	case *Match:
		Walk(n.Subject, visit)
		for _, c := range n.Cases {
			Walk(c.Pattern, visit)
			walkMaybe(c.Guard, visit)
			walkAll(c.Body, visit)
		}
	case *TypeAlias:
		Walk(n.Name, visit)
		walkTypeParams(n.TypeParams, visit)
		Walk(n.Value, visit)
	}
}

func walkArguments(a *Arguments, visit func(Node) bool) {
	walkAll(a.PosOnly, visit)
	walkAll(a.Args, visit)
	if a.Vararg != nil {
		Walk(a.Vararg, visit)
	}
	walkAll(a.KwOnly, visit)
	for _, value := range a.KwDefaults {
		walkMaybe(value, visit)
	}
	if a.Kwarg != nil {
		Walk(a.Kwarg, visit)
	}
	walkAll(a.Defaults, visit)
}

func walkTypeParams(params []TypeParam, visit func(Node) bool) {
	for i := range params {
		Walk(&params[i], visit)
	}
}

func walkLoops(loops []Comprehension, visit func(Node) bool) {
	for i := range loops {
		Walk(loops[i].Target, visit)
		Walk(loops[i].Iter, visit)
		walkAll(loops[i].Ifs, visit)
	}
}

func walkExpr(n Expr, visit func(Node) bool) {
	switch n := n.(type) {
	case *Name, *Constant:
	case *Attribute:
		Walk(n.Value, visit)
	case *Call:
		Walk(n.Func, visit)
		walkAll(n.Args, visit)
		walkAll(n.Keywords, visit)
	case *BinOp:
		Walk(n.Left, visit)
		Walk(n.Right, visit)
	case *BoolOp:
		walkAll(n.Values, visit)
	case *UnaryOp:
		Walk(n.Operand, visit)
	case *Compare:
		Walk(n.Left, visit)
		walkAll(n.Comparators, visit)
	case *Subscript:
		Walk(n.Value, visit)
		Walk(n.Index, visit)
	case *Slice:
		walkMaybe(n.Lower, visit)
		walkMaybe(n.Upper, visit)
		walkMaybe(n.Step, visit)
	case *List:
		walkAll(n.Elts, visit)
	case *Tuple:
		walkAll(n.Elts, visit)
	case *Set:
		walkAll(n.Elts, visit)
	case *Dict:
		for _, key := range n.Keys {
			walkMaybe(key, visit)
		}
		walkAll(n.Values, visit)
	case *ListComp:
		Walk(n.Elt, visit)
		walkLoops(n.Generators, visit)
	case *SetComp:
		Walk(n.Elt, visit)
		walkLoops(n.Generators, visit)
	case *GeneratorExp:
		Walk(n.Elt, visit)
		walkLoops(n.Generators, visit)
	case *DictComp:
		Walk(n.Key, visit)
		walkMaybe(n.Value, visit)
		walkLoops(n.Generators, visit)
	case *JoinedStr:
		walkAll(n.Values, visit)
	case *TemplateStr:
		walkAll(n.Values, visit)
	case *FormattedValue:
		Walk(n.Value, visit)
		if n.Format != nil {
			Walk(n.Format, visit)
		}
	case *Interpolation:
		Walk(n.Value, visit)
		if n.Format != nil {
			Walk(n.Format, visit)
		}
	case *Lambda:
		walkArguments(n.Args, visit)
		Walk(n.Body, visit)
	case *IfExp:
		Walk(n.Test, visit)
		Walk(n.Body, visit)
		Walk(n.Else, visit)
	case *NamedExpr:
		Walk(n.Target, visit)
		Walk(n.Value, visit)
	case *Starred:
		Walk(n.Value, visit)
	case *Await:
		Walk(n.Value, visit)
	case *Yield:
		walkMaybe(n.Value, visit)
	case *YieldFrom:
		Walk(n.Value, visit)
	}
}

func walkPattern(n Pattern, visit func(Node) bool) {
	switch n := n.(type) {
	case *MatchValue:
		Walk(n.Value, visit)
	case *MatchSequence:
		walkAll(n.Patterns, visit)
	case *MatchMapping:
		walkAll(n.Keys, visit)
		walkAll(n.Patterns, visit)
	case *MatchClass:
		Walk(n.Class, visit)
		walkAll(n.Patterns, visit)
		walkAll(n.KwdPatterns, visit)
	case *MatchAs:
		if n.Pattern != nil {
			Walk(n.Pattern, visit)
		}
	case *MatchOr:
		walkAll(n.Patterns, visit)
	}
}
