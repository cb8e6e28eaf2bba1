package stats

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Every query begins with mark, so that pg_stat_statements' entries of ormlint
// itself can be told from the application's.
const mark = "/* ormlint */ "

// A relation is a row of pg_class that is a table, before partitions are added up.
type relation struct {
	oid, toastPages             int64
	schema, name, kind, options string
	partition                   bool
	rows                        float64 // as pg_class has it
	pages, live                 int64
	seqScans                    int64
	inserts, updates, hot       int64
	deletes                     int64

	columns []Column
	known   bool // a column's statistics were there
	empty   bool // it was never analysed, and has no pages
	indexes []indexRelation
}

// An indexRelation is an index before those of partitions are added up.
type indexRelation struct {
	oid, table, pages    int64
	partPages, partScans int64 // of the partitions' indexes
	method, options      string
	rows                 float64
	Index
}

const serverSQL = mark + `SELECT current_setting('server_version'), d.datname::text, pg_is_in_recovery(),
	pg_encoding_to_char(d.encoding)::text, d.datcollate::text, d.datctype::text,
	coalesce(to_jsonb(d)->>'datlocprovider', 'c'), coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale', ''),
	current_setting('block_size')::int4, array_to_string(current_schemas(false), E'\n'),
	(SELECT s.stats_reset FROM pg_catalog.pg_stat_database s WHERE s.datid = d.oid)
FROM pg_catalog.pg_database d WHERE d.datname = current_database()`

func readServer(ctx context.Context, tx pgx.Tx) (Server, error) {
	var s Server
	var version, provider, locale, path string
	var reset *time.Time
	err := tx.QueryRow(ctx, serverSQL).Scan(&version, &s.Database, &s.Replica, &s.Encoding, &s.Collation, &s.CType,
		&provider, &locale, &s.BlockSize, &path, &reset)
	if err != nil {
		return s, err
	}
	s.Version, _, _ = strings.Cut(version, " ")
	s.Since = moment(reset)
	s.SearchPath = []string{}
	if path != "" {
		s.SearchPath = strings.Split(path, "\n")
	}
	switch provider {
	case "i":
		s.Provider, s.Collation = "icu", locale
	case "b":
		s.Provider, s.Collation = "builtin", locale
	default:
		s.Provider = "libc"
	}
	return s, nil
}

// moment is a point in time to the minute, in UTC.
func moment(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04Z")
}

const (
	// ours leaves out what belongs to PostgreSQL itself.
	ours = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'`

	// altered are the tables that somebody locks against reading, or waits to:
	// whoever looks at them now waits too, and holds up those who come later.
	altered = `SELECT l.relation FROM pg_catalog.pg_locks l WHERE l.relation IS NOT NULL AND l.mode = 'AccessExclusiveLock'`

	tablesSQL = mark + `SELECT c.oid::int8, n.nspname::text, c.relname::text, c.relkind::text,
	coalesce(array_to_string(c.reloptions, ','), ''), c.relispartition OR n.nspname ~ '^_timescaledb',
	c.reltuples::float8, c.relpages::int8, coalesce(t.relpages, 0)::int8,
	coalesce(s.n_live_tup, 0), coalesce(s.seq_scan, 0), coalesce(s.n_tup_ins, 0),
	coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_hot_upd, 0), coalesce(s.n_tup_del, 0)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND ` + ours + `
ORDER BY 2, 3`

	columnsSQL = mark + `SELECT a.attrelid::int8, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped AND ` + ours + `
ORDER BY 1, 2`

	// Never most_common_vals or histogram_bounds: they are rows' values.
	spreadSQL = mark + `SELECT p.schemaname::text, p.tablename::text, p.attname::text, p.inherited,
	p.null_frac::float8, p.avg_width, p.n_distinct::float8, coalesce(p.correlation, 0)::float8,
	coalesce(p.most_common_freqs, '{}')::float8[]
FROM pg_catalog.pg_stats p
JOIN pg_catalog.pg_namespace n ON n.nspname = p.schemaname
WHERE ` + ours

	indexesSQL = mark + `SELECT i.indexrelid::int8, i.indrelid::int8, c.relname::text,
	CASE WHEN i.indrelid NOT IN (` + altered + `) THEN coalesce(pg_catalog.pg_get_indexdef(i.indexrelid), '') ELSE '' END,
	array_to_string(ARRAY(SELECT coalesce(a.attname::text, '') FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
		LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
		WHERE k.place <= i.indnkeyatts ORDER BY k.place), E'\n'),
	m.amname::text, coalesce(array_to_string(c.reloptions, ','), ''), i.indisunique, i.indisprimary, NOT i.indisvalid, i.indisreplident,
	EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')),
	c.reltuples::float8, c.relpages::int8, coalesce(s.idx_scan, 0), coalesce(to_jsonb(s)->>'last_idx_scan', '')
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
WHERE c.relpersistence <> 't' AND ` + ours + `
ORDER BY 2, 3`

	// The one question that is no catalog's: whether a table that was never analysed has a first page.
	emptySQL = mark + `SELECT c.oid::int8
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND c.relpages = 0 AND c.reltuples <= 0 AND ` + ours + `
	AND CASE WHEN c.oid NOT IN (` + altered + `) THEN pg_catalog.pg_relation_size(c.oid) = 0 ELSE false END
ORDER BY 1`

	inheritsSQL = mark + `SELECT inhrelid::int8, inhparent::int8 FROM pg_catalog.pg_inherits`
)

