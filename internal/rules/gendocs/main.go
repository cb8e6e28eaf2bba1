// Command gendocs writes docs/rules from the rules themselves: a page for each
// rule and a list of all. Run it with "go generate ./...".
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ormlint/ormlint/internal/rules"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gendocs DIRECTORY")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write makes the directory hold exactly the pages of today's rules.
func write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write rule pages: %w", err)
	}
	pages := pages()
	old, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		return fmt.Errorf("write rule pages: %w", err)
	}
	for _, path := range old {
		if _, ok := pages[filepath.Base(path)]; !ok {
			if err := os.Remove(path); err != nil {
				return fmt.Errorf("remove the page of a rule that is gone: %w", err)
			}
		}
	}
	for name, text := range pages {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("write rule page: %w", err)
		}
	}
	return nil
}

// pages returns the text of every page by its file name.
func pages() map[string]string {
	pages := map[string]string{"README.md": list()}
	for _, rule := range rules.All {
		pages[rule.Code+".md"] = page(rule)
	}
	return pages
}

const notice = "<!-- Written by go generate from internal/rules; change the rule, not this page. -->\n\n"

func page(rule *rules.Rule) string {
	var out strings.Builder
	out.WriteString(notice)
	fmt.Fprintf(&out, "# %s %s\n\n", rule.Code, rule.Name)
	summary := rule.Summary
	fmt.Fprintf(&out, "%s.\n\n", strings.ToUpper(summary[:1])+summary[1:])
	fmt.Fprintf(&out, "Usual severity: **%s**.", rule.Severity)
	if rule.Guideline != "" {
		fmt.Fprintf(&out, " Guideline: [%s](README.md#%s).", rule.Guideline, strings.ToLower(string(rule.Guideline)))
	}
	fmt.Fprintf(&out, "\n\n## Why\n\n%s\n", strings.TrimSpace(rule.Why))
	for _, section := range []struct{ title, snippet string }{{"Bad", rule.Bad}, {"Good", rule.Good}} {
		fmt.Fprintf(&out, "\n## %s\n\n```python\n%s```\n", section.title, rules.Example(section.snippet))
	}
	if rule.Config != "" {
		fmt.Fprintf(&out, "\nWith this `ormlint.toml`:\n\n```toml\n%s\n```\n", strings.TrimSpace(rule.Config))
	}
	return out.String()
}

func list() string {
	var out strings.Builder
	out.WriteString(notice)
	out.WriteString("# Rules\n\n`ormlint explain CODE` prints any of these pages.\n")
	for _, family := range rules.Families {
		head := fmt.Sprintf("\n## %s: %s\n\n| rule | | severity | guideline |\n|---|---|---|---|\n", family.Code, family.About)
		for _, rule := range rules.All {
			if rule.Family() != family.Code {
				continue
			}
			out.WriteString(head)
			head = ""
			fmt.Fprintf(&out, "| [%s](%s.md) %s | %s | %s | %s |\n", rule.Code, rule.Code, rule.Name, rule.Summary, rule.Severity, rule.Guideline)
		}
	}
	out.WriteString("\n## Guidelines\n\n")
	for _, g := range rules.Guidelines {
		var codes []string
		for _, rule := range rules.All {
			if rule.Enforces(g.Guideline) {
				codes = append(codes, fmt.Sprintf("[%s](%s.md)", rule.Code, rule.Code))
			}
		}
		enforced := "No rule checks this yet."
		if len(codes) > 0 {
			enforced = "Rules: " + strings.Join(codes, ", ") + "."
		}
		fmt.Fprintf(&out, "### %s\n\n**%s.** %s\n%s\n\n", g.Guideline, g.Title, g.Text, enforced)
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}
