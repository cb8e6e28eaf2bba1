package query_test

import (
	"fmt"
	"github.com/ormlint/ormlint/internal/query"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A view's base class that renders a table for each heir: what the table reads
// is the same every time, so it is followed a few times only, and every heir's
// own query is found.
func TestFollowedInVain(t *testing.T) {
	t.Parallel()
	const heirs = 60
	found := extract(t, hierarchy(t, heirs), query.Options{})
	own, table := 0, 0
	for _, q := range found {
		switch {
		case q.File.Path != "shop/views.py":
		case q.Model.Name == "Customer":
			table++
		case strings.HasPrefix(q.Model.Name, "Thing") && q.Complete:
			own++
		}
	}
	if own != heirs || table != 1 {
		t.Errorf("%d queries of heirs and %d of what all of them render, want %d and 1", own, table, heirs)
	}
}

// hierarchy is a base class with heirs, each of a model of its own.
func hierarchy(t testing.TB, heirs int) []txtar.File {
	things := models(t)[0]
	things.Data = append(slices.Clone(things.Data), repeat(heirs, func(i int) string {
		return fmt.Sprintf("\n\nclass Thing%d(models.Model):\n    size = models.IntegerField()\n", i)
	})...)
	var b strings.Builder
	b.WriteString(`from shop.models import *

class Table:
    def __init__(self, rows, user):
        self.rows = rows
        self.user = user
        self.columns = []
        for name in dir(rows):
            if name.startswith("c"):
                self.columns.append(name)
        self.saved = list(Customer.objects.filter(name=user))

class Base:
    model = None

    def get(self, request):
        table = self.table(request)
        if request.GET:
            return table
        return list(self.model.objects.filter(size=1))

    def table(self, request):
        table = Table([request, self], request.user)
        if table.saved:
            return None
        return None

`)
	for i := range heirs {
		fmt.Fprintf(&b, "class C%d(Base):\n    model = Thing%d\n\n", i, i)
	}
	return append(file("shop/views.py", b.String()), things)
}

// BenchmarkHeirs is the cost of a base class's methods with many heirs.
func BenchmarkHeirs(b *testing.B) {
	files := hierarchy(b, 300)
	for b.Loop() {
		extract(b, files, query.Options{})
	}
}
