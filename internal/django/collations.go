package django

import (
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// Nondeterministic reports whether a collation is one that a migration of the
// program creates as not deterministic: PostgreSQL has no pattern operators for it.
func (p *Project) Nondeterministic(collation string) bool {
	if collation == "" {
		return false
	}
	if p.collations == nil {
		p.collations = map[string]bool{}
		for _, m := range p.Program.Modules() {
			if strings.Contains(m.Name, "migrations.") && strings.Contains(m.Text(), "CreateCollation") {
				p.readCollations(m)
			}
		}
	}
	return p.collations[collation]
}

// readCollations finds the CreateCollation operations of a migration.
func (p *Project) readCollations(migration *resolve.Module) {
	py.Walk(migration.Tree(), func(n py.Node) bool {
		call, ok := n.(*py.Call)
		if !ok || !isCreateCollation(call.Func) {
			return true
		}
		var name string
		if len(call.Args) > 0 {
			name = stringOf(call.Args[0])
		}
		deterministic := true
		for _, k := range call.Keywords {
			switch k.Name {
			case "name":
				name = stringOf(k.Value)
			case "deterministic":
				c, ok := k.Value.(*py.Constant)
				deterministic = !ok || c.Kind != py.False
			}
		}
		if !deterministic {
			p.collations[name] = true
		}
		return true
	})
}

func isCreateCollation(e py.Expr) bool {
	switch e := e.(type) {
	case *py.Name:
		return e.ID == "CreateCollation"
	case *py.Attribute:
		return e.Attr == "CreateCollation"
	}
	return false
}

func stringOf(e py.Expr) string {
	if c, ok := e.(*py.Constant); ok && c.Kind == py.String {
		return c.Text()
	}
	return ""
}
