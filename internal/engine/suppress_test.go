package engine

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/source"
)

// suppressed runs suppress over a file in which each "SUP001_HERE" is a finding
// of that code, and returns for each finding "line code" where it survived, and
// what is said about comments.
func suppressed(t *testing.T, text string) (alive, about []string) {
	t.Helper()
	file := &source.File{Path: "shop/views.py", Text: text}
	module := py.Parse(file)
	if len(module.Errors) > 0 {
		t.Fatalf("test file: %v", module.Errors)
	}
	var findings []*finding.Finding
	for _, at := range regexp.MustCompile(`(SYN001)_HERE`).FindAllStringIndex(text, -1) {
		findings = append(findings, rules.InvalidSyntax.Finding(file, source.Span{Start: uint32(at[0]), End: uint32(at[1])}, "bait"))
	}
	comments := suppress([]*py.Module{module}, findings, rules.All)
	for _, f := range findings {
		if !f.Suppressed {
			alive = append(alive, fmt.Sprint(file.Line(f.Span.Start)))
		}
	}
	order(comments)
	for _, f := range comments {
		line, column := file.Position(f.Span.Start)
		about = append(about, fmt.Sprintf("%d:%d %s %s", line, column, f.Code, f.Message))
	}
	return alive, about
}

func TestSuppressionSpeaksForItsStatement(t *testing.T) {
	for name, test := range map[string]struct {
		text  string
		alive []string
	}{
		"same line":                   {"x = SYN001_HERE  # ormlint: ignore[SYN001] small\n", nil},
		"family":                      {"x = SYN001_HERE  # ormlint: ignore[SYN]\n", nil},
		"without codes":               {"x = SYN001_HERE  # ormlint: ignore\n", nil},
		"several codes":               {"x = SYN001_HERE  # ormlint: ignore[IDX, SYN001]\n", nil},
		"behind another comment":      {"x = SYN001_HERE  # noqa: E501  # ormlint: ignore[SYN001]\n", nil},
		"last line of the statement":  {"x = f(\n    SYN001_HERE,\n)  # ormlint: ignore[SYN001]\n", nil},
		"first line of the statement": {"x = f(  # ormlint: ignore[SYN001]\n    1,\n    SYN001_HERE,\n)\n", nil},
		"own line in the statement":   {"x = f(\n    # ormlint: ignore[SYN001]\n    1,\n    SYN001_HERE,\n)\n", nil},
		"line above":                  {"# ormlint: ignore[SYN001]\nx = f(\n    SYN001_HERE,\n)\n", nil},
		"above, comments between":     {"# ormlint: ignore[SYN001]\n# more words\nx = SYN001_HERE\n", nil},
		"above, a blank line between": {"# ormlint: ignore[SYN001]\n\nx = SYN001_HERE\n", []string{"3"}},
		"next statement":              {"x = 1  # ormlint: ignore[SYN001]\ny = SYN001_HERE\n", []string{"2"}},
		"header, not body":            {"for x in y:  # ormlint: ignore[SYN001]\n    SYN001_HERE\n", []string{"2"}},
		"header of several lines":     {"def f(\n    a=SYN001_HERE,\n):  # ormlint: ignore[SYN001]\n    pass\n", nil},
		"above a decorator":           {"# ormlint: ignore[SYN001]\n@g\nclass SYN001_HERE:\n    pass\n", nil},
		"first in a body":             {"def f():\n    # ormlint: ignore[SYN001]\n    SYN001_HERE\n", nil},
		"body, not header":            {"def f(a=SYN001_HERE):\n    # ormlint: ignore[SYN001]\n    pass\n", []string{"1"}},
		"in except and else":          {"try:\n    pass\nexcept E:\n    SYN001_HERE  # ormlint: ignore\nelse:\n    SYN001_HERE  # ormlint: ignore\n", nil},
		"in a case":                   {"match x:\n    case 1:\n        SYN001_HERE  # ormlint: ignore\n", nil},
		"another code":                {"x = SYN001_HERE  # ormlint: ignore[SUP]\n", []string{"1"}},
		"in a string":                 {"x = SYN001_HERE, '# ormlint: ignore'\n", []string{"1"}},
		"carriage returns":            {"# ormlint: ignore\r\nx = f(\r\n  SYN001_HERE)\r\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			alive, _ := suppressed(t, test.text)
			if diff := cmp.Diff(test.alive, alive); diff != "" {
				t.Errorf("lines still reported:\n%s", diff)
			}
		})
	}
}

