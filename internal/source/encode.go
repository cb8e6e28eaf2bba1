package source

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// Encode writes text with the encoding and the byte order mark of data, the
// bytes that a file had so far. It refuses a file whose bytes do not come back
// as they were, because what nobody touched must not change.
func Encode(text string, data []byte) ([]byte, error) {
	before, err := Decode(data)
	if err != nil {
		return nil, err
	}
	same, err := encode(before, data)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(same, data) {
		return nil, errors.New("its encoding does not write all of its text as it was")
	}
	return encode(text, data)
}

func encode(text string, data []byte) ([]byte, error) {
	const mark = "\xef\xbb\xbf"
	if bytes.HasPrefix(data, []byte(mark)) {
		return []byte(mark + text), nil
	}
	name, _ := declaredEncoding(data)
	if name == "" || isUTF8(name) {
		return []byte(text), nil
	}
	var found encoding.Encoding
	if isASCII(name) {
		for _, r := range text {
			if r > 127 {
				return nil, fmt.Errorf("%q cannot be written in %s", r, name)
			}
		}
		return []byte(text), nil
	}
	if found = encodingNamed(name); found == nil {
		return nil, fmt.Errorf("unknown encoding %s", name)
	}
	if table, ok := found.(*charmap.Charmap); ok && !isMapped(text, table) {
		return nil, fmt.Errorf("its text cannot be written in %s", name)
	}
	out, err := found.NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return out, nil
}

func isMapped(text string, table *charmap.Charmap) bool {
	for _, r := range text {
		if _, ok := table.EncodeRune(r); !ok {
			return false
		}
	}
	return true
}
