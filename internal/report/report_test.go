package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares output with a file under testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (run with -update and review):\n%s", name, diff)
	}
}

// at is the span of the first occurrence of a text.
func at(t *testing.T, file *source.File, text string) source.Span {
	t.Helper()
	i := strings.Index(file.Text, text)
	if i < 0 {
		t.Fatalf("no %q in the test file", text)
	}
	return source.Span{Start: uint32(i), End: uint32(i + len(text))}
}

// sample holds a finding of each severity, with everything a finding can have.
func sample(t *testing.T) Check {
	views := &source.File{Path: "shop/views.py", Text: `from shop.models import Order


def batch(ids, last):
    return Order.objects.filter(customer__in=ids, id__gt=last)[:500]


def names(größe):
	return "日本語", Order.objects.filter(note="ä")  # tab and wide characters


def report(day):
    return (
        Order.objects
        .filter(day=day)
        .exclude(status="new")
        .exclude(status="paid")
        .exclude(status="sent")
        .order_by("total")
    )
`}
	models := &source.File{Path: "shop/models.py", Text: "class Order(models.Model):\n    status = models.CharField()\n"}
	user := &source.File{Path: "/venv/lib/python3.12/site-packages/django/contrib/auth/models.py", Text: "class User:\n    pass\n"}
	long := "Order.objects\n        .filter(day=day)\n        .exclude(status=\"new\")\n        .exclude(status=\"paid\")\n        .exclude(status=\"sent\")\n        .order_by(\"total\")"
	return Check{
		Version: "1.2.3",
		Rules: []finding.Rule{
			{Code: "IDX001", Name: "missing-index", Guideline: "G6", Severity: finding.Warning, Summary: "a query filters on a column without an index", Why: "It reads **every** row."},
			{Code: "IDX002", Name: "missing-composite-index", Guideline: "G11", Severity: finding.Error, Summary: "no index covers the columns together", Why: "Each index narrows alone."},
		},
		Findings: []*finding.Finding{
			{
				Code: "IDX002", Name: "missing-composite-index", Guideline: "G11", Severity: finding.Error, Confidence: finding.High,
				File: views, Span: at(t, views, "Order.objects.filter(customer__in=ids, id__gt=last)[:500]"),
				Message: "Order needs an index on (customer, id): each batch reads every order of the customers",
				Model:   "shop.Order", Table: "shop_order", Columns: []string{"customer_id", "id"},
				Suggestion: &finding.Index{Fields: []string{"customer", "id"}},
				Related: []finding.Related{
					{File: models, Span: at(t, models, "Order"), Message: "closest index: (customer)"},
					{File: user, Span: at(t, user, "User"), Message: "the customer"},
					{Message: "Django makes the index of the key itself"},
				},
				Fingerprint: "f1",
			},
			{
				Code: "IDX001", Name: "missing-index", Guideline: "G6", Severity: finding.Warning, Confidence: finding.Low,
				File: views, Span: at(t, views, `Order.objects.filter(note="ä")`),
				Message: "100% of the rows are read, commas: too", Help: "ask for less\nor add an index", Fingerprint: "f2", Suppressed: true,
			},
			{
				Code: "IDX001", Name: "missing-index", Severity: finding.Advice, Confidence: finding.Medium,
				File: views, Span: at(t, views, long), Message: "a long chain", Fingerprint: "f3",
			},
		},
		Summary: finding.Summary{Files: 2, Lines: 24, Models: 1, Queries: 3, Unresolved: 1, Migrations: 4, Unknown: []string{"polymorphic"}, Elapsed: 1500 * time.Millisecond},
	}
}

func write(t *testing.T, format Format, check Check, style Style) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, format, check, style); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFormats(t *testing.T) {
	golden(t, "check.txt", write(t, Text, sample(t), Style{}))
	golden(t, "check.all.txt", write(t, Text, sample(t), Style{All: true}))
	golden(t, "check.color.txt", write(t, Text, sample(t), Style{Color: true}))
	golden(t, "check.json", write(t, JSON, sample(t), Style{}))
	golden(t, "check.github.txt", write(t, GitHub, sample(t), Style{}))
	golden(t, "check.sarif", write(t, SARIF, sample(t), Style{}))
}

