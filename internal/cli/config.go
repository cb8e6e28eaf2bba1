package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
)

func (c *command) configCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "config [PATH]",
		Short:   "Show the configuration in force and where each value came from",
		GroupID: groupSetup,
		Long: `Show the configuration for the project at PATH (default: this directory): the file
it was read from, and for each key its value and the line, flag or default that
set it.

The configuration is ormlint.toml, or [tool.ormlint] in pyproject.toml, in the
project's directory or one above it:

    select = ["IDX"]                   # codes or families; default: all
    ignore = ["IDX103"]
    exclude = ["legacy/**"]            # files that are read but not judged
    python = ".venv"                   # environment whose packages are read, or "none"
    django = "5.2"                     # where it cannot be told from the environment
    postgres = 15
    settings = "shop.settings"         # where manage.py does not say
    stats = "ormlint.stats.json"       # production's statistics; several in [], or "none"
    [tables]                           # globs over table names or model labels
    large = ["shop_order", "events.*"] # a million rows or more
    small = ["shop_country"]
    hot = ["auth_user"]                # always written or read under load
    [per-file-ignores]
    "scripts/**" = ["ALL"]`,
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := onePath(args)
			if err != nil {
				return err
			}
			options, err := c.options(paths)
			if err != nil {
				return err
			}
			environment, err := engine.Environment(cmd.Context(), options)
			if err != nil {
				return blame(err)
			}
			if cfg := options.Config; cfg.Python == "" && environment != nil {
				cfg.Python = config.Shown(environment.Dir)
				cfg.From("python", "found: "+environment.Found)
			}
			return c.showConfig(options.Root, options.Config)
		},
	}
}

func (c *command) showConfig(root string, cfg *config.Config) error {
	file := cfg.File
	if file == "" {
		file = "none found"
	}
	out := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "project\t%s\n", root)
	fmt.Fprintf(out, "file\t%s\n", file)
	for _, key := range config.Keys {
		for i, line := range strings.Split(cfg.Value(key), "\n") {
			if i == 0 {
				fmt.Fprintf(out, "%s\t%s\t%s\n", key, line, cfg.Origin(key))
			} else {
				fmt.Fprintf(out, "\t%s\t\n", line)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return &failure{fmt.Errorf("write configuration: %w", err)}
	}
	return nil
}
