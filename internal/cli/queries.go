package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/source"
)

// queriesFlags are the flags of queries alone.
type queriesFlags struct {
	format   string
	at       string
	unknown  bool
	implicit bool
}

func (c *command) queriesCommand() *cobra.Command {
	var flags queriesFlags
	cmd := &cobra.Command{
		Use:     "queries [PATH]",
		Short:   "Show the queries that the code sends, and what could not be told of them",
		GroupID: groupJudge,
		Long: `Show the queries that the project at PATH (default: this directory) sends: for
each the function, the table, the condition with what managers add to it, the
order and the limit, and where its parts stand when they stand apart. A value
that is not in the source is "?", and what is only there under a branch stands
as [AND perhaps …].

A file or a package as PATH shows the queries that its code has a part in.`,
		Example: `  ormlint queries
  ormlint queries --at shop/views.py:40
  ormlint queries --unknown
  ormlint queries --implicit
  ormlint queries --format json | jq '.queries[] | select(.complete | not)'`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.queries(cmd, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.format, "format", "text", "print `FORMAT`: text or json")
	f.StringVar(&flags.at, "at", "", "only the queries that have a part at `FILE:LINE`")
	f.BoolVar(&flags.unknown, "unknown", false, "instead of the queries, tell why some are not known as a whole")
	f.BoolVar(&flags.implicit, "implicit", false, "also the queries that Django sends by itself: relations that are read, save(), delete() with its cascades, prefetches")
	cmd.RegisterFlagCompletionFunc("format", words("text", "json"))
	return cmd
}

func (c *command) queries(cmd *cobra.Command, flags queriesFlags, args []string) error {
	if err := oneOf("format", flags.format, "text", "json"); err != nil {
		return err
	}
	if flags.at != "" && flags.unknown {
		return errors.New("give one of --at and --unknown")
	}
	var file string
	var line int
	if cmd.Flags().Changed("at") {
		var err error
		if file, line, err = fileAndLine(flags.at); err != nil {
			return err
		}
	}
	paths, err := onePath(args)
	if err != nil {
		return err
	}
	options, err := c.options(paths)
	if err != nil {
		return err
	}
	options.Queries.Implicit = flags.implicit
	result, err := c.run(cmd.Context(), options, engine.Read)
	if err != nil {
		return err
	}
	format := report.Format(flags.format)
	switch {
	case flags.unknown:
		err = report.BlindSpots(c.stdout, result.Queries, format, c.style())
	case file != "":
		var place query.Place
		if place, err = placeIn(result.Files, options.Root, file, line); err != nil {
			return err
		}
		err = report.QueriesAt(c.stdout, result.Queries, place, format, c.style())
	default:
		err = report.Queries(c.stdout, result.Queries, format, c.style())
	}
	if err != nil {
		return &failure{err}
	}
	return nil
}

// placeForm is FILE:LINE, also where a column follows as check prints it: a.py:52:15:
var placeForm = regexp.MustCompile(`^(.+?):(\d{1,9})(:\d+)?:?$`)

func fileAndLine(at string) (file string, line int, err error) {
	parts := placeForm.FindStringSubmatch(at)
	if parts != nil {
		file = parts[1]
		line, err = strconv.Atoi(parts[2])
	}
	if parts == nil || err != nil || line < 1 {
		return "", 0, fmt.Errorf("--at wants FILE:LINE, such as shop/views.py:40, not %q", at)
	}
	return file, line, nil
}

// placeIn finds a line of the files that were read. The file is named from this
// directory, or from the root as the output names it.
func placeIn(files []*source.File, root, name string, line int) (query.Place, error) {
	var names []string
	if path, err := below(root, name); err == nil {
		names = append(names, path)
	}
	names = append(names, filepath.ToSlash(filepath.Clean(name)))
	for _, path := range names {
		for _, file := range files {
			if file.Path != path {
				continue
			}
			if last := file.Line(uint32(len(file.Text))); line > last {
				return query.Place{}, fmt.Errorf("--at: %s has %d lines, not %d", path, last, line)
			}
			return query.Place{File: file, Line: line}, nil
		}
	}
	for _, path := range []string{name, filepath.Join(root, name)} {
		if exists(path) {
			return query.Place{}, fmt.Errorf(`--at: %s is not among the files whose queries are shown (tests, migrations and vendored code are where PATH names them); write "ormlint queries %s --at %s:%d"`,
				name, path, path, line)
		}
	}
	known := make([]string, len(files))
	for i, file := range files {
		known[i] = file.Path
	}
	hint := "; name it from this directory or from the project's"
	if near := config.Nearest(names[0], known); near != "" {
		hint = fmt.Sprintf("; did you mean %s?", near)
	}
	return query.Place{}, fmt.Errorf("--at: there is no file %s in the project%s", name, hint)
}
