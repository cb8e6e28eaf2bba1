package query_test

import (
	"fmt"
	"github.com/ormlint/ormlint/internal/query"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// TestBounds extracts the queries of code that is made to run away. Each case
// must end soon, whatever is found in it.
func TestBounds(t *testing.T) {
	const imports = "from django.db import models\nfrom shop.models import *\n\n"
	cases := map[string][]txtar.File{
		"deep calls": file("shop/views.py", imports+repeat(2_000, func(i int) string {
			return fmt.Sprintf("def f%d(qs):\n    return f%d(qs.filter(total=%d))\n\n", i, i+1, i)
		})+"def f2000(qs):\n    return qs\n\ndef start():\n    return list(f0(Order.objects.all()))\n"),
		"calls that double": file("shop/views.py", imports+repeat(60, func(i int) string {
			return fmt.Sprintf("def f%d(qs):\n    return f%d(qs.filter(a=1)) | f%d(qs.filter(b=2))\n\n", i, i+1, i+1)
		})+"def f60(qs):\n    return qs\n\ndef start():\n    return list(f0(Order.objects.all()))\n"),
		"recursion": file("shop/views.py", imports+`
def down(qs, n):
    if n > 3:
        return up(qs.filter(total=n), n - 1)
    return qs

def up(qs, n):
    while n:
        qs = down(qs.exclude(total=n), n + 1)
    return up(qs, n)

def start(n):
    return list(up(Order.objects.all(), n))
`),
		"branches": file("shop/views.py", imports+"def start(a):\n    qs = Order.objects.all()\n"+repeat(10_000, func(i int) string {
			return fmt.Sprintf("    if a.x%d:\n        qs = qs.filter(total=%d)\n", i, i)
		})+"    return list(qs)\n"),
		"branches that part": file("shop/views.py", imports+"def start(a):\n    qs = Order.objects.all()\n"+repeat(300, func(i int) string {
			return fmt.Sprintf("    if a.x%d:\n        qs = qs.filter(total=%d)\n    else:\n        qs = qs.order_by('total')\n", i, i)
		})+"    return list(qs)\n"),
		"branches of which any may be taken": file("shop/views.py", imports+"def start(a):\n    qs = Order.objects.order_by('id')\n"+repeat(14, func(i int) string {
			return fmt.Sprintf("    if a.x%d:\n        qs = qs.filter(total=%d).order_by('total')\n", i, i)
		})+"    return list(qs)\n"),
		"heirs": file("shop/views.py", imports+"class Base:\n    model = None\n    def rows(self):\n        return list(self.model.objects.filter(total=1))\n\n"+
			repeat(3_000, func(i int) string { return fmt.Sprintf("class C%d(Base):\n    model = Order\n    n = %d\n\n", i, i) })),
		"inheritance in a line": file("shop/views.py", imports+"class C0:\n    def rows(self):\n        return list(Order.objects.filter(total=self.n))\n\n"+
			repeat(400, func(i int) string {
				return fmt.Sprintf("class C%d(C%d):\n    n = %d\n    def rows(self):\n        return super().rows()\n\n", i+1, i, i)
			})),
		"inheritance in a circle": {
			{Name: "shop/a.py", Data: []byte(imports + "from shop.b import B\n\nclass A(B):\n    def rows(self):\n        return list(Order.objects.filter(total=1))\n")},
			{Name: "shop/b.py", Data: []byte(imports + "from shop.a import A\n\nclass B(A):\n    def rows(self):\n        return list(Order.objects.filter(total=2))\n")},
		},
		"conditions": file("shop/views.py", imports+"def start(a):\n    q = models.Q()\n    for x in a:\n        q |= models.Q(total=x)\n"+
			repeat(600, func(i int) string { return fmt.Sprintf("    q = q & models.Q(total=%d) | q\n", i) })+"    return list(Order.objects.filter(q))\n"),
		"a condition that doubles": file("shop/views.py", imports+"def start():\n    q = models.Q(total=0)\n"+
			repeat(40, func(i int) string { return fmt.Sprintf("    q = q & models.Q(total=%d) | q\n", i+1) })+"    return list(Order.objects.filter(q))\n"),
	}
	const limit = 20 * time.Second // generous: machines are busy and the race detector is slow
	for name, files := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			found := extract(t, append(files, models(t)...), query.Options{})
			if took := time.Since(began); took > limit {
				t.Errorf("took %v, more than %v", took, limit)
			}
			if len(found) == 0 {
				t.Error("found no query")
			}
			t.Logf("%d queries in %v", len(found), time.Since(began))
		})
	}
}

// models are the models that the cases query.
func models(t testing.TB) []txtar.File {
	archive, err := txtar.ParseFile("testdata/models.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return archive.Files[:1]
}

func file(name, text string) []txtar.File { return []txtar.File{{Name: name, Data: []byte(text)}} }

func repeat(n int, line func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
	}
	return b.String()
}

// TestLongSearchIsFollowed extracts a search that goes through many functions,
// each with conditions that hold sometimes: what it builds is in reach.
func TestLongSearchIsFollowed(t *testing.T) {
	const functions = 120
	text := "from django.db.models import Q\nfrom shop.models import Order\n\n" + repeat(functions, func(i int) string {
		return fmt.Sprintf("def by_%d(rows, exact=None, least=None, most=None, either=()):\n"+
			"    if exact is not None:\n        rows = rows.filter(total=exact)\n"+
			"    if least is not None:\n        rows = rows.filter(total__gte=least)\n"+
			"    if most is not None:\n        rows = rows.filter(total__lte=most)\n"+
			"    if either:\n        any_of = Q()\n        for one in either:\n            any_of |= Q(total=one)\n        rows = rows.filter(any_of)\n"+
			"    return rows\n\n", i)
	}) + "class Search:\n    def __init__(self, request):\n        self.given = request.GET\n\n    def apply(self, rows):\n        given = self.given\n" +
		repeat(functions, func(i int) string {
			return fmt.Sprintf("        rows = by_%d(rows, given.get('a'), given.get('b'), given.get('c'), given.getlist('d'))\n", i)
		}) + "        return rows.order_by('id')\n\ndef listed(request):\n" +
		"    return list(Search(request).apply(Order.objects.filter(status='open'))[:20])\n"
	for _, q := range extract(t, append(file("shop/search.py", text), models(t)...), query.Options{}) {
		if strings.HasSuffix(q.Function, "listed") && len(q.OrderBy) == 1 && q.Limit == query.ConstantLimit {
			return
		}
	}
	t.Error("the search is not followed to its end")
}
