package index

import (
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/schema"
)

func TestConsolidate(t *testing.T) {
	t.Parallel()
	customer := foreignKey("customer_id")
	for _, c := range []struct {
		what    string
		queries []string
		indexes []*schema.Index
		want    string // an index each, what it replaces behind "<"
	}{
		{"equalities give way to a narrower query", []string{"type=? status=?", "status=?"}, nil, "status, type"},
		{"and to several", []string{"type=? status=? total=? ", "total=?", "total=? type=?"}, nil, "total, type, status"},
		{"two that no order serves", []string{"status=?", "type=?"}, nil, "status; type"},
		{"a tail stays behind its equalities", []string{"status=? | created_at | limit", "status=?"}, nil, "status, created_at"},
		{"two tails are two indexes", []string{"status=? created_at__gte=?", "status=? total__gte=?"}, nil, "status, created_at; status, total"},
		{"a range becomes an equality", []string{"status=? type=? total__gt=?", "type=? status__gt=?"}, nil, "type, status, total"},
		{"a column between them does not", []string{"status=? type=? created_at__gte=?", "status=? created_at__gte=?"}, nil, "status, type, created_at; status, created_at"},
		{"the first query decides what is free", []string{"type=? status=?", "status=? type=?"}, nil, "type, status"},
		{"a foreign key's index is replaced", []string{"customer_id=? status=?"}, ixs(customer), "customer, status<customer_id"},
		{"a declared index is continued", []string{"status=? type=? created_at__gte=?"}, ixs(btree("type, status")), "type, status, created_at<type status"},
		{"a partial index is not replaced", []string{"type=? status=?"}, ixs(btree("type WHERE \"number\" IS NULL")), "type, status"},
		{"a unique index is not replaced", []string{"type=? status=?"}, ixs(unique("type")), ""},
	} {
		table := order(c.indexes...)
		var advices []Advice
		for _, text := range c.queries {
			advices = append(advices, Advise(ask(text), table, Server{}))
		}
		var got []string
		for _, p := range Consolidate(advices) {
			text := keys(Advice{Keys: p.Keys})
			for _, ix := range p.Replaces {
				var columns []string
				for _, term := range ix.Terms {
					columns = append(columns, term.Column)
				}
				text += "<" + strings.Join(columns, " ")
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %s, want %s", c.what, strings.Join(got, "; "), c.want)
		}
	}
}

func TestEveryAdviceIsServedByAPrefixOfItsPlan(t *testing.T) {
	t.Parallel()
	table := order()
	var advices []Advice
	for _, text := range []string{"status=?", "type=? status=?", "status=? type=? created_at__gte=?", "name=?", "status=? | created_at | limit",
		"customer_id__in=? id__gt=?", "customer_id=? status=? | -total | limit", "customer_id=?", "status=? customer_id=?"} {
		advices = append(advices, Advise(ask(text), table, Server{}))
	}
	served := 0
	for _, p := range Consolidate(advices) {
		for _, i := range p.Serves {
			served++
			a := advices[i]
			lead := p.Keys[:a.Equal]
			for _, k := range a.Keys[:a.Equal] {
				if !slices.Contains(lead, k) {
					t.Errorf("(%s) does not begin with the equalities of (%s)", keys(Advice{Keys: p.Keys}), keys(a))
				}
			}
			if !slices.Equal(a.Keys[a.Equal:], p.Keys[a.Equal:len(a.Keys)]) {
				t.Errorf("(%s) does not serve (%s)", keys(Advice{Keys: p.Keys}), keys(a))
			}
		}
	}
	if served != len(advices) {
		t.Errorf("%d of %d advices are served", served, len(advices))
	}
}
