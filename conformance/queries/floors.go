package main

import "fmt"

// recorded are the projects with a recording in truth.
var recorded = []string{"django-oscar", "healthchecks", "nautobot", "netbox", "pretix", "pulpcore", "wagtail"}

// A floor has the least shares, in percent, that a project must reach: recall
// of the condition, of order and limit too, and precision of the condition.
type floor struct{ condition, limit, precision float64 }

// Precision counts models that the recording did not come by: filter backends and
// generic views that stand in one place run for all of a project's models.
//
// floors hold with the project's environment and without. Raise a floor when a figure rises.
var floors = map[string]floor{
	"django-oscar": {91, 90, 95.5},
	"healthchecks": {98, 98, 99},
	"nautobot":     {92, 92, 77.5},
	"netbox":       {94, 94, 18},
	"pretix":       {84.5, 84, 91},
	"pulpcore":     {89, 88, 66},
	"wagtail":      {74, 73, 86.5},
}

// failures says what is wrong with a column; nothing is the good case.
func (c column) failures(floors map[string]floor) []string {
	if c.failed != nil {
		return []string{fmt.Sprintf("%s: %v", c.project, c.failed)}
	}
	least := floors[c.project]
	var failures []string
	for _, figure := range []struct {
		name         string
		share, least float64
	}{
		{"recall of the condition", c.figures.Sites.Condition, least.condition},
		{"recall of order and limit", c.figures.Sites.Limit, least.limit},
		{"precision of the condition", c.figures.Executed.Condition, least.precision},
	} {
		if share := 100 * figure.share; share < figure.least {
			failures = append(failures,
				fmt.Sprintf("%s: %s is %.2f %%, below the floor of %v %%", c.project, figure.name, share, figure.least))
		}
	}
	return failures
}
