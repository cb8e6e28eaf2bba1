package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// Diff returns all changes as one unified diff, files by path.
func (c *Changes) Diff() []byte {
	var b bytes.Buffer
	for _, f := range c.Files {
		from := "a/" + f.Path
		if f.Created {
			from = "/dev/null"
		}
		text := diff.Diff(from, f.Old, "b/"+f.Path, f.New)
		if _, body, ok := bytes.Cut(text, []byte("\n")); ok { // its first line is a shell command
			b.Write(body)
		}
	}
	return b.Bytes()
}

// Apply writes all files, or none: when one cannot be written, or does not read
// as it was meant to, those before it become what they were.
func (c *Changes) Apply() error {
	for _, f := range c.Files {
		if err := f.unchanged(); err != nil {
			return err
		}
	}
	for i, f := range c.Files {
		err := f.write(f.New)
		if err == nil {
			err = f.verify()
		}
		if err == nil {
			continue
		}
		for _, written := range c.Files[:i+1] {
			if undo := written.restore(); undo != nil {
				err = errors.Join(err, undo)
			}
		}
		return err
	}
	return nil
}

// unchanged makes sure that nobody has written the file since it was read.
func (f *File) unchanged() error {
	now, err := os.ReadFile(f.disk)
	switch {
	case f.Created && errors.Is(err, fs.ErrNotExist):
		return nil
	case f.Created && err == nil:
		return fmt.Errorf("%s is there already; nothing was written", f.Path)
	case err != nil:
		return fmt.Errorf("read %s: %w", f.Path, err)
	case !bytes.Equal(now, f.Old):
		return fmt.Errorf("%s has changed while ormlint was reading; nothing was written, run it again", f.Path)
	}
	return nil
}

// write puts the whole text into a file beside the old one, which it then
// replaces: who reads meanwhile sees the one or the other.
func (f *File) write(data []byte) error {
	target, err := filepath.EvalSymlinks(f.disk)
	if err != nil {
		target = f.disk
	}
	temporary, err := os.CreateTemp(filepath.Dir(target), ".ormlint-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", f.Path, err)
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(data)
	if err == nil {
		err = temporary.Chmod(f.mode)
	}
	if closed := temporary.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temporary.Name(), target)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", f.Path, err)
	}
	return nil
}

// verify reads the file as it now is.
func (f *File) verify() error {
	now, err := os.ReadFile(f.disk)
	if err != nil {
		return fmt.Errorf("read %s again: %w", f.Path, err)
	}
	if filepath.Ext(f.Path) != ".py" {
		return nil
	}
	file, err := source.NewFile(f.Path, now)
	if err != nil {
		return err
	}
	if tree := py.Parse(file); len(tree.Errors) > 0 || len(file.Flaws) > 0 {
		return fmt.Errorf("%s is no valid Python as it was written; it was put back", f.Path)
	}
	return nil
}

func (f *File) restore() error {
	if f.Created {
		if err := os.Remove(f.disk); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("take %s back: %w", f.Path, err)
		}
		return nil
	}
	return f.write(f.Old)
}
