package postgres

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

// jar packs files as the builds of embedded PostgreSQL are: a tar in xz in a zip.
func jar(t *testing.T, headers []tar.Header, content string) []byte {
	t.Helper()
	var packed, out bytes.Buffer
	x, err := xz.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewWriter(x)
	for _, h := range headers {
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(content))
		}
		if err := archive.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			if _, err := archive.Write([]byte(content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	z := zip.NewWriter(&out)
	if err := errors.Join(archive.Close(), x.Close()); err != nil {
		t.Fatal(err)
	}
	w, err := z.Create("postgres-linux.txz")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDownloadIsKept(t *testing.T) {
	t.Parallel()
	if _, err := build(); err != nil {
		t.Skip(err)
	}
	content := jar(t, []tar.Header{
		{Name: "./bin/initdb" + exe, Typeflag: tar.TypeReg, Mode: 0o755},
		{Name: "./bin/postgres" + exe, Typeflag: tar.TypeReg, Mode: 0o755},
		{Name: "./lib/libpq.so.5", Typeflag: tar.TypeSymlink, Linkname: "libpq.so"},
	}, "binary")
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if !strings.HasSuffix(r.URL.Path, "-"+downloadVersion+".jar") {
			http.NotFound(w, r)
		}
		w.Write(content)
	}))
	defer server.Close()
	cache, err := os.MkdirTemp("/tmp", "ormlint-cache-")
	if err != nil {
		t.Skip(err)
	}
	defer os.RemoveAll(cache)
	if err := os.Chmod(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		at, err := download(t.Context(), Options{Cache: cache, Download: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		if !runnable(filepath.Join(at.dir, "initdb"+exe)) {
			t.Errorf("%s has no initdb", at.dir)
		}
	}
	if asked != 1 {
		t.Errorf("downloaded %d times", asked)
	}
}

func TestDownloadFails(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	_, err := download(t.Context(), Options{Cache: t.TempDir(), Download: server.URL})
	var mistake *Mistake
	if !errors.As(err, &mistake) || !strings.Contains(err.Error(), "or name a server with --dsn") {
		t.Errorf("offline: %v", err)
	}
}

func TestArchiveStaysInItsDirectory(t *testing.T) {
	t.Parallel()
	for _, h := range []tar.Header{
		{Name: "../evil", Typeflag: tar.TypeReg, Mode: 0o644},
		{Name: "bin/evil", Typeflag: tar.TypeSymlink, Linkname: "../../etc/passwd"},
	} {
		if err := unpack(jar(t, []tar.Header{h}, "x"), t.TempDir()); err == nil || !strings.Contains(err.Error(), "outside") {
			t.Errorf("%s: %v", h.Name, err)
		}
	}
}
