package django_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

var update = flag.Bool("update", false, "rewrite what testdata says of projects")

// TestProjects loads the project of each archive and asks what the lines of its
// want section ask, each "question = answer":
//
//	settings                 the settings module
//	setting NAME             a setting
//	version                  of Django
//	apps                     label (name) of each
//	models                   label of each, (abstract), (proxy of …), (unmanaged), (swapped …) behind it
//	table LABEL              the table of a model
//	fields LABEL             names of its fields with the classes, columns in brackets where another
//	parents LABEL            models by multi-table inheritance and their links
//	meta LABEL OPTION        an option of Meta
//	key LABEL                the primary key
func TestProjects(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := load(t, archive)
			for i := range archive.Files {
				section := &archive.Files[i]
				if section.Name != "want" {
					continue
				}
				var b strings.Builder
				for _, line := range strings.Split(strings.TrimSpace(string(section.Data)), "\n") {
					question, _, _ := strings.Cut(line, " =")
					fmt.Fprintf(&b, "%s = %s\n", question, answer(t, p, strings.Fields(question)))
				}
				if *update {
					section.Data = []byte(b.String())
					if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				if diff := cmp.Diff(string(section.Data), b.String()); diff != "" {
					t.Errorf("%s(-want +got):\n%s", archive.Comment, diff)
				}
			}
		})
	}
}

func load(t *testing.T, archive *txtar.Archive) *django.Project {
	t.Helper()
	root := t.TempDir()
	for _, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
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
	p, err := django.Load(t.Context(), program, django.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func answer(t *testing.T, p *django.Project, question []string) string {
	switch question[0] {
	case "settings":
		return p.Settings.Module
	case "setting":
		return eval.Repr(p.Settings.Get(question[1]))
	case "version":
		return p.Version.String()
	case "apps":
		var apps []string
		for _, app := range p.Apps {
			apps = append(apps, app.Label+" ("+app.Name+")")
		}
		return strings.Join(apps, ", ")
	case "models":
		var models []string
		for _, m := range p.Models {
			if m.App == nil || !m.App.Package {
				models = append(models, about(m))
			}
		}
		slices.Sort(models)
		return strings.Join(models, ", ")
	}
	for _, m := range p.Models {
		if m.Label() == question[1] {
			return answerOfModel(t, p, m, question)
		}
	}
	return "no such model"
}

func about(m *django.Model) string {
	text := m.Label()
	if m.Abstract {
		text += " (abstract)"
	}
	if m.Proxy {
		text += " (proxy of " + m.Concrete.Label() + ")"
	}
	if !m.Managed {
		text += " (unmanaged)"
	}
	if m.Swapped != "" {
		text += " (swapped for " + m.Swapped + ")"
	}
	return text
}

func answerOfModel(t *testing.T, p *django.Project, m *django.Model, question []string) string {
	switch question[0] {
	case "table":
		return m.Table
	case "key":
		return m.PK.Name
	case "meta":
		return eval.Repr(p.In.Attr(m.Options, question[2]))
	case "parents":
		var parents []string
		for _, parent := range m.Parents {
			parents = append(parents, parent.Model.Label()+" by "+parent.Link.Name)
		}
		return strings.Join(parents, ", ")
	case "fields":
		var fields []string
		for _, f := range append(append(slices.Clone(m.Local), m.M2M...), m.Private...) {
			text := f.Name + " " + f.Instance.Class.Name
			if f.Column != "" && f.Column != f.Name {
				text += " [" + f.Column + "]"
			}
			fields = append(fields, text)
		}
		return strings.Join(fields, ", ")
	}
	t.Fatalf("unknown question %v", question)
	return ""
}
