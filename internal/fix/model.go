package fix

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// A subject is a model that is about to change, in each of the forms that it has.
type subject struct {
	project *django.Project
	model   *django.Model
	table   *schema.Model
	class   *py.ClassDef
	file    *opened
	app     *appChange
	large   bool
}

// model grants what is wanted of one model, as far as it can be.
func (p *planner) model(w *wish) {
	s, err := p.subject(w.label)
	if err != nil {
		w.refuse(err.Error())
		return
	}
	p.change(s, w)
	for _, r := range w.drops {
		if r.beside != nil && !slices.ContainsFunc(r.beside, func(a *addition) bool { return a.done }) {
			w.leave(r.findings, "it goes only once the index beside it is there")
			continue
		}
		ix := s.index(r)
		switch {
		case ix == nil || ix.Origin == schema.OriginMeta || ix.Origin == schema.OriginLike:
		case ix.Unique || ix.Primary:
			w.leave(r.findings, "a unique index is a constraint, and stays")
		default:
			if err := p.dropOwn(s, w, ix); err != nil {
				w.leave(r.findings, err.Error())
			}
		}
	}
}

// subject finds a model and makes sure that it can be changed.
func (p *planner) subject(label string) (*subject, error) {
	s := &subject{}
	for _, project := range p.Projects {
		for _, m := range project.Models {
			if s.model == nil && m.Label() == label && project.Registered(m) && !m.Abstract {
				s.project, s.model = project, m
			}
		}
	}
	if s.model == nil {
		return nil, fmt.Errorf("there is no model %s", label)
	}
	for _, m := range p.Schema.Models {
		if m.Label == label && (s.table == nil || m.Module == s.model.Class.ModuleName()) {
			s.table = m
		}
	}
	s.class = s.model.Class.Def
	switch {
	case s.table == nil || s.table.Table == "":
		return nil, fmt.Errorf("%s has no table of its own", label)
	case s.table.AutoCreated:
		return nil, fmt.Errorf("%s is made by a ManyToManyField and has no Meta; declare it as a through model, or create the index in a migration of your own", label)
	case s.table.Package:
		return nil, fmt.Errorf("%s belongs to an installed package; create the index in a migration of your own", label)
	case !s.table.Managed:
		return nil, fmt.Errorf("the table of %s is not managed by Django; create the index where the table is made", label)
	case s.class == nil || s.model.Class.Module == nil:
		return nil, fmt.Errorf("%s is made by code and has no class statement to change", label)
	case s.model.App == nil:
		return nil, fmt.Errorf("no installed app holds %s", label)
	}
	var err error
	if s.file, err = p.open(s.project, s.model); err != nil {
		return nil, err
	}
	if s.app, err = p.app(s.project, s.model.App); err != nil {
		return nil, err
	}
	s.large = p.Large != nil && p.Large(s.table) && isPostgres(s.project)
	return s, nil
}

// isPostgres reports whether the default database may be a PostgreSQL: engines
// that wrap it have all kinds of names, the others have their own in theirs.
func isPostgres(project *django.Project) bool {
	name, _ := project.Settings.Engine()
	return !slices.ContainsFunc([]string{"sqlite", "spatialite", "mysql", "oracle", "mssql"}, func(other string) bool {
		return strings.Contains(name, other)
	})
}

