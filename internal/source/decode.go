package source

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
)

// A Flaw is a place where a file's bytes are not text in its encoding.
type Flaw struct {
	Span
	Message string
}

func (f *Flaw) Error() string { return f.Message }

// Read reads a file from disk. path is how it is opened, name what it is called in File.Path.
func Read(path, name string) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read source: %w", err)
	}
	return NewFile(name, data)
}

// NewFile decodes the bytes of a Python file. Bytes that are no text do not
// make it fail: they are listed in the file's Flaws. A file whose offsets do
// not fit a Span does.
func NewFile(path string, data []byte) (*File, error) {
	if len(data) > math.MaxInt32 {
		return nil, fmt.Errorf("read %s: %d bytes are more than a source file may have", path, len(data))
	}
	text, err := Decode(data)
	f := &File{Path: path, Text: text}
	if flaw, ok := err.(*Flaw); ok {
		f.Flaws = []Flaw{*flaw}
	}
	return f, nil
}

// Decode returns a Python file as UTF-8 without byte order mark, following its
// encoding declaration (PEP 263). When the bytes do not fit their encoding the
// error is a *Flaw that says where, and the text holds U+FFFD in their place.
// The text may be data itself, which must not be changed afterwards.
func Decode(data []byte) (text string, err error) {
	data, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	name, at := declaredEncoding(data)
	if name != "" && !isUTF8(name) {
		if marked {
			return decodeUTF8(data, &Flaw{at, fmt.Sprintf("encoding %s does not fit the UTF-8 byte order mark", name)})
		}
		if isASCII(name) {
			return decodeASCII(data, name)
		}
		found := encodingNamed(name)
		if found == nil {
			return decodeUTF8(data, &Flaw{at, "unknown encoding " + name})
		}
		if table, ok := found.(*charmap.Charmap); ok {
			text = decodeTable(data, table, name)
		} else {
			decoded, err := found.NewDecoder().Bytes(data)
			if err != nil {
				return decodeUTF8(data, &Flaw{at, fmt.Sprintf("text is not %s: %v", name, err)})
			}
			text = string(decoded)
		}
		if i := strings.IndexRune(text, utf8.RuneError); i >= 0 {
			return text, &Flaw{Span{uint32(i), uint32(i + 3)}, "byte that is not " + name}
		}
		return text, nil
	}
	return decodeUTF8(data, nil)
}

