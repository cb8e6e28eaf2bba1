package main

import "fmt"

// A share is how many of the recorded verdicts ormlint says as well.
type share struct{ agree, decided, all int }

func (s share) String() string {
	if s.decided == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", s.agree, s.decided)
}

func (s share) plus(o share) share {
	return share{s.agree + o.agree, s.decided + o.decided, s.all + o.all}
}

func (s share) percent() float64 { return 100 * float64(s.agree) / float64(max(s.decided, 1)) }

// figures are those of one server.
type figures struct {
	cases int
	agree map[string]share
}

func newFigures() *figures { return &figures{agree: map[string]share{}} }

func (f *figures) add(c recorded, prediction rawVerdicts, examples *examples) {
	f.cases++
	for _, verdict := range verdicts {
		truth, predicted := c.Truth[verdict], prediction[verdict]
		if missing(truth) {
			continue
		}
		one := share{all: 1}
		if !missing(predicted) {
			one.decided = 1
			if c.agrees(verdict, truth, predicted) {
				one.agree = 1
			} else {
				examples.show(c, verdict, predicted)
			}
		}
		f.agree[verdict] = f.agree[verdict].plus(one)
	}
}

func (f *figures) abstained() int {
	n := 0
	for _, s := range f.agree {
		n += s.all - s.decided
	}
	return n
}

func total(servers map[string]*figures) *figures {
	all := newFigures()
	for _, f := range servers {
		all.cases += f.cases
		for verdict, s := range f.agree {
			all.agree[verdict] = all.agree[verdict].plus(s)
		}
	}
	return all
}
