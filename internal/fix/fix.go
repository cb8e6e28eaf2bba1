// Package fix writes the indexes that findings suggest.
//
// In: findings with an index to add or to drop, and the projects whose models
// they are about. Out: Changes, the new text of each file: the model's Meta, the
// declaration of a field, and a new migration that makes the database follow.
// Nothing is written before Apply.
//
// Its one idea: a change of a model and its migration belong together. Where one
// of them cannot be made, neither is, and the finding is left with the reason.
package fix

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// Options say what may be changed and how.
type Options struct {
	Projects []*django.Project // those that Schema was read from
	Schema   *schema.Schema
	Judged   func(path string) bool         // files that may be changed, nil for all of the project
	Large    func(model *schema.Model) bool // tables whose indexes are made concurrently, nil for none
}

// Changes are what is to be written.
type Changes struct {
	Files []*File // by path
	Done  []Done  // in the order of models
	Left  []Left  // findings that suggest something which is not done, in their order
}

// A File is one file before and after.
type File struct {
	Path    string // relative to the project's root, with "/"
	Old     []byte // nil for a new file
	New     []byte
	Created bool
	disk    string
	mode    os.FileMode
}

// Done is one thing that Changes do to a model.
type Done struct {
	Model string // label
	Path  string
	Text  string // "add models.Index(…)", "drop the index (…)"
}

// Left is a finding that is not fixed, and why.
type Left struct {
	Finding *finding.Finding
	Reason  string
}

// Plan decides what to write for the findings. They are taken as they are: what
// a comment suppresses should not be among them.
func Plan(findings []*finding.Finding, o Options) (*Changes, error) {
	p := &planner{Options: o, documents: map[string]*opened{}, apps: map[string]*appChange{}, taken: takenNames(o.Schema)}
	wishes := collect(findings)
	for _, w := range wishes {
		p.model(w)
	}
	if err := p.migrations(); err != nil {
		return nil, err
	}
	return p.changes(findings, wishes)
}

// A planner is one run of Plan.
type planner struct {
	Options
	documents map[string]*opened // by path
	apps      map[string]*appChange
	order     []*appChange
	taken     map[string]bool // names of what lives beside indexes in the database
	files     []*File
	done      []Done
}

// An opened file is one that models are changed in.
type opened struct {
	*document
	importer *importer
	data     []byte
	disk     string
	mode     os.FileMode
	refused  error // why it must not be changed
}

// open reads a model's file again and makes sure that it is what was analysed.
func (p *planner) open(project *django.Project, m *django.Model) (*opened, error) {
	module := m.Class.Module.Source
	file := module.File
	if o := p.documents[file.Path]; o != nil {
		return o, o.refused
	}
	o := &opened{document: newDocument(module.Tree()), disk: filepath.Join(project.Program.Root(), filepath.FromSlash(file.Path))}
	p.documents[file.Path] = o
	o.importer = &importer{document: o.document, module: m.Class.Module, lookup: project.In.Lookup, added: map[string]string{}}
	o.refused = o.read(file)
	if o.refused == nil && p.Judged != nil && !p.Judged(file.Path) {
		o.refused = fmt.Errorf("%s is not the project's own production code", file.Path)
	}
	return o, o.refused
}

func (o *opened) read(file *source.File) error {
	if len(o.Errors) > 0 {
		return fmt.Errorf("%s:%d is not valid Python; correct it first", file.Path, file.Line(o.Errors[0].Start))
	}
	about, err := os.Stat(o.disk)
	if err != nil {
		return fmt.Errorf("read %s: %w", file.Path, err)
	}
	if o.data, err = os.ReadFile(o.disk); err != nil {
		return fmt.Errorf("read %s: %w", file.Path, err)
	}
	o.mode = about.Mode().Perm()
	if text, err := source.Decode(o.data); err != nil || text != file.Text {
		return fmt.Errorf("%s has changed since it was read; run ormlint again", file.Path)
	}
	if _, err := source.Encode(file.Text, o.data); err != nil {
		return fmt.Errorf("%s cannot be written back: %w", file.Path, err)
	}
	return nil
}

// attempt makes edits that are kept only where the file is still Python with them.
func (o *opened) attempt(change func() error) error {
	edits, added := len(o.edits), cloneNames(o.importer.added)
	err := change()
	if err == nil {
		err = o.check()
	}
	if err != nil {
		o.edits, o.importer.added = o.edits[:edits], added
	}
	return err
}

// check parses what the file would be.
func (o *opened) check() error {
	text, err := apply(o.text, o.edits)
	if err != nil {
		return fmt.Errorf("%s: %w", o.File.Path, err)
	}
	if tree := py.Parse(&source.File{Path: o.File.Path, Text: text}); len(tree.Errors) > 0 {
		return fmt.Errorf("%s would no longer be valid Python, so it stays as it is; please report this", o.File.Path)
	}
	return nil
}

func cloneNames(names map[string]string) map[string]string {
	clone := make(map[string]string, len(names))
	for k, v := range names {
		clone[k] = v
	}
	return clone
}

// changes gathers what was decided.
func (p *planner) changes(findings []*finding.Finding, wishes []*wish) (*Changes, error) {
	c := &Changes{Files: p.files, Done: p.done}
	for path, o := range p.documents {
		if len(o.edits) == 0 {
			continue
		}
		o.importer.write(nil)
		text, err := apply(o.text, o.edits)
		if err != nil {
			return nil, fmt.Errorf("change %s: %w", path, err)
		}
		if tree := py.Parse(&source.File{Path: path, Text: text}); len(tree.Errors) > 0 {
			return nil, fmt.Errorf("change %s: it would no longer be valid Python at line %d", path, tree.File.Line(tree.Errors[0].Start))
		}
		data, err := source.Encode(text, o.data)
		if err != nil {
			return nil, fmt.Errorf("change %s: %w", path, err)
		}
		if !bytes.Equal(data, o.data) {
			c.Files = append(c.Files, &File{Path: path, Old: o.data, New: data, disk: o.disk, mode: o.mode})
		}
	}
	slices.SortFunc(c.Files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	reasons := map[*finding.Finding]string{}
	for _, w := range wishes {
		for f, reason := range w.left {
			if reasons[f] == "" || w.label == f.Model {
				reasons[f] = reason
			}
		}
	}
	for _, f := range findings {
		if reason := reasons[f]; reason != "" {
			c.Left = append(c.Left, Left{f, reason})
		}
	}
	return c, nil
}
