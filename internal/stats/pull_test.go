package stats_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/ormlint/ormlint/internal/stats"
)

// A server is a PostgreSQL of the test's own, reached through a socket.
type server struct {
	t    *testing.T
	dir  string
	bin  string
	run  *syscall.Credential // nil for the user of the test
	port int
}

const superPassword = "sup3r/s3cret%"

// newServer makes and starts a server where PostgreSQL is installed.
func newServer(t *testing.T) *server {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 || testing.Short() {
		t.Skip("no PostgreSQL here")
	}
	s := &server{t: t, bin: filepath.Dir(found[len(found)-1]), port: 54000}
	// A socket's path must be short, and another user must get there.
	dir, err := os.MkdirTemp("/tmp", "ormlint-stats-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s.dir = dir
	if os.Getuid() == 0 {
		nobody, err := user.Lookup("nobody")
		if err != nil {
			t.Skip("PostgreSQL does not run as root, and there is no user nobody")
		}
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		s.run = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte(superPassword), 0o644); err != nil {
		t.Fatal(err)
	}
	s.must("initdb", "-D", s.data(), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale", "C", "--no-sync")
	s.start()
	return s
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

func (s *server) must(name string, args ...string) {
	s.t.Helper()
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.run}
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func (s *server) start() {
	s.must("pg_ctl", "-D", s.data(), "-w", "-l", filepath.Join(s.dir, "log"), "-o",
		fmt.Sprintf("-p %d -c listen_addresses='' -c unix_socket_directories='%s' -c fsync=off -c autovacuum=off -c shared_preload_libraries=pg_stat_statements", s.port, s.dir), "start")
	s.t.Cleanup(s.stop)
}

func (s *server) stop() {
	if _, err := os.Stat(filepath.Join(s.data(), "postmaster.pid")); err == nil {
		s.must("pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop")
	}
}

// dsn is a connection string; the password is quoted.
func (s *server) dsn(role, password, database string) string {
	return fmt.Sprintf("host=%s port=%d user=%s password='%s' dbname=%s", s.dir, s.port, role, password, database)
}

func (s *server) exec(role, password, database string, statements ...string) {
	s.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.dsn(role, password, database))
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(ctx)
	for _, statement := range statements {
		if _, err := conn.Exec(ctx, statement, pgx.QueryExecModeSimpleProtocol); err != nil {
			s.t.Fatalf("%s: %v", statement, err)
		}
	}
}

func pull(dsn string) (*stats.Snapshot, error) {
	source, err := stats.NewSource(dsn, "--dsn")
	if err != nil {
		return nil, err
	}
	return stats.Pull(context.Background(), source, stats.DefaultLimits, time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC))
}

// refusal is the message of a mistake, without the server's directory.
func (s *server) refusal(dsn string) string {
	s.t.Helper()
	_, err := pull(dsn)
	var mistake *stats.Mistake
	if !errors.As(err, &mistake) {
		s.t.Fatalf("%v is no mistake", err)
	}
	if strings.Contains(err.Error(), "s3cret") {
		s.t.Errorf("the password is in %q", err)
	}
	return strings.ReplaceAll(err.Error(), s.dir, "DIR")
}

func TestPull(t *testing.T) {
	s := newServer(t)
	s.exec("postgres", superPassword, "postgres",
		"CREATE ROLE owner LOGIN PASSWORD 'owner'", "CREATE ROLE reader LOGIN PASSWORD 'reader'", "CREATE ROLE outside LOGIN PASSWORD 'outside'",
		"CREATE DATABASE shop OWNER owner", "REVOKE CONNECT ON DATABASE shop FROM PUBLIC", "GRANT CONNECT ON DATABASE shop TO reader")
	t.Run("no extension", func(t *testing.T) {
		snapshot, err := pull(s.dsn("owner", "owner", "shop"))
		if err != nil {
			t.Fatal(err)
		}
		if want := "pg_stat_statements is not installed in this database; CREATE EXTENSION pg_stat_statements"; snapshot.Statements.Missing != want {
			t.Errorf("got %q", snapshot.Statements.Missing)
		}
	})
	s.exec("postgres", superPassword, "shop", "CREATE EXTENSION pg_stat_statements")
	s.exec("owner", "owner", "shop",
		`CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL, note text, total int)`,
		`CREATE INDEX orders_status ON orders (status, upper(note)) WHERE total > 0`,
		`INSERT INTO orders SELECT n, CASE WHEN n % 10 = 0 THEN 'open' ELSE 'secretly paid' END, CASE WHEN n % 4 = 0 THEN 'x' END, n % 100 FROM generate_series(1, 20000) n`,
		`CREATE TABLE events (at date, kind int) PARTITION BY RANGE (at)`,
		`CREATE INDEX events_kind ON events (kind)`,
		`CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`,
		`CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')`,
		`INSERT INTO events SELECT date '2026-01-01' + n % 59, n % 7 FROM generate_series(1, 30000) n`,
		`CREATE SCHEMA sales`, `CREATE TABLE sales.lead (id int)`, `INSERT INTO sales.lead VALUES (1)`,
		`CREATE TABLE empty (id int)`, `CREATE TABLE never (id int)`, `INSERT INTO never SELECT n FROM generate_series(1, 50) n`,
		`ANALYZE orders, events, sales.lead`,
		`/* of bob@example.com */ SELECT count(*) FROM orders WHERE status = 'open'`,
	)
	t.Run("owner", func(t *testing.T) { s.asOwner(t) })
	t.Run("reader", func(t *testing.T) { s.asReader(t) })
	t.Run("locked table", func(t *testing.T) { s.whileLocked(t) })
	t.Run("refusals", func(t *testing.T) { s.refusals(t) })
}

func (s *server) asOwner(t *testing.T) {
	snapshot, err := pull(s.dsn("owner", "owner", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	orders, events := snapshot.Table("orders"), snapshot.Table("events")
	if orders.Rows != 20000 || orders.Inserts != 20000 {
		t.Errorf("orders: %+v", orders)
	}
	if status := orders.Column("status"); status.Distinct != 2 || len(status.Common) != 2 || status.Common[0] != 0.9 || !status.NotNull {
		t.Errorf("status: %+v", status)
	}
	if note := orders.Column("note"); note.Null != 0.75 {
		t.Errorf("note: %+v", note)
	}
	if x := orders.Index("orders_status"); strings.Join(x.Columns, ",") != "status," || !strings.Contains(x.Definition, "WHERE (total > 0)") {
		t.Errorf("orders_status: %+v", x)
	}
	if events.Rows != 30000 || events.Partitions != 2 || events.Kind != "partitioned" || events.Column("kind").Distinct != 7 {
		t.Errorf("events: %+v", events)
	}
	if x := events.Index("events_kind"); x == nil || x.Bytes < 100000 {
		t.Errorf("the index of a partitioned table has the size of its parts: %+v", x)
	}
	if snapshot.Table("events_1") != nil {
		t.Error("a partition is no table of its own")
	}
	if lead := snapshot.Table(`sales"."lead`); lead == nil || lead.Rows != 1 {
		t.Errorf("lead: %+v", lead)
	}
	if never := snapshot.Table("never"); never.Rows != 50 {
		t.Errorf("a table that was never analysed has the rows that were counted: %+v", never)
	}
	if empty := snapshot.Table("empty"); empty.Rows != 0 {
		t.Errorf("a table without a page has no rows: %+v", empty)
	}
	var texts []string
	for _, statement := range snapshot.Statements.List {
		texts = append(texts, statement.Text)
	}
	if all := strings.Join(texts, "\n"); !strings.Contains(all, "SELECT count(*) FROM orders WHERE status = $1") || strings.Contains(all, "pg_class") {
		t.Errorf("statements:\n%s", all)
	}
	var first, second bytes.Buffer
	if err := stats.Encode(&first, snapshot); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"secretly", "bob@", "owner'"} {
		if strings.Contains(first.String(), secret) {
			t.Errorf("%q is in the snapshot", secret)
		}
	}
	again, err := pull(s.dsn("owner", "owner", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	if err := stats.Encode(&second, again); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Errorf("two snapshots differ:\n%s\n%s", first.String(), second.String())
	}
}

func (s *server) asReader(t *testing.T) {
	snapshot, err := pull(s.dsn("reader", "reader", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	if snapshot.Server.HiddenColumns == 0 || snapshot.Statements.Hidden == 0 || snapshot.Table("orders").Rows != 20000 {
		t.Errorf("hidden columns %d, hidden statements %d", snapshot.Server.HiddenColumns, snapshot.Statements.Hidden)
	}
	s.exec("postgres", superPassword, "shop", "REVOKE SELECT ON pg_stat_statements FROM PUBLIC")
	snapshot, err = pull(s.dsn("reader", "reader", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "the role may not read pg_stat_statements; GRANT pg_read_all_stats to it, or USAGE on schema public"; snapshot.Statements.Missing != want {
		t.Errorf("got %q", snapshot.Statements.Missing)
	}
	s.exec("postgres", superPassword, "shop", "GRANT SELECT ON pg_stat_statements TO PUBLIC")
}

// whileLocked pulls while somebody alters a table.
func (s *server) whileLocked(t *testing.T) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.dsn("owner", "owner", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "BEGIN; LOCK TABLE empty, orders IN ACCESS EXCLUSIVE MODE", pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatal(err)
	}
	snapshot, err := pull(s.dsn("owner", "owner", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	if rows := snapshot.Table("empty").Rows; rows != stats.UnknownRows || snapshot.Table("orders").Rows != 20000 {
		t.Errorf("empty has %d rows", rows)
	}
	if x := snapshot.Table("orders").Index("orders_status"); x == nil || x.Definition != "" || x.Columns[0] != "status" {
		t.Errorf("the index of a locked table: %+v", x)
	}
}

func (s *server) refusals(t *testing.T) {
	for dsn, want := range map[string]string{
		s.dsn("owner", "wrong s3cret", "shop"):                  `shop at DIR as owner: the server says: password authentication failed for user "owner"; check role and password; PGPASSWORD or ~/.pgpass can hold it`,
		s.dsn("owner", "owner", "shopp"):                        `shopp at DIR as owner: the server says: database "shopp" does not exist; check the name of the database`,
		s.dsn("outside", "outside", "shop"):                     `shop at DIR as outside: the server says: permission denied for database "shop"; GRANT CONNECT on the database to the role`,
		"host=/nowhere password=s3cret dbname=x user=y":         `x at /nowhere as y: there is no socket of a server there; check the directory and the port, or name a host`,
		"host=127.0.0.1 port=1 password=s3cret dbname=x user=y": `x at 127.0.0.1:1 as y: nothing answers there; check host and port, and that the server runs`,
		"postgres://y:s3cret@nowhere.invalid/x":                 `x at nowhere.invalid:5432 as y: there is no host "nowhere.invalid"; check its name, and whether a VPN or tunnel is needed`,
		"postgres://y:s3cret%zz@localhost/x":                    `--dsn: is not a connection URL; write postgres://USER@HOST:PORT/DATABASE or "host=HOST dbname=DATABASE user=USER", with what is special in a password as %XX in a URL or in single quotes`,
		"postgres://y:12/s3cret@localhost/x":                    `--dsn: has an @ behind a /, ? or #; in a password write %40, %2F, %3F and %23 for them`,
		"mysql://y:s3cret@localhost/x":                          `--dsn: "mysql://" is not PostgreSQL's; write postgres://USER@HOST:PORT/DATABASE`,
	} {
		if got := s.refusal(dsn); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	s.stop()
	if got, want := s.refusal(s.dsn("owner", "owner", "shop")), "shop at DIR as owner: there is no socket of a server there; check the directory and the port, or name a host"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
