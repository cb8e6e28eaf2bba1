package stats

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A Mistake is a file, a connection string or a server that is not as it should
// be; its text tells the place and the remedy.
type Mistake struct{ Message string }

func (m *Mistake) Error() string { return m.Message }

func mistake(format string, args ...any) error {
	return &Mistake{fmt.Sprintf(format, args...)}
}

// Read reads a snapshot; name is what messages call the file.
func Read(path, name string) (*Snapshot, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return decode(data, name)
}

func unreadable(name string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	remedy := "check the path"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		remedy = `check the path, or make it with "ormlint stats pull -o ` + name + `"`
	case errors.Is(err, fs.ErrPermission):
		remedy = "make it readable"
	}
	return mistake("%s: cannot be read (%v); %s", name, err, remedy)
}

// decode reads a snapshot's text.
func decode(data []byte, name string) (*Snapshot, error) {
	var head struct {
		Version *json.Number `json:"version"`
		Tables  json.RawMessage
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, notJSON(data, name, err)
	}
	switch {
	case head.Version == nil, head.Version.String() == fmt.Sprint(Version) && head.Tables == nil:
		return nil, mistake(`%s: is not a snapshot of statistics: it has no "version" and "tables"; make one with "ormlint stats pull"`, name)
	case head.Version.String() != fmt.Sprint(Version):
		return nil, mistake(`%s: is a snapshot of version %s, and this ormlint reads version %d; pull it again with "ormlint stats pull -o %s", or use the ormlint that wrote it`,
			name, head.Version, Version, name)
	}
	s := &Snapshot{}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, notJSON(data, name, err)
	}
	s.File = name
	return s, nil
}

// notJSON says in which line a text stops being a snapshot.
func notJSON(data []byte, name string, err error) error {
	offset := int64(len(data))
	what := err.Error()
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return mistake(`%s: is empty; make it with "ormlint stats pull -o %s"`, name, name)
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
		what = fmt.Sprintf("%q wants %s, not a %s", kind.Field, kindWords(kind.Type.Kind().String()), kind.Value)
	}
	line := 1 + bytes.Count(data[:min(max(offset-1, 0), int64(len(data)))], []byte("\n"))
	return mistake(`%s:%d: is not a snapshot (%s); pull it again with "ormlint stats pull -o %s"`, name, line, what, name)
}

func kindWords(kind string) string {
	switch kind {
	case "slice":
		return "a list"
	case "struct":
		return "an object"
	case "string":
		return "a text"
	case "bool":
		return "true or false"
	}
	return "a number"
}

// Write stores a snapshot. The file is replaced only once all of the new one is
// on the disk, so that an error leaves the old one as it was.
func Write(s *Snapshot, path string) (err error) {
	dir := filepath.Dir(path)
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path, dir = target, filepath.Dir(target)
	}
	if stat, err := os.Stat(path); err == nil && !stat.Mode().IsRegular() {
		return writeThrough(s, path) // such as /dev/stdout
	}
	temporary, err := os.CreateTemp(dir, ".ormlint-stats-*")
	if err != nil {
		return unwritable(path, err)
	}
	defer func() {
		if err != nil {
			temporary.Close()
			os.Remove(temporary.Name())
		}
	}()
	if err := Encode(temporary, s); err != nil {
		return unwritable(path, err)
	}
	if err := temporary.Sync(); err != nil {
		return unwritable(path, err)
	}
	if err := temporary.Close(); err != nil {
		return unwritable(path, err)
	}
	mode := fs.FileMode(0o644)
	if stat, err := os.Stat(path); err == nil {
		mode = stat.Mode().Perm()
	}
	if err := os.Chmod(temporary.Name(), mode); err != nil {
		return unwritable(path, err)
	}
	if err := os.Rename(temporary.Name(), path); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func writeThrough(s *Snapshot, path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return unwritable(path, err)
	}
	if err := errors.Join(Encode(file, s), file.Close()); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func unwritable(path string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	remedy := "name another file with -o"
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		remedy = "make room, or name a file on another disk with -o"
	}
	return mistake("%s: cannot be written (%v); what was there before is unchanged; %s", path, err, remedy)
}

// Encode writes a snapshot as it is stored: a line for each column, index and statement.
func Encode(w io.Writer, s *Snapshot) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n\"version\": %d,\n\"pulled\": %s,\n\"server\": %s,\n\"tables\": [", s.Version, line(s.Pulled), line(s.Server))
	for i, t := range s.Tables {
		columns, indexes := t.Columns, t.Indexes
		t.Columns, t.Indexes = nil, nil
		head := bytes.TrimSuffix(line(t), []byte(`,"columns":null,"indexes":null}`))
		b.WriteString(comma(i))
		b.Write(head)
		b.WriteString(",\n \"columns\": [")
		lines(&b, columns)
		b.WriteString("],\n \"indexes\": [")
		lines(&b, indexes)
		b.WriteString("]}")
	}
	b.WriteString("\n],\n\"statements\": ")
	list := s.Statements.List
	rest := s.Statements
	rest.List = nil
	b.Write(bytes.TrimSuffix(line(rest), []byte(`"list":null}`)))
	b.WriteString("\"list\": [")
	lines(&b, list)
	b.WriteString("]}\n}\n")
	_, err := w.Write(b.Bytes())
	return err
}

func lines[T any](b *bytes.Buffer, values []T) {
	for i, value := range values {
		b.WriteString(comma(i) + "  ")
		b.Write(line(value))
	}
}

func comma(i int) string {
	if i == 0 {
		return "\n"
	}
	return ",\n"
}

// line is a value as JSON without line ends; <, > and & stay readable.
func line(value any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // a snapshot holds nothing that JSON cannot say
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