// A catalog is all that was read, before it is added up.
type catalog struct {
	relations []*relation
	byOID     map[int64]*relation
	parents   map[int64]int64 // of a partition or child, and of their indexes
}

func readCatalog(ctx context.Context, tx pgx.Tx) (*catalog, error) {
	c := &catalog{byOID: map[int64]*relation{}, parents: map[int64]int64{}}
	err := each(ctx, tx, tablesSQL, func(row pgx.Rows) error {
		r := &relation{}
		if err := row.Scan(&r.oid, &r.schema, &r.name, &r.kind, &r.options, &r.partition, &r.rows, &r.pages, &r.toastPages,
			&r.live, &r.seqScans, &r.inserts, &r.updates, &r.hot, &r.deletes); err != nil {
			return err
		}
		c.relations = append(c.relations, r)
		c.byOID[r.oid] = r
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, tx, columnsSQL, func(row pgx.Rows) error {
		var oid int64
		var column Column
		if err := row.Scan(&oid, &column.Name, &column.Type, &column.NotNull); err != nil {
			return err
		}
		if r := c.byOID[oid]; r != nil {
			r.columns = append(r.columns, column)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := c.readSpread(ctx, tx); err != nil {
		return nil, err
	}
	if err := c.readIndexes(ctx, tx); err != nil {
		return nil, err
	}
	if err := c.findEmpty(ctx, tx); err != nil {
		return nil, err
	}
	return c, each(ctx, tx, inheritsSQL, func(row pgx.Rows) error {
		var child, parent int64
		err := row.Scan(&child, &parent)
		c.parents[child] = parent
		return err
	})
}

// findEmpty finds tables without rows among those that were never analysed.
// Should one be locked just now, none is found.
func (c *catalog) findEmpty(ctx context.Context, tx pgx.Tx) error {
	err := guarded(ctx, tx, func(tx pgx.Tx) error {
		return each(ctx, tx, emptySQL, func(row pgx.Rows) error {
			var oid int64
			err := row.Scan(&oid)
			if r := c.byOID[oid]; r != nil {
				r.empty = true
			}
			return err
		})
	})
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == "55P03" {
		return nil
	}
	return err
}

// readSpread reads how the values of columns are spread. Of a table with
// children both are there, with them and without; with them is what queries see.
func (c *catalog) readSpread(ctx context.Context, tx pgx.Tx) error {
	named := map[[2]string]*relation{}
	for _, r := range c.relations {
		named[[2]string{r.schema, r.name}] = r
	}
	return each(ctx, tx, spreadSQL, func(row pgx.Rows) error {
		var schema, table, name string
		var inherited bool
		var read Column
		if err := row.Scan(&schema, &table, &name, &inherited, &read.Null, &read.Width, &read.Distinct, &read.Correlation, &read.Common); err != nil {
			return err
		}
		r := named[[2]string{schema, table}]
		if r == nil {
			return nil // of an index on expressions
		}
		at, found := slices.BinarySearchFunc(r.columns, name, func(column Column, name string) int { return cmp.Compare(column.Name, name) })
		if !found {
			return nil
		}
		r.known = true
		if column := &r.columns[at]; inherited || column.Distinct == 0 {
			column.Null, column.Width, column.Distinct, column.Correlation, column.Common = read.Null, read.Width, read.Distinct, read.Correlation, read.Common
		}
		return nil
	})
}

func (c *catalog) readIndexes(ctx context.Context, tx pgx.Tx) error {
	return each(ctx, tx, indexesSQL, func(row pgx.Rows) error {
		var x indexRelation
		var columns, last string
		if err := row.Scan(&x.oid, &x.table, &x.Name, &x.Definition, &columns, &x.method, &x.options, &x.Unique, &x.Primary,
			&x.Invalid, &x.Identity, &x.Constraint, &x.rows, &x.pages, &x.Scans, &last); err != nil {
			return err
		}
		x.Columns = strings.Split(columns, "\n")
		x.LastScan = last[:min(len(last), len("2026-11"))]
		if r := c.byOID[x.table]; r != nil {
			r.indexes = append(r.indexes, x)
		}
		return nil
	})
}

// each runs a query and gives every row to take.
func each(ctx context.Context, tx pgx.Tx, sql string, take func(pgx.Rows) error) error {
	rows, err := tx.Query(ctx, sql)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
