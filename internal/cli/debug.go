package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// debugCommand is for those who work on ormlint; the help does not list it.
func (c *command) debugCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:    "debug",
		Short:  "Look into ormlint",
		Hidden: true,
		Args:   noSuchCommand,
		RunE:   func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "ast FILE…",
		Short: "Print the syntax tree of Python files",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, path := range args {
				if err := c.dump(path); err != nil {
					return err
				}
			}
			return nil
		},
	})
	cmd.AddCommand(&cobra.Command{
		Use:   "cover < CASES",
		Short: "Predict how PostgreSQL uses an index for a query, one case a line",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.cover(cmd.InOrStdin()) },
	})
	return cmd
}

func (c *command) dump(path string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	file, err := source.Read(path, filepath.ToSlash(path))
	if err != nil {
		return err
	}
	module := py.Parse(file)
	if err := py.Dump(c.stdout, module); err != nil {
		return &failure{fmt.Errorf("dump %s: %w", path, err)}
	}
	return nil
}

// cover answers each planner case with a prediction. A line that is none is told,
// and the others are answered all the same.
func (c *command) cover(cases io.Reader) error {
	in, out := bufio.NewReader(cases), bufio.NewWriter(c.stdout)
	predictions := json.NewEncoder(out)
	predictions.SetEscapeHTML(false)
	broken, lines := 0, 0
	for end := false; !end; {
		line, err := in.ReadBytes('\n')
		switch {
		case errors.Is(err, io.EOF):
			end = true
		case err != nil:
			return &failure{fmt.Errorf("read planner cases after line %d: %w", lines, err)}
		}
		if lines++; len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		asked, err := index.ReadCase(line)
		if err != nil {
			fmt.Fprintf(c.stderr, "standard input:%d: %v\n", lines, err)
			broken++
			continue
		}
		if err := predictions.Encode(asked.Predict()); err != nil {
			return &failure{fmt.Errorf("write prediction of line %d: %w", lines, err)}
		}
	}
	if err := out.Flush(); err != nil {
		return &failure{fmt.Errorf("write predictions: %w", err)}
	}
	if broken > 0 {
		return fmt.Errorf("%d of the lines are no planner cases; conformance/planner/README.md says what one looks like", broken)
	}
	return nil
}
