package source_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/source"
)

func TestDecodeFollowsTheDeclaration(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"utf-8", "x = 'é'\n", "x = 'é'\n"},
		{"byte order mark", "\xef\xbb\xbfx = 1\n", "x = 1\n"},
		{"latin-1", "# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"},
		{"vim style", "#!/bin/python\n# vim: set fileencoding=iso8859-15 :\n'\xa4'", "#!/bin/python\n# vim: set fileencoding=iso8859-15 :\n'€'"},
		{"cp1252", "# coding=cp1252\n'\x80'", "# coding=cp1252\n'€'"},
		{"underscore and case", "# coding: ISO_8859_1\n'\xe9'", "# coding: ISO_8859_1\n'é'"},
		{"koi8-r", "# coding: koi8-r\n'\xc1'", "# coding: koi8-r\n'а'"},
		{"control characters", "# coding: iso-8859-5\n'\x8a\xbe'", "# coding: iso-8859-5\n'\u008aО'"},
		{"euc-jp", "# coding: euc-jp\n'\xa4\xa2'", "# coding: euc-jp\n'あ'"},
		{"shift_jis", "# coding: shift_jis\n'\x82\xa0'", "# coding: shift_jis\n'あ'"},
		{"second line after a blank one", "\n# coding: latin-1\n'\xe9'", "\n# coding: latin-1\n'é'"},
		{"lone carriage returns", "#\r# coding: latin-1\r'\xe9'", "#\r# coding: latin-1\r'é'"},
		{"not on the third line", "#\n#\n# coding: latin-1\n'é'", "#\n#\n# coding: latin-1\n'é'"},
		{"not after code", "x = 1\n# coding: latin-1\n'é'", "x = 1\n# coding: latin-1\n'é'"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := source.Decode([]byte(test.data))
			if err != nil || got != test.want {
				t.Errorf("got %q, %v\nwant %q", got, err, test.want)
			}
		})
	}
}

func TestDecodeSaysWhereTheBytesAreNoText(t *testing.T) {
	tests := []struct {
		name, data, want, message string
		start                     uint32
	}{
		{"not utf-8", "a = 'é'\nx = '\xe9'\n", "a = 'é'\nx = '\uFFFD'\n", "0xe9", 14},
		{"unknown encoding", "# coding: klingon\nx = 1\n", "# coding: klingon\nx = 1\n", "klingon", 10},
		{"not ascii", "# coding: ascii\n'é'", "# coding: ascii\n'é'", "0xc3", 17},
		{"mark and another encoding", "\xef\xbb\xbf# coding: latin-1\nx", "# coding: latin-1\nx", "byte order mark", 10},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := source.Decode([]byte(test.data))
			var flaw *source.Flaw
			if !errors.As(err, &flaw) {
				t.Fatalf("error is %v, want a Flaw", err)
			}
			if got != test.want || flaw.Start != test.start || !strings.Contains(flaw.Message, test.message) {
				t.Errorf("got %q, %d: %s", got, flaw.Start, flaw.Message)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "\xef\xbb\xbf", "# coding: latin-1\n\xe9", "# coding: utf-16\nx", "# coding: \n", "\x00", "\xff\xfe", "# coding=gb18030\n\x81",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := source.NewFile("x.py", data)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(file.Text) {
			t.Errorf("%q decodes to %q, which is not UTF-8", data, file.Text)
		}
		for _, flaw := range file.Flaws {
			if flaw.Start > flaw.End || int(flaw.End) > len(file.Text) {
				t.Errorf("flaw %v lies outside %q", flaw, file.Text)
			}
		}
	})
}

func TestPositionCountsCodePoints(t *testing.T) {
	file, err := source.NewFile("x.py", []byte("a\r\né = 1\rb\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		of           string
		line, column int
	}{{"a", 1, 1}, {"=", 2, 3}, {"1", 2, 5}, {"b", 3, 1}} {
		line, column := file.Position(uint32(strings.Index(file.Text, test.of)))
		if line != test.line || column != test.column {
			t.Errorf("%s is at %d:%d, want %d:%d", test.of, line, column, test.line, test.column)
		}
	}
}
