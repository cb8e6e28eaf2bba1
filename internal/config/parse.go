package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// A setting is one key of the file with its whole path, flattened out of tables.
type setting struct {
	file  string
	path  []string
	line  int
	value value
}

// A value keeps the line of each element, so that a mistake in a long array is
// found where it stands.
type value struct {
	kind  unstable.Kind
	text  string // of a string, integer, …: the decoded text
	items []value
	line  int
}

// what names the kind of a value for a message.
func (v value) what() string {
	switch v.kind {
	case unstable.String:
		return "a string"
	case unstable.Array:
		return "an array"
	case unstable.InlineTable, unstable.Table:
		return "a table"
	case unstable.Bool:
		return "true or false"
	case unstable.Integer, unstable.Float:
		return "a number"
	default:
		return "a date or time"
	}
}

// parse returns the settings of a TOML file in their order. The library's
// decoder finds mistakes in the TOML itself; its parser, which alone tells
// lines, gives the settings.
func parse(file string, data []byte) ([]setting, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var ignored map[string]any
	if err := toml.Unmarshal(data, &ignored); err != nil {
		return nil, invalid(file, err)
	}
	p := parser{file: file, data: data}
	p.toml.Reset(data)
	var settings []setting
	var table []string
	for p.toml.NextExpression() {
		node := p.toml.Expression()
		switch node.Kind {
		case unstable.Table, unstable.ArrayTable:
			var line int
			table, line = p.key(node)
			settings = append(settings, setting{file, table, line, value{kind: node.Kind, line: line}})
		case unstable.KeyValue:
			settings = p.pair(settings, table, node)
		}
	}
	return settings, nil
}

type parser struct {
	file string
	data []byte
	toml unstable.Parser
}

// pair appends a key and its value; an inline table is opened as if its keys
// stood in a table of their own.
func (p *parser) pair(settings []setting, table []string, node *unstable.Node) []setting {
	key, line := p.key(node)
	path := append(append([]string{}, table...), key...)
	v := p.value(node.Value(), line)
	settings = append(settings, setting{p.file, path, line, v})
	if v.kind == unstable.InlineTable {
		for children := node.Value().Children(); children.Next(); {
			settings = p.pair(settings, path, children.Node())
		}
	}
	return settings
}

func (p *parser) key(node *unstable.Node) (path []string, line int) {
	for keys := node.Key(); keys.Next(); {
		if line == 0 {
			line = p.line(keys.Node(), 1)
		}
		path = append(path, string(keys.Node().Data))
	}
	return path, line
}

func (p *parser) value(node *unstable.Node, line int) value {
	v := value{kind: node.Kind, text: string(node.Data), line: p.line(node, line)}
	if node.Kind == unstable.Array {
		for children := node.Children(); children.Next(); {
			v.items = append(v.items, p.value(children.Node(), v.line))
		}
	}
	return v
}

// line returns the line of a node; some kinds carry no place of their own.
func (p *parser) line(node *unstable.Node, otherwise int) int {
	if node.Raw.Length == 0 {
		return otherwise
	}
	return 1 + bytes.Count(p.data[:node.Raw.Offset], []byte("\n"))
}

func invalid(file string, err error) error {
	var decode *toml.DecodeError
	if !errors.As(err, &decode) {
		return &Error{File: file, Message: fmt.Sprintf("is not valid TOML: %v", err)}
	}
	line, _ := decode.Position()
	return &Error{File: file, Line: line, Message: "is not valid TOML: " + strings.TrimPrefix(decode.Error(), "toml: ")}
}

// below returns the settings under a table, with its path cut off.
func below(settings []setting, table ...string) []setting {
	var inside []setting
	for _, s := range settings {
		if len(s.path) >= len(table) && strings.Join(s.path[:len(table)], "\x00") == strings.Join(table, "\x00") {
			s.path = s.path[len(table):]
			if len(s.path) > 0 {
				inside = append(inside, s)
			} else if s.value.kind != unstable.Table && s.value.kind != unstable.InlineTable {
				inside = append(inside, s)
			}
		}
	}
	return inside
}

// mentionsUs reports whether a pyproject.toml that is not TOML has our table.
func mentionsUs(data []byte) bool { return bytes.Contains(data, []byte("[tool.ormlint")) }
