package rules

import (
	"fmt"
	"strconv"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/stats"
)

// Sizes in rows. Below FewRows a table is read as fast without an index.
const (
	FewRows  = 10_000
	manyRows = 1_000_000
)

// A Size is how many rows a table has, and who says so.
type Size struct {
	Class  config.Size
	Rows   int64  // stats.UnknownRows where only the class is known, or nothing
	Source string // "ormlint.stats.json", "ormlint.toml:3"; "" where nothing is known
}

// Size is how large a model's table is. What the configuration says of that
// very table counts most, for its author may know what is to come; then the
// statistics; then the configuration's patterns.
func (p *Project) Size(model *schema.Model) Size {
	named := p.Tables.Size(model.Table, model.Label)
	said := Size{Class: named, Rows: stats.UnknownRows}
	if named != config.UnknownSize {
		said.Source = p.TablesOrigin
	}
	table, snapshot := p.Stats.Table(model.Table)
	if table == nil || table.Rows == stats.UnknownRows {
		return said
	}
	counted := Size{Class: class(table.Rows), Rows: table.Rows, Source: snapshot.File}
	if p.Tables.Names(model.Table, model.Label) && named != counted.Class {
		return said
	}
	return counted
}

func class(rows int64) config.Size {
	switch {
	case rows >= manyRows:
		return config.Large
	case rows < FewRows:
		return config.Small
	}
	return config.Medium
}

// String is the size for messages: "14 M rows (ormlint.stats.json)".
func (s Size) String() string {
	switch {
	case s.Rows != stats.UnknownRows:
		return fmt.Sprintf("%s rows (%s)", amount(s.Rows), s.Source)
	case s.Class == config.Large:
		return fmt.Sprintf("large (%s)", s.Source)
	case s.Class == config.Small:
		return fmt.Sprintf("small (%s)", s.Source)
	}
	return "of unknown size"
}

// amount writes a number of rows: 830, 12 k, 1.4 M, 3 G.
func amount(rows int64) string {
	unit := ""
	value := float64(rows)
	for _, larger := range []string{" k", " M", " G", " T"} {
		if value < 1000 {
			break
		}
		value /= 1000
		unit = larger
	}
	decimals := 0
	if value < 10 && unit != "" {
		decimals = 1
	}
	text := strconv.FormatFloat(value, 'f', decimals, 64)
	if decimals == 1 && text[len(text)-2:] == ".0" {
		text = text[:len(text)-2]
	}
	return text + unit
}
