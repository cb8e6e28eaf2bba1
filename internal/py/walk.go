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
	switch n := n.(type) {
	case *Module:
		if visit(n) {
			walkStmts(n.Body, visit)
		}
	case Stmt:
		walkStmt(n, visit)
	case Expr:
		walkExpr(n, visit)
	case Pattern:
		walkPattern(n, visit)
	case *Arg:
		walkArg(n, visit)
	case *Keyword:
		walkKeyword(n, visit)
	case *ExceptHandler:
		walkHandler(n, visit)
	case *TypeParam:
		walkTypeParam(n, visit)
	default:
		visit(n)
	}
}

// The functions below switch on the concrete type before they call visit: that
// makes a Node without a look-up at run time, which would be half the cost of a walk.

func walkStmts(list []Stmt, visit func(Node) bool) {
	for _, n := range list {
		walkStmt(n, visit)
	}
}

func walkExprs(list []Expr, visit func(Node) bool) {
	for _, n := range list {
		walkExpr(n, visit)
	}
}

func walkPatterns(list []Pattern, visit func(Node) bool) {
	for _, n := range list {
		walkPattern(n, visit)
	}
}

func walkMaybe(e Expr, visit func(Node) bool) {
	if e != nil {
		walkExpr(e, visit)
	}
}

func walkArg(n *Arg, visit func(Node) bool) {
	if visit(n) {
		walkMaybe(n.Annotation, visit)
	}
}

func walkKeyword(n *Keyword, visit func(Node) bool) {
	if visit(n) {
		walkExpr(n.Value, visit)
	}
}

func walkKeywords(list []*Keyword, visit func(Node) bool) {
	for _, n := range list {
		walkKeyword(n, visit)
	}
}

func walkHandler(n *ExceptHandler, visit func(Node) bool) {
	if visit(n) {
		walkMaybe(n.Type, visit)
		walkStmts(n.Body, visit)
	}
}

func walkTypeParam(n *TypeParam, visit func(Node) bool) {
	if visit(n) {
		walkMaybe(n.Bound, visit)
		walkMaybe(n.Default, visit)
	}
}

func walkStmt(n Stmt, visit func(Node) bool) {
	switch n := n.(type) {
	case *ExprStmt:
		if visit(n) {
			walkExpr(n.Value, visit)
		}
	case *Assign:
		if visit(n) {
			walkExprs(n.Targets, visit)
			walkExpr(n.Value, visit)
		}
	case *Return:
		if visit(n) {
			walkMaybe(n.Value, visit)
		}
	case *If:
		if visit(n) {
			walkExpr(n.Test, visit)
			walkStmts(n.Body, visit)
			walkStmts(n.Else, visit)
		}
	case *FunctionDef:
		if visit(n) {
			if n.Args != nil {
				walkArguments(n.Args, visit)
			}
			walkStmts(n.Body, visit)
			walkExprs(n.Decorators, visit)
			walkMaybe(n.Returns, visit)
			walkTypeParams(n.TypeParams, visit)
		}
	case *ClassDef:
		if visit(n) {
			walkExprs(n.Bases, visit)
			walkKeywords(n.Keywords, visit)
			walkStmts(n.Body, visit)
			walkExprs(n.Decorators, visit)
			walkTypeParams(n.TypeParams, visit)
		}
	case *Import:
		if visit(n) {
			for _, alias := range n.Names {
				visit(alias)
			}
		}
	case *ImportFrom:
		if visit(n) {
			for _, alias := range n.Names {
				visit(alias)
			}
		}
	case *For:
		if visit(n) {
			walkExpr(n.Target, visit)
			walkExpr(n.Iter, visit)
			walkStmts(n.Body, visit)
			walkStmts(n.Else, visit)
		}
	case *With:
		if visit(n) {
			for _, item := range n.Items {
				walkExpr(item.Context, visit)
				walkMaybe(item.Vars, visit)
			}
			walkStmts(n.Body, visit)
		}
	case *Try:
		if visit(n) {
			walkStmts(n.Body, visit)
			for _, handler := range n.Handlers {
				walkHandler(handler, visit)
			}
			walkStmts(n.Else, visit)
			walkStmts(n.Finally, visit)
		}
	case *Raise:
		if visit(n) {
			walkMaybe(n.Exc, visit)
			walkMaybe(n.Cause, visit)
		}
	case *AugAssign:
		if visit(n) {
			walkExpr(n.Target, visit)
			walkExpr(n.Value, visit)
		}
	case *AnnAssign:
		if visit(n) {
			walkExpr(n.Target, visit)
			walkExpr(n.Annotation, visit)
			walkMaybe(n.Value, visit)
		}
	case *While:
		if visit(n) {
			walkExpr(n.Test, visit)
			walkStmts(n.Body, visit)
			walkStmts(n.Else, visit)
		}
	case *Assert:
		if visit(n) {
			walkExpr(n.Test, visit)
			walkMaybe(n.Msg, visit)
		}
	case *Delete:
		if visit(n) {
			walkExprs(n.Targets, visit)
		}
	case *Match:
		if visit(n) {
			walkExpr(n.Subject, visit)
			for _, c := range n.Cases {
				walkPattern(c.Pattern, visit)
				walkMaybe(c.Guard, visit)
				walkStmts(c.Body, visit)
			}
		}
	case *TypeAlias:
		if visit(n) {
			visit(n.Name)
			walkTypeParams(n.TypeParams, visit)
			walkExpr(n.Value, visit)
		}
	case nil:
		visit(nil)
	default:
		visit(n)
	}
}

