package django

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// likeFields are the names that a field class of a package ends with when it is
// a subclass of the field of Django behind it.
var likeFields = []struct{ suffix, class string }{
	{"ForeignKey", "django.db.models.ForeignKey"},
	{"OneToOneField", "django.db.models.OneToOneField"},
	{"ManyToManyField", "django.db.models.ManyToManyField"},
	{"CharField", "django.db.models.CharField"},
	{"TextField", "django.db.models.TextField"},
	{"ImageField", "django.db.models.ImageField"},
	{"FileField", "django.db.models.FileField"},
	{"JSONField", "django.db.models.JSONField"},
	{"DateTimeField", "django.db.models.DateTimeField"},
	{"BooleanField", "django.db.models.BooleanField"},
	{"UUIDField", "django.db.models.UUIDField"},
}

// missingField takes a field of a package that is neither installed nor declared
// for the field of Django that its name ends with: without it a model would lose
// the column, and with a relation the key or an index too.
func (p *Project) missingField(name, reason string, c *eval.Call) eval.Value {
	found := notInstalled.FindStringSubmatch(reason)
	if found == nil || strings.HasPrefix(name, "Generic") || strings.Contains(name, "Encrypt") {
		return nil
	}
	for _, like := range likeFields {
		if !strings.HasSuffix(name, like.suffix) {
			continue
		}
		class, ok := p.In.Lookup(like.class).(*eval.Class)
		if !ok {
			return nil
		}
		p.missing(found[1])
		i, ok := p.In.Call(class, c.Args, c.Kw).(*eval.Instance)
		if !ok {
			return nil
		}
		i.Made = c.Site
		return i
	}
	return nil
}
