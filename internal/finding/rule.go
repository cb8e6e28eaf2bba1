package finding

// A Rule is what reports tell about a rule.
type Rule struct {
	Code      string
	Name      string
	Guideline string
	Severity  Severity
	Summary   string // one clause without a full stop
	Why       string // Markdown
	Bad, Good string // Python
}

// Page is the address of a rule's page below the project's documentation.
func (r Rule) Page() string { return "docs/rules/" + r.Code + ".md" }