// indexes is what check prints of indexes: one to add for five queries, one to drop.
func indexes(t *testing.T) Check {
	t.Helper()
	check := sample(t)
	views := check.Findings[0].File
	models := &source.File{Path: "shop/models.py", Text: "class Order(models.Model):\n    status = models.CharField()\n"}
	add := check.Findings[0]
	add.File, add.Span, add.Related = models, at(t, models, "class Order(models.Model):"), nil
	add.Size, add.Closest = "14 M rows (ormlint.stats.json)", "the foreign key's own index on customer"
	add.Drops = []finding.Drop{{Model: "shop.Order", Name: "shop_order_customer_id_9f0c", Origin: "foreign_key", Fields: []string{"customer"}}}
	for _, text := range []string{"Order.objects.filter(customer__in=ids, id__gt=last)[:500]", `Order.objects.filter(note="ä")`} {
		add.Sites = append(add.Sites, finding.Site{File: views, Span: at(t, views, text), Contexts: []string{"task", "loop"}})
	}
	long := "Order.objects\n        .filter(day=day)\n        .exclude(status=\"new\")\n        .exclude(status=\"paid\")\n        .exclude(status=\"sent\")\n        .order_by(\"total\")"
	add.Sites = append(add.Sites, finding.Site{File: views, Span: at(t, views, long)}, add.Sites[0], add.Sites[1])
	check.Findings = []*finding.Finding{
		{
			Code: "IDX102", Name: "redundant-prefix", Severity: finding.Advice, Confidence: finding.High, File: models, Span: at(t, models, "status"),
			Message: "the index (status) of Order is the beginning of the index (status, total): what it answers, that one answers too",
			Model:   "shop.Order", Table: "shop_order", Size: "size unknown", Help: "Take it out of Order.Meta.indexes.",
			Drops: []finding.Drop{{Model: "shop.Order", Name: "order_status", Origin: "meta", Fields: []string{"status"}}}, Fingerprint: "f4",
		},
		add,
	}
	return check
}

func TestThePageOfIndexes(t *testing.T) {
	golden(t, "page.txt", write(t, Text, indexes(t), Style{}))
	golden(t, "page.all.txt", write(t, Text, indexes(t), Style{All: true}))
	golden(t, "page.json", write(t, JSON, indexes(t), Style{}))
}

func TestWhereAllIsAdviceAFewAreShown(t *testing.T) {
	check := sample(t)
	for range 8 {
		f := *check.Findings[2]
		check.Findings = append(check.Findings, &f)
	}
	check.Findings = check.Findings[2:]
	text := string(write(t, Text, check, Style{}))
	if got := strings.Count(text, "a long chain"); got != 5 {
		t.Errorf("%d are shown", got)
	}
	if !strings.Contains(text, "… 4 more of advice, shown with --all: 4 IDX001 missing-index") {
		t.Errorf("what is folded is not counted:\n%s", text)
	}
}

func TestNothingFound(t *testing.T) {
	golden(t, "clean.txt", write(t, Text, Check{Summary: finding.Summary{Files: 1}}, Style{}))
	var out map[string]any
	if err := json.Unmarshal(write(t, JSON, Check{}, Style{}), &out); err != nil {
		t.Fatal(err)
	}
	if findings, ok := out["findings"].([]any); !ok || len(findings) != 0 {
		t.Errorf("findings is %v, want an empty array", out["findings"])
	}
}

