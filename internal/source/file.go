// Package source finds and reads files, and turns byte offsets into lines and columns.
package source

import (
	"sort"
	"sync"
	"unicode/utf8"
)

// A File is one text that ormlint reads.
type File struct {
	Path string // relative to the project's root, with "/"; of a package's file its absolute path
	Text string // decoded to UTF-8, without byte order mark

	Flaws []Flaw // where the bytes were not text in the file's encoding

	once  sync.Once
	lines []uint32 // offset of the start of each line
}

// Position returns the 1-based line and column (in code points) of a byte offset.
func (f *File) Position(offset uint32) (line, column int) {
	f.once.Do(f.findLines)
	i := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
	start := f.lines[i-1]
	return i, 1 + utf8.RuneCountInString(f.Text[start:min(int(offset), len(f.Text))])
}

// Line returns the 1-based line of a byte offset.
func (f *File) Line(offset uint32) int {
	line, _ := f.Position(offset)
	return line
}

// findLines ends a line where Python does: at "\n", "\r\n" and a lone "\r".
func (f *File) findLines() {
	f.lines = append(f.lines, 0)
	for i := 0; i < len(f.Text); i++ {
		switch f.Text[i] {
		case '\r':
			if i+1 < len(f.Text) && f.Text[i+1] == '\n' {
				i++
			}
			f.lines = append(f.lines, uint32(i+1))
		case '\n':
			f.lines = append(f.lines, uint32(i+1))
		}
	}
}
