package index

import (
	"math"

	"github.com/ormlint/ormlint/internal/schema"
)

// The prices that PostgreSQL calculates with unless it is told others (cost.h).
const (
	seqPageCost    = 1.0
	randomPageCost = 4.0
	tupleCost      = 0.01
	indexTupleCost = 0.005
	operatorCost   = 0.0025
)

// heapCost is the price of a bitmap and of reading the rows that it names
// (cost_bitmap_heap_scan).
func (p *planner) heapCost(b *bitmap) float64 {
	rows := max(1, math.Round(b.selectivity*p.stats.Rows))
	pages := min(p.pages, math.Ceil(2*p.pages*rows/(2*p.pages+rows)))
	perPage := randomPageCost
	if pages >= 2 {
		perPage -= (randomPageCost - seqPageCost) * math.Sqrt(pages/p.pages)
	}
	return b.cost + pages*perPage + rows*(tupleCost+operatorCost*float64(countClauses(p.demand.nodes)))
}

// rowsCost is the price of an index scan that reads each row as it comes
// (cost_index), in no order of place.
func (p *planner) rowsCost(b *bitmap) float64 {
	rows := max(1, math.Round(b.selectivity*p.stats.Rows))
	return b.cost + pagesFetched(rows, p.pages)*randomPageCost + rows*(tupleCost+operatorCost*float64(countClauses(p.demand.nodes)))
}

func countClauses(nodes []node) int {
	n := 0
	for _, node := range nodes {
		if node.arms == nil {
			n++
		}
		for _, arm := range node.arms {
			n += countClauses(arm)
		}
	}
	return n
}

// price is what scanning an index with the clauses costs, and the share of the
// table's rows that it returns.
func (p *planner) price(ix *schema.Index, nodes []node) (cost, selectivity float64) {
	clauses := make([]Clause, len(nodes))
	for i, n := range nodes {
		clauses[i] = n.clause
	}
	selectivity = p.selectivity(clauses) * p.predicateBeside(ix, nodes)
	switch ix.Method {
	case "brin":
		return p.brinPrice(clauses)
	case "gin", "gist", "spgist":
		cost = p.ginPrice(ix, clauses, selectivity)
	case "hash":
		cost = p.genericPrice(ix, clauses, selectivity*p.stats.Rows, 0)
	default:
		cost = p.btreePrice(ix, nodes)
	}
	// Making the bitmap costs a little for each row (cost_bitmap_tree_node).
	rows := p.stats.Rows * p.nodesSelectivity(p.demand.nodes)
	return cost + 0.1*operatorCost*rows, selectivity
}

// predicateBeside is the predicate's own share beside clauses that do not imply it
// (add_predicate_to_index_quals).
func (p *planner) predicateBeside(ix *schema.Index, nodes []node) float64 {
	if ix.Where == "" || p.demand.proof(ix.Where, nodes) == Implied {
		return 1
	}
	return p.predicateSelectivity(ix)
}

// btreePrice follows btcostestimate: only equalities on leading columns and the
// first range bound what is read; since 18 missing columns may be skipped over.
func (p *planner) btreePrice(ix *schema.Index, nodes []node) float64 {
	entries, pages := p.indexSize(ix)
	bounds, scans := p.bounds(ix, nodes, pages)
	var boundClauses, all []Clause
	for _, n := range bounds {
		boundClauses = append(boundClauses, n.clause)
	}
	for _, n := range nodes {
		all = append(all, n.clause)
	}
	version := p.demand.server.version()
	if version >= 17 {
		scans = max(1, min(scans, math.Ceil(pages/3)))
	}
	tuples := p.selectivity(boundClauses) * p.predicateBeside(ix, bounds) * p.stats.Rows
	if ix.Unique && p.demand.onEvery(ix, bounds) {
		tuples = 1
	}
	tuples = math.Round(tuples / scans)
	if tuples <= 0 {
		tuples = 1
	}
	generic := scans
	if version < 17 {
		generic = 0 // genericcostestimate then counts the values of every list itself
	}
	cost := p.genericPrice(ix, all, tuples, generic)
	height := 0.0
	if pages > 2 {
		height = 1
	}
	if pages > 300 {
		height = 2
	}
	descent := math.Ceil(math.Log2(max(entries, 2))) + (height+1)*50
	return cost + scans*descent*operatorCost
}

// onEvery reports whether an equality stands on every column of the index.
func (d *Demand) onEvery(ix *schema.Index, nodes []node) bool {
	for i := range ix.Terms {
		equal := false
		for _, n := range nodes {
			equal = equal || n.clause.Op == Equal && d.match(ix, i, &n.clause) != SeekNone
		}
		if !equal {
			return false
		}
	}
	return true
}

// bounds are the clauses that bound a btree scan, and how many descents it takes.
func (p *planner) bounds(ix *schema.Index, nodes []node, pages float64) (bounds []node, scans float64) {
	scans = 1
	var pending []node // ranges on the column before, which bound what is skipped over
	equalBefore, skipped := true, 1.0
	last := p.lastColumn(ix, nodes)
	for i := 0; i <= last; i++ {
		var here []node
		equal := false
		values := 1.0
		for _, n := range nodes {
			if p.demand.match(ix, i, &n.clause) == SeekNone {
				continue
			}
			here = append(here, n)
			switch n.clause.Op {
			case Equal, IsNull:
				equal = true
			case AnyOf:
				equal = true
				values *= float64(listLength(n.clause))
			}
		}
		if !equalBefore && p.demand.server.version() < 18 {
			break
		}
		if !equalBefore {
			factor, ok := p.skippable(ix, i-1, pending)
			if !ok || pages < scans*skipped*factor {
				break
			}
			skipped *= factor
		}
		if len(here) > 0 {
			scans *= skipped * values
			skipped = 1
			bounds = append(bounds, here...)
		}
		pending, equalBefore = nil, equal
		if !equal {
			pending = here
		}
	}
	return bounds, scans
}

