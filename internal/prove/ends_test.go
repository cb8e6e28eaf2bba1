package prove

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/postgres"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// child is the environment variable that makes the test's program a run of prove.
const child = "ORMLINT_PROVES"

func TestMain(m *testing.M) {
	if os.Getenv(child) != "" {
		options := shop(2_000_000)
		options.Progress = func(s Step) { fmt.Println(s.What) }
		Prove(context.Background(), options)
		return
	}
	os.Exit(m.Run())
}

// shop is a table that a query filters on a column without an index, and a model without a table.
func shop(rows int64) Options {
	file := &source.File{Path: "shop/views.py", Text: "Order.objects.filter(reference=r)"}
	order := &schema.Model{Label: "shop.Order", Table: "shop_order", Managed: true, Columns: []*schema.Column{
		{Field: "id", Column: "id", DBType: "bigint", Internal: "BigAutoField", PrimaryKey: true, Unique: true},
		{Field: "reference", Column: "reference", DBType: "varchar(40)", Internal: "CharField"},
	}, Indexes: []*schema.Index{{Name: "shop_order_pkey", Method: "btree", Unique: true, Primary: true, Terms: []schema.Term{{Column: "id"}}}}}
	order.Concrete = order
	q := &query.Query{File: file, Model: order, Operation: query.Select, Where: []query.Term{{Table: "shop_order", Column: "reference", Lookup: "exact"}}}
	add := &finding.Index{Fields: []string{"reference"}, Method: "btree"}
	return Options{
		Schema: &schema.Schema{Models: []*schema.Model{order}}, Queries: []*query.Query{q}, Behind: map[string][]*query.Query{"a": {q}},
		Findings: []*finding.Finding{
			{Code: "IDX001", Fingerprint: "a", Table: "shop_order", File: file, Suggestion: add},
			{Code: "IDX001", Fingerprint: "b", Table: "elsewhere", File: file, Suggestion: add},
		},
		Rows: rows, Path: os.Getenv("PATH"), Jobs: 1,
	}
}

// temporary is a directory for temporary files with a name that is short enough for a socket.
func temporary(t *testing.T) string {
	t.Helper()
	d, err := postgres.Open(t.Context(), postgres.Options{Path: os.Getenv("PATH")})
	if err != nil {
		t.Skip(err)
	}
	d.Close()
	dir, err := os.MkdirTemp("/tmp", "p")
	if err != nil {
		t.Skip("no /tmp")
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	return dir
}

func left(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAProofAndAModelWithoutATable(t *testing.T) {
	dir := temporary(t)
	proofs, err := Prove(t.Context(), shop(20_000))
	if err != nil || len(proofs) != 2 {
		t.Fatal(proofs, err)
	}
	if p := proofs[0]; p.Verdict != finding.Confirmed || p.Headline.After.Buffers > 10 || p.Price == nil {
		t.Errorf("%+v", p)
	}
	if p := proofs[1]; p.Verdict != finding.Inconclusive || p.Reason != "the model has no table that is known" {
		t.Errorf("%+v", p)
	}
	if found := left(t, dir); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
}

func TestAnInterruptLeavesNothing(t *testing.T) {
	dir := temporary(t)
	for _, when := range []string{"start PostgreSQL", "load shop_order"} {
		ctx, cancel := context.WithCancel(t.Context())
		options := shop(2_000_000)
		options.Progress = func(s Step) {
			if strings.HasPrefix(s.What, when) {
				cancel()
			}
		}
		if _, err := Prove(ctx, options); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", when, err)
		}
		if found := left(t, dir); len(found) > 0 {
			t.Errorf("%s: left behind: %v", when, found)
		}
		cancel()
	}
}

func TestAServerThatStopsInTheMiddle(t *testing.T) {
	temporary(t)
	d := throwaway(t)
	options := shop(2_000_000)
	host, _ := d.Room()
	options.DSN = "host=" + host + " user=ormlint dbname=postgres"
	number, err := os.ReadFile(filepath.Join(host, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(number), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	server, err := os.FindProcess(pid)
	if err != nil {
		t.Fatal(err)
	}
	options.Progress = func(s Step) {
		if strings.HasPrefix(s.What, "load shop_order") {
			server.Signal(syscall.SIGQUIT) // an immediate shutdown: its backends would outlive a killed one for a while
		}
	}
	_, err = Prove(t.Context(), options)
	var stop *postgres.Stop
	if !errors.As(err, &stop) || !strings.Contains(err.Error(), "stopped in the middle") {
		t.Errorf("error %v", err)
	}
}

func TestAUserWithoutPrivileges(t *testing.T) {
	temporary(t)
	d := throwaway(t)
	conn, err := d.Connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), `CREATE ROLE "Reader" LOGIN`); err != nil {
		t.Fatal(err)
	}
	options := shop(1000)
	host, _ := d.Room()
	options.DSN = "host=" + host + " user=Reader dbname=postgres"
	proofs, err := Prove(t.Context(), options)
	var mistake *postgres.Mistake
	if !errors.As(err, &mistake) || !strings.Contains(err.Error(), `Reader may not create a database on`) || !strings.Contains(err.Error(), `ALTER ROLE "Reader" CREATEDB`) {
		t.Errorf("error %v", err)
	}
	if len(proofs) > 0 {
		t.Errorf("proofs %v", proofs)
	}
	// One that may gets a database of its own, which is gone afterwards.
	if _, err := conn.Exec(t.Context(), `ALTER ROLE "Reader" CREATEDB`); err != nil {
		t.Fatal(err)
	}
	options.Findings = options.Findings[:1]
	if proofs, err = Prove(t.Context(), options); err != nil || len(proofs) != 1 {
		t.Errorf("%v %v", proofs, err)
	}
	var databases int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_database WHERE datname LIKE 'ormlint%'").Scan(&databases); err != nil || databases != 0 {
		t.Errorf("%d databases are left: %v", databases, err)
	}
}

// A run that is killed cannot clean up: its server ends with it, and the next run takes away what is left.
func TestAKilledRunIsCleanedUpByTheNext(t *testing.T) {
	dir := temporary(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), child+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 0, 4096)
	for buffer := make([]byte, 512); !strings.Contains(string(text), "load shop_order"); {
		n, err := out.Read(buffer)
		if text = append(text, buffer[:n]...); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	killed := left(t, dir)
	if len(killed) != 1 {
		t.Fatalf("left behind: %v", killed)
	}
	proofs, err := Prove(t.Context(), shop(1000))
	if err != nil || len(proofs) != 2 {
		t.Fatal(proofs, err)
	}
	if found := left(t, dir); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
	for range 100 { // its backends notice when they look for their server
		if out, _ := exec.Command("pgrep", "-f", killed[0]).Output(); len(out) == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("processes of the killed run are alive")
}
