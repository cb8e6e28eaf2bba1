package cli

import (
	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/report"
)

// queriesCommand is hidden as long as queries are followed inside of functions only.
func (c *command) queriesCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:    "queries [PATH]",
		Short:  "Show the queries that the code builds",
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "json"); err != nil {
				return err
			}
			paths, err := onePath(args)
			if err != nil {
				return err
			}
			options, err := c.options(paths)
			if err != nil {
				return err
			}
			result, err := c.run(cmd.Context(), options, engine.Read)
			if err != nil {
				return err
			}
			if err := report.Queries(c.stdout, result.Queries.Queries, report.Format(format)); err != nil {
				return &failure{err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "json", "print `FORMAT`: json")
	return cmd
}
