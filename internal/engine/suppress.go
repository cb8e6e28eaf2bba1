package engine

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/source"
)

// A suppression is one comment "# ormlint: ignore[…]" and the lines it speaks for.
type suppression struct {
	file  *source.File
	span  source.Span // "ormlint: ignore[…]", without the reason
	codes []code      // none: everything
	lines []stretch
	used  bool // of one without codes
}

// A code is one entry of the brackets.
type code struct {
	text string
	span source.Span
	used bool
}

func (s *suppression) speaksFor(line int) bool {
	return slices.ContainsFunc(s.lines, func(l stretch) bool { return l.has(line) })
}

// suppress marks the findings that comments suppress, and returns findings
// about comments that mean nothing or suppress nothing.
func suppress(modules []*py.Module, findings []*finding.Finding, ran []*rules.Rule) []*finding.Finding {
	type place struct {
		of   *finding.Finding
		line int
		site bool // of one of its queries
		said bool // a comment speaks for it
	}
	byFile := map[*source.File][]*place{}
	open := map[*finding.Finding]int{} // sites that no comment speaks for
	for _, f := range findings {
		byFile[f.File] = append(byFile[f.File], &place{of: f, line: f.File.Line(f.Span.Start)})
		for _, site := range f.Sites {
			byFile[site.File] = append(byFile[site.File], &place{of: f, line: site.File.Line(site.Span.Start), site: true})
		}
		open[f] = len(f.Sites)
	}
	var about []*finding.Finding
	for _, module := range modules {
		suppressions, mistakes := readComments(module)
		about = append(about, mistakes...)
		for i := range suppressions {
			s := &suppressions[i]
			for _, p := range byFile[module.File] {
				if !s.speaksFor(p.line) || !s.covers(p.of.Code) {
					continue
				}
				if p.site && !p.said {
					open[p.of]--
				}
				p.said = true
				p.of.Suppressed = p.of.Suppressed || !p.site || open[p.of] == 0
			}
			about = append(about, s.unused(ran)...)
		}
	}
	return about
}

// covers reports whether the comment names a code, and remembers that it was needed.
func (s *suppression) covers(found string) bool {
	if len(s.codes) == 0 {
		s.used = true
		return true
	}
	covered := false
	for i := range s.codes {
		if strings.HasPrefix(found, s.codes[i].text) {
			s.codes[i].used, covered = true, true
		}
	}
	return covered
}

// unused reports what suppressed nothing although every rule that it names ran.
func (s *suppression) unused(ran []*rules.Rule) []*finding.Finding {
	if len(s.codes) == 0 {
		if s.used || !allRan("", ran) {
			return nil
		}
		return []*finding.Finding{rules.UnusedSuppression.Finding(s.file, s.span,
			"nothing is found here that this comment could suppress; delete it")}
	}
	var unused []*finding.Finding
	for _, c := range s.codes {
		if !c.used && allRan(c.text, ran) {
			unused = append(unused, rules.UnusedSuppression.Finding(s.file, c.span,
				"%s is not found here; delete it from the comment", c.text))
		}
	}
	return unused
}

// allRan reports whether every rule that checks under a prefix ran, and there is one.
func allRan(prefix string, ran []*rules.Rule) bool {
	some := false
	for _, rule := range rules.All {
		if rule.Family() == rules.UnusedSuppression.Family() || !strings.HasPrefix(rule.Code, prefix) {
			continue
		}
		if !slices.Contains(ran, rule) {
			return false
		}
		some = true
	}
	return some
}

// directive finds a comment to ormlint, also behind another tool's comment. The
// third group is the brackets with what they hold.
var directive = regexp.MustCompile(`#\s*(ormlint:\s*([A-Za-z-]*)\s*(\[[^\]#]*\]?)?)`)

