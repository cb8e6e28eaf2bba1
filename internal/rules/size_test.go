package rules

import (
	"testing"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/stats"
)

func TestSize(t *testing.T) {
	p := &Project{
		TablesOrigin: "ormlint.toml",
		Tables:       config.Tables{Large: []string{"shop.Order", "log_*"}, Small: []string{"shop_country"}},
		Stats: stats.Snapshots{{File: "s.json", Tables: []stats.Table{
			{Name: "shop_order", Rows: 300}, {Name: "log_kind", Rows: 12}, {Name: "shop_country", Rows: 250},
			{Name: "shop_line", Rows: 14_000_000}, {Name: "shop_cart", Rows: 52_000}, {Name: "shop_new", Rows: stats.UnknownRows},
		}}},
	}
	for _, test := range []struct {
		label, table string
		class        config.Size
		words        string
	}{
		{"shop.Order", "shop_order", config.Large, "large (ormlint.toml)"}, // the user says so of this very table
		{"log.Kind", "log_kind", config.Small, "12 rows (s.json)"},         // a pattern knows less than who counted
		{"log.Entry", "log_entry", config.Large, "large (ormlint.toml)"},
		{"shop.Country", "shop_country", config.Small, "250 rows (s.json)"},
		{"shop.Line", "shop_line", config.Large, "14 M rows (s.json)"},
		{"shop.Cart", "shop_cart", config.Medium, "52 k rows (s.json)"},
		{"shop.New", "shop_new", config.UnknownSize, "of unknown size"},
		{"shop.Gone", "shop_gone", config.UnknownSize, "of unknown size"},
	} {
		size := p.Size(&schema.Model{Label: test.label, Table: test.table})
		if size.Class != test.class || size.String() != test.words {
			t.Errorf("%s is %v %q, want %v %q", test.label, size.Class, size, test.class, test.words)
		}
	}
	for rows, want := range map[int64]string{0: "0", 999: "999", 1000: "1 k", 9500: "9.5 k", 1_200_000: "1.2 M", 3_000_000_000: "3 G"} {
		if got := amount(rows); got != want {
			t.Errorf("amount(%d) is %q, want %q", rows, got, want)
		}
	}
}