// The library carries the schema of SARIF 2.1.0. It validates what it has read,
// so what it did not read is looked for as well.
func TestSARIFIsValid(t *testing.T) {
	for _, check := range []Check{sample(t), {}} {
		out := write(t, SARIF, check, Style{})
		report, err := sarif.FromBytes(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range report.Runs {
			// What the library writes for these where they are not given is not valid.
			run.Language, run.Tool.Driver.Language = "en-US", "en-US"
			run.NewlineSequences = []string{"\n"}
		}
		if err := report.Validate(); err != nil {
			t.Error(err)
		}
		again, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		var read, written any
		if err := json.Unmarshal(again, &read); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(out, &written); err != nil {
			t.Fatal(err)
		}
		lost(t, "$", written, read)
	}
}

// lost reports every property of written that read does not have.
func lost(t *testing.T, path string, written, read any) {
	t.Helper()
	switch w := written.(type) {
	case map[string]any:
		r, _ := read.(map[string]any)
		for key, value := range w {
			if _, ok := r[key]; !ok {
				t.Errorf("SARIF has no %s.%s", path, key)
				continue
			}
			lost(t, path+"."+key, value, r[key])
		}
	case []any:
		r, _ := read.([]any)
		if len(r) != len(w) {
			t.Errorf("%s has %d items, read back %d", path, len(w), len(r))
			return
		}
		for i := range w {
			lost(t, path, w[i], r[i])
		}
	}
}

func TestExcerptMarksWhatIsSeen(t *testing.T) {
	for name, test := range map[string]struct {
		text, mark string
		want       []string // text and marks by turns
	}{
		"plain":        {"x = f(1)\n", "f(1)", []string{"x = f(1)", "    ^^^^"}},
		"tab":          {"\tx = f(1)\n", "f(1)", []string{"    x = f(1)", "        ^^^^"}},
		"tab inside":   {"ab\tf(1)\n", "f(1)", []string{"ab  f(1)", "    ^^^^"}},
		"wide":         {"日本 = f(1)\n", "f(1)", []string{"日本 = f(1)", "       ^^^^"}},
		"combining":    {"e\u0301 = f(1)\n", "f(1)", []string{"e\u0301 = f(1)", "    ^^^^"}},
		"escape":       {"'\x1b[2J'; f(1)\n", "f(1)", []string{"'␛[2J'; f(1)", "        ^^^^"}},
		"to the right": {"'\u202e'; f(1)\n", "f(1)", []string{"'\ufffd'; f(1)", "     ^^^^"}},
		"last line":    {"f(1)", "f(1)", []string{"f(1)", "^^^^"}},
		"two lines":    {"f(\r\n  1)\r\n", "f(\r\n  1)", []string{"f(", "^^", "  1)", "  ^^"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := &source.File{Path: "a.py", Text: test.text}
			var got []string
			for _, line := range excerpt(file, at(t, file, test.mark)) {
				got = append(got, line.text, line.marks)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestExcerptOfPlacesWithoutExtent(t *testing.T) {
	file := &source.File{Path: "a.py", Text: "x = 1\n"}
	for offset, want := range map[uint32]string{0: "^", 5: "     ^", 6: "^", 99: "^"} {
		lines := excerpt(file, source.Span{Start: offset, End: offset})
		if len(lines) != 1 || lines[0].marks != want {
			t.Errorf("offset %d: got %+v, want marks %q", offset, lines, want)
		}
	}
}

func TestLongLinesAreCut(t *testing.T) {
	file := &source.File{Path: "a.py", Text: "x = [" + strings.Repeat("1, ", 100) + "f(2)" + strings.Repeat(", 3", 100) + "]\n"}
	line := excerpt(file, at(t, file, "f(2)"))[0]
	if width := cellWidths.StringWidth(line.text); width > maxWidth+2 {
		t.Errorf("%d cells wide: %q", width, line.text)
	}
	before, _, found := strings.Cut(line.text, "f(2)")
	if !found || line.marks != strings.Repeat(" ", cellWidths.StringWidth(before))+"^^^^" {
		t.Errorf("got\n%s\n%s", line.text, line.marks)
	}
}

func TestLongSpansAreFolded(t *testing.T) {
	file := &source.File{Path: "a.py", Text: "f(\n1,\n2,\n3,\n4,\n5,\n6,\n)\n"}
	var numbers []string
	for _, line := range excerpt(file, source.Span{End: uint32(len(file.Text) - 1)}) {
		numbers = append(numbers, line.number)
	}
	if got := strings.Join(numbers, " "); got != "1 2 3 … 8" {
		t.Errorf("shown are the lines %s", got)
	}
}
