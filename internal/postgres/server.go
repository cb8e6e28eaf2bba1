package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// A server is a throwaway PostgreSQL in a temporary directory.
type server struct {
	install
	dir     string // of everything; gone after stop
	lock    *os.File
	process *exec.Cmd
	done    chan error
	log     *tail
	as      owner
}

// settings make loading quick, plans those of an ordinary server, and writes nobody's to keep.
var settings = []string{
	"listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
	"max_wal_size=2GB", "checkpoint_timeout=1h", "autovacuum=off", "jit=off", "max_parallel_workers_per_gather=0",
	"shared_buffers=256MB", "work_mem=16MB", "maintenance_work_mem=256MB", "max_connections=20", "track_activities=off",
	"logging_collector=off", "log_min_messages=fatal", "log_min_error_statement=panic", "dynamic_shared_memory_type=mmap",
}

const prefix = "ormlint-proof-"

// start makes a cluster of its own and runs it. What an earlier run left behind is taken away first.
func start(ctx context.Context, at install, locale string) (_ *server, err error) {
	s := &server{install: at, log: &tail{}}
	if s.as, err = unprivileged(); err != nil {
		return nil, err
	}
	base, err := s.as.base(os.TempDir())
	if err != nil {
		return nil, err
	}
	sweep(base)
	if s.dir, err = os.MkdirTemp(base, prefix); err != nil {
		return nil, &Stop{fmt.Errorf("make a directory for the server: %w", err)}
	}
	defer func() {
		if err != nil {
			s.stop()
		}
	}()
	if s.lock, err = lock(s.dir); err != nil {
		return nil, fmt.Errorf("lock %s: %w", s.dir, err)
	}
	data := filepath.Join(s.dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		return nil, fmt.Errorf("make %s: %w", data, err)
	}
	if err := s.as.own(s.dir, data); err != nil {
		return nil, err
	}
	if err := s.initdb(ctx, data, locale); err != nil {
		return nil, err
	}
	args := []string{"-D", data, "-k", s.dir}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	s.process = exec.Command(filepath.Join(at.dir, "postgres"+exe), args...)
	s.process.Stderr, s.process.Dir = s.log, s.dir
	s.process.Env = append(os.Environ(), "LC_MESSAGES=C")
	s.as.set(s.process)
	if err := s.run(); err != nil {
		return nil, fmt.Errorf("start %s: %w", s.process.Path, err)
	}
	return s, s.ready(ctx)
}

// longestSocket is the longest path of a socket that every system takes, less what we put behind it.
const longestSocket = 60

// base is the directory for temporary files, or /tmp where the server's user
// cannot reach that or a socket in it would have too long a name.
func (o owner) base(temporary string) (string, error) {
	for _, dir := range []string{temporary, "/tmp"} {
		if len(dir) <= longestSocket && o.reaches(dir) {
			return dir, nil
		}
	}
	return "", mistake("TMPDIR: %s has too long a name for a socket, or the user that the server runs as cannot reach it; set TMPDIR to another directory", temporary)
}

// run starts the process from a thread that lives as long as it does: the
// kernel ends a child when the thread that made it ends.
func (s *server) run() error {
	started := make(chan error)
	s.done = make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := s.process.Start()
		started <- err
		if err == nil {
			s.done <- s.process.Wait()
		}
	}()
	return <-started
}

// initdb makes the cluster. The locale is production's, else one that is not C:
// under C an ordinary index serves LIKE, which it does nowhere else.
func (s *server) initdb(ctx context.Context, data, locale string) error {
	args := []string{"-D", data, "-U", "ormlint", "-A", "trust", "-E", "UTF8", "--no-sync"}
	tries := [][]string{{"--locale=C.UTF-8"}, {"--locale=en_US.UTF-8"}}
	if s.major >= 15 {
		icu := locale
		if icu == "" {
			icu = "en-US"
		}
		tries = append([][]string{{"--locale-provider=icu", "--icu-locale=" + icu, "--locale=C.UTF-8"}}, tries...)
	}
	var out bytes.Buffer
	for _, try := range tries {
		out.Reset()
		cmd := exec.CommandContext(ctx, filepath.Join(s.install.dir, "initdb"+exe), append(args, try...)...)
		cmd.Stderr, cmd.Stdout, cmd.Dir = &out, &out, s.dir
		cmd.Env = append(os.Environ(), "LC_MESSAGES=C")
		s.as.set(cmd)
		err := cmd.Run()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if strings.Contains(out.String(), "No space left") {
			return &Stop{fmt.Errorf("the disk is full: %s needs some 40 MB for an empty server; set TMPDIR to a directory with more room", s.dir)}
		}
	}
	return fmt.Errorf("make a database cluster with %s: %s", s.install.dir, strings.TrimSpace(out.String()))
}

// ready waits until the server takes connections.
func (s *server) ready(ctx context.Context) error {
	deadline := time.After(time.Minute)
	for {
		conn, err := pgx.ConnectConfig(ctx, s.config("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case err := <-s.done:
			s.done <- err
			return fmt.Errorf("start PostgreSQL: %s", s.log)
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-deadline:
			return fmt.Errorf("start PostgreSQL: it takes no connections after a minute: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *server) config(database string) *pgx.ConnConfig {
	config, err := pgx.ParseConfig(fmt.Sprintf("host=%s port=5432 user=ormlint dbname=%s sslmode=disable", s.dir, database))
	if err != nil {
		panic(err) // the text is our own
	}
	return config
}

// stop ends the server and takes its directory away.
func (s *server) stop() {
	if s.process != nil && s.process.Process != nil {
		s.process.Process.Signal(quit)
		select {
		case <-s.done:
		case <-time.After(10 * time.Second):
			s.process.Process.Kill()
			<-s.done
		}
	}
	os.RemoveAll(s.dir)
	if s.lock != nil {
		s.lock.Close()
	}
}

// sweep takes away what runs left behind that were killed: a directory whose
// lock nobody holds is nobody's.
func sweep(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, prefix+"*"))
	for _, dir := range left {
		if _, err := os.Stat(filepath.Join(dir, "lock")); err != nil && young(dir) {
			continue // another run is just making it
		}
		held, err := lock(dir)
		if err != nil {
			continue
		}
		endServer(filepath.Join(dir, "data"))
		os.RemoveAll(dir)
		held.Close()
	}
}

func young(dir string) bool {
	stat, err := os.Stat(dir)
	return err == nil && time.Since(stat.ModTime()) < time.Minute
}

// A tail keeps the last lines that a process says.
type tail struct{ text []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-2000):]
	return len(p), nil
}

func (t *tail) String() string { return strings.TrimSpace(string(t.text)) }

var errNoUser = errors.New("PostgreSQL does not run as root, and there is no user nobody or postgres to run it as; name a server with --dsn")
