package cli

import (
	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/report"
)

func (c *command) modelsCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "models [PATH]",
		Short:   "Show the tables, columns and indexes that migrate would make",
		GroupID: groupJudge,
		Long: `Show every model of the project at PATH (default: this directory) as a table in
PostgreSQL: its columns with their types, and every index, also those that
Django makes without being asked (keys, foreign keys, LIKE twins, many-to-many
tables). Where something could not be decided, the reason is shown.`,
		Example: `  ormlint models
  ormlint models --format json | jq '.models[].table'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
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
			if err := report.Models(c.stdout, result.Schema, report.Format(format), c.style()); err != nil {
				return &failure{err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "print `FORMAT`: text or json")
	cmd.RegisterFlagCompletionFunc("format", words("text", "json"))
	return cmd
}
