package rules

import "github.com/ormlint/ormlint/internal/finding"

// UnusedSuppression is reported by the engine, which alone knows what all other rules said.
var UnusedSuppression = &Rule{
	Code:     "SUP001",
	Name:     "unused-suppression",
	Severity: finding.Advice,
	Summary:  "a comment suppresses a finding that is not there",
	Why: `The comment was right once. Since then the query or the index has changed, and
what it hides next will be something nobody has looked at. Only codes whose rules
ran are reported: after ` + "`--select`" + ` a comment for another rule may well be needed.`,
	Bad: `
class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)


def find(code):
    return Country.objects.get(code=code)  # ormlint: ignore[IDX001] a short list # want SUP001
`,
	Good: `
class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)


def find(code):
    return Country.objects.get(code=code)
`,
}
