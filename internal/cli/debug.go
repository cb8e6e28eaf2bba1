package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

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
