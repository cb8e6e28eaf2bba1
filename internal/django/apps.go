package django

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// An App is one installed app.
type App struct {
	Name      string // "shop.orders"
	Label     string // "orders"
	Config    *eval.Class
	AutoField string // default_auto_field of its AppConfig, "" for the setting's
	Package   bool   // its source is not the project's own
	instance  *eval.Instance
}

// loadApps makes the apps of INSTALLED_APPS. Where these are not known in full,
// every package of the project that looks like an app is one.
func (p *Project) loadApps() {
	installed := p.Settings.Get("INSTALLED_APPS")
	elts, all := eval.Elements(installed)
	if alts, ok := installed.(*eval.Alternatives); ok {
		all = false
		for _, alt := range alts.Values {
			more, _ := eval.Elements(alt)
			elts = append(elts, more...)
		}
	}
	for _, elt := range elts {
		if entry, ok := eval.AsStr(elt); ok {
			p.addApp(entry)
		} else {
			all = false
		}
	}
	if !all || p.Settings.Module == "" {
		p.addLikelyApps()
	}
}

// addLikelyApps adds the project's packages that have models or an AppConfig.
func (p *Project) addLikelyApps() {
	if p.Settings.Module == "" {
		for _, name := range []string{"django.contrib.contenttypes", "django.contrib.auth"} {
			p.addApp(name)
		}
	}
	var others []string
	for _, m := range p.Program.Modules() {
		parent, last := split(m.Name)
		if parent == "" || last != "models" && last != "apps" || isTestModule(m.Name) || strings.ContainsAny(m.Name, "{}- /") {
			continue // not a name that can be imported, such as a template of a project
		}
		configured := len(p.configsIn(parent+".apps")) > 0
		switch {
		case configured || last == "models" && p.Program.Module(parent+".migrations") != nil:
			p.addApp(parent)
		case last == "models":
			others = append(others, parent)
		}
	}
	for _, name := range others {
		if p.appOf(name) == nil { // else its models are the app's that it lies in
			p.addApp(name)
		}
	}
}

func isTestModule(name string) bool {
	for _, part := range strings.Split(name, ".") {
		if part == "tests" || part == "test" || part == "testing" || part == "conftest" {
			return true
		}
	}
	return false
}

func split(dotted string) (parent, last string) {
	i := strings.LastIndexByte(dotted, '.')
	if i < 0 {
		return "", dotted
	}
	return dotted[:i], dotted[i+1:]
}

// addApp makes the app of one entry of INSTALLED_APPS (Django documentation, "Configuring applications").
func (p *Project) addApp(entry string) {
	p.In.Request()
	app := &App{Name: entry}
	if m := p.module(entry); m != nil {
		app.Config = p.defaultConfig(m.Name)
	} else if c, ok := p.In.Lookup(entry).(*eval.Class); ok && c.Is("django.apps.config.AppConfig") {
		app.Config = c
	} else if parent, last := split(entry); strings.Contains(last, "Config") {
		app.Name = strings.TrimSuffix(parent, ".apps") // an AppConfig that cannot be read
	}
	if app.Config != nil {
		if name, ok := p.configStr(app.Config, "name"); ok {
			app.Name = name
		}
		if label, ok := p.configStr(app.Config, "label"); ok {
			app.Label = label
		}
		app.AutoField, _ = p.configStr(app.Config, "default_auto_field")
	}
	if app.Label == "" {
		_, app.Label = split(app.Name)
	}
	m := p.module(app.Name)
	if m == nil {
		p.missing(app.Name)
	} else {
		app.Name = m.Name
	}
	app.Package = m == nil || m.Origin != resolve.Project
	if p.byApp[app.Label] != nil {
		return
	}
	p.byApp[app.Label] = app
	p.Apps = append(p.Apps, app)
}

func (p *Project) configStr(config *eval.Class, name string) (string, bool) {
	v, owner := config.Find(name)
	if owner == nil {
		return "", false
	}
	if prop, ok := v.(*eval.Property); ok {
		v = p.In.Call(prop.Get, []eval.Value{p.In.NewInstance(config)}, nil)
	}
	return eval.AsStr(v)
}

// configsIn returns the AppConfig classes that are names of a module, sorted by name as Django finds them.
func (p *Project) configsIn(module string) []*eval.Class {
	m := p.In.Module(module)
	if m == nil {
		return nil
	}
	var configs []*eval.Class
	for _, name := range sorted(m.Names()) {
		v, _ := m.Get(name)
		if c, ok := v.(*eval.Class); ok && c.Is("django.apps.config.AppConfig") && c.FullName() != "django.apps.config.AppConfig" {
			configs = append(configs, c)
		}
	}
	return configs
}

// defaultConfig is the AppConfig that Django takes where an entry names only the package:
// the one of its apps module, or the one that says default = True.
func (p *Project) defaultConfig(name string) *eval.Class {
	configs := p.configsIn(name + ".apps")
	var chosen []*eval.Class
	var marked []*eval.Class
	for _, c := range configs {
		v, _ := c.Find("default")
		switch v {
		case eval.Value(eval.Bool(true)):
			marked = append(marked, c)
			chosen = append(chosen, c)
		case eval.Value(eval.Bool(false)):
		default:
			chosen = append(chosen, c)
		}
	}
	if len(chosen) == 1 {
		return chosen[0]
	}
	if len(marked) == 1 {
		return marked[0]
	}
	if !p.Version.AtLeast(4, 1) {
		if m := p.In.Module(name); m != nil {
			if v, ok := m.Get("default_app_config"); ok {
				if path, ok := eval.AsStr(v); ok {
					if c, ok := p.In.Lookup(path).(*eval.Class); ok {
						return c
					}
				}
			}
		}
	}
	return nil
}