func TestCommentsThatMeanNothing(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"used": {"x = SYN001_HERE  # ormlint: ignore[SYN001]\n", nil},
		"unused": {"x = 1  # ormlint: ignore[SYN001] old\n", []string{
			"1:26 SUP001 SYN001 is not found here; delete it from the comment"}},
		"unused without codes": {"x = 1  # ormlint: ignore\n", []string{
			"1:10 SUP001 nothing is found here that this comment could suppress; delete it"}},
		"one of two unused": {"x = SYN001_HERE  # ormlint: ignore[SYN001, SYN]\ny = 1\n", nil},
		"slip": {"x = SYN001_HERE  # ormlint: ignore[SNY001]\n", []string{
			`1:36 SUP002 unknown rule "SNY001"; did you mean "SYN001"?`}},
		"slip beside a code": {"x = SYN001_HERE  # ormlint: ignore[SYN001,  QQQ9]\n", []string{
			`1:45 SUP002 unknown rule "QQQ9"; "ormlint guidelines" lists them`}},
		"empty brackets": {"x = SYN001_HERE  # ormlint: ignore[]\n", []string{
			`1:35 SUP002 a code is missing in the brackets; "# ormlint: ignore" without brackets suppresses everything`}},
		"all": {"x = SYN001_HERE  # ormlint: ignore[ALL]\n", []string{
			`1:36 SUP002 "ALL" is not a code; "# ormlint: ignore" without brackets suppresses everything`}},
		"open bracket": {"x = 1  # ormlint: ignore[SYN001\n", []string{
			`1:25 SUP002 the bracket is not closed; write "# ormlint: ignore[CODE] reason"`}},
		"another word": {"x = 1  # ormlint: skip\n", []string{
			`1:10 SUP002 ormlint knows no comment "ormlint: skip"; write "# ormlint: ignore[CODE] reason"`}},
		"talk about ormlint": {"x = 1  # ormlint is a linter\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, about := suppressed(t, test.text)
			if diff := cmp.Diff(test.want, about); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A comment for a rule that did not run may be needed when it does.
func TestUnusedOnlyWhereTheRuleRan(t *testing.T) {
	file := &source.File{Path: "a.py", Text: "x = 1  # ormlint: ignore[SYN001]\ny = 1  # ormlint: ignore\n"}
	about := suppress([]*py.Module{py.Parse(file)}, nil, []*rules.Rule{rules.UnusedSuppression})
	if len(about) > 0 {
		t.Errorf("got %s", about[0].Message)
	}
}

func TestFingerprintStaysWhenLinesMove(t *testing.T) {
	make := func(text string) []*finding.Finding {
		file := &source.File{Path: "a.py", Text: text}
		var findings []*finding.Finding
		for rest, at := text, 0; ; {
			i := strings.Index(rest, "f(")
			if i < 0 {
				break
			}
			end := at + i + strings.Index(rest[i:], ")") + 1
			findings = append(findings, rules.InvalidSyntax.Finding(file, source.Span{Start: uint32(at + i), End: uint32(end)}, "m"))
			rest, at = text[end:], end
		}
		fingerprint(findings)
		return findings
	}
	before := make("f(1,\n  2)\nf(1, 2)\nf(3)\n")
	after := make("import x\n\nf(1,\n        2)\ny = f(1, 2)\n\nf(3)\n")
	seen := map[string]bool{}
	for i, f := range before {
		if f.Fingerprint != after[i].Fingerprint {
			t.Errorf("finding %d: %s became %s", i, f.Fingerprint, after[i].Fingerprint)
		}
		if seen[f.Fingerprint] {
			t.Errorf("finding %d shares its fingerprint", i)
		}
		seen[f.Fingerprint] = true
	}
}
