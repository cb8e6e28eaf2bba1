package index

import (
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// everything is a table with a column of each kind.
func everything() *schema.Model {
	m := &schema.Model{Label: "shop.Order", Name: "Order", Table: "shop_order", Managed: true}
	m.Concrete = m
	for name, dbType := range map[string]string{
		"id": "bigint", "number": "integer", "price": "numeric(10, 2)", "flag": "boolean", "name": "varchar(40)", "note": "text",
		"handle": "citext", "token": "uuid", "moment": "timestamp with time zone", "day": "date", "data": "jsonb",
		"tags": "varchar(20)[]", "address": "inet", "span": "int4range", "during": "tstzrange", "words": "tsvector", "extra": "hstore",
	} {
		m.Columns = append(m.Columns, &schema.Column{Field: name, Column: name, DBType: dbType, PrimaryKey: name == "id"})
	}
	for name, collation := range map[string]string{"code": "C", "plain": "pg_c_utf8", "german": "de-x-icu"} {
		m.Columns = append(m.Columns, &schema.Column{Field: name, Column: name, DBType: "varchar(40)", Collation: collation})
	}
	return m
}

// anIndex reads "gin name gin_trgm_ops", "btree upper(name)" or "number": a method, a
// column or expression, an operator class.
func anIndex(declaration string) *schema.Index {
	method, rest, found := strings.Cut(declaration, " ")
	if !found || !strings.Contains(" btree hash gin gist spgist brin ", " "+method+" ") {
		method, rest = "btree", declaration
	}
	term := schema.Term{Column: rest}
	if i := strings.LastIndexByte(rest, ' '); i > 0 && strings.HasSuffix(rest, "_ops") {
		term.Column, term.Opclass = rest[:i], rest[i+1:]
	}
	if strings.ContainsAny(term.Column, "(>:") {
		term.Column, term.Expression = "", term.Column
	}
	return &schema.Index{Method: method, Terms: []schema.Term{term}}
}

// What an index does for a lookup: "seek", "scan" (usable, but all of it is read) or
// "-". As PostgreSQL 15 and 18 plan Django's SQL in a database that sorts text by a locale.
func TestCoverOfEveryLookup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lookup, index, want string }{
		// Operator classes of patterns.
		{"name__startswith='ab'", "name", "-"},
		{"name__startswith='ab'", "name varchar_pattern_ops", "seek"},
		{"name__startswith='ab'", "name text_pattern_ops", "seek"},
		{"name__startswith='ab'", "name bpchar_pattern_ops", "-"},
		{"name='ab'", "name bpchar_pattern_ops", "-"},
		{"name__startswith=''", "name varchar_pattern_ops", "-"},
		{"name__in=['ab','b']", "name text_pattern_ops", "seek"},
		{"name__gt='ab'", "name text_pattern_ops", "-"},
		{"name__isnull=True", "name text_pattern_ops", "seek"},
		{"name__contains='ab'", "name text_pattern_ops", "-"},
		{"name__endswith='ab'", "name text_pattern_ops", "-"},
		{"name__regex='^ab'", "name text_pattern_ops", "seek"},
		{"name__regex='^ab?c'", "name text_pattern_ops", "seek"},
		{"name__regex='^a?b'", "name text_pattern_ops", "-"},
		{"name__regex='^(ab|c)'", "name text_pattern_ops", "-"},
		{"name__regex='^ab|c'", "name text_pattern_ops", "-"},
		{`name__regex='^\\d'`, "name text_pattern_ops", "-"},
		{`name__regex='^\\.x'`, "name text_pattern_ops", "seek"},
		{"name__regex='ab'", "name text_pattern_ops", "-"},
		{"name__iregex='^ab'", "name text_pattern_ops", "-"},
		// The column's own collation goes before the database's.
		{"code__startswith='ab'", "code", "seek"},
		{"plain__startswith='ab'", "plain", "seek"},
		{"german__startswith='ab'", "german", "-"},
		{"code__regex='^ab'", "code", "seek"},
		{"code__istartswith='ab'", "upper(code)", "seek"},
		{"code__endswith='ab'", "code", "-"},
		// UPPER behind the lookups that ignore case.
		{"name__iexact='ab'", "name", "-"},
		{"name__iexact='ab'", "upper(name)", "seek"},
		{"name__iexact='ab'", "lower(name)", "-"},
		{"name__iexact='ab'", "UPPER((\"name\")::text)", "seek"},
		{"name__istartswith='ab'", "upper(name)", "-"},
		{"name__istartswith='ab'", "upper(name) text_pattern_ops", "seek"},
		{"name__icontains='abc'", "upper(name)", "-"},
		{"name__icontains='abc'", "gin name gin_trgm_ops", "-"},
		{"name__icontains='abc'", "gin upper(name) gin_trgm_ops", "seek"},
		{"name__iexact='abc'", "gin upper(name) gin_trgm_ops", "seek"},
		// Trigrams: three characters in a row, two blanks before a word and one behind it counted.
		{"name__contains='abc'", "gin name gin_trgm_ops", "seek"},
		{"name__contains='ab'", "gin name gin_trgm_ops", "scan"},
		{"name__contains='x-42'", "gin name gin_trgm_ops", "seek"},
		{"name__contains='-'", "gin name gin_trgm_ops", "scan"},
		{"name__startswith='a'", "gin name gin_trgm_ops", "seek"},
		{"name__endswith='ab'", "gin name gin_trgm_ops", "seek"},
		{"name__endswith='a'", "gin name gin_trgm_ops", "scan"},
		{"name__regex='ab.*c'", "gin name gin_trgm_ops", "scan"},
		{"name__iregex='abc'", "gin name gin_trgm_ops", "seek"},
		{"name='abc'", "gin name gin_trgm_ops", "seek"},
		{"name__gt='abc'", "gin name gin_trgm_ops", "-"},
		{"name__isnull=True", "gin name gin_trgm_ops", "-"},
		{"name__trigram_similar='abc'", "gin name gin_trgm_ops", "seek"},
		{"name__trigram_word_similar='abc'", "gist name gist_trgm_ops", "seek"},
		{"name__contains='abc'", "gist name gist_trgm_ops", "seek"},
		{"name__isnull=True", "gist name gist_trgm_ops", "seek"},
		{"name__trigram_similar='abc'", "name", "-"},
		// citext.
		{"handle='ab'", "handle", "seek"},
		{"handle__startswith='ab'", "handle", "-"},
		{"handle__startswith='ab'", "handle text_pattern_ops", "seek"},
		{"handle='ab'", "handle text_pattern_ops", "-"},
		{"handle__iexact='ab'", "handle", "-"},
		{"handle__contains='abc'", "gin handle gin_trgm_ops", "seek"},
		{"handle='abc'", "gin handle gin_trgm_ops", "-"},
		// Dates and zones.
		{"moment__year=2024", "moment", "seek"},
		{"moment__year__gte=2024", "moment", "seek"},
		{"moment__iso_year=2024", "moment", "seek"},
		{"moment__year__in=[2024,2025]", "moment", "-"},
		{"moment__date='2024-01-02'", "moment", "-"},
		{"moment__date='2024-01-02'", "(moment AT TIME ZONE 'UTC')::date", "seek"},
		{"moment__date__gte='2024-01-02'", "(moment AT TIME ZONE 'UTC')::date", "seek"},
		{"moment__date='2024-01-02'", "(moment AT TIME ZONE 'Europe/Berlin')::date", "-"},
		{"moment__time='10:00'", "(moment AT TIME ZONE 'UTC')::time", "seek"},
		{"moment__month=3", "moment", "-"},
		{"moment__month=3", "EXTRACT(MONTH FROM moment AT TIME ZONE 'UTC')", "seek"},
		{"moment__week_day=3", "EXTRACT(DOW FROM moment AT TIME ZONE 'UTC')", "-"},
		{"moment__week_day=3", "EXTRACT(DOW FROM moment AT TIME ZONE 'UTC') + 1", "seek"},
		{"moment__second=3", "EXTRACT(SECOND FROM DATE_TRUNC('second', moment AT TIME ZONE 'UTC'))", "seek"},
		{"day__month=3", "EXTRACT(MONTH FROM day)", "seek"},
		{"day__year=2024", "day", "seek"},
		// JSON.
		{"data__k=1", "data -> 'k'", "seek"},
		{"data__k__gt=1", "(\"data\" -> 'k')", "seek"},
		{"data__k__isnull=True", "data -> 'k'", "seek"},
		{"data__k=1", "data", "-"},
		{"data__k=1", "gin data", "-"},
		{"data__0=1", "data -> 0", "seek"},
		{"data__a__b=1", "data #> '{a,b}'", "seek"},
		{"data__contains={'k':1}", "gin data", "seek"},
		{"data__contains={'k':1}", "gin data jsonb_path_ops", "seek"},
		{"data__contains={'k':1}", "data", "-"},
		{"data__k__contains=1", "gin data -> 'k'", "seek"},
		{"data__k__contains=1", "gin data", "-"},
		{"data__has_key='k'", "gin data", "seek"},
		{"data__has_key='k'", "gin data jsonb_path_ops", "-"},
		{"data__contained_by={'k':1}", "gin data", "-"},
		{"data__k__icontains='a'", "gin data", "-"},
		// Arrays.
		{"tags__contains=['a']", "gin tags", "seek"},
		{"tags__overlap=['a']", "gin tags", "seek"},
		{"tags__contained_by=['a']", "gin tags", "seek"},
		{"tags=['a']", "gin tags", "seek"},
		{"tags__0='a'", "gin tags", "-"},
		{"tags__len=1", "gin tags", "-"},
		{"tags__contains=['a']", "tags", "-"},
		// Ranges.
		{"span__contains=5", "gist span", "seek"},
		{"span__contained_by=?", "gist span", "seek"},
		{"span__overlap=?", "spgist span", "seek"},
		{"span__fully_lt=?", "gist span", "seek"},
		{"during__adjacent_to=?", "gist during", "seek"},
		{"span__not_gt=?", "brin span", "scan"},
		{"span=?", "gist span", "seek"},
		{"span__gt=?", "gist span", "-"},
		{"span__gt=?", "span", "seek"},
		{"span__overlap=?", "span", "-"},
		{"span__overlap=?", "gin span", "-"},
		{"span__startswith=5", "gist span", "-"},
		{"span__startswith=5", "lower(span)", "seek"},
		{"span__endswith__gt=5", "upper(span)", "seek"},
		{"span__isempty=True", "gist span", "-"},
		// Full text.
		{"words__search='ab'", "gin words", "seek"},
		{"words__search='ab'", "gist words", "seek"},
		{"words__search='ab'", "words", "-"},
		{"note__search='ab'", "gin note gin_trgm_ops", "-"},
		{"note__search='ab'", "gin to_tsvector('english', note)", "-"},
		// hstore.
		{"extra__contains={'a':'b'}", "gin extra", "seek"},
		{"extra__has_key='a'", "gist extra", "seek"},
		{"extra__a='b'", "gin extra", "-"},
		{"extra__a='b'", "extra -> 'a'", "seek"},
		// Hash.
		{"number=1", "hash number", "seek"},
		{"number__in=[1,2]", "hash number", "seek"},
		{"number__gt=1", "hash number", "-"},
		{"number__isnull=True", "hash number", "-"},
		{"handle='ab'", "hash handle", "seek"},
		// SP-GiST and GiST of plain values.
		{"note__startswith='ab'", "spgist note", "seek"},
		{"note='ab'", "spgist note", "seek"},
		{"note__contains='ab'", "spgist note", "-"},
		{"address__gt='10.0.0.1'", "spgist address", "seek"},
		{"address='10.0.0.1'", "gist address inet_ops", "seek"},
		{"number__gt=1", "gist number", "seek"},
		{"note__startswith='ab'", "gist note", "-"},
		// BRIN; without statistics nobody knows how the rows lie.
		{"moment__gt='2024-01-01'", "brin moment", "scan"},
		{"address='10.0.0.1'", "brin address", "scan"},
		{"address__gt='10.0.0.1'", "brin address", "-"},
		{"address__gt='10.0.0.1'", "brin address inet_minmax_multi_ops", "scan"},
		{"number__gt=1", "brin number int4_bloom_ops", "-"},
		{"number=1", "brin number int4_bloom_ops", "scan"},
		{"handle='ab'", "brin handle", "-"},
		{"token__startswith='ab'", "token", "-"},
		{"address__startswith='10.'", "address", "-"},
	} {
		if got := coverOf(c.lookup, c.index, Server{}); got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.lookup, c.index, got, c.want)
		}
	}
}

