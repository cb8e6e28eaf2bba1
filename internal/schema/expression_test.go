package schema

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

var update = flag.Bool("update", false, "rewrite the want files of the expression tests")

// load builds the project of an archive.
func load(t *testing.T, archive *txtar.Archive) *django.Project {
	t.Helper()
	root := t.TempDir()
	for _, f := range archive.Files {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	program, err := resolve.Build(t.Context(), resolve.Options{Root: root, Natives: django.Natives(), Declared: django.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := django.Load(t.Context(), program, django.Options{Settings: "config.settings", Version: "6.1"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rendererOf renders over a model of the project.
func rendererOf(t *testing.T, p *django.Project, label string) *renderer {
	t.Helper()
	for _, m := range p.Models {
		if m.Label() == label {
			return (&builder{project: p}).renderer(m)
		}
	}
	t.Fatalf("no model %s", label)
	return nil
}

// TestExpressions renders every expression of testdata/expressions*.txtar.
func TestExpressions(t *testing.T) {
	archives, err := filepath.Glob("testdata/expressions*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(archives, err)
	}
	for _, file := range archives {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := load(t, archive)
			r := rendererOf(t, p, "shop.Item")
			var got bytes.Buffer
			each(t, p, "TERMS", func(name string, v eval.Value) {
				term, err := r.term(v)
				fmt.Fprintf(&got, "term %s: %s\n", name, shown(describe(term), err))
			})
			each(t, p, "CONDITIONS", func(name string, v eval.Value) {
				fmt.Fprintf(&got, "condition %s: %s\n", name, shown(r.condition(v)))
			})
			last := &archive.Files[len(archive.Files)-1]
			if *update {
				last.Data = got.Bytes()
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(last.Data), got.String()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// each calls f for every entry of a dictionary in shop.models.
func each(t *testing.T, p *django.Project, name string, f func(name string, v eval.Value)) {
	t.Helper()
	p.In.Request()
	d, ok := p.In.Lookup("shop.models." + name).(*eval.Dict)
	if !ok {
		t.Fatalf("%s: %s", name, eval.Repr(p.In.Lookup("shop.models."+name)))
	}
	d.Each(func(k, v eval.Value) {
		key, _ := eval.AsStr(k)
		f(key, v)
	})
}

func shown(sql string, err error) string {
	if err != nil {
		return "! " + err.Error()
	}
	return sql
}

func describe(t Term) string {
	s := t.Expression
	if t.Column != "" {
		s = quoteName(t.Column)
	}
	if t.Opclass != "" {
		s += " " + t.Opclass
	}
	if t.Desc {
		s += " DESC"
	}
	if t.Nulls != "" {
		s += " NULLS " + t.Nulls
	}
	return s
}

// TestUndecided holds every reason why an expression is not rendered.
func TestUndecided(t *testing.T) {
	p := load(t, txtar.Parse([]byte(undecided)))
	r := rendererOf(t, p, "shop.Item")
	check := func(name string, err error) {
		if fmt.Sprint(err) != reasons[name] {
			t.Errorf("%s:\n got %v\nwant %s", name, err, reasons[name])
		}
	}
	each(t, p, "CONDITIONS", func(name string, v eval.Value) {
		_, err := r.condition(v)
		check(name, err)
	})
	each(t, p, "TERMS", func(name string, v eval.Value) {
		_, err := r.term(v)
		check(name, err)
	})
}

var reasons = map[string]string{
	"owner__name":      "owner__name is in the table of another model",
	"missing":          "nope is no field with a column in the table of Item",
	"lookup":           "lookup or transform sounds_like is not described",
	"values":           `"name" is compared with what is not known: key 'ALIASES' is not known`,
	"one value of two": `"name" is compared with what is not known: key 'NAME' is not known`,
	"nothing":          "the condition is constant: it matches no row",
	"everything":       "the condition is constant: it matches every row",
	"subquery":         "a subquery",
	"value":            "the value 'many'",
	"unconditional":    "<django.db.models.functions.text.Lower object> is not known to be a condition",
	"function":         "the function of Nameless is None",
	"as_sql":           "Own.as_sql: what it returns is not known: <unknown: a _Compiler has no attribute query>",
	"template":         `the template "%(function)s(%(unit)s)" with an unknown unit`,
	"arguments":        "the arguments of Func are made at run time",
	"cast":             "a cast to a type that is not known",
	"case":             "the branches of a Case are made at run time",
	"relation":         "owner__name is in the table of another model",
}

const undecided = `
-- config/settings.py --
INSTALLED_APPS = ["shop"]
-- config/__init__.py --
-- shop/__init__.py --
-- shop/models.py --
import os
from django.db import models
from django.db.models import Case, Exists, F, Func, Q, Value, When
from django.db.models.functions import Cast, Lower


class Owner(models.Model):
    name = models.CharField(max_length=9)


class Item(models.Model):
    name = models.CharField(max_length=9)
    count = models.IntegerField()
    owner = models.ForeignKey(Owner, models.CASCADE)


class Nameless(Func):
    pass


class Own(Func):
    def as_sql(self, compiler, connection):
        return compiler.query.table + ".x", []


def aliases():
    return os.environ["ALIASES"].split()


CONDITIONS = {
    "owner__name": Q(owner__name="x"),
    "missing": Q(nope=1),
    "lookup": Q(name__sounds_like="x"),
    "values": Q(name__in=aliases()),
    "one value of two": Q(name=os.environ["NAME"], count=1),
    "nothing": Q(name__in=[]),
    "everything": ~Q(name__in=[]),
    "subquery": Q(Exists(Owner.objects.filter(name="x"))),
    "value": Q(count="many"),
    "unconditional": Q(Lower("name")),
}
TERMS = {
    "function": Nameless("name"),
    "as_sql": Own("name"),
    "template": Func("name", function="F", template="%(function)s(%(unit)s)"),
    "arguments": Func(*aliases(), function="F"),
    "cast": Cast("name", os.environ["FIELD"]),
    "case": Case(*[When(name=a, then=1) for a in aliases()]),
    "relation": F("owner__name"),
}
`
