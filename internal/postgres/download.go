package postgres

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/ulikunitz/xz"
)

// The PostgreSQL that is downloaded where the machine has none: the builds of
// zonkyio/embedded-postgres-binaries, which other embedding libraries use too.
const (
	downloadMajor   = 17
	downloadVersion = "17.5.0"
	// DownloadBase is where Maven Central has them.
	DownloadBase = "https://repo1.maven.org/maven2/io/zonky/test/postgres"
)

// mostDownloaded bounds what is read from the net, and each file of the archive.
const mostDownloaded = 200 << 20

// download fetches a PostgreSQL into the cache, or finds it there.
func download(ctx context.Context, options Options) (install, error) {
	const remedy = "install one (apt install postgresql, brew install postgresql), or name a server with --dsn"
	if options.Cache == "" || options.Download == "" {
		return install{}, mistake("no PostgreSQL is found in PATH and in the usual directories; %s", remedy)
	}
	cache := reachable(options.Cache)
	dir := filepath.Join(cache, "postgresql-"+downloadVersion)
	at := install{filepath.Join(dir, "bin"), downloadMajor}
	if runnable(filepath.Join(at.dir, "initdb"+exe)) {
		return at, nil
	}
	name, err := build()
	if err != nil {
		return install{}, mistake("no PostgreSQL is found in PATH and in the usual directories, and %v; %s", err, remedy)
	}
	address := fmt.Sprintf("%s/%s/%s/%s-%s.jar", strings.TrimSuffix(options.Download, "/"), name, downloadVersion, name, downloadVersion)
	if options.Progress != nil {
		options.Progress("download PostgreSQL " + downloadVersion)
	}
	jar, err := get(ctx, address)
	if err != nil {
		if ctx.Err() != nil {
			return install{}, context.Cause(ctx)
		}
		return install{}, mistake("no PostgreSQL is found in PATH and in the usual directories, and it cannot be downloaded: %v; %s", err, remedy)
	}
	// Unpacked beside its place and then moved there, so that an interrupted download is none.
	temporary, err := os.MkdirTemp(made(cache), "download-")
	if err != nil {
		return install{}, fmt.Errorf("make a directory for PostgreSQL: %w", err)
	}
	defer os.RemoveAll(temporary)
	if err := unpack(jar, temporary); err != nil {
		return install{}, fmt.Errorf("unpack %s: %w", address, err)
	}
	if err := os.Chmod(temporary, 0o755); err != nil { // the server's user reads it
		return install{}, fmt.Errorf("unpack %s: %w", address, err)
	}
	if err := os.Rename(temporary, dir); err != nil && !runnable(filepath.Join(at.dir, "initdb"+exe)) {
		return install{}, fmt.Errorf("keep PostgreSQL in %s: %w", dir, err)
	}
	return at, nil
}

// reachable is the cache, or as root one that the server's user can reach too.
func reachable(cache string) string {
	as, err := unprivileged()
	if err != nil || as.reaches(made(cache)) {
		return cache
	}
	return "/var/cache/ormlint"
}

func made(dir string) string {
	os.MkdirAll(dir, 0o755) // MkdirTemp tells where it could not be made
	return dir
}

// build names the build for this machine.
func build() (string, error) {
	system := map[string]string{"linux": "linux", "darwin": "darwin", "windows": "windows"}[runtime.GOOS]
	machine := map[string]string{"amd64": "amd64", "arm64": "arm64v8", "ppc64le": "ppc64le"}[runtime.GOARCH]
	if system == "" || machine == "" {
		return "", fmt.Errorf("there is none to download for %s on %s", runtime.GOOS, runtime.GOARCH)
	}
	if _, err := os.Stat("/etc/alpine-release"); err == nil {
		machine += "-alpine"
	}
	return "embedded-postgres-binaries-" + system + "-" + machine, nil
}

func get(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", address, response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, mostDownloaded))
}

// unpack writes the files of the archive that stands in a jar.
func unpack(jar []byte, dir string) error {
	files, err := zip.NewReader(bytes.NewReader(jar), int64(len(jar)))
	if err != nil {
		return err
	}
	for _, f := range files.File {
		if !strings.HasSuffix(f.Name, ".txz") {
			continue
		}
		packed, err := f.Open()
		if err != nil {
			return err
		}
		defer packed.Close()
		plain, err := xz.NewReader(packed)
		if err != nil {
			return err
		}
		return extract(tar.NewReader(plain), dir)
	}
	return errors.New("it holds no archive of PostgreSQL")
}

func extract(archive *tar.Reader, dir string) error {
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !filepath.IsLocal(header.Name) {
			return fmt.Errorf("%s lies outside", header.Name)
		}
		path := filepath.Join(dir, header.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		switch header.Typeflag {
		case tar.TypeSymlink:
			if !filepath.IsLocal(filepath.Join(filepath.Dir(header.Name), header.Linkname)) {
				return fmt.Errorf("%s points outside", header.Name)
			}
			err = os.Symlink(header.Linkname, path)
		case tar.TypeReg:
			err = writeFile(path, archive, os.FileMode(header.Mode).Perm()|0o444)
		}
		if err != nil {
			return err
		}
	}
}

func writeFile(path string, from io.Reader, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, io.LimitReader(from, mostDownloaded))
	return errors.Join(err, f.Close())
}