// change puts indexes into Meta and takes others out.
func (p *planner) change(s *subject, w *wish) {
	var wanted []*addition
	for _, a := range w.adds {
		switch err := p.addable(s, a); {
		case s.has(a):
			a.done = true
		case err != nil:
			w.leave(a.findings, err.Error())
		default:
			wanted = append(wanted, a)
		}
	}
	var removed []*schema.Index
	var spans []source.Span
	for _, r := range w.drops {
		ix := s.index(r)
		beside := func(a *addition) bool { return a.done || slices.Contains(wanted, a) }
		switch {
		case ix == nil:
			w.leave(r.findings, "there is no such index in the models")
		case ix.Origin == schema.OriginLike && !s.dropsColumn(w, ix):
			w.leave(r.findings, "Django makes this index together with the one of its column, and leaves none of them out alone")
		case ix.Origin != schema.OriginMeta || r.beside != nil && !slices.ContainsFunc(r.beside, beside):
		case ix.Place.File != s.model.Class.Module.Source.File || !s.class.Contains(ix.Place.Span.Start):
			w.leave(r.findings, "the index is declared in a base class that other models share")
		default:
			removed = append(removed, ix)
			spans = append(spans, ix.Place.Span)
		}
	}
	err := p.metaChange(s, wanted, spans, removed)
	if err != nil && len(removed) > 0 && len(wanted) > 0 {
		p.leaveDrops(s, w, removed, err)
		removed = nil
		err = p.metaChange(s, wanted, nil, nil)
	}
	if err != nil {
		for _, a := range wanted {
			w.leave(a.findings, err.Error())
		}
		p.leaveDrops(s, w, removed, err)
		return
	}
	for _, a := range wanted {
		a.done = true
	}
}

func (p *planner) leaveDrops(s *subject, w *wish, removed []*schema.Index, err error) {
	for _, r := range w.drops {
		if slices.Contains(removed, s.index(r)) {
			w.leave(r.findings, err.Error())
		}
	}
}

// metaChange makes one change of Meta and the operations that follow it.
func (p *planner) metaChange(s *subject, add []*addition, spans []source.Span, remove []*schema.Index) error {
	if len(add) == 0 && len(remove) == 0 {
		return nil
	}
	change, err := s.metaBase()
	if err != nil {
		return err
	}
	change.remove = spans
	taken := maps.Clone(p.taken)
	var operations []operation
	var done []Done
	err = s.file.attempt(func() error {
		for _, a := range add {
			call, err := parseSuggestion(a.index.Python(s.table.Label))
			if err != nil {
				return err
			}
			name := p.free(a.index.Name(s.table.Label))
			piece, err := call.write(name, s.file.quote, func(dotted string) (string, error) {
				return s.file.importer.name(dotted, s.class.Start)
			})
			if err != nil {
				return err
			}
			change.add = append(change.add, piece)
			operation, err := s.addIndex(call, name)
			if err != nil {
				return err
			}
			operations = append(operations, operation)
			done = append(done, Done{s.table.Label, s.file.File.Path, "add " + piece.line()})
		}
		for _, ix := range remove {
			operations = append(operations, s.removeIndex(ix))
			done = append(done, Done{s.table.Label, s.file.File.Path, "drop index " + ix.Name})
		}
		return s.file.meta(s.class, change)
	})
	if err != nil {
		p.taken = taken
		return err
	}
	s.app.add(operations...)
	p.done = append(p.done, done...)
	return nil
}

// addable reports why an index cannot be declared on the model.
func (p *planner) addable(s *subject, a *addition) error {
	if a.index.Foreign {
		return errors.New("no Meta of the project can hold the index; create it in a migration of your own")
	}
	if a.index.Where != "" && a.index.Condition == "" {
		return fmt.Errorf("its condition is known as SQL alone: %s", a.index.Where)
	}
	for _, field := range a.index.Fields {
		name := strings.TrimPrefix(field, "-")
		if !slices.ContainsFunc(s.table.Columns, func(c *schema.Column) bool { return c.Field == name }) {
			return fmt.Errorf("%s is no field of %s's own table", name, s.table.Name)
		}
	}
	call, err := parseSuggestion(a.index.Python(s.table.Label))
	if err != nil {
		return err
	}
	if call.mentions("OpClass") && !s.installed("django.contrib.postgres") {
		return errors.New("OpClass works only with \"django.contrib.postgres\" in INSTALLED_APPS; add it there")
	}
	for _, opclass := range call.strings() {
		if extension := extensions[opclass]; extension != "" && !p.hasExtension(s.project, opclass) {
			return fmt.Errorf("%s needs the extension %s, which no migration creates; write one with %sExtension() first",
				opclass, extension, strings.ReplaceAll(extension, "pg_trgm", "Trigram"))
		}
	}
	return nil
}

