// Package stats is what production's catalogs say of tables, indexes and statements.
//
// In: a connection to PostgreSQL (Pull), or a snapshot file (Read). Out: a
// Snapshot, which Write stores. Its one idea: a snapshot is made to be kept
// beside the code. It holds numbers and names and never a value of a row, it
// is sorted, a line for each column, index and statement, and its numbers are
// rounded, so that its difference shows what has changed and not that time went by.
package stats

import "strings"

// Version is the version of the snapshots that this program writes and reads.
const Version = 1

// UnknownRows is the number of rows of a table that was never analysed, as PostgreSQL has it.
const UnknownRows = -1

// A Snapshot is what one database told at one time. Its numbers are rounded.
type Snapshot struct {
	Version int    `json:"version"`
	Pulled  string `json:"pulled"` // the day, "2026-11-30"
	Server  Server `json:"server"`

	Tables     []Table    `json:"tables"`     // by schema and name; partitions are part of their table
	Statements Statements `json:"statements"` // of this database

	File string `json:"-"` // where Read found it, as the user would write it
}

// A Server is where the numbers come from.
type Server struct {
	Version    string   `json:"version"` // "15.4"
	Database   string   `json:"database"`
	Replica    bool     `json:"replica,omitempty"` // its scans are its own, not the primary's
	Encoding   string   `json:"encoding"`
	Provider   string   `json:"provider"` // of the database's collation: "libc", "icu" or "builtin"
	Collation  string   `json:"collation"`
	CType      string   `json:"ctype"`
	BlockSize  int      `json:"block_size"`
	SearchPath []string `json:"search_path"`     // the schemas in which a bare name is looked for
	Since      string   `json:"since,omitempty"` // when counting of scans and changes began, "" where it never restarted
	// HiddenColumns is the number of tables whose columns' statistics the role may not read.
	HiddenColumns int `json:"hidden_columns,omitempty"`
}

// A Table is a table, a partitioned table with all its partitions, or a materialised view.
type Table struct {
	Schema     string `json:"schema"`
	Name       string `json:"name"`
	Kind       string `json:"kind,omitempty"` // "" for a table, "partitioned" or "view" (materialised)
	Partitions int    `json:"partitions,omitempty"`
	Rows       int64  `json:"rows"` // UnknownRows where it was never analysed
	Bytes      int64  `json:"bytes"`
	IndexBytes int64  `json:"index_bytes"`
	ToastBytes int64  `json:"toast_bytes,omitempty"`
	// Bloat is the estimated share of the table's pages that holds nothing, 0 where small or unknown.
	Bloat float64 `json:"bloat,omitempty"`

	// Counted since Server.Since; on a replica changes are not counted.
	SeqScans   int64 `json:"seq_scans"`
	IndexScans int64 `json:"index_scans"`
	Inserts    int64 `json:"inserts"`
	Updates    int64 `json:"updates"`
	HotUpdates int64 `json:"hot_updates"` // that touched no index
	Deletes    int64 `json:"deletes"`

	Columns []Column `json:"columns"` // by name
	Indexes []Index  `json:"indexes"` // by name
}

// A Column is a column and how its values are spread, as ANALYZE saw it.
type Column struct {
	Name    string `json:"name"`
	Type    string `json:"type"` // "character varying(200)"
	NotNull bool   `json:"not_null,omitempty"`
	// Distinct is PostgreSQL's n_distinct: the number of values, or if it grows
	// with the table minus its share of the rows. 0 where nothing is known of the column.
	Distinct    float64   `json:"distinct,omitempty"`
	Null        float64   `json:"null,omitempty"` // share of rows, 0 to 1
	Width       int       `json:"width,omitempty"`
	Correlation float64   `json:"correlation,omitempty"` // of the order of values with the order on disk, -1 to 1
	Common      []float64 `json:"common,omitempty"`      // shares of the most common values, largest first
}