// decodeUTF8 returns data as text; flaw, if any, was found before and stands.
func decodeUTF8(data []byte, flaw *Flaw) (string, error) {
	if utf8.Valid(data) {
		text := unsafe.String(unsafe.SliceData(data), len(data)) // no second copy of every file
		if flaw != nil {
			return text, flaw
		}
		return text, nil
	}
	if flaw == nil {
		at := 0
		for at < len(data) {
			r, size := utf8.DecodeRune(data[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		flaw = &Flaw{Span{uint32(at), uint32(at + 3)}, fmt.Sprintf("byte 0x%02x is not UTF-8, and no encoding is declared", data[at])}
	}
	text := strings.ToValidUTF8(string(data), "\uFFFD")
	flaw.End = min(flaw.End, uint32(len(text))) // what stands before it may have shrunk
	flaw.Start = min(flaw.Start, flaw.End)
	return text, flaw
}

// decodeTable decodes an encoding of one byte a character. Python reads the
// control characters of ISO 8859, which the tables leave out.
func decodeTable(data []byte, table *charmap.Charmap, name string) string {
	controls := strings.Contains(normalName(name), "8859") || table == charmap.ISO8859_1
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		r := table.DecodeByte(c)
		if r == utf8.RuneError && controls && c >= 0x80 && c < 0xa0 {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isASCII(name string) bool {
	switch normalName(name) {
	case "ascii", "us-ascii", "646", "ansi-x3.4-1968":
		return true
	}
	return false
}

func decodeASCII(data []byte, name string) (string, error) {
	for i, c := range data {
		if c >= utf8.RuneSelf {
			return decodeUTF8(data, &Flaw{Span{uint32(i), uint32(i + 1)}, fmt.Sprintf("byte 0x%02x is not %s", c, name)})
		}
	}
	return string(data), nil
}

// declaredEncoding finds "coding: name" in a comment on one of the first two lines.
func declaredEncoding(data []byte) (name string, at Span) {
	offset := 0
	for range 2 {
		line := data[offset:]
		if end := bytes.IndexAny(line[:min(len(line), 4096)], "\r\n"); end >= 0 {
			line = line[:end]
		}
		rest := bytes.TrimLeft(line, " \t\f")
		if len(rest) > 0 && rest[0] != '#' {
			return "", Span{}
		}
		if start, end := codingName(line); end > start {
			return string(line[start:end]), Span{uint32(offset + start), uint32(offset + end)}
		}
		offset += len(line)
		if bytes.HasPrefix(data[offset:], []byte("\r\n")) {
			offset++
		}
		offset++
		if offset >= len(data) {
			break
		}
	}
	return "", Span{}
}

// codingName returns where the name in "coding[:=] name" stands in a line.
func codingName(line []byte) (start, end int) {
	for from := 0; ; {
		i := bytes.Index(line[from:], []byte("coding"))
		if i < 0 {
			return 0, 0
		}
		from += i + len("coding")
		if from >= len(line) || line[from] != ':' && line[from] != '=' {
			continue
		}
		start = from + 1
		for start < len(line) && (line[start] == ' ' || line[start] == '\t') {
			start++
		}
		end = start
		for end < len(line) && isEncodingByte(line[end]) {
			end++
		}
		if end > start {
			return start, end
		}
	}
}

func isEncodingByte(c byte) bool {
	return c == '-' || c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isUTF8(name string) bool {
	switch name = normalName(name); name {
	case "utf8", "utf-8", "utf-8-sig", "u8", "cp65001":
		return true
	}
	return strings.HasPrefix(name, "utf-8-")
}

// normalName writes an encoding's name as Python looks it up.
func normalName(name string) string {
	return strings.Trim(strings.ReplaceAll(strings.ToLower(name), "_", "-"), "-.")
}

// encodingNamed knows Python's short names; the registered ones come from IANA's list.
func encodingNamed(name string) encoding.Encoding {
	name = normalName(name)
	switch name {
	case "latin-1", "latin1", "l1", "latin", "iso8859-1", "8859", "iso-latin-1", "iso-8859-1":
		return charmap.ISO8859_1
	case "cp1252":
		return charmap.Windows1252
	case "cp1251":
		return charmap.Windows1251
	case "cp1250":
		return charmap.Windows1250
	case "cp866":
		return charmap.CodePage866
	case "cp850":
		return charmap.CodePage850
	case "cp437":
		return charmap.CodePage437
	case "koi8-r":
		return charmap.KOI8R
	case "mac-roman", "macroman":
		return charmap.Macintosh
	}
	if rest, ok := strings.CutPrefix(name, "iso8859-"); ok {
		name = "iso-8859-" + rest
	} else if rest, ok := strings.CutPrefix(name, "cp125"); ok {
		name = "windows-125" + rest
	}
	for _, spelling := range [...]string{name, strings.ReplaceAll(name, "-", "_")} {
		if found, err := ianaindex.IANA.Encoding(spelling); err == nil && found != nil {
			return found
		}
	}
	switch name {
	case "cp932", "sjis", "shiftjis":
		return encodingNamed("shift-jis")
	case "eucjp", "ujis":
		return encodingNamed("euc-jp")
	case "euckr":
		return encodingNamed("euc-kr")
	case "cp936":
		return encodingNamed("gbk")
	case "cp949":
		return encodingNamed("euc-kr")
	}
	return nil
}
