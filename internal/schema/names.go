package schema

import (
	"strings"

	"github.com/ormlint/ormlint/internal/django"
)

// indexName is the name Django makes for an index without one
// (django/db/backends/base/schema.py, _create_index_name).
func indexName(table string, columns []string, suffix string) string {
	table = strings.Trim(table, `"`)
	digest := django.NamesDigest(8, append([]string{table}, columns...)...) + suffix
	joined := strings.Join(columns, "_")
	if name := table + "_" + joined + "_" + digest; len(name) <= django.MaxNameLength {
		return name
	}
	if len(digest) > django.MaxNameLength/3 {
		digest = digest[:django.MaxNameLength/3]
	}
	other := (django.MaxNameLength-len(digest))/2 - 1
	name := cut(table, other) + "_" + cut(joined, other) + "_" + digest
	if startsBadly(name) {
		name = "D" + name[:len(name)-1]
	}
	return name
}

// metaIndexName is the name of an Index of Meta.indexes that has none
// (django/db/models/indexes.py, set_name_with_model).
func metaIndexName(table string, columns []string, desc []bool, suffix string) string {
	table = strings.Trim(table, `"`)
	parts := []string{table}
	for i, c := range columns {
		if desc[i] {
			c = "-" + c
		}
		parts = append(parts, c)
	}
	parts = append(parts, suffix)
	name := cut(table, 11) + "_" + cut(columns[0], 7) + "_" + django.NamesDigest(6, parts...) + "_" + suffix
	if startsBadly(name) {
		name = "D" + name[1:]
	}
	return name
}

func startsBadly(name string) bool {
	return name[0] == '_' || name[0] >= '0' && name[0] <= '9'
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// constraintName is the name PostgreSQL makes for a key or unique constraint that
// the statement does not name (src/backend/commands/indexcmds.c, makeObjectName).
func constraintName(table, column, label string) string {
	table = strings.Trim(table, `"`)
	room := django.MaxNameLength - len(label) - 1
	if column == "" {
		return clip(table, room) + "_" + label
	}
	room--
	first, second := len(table), len(column)
	for first+second > room {
		if first > second {
			first--
		} else {
			second--
		}
	}
	return clip(table, first) + "_" + clip(column, second) + "_" + label
}

// clip cuts a string to n bytes without cutting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