// readComments returns the suppressions of a module and what is wrong with them.
func readComments(module *py.Module) ([]suppression, []*finding.Finding) {
	var found []suppression
	var mistakes []*finding.Finding
	var statements []stretch
	for _, comment := range module.Comments {
		text := module.File.Text[comment.Start:comment.End]
		at := directive.FindStringSubmatchIndex(text)
		if at == nil {
			continue
		}
		part := func(group int) (string, source.Span) {
			if at[2*group] < 0 {
				return "", source.Span{}
			}
			return text[at[2*group]:at[2*group+1]],
				source.Span{Start: comment.Start + uint32(at[2*group]), End: comment.Start + uint32(at[2*group+1])}
		}
		report := func(span source.Span, format string, args ...any) {
			mistakes = append(mistakes, rules.UnknownSuppressionCode.Finding(module.File, span, format, args...))
		}
		_, whole := part(1)
		verb, _ := part(2)
		brackets, bracketsAt := part(3)
		if verb != "ignore" {
			report(whole, `ormlint knows no comment %q; write "# ormlint: ignore[CODE] reason"`, "ormlint: "+verb)
			continue
		}
		if brackets != "" && !strings.HasSuffix(brackets, "]") {
			report(bracketsAt, `the bracket is not closed; write "# ormlint: ignore[CODE] reason"`)
			continue
		}
		if statements == nil {
			statements = stretches(module)
		}
		s := suppression{file: module.File, span: whole, lines: linesFor(module.File, comment, statements)}
		if brackets != "" {
			s.codes = readCodes(brackets, bracketsAt, report)
			if len(s.codes) == 0 {
				continue // otherwise a slip would suppress everything
			}
		}
		found = append(found, s)
	}
	return found, mistakes
}

// readCodes returns the known codes between brackets and reports the others.
func readCodes(brackets string, at source.Span, report func(source.Span, string, ...any)) []code {
	var codes []code
	known := config.Known{Codes: rules.Codes(), Families: rules.FamilyCodes()}
	offset := at.Start + 1
	for _, entry := range strings.Split(brackets[1:len(brackets)-1], ",") {
		text := strings.TrimSpace(entry)
		start := offset + uint32(strings.Index(entry, text))
		offset += uint32(len(entry)) + 1
		span := source.Span{Start: start, End: start + uint32(len(text))}
		if text == "" {
			report(at, `a code is missing in the brackets; "# ormlint: ignore" without brackets suppresses everything`)
		} else if err := known.Check(text); err != nil || text == config.All {
			if err == nil {
				report(span, `%q is not a code; "# ormlint: ignore" without brackets suppresses everything`, text)
			} else {
				report(span, "%v", err)
			}
		} else {
			codes = append(codes, code{text: text, span: span})
		}
	}
	return codes
}

// linesFor returns the lines that a comment speaks for: those of the statement
// it stands in, else, where it has its line to itself, those of the statement
// that begins below it with nothing but comments between, else its own line.
func linesFor(file *source.File, comment source.Span, statements []stretch) []stretch {
	line := file.Line(comment.Start)
	lines := []stretch{{line, line}}
	for _, s := range statements {
		if s.has(line) {
			lines = append(lines, s)
		}
	}
	if len(lines) > 1 || !alone(file.Text, comment.Start) {
		return lines
	}
	next := line + 1
	for _, text := range splitLines(file.Text[comment.End:])[1:] {
		if !strings.HasPrefix(strings.TrimSpace(text), "#") {
			break
		}
		next++
	}
	for _, s := range statements {
		if s.first == next {
			lines = append(lines, s)
		}
	}
	return lines
}

// alone reports whether only blanks stand before the comment on its line.
func alone(text string, start uint32) bool {
	before := text[:start]
	return strings.TrimSpace(before[strings.LastIndexAny(before, "\r\n")+1:]) == ""
}

// order sorts findings by path, offset and code, and by message where one rule
// says two things of one place.
func order(findings []*finding.Finding) {
	slices.SortStableFunc(findings, func(a, b *finding.Finding) int {
		return cmp.Or(
			cmp.Compare(a.File.Path, b.File.Path),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// splitLines splits where Python ends a line; the line ends are dropped.
func splitLines(text string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}
