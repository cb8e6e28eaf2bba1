package rules

import "github.com/ormlint/ormlint/internal/finding"

// UnknownSuppressionCode is reported by the engine, which reads the comments.
var UnknownSuppressionCode = &Rule{
	Code:     "SUP002",
	Name:     "unknown-suppression-code",
	Severity: finding.Warning,
	Summary:  "a comment for ormlint says something that ormlint does not know",
	Why: `A comment with a slip in its code suppresses nothing, although it looks as if it
did. Codes and families stand in the brackets, parted by commas; a reason may follow:

` + "```python\n" + `orders = Order.objects.filter(note__contains=word)  # ormlint: ignore[IDX005] at most 50 rows
` + "```",
	Bad: `
class Country(models.Model):
    name = models.CharField(max_length=80)


def everything():
    return list(Country.objects.all()[:300])  # ormlint: ignore[IXD001] # want SUP002
`,
	Good: `
class Country(models.Model):
    name = models.CharField(max_length=80)


def everything():
    return list(Country.objects.all()[:300])
`,
}
