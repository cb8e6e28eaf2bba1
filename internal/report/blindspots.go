package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
)

const examplePlaces = 3 // of a reason

// BlindSpots prints why queries and calls are not known as a whole, as Text or JSON.
func BlindSpots(w io.Writer, found *query.Result, format Format, style Style) error {
	var err error
	switch format {
	case Text:
		err = blindSpotsText(w, found, style)
	case JSON:
		err = blindSpotsJSON(w, found)
	default:
		err = fmt.Errorf("format %q is not known for blind spots", format)
	}
	if err != nil {
		return fmt.Errorf("write blind spots: %w", err)
	}
	return nil
}

func blindSpotsText(w io.Writer, found *query.Result, style Style) error {
	out := bufio.NewWriter(w)
	spots := found.BlindSpots()
	width := 0
	for _, spot := range spots {
		width = max(width, len(strconv.Itoa(len(spot.Places))))
	}
	for _, spot := range spots {
		fmt.Fprintf(out, "%*d  %s\n", width, len(spot.Places), style.paint(bold, printable(spot.Reason)))
		var places []string
		for _, p := range spot.Places[:min(len(spot.Places), examplePlaces)] {
			places = append(places, fmt.Sprintf("%s:%d", Path(p.File), p.Line))
		}
		if len(spot.Places) > examplePlaces {
			places = append(places, "…")
		}
		fmt.Fprintf(out, "%*s  %s\n", width, "", style.paint(dim, strings.Join(places, "  ")))
	}
	if len(spots) > 0 {
		out.WriteByte('\n')
	}
	writeSites(out, found.Sites)
	return out.Flush()
}

// writeSites tells in one line how far the call sites of the ORM were resolved.
func writeSites(out *bufio.Writer, s query.Sites) {
	all := s.Complete + s.Partly + s.Not
	if all == 0 {
		fmt.Fprintln(out, "no ORM call found")
		return
	}
	share := func(n int) string { return fmt.Sprintf("%d (%.1f %%)", n, 100*float64(n)/float64(all)) }
	fmt.Fprintf(out, "%s: %s resolved completely, %s partly, %s not at all\n",
		counted(all, "ORM call site"), share(s.Complete), share(s.Partly), share(s.Not))
}

type jsonBlindSpots struct {
	Version int          `json:"version"`
	Sites   jsonSites    `json:"sites"`
	Reasons []jsonReason `json:"reasons"`
}

type jsonSites struct {
	Complete   int `json:"complete"`
	Partly     int `json:"partly"`
	Unresolved int `json:"unresolved"`
}

type jsonReason struct {
	Reason string      `json:"reason"`
	Count  int         `json:"count"`
	Places []jsonPlace `json:"places"` // examples
}

type jsonPlace struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

func blindSpotsJSON(w io.Writer, found *query.Result) error {
	s := found.Sites
	out := jsonBlindSpots{Version: 1, Sites: jsonSites{s.Complete, s.Partly, s.Not}, Reasons: []jsonReason{}}
	for _, spot := range found.BlindSpots() {
		reason := jsonReason{Reason: spot.Reason, Count: len(spot.Places)}
		for _, p := range spot.Places[:min(len(spot.Places), examplePlaces)] {
			reason.Places = append(reason.Places, jsonPlace{Path(p.File), p.Line})
		}
		out.Reasons = append(out.Reasons, reason)
	}
	return encode(w, out)
}
