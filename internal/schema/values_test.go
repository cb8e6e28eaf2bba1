package schema

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

func TestValuesAndChecks(t *testing.T) {
	t.Parallel()
	s, err := Build(t.Context(), loadWithEnvironment(t, txtar.Parse([]byte(`
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
-- settings.py --
INSTALLED_APPS = ["shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
-- shop/__init__.py --
-- shop/models.py --
from django.db import models
from django.db.models import F, Q

class Status(models.TextChoices):
    OPEN = "open"
    PAID = "paid", "Paid"

class Level(models.IntegerChoices):
    LOW = 1
    HIGH = 2

class Set(type):
    def __iter__(cls):
        return iter(cls.CHOICES)

class Size(metaclass=Set):
    CHOICES = (("s", "Small"), ("l", "Large"))

def rooms():
    return sorted(open("rooms").read().split())

class Order(models.Model):
    size = models.CharField(max_length=40, choices=Size)
    room = models.CharField(max_length=40, choices=rooms)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    level = models.IntegerField(choices=Level)
    kind = models.CharField(max_length=8, choices=[("Group", [("a", "A"), ("b", "B")]), ("c", "C")], default="a")
    active = models.BooleanField(default=True)
    note = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(since__lte=F("until")) | Q(until=None), name="period")]
`))))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range s.Models {
		for _, c := range m.Columns {
			if c.Chosen || c.Initial != "" {
				got = append(got, fmt.Sprint(c.Column, " ", c.Choices, " ", c.Initial))
			}
		}
		for _, c := range m.Checks {
			got = append(got, c.Name+": "+c.SQL+c.Unknown)
		}
	}
	want := []string{
		`size ['s' 'l'] `,
		`room [] `,
		`status ['open' 'paid'] 'open'`,
		`level [1 2] `,
		`kind ['a' 'b' 'c'] 'a'`,
		`active [] True`,
		`period: "since" <= "until" OR "until" IS NULL`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
