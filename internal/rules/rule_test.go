package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every variable of the package that is a rule must be in All.
func TestAllHasEveryRule(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if literal, ok := node.(*ast.CompositeLit); ok {
				if name, ok := literal.Type.(*ast.Ident); ok && name.Name == "Rule" {
					declared++
				}
			}
			return true
		})
	}
	if declared != len(All) {
		t.Errorf("the package declares %d rules and All has %d", declared, len(All))
	}
}

func TestRulesAreComplete(t *testing.T) {
	code, name := regexp.MustCompile(`^[A-Z]{3}\d{3}$`), regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, rule := range All {
		if !code.MatchString(rule.Code) || !name.MatchString(rule.Name) {
			t.Errorf("%s %s: a code is ABC123, a name is-like-this", rule.Code, rule.Name)
		}
		if seen[rule.Code] || seen[rule.Name] {
			t.Errorf("%s %s: the code or the name is taken", rule.Code, rule.Name)
		}
		seen[rule.Code], seen[rule.Name] = true, true
		if !slices.Contains(FamilyCodes(), rule.Family()) {
			t.Errorf("%s: family %s is not listed in Families", rule.Code, rule.Family())
		}
		if rule.Summary == "" || strings.HasSuffix(rule.Summary, ".") {
			t.Errorf("%s: the summary is one clause without a full stop", rule.Code)
		}
		if strings.TrimSpace(rule.Why) == "" || strings.TrimSpace(rule.Bad) == "" || strings.TrimSpace(rule.Good) == "" {
			t.Errorf("%s: Why, Bad and Good make its page", rule.Code)
		}
		for _, g := range append([]Guideline{rule.Guideline}, rule.Also...) {
			if g != "" && !slices.ContainsFunc(Guidelines, func(known guidelineText) bool { return known.Guideline == g }) {
				t.Errorf("%s: there is no guideline %s", rule.Code, g)
			}
		}
	}
}

func TestExampleDropsExpectations(t *testing.T) {
	got := Example("\nx = 1  # want IDX001 \"x\"\n# want help\n\n")
	if want := "x = 1\n# want help\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