// extensions are what operator classes outside of PostgreSQL's core come with.
var extensions = map[string]string{"gin_trgm_ops": "pg_trgm", "gist_trgm_ops": "pg_trgm"}

// hasExtension reports whether the project already relies on an extension.
func (p *planner) hasExtension(project *django.Project, opclass string) bool {
	for _, m := range p.Schema.Models {
		for _, ix := range m.Indexes {
			if slices.ContainsFunc(ix.Terms, func(t schema.Term) bool { return t.Opclass == opclass }) {
				return true
			}
		}
	}
	for _, module := range project.Program.Modules() {
		if strings.Contains(module.Name, "migrations.") {
			if text := module.Text(); strings.Contains(text, "TrigramExtension") || strings.Contains(text, "pg_trgm") {
				return true
			}
		}
	}
	return false
}

func (s *subject) installed(app string) bool {
	return slices.ContainsFunc(s.project.Apps, func(a *django.App) bool { return a.Name == app })
}

// metaBase says what a new Meta, or new indexes in it, must go on from.
func (s *subject) metaBase() (metaChange, error) {
	var change metaChange
	own, err := metaOf(s.class)
	if err != nil {
		return change, err
	}
	meta := s.model.Meta()
	if own != nil && (meta == nil || meta.Def != own) {
		return change, fmt.Errorf("the Meta of %s is replaced by code", s.table.Name)
	}
	if meta == nil {
		return change, nil
	}
	value, owner := meta.Find("indexes")
	if own == nil {
		for i, base := range s.model.Class.Bases() {
			class, ok := base.(*eval.Class)
			if !ok || s.findMeta(class) != meta || i >= len(s.class.Bases) {
				continue
			}
			span := s.class.Bases[i].Extent()
			change.base = s.file.text[span.Start:span.End] + ".Meta"
			break
		}
		if change.base == "" {
			return change, fmt.Errorf("it could not be told from which base %s has its Meta", s.table.Name)
		}
		if owner != nil && !isEmpty(value) {
			change.inherited = change.base
		}
		return change, nil
	}
	switch value.(type) {
	case *eval.List:
		change.computed = "list"
	case *eval.Tuple:
		change.computed = "tuple"
	}
	if owner == nil || owner == meta || isEmpty(value) {
		return change, nil
	}
	for i, base := range meta.Bases() {
		class, ok := base.(*eval.Class)
		if !ok || i >= len(own.Bases) {
			continue
		}
		if inherited, from := class.Find("indexes"); from == owner && inherited == value {
			span := own.Bases[i].Extent()
			change.inherited = s.file.text[span.Start:span.End]
			return change, nil
		}
	}
	return change, fmt.Errorf("it could not be told from which base the Meta of %s has its indexes", s.table.Name)
}

// findMeta is what class.Meta means to Django: a model that is not abstract keeps none.
func (s *subject) findMeta(class *eval.Class) *eval.Class {
	for _, k := range class.MRO() {
		v, ok := k.Own("Meta")
		if !ok {
			continue
		}
		if m := s.project.ModelOf(k); m != nil && !m.Abstract {
			continue
		}
		meta, _ := v.(*eval.Class)
		return meta
	}
	return nil
}

func isEmpty(v eval.Value) bool {
	elts, all := eval.Elements(v)
	return all && len(elts) == 0
}

