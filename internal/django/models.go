package django

import (
	"context"
	"regexp"
	"sort"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

const (
	modelClass     = "django.db.models.base.Model"
	modelBaseClass = "django.db.models.base.ModelBase"
	fieldClass     = "django.db.models.fields.Field"
)

// A Model is a model class as ModelBase makes it.
type Model struct {
	Class    *eval.Class
	AppLabel string
	App      *App // nil where the label is given and no installed app has it
	Name     string
	Abstract bool
	Proxy    bool
	Managed  bool
	Swapped  string // what a swappable model is replaced with, "" where it is not
	Table    string
	Options  *eval.Instance // _meta
	Local    []*Field       // fields with or without a column, many-to-many and private ones apart, in order
	M2M      []*Field
	Private  []*Field // generic foreign keys and relations
	Parents  []Parent
	Concrete *Model // of a proxy, the model it stands for
	Through  *Field // of the automatic through table of a ManyToManyField: that field; else nil
	PK       *Field
	Unknown  []string // reasons why something about the model could not be decided

	meta    *eval.Class // Meta, nil where there is none
	project *Project
	base    *Model // the first base that is a model
}

// A Parent is one parent of multi-table inheritance.
type Parent struct {
	Model *Model
	Link  *Field
}

// A Field is a field of one model.
type Field struct {
	Name      string
	Attname   string
	Column    string // "" for a field without a column
	Instance  *eval.Instance
	Model     *Model
	Made      eval.Place
	Inherited bool // copied from an abstract base
	Auto      bool // made by Django
}

// Label is the app label and the name of the model.
func (m *Model) Label() string { return m.AppLabel + "." + m.Name }

// loadModels makes every model of the modules that django.setup() imports.
func (p *Project) loadModels(ctx context.Context) error {
	modules := p.modelModules(ctx)
	for _, source := range modules {
		p.listen(source)
	}
	for _, source := range modules {
		if err := ctx.Err(); err != nil {
			return err
		}
		m := p.In.Module(source.Name)
		if m == nil {
			continue
		}
		for _, name := range classNames(source.Tree().Body, nil) {
			p.In.Request()
			v, _ := m.Get(name)
			p.registerValue(v)
		}
		for _, name := range m.Factories() {
			p.In.Request()
			v, _ := m.Get(name)
			p.registerValue(v)
		}
	}
	for _, source := range modules {
		if m := p.In.Module(source.Name); m != nil && source.Origin == resolve.Project {
			m.Effects()
		}
	}
	p.settleTables()
	p.loaded = true
	p.settleTargets()
	for _, m := range p.Models {
		for _, reason := range m.Unknown {
			if found := notInstalled.FindStringSubmatch(reason); found != nil {
				p.missing(found[1])
			}
		}
	}
	return nil
}

// settleTables takes the names of tables that code has changed in _meta since the models were made.
func (p *Project) settleTables() {
	for _, m := range p.Models {
		if table, ok := eval.AsStr(m.Option("db_table")); ok && table != "" && !m.Proxy {
			m.Table = table
		}
	}
	for _, m := range p.Models {
		if m.Proxy && m.Concrete != m {
			m.Table = m.Concrete.Table
		}
	}
}

// notInstalled finds the package that a reason of the evaluator names.
var notInstalled = regexp.MustCompile(`package (\w+) is not installed`)

func (p *Project) registerValue(v eval.Value) {
	switch v := v.(type) {
	case *eval.Class:
		if v.Is(modelClass) && v.FullName() != modelClass {
			p.ModelOf(v)
		}
		if v.Def != nil {
			for _, name := range classNames(v.Def.Body, nil) {
				if inner, ok := v.Own(name); ok && name != "Meta" {
					p.registerValue(inner)
				}
			}
		}
	case *eval.Alternatives:
		for _, alt := range v.Values {
			p.registerValue(alt)
		}
	}
}

// classMade hears of a class that type(…) made.
func (p *Project) classMade(c *eval.Class) {
	if c.Is(modelClass) {
		p.ModelOf(c)
	}
}

// modelModules returns the modules that are loaded when every app's models are, in that order.
func (p *Project) modelModules(ctx context.Context) []*resolve.Module {
	var start []*resolve.Module
	for _, app := range p.Apps {
		if m := p.Program.Module(app.Name); m != nil {
			start = append(start, m)
		}
		if app.Config != nil && app.Config.Module != nil {
			start = append(start, app.Config.Module.Source)
		}
	}
	for _, app := range p.Apps {
		if m := p.Program.Module(app.Name + ".models"); m != nil {
			start = append(start, m)
		}
	}
	for _, app := range p.Apps {
		start = append(start, p.readyImports(app)...)
	}
	if p.byApp["admin"] != nil { // its ready() imports the admin module of every app
		for _, app := range p.Apps {
			if m := p.Program.Module(app.Name + ".admin"); m != nil && m.Origin == resolve.Project && statesModel(m.Tree().Body) {
				start = append(start, m)
			}
		}
	}
	p.Program.ParseAll(ctx, start)
	return p.Program.Closure(start, func(m *resolve.Module) bool {
		switch m.Origin {
		case resolve.Project:
			return true
		case resolve.Native:
			return false
		}
		return p.appOf(m.Name) != nil
	})
}

// readyImports returns the modules that an AppConfig's ready() imports.
func (p *Project) readyImports(app *App) []*resolve.Module {
	if app.Config == nil || app.Config.Def == nil || app.Config.Module == nil {
		return nil
	}
	var found []*resolve.Module
	from := app.Config.Module.Source
	add := func(name string) {
		if m := p.Program.Module(name); m != nil {
			found = append(found, m)
		}
	}
	var read func(body []py.Stmt)
	read = func(body []py.Stmt) {
		for _, s := range body {
			switch s := s.(type) {
			case *py.Import:
				for _, alias := range s.Names {
					add(alias.Name)
				}
			case *py.ImportFrom:
				name := p.Program.Import(from, s.Level, s.Module)
				add(name)
				for _, alias := range s.Names {
					add(name + "." + alias.Name)
				}
			case *py.If:
				read(s.Body)
			case *py.Try:
				read(s.Body)
			case *py.With:
				read(s.Body)
			}
		}
	}
	for _, s := range app.Config.Def.Body {
		if f, ok := s.(*py.FunctionDef); ok && f.Name == "ready" {
			read(f.Body)
		}
	}
	return found
}

// statesModel reports whether a class of models.Model stands at the top level of a module.
func statesModel(body []py.Stmt) bool {
	for _, s := range body {
		c, ok := s.(*py.ClassDef)
		if !ok {
			continue
		}
		for _, base := range c.Bases {
			if a, ok := base.(*py.Attribute); ok && a.Attr == "Model" {
				return true
			}
		}
	}
	return false
}

// classNames returns the names of the class statements at the top level of a module, also below if, try and with.
func classNames(body []py.Stmt, names []string) []string {
	for _, s := range body {
		switch s := s.(type) {
		case *py.ClassDef:
			if len(s.Bases) > 0 || len(s.Keywords) > 0 || len(s.Decorators) > 0 || len(classNames(s.Body, nil)) > 0 {
				names = append(names, s.Name)
			}
		case *py.If:
			names = classNames(s.Else, classNames(s.Body, names))
		case *py.Try:
			names = classNames(s.Body, names)
			for _, h := range s.Handlers {
				names = classNames(h.Body, names)
			}
			names = classNames(s.Else, names)
		case *py.With:
			names = classNames(s.Body, names)
		case *py.For:
			names = classNames(s.Body, names)
		}
	}
	return names
}

// statesClass reports whether an unconditional class statement of the name is in body.
func statesClass(body []py.Stmt, name string) bool {
	for _, s := range body {
		if c, ok := s.(*py.ClassDef); ok && c.Name == name {
			return true
		}
	}
	return false
}

// ModelOf returns the model that a class is, made on first use; nil for a class that is none.
func (p *Project) ModelOf(c *eval.Class) *Model {
	if m, ok := p.byClass[c]; ok {
		return m
	}
	if !c.Is(modelClass) || c.FullName() == modelClass || c.Running() {
		return nil
	}
	c.OwnNames() // evaluates the body, which may ask for models of its own
	if m, ok := p.byClass[c]; ok {
		return m
	}
	p.In.Apart(func() { p.make(c) })
	return p.byClass[c]
}

func (p *Project) make(c *eval.Class) {
	p.byClass[c] = nil // while its bases are made
	for _, base := range c.Bases() {
		if b, ok := base.(*eval.Class); ok {
			p.ModelOf(b)
		}
	}
	if p.byClass[c] != nil {
		return
	}
	p.making = append(p.making, c)
	defer func() { p.making = p.making[:len(p.making)-1] }()
	p.callMetaclass(c)
	if p.byClass[c] == nil {
		p.construct(c)
	}
}

// callMetaclass runs what a project's or package's own metaclass adds to ModelBase.
func (p *Project) callMetaclass(c *eval.Class) {
	meta := c.Metaclass()
	if meta == nil || meta.FullName() == modelBaseClass || !meta.Is(modelBaseClass) {
		return
	}
	args := []eval.Value{eval.Str(c.Name), &eval.Tuple{Elts: c.Bases()}, p.In.Namespace(c)}
	if f, owner := meta.Find("__new__"); f != nil && owner.FullName() != modelBaseClass && owner.Module != nil {
		p.In.CallFresh(f, append([]eval.Value{meta}, args...))
	}
	if p.byClass[c] == nil {
		p.construct(c)
	}
	if f, owner := meta.Find("__init__"); f != nil && owner.Module != nil && owner.Module.Source.Origin != resolve.Native {
		p.In.CallFresh(f, append([]eval.Value{c}, args...))
	}
}

// construct makes the model of a class, as ModelBase.__new__ does.
func (p *Project) construct(c *eval.Class) *Model {
	m := &Model{Class: c, Name: c.Name, Managed: true, project: p}
	m.Concrete = m
	p.byClass[c] = m
	m.meta = p.metaOf(c)
	for _, k := range c.MRO()[1:] {
		if b := p.byClass[k]; b != nil {
			m.base = b
			break
		}
	}
	if reason := c.OpenReason(); reason != "" {
		m.Unknown = append(m.Unknown, "base classes: "+reason)
	}
	if own, ok := c.Own("Meta"); ok {
		if meta, ok := own.(*eval.Class); ok {
			m.Abstract = p.ownFlag(meta, "abstract")
			p.metas[meta] = true
		}
	}
	m.setAppLabel()
	m.Proxy = m.flag("proxy", false)
	m.Managed = m.flag("managed", true)
	p.makeOptions(m)
	m.setSwapped()
	m.contributeOwn()
	m.inherit()
	m.prepareIndexes()
	p.add(m)
	return m
}

// add registers a finished model under its label.
func (p *Project) add(m *Model) {
	p.Models = append(p.Models, m)
	if m.Abstract {
		return
	}
	key := strings.ToLower(m.Label())
	if p.byLabel[key] == nil || m.Class.ModuleName() != p.byLabel[key].Class.ModuleName() && p.prefer(m, p.byLabel[key]) {
		p.byLabel[key] = m
	}
	if !m.Proxy && m.PK == nil {
		m.addPrimaryKey()
	}
	m.addOrder()
	p.prepared(m)
}

// prefer reports whether a second model of a label replaces the first: the one in the app's own modules wins.
func (p *Project) prefer(m, other *Model) bool {
	in := func(m *Model) bool { return m.App != nil && strings.HasPrefix(m.Class.ModuleName(), m.App.Name+".") }
	return in(m) && !in(other)
}

// setSwapped notes that the settings name another model in the place of this one.
func (m *Model) setSwapped() {
	if swappable, ok := eval.AsStr(orNone(m.option("swappable"))); ok && !m.Abstract {
		if chosen := m.project.Settings.Str(swappable); chosen != "" && !strings.EqualFold(chosen, m.Label()) {
			m.Swapped = chosen
		}
	}
}

// metaOf returns the Meta of a class: its own, else that of an abstract base or a mixin.
func (p *Project) metaOf(c *eval.Class) *eval.Class {
	for i, k := range c.MRO() {
		v, ok := k.Own("Meta")
		if !ok {
			continue
		}
		if base := p.byClass[k]; i > 0 && base != nil && !base.Abstract {
			continue // ModelBase takes Meta away from a class that is not abstract
		}
		if meta, ok := v.(*eval.Class); ok {
			return meta
		}
	}
	return nil
}

// ownFlag reads a flag that is not inherited from another model's Meta.
func (p *Project) ownFlag(meta *eval.Class, name string) bool {
	for _, k := range meta.MRO() {
		if k != meta && p.metas[k] {
			return false // ModelBase has set the abstract of another model's Meta to False
		}
		if v, ok := k.Own(name); ok {
			truth, _ := p.In.Truth(v)
			return truth
		}
	}
	return false
}

// option returns what Meta says, nil where it says nothing.
func (m *Model) option(name string) eval.Value {
	if m.meta == nil {
		return nil
	}
	v, owner := m.meta.Find(name)
	if owner == nil {
		return nil
	}
	return v
}

func (m *Model) flag(name string, fallback bool) bool {
	v := m.option(name)
	if v == nil {
		return fallback
	}
	if truth, known := m.project.In.Truth(v); known {
		return truth
	}
	m.Unknown = append(m.Unknown, "Meta."+name+": "+eval.Repr(v))
	return fallback
}

func (m *Model) setAppLabel() {
	p := m.project
	if label, ok := eval.AsStr(orNone(m.option("app_label"))); ok {
		m.AppLabel = label
		m.App = p.byApp[label]
		return
	}
	if app := p.appOf(m.Class.ModuleName()); app != nil {
		m.AppLabel, m.App = app.Label, app
	}
}

func orNone(v eval.Value) eval.Value {
	if v == nil {
		return eval.None
	}
	return v
}

// contributeOwn adds what the class body assigns, in its order.
func (m *Model) contributeOwn() {
	in := m.project.In
	for _, name := range append([]string(nil), m.Class.OwnNames()...) {
		v, ok := m.Class.Own(name)
		if !ok {
			continue
		}
		if alts, ok := v.(*eval.Alternatives); ok {
			for _, alt := range alts.Values {
				if i, ok := alt.(*eval.Instance); ok && i.Class.Is(fieldClass) {
					v = i
					break
				}
			}
		}
		switch v := v.(type) {
		case *eval.Instance:
			m.contribute(name, v)
		case *eval.Unknown:
			if !strings.HasPrefix(name, "__") && m.looksLikeField(name) {
				m.Unknown = append(m.Unknown, "field "+name+": "+v.Reason)
			}
		}
	}
	in.Request()
}

// looksLikeField reports whether a name of the class body is assigned a call, as fields are.
func (m *Model) looksLikeField(name string) bool {
	if m.Class.Def == nil {
		return false
	}
	for _, s := range m.Class.Def.Body {
		if a, ok := s.(*py.Assign); ok && len(a.Targets) == 1 {
			if target, ok := a.Targets[0].(*py.Name); ok && target.ID == name {
				_, call := a.Value.(*py.Call)
				return call
			}
		}
	}
	return false
}

// contribute is add_to_class for one attribute.
func (m *Model) contribute(name string, v *eval.Instance) {
	f, owner := v.Class.Find("contribute_to_class")
	if f == nil {
		return
	}
	p := m.project
	if owner.FullName() == fieldClass {
		m.addField(name, v, false)
		return
	}
	p.In.Request()
	p.In.Call(f, []eval.Value{v, m.Class, eval.Str(name)}, nil)
	p.In.Request()
	if v.Class.Is(fieldClass) && !m.has(v) {
		m.addField(name, v, false) // its own method could not be followed to the end
	}
	m.adoptThrough(v)
}

func (m *Model) has(v *eval.Instance) bool {
	for _, f := range m.all() {
		if f.Instance == v {
			return true
		}
	}
	return false
}

func (m *Model) all() []*Field {
	return append(append(append([]*Field(nil), m.Local...), m.M2M...), m.Private...)
}

// Meta returns the class that the model's options are read from: its own Meta,
// else that of an abstract base or a mixin; nil where there is none.
func (m *Model) Meta() *eval.Class { return m.meta }

// Field returns a field of the model itself by name, nil where there is none.
func (m *Model) Field(name string) *Field {
	for _, f := range m.all() {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// addField is Field.contribute_to_class and Options.add_field.
func (m *Model) addField(name string, v *eval.Instance, private bool) *Field {
	in := m.project.In
	m.project.nameField(v, name)
	in.SetAttr(v, "model", m.Class)
	f := &Field{Name: name, Instance: v, Model: m, Made: v.Made}
	if text, ok := eval.AsStr(in.Attr(v, "name")); ok {
		f.Name = text
	}
	f.Attname, _ = eval.AsStr(in.Attr(v, "attname"))
	f.Column, _ = eval.AsStr(in.Attr(v, "column"))
	for _, list := range []*[]*Field{&m.Local, &m.M2M, &m.Private} {
		for i, old := range *list {
			if old.Name == f.Name {
				*list = append((*list)[:i:i], (*list)[i+1:]...)
				break
			}
		}
	}
	switch {
	case private || isPrivate(v.Class):
		m.Private = append(m.Private, f)
	case v.Class.Is("django.db.models.fields.related.ManyToManyField"):
		m.M2M = insert(m.M2M, f)
	default:
		m.Local = insert(m.Local, f)
		if truth, _ := in.Truth(in.Attr(v, "primary_key")); truth && m.PK == nil {
			m.PK = f
		}
	}
	return f
}

func isPrivate(c *eval.Class) bool {
	return c.Is("django.contrib.contenttypes.fields.GenericForeignKey") || c.Is("django.contrib.contenttypes.fields.GenericRelation")
}

// insert keeps fields in the order in which they were written.
func insert(fields []*Field, f *Field) []*Field {
	i := sort.Search(len(fields), func(i int) bool { return order(fields[i]) > order(f) })
	return append(fields[:i:i], append([]*Field{f}, fields[i:]...)...)
}

func order(f *Field) int {
	if f.Auto {
		return -1
	}
	return f.Instance.Serial
}

// Registered reports whether the model is the one that its label stands for.
func (p *Project) Registered(m *Model) bool { return p.byLabel[strings.ToLower(m.Label())] == m }
