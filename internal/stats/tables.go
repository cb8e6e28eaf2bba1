package stats

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// tables adds partitions to their tables, sorts and rounds; hidden is the number
// of tables with rows of whose columns nothing may be read.
func (c *catalog) tables(blockSize int64) (tables []Table, hidden int) {
	children := map[int64][]*relation{}
	for _, r := range c.relations {
		seen := 0
		for parent, ok := c.parents[r.oid]; ok && seen < mostLevels; parent, ok = c.parents[parent] {
			children[parent] = append(children[parent], r)
			seen++
		}
	}
	indexOf := map[int64]*indexRelation{}
	for _, r := range c.relations {
		for i := range r.indexes {
			indexOf[r.indexes[i].oid] = &r.indexes[i]
		}
	}
	for _, r := range c.relations {
		for i := range r.indexes {
			c.addUp(&r.indexes[i], indexOf)
		}
	}
	tables = []Table{}
	for _, r := range c.relations {
		if r.partition {
			continue
		}
		t := r.table(children[r.oid], blockSize)
		if !r.known && r.rows > 0 && len(t.Columns) > 0 {
			hidden++
		}
		tables = append(tables, t)
	}
	slices.SortFunc(tables, func(a, b Table) int {
		return cmp.Or(cmp.Compare(a.Schema, b.Schema), cmp.Compare(a.Name, b.Name))
	})
	return tables, hidden
}

// mostLevels bounds how deep partitions may lie in partitions.
const mostLevels = 20

// addUp adds an index of a partition to those of the tables above it.
func (c *catalog) addUp(x *indexRelation, indexOf map[int64]*indexRelation) {
	seen := 0
	for parent, ok := c.parents[x.oid]; ok && seen < mostLevels; parent, ok = c.parents[parent] {
		if above := indexOf[parent]; above != nil {
			above.partPages += x.pages
			above.partScans += x.Scans
			above.LastScan = max(above.LastScan, x.LastScan)
		}
		seen++
	}
}

// table is the relation with what its partitions or children hold.
func (r *relation) table(children []*relation, blockSize int64) Table {
	t := Table{Schema: r.schema, Name: r.name, Kind: kinds[r.kind], Rows: r.knownRows(), Columns: []Column{}, Indexes: []Index{}}
	sum := *r
	columns := r.columns
	for _, child := range children {
		if child.kind == "p" {
			continue // holds nothing itself
		}
		t.Partitions++
		sum.pages += child.pages
		sum.toastPages += child.toastPages
		sum.seqScans += child.seqScans
		sum.inserts += child.inserts
		sum.updates += child.updates
		sum.hot += child.hot
		sum.deletes += child.deletes
	}
	if len(children) > 0 {
		t.Rows = rowsWith(r, children)
		if !r.known {
			// ANALYZE was never run on the whole; the largest partition stands for it.
			columns = largest(children).spreadFor(r.columns)
		}
	}
	t.Rows = count(t.Rows)
	t.Bytes, t.ToastBytes = count(sum.pages*blockSize), count(sum.toastPages*blockSize)
	t.SeqScans, t.Inserts, t.Updates, t.HotUpdates, t.Deletes = count(sum.seqScans), count(sum.inserts), count(sum.updates), count(sum.hot), count(sum.deletes)
	if len(children) == 0 {
		t.Bloat = tableBloat(r, blockSize)
	}
	var indexPages, indexScans int64
	for _, x := range r.indexes {
		indexPages += x.pages + x.partPages
		indexScans += x.Scans + x.partScans
		t.Indexes = append(t.Indexes, x.rounded(r, blockSize))
	}
	t.IndexBytes, t.IndexScans = count(indexPages*blockSize), count(indexScans)
	for _, column := range columns {
		t.Columns = append(t.Columns, column.rounded())
	}
	return t
}

var kinds = map[string]string{"p": "partitioned", "m": "view"}

// knownRows is the number of rows of one relation, or UnknownRows. A table that
// was never analysed has -1, or before PostgreSQL 14 no pages either; what was
// counted since then is better than nothing.
func (r *relation) knownRows() int64 {
	switch {
	case r.kind == "p", r.empty:
		return 0
	case r.rows > 0, r.rows == 0 && r.pages > 0:
		return int64(r.rows)
	case r.live > 0:
		return r.live
	}
	return UnknownRows
}