// has reports whether the table already has the index.
func (s *subject) has(a *addition) bool {
	return slices.ContainsFunc(s.table.Indexes, func(ix *schema.Index) bool {
		method := a.index.Method
		if method == "" {
			method = "btree"
		}
		if ix.Unknown != "" || ix.Unique || ix.Method != method || ix.Where != a.index.Where || len(ix.Terms) != len(a.index.Fields) ||
			len(ix.Include) != len(a.index.Include) || len(a.index.Expressions) > 0 && !s.hasExpressions(ix, a.index.Expressions) {
			return false
		}
		at := func(list []string, i int) string {
			if i < len(list) {
				return list[i]
			}
			return ""
		}
		for i, field := range a.index.Fields {
			term := ix.Terms[i]
			if i < len(a.index.Expressions) && a.index.Expressions[i].SQL != "" {
				continue
			}
			if term.Column == "" || s.fieldOf(term.Column) != strings.TrimPrefix(field, "-") || term.Desc != strings.HasPrefix(field, "-") ||
				term.Nulls != at(a.index.Nulls, i) || term.Opclass != "" && term.Opclass != at(a.index.Opclasses, i) {
				return false
			}
		}
		for i, field := range a.index.Include {
			if s.fieldOf(ix.Include[i]) != field {
				return false
			}
		}
		return true
	})
}

// hasExpressions reports whether the keys of an index are expressions where the suggestion's are.
func (s *subject) hasExpressions(ix *schema.Index, expressions []finding.Expression) bool {
	for i, e := range expressions {
		if i >= len(ix.Terms) || !strings.EqualFold(ix.Terms[i].Expression, e.SQL) {
			return false
		}
	}
	return true
}

// index returns the index that a removal means.
func (s *subject) index(r *removal) *schema.Index {
	for _, ix := range s.table.Indexes {
		if string(ix.Origin) != r.drop.Origin || r.drop.Name != "" && ix.Name != r.drop.Name {
			continue
		}
		if r.drop.Name != "" || slices.Equal(s.fields(ix), r.drop.Fields) {
			return ix
		}
	}
	return nil
}

// fields are the keys of an index as Meta.indexes lists them.
func (s *subject) fields(ix *schema.Index) []string {
	var fields []string
	for _, term := range ix.Terms {
		name := s.fieldOf(term.Column)
		if term.Desc {
			name = "-" + name
		}
		fields = append(fields, name)
	}
	return fields
}

func (s *subject) fieldOf(column string) string {
	for _, c := range s.table.Columns {
		if c.Column == column {
			return c.Field
		}
	}
	return ""
}

// dropsColumn reports whether the index of the same column goes too.
func (s *subject) dropsColumn(w *wish, like *schema.Index) bool {
	return slices.ContainsFunc(w.drops, func(r *removal) bool {
		ix := s.index(r)
		return ix != nil && ix.Origin == schema.OriginField && ix.Terms[0].Column == like.Terms[0].Column
	})
}

// dropOwn takes the index that a field has of its own.
func (p *planner) dropOwn(s *subject, w *wish, ix *schema.Index) error {
	if ix.Origin != schema.OriginForeignKey && ix.Origin != schema.OriginField || ix.Method != "btree" || len(ix.Terms) != 1 {
		return fmt.Errorf("an index that %s declares is not taken out by itself", ix.Origin)
	}
	for _, twin := range s.table.Indexes {
		if twin.Origin == schema.OriginLike && twin.Terms[0].Column == ix.Terms[0].Column &&
			!slices.ContainsFunc(w.drops, func(r *removal) bool { return s.index(r) == twin }) {
			return errors.New("without db_index the column would lose its index for LIKE as well, which may be needed")
		}
	}
	var column *schema.Column
	for _, c := range s.table.Columns {
		if c.Column == ix.Terms[0].Column {
			column = c
		}
	}
	call := callAt(s.class, column.Place.Span)
	if call == nil || column.Place.File != s.model.Class.Module.Source.File {
		return fmt.Errorf("%s is declared outside of %s, where other models may share it", column.Field, s.table.Name)
	}
	byDefault := ix.Origin == schema.OriginForeignKey || column.Internal == "SlugField"
	operation, err := s.alterField(column, ix, byDefault)
	if err != nil {
		return err
	}
	err = s.file.attempt(func() error { return s.file.unindex(call, byDefault) })
	if err != nil {
		return err
	}
	s.app.add(operation)
	p.done = append(p.done, Done{s.table.Label, s.file.File.Path, "drop the index of " + column.Field + "'s own (db_index)"})
	return nil
}
