package rules

import (
	"regexp"
	"strings"
)

var expectation = regexp.MustCompile(`[ \t]*# want [A-Z]+[0-9].*`)

// Example returns a rule's Bad or Good as a reader sees it: without the
// expectations of the tests and the blank lines around it.
func Example(snippet string) string {
	return strings.Trim(expectation.ReplaceAllString(snippet, ""), "\n") + "\n"
}
