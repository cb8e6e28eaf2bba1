package index

import (
	"math"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// Statistics are what the planner would know of a table's rows. Without them a
// Cover says what PostgreSQL can do; with them also what it finds cheap enough.
type Statistics struct {
	Rows    float64
	Columns map[string]ColumnStatistics
}

// ColumnStatistics are those of one column.
type ColumnStatistics struct {
	Distinct     float64 // different values
	Values       float64 // whole numbers go up to about here; 0 is read as Distinct
	NullFraction float64
	Commonest    float64 // share of the rows that have the most common value; 0 where that is not known
	Grows        bool    // values grow with the rows' place on disk
}

// Rows that share a value.
const (
	manyOfOne = 10  // at most, for the column to tell rows apart by itself
	enough    = 100 // at most, for it not to matter how they are read further: they fill a few pages
)

// share is the largest share of the rows that one value of a column may leave;
// counted is false where nothing is known of the column.
func (s *Statistics) share(c *schema.Column) (share float64, counted bool) {
	if s == nil || s.Rows < 1 {
		return 1, false
	}
	known, ok := s.Columns[c.Column]
	if c.PrimaryKey || c.Unique {
		return 1 / s.Rows, true
	}
	if !ok || known.Distinct < 1 {
		return 1, false
	}
	return max(1/known.Distinct, known.Commonest), true
}

// each is how many rows one value of a column has at most.
func (s *Statistics) each(c *schema.Column) (rows float64, counted bool) {
	share, counted := s.share(c)
	if !counted {
		return 0, false
	}
	return share * s.Rows, true
}

// leaveFew reports whether it was counted that an index there is leaves so few rows
// that a better one saves next to nothing.
func (f *filters) leaveFew(covers []Cover) bool {
	known := f.demand.Statistics
	if known == nil || known.Rows < 1 {
		return false
	}
	fixed := slices.Concat(f.points, f.flagged)
	return slices.ContainsFunc(covers, func(c Cover) bool {
		left := known.Rows
		for _, name := range c.Seek {
			if at := slices.IndexFunc(fixed, func(c *schema.Column) bool { return c.Column == name }); at >= 0 {
				share, _ := known.share(fixed[at])
				left *= share
			}
		}
		return left <= enough
	})
}

// column returns what is known of a column, or a guess that favours nothing.
func (s *Statistics) column(c *schema.Column) ColumnStatistics {
	known, ok := s.Columns[c.Column]
	if !ok {
		known = ColumnStatistics{Distinct: 200}
	}
	if c.PrimaryKey || c.Unique || known.Distinct > s.Rows {
		known.Distinct = s.Rows
	}
	known.Distinct = max(known.Distinct, 1)
	if known.Values == 0 || c.PrimaryKey {
		known.Values = known.Distinct
	}
	return known
}

const (
	pageBytes = 8192
	pageRoom  = pageBytes - 24 // without the page's own header
)

// heapPages estimates how many pages the table has, from the width of its columns.
func (s *Statistics) heapPages(table *schema.Model) float64 {
	width := 0.0
	for _, c := range table.Columns {
		width += bytesOf(c) * (1 - s.column(c).NullFraction)
	}
	const header, pointer = 24, 4
	perPage := math.Floor(pageRoom / (pointer + header + align(width)))
	return math.Ceil(s.Rows / max(perPage, 1))
}

func align(bytes float64) float64 { return 8 * math.Ceil(bytes/8) }

// bytesOf is the usual width of a value.
func bytesOf(c *schema.Column) float64 {
	switch kindOf(c) {
	case kindBoolean:
		return 1
	case kindText, kindCitext:
		return 12
	case kindUUID:
		return 16
	case kindMoment:
		return 8
	case kindJSON:
		return 110
	case kindArray:
		return 44
	case kindInet:
		return 7
	case kindDate:
		return 4
	}
	switch db := strings.ToLower(c.DBType); {
	case db == "smallint":
		return 2
	case strings.HasPrefix(db, "int"), db == "real":
		return 4
	}
	return 8
}

// indexSize estimates the entries and pages of an index.
func (p *planner) indexSize(ix *schema.Index) (entries, pages float64) {
	entries = p.stats.Rows
	if ix.Where != "" {
		entries = max(1, entries*p.predicateSelectivity(ix))
	}
	width, combinations, images, filled := 0.0, 1.0, true, 1.0
	for _, term := range ix.Terms {
		column := p.demand.column(p.demand.termColumn(term))
		if column == nil {
			width += 8
			continue
		}
		known := p.stats.column(column)
		width += bytesOf(column) * (1 - known.NullFraction)
		filled *= 1 - known.NullFraction
		combinations = min(entries, combinations*(p.termDistinct(term, column)+1))
		images = images && equalImages(column)
	}
	width += 8 * (1 - filled) // a bitmap in the entries that have a null
	const pointer, header = 4, 8
	bytes := entries * (pointer + header + align(width))
	switch {
	case ix.Method == "btree" && images:
		// Since 13 a btree keeps a key once for up to 133 rows, with six bytes for each.
		bytes = min(bytes, (combinations+entries/133)*(pointer+header+align(width))+entries*6)
	case ix.Method == "hash":
		bytes = entries * 20 / 0.75
	case ix.Method == "brin":
		return entries, brinPages
	}
	leaves := math.Ceil(bytes / (pageRoom * 0.9))
	if leaves == 1 {
		return entries, 2
	}
	return entries, leaves + 2 + math.Floor(leaves/300) // the first page, the root and the pages below it
}

// equalImages tells whether equal values look alike, so that a btree may keep one
// of them (_bt_allequalimage).
func equalImages(c *schema.Column) bool {
	switch kindOf(c) {
	case kindJSON, kindArray, kindCitext, kindOther:
		return false
	}
	db := strings.ToLower(c.DBType)
	return !strings.HasPrefix(db, "numeric") && db != "double precision" && db != "real"
}

// termDistinct is how many different values a term of an index has.
func (p *planner) termDistinct(term schema.Term, column *schema.Column) float64 {
	known := p.stats.column(column).Distinct
	if term.Column != "" {
		return known
	}
	return min(known, expressionDistinct(termKey(term)))
}

// expressionDistinct bounds the values of the expressions that Django's lookups make.
func expressionDistinct(key string) float64 {
	for field, values := range map[string]float64{"month": 12, "day": 31, "hour": 24, "minute": 60, "second": 60, "dow": 7,
		"isodow": 7, "quarter": 4, "week": 53, "year": 5, "isoyear": 5} {
		if strings.HasPrefix(key, "extract"+field+"from") {
			return values
		}
	}
	switch {
	case strings.HasSuffix(key, "::date"):
		return daysOfMoments
	case strings.Contains(key, "->") || strings.Contains(key, "#>"):
		return 100
	}
	return math.Inf(1)
}
