package index

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// match says how the i-th column of the index takes the clause: whether its
// operator class has the clause's operator (match_clause_to_indexcol).
func (d *Demand) match(ix *schema.Index, i int, c *Clause) Seek {
	term := ix.Terms[i]
	if c.Op == Opaque || c.Key != termKey(term) {
		return SeekNone
	}
	serves := false
	switch ix.Method {
	case "btree":
		return d.matchBtree(term, c)
	case "hash":
		serves = c.Op == Equal || c.Op == AnyOf
	case "brin":
		serves = d.brinServes(term.Opclass, c)
	case "gin":
		serves = d.ginServes(term.Opclass, c)
	case "gist":
		serves = d.gistServes(term.Opclass, c)
	case "spgist":
		serves = spgistServes(c)
	}
	if serves {
		return SeekPoint
	}
	return SeekNone
}

// any reports whether the clause's operator is one of these; a list is an equality with each.
func (c *Clause) any(ops ...Op) bool {
	return slices.Contains(ops, c.Op) || c.Op == AnyOf && slices.Contains(ops, Equal)
}

func (c *Clause) nullTest() bool { return c.Op == IsNull || c.Op == NotNull }

func (d *Demand) matchBtree(term schema.Term, c *Clause) Seek {
	pattern := strings.HasSuffix(term.Opclass, "_pattern_ops")
	if pattern && (c.Kind == kindCitext && c.Op != Prefix || strings.HasPrefix(term.Opclass, "bpchar")) && !c.nullTest() {
		return SeekNone // its operators are of another type than the class
	}
	switch c.Op {
	case Equal:
		return SeekPoint
	case AnyOf:
		return SeekSet
	case IsNull:
		return SeekNull
	case NotNull:
		return SeekRange
	case Less, LessEqual, Greater, GreaterEqual:
		if !pattern {
			return SeekRange
		}
	case Prefix:
		// The order of citext ignores case, so its own class is no help.
		if pattern || d.bytewise(c) && c.Kind != kindCitext {
			return SeekRange
		}
	}
	return SeekNone
}

// bytewise reports whether the clause's text sorts by bytes: the column's own
// collation first, then the database's.
func (d *Demand) bytewise(c *Clause) bool {
	column := d.column(c.Column)
	if column == nil || column.Collation == "" {
		return d.server.Bytewise
	}
	switch column.Collation {
	case "C", "POSIX", "ucs_basic", "pg_c_utf8", "pg_unicode_fast":
		return true
	}
	return false
}

func (d *Demand) brinServes(opclass string, c *Clause) bool {
	switch {
	case c.nullTest():
		return true
	case strings.Contains(opclass, "bloom"):
		return c.any(Equal)
	case c.Kind == kindRange:
		return c.any(Equal, Contains, ContainedBy, Overlap, Beside) || c.Op.Range()
	case c.Op == Prefix: // of citext too: a BRIN index on it is one of text
		return d.bytewise(c)
	case c.Kind == kindCitext:
		return false
	case c.Kind == kindInet && !strings.Contains(opclass, "minmax"):
		return c.any(Equal)
	}
	return c.any(Equal) || c.Op.Range()
}

func (d *Demand) ginServes(opclass string, c *Clause) bool {
	switch {
	case opclass == "gin_trgm_ops":
		return d.trigramsServe(c)
	case c.Kind == kindJSON:
		return c.Op == Contains || c.Op == HasKey && opclass != "jsonb_path_ops"
	case c.Kind == kindArray:
		return c.any(Equal, Contains, ContainedBy, Overlap)
	case c.Kind == kindVector:
		return c.Op == Match
	case c.Kind == kindHstore:
		return c.Op == Contains || c.Op == HasKey
	}
	return c.any(Equal) || c.Op.Range() // the extension btree_gin
}

// trigramsServe: since 14 pg_trgm serves = as well.
func (d *Demand) trigramsServe(c *Clause) bool {
	if c.any(Equal) {
		return d.server.version() >= 14 && c.Kind != kindCitext
	}
	return c.any(Prefix, Pattern, Similar)
}

func (d *Demand) gistServes(opclass string, c *Clause) bool {
	switch {
	case c.nullTest():
		return true
	case strings.HasPrefix(opclass, "gist_trgm"):
		return d.trigramsServe(c)
	case c.Kind == kindRange:
		return c.any(Equal, Contains, ContainedBy, Overlap, Beside)
	case c.Kind == kindVector:
		return c.Op == Match
	case c.Kind == kindHstore:
		return c.Op == Contains || c.Op == HasKey
	case c.Kind == kindArray: // the extension intarray
		return c.any(Equal, Contains, Overlap)
	case c.Kind == kindOther && c.any(Contains, ContainedBy, Overlap): // of types that are not known here, as PostGIS's
		return true
	}
	return c.any(Equal, NotEqual) || c.Op.Range() // the extension btree_gist, and inet_ops
}

func spgistServes(c *Clause) bool {
	switch {
	case c.nullTest():
		return true
	case c.Kind == kindRange:
		return c.any(Equal, Contains, ContainedBy, Overlap, Beside)
	case c.Kind == kindText:
		return c.any(Equal, Prefix) || c.Op.Range()
	case c.Kind == kindInet:
		return c.any(Equal) || c.Op.Range()
	case c.Kind == kindOther:
		return c.any(Equal, Contains, ContainedBy, Overlap)
	}
	return false
}
