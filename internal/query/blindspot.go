package query

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/source"
)

// A BlindSpot is a reason for which queries or calls are not known as a whole.
type BlindSpot struct {
	Reason string
	Places []Place // each once, by file and line
}

// BlindSpots returns the reasons, the one with the most places first.
func (r *Result) BlindSpots() []BlindSpot {
	places := map[string][]Place{}
	add := func(reason string, file *source.File, offset uint32) {
		reason = fold(reason)
		places[reason] = append(places[reason], Place{file, file.Line(offset)})
	}
	for _, q := range r.Queries {
		for _, reason := range q.Unknown {
			add(reason, q.File, q.Span.Start)
		}
	}
	for _, u := range r.Unresolved {
		add(u.Reason, u.File, u.Span.Start)
	}
	spots := make([]BlindSpot, 0, len(places))
	for reason, at := range places {
		slices.SortFunc(at, func(a, b Place) int {
			return cmp.Or(cmp.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Line, b.Line))
		})
		spots = append(spots, BlindSpot{reason, slices.Compact(at)})
	}
	slices.SortFunc(spots, func(a, b BlindSpot) int {
		return cmp.Or(cmp.Compare(len(b.Places), len(a.Places)), strings.Compare(a.Reason, b.Reason))
	})
	return spots
}

// variablePart is the part of a reason that says nothing about why: "parameter rows"
// and "parameter queryset" are one reason.
var variablePart = regexp.MustCompile(`\b(parameter|argument|attribute|variable|object of|filter|key|queryset of an?) [\w.']+`)

// subject is the name of a class that a reason begins with. Of a function that is
// not followed the name is kept: it tells what to teach.
var subject = regexp.MustCompile(`^(an? )?[\w.]+ (makes|has no)\b`)

func fold(reason string) string {
	reason = variablePart.ReplaceAllString(reason, "$1 …")
	return subject.ReplaceAllString(reason, "… $2")
}