// appOf returns the app that contains a module: the one with the longest name that begins it.
func (p *Project) appOf(module string) *App {
	var best *App
	for _, app := range p.Apps {
		if (module == app.Name || strings.HasPrefix(module, app.Name+".")) && (best == nil || len(app.Name) > len(best.Name)) {
			best = app
		}
	}
	return best
}

// config is the AppConfig instance of an app as code sees it.
func (p *Project) config(app *App) eval.Value {
	if app.instance == nil {
		class := app.Config
		if class == nil {
			class, _ = p.In.Lookup("django.apps.config.AppConfig").(*eval.Class)
		}
		app.instance = p.In.NewInstance(class)
		p.In.SetAttr(app.instance, "name", eval.Str(app.Name))
		p.In.SetAttr(app.instance, "label", eval.Str(app.Label))
		if m := p.In.Module(app.Name); m != nil {
			p.In.SetAttr(app.instance, "module", m)
		}
	}
	return app.instance
}

// installedModels are the models of an app, or of all apps, as get_models() gives
// them: not those that Django makes, or that another one stands for.
func (p *Project) installedModels(label string) eval.Value {
	if !p.loaded {
		return eval.Unknownf("models that are not all there")
	}
	l := &eval.List{}
	for _, m := range p.Models {
		if (label == "" || m.AppLabel == label) && !m.Abstract && m.Swapped == "" && m.Through == nil && p.Registered(m) && p.byApp[m.AppLabel] != nil {
			l.Elts = append(l.Elts, m.Class)
		}
	}
	return l
}

func (p *Project) registerApps(n *eval.Natives) {
	const registry = "django.apps.registry.Apps."
	n.Func(registry+"get_model", func(c *eval.Call) eval.Value {
		label, ok := eval.AsStr(c.Arg(1, "app_label"))
		if !ok {
			return eval.Unknownf("a model whose name is made at run time")
		}
		name, _ := eval.AsStr(c.Arg(2, "model_name"))
		if name == "" {
			label, name, _ = strings.Cut(label, ".")
		}
		if class := p.classByLabel(label, name); class != nil {
			return class
		}
		return eval.Unknownf("there is no model %s.%s", label, name)
	})
	n.Func(registry+"get_registered_model", func(c *eval.Call) eval.Value {
		label, ok1 := eval.AsStr(c.Arg(1, "app_label"))
		name, ok2 := eval.AsStr(c.Arg(2, "model_name"))
		if !ok1 || !ok2 {
			return eval.Unknownf("a model whose name is made at run time")
		}
		// At import a model is registered when its class statement has run: an
		// unconditional one of the app's own models has, a guarded one has not.
		if app := p.byApp[label]; app != nil {
			if m := p.Program.Module(app.Name + ".models"); m != nil && statesClass(m.Tree().Body, name) {
				return p.In.Lookup(app.Name + ".models." + name)
			}
		}
		c.In.Raise("LookupError", name)
		return eval.Unknownf("there is no model %s.%s", label, name)
	})
	n.Func(registry+"get_app_config", func(c *eval.Call) eval.Value {
		label, _ := eval.AsStr(c.Arg(1, "app_label"))
		if app := p.byApp[label]; app != nil {
			return p.config(app)
		}
		c.In.Raise("LookupError", label)
		return eval.Unknownf("there is no app %s", label)
	})
	n.Func(registry+"get_containing_app_config", func(c *eval.Call) eval.Value {
		name, _ := eval.AsStr(c.Arg(1, "object_name"))
		if app := p.appOf(name); app != nil {
			return p.config(app)
		}
		return eval.None
	})
	n.Func(registry+"get_app_configs", func(*eval.Call) eval.Value {
		l := &eval.List{}
		for _, app := range p.Apps {
			l.Elts = append(l.Elts, p.config(app))
		}
		return l
	})
	n.Func(registry+"app_configs", func(*eval.Call) eval.Value {
		configs := eval.NewDict()
		for _, app := range p.Apps {
			p.In.SetKey(configs, app.Label, p.config(app))
		}
		return configs
	})
	n.Func(registry+"get_models", func(*eval.Call) eval.Value { return p.installedModels("") })
	n.Func("django.apps.config.AppConfig.get_models", func(c *eval.Call) eval.Value {
		label, ok := eval.AsStr(c.In.Attr(c.Self(), "label"))
		if !ok {
			return eval.Unknownf("the models of an app")
		}
		return p.installedModels(label)
	})
	n.Func(registry+"is_installed", func(c *eval.Call) eval.Value {
		name, ok := eval.AsStr(c.Arg(1, "app_name"))
		if !ok {
			return eval.Unknownf("whether an app is installed")
		}
		for _, app := range p.Apps {
			if app.Name == name {
				return eval.Bool(true)
			}
		}
		return eval.Bool(false)
	})
}