func walkArguments(a *Arguments, visit func(Node) bool) {
	for _, arg := range a.PosOnly {
		walkArg(arg, visit)
	}
	for _, arg := range a.Args {
		walkArg(arg, visit)
	}
	if a.Vararg != nil {
		walkArg(a.Vararg, visit)
	}
	for _, arg := range a.KwOnly {
		walkArg(arg, visit)
	}
	for _, value := range a.KwDefaults {
		walkMaybe(value, visit)
	}
	if a.Kwarg != nil {
		walkArg(a.Kwarg, visit)
	}
	walkExprs(a.Defaults, visit)
}

func walkTypeParams(params []TypeParam, visit func(Node) bool) {
	for i := range params {
		walkTypeParam(&params[i], visit)
	}
}

func walkLoops(loops []Comprehension, visit func(Node) bool) {
	for i := range loops {
		walkExpr(loops[i].Target, visit)
		walkExpr(loops[i].Iter, visit)
		walkExprs(loops[i].Ifs, visit)
	}
}

func walkExpr(n Expr, visit func(Node) bool) {
	switch n := n.(type) {
	case *Name:
		visit(n)
	case *Constant:
		visit(n)
	case *Attribute:
		if visit(n) {
			walkExpr(n.Value, visit)
		}
	case *Call:
		if visit(n) {
			walkExpr(n.Func, visit)
			walkExprs(n.Args, visit)
			walkKeywords(n.Keywords, visit)
		}
	case *BinOp:
		if visit(n) {
			walkExpr(n.Left, visit)
			walkExpr(n.Right, visit)
		}
	case *BoolOp:
		if visit(n) {
			walkExprs(n.Values, visit)
		}
	case *UnaryOp:
		if visit(n) {
			walkExpr(n.Operand, visit)
		}
	case *Compare:
		if visit(n) {
			walkExpr(n.Left, visit)
			walkExprs(n.Comparators, visit)
		}
	case *Subscript:
		if visit(n) {
			walkExpr(n.Value, visit)
			walkExpr(n.Index, visit)
		}
	case *Slice:
		if visit(n) {
			walkMaybe(n.Lower, visit)
			walkMaybe(n.Upper, visit)
			walkMaybe(n.Step, visit)
		}
	case *List:
		if visit(n) {
			walkExprs(n.Elts, visit)
		}
	case *Tuple:
		if visit(n) {
			walkExprs(n.Elts, visit)
		}
	case *Set:
		if visit(n) {
			walkExprs(n.Elts, visit)
		}
	case *Dict:
		if visit(n) {
			for _, key := range n.Keys {
				walkMaybe(key, visit)
			}
			walkExprs(n.Values, visit)
		}
	case *ListComp:
		if visit(n) {
			walkExpr(n.Elt, visit)
			walkLoops(n.Generators, visit)
		}
	case *SetComp:
		if visit(n) {
			walkExpr(n.Elt, visit)
			walkLoops(n.Generators, visit)
		}
	case *GeneratorExp:
		if visit(n) {
			walkExpr(n.Elt, visit)
			walkLoops(n.Generators, visit)
		}
	case *DictComp:
		if visit(n) {
			walkExpr(n.Key, visit)
			walkMaybe(n.Value, visit)
			walkLoops(n.Generators, visit)
		}
	case *JoinedStr:
		if visit(n) {
			walkExprs(n.Values, visit)
		}
	case *TemplateStr:
		if visit(n) {
			walkExprs(n.Values, visit)
		}
	case *FormattedValue:
		if visit(n) {
			walkExpr(n.Value, visit)
			if n.Format != nil {
				walkExpr(n.Format, visit)
			}
		}
	case *Interpolation:
		if visit(n) {
			walkExpr(n.Value, visit)
			if n.Format != nil {
				walkExpr(n.Format, visit)
			}
		}
	case *Lambda:
		if visit(n) {
			walkArguments(n.Args, visit)
			walkExpr(n.Body, visit)
		}
	case *IfExp:
		if visit(n) {
			walkExpr(n.Test, visit)
			walkExpr(n.Body, visit)
			walkExpr(n.Else, visit)
		}
	case *NamedExpr:
		if visit(n) {
			visit(n.Target)
			walkExpr(n.Value, visit)
		}
	case *Starred:
		if visit(n) {
			walkExpr(n.Value, visit)
		}
	case *Await:
		if visit(n) {
			walkExpr(n.Value, visit)
		}
	case *Yield:
		if visit(n) {
			walkMaybe(n.Value, visit)
		}
	case *YieldFrom:
		if visit(n) {
			walkExpr(n.Value, visit)
		}
	case nil:
		visit(nil)
	default:
		visit(n)
	}
}

