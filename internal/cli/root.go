package cli

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/ormlint/ormlint/internal/report"
)

// Version is the version of ormlint.
const Version = "0.1.0"

// A command is one run of the program: its streams, the flags that every
// command has, and the exit code that it ends with.
type command struct {
	stdout, stderr io.Writer
	code           int
	parsed         bool // the command line makes sense by itself

	config     string
	python     string
	settings   string
	pythonPath []string
	stats      []string
	django     string
	jobs       int
	color      string
	timings    bool
	cpuProfile string
	memProfile string
	profiles   []func()
}

// The groups of the help text.
const (
	groupJudge = "judge"
	groupLearn = "learn"
	groupSetup = "setup"
)

func (c *command) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "ormlint",
		Short: "Find database problems in Django projects",
		Long: `ormlint reads a Django project on PostgreSQL, without running or importing it,
and tells where the database will hurt: missing and needless indexes, and
queries that no index can serve.

It sees the models and queries as Django does, so it wants to know the packages
that the project uses: it reads the environment in .venv, the active one, or the
one named with --python.`,
		Example: `  ormlint check                     judge the project in this directory
  ormlint check shop/views.py       only what stands in one file
  ormlint explain IDX002            why a rule exists, with examples
  ormlint models shop               what the tables and their indexes look like
  ormlint queries --at shop/views.py:40
                                    what one line asks of the database`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noSuchCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if err := oneOf("color", c.color, "auto", "always", "never"); err != nil {
				return err
			}
			if c.jobs < 0 {
				return fmt.Errorf("--jobs wants a number, or 0 for one a core, not %d", c.jobs)
			}
			c.parsed = true
			return c.startProfiles()
		},
	}
	root.AddGroup(
		&cobra.Group{ID: groupJudge, Title: "Read a project:"},
		&cobra.Group{ID: groupLearn, Title: "Learn about rules:"},
		&cobra.Group{ID: groupSetup, Title: "Set up:"},
	)
	root.SetHelpCommandGroupID(groupSetup)
	root.SetCompletionCommandGroupID(groupSetup)
	root.SuggestionsMinimumDistance = 2
	root.PersistentFlags().StringVar(&c.color, "color", "auto", "colour the text `WHEN`: auto, always or never")
	root.RegisterFlagCompletionFunc("color", words("auto", "always", "never"))
	root.AddCommand(
		c.usesStats(c.readsProject(c.checkCommand())), c.readsProject(c.modelsCommand()), c.readsProject(c.queriesCommand()),
		c.statsCommand(), c.usesStats(c.readsProject(c.proveCommand())),
		c.explainCommand(), c.readsProject(c.guidelinesCommand()),
		c.readsProject(c.configCommand()), c.versionCommand(),
		c.debugCommand(),
	)
	return root
}

// readsProject adds the flags of the commands that read a project.
func (c *command) readsProject(cmd *cobra.Command) *cobra.Command {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&c.config, "config", "", "read the configuration from `FILE` instead of looking for one")
	flags.StringVar(&c.python, "python", "", "read the packages of the interpreter or environment at `PATH`; none reads no packages")
	flags.StringVar(&c.django, "django", "", "assume this `VERSION` of Django, such as 5.2")
	flags.StringVar(&c.settings, "settings", "", "take this settings `MODULE` instead of the one that manage.py names")
	flags.StringSliceVar(&c.pythonPath, "python-path", nil, "also import from `DIR`; what lies there is read, not judged")
	flags.IntVar(&c.jobs, "jobs", 0, "do `N` things at once; 0 is one a core")
	flags.BoolVar(&c.timings, "timings", false, "tell on standard error how long each phase took")
	flags.StringVar(&c.cpuProfile, "cpuprofile", "", "write a CPU profile to `FILE`")
	flags.StringVar(&c.memProfile, "memprofile", "", "write a heap profile to `FILE`")
	flags.MarkHidden("cpuprofile")
	flags.MarkHidden("memprofile")
	return cmd
}

// noSuchCommand names the nearest command in place of one that does not exist.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("; did you mean %q?", near[0])
	} else if _, err := os.Stat(args[0]); err == nil {
		hint = fmt.Sprintf("; to judge it, write \"ormlint check %s\"", args[0])
	}
	return fmt.Errorf("unknown command %q%s", args[0], hint)
}

func (c *command) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Tell which ormlint this is",
		GroupID: groupSetup,
		Args:    cobra.NoArgs,
		Run: func(*cobra.Command, []string) {
			fmt.Fprintf(c.stdout, "ormlint %s%s (%s, %s/%s)\n", Version, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		},
	}
}

// revision is the commit that the binary was built from, where Go recorded it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
			return " " + setting.Value[:12]
		}
	}
	return ""
}

// style says how text on standard output looks.
func (c *command) style() report.Style {
	switch c.color {
	case "always":
		return report.Style{Color: true}
	case "never":
		return report.Style{}
	}
	return report.Style{Color: isTerminal(c.stdout) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// oneOf refuses a value that a flag does not know.
func oneOf(flag, value string, known ...string) error {
	if slices.Contains(known, value) {
		return nil
	}
	last := len(known) - 1
	return fmt.Errorf("--%s wants %s or %s, not %q", flag, strings.Join(known[:last], ", "), known[last], value)
}

// words completes a flag that knows a few words.
func words(known ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp)
}