func (p *planner) lastColumn(ix *schema.Index, nodes []node) int {
	last := -1
	for _, n := range nodes {
		last = max(last, p.demand.position(ix, &n.clause))
	}
	return last
}

// skippable is how many values a skip array on the column would go through, where
// that is worth trying.
func (p *planner) skippable(ix *schema.Index, i int, ranges []node) (values float64, ok bool) {
	column := p.demand.column(p.demand.termColumn(ix.Terms[i]))
	if column == nil {
		return 0, false
	}
	values = p.termDistinct(ix.Terms[i], column)
	if len(ranges) == 0 {
		return values + 1, true
	}
	clauses := make([]Clause, len(ranges))
	for k, n := range ranges {
		clauses[k] = n.clause
	}
	share := p.selectivity(clauses)
	if share < 0.005 { // DEFAULT_RANGE_INEQ_SEL
		return 0, false
	}
	return max(1, math.Round(values*share)), true
}

// genericPrice follows genericcostestimate; scans 0 counts the values of lists.
func (p *planner) genericPrice(ix *schema.Index, clauses []Clause, tuples, scans float64) float64 {
	entries, pages := p.indexSize(ix)
	if scans == 0 {
		scans = 1
		for _, c := range clauses {
			if c.Op == AnyOf {
				scans *= float64(listLength(c))
			}
		}
		if ix.Method != "btree" {
			tuples = math.Round(tuples / scans)
		}
	}
	tuples = min(max(tuples, 1), entries)
	read := 1.0
	if pages > 1 && entries > 1 {
		read = math.Ceil(tuples * pages / entries)
	}
	if scans > 1 {
		read = pagesFetched(read*scans, pages)
	}
	quals := 0
	for _, c := range clauses {
		quals++
		if c.Op == Prefix && ix.Method == "btree" {
			quals++ // >= and <
		}
	}
	return read*randomPageCost + tuples*scans*(indexTupleCost+operatorCost*float64(quals))
}

// pagesFetched is the formula of Mackert and Lohman for a table that fits into the
// cache (index_pages_fetched).
func pagesFetched(tuples, pages float64) float64 {
	return min(pages, math.Ceil(2*pages*tuples/(2*pages+tuples)))
}

const (
	rangePages = 128 // that BRIN sums up together, unless told otherwise
	brinPages  = 3   // of such an index: the first, the map and the ranges
)

// brinPrice follows brincostestimate: without correlation every range may match.
func (p *planner) brinPrice(clauses []Clause) (cost, selectivity float64) {
	ranges := max(1, math.Ceil(p.pages/rangePages))
	matched := ranges
	for _, c := range clauses {
		if column := p.demand.column(c.Column); column != nil && p.stats.column(column).Grows {
			matched = min(ranges, math.Ceil(ranges*p.selectivity(clauses)))
		}
	}
	return seqPageCost + randomPageCost*(brinPages-1) + 0.1*operatorCost*matched*rangePages, matched / ranges
}

// ginPrice follows gincostestimate with sizes that are guessed from the table's.
func (p *planner) ginPrice(ix *schema.Index, clauses []Clause, selectivity float64) float64 {
	const itemsPerRow, bytesPerItem, bytesPerEntry = 8, 1.5, 30
	dataPages := math.Ceil(p.stats.Rows * itemsPerRow * bytesPerItem / pageBytes)
	allEntries := 100.0
	for _, term := range ix.Terms {
		if column := p.demand.column(p.demand.termColumn(term)); column != nil {
			allEntries = max(allEntries, min(p.stats.column(column).Distinct*3, 3000))
		}
	}
	entryPages := math.Ceil(allEntries * bytesPerEntry / pageBytes)
	searched, scans, full := 0.0, 1.0, len(clauses) == 0
	for _, c := range clauses {
		full = full || c.Short
		searched += keysOf(c)
		if c.Op == AnyOf {
			scans *= float64(listLength(c))
		}
	}
	if full {
		searched = allEntries
	}
	read := math.Ceil(searched * math.Round(math.Pow(entryPages, 0.15)))
	data := max(math.Ceil(dataPages*searched/allEntries), math.Ceil(selectivity*p.stats.Rows*3/pageBytes))
	if scans > 1 {
		read, data = pagesFetched(read*scans, entryPages), pagesFetched(data*scans, dataPages)
	}
	return (read+data)*randomPageCost + p.stats.Rows*selectivity*(indexTupleCost+operatorCost*float64(len(clauses)))
}

// keysOf is how many keys of a GIN index a clause looks up: letters give trigrams,
// arrays and objects their items.
func keysOf(c Clause) float64 {
	switch c.Op {
	case Equal, AnyOf, Prefix, Pattern, Similar:
		if c.Kind == kindText || c.Kind == kindCitext {
			if c.Known && len(c.Values) > 0 {
				return max(1, float64(len(c.Values[0].text))-1)
			}
			return 6
		}
		return 3
	case ContainedBy:
		return 3
	case Overlap:
		return 2
	}
	return 2
}
