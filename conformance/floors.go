package main

import "fmt"

// floors are the least shares, in percent, that a project must reach: models,
// columns, types, null, references, indexes, index names. What ormlint says and
// is not true counts like something missing. Raise a floor when a figure rises.
var floors = floorTable{
	"features-4.2": {absent: {100, 100, 100, 100, 100, 100, 100}},
	"features-5.2": {absent: {100, 100, 100, 100, 100, 100, 100}},
	"features-6.1": {absent: {100, 100, 100, 100, 100, 100, 100}},
	"django-oscar": {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 100, 100, 100, 100, 100, 100}},
	"wagtail":      {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 100, 99, 100, 100, 100, 100}},
	"netbox":       {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 100, 100, 100, 100, 100, 100}},
	"pulpcore":     {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 100, 100, 100, 100, 100, 100}},
	"nautobot":     {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 100, 100, 100, 100, 100, 100}},
	"pretix":       {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 98, 98, 98, 99, 98, 98}},
	"sentry":       {present: {100, 100, 100, 100, 100, 100, 100}, absent: {100, 100, 100, 100, 100, 100, 100}},
}

// A floorTable has the floors of every project in the order of categories.
type floorTable map[string]map[environment][len(categories)]float64

// failures says what is wrong with a row; nothing is the good case.
func (r row) failures(floors floorTable) []string {
	where := fmt.Sprintf("%s, environment %s", r.project, r.environment)
	if r.failed != nil {
		return []string{fmt.Sprintf("%s: %v", where, r.failed)}
	}
	var failures []string
	for i, floor := range floors[r.project][r.environment] {
		if share := 100 * r.reached[i].share(); share < floor {
			failures = append(failures,
				fmt.Sprintf("%s: %s reach %.2f %%, below the floor of %v %%", where, categories[i].title, share, floor))
		}
	}
	return failures
}
