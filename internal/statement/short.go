package statement

import (
	"strings"
)

// fewColumns is how many entries of a select list Short keeps.
const fewColumns = 3

// Short is a statement for people: names without quotes, columns without their
// table where there is only one, long select lists as "…".
func Short(text string) string {
	head, all := withoutCursor(tokens(text))
	single := len(Read(text).Joined) == 0
	var b strings.Builder
	b.WriteString(head)
	for i := 0; i < len(all); i++ {
		t := all[i]
		if i > 0 && t.start > all[i-1].end {
			b.WriteByte(' ')
		}
		if single && t.kind == name && i+2 < len(all) && all[i+1].text == "." && all[i+2].kind == name && !(i > 0 && all[i-1].text == ".") {
			i++ // the table and its dot
			continue
		}
		switch t.kind {
		case name:
			b.WriteString(t.text)
		case word:
			b.WriteString(text[t.start:t.end])
			if t.text == "select" {
				if from := listTo(all, i+1); from > 0 {
					b.WriteString(" …")
					i = from - 1
				}
			}
		default:
			b.WriteString(text[t.start:t.end])
		}
	}
	return b.String()
}

// listTo is the FROM behind a select list of more than a few entries, or 0.
func listTo(all []token, i int) int {
	depth, entries := 0, 1
	for ; i < len(all); i++ {
		switch t := all[i]; {
		case t.kind == mark && (t.text == "(" || t.text == "["):
			depth++
		case t.kind == mark && (t.text == ")" || t.text == "]"):
			if depth--; depth < 0 {
				return 0
			}
		case depth == 0 && t.kind == mark && t.text == ",":
			entries++
		case depth == 0 && isWord(t, "from"):
			if entries > fewColumns {
				return i
			}
			return 0
		}
	}
	return 0
}
