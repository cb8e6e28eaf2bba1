package schema

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// overridden renders an expression whose class has an as_postgresql or as_sql
// that is written in Python, by evaluating that with a compiler that renders.
// ok is false where the class has Django's own.
func (r *renderer) overridden(i *eval.Instance) (f fragment, ok bool, err error) {
	for _, name := range []string{"as_postgresql", "as_sql"} {
		method, owner := i.Class.Find(name)
		if method == nil || owner.Module == nil {
			continue
		}
		if origin := owner.Module.Source.Origin; origin == resolve.Native || origin == resolve.Declared {
			continue
		}
		compiler := r.compiler()
		if compiler == nil {
			return f, true, fmt.Errorf("%s has an %s of its own", i.Class.Name, name)
		}
		r.project.In.Request()
		v := r.project.In.CallFresh(method, []eval.Value{i, compiler, r.project.In.Lookup("django.db.connection")})
		sql, reason := r.compiled(v)
		if reason != nil {
			return f, true, fmt.Errorf("%s.%s: %w", i.Class.Name, name, reason)
		}
		args, _ := r.arguments(i, r.sources(i))
		return fragment{sql: sql, output: r.resultOf(i, args)}, true, nil
	}
	return f, false, nil
}

// compiler is an object with Django's SQLCompiler.compile, and with what
// Expression.as_sql hands over to. The SQL that they return to Python has its
// percent signs doubled, as SQL with places for parameters has.
func (r *renderer) compiler() *eval.Instance {
	class, ok := r.project.In.Lookup("django.db.models.expressions._Compiler").(*eval.Class)
	if !ok {
		return nil
	}
	i := r.project.In.NewInstance(class)
	r.project.In.SetAttr(i, "compile", &eval.Native{Name: "compile", Call: func(c *eval.Call) eval.Value {
		return escaped(r.render(c.Arg(0, "node")))
	}})
	r.project.In.SetAttr(i, "as_sql", &eval.Native{Name: "as_sql", Call: func(c *eval.Call) eval.Value {
		node, ok := c.Arg(0, "node").(*eval.Instance)
		if !ok {
			return eval.Unknownf("the SQL of an expression that is not known")
		}
		var s spelling
		s.function, _ = eval.AsStr(c.Arg(1, "function"))
		s.template, _ = eval.AsStr(c.Arg(2, "template"))
		s.joiner, _ = eval.AsStr(c.Arg(3, "arg_joiner"))
		s.context, _ = c.Arg(4, "context").(*eval.Dict)
		if s.function == "" && s.template == "" && s.joiner == "" && (s.context == nil || s.context.Len() == 0) {
			return escaped(r.known(node))
		}
		return escaped(r.function(node, r.sources(node), s))
	}})
	return i
}

// escaped is the pair (sql, params) that compile returns to Python.
func escaped(f fragment, err error) eval.Value {
	if err != nil {
		return eval.Unknownf("%s", err.Error())
	}
	return &eval.Tuple{Elts: []eval.Value{eval.Str(strings.ReplaceAll(f.sql, "%", "%%")), &eval.Tuple{}}}
}

// compiled reads the pair (sql, params) that as_sql returns.
func (r *renderer) compiled(v eval.Value) (string, error) {
	pair, ok := v.(*eval.Tuple)
	if !ok || len(pair.Elts) != 2 {
		return "", fmt.Errorf("what it returns is not known: %s", eval.Repr(v))
	}
	text, ok := eval.AsStr(pair.Elts[0])
	if !ok {
		return "", fmt.Errorf("what it returns is not known: %s", eval.Repr(pair.Elts[0]))
	}
	return r.interpolate(text, pair.Elts[1])
}