// An Index is an index and how much it is used.
type Index struct {
	Name       string   `json:"name"`
	Definition string   `json:"definition"` // as pg_get_indexdef prints it; "" where the table was being altered
	Columns    []string `json:"columns"`    // keys in order; "" for an expression
	Unique     bool     `json:"unique,omitempty"`
	Primary    bool     `json:"primary,omitempty"`
	Constraint bool     `json:"constraint,omitempty"` // it belongs to a constraint of any kind
	Identity   bool     `json:"identity,omitempty"`   // it is the table's REPLICA IDENTITY
	Invalid    bool     `json:"invalid,omitempty"`    // left by a CREATE INDEX CONCURRENTLY that failed, or still being built
	Bytes      int64    `json:"bytes"`
	Bloat      float64  `json:"bloat,omitempty"`     // as of a table; B-trees only
	Scans      int64    `json:"scans"`               // since Server.Since
	LastScan   string   `json:"last_scan,omitempty"` // the month, from PostgreSQL 16 on
}

// Statements are what pg_stat_statements counted.
type Statements struct {
	// Missing says why there are none, "" where they were read.
	Missing string `json:"missing,omitempty"`
	Since   string `json:"since,omitempty"` // when counting began
	// Hidden is the number of statements of other roles whose text was not shown.
	Hidden        int     `json:"hidden,omitempty"`
	HiddenSeconds float64 `json:"hidden_seconds,omitempty"`
	// Rest is the time of statements that are not listed: other commands, and those beyond the limit.
	RestSeconds float64     `json:"rest_seconds,omitempty"`
	List        []Statement `json:"list"` // by text
}

// A Statement is one normalised statement: constants are "$1", comments are gone.
type Statement struct {
	Text   string  `json:"text"`
	Calls  int64   `json:"calls"`
	Total  float64 `json:"total_ms"`
	Mean   float64 `json:"mean_ms"`
	Rows   int64   `json:"rows"`             // read or changed, of all calls
	Blocks int64   `json:"blocks,omitempty"` // touched in shared buffers or read, of all calls
}

// Snapshots are the snapshots of all databases of a project.
type Snapshots []*Snapshot

// Table finds a table as Django names it: a bare name, looked for along the
// search path and then in every schema, or one with its schema. Where several
// schemas hold it, as one for each tenant, it is the one with the most rows.
func (s Snapshots) Table(name string) (*Table, *Snapshot) {
	var best *Table
	var from *Snapshot
	for _, snapshot := range s {
		t := snapshot.Table(name)
		if t != nil && (best == nil || t.Rows > best.Rows) {
			best, from = t, snapshot
		}
	}
	return best, from
}

// Table finds a table, as Snapshots.Table does.
func (s *Snapshot) Table(name string) *Table {
	schema, bare, qualified := splitName(name)
	var best *Table
	bestRank := 0
	for i := range s.Tables {
		t := &s.Tables[i]
		if t.Name != bare || qualified && t.Schema != schema {
			continue
		}
		rank := s.rank(t.Schema)
		if best == nil || rank < bestRank || rank == bestRank && t.Rows > best.Rows {
			best, bestRank = t, rank
		}
	}
	return best
}

// rank is a schema's place in the search path; those that are not in it share the last.
func (s *Snapshot) rank(schema string) int {
	for i, name := range s.Server.SearchPath {
		if name == schema {
			return i
		}
	}
	return len(s.Server.SearchPath)
}

// splitName splits a db_table that names its schema: shop"."order, as projects
// write it to get "shop"."order" from Django's quoting.
func splitName(name string) (schema, bare string, qualified bool) {
	if schema, bare, ok := strings.Cut(strings.Trim(name, `"`), `"."`); ok {
		return schema, bare, true
	}
	return "", name, false
}

// Column returns a column of the table, or nil.
func (t *Table) Column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}

// Index returns an index of the table, or nil.
func (t *Table) Index(name string) *Index {
	for i := range t.Indexes {
		if t.Indexes[i].Name == name {
			return &t.Indexes[i]
		}
	}
	return nil
}

// Writes is how many rows were inserted, changed or removed.
func (t *Table) Writes() int64 { return t.Inserts + t.Updates + t.Deletes }

// DistinctValues is the number of different values of a column in a table of
// that many rows, 0 where it is not known.
func (c *Column) DistinctValues(rows int64) int64 {
	switch {
	case c.Distinct >= 0:
		return int64(c.Distinct)
	case rows < 0:
		return 0
	}
	return max(1, int64(-c.Distinct*float64(rows)+0.5))
}
