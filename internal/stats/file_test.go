package stats

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sample() *Snapshot {
	return &Snapshot{
		Version: Version, Pulled: "2026-11-30",
		Server: Server{
			Version: "15.4", Database: "shop", Encoding: "UTF8", Provider: "libc", Collation: "en_US.utf8", CType: "en_US.utf8",
			BlockSize: 8192, SearchPath: []string{"public"},
		},
		Tables: []Table{
			{Schema: "archive", Name: "shop_order", Rows: 90000000, Columns: []Column{}, Indexes: []Index{}},
			{
				Schema: "public", Name: "shop_order", Rows: 14000000, Bytes: 3000000000,
				Columns: []Column{{Name: "status", Type: "text", Distinct: 4, Null: 0.01, Common: []float64{0.8, 0.1}}},
				Indexes: []Index{{Name: "shop_order_pkey", Definition: "CREATE UNIQUE INDEX …", Columns: []string{"id"}, Unique: true, Primary: true}},
			},
			{Schema: "tenant_a", Name: "invoice", Rows: 10, Columns: []Column{}, Indexes: []Index{}},
			{Schema: "tenant_b", Name: "invoice", Rows: 3000, Columns: []Column{}, Indexes: []Index{}},
		},
		Statements: Statements{List: []Statement{{Text: `SELECT "a" FROM "b" WHERE "c" > $1`, Calls: 3, Total: 1.5, Mean: 0.5, Rows: 2}}},
	}
}

func TestSnapshotSurvivesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ormlint.stats.json")
	if err := Write(sample(), path); err != nil {
		t.Fatal(err)
	}
	read, err := Read(path, "s.json")
	if err != nil {
		t.Fatal(err)
	}
	want := sample()
	want.File = "s.json"
	if diff := cmp.Diff(want, read); diff != "" {
		t.Error(diff)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte("\n  "+`{"text":"SELECT \"a\" FROM \"b\" WHERE \"c\" > $1",`)) {
		t.Errorf("a statement wants a line of its own:\n%s", text)
	}
}

func TestBrokenFilesNameLineAndRemedy(t *testing.T) {
	for text, want := range map[string]string{
		"":                               `s.json: is empty; make it with "ormlint stats pull -o s.json"`,
		"{\n\"version\": 1,\n\"tables\"": `s.json:3: is not a snapshot (unexpected end of JSON input); pull it again with "ormlint stats pull -o s.json"`,
		"{\n\"version\": 1,\n<<<<<<< HEAD\n\"tables\": []}": `s.json:3: is not a snapshot (invalid character '<' looking for beginning of object key string); pull it again with "ormlint stats pull -o s.json"`,
		`{"findings": []}`:             `s.json: is not a snapshot of statistics: it has no "version" and "tables"; make one with "ormlint stats pull"`,
		`{"version": 99}`:              `s.json: is a snapshot of version 99, and this ormlint reads version 1; pull it again with "ormlint stats pull -o s.json", or use the ormlint that wrote it`,
		`{"version": 1}`:               `s.json: is not a snapshot of statistics: it has no "version" and "tables"; make one with "ormlint stats pull"`,
		`{"version": 2, "tables": {}}`: `s.json: is a snapshot of version 2, and this ormlint reads version 1; pull it again with "ormlint stats pull -o s.json", or use the ormlint that wrote it`,
		"{\"version\": 1, \"tables\": [\n{\"name\": \"a\",\n\"rows\": \"many\"}]}": `s.json:3: is not a snapshot ("tables.rows" wants a number, not a string); pull it again with "ormlint stats pull -o s.json"`,
	} {
		_, err := decode([]byte(text), "s.json")
		var m *Mistake
		if !errors.As(err, &m) || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestFailedWriteKeepsTheOldFile(t *testing.T) {
	dir := t.TempDir()
	err := Write(sample(), filepath.Join(dir, "missing", "s.json"))
	if err == nil || !strings.Contains(err.Error(), "no such file or directory") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	err = Write(sample(), "/dev/full")
	if want := "/dev/full: cannot be written (no space left on device); what was there before is unchanged; make room, or name a file on another disk with -o"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTablesAreFoundAsDjangoNamesThem(t *testing.T) {
	snapshots := Snapshots{sample()}
	for name, want := range map[string]int64{
		"shop_order":            14000000, // the search path before the larger one
		`archive"."shop_order`:  90000000,
		`"public"."shop_order"`: 14000000,
		"invoice":               3000, // in no schema of the path: the largest
		"shop_line":             -1,
	} {
		rows := int64(-1)
		if table, from := snapshots.Table(name); table != nil && from == snapshots[0] {
			rows = table.Rows
		}
		if rows != want {
			t.Errorf("%s: %d rows, want %d", name, rows, want)
		}
	}
}

func TestRoundingKeepsTheMagnitude(t *testing.T) {
	for v, want := range map[float64]float64{
		0: 0, 1: 1, 14123456: 14000000, 104: 100, 109: 110, 237: 240, 991: 1000, 997: 1000, 52e9: 50e9, 53e9: 55e9,
		-0.3123: -0.32, 0.000123: 0.00012, 0.71: 0.7, -1: -1,
	} {
		if got := round(v); got != want {
			t.Errorf("round(%v) = %v, want %v", v, got, want)
		}
	}
	if got := count(37); got != 37 {
		t.Errorf("count(37) = %d", got)
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := Encode(&b, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"version":1,"tables":[null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decode(data, "s.json")
		if err != nil {
			return
		}
		s.Table("shop_order")
		if err := Encode(&bytes.Buffer{}, s); err != nil {
			t.Error(err)
		}
	})
}
