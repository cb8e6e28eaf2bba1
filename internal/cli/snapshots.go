package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/stats"
)

// usesStats adds the flag of the commands that read snapshots.
func (c *command) usesStats(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringSliceVar(&c.stats, "stats", nil, "read production's statistics from `FILE`, as \"ormlint stats pull\" wrote it; none reads no file")
	return cmd
}

// locateStats settles which snapshots are read: those of the flag, those of the
// configuration, else the one beside it, or in the project, that has the usual name.
func (c *command) locateStats(cfg *config.Config, root string) {
	switch {
	case len(c.stats) > 0:
		cfg.Stats = c.stats
		cfg.From("stats", "--stats")
	case len(cfg.Stats) > 0:
		for i, file := range cfg.Stats {
			if file != config.NoStats && !filepath.IsAbs(file) {
				cfg.Stats[i] = config.Shown(filepath.Join(cfg.Dir, file))
			}
		}
	default:
		for _, dir := range []string{cfg.Dir, root} {
			if file := filepath.Join(dir, defaultSnapshot); dir != "" && exists(file) {
				cfg.Stats = []string{config.Shown(file)}
				cfg.From("stats", "found")
				return
			}
		}
	}
}

// readStats reads the snapshots and takes the version of PostgreSQL from them
// where the user does not say another.
func (c *command) readStats(options *engine.Options) error {
	cfg := options.Config
	for _, file := range cfg.Stats {
		if file == config.NoStats {
			continue
		}
		snapshot, err := stats.Read(file, file)
		if err != nil {
			if origin := cfg.Origin("stats"); origin != "found" {
				return &stats.Mistake{Message: origin + ": " + err.Error()}
			}
			return err
		}
		snapshot.File = filepath.Base(file)
		options.Stats = append(options.Stats, snapshot)
		major, _, _ := strings.Cut(snapshot.Server.Version, ".")
		if version, err := strconv.Atoi(major); err == nil && cfg.Origin("postgres") == "default" {
			cfg.Postgres = version
			cfg.From("postgres", snapshot.File)
		}
	}
	return nil
}

// mostNamed is how many names a note lists before it counts the rest.
const mostNamed = 3

// tellStats says what the snapshots do not know of the models, and when they do
// not look like production's.
func (c *command) tellStats(snapshots stats.Snapshots, models []*schema.Model) {
	if len(snapshots) == 0 {
		return
	}
	var files, missing []string
	largest := int64(0)
	for _, s := range snapshots {
		files = append(files, s.File)
		for _, t := range s.Tables {
			largest = max(largest, t.Rows)
		}
	}
	all := 0
	for _, m := range models {
		if m.Proxy || !m.Managed || m.Table == "" {
			continue
		}
		all++
		if table, _ := snapshots.Table(m.Table); table == nil {
			missing = append(missing, m.Label)
		}
	}
	slices.Sort(missing)
	name := strings.Join(files, ", ")
	if n := len(missing); n > 0 {
		names := strings.Join(missing[:min(n, mostNamed)], ", ")
		if n > mostNamed {
			names += " …"
		}
		fmt.Fprintf(c.stderr, "%s: no table of %d of %d models (%s), whose size stays unknown; pull again where all migrations ran, and give the snapshot of every database\n", name, n, all, names)
	}
	if largest < rules.FewRows && all > len(missing) {
		fmt.Fprintf(c.stderr, "%s: no table has %d rows, so that every one counts as small; is this production's?\n", name, rules.FewRows)
	}
}
