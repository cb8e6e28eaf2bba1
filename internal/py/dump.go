package py

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Dump writes the tree as CPython's ast has it: one node a line, parents first
// and children in the order of its fields, as "Type start end" with byte
// offsets. Nodes that have no position there are left out.
func Dump(w io.Writer, m *Module) error {
	buffer := bufio.NewWriter(w)
	var line []byte
	Walk(m, func(n Node) bool {
		if n == Node(m) {
			return true
		}
		span := n.Extent()
		line = append(line[:0], TypeName(n)...)
		line = append(line, ' ')
		line = strconv.AppendUint(line, uint64(span.Start), 10)
		line = append(line, ' ')
		line = strconv.AppendUint(line, uint64(span.End), 10)
		line = append(line, '\n')
		buffer.Write(line)
		return true
	})
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write syntax tree of %s: %w", m.File.Path, err)
	}
	return nil
}

// TypeName returns the name of a node's class in CPython's ast module.
func TypeName(n Node) string {
	switch n := n.(type) {
	case *FunctionDef:
		return asyncName(n.Async, "FunctionDef")
	case *For:
		return asyncName(n.Async, "For")
	case *With:
		return asyncName(n.Async, "With")
	case *Try:
		if n.Star {
			return "TryStar"
		}
	case *ExprStmt:
		return "Expr"
	case *Arg:
		return "arg"
	case *Keyword:
		return "keyword"
	case *Alias:
		return "alias"
	case *TypeParam:
		return [...]string{TypeVar: "TypeVar", TypeVarTuple: "TypeVarTuple", ParamSpec: "ParamSpec"}[n.Kind]
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", n), "*py.")
}

func asyncName(async bool, name string) string {
	if async {
		return "Async" + name
	}
	return name
}
