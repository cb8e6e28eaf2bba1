package main

import (
	"context"
	"fmt"

	"github.com/ormlint/ormlint/conformance/subject"
)

// implicitKinds are the kinds of compare_implicit.py, with what the table calls them.
var implicitKinds = []struct{ kind, title string }{
	{"fk", "a relation is read"},
	{"save", "save()"},
	{"refresh", "refresh_from_db()"},
	{"cascade", "delete() and its cascades"},
	{"prefetch", "prefetch_related()"},
	{"related_write", "add(), set(), remove(), clear()"},
}

func (c comparison) implied(ctx context.Context, project subject.Project) (map[string]rates, error) {
	answer, err := c.ormlint(ctx, project, "implicit", "--implicit")
	if err != nil {
		return nil, err
	}
	var figures map[string]rates // without a limit
	return figures, c.compare(ctx, "compare_implicit.py", project.Name, answer, &figures)
}

func implicitToShow() []line {
	var show []line
	for _, k := range implicitKinds {
		show = append(show, line{k.title, func(c column) string { return c.implied[k.kind].of() }})
	}
	return show
}

func failed(columns []column) []string {
	var failures []string
	for _, c := range columns {
		if c.failed != nil {
			failures = append(failures, fmt.Sprintf("%s: %s", c.project, c.failed))
		}
	}
	return failures
}
