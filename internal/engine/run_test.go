package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/rules"
)

// project writes files into a directory of their own.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestFindingsAreInOrder(t *testing.T) {
	root := project(t, map[string]string{
		"b.py": "x = )\ny = (  # ormlint: ignore[NOPE]\n", "a/c.py": "x = )\n", "a.py": "# ormlint: skip\nx = ]\n",
	})
	for _, jobs := range []int{1, 8} {
		result, err := Run(context.Background(), Options{Root: root, Jobs: jobs})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range result.Findings {
			got = append(got, f.File.Path+" "+f.Code)
		}
		want := "a.py SUP002, a.py SYN001, a/c.py SYN001, b.py SYN001, b.py SUP002"
		if strings.Join(got, ", ") != want {
			t.Errorf("%d jobs:\n got %s\nwant %s", jobs, strings.Join(got, ", "), want)
		}
		if result.Summary.Files != 3 {
			t.Errorf("%d files were read, want 3", result.Summary.Files)
		}
	}
}

func TestCrashOfOneRuleLosesNoOther(t *testing.T) {
	root := project(t, map[string]string{"a.py": "x = )\n"})
	crashing := &rules.Rule{Code: "IDX999", Check: func(*rules.Pass) { panic("no such index") }}
	result, err := Run(context.Background(), Options{Root: root, Rules: []*rules.Rule{crashing, rules.InvalidSyntax}})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Findings) != 1 || result.Findings[0].Code != "SYN001" {
		t.Errorf("findings: %v", result.Findings)
	}
	if len(result.Crashes) != 1 || result.Crashes[0].Error() != "crashed while reading the project for rule IDX999: no such index" {
		t.Errorf("crashes: %v", result.Crashes)
	}
}

func TestWrongEnvironmentIsTheUsersMistake(t *testing.T) {
	cfg := config.Default()
	cfg.Python = "nowhere"
	_, err := Run(context.Background(), Options{Root: project(t, nil), Config: cfg})
	var mistake *Mistake
	if !errors.As(err, &mistake) {
		t.Errorf("got %v, want a Mistake", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, Options{Root: project(t, map[string]string{"a.py": "x = 1\n"})}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAnIndexToAddIsTheSameFindingWhoeverNeedsItMost(t *testing.T) {
	models := "from django.db import models\n\n\nclass Customer(models.Model):\n    pass\n\n\nclass Order(models.Model):\n" +
		"    customer = models.ForeignKey(Customer, models.CASCADE)\n    at = models.DateTimeField()\n"
	one := "from .models import Order\n\n\ndef newest(customer):\n    return Order.objects.filter(customer=customer).order_by(\"-at\")[:20]\n"
	two := one + "\n\ndef batches(ids, start):\n    for i in ids:\n        list(Order.objects.filter(customer__in=i, at__gte=start))\n"
	prints := map[string]string{}
	for name, views := range map[string]string{"one": one, "two": two} {
		root := project(t, map[string]string{
			"manage.py": "", "settings.py": "INSTALLED_APPS = [\"shop\"]\n", "shop/__init__.py": "", "shop/models.py": models, "shop/views.py": views,
		})
		result, err := Run(context.Background(), Options{Root: root, Config: &config.Config{Python: resolve.NoPython, Settings: "settings", Select: []string{"IDX"}}})
		if err != nil || len(result.Findings) != 1 {
			t.Fatalf("%s: %v, %d findings", name, err, len(result.Findings))
		}
		f := result.Findings[0]
		prints[name] = f.Fingerprint
		t.Log(name, f.Code, f.Columns)
	}
	if prints["one"] != prints["two"] {
		t.Error("the mark of the finding changes with the query that needs the index most")
	}
}