func walkPattern(n Pattern, visit func(Node) bool) {
	switch n := n.(type) {
	case *MatchValue:
		if visit(n) {
			walkExpr(n.Value, visit)
		}
	case *MatchSequence:
		if visit(n) {
			walkPatterns(n.Patterns, visit)
		}
	case *MatchMapping:
		if visit(n) {
			walkExprs(n.Keys, visit)
			walkPatterns(n.Patterns, visit)
		}
	case *MatchClass:
		if visit(n) {
			walkExpr(n.Class, visit)
			walkPatterns(n.Patterns, visit)
			walkPatterns(n.KwdPatterns, visit)
		}
	case *MatchAs:
		if visit(n) {
			if n.Pattern != nil {
				walkPattern(n.Pattern, visit)
			}
		}
	case *MatchOr:
		if visit(n) {
			walkPatterns(n.Patterns, visit)
		}
	case nil:
		visit(nil)
	default:
		visit(n)
	}
}

// Blocks returns the statement lists inside a compound statement that belong to the same scope.
func Blocks(s Stmt) [][]Stmt {
	switch s := s.(type) {
	case *If:
		return [][]Stmt{s.Body, s.Else}
	case *For:
		return [][]Stmt{s.Body, s.Else}
	case *While:
		return [][]Stmt{s.Body, s.Else}
	case *With:
		return [][]Stmt{s.Body}
	case *Try:
		all := [][]Stmt{s.Body}
		for _, h := range s.Handlers {
			all = append(all, h.Body)
		}
		return append(all, s.Else, s.Finally)
	case *Match:
		all := make([][]Stmt, len(s.Cases))
		for i := range s.Cases {
			all[i] = s.Cases[i].Body
		}
		return all
	}
	return nil
}
