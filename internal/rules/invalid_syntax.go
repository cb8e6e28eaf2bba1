package rules

import "github.com/ormlint/ormlint/internal/finding"

// InvalidSyntax is reported by the engine, which has the parsed files.
var InvalidSyntax = &Rule{
	Code:     "SYN001",
	Name:     "invalid-syntax",
	Severity: finding.Warning,
	Summary:  "a file is not valid Python, so a part of it was not read",
	Why: `What cannot be parsed is left out: models and queries in that statement are missing
from everything else that ormlint says. The rest of the file is read as usual.`,
	Bad: `
class Country(models.Model):
    name = models.CharField(max_length=80  # want SYN001


def rename(country):
    country.save()
`,
	Good: `
class Country(models.Model):
    name = models.CharField(max_length=80)


def rename(country):
    country.save()
`,
}
