package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// A program is everything that the packages before this one make of a project.
type program struct {
	modules  []*py.Module      // of the project's own files, by path
	projects []*django.Project // one a site, the main one first
	schema   *schema.Schema
	queries  *query.Result // of the whole project
	asked    *query.Result // of the paths that the user names
	summary  finding.Summary
}

// A Mistake is an error of the user's: a root or an environment that is not
// there. Its text speaks to the user; any other error is ormlint's own.
type Mistake struct{ Err error }

func (m *Mistake) Error() string { return m.Err.Error() }
func (m *Mistake) Unwrap() error { return m.Err }

// Environment returns the directory of installed packages that belongs to the
// project and how it was found, or nil where there is none.
func Environment(ctx context.Context, options Options) (*resolve.Environment, error) {
	resolved, err := options.withDefaults().resolve(ctx)
	if err != nil {
		return nil, err
	}
	return resolved.Environment(), nil
}

func (o Options) resolve(ctx context.Context) (*resolve.Program, error) {
	resolved, err := resolve.Build(ctx, resolve.Options{
		Root:       o.Root,
		Paths:      o.Paths,
		Python:     o.Config.Python,
		PythonPath: o.PythonPath,
		Settings:   o.Config.Settings,
		Natives:    django.Natives(),
		Declared:   django.Declared(),
		Getenv:     o.Getenv,
		Jobs:       o.Jobs,
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, &Mistake{err}
	}
	return resolved, nil
}

// load runs the pipeline: source → py → resolve → eval → django → schema → query.
// Each step begins with clock.begin; work on single files goes through parallel,
// with guard to tell what was being read should one of them crash.
func load(ctx context.Context, options Options, clock *clock) (*program, error) {
	clock.begin("files")
	resolved, err := options.resolve(ctx)
	if err != nil {
		return nil, err
	}
	p := &program{}
	clock.begin("parse")
	if p.modules, err = parse(ctx, options, resolved, clock); err != nil {
		return nil, err
	}
	if len(p.modules) == 0 {
		return nil, &Mistake{fmt.Errorf("%s: there is no Python code below it, so no Django project; name the directory of one", options.Root)}
	}
	p.summary.Files = len(p.modules)
	for _, module := range p.modules {
		p.summary.Lines += strings.Count(module.File.Text, "\n")
	}
	p.schema = &schema.Schema{}
	several := sites(options, resolved)
	var found []*query.Result
	for _, site := range several {
		clock.begin("models")
		project, err := options.django(ctx, resolved, site)
		if err != nil {
			return nil, err
		}
		p.projects = append(p.projects, project)
		clock.begin("schema")
		built, err := schema.Build(ctx, project)
		if err != nil {
			return nil, err
		}
		p.schema.Add(built)
		clock.begin("queries")
		queries, err := query.Extract(ctx, project, built, own(options.explored(resolved), site, several), options.Queries)
		if err != nil {
			return nil, err
		}
		found = append(found, queries)
	}
	p.queries = query.Merge(found)
	p.asked = p.queries
	if len(options.Paths) > 0 {
		judge := newJudge(options)
		p.asked = p.queries.In(func(f *source.File) bool { return judge.Judged(f.Path) })
	}
	for _, m := range p.schema.Models {
		if !m.Package && !m.AutoCreated {
			p.summary.Models++
		}
	}
	p.summary.Queries = len(p.asked.Queries)
	p.summary.Unresolved = len(p.asked.Unresolved)
	p.summary.Unknown = resolved.MissingPackages()
	return p, nil
}

// sites returns the Django projects of a repository that have settings, the
// main one first; nil stands for the one that the user's settings mean.
func sites(options Options, resolved *resolve.Program) []*resolve.DjangoProject {
	var found []*resolve.DjangoProject
	for _, site := range resolved.Projects() {
		if site.Settings != "" || len(site.Candidates) > 0 {
			found = append(found, &site)
		}
	}
	if options.Config.Settings != "" || len(found) < 2 {
		return []*resolve.DjangoProject{nil}
	}
	return found
}

// own returns the modules whose queries are a site's: not those below the
// directory of another site within it or beside it. Code that lies in no site's
// directory is that of the sites which lie nearest to it: a library and the
// site that tests it stand in one folder, copies of both in another.
func own(modules []*resolve.Module, site *resolve.DjangoProject, several []*resolve.DjangoProject) []*resolve.Module {
	if len(several) < 2 {
		return modules
	}
	return slices.DeleteFunc(modules, func(m *resolve.Module) bool {
		nearest, closest := "", 0
		for _, other := range several {
			closest = max(closest, shared(other.Dir, m.File.Path))
			if len(other.Dir) > len(nearest) && strings.HasPrefix(m.File.Path, other.Dir+"/") {
				nearest = other.Dir
			}
		}
		if nearest != "" {
			return nearest != site.Dir
		}
		return site.Dir != "" && shared(site.Dir, m.File.Path) < closest
	})
}

// shared is how many directories a directory and a file have in common.
func shared(dir, path string) int {
	n := 0
	for {
		name, rest, _ := strings.Cut(dir, "/")
		folder, file, inside := strings.Cut(path, "/")
		if name == "" || !inside || name != folder {
			return n
		}
		n++
		dir, path = rest, file
	}
}

// django evaluates the settings of a site and makes its models.
func (o Options) django(ctx context.Context, resolved *resolve.Program, site *resolve.DjangoProject) (*django.Project, error) {
	chosen := o.Config.Settings
	project, err := django.Load(ctx, resolved, django.Options{Settings: chosen, Version: o.Config.Django, Site: site, Register: query.Register})
	if err != nil {
		return nil, err
	}
	if chosen != "" && project.Settings.Module == "" {
		return nil, &Mistake{fmt.Errorf("%s: there is no module %s below %s; name it as Python imports it, or add its directory with --python-path",
			o.Config.Origin("settings"), chosen, o.Root)}
	}
	return project, nil
}

// explored returns the modules of the files whose queries are looked for.
func (o Options) explored(resolved *resolve.Program) []*resolve.Module {
	judge := newJudge(o)
	return slices.DeleteFunc(slices.Clone(resolved.Modules()), func(m *resolve.Module) bool {
		return m.File == nil || !judge.Explored(m.File.Path)
	})
}

// parse reads every file of the project whose queries are looked for, and
// returns those that are judged by path. Others are read where they are imported.
func parse(ctx context.Context, options Options, resolved *resolve.Program, clock *clock) ([]*py.Module, error) {
	files := options.explored(resolved)
	modules := make([]*py.Module, len(files))
	var done atomic.Int64
	err := parallel(ctx, options.Jobs, len(files), func(i int) error {
		return guard(files[i].File.Path, func() error {
			modules[i] = files[i].Tree()
			clock.step(int(done.Add(1)), len(files))
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	judge := newJudge(options)
	modules = slices.DeleteFunc(modules, func(m *py.Module) bool { return !judge.Judged(m.File.Path) })
	slices.SortFunc(modules, func(a, b *py.Module) int { return strings.Compare(a.File.Path, b.File.Path) })
	return modules, nil
}

func (p *program) files() []*source.File {
	files := make([]*source.File, len(p.modules))
	for i, m := range p.modules {
		files[i] = m.File
	}
	return files
}