// rowsWith is the number of rows of a table and its partitions, as far as it is
// known of any of them.
func rowsWith(r *relation, children []*relation) int64 {
	total, known := int64(0), false
	for _, part := range append([]*relation{r}, children...) {
		if rows := part.knownRows(); rows != UnknownRows && part.kind != "p" {
			total += rows
			known = true
		}
	}
	if !known {
		return UnknownRows
	}
	return total
}

func largest(children []*relation) *relation {
	return slices.MaxFunc(children, func(a, b *relation) int { return cmp.Compare(a.knownRows(), b.knownRows()) })
}

// spreadFor gives the columns of a table what is known of those of its partition.
func (r *relation) spreadFor(columns []Column) []Column {
	out := slices.Clone(columns)
	for i := range out {
		for _, column := range r.columns {
			if column.Name == out[i].Name {
				column.Type, column.NotNull = out[i].Type, out[i].NotNull
				out[i] = column
			}
		}
	}
	return out
}

// mostCommon is how many of the most common values are kept: those behind them
// are rare, and change places whenever a table is analysed.
const mostCommon = 20

func (c Column) rounded() Column {
	c.Distinct, c.Null, c.Correlation = round(c.Distinct), round(c.Null), twentieth(c.Correlation)
	common := []float64{}
	for _, share := range c.Common[:min(len(c.Common), mostCommon)] {
		common = append(common, round(share))
	}
	c.Common = common
	if len(common) == 0 {
		c.Common = nil
	}
	return c
}

func (x *indexRelation) rounded(r *relation, blockSize int64) Index {
	out := x.Index
	out.Bytes, out.Scans = count((x.pages+x.partPages)*blockSize), count(x.Scans+x.partScans)
	if x.partPages == 0 {
		out.Bloat = indexBloat(x, r, blockSize)
	}
	return out
}

// Below this number of pages a share of them says nothing.
const fewPages = 100

const (
	pageHeader  = 24
	itemPointer = 4
	tupleHeader = 24 // with the bitmap of nulls, of up to eight columns
	indexHeader = 8
)

// tableBloat estimates which share of the pages would be free if the table were written anew.
func tableBloat(r *relation, blockSize int64) float64 {
	if r.pages < fewPages || r.rows <= 0 || !r.known {
		return 0
	}
	width := 0.0
	for _, column := range r.columns {
		if column.Distinct == 0 && column.Width == 0 {
			return 0
		}
		width += float64(column.Width) * (1 - column.Null)
	}
	header := tupleHeader + float64(max(0, len(r.columns)-8)/8)
	return bloat(r.rows*(aligned(header+width)+itemPointer), r.pages, fillFactor(r.options, 100), blockSize)
}

// indexBloat does so for a B-tree of plain columns. Equal keys share a tuple, so
// that an index of few values is smaller than estimated and shows no bloat.
func indexBloat(x *indexRelation, r *relation, blockSize int64) float64 {
	if x.pages < fewPages || x.rows <= 0 || x.method != "btree" || !r.known {
		return 0
	}
	width := 0.0
	for _, name := range x.Columns {
		at := slices.IndexFunc(r.columns, func(c Column) bool { return c.Name == name })
		if at < 0 || r.columns[at].Width == 0 {
			return 0
		}
		width += float64(r.columns[at].Width)
	}
	return bloat(x.rows*(aligned(indexHeader+width)+itemPointer), x.pages, fillFactor(x.options, 90), blockSize)
}

func bloat(bytes float64, pages int64, fill float64, blockSize int64) float64 {
	needed := bytes / (float64(blockSize-pageHeader) * fill)
	return max(0, tenth(1-needed/float64(pages)))
}

// aligned rounds up to eight bytes.
func aligned(width float64) float64 { return float64((int64(width+0.999) + 7) / 8 * 8) }

func fillFactor(options string, otherwise float64) float64 {
	for option := range strings.SplitSeq(options, ",") {
		if text, ok := strings.CutPrefix(option, "fillfactor="); ok {
			if percent, err := strconv.Atoi(text); err == nil {
				return float64(percent) / 100
			}
		}
	}
	return otherwise / 100
}
