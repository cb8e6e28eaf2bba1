package index

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Remedy is what helps a lookup that no plain btree on its column serves.
type Remedy struct {
	Column  *schema.Column
	Lookup  string // "icontains"
	Plain   bool   // a plain index on the column is there, and does not help
	Method  string // of the index to add; "" where only other code helps
	Upper   bool   // the index is on UPPER(column)
	Opclass string
	Rewrite string // what to write instead, where Method is "" or an index is dear
}

// Unindexable returns the remedy for a query that has no condition but one which no
// index serves, nil where there is none or an index narrows after all.
func Unindexable(q *query.Query, table *schema.Model, server Server) *Remedy {
	if !q.Complete || len(q.Where) == 0 || q.Operation == query.Insert {
		return nil
	}
	d := Ask(q, table, server)
	d.followUnique()
	f := d.filters()
	if f.few(table.Indexes) || len(f.strong()) > 0 || f.elsewhere() || d.HasOr() {
		return nil
	}
	implicit := d.sorts().implicit
	covers, ok := d.covers(table.Indexes)
	if !ok || slices.ContainsFunc(covers, func(c Cover) bool { return len(c.Seek) > 0 || c.Ordered && d.Limited && !implicit }) {
		return nil
	}
	for _, c := range d.Clauses() {
		if c.Term == nil || c.Term.Negated || c.Term.Conditional || c.Term.Or || c.Term.Table != table.Table {
			continue
		}
		if column := d.column(c.Term.Column); column != nil {
			if r := remedy(column, c.Term.Lookup); r != nil && !(c.Short && r.Method == "gin") {
				r.Plain = slices.ContainsFunc(table.Indexes, func(ix *schema.Index) bool {
					return len(ix.Terms) > 0 && ix.Terms[0].Column == column.Column && ix.Origin != schema.OriginLike
				})
				return r
			}
		}
	}
	return nil
}

// remedy follows what Django writes for a lookup and what PostgreSQL can do with it.
func remedy(column *schema.Column, lookup string) *Remedy {
	r := &Remedy{Column: column, Lookup: lookup}
	pattern := "varchar_pattern_ops"
	if column.DBType == "text" {
		pattern = "text_pattern_ops"
	}
	switch kind := kindOf(column); {
	case kind == kindText:
		switch lookup {
		case "startswith":
			r.Method, r.Opclass = "btree", pattern
		case "iexact":
			r.Method, r.Upper = "btree", true
		case "istartswith":
			r.Method, r.Upper, r.Opclass = "btree", true, pattern
		case "icontains", "iendswith":
			r.Method, r.Upper, r.Opclass = "gin", true, "gin_trgm_ops"
		case "contains", "endswith", "iregex", "regex":
			r.Method, r.Opclass = "gin", "gin_trgm_ops"
		default:
			return nil
		}
	case kind == kindMoment || kind == kindDate:
		part, rest, _ := strings.Cut(lookup, "__")
		switch {
		case part == "date" && (rest == "" || comparisons[rest] != Opaque):
			r.Rewrite = "compare with the first moment of the day and of the next: " + column.Field + "__gte=start, " + column.Field + "__lt=end"
		case extracts[part] != "" && !(part == "year" && rest == ""):
			r.Rewrite = "PostgreSQL computes it for every row: compare with ranges of " + column.Field + ", or store it in a column of its own"
		default:
			return nil
		}
	case kind == kindJSON && jsonOperators[strings.Split(lookup, "__")[0]]:
		if lookup == "contained_by" {
			return nil
		}
		r.Method = "gin"
	case kind == kindJSON && lookup != "exact" && lookup != "isnull":
		key, _, _ := strings.Cut(lookup, "__")
		r.Rewrite = column.Field + "__contains={" + `"` + key + `"` + ": …} is served by a GIN index on " + column.Field + "; a key of its own never is"
	case kind == kindArray && (lookup == "contains" || lookup == "overlap"):
		r.Method = "gin"
	default:
		return nil
	}
	return r
}

var jsonOperators = map[string]bool{"contains": true, "contained_by": true, "has_key": true, "has_keys": true, "has_any_keys": true}

// UnservedArms returns, of a query whose rows are chosen by an OR, a column for each
// arm that no index serves; nil where some arm cannot be served, or an index
// narrows beside the OR. PostgreSQL combines the indexes of all arms, and reads the
// whole table if one is missing.
func UnservedArms(q *query.Query, table *schema.Model, server Server) []*schema.Column {
	if q.Operation == query.Insert {
		return nil
	}
	d := Ask(q, table, server)
	f := d.filters()
	if f.few(table.Indexes) || len(f.strong()) > 0 || f.elsewhere() {
		return nil
	}
	var missing []*schema.Column
	found := false
	for _, n := range d.nodes {
		if len(n.arms) < 2 {
			continue
		}
		if found {
			return nil // one OR narrows, and it is not told which is the better one
		}
		found = true
		for _, arm := range n.arms {
			if slices.ContainsFunc(table.Indexes, func(ix *schema.Index) bool {
				if ix.Unknown != "" {
					return true
				}
				served, seek, _ := d.scanArm(ix, arm, nil)
				return served && len(seek) > 0
			}) {
				continue
			}
			column := d.armColumn(arm)
			if column == nil {
				return nil
			}
			if !slices.Contains(missing, column) {
				missing = append(missing, column)
			}
		}
	}
	return missing
}

// armColumn is the column of an arm that an index would narrow on.
func (d *Demand) armColumn(arm []node) *schema.Column {
	for _, n := range arm {
		c := n.clause
		if n.arms != nil || !c.Plain() || !indexable(c.Kind) || c.Kind == kindBoolean || c.Term == nil || c.Term.Conditional {
			continue
		}
		column := d.column(c.Column)
		if column != nil && (c.Op == Equal || c.Op == AnyOf) && !serialised(column) {
			return column
		}
	}
	return nil
}