// Where servers and databases differ.
func TestCoverOfOtherServers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lookup, index string
		server        Server
		want          string
	}{
		{"name='abc'", "gin name gin_trgm_ops", Server{Version: 13}, "-"},
		{"name__contains='abc'", "gin name gin_trgm_ops", Server{Version: 13}, "seek"},
		{"name__isnull=False", "name", Server{Version: 16}, "seek"},
		{"name__isnull=False", "name", Server{Version: 17}, "-"},
		{"name__startswith='ab'", "name", Server{Bytewise: true}, "seek"},
		{"german__startswith='ab'", "german", Server{Bytewise: true}, "-"},
		{"name__istartswith='ab'", "upper(name)", Server{Bytewise: true}, "seek"},
		{"name__startswith='ab'", "brin name", Server{Bytewise: true}, "scan"},
		{"handle__startswith='ab'", "brin handle", Server{Bytewise: true}, "scan"},
		{"handle__startswith='ab'", "handle", Server{Bytewise: true}, "-"},
		{"moment__date='2024-01-02'", "(moment AT TIME ZONE 'Europe/Berlin')::date", Server{TimeZone: "Europe/Berlin"}, "seek"},
	} {
		if got := coverOf(c.lookup, c.index, c.server); got != c.want {
			t.Errorf("%s with %s on %+v: %s, want %s", c.lookup, c.index, c.server, got, c.want)
		}
	}
}

func coverOf(lookup, declaration string, server Server) string {
	q := &query.Query{Operation: query.Select, Limit: query.NoLimit, Complete: true, Where: []query.Term{where(lookup)}}
	switch cover := Ask(q, everything(), server).Cover(anIndex(declaration)); {
	case !cover.Usable:
		return "-"
	case len(cover.Seek) > 0:
		return "seek"
	}
	return "scan"
}
