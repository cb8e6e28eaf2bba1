package schema

import "strings"

// defaultOpclasses are the operator classes that PostgreSQL 15 takes where none is
// named, by access method and type (pg_opclass.opcdefault), those of the contrib
// extensions citext, hstore, ltree, btree_gin, btree_gist and bloom among them.
var defaultOpclasses = map[string]map[string]string{
	"bloom": {
		"integer": "int4_ops", "text": "text_ops",
	},
	"brin": {
		"anyrange": "range_inclusion_ops", "bigint": "int8_minmax_ops", "bit": "bit_minmax_ops",
		"bit varying": "varbit_minmax_ops", "bytea": "bytea_minmax_ops", "character": "bpchar_minmax_ops",
		"date": "date_minmax_ops", "double precision": "float8_minmax_ops", "inet": "inet_inclusion_ops",
		"integer": "int4_minmax_ops", "interval": "interval_minmax_ops", "macaddr": "macaddr_minmax_ops",
		"macaddr8": "macaddr8_minmax_ops", "numeric": "numeric_minmax_ops", "real": "float4_minmax_ops",
		"smallint": "int2_minmax_ops", "text": "text_minmax_ops", "time with time zone": "timetz_minmax_ops",
		"time without time zone": "time_minmax_ops", "timestamp with time zone": "timestamptz_minmax_ops",
		"timestamp without time zone": "timestamp_minmax_ops", "uuid": "uuid_minmax_ops",
	},
	"btree": {
		"anyarray": "array_ops", "anymultirange": "multirange_ops", "anyrange": "range_ops", "bigint": "int8_ops",
		"bit": "bit_ops", "bit varying": "varbit_ops", "boolean": "bool_ops", "bytea": "bytea_ops",
		"character": "bpchar_ops", "citext": "citext_ops", "date": "date_ops", "double precision": "float8_ops",
		"hstore": "btree_hstore_ops", "inet": "inet_ops", "integer": "int4_ops", "interval": "interval_ops",
		"jsonb": "jsonb_ops", "ltree": "ltree_ops", "macaddr": "macaddr_ops", "macaddr8": "macaddr8_ops",
		"numeric": "numeric_ops", "real": "float4_ops", "smallint": "int2_ops", "text": "text_ops",
		"time with time zone": "timetz_ops", "time without time zone": "time_ops",
		"timestamp with time zone": "timestamptz_ops", "timestamp without time zone": "timestamp_ops",
		"tsquery": "tsquery_ops", "tsvector": "tsvector_ops", "uuid": "uuid_ops",
	},
	"gin": {
		"anyarray": "array_ops", "bigint": "int8_ops", "bit": "bit_ops", "bit varying": "varbit_ops",
		"boolean": "bool_ops", "bytea": "bytea_ops", "character": "bpchar_ops", "varchar": "varchar_ops",
		"cidr": "cidr_ops", "date": "date_ops", "double precision": "float8_ops", "hstore": "gin_hstore_ops",
		"inet": "inet_ops", "integer": "int4_ops", "interval": "interval_ops", "jsonb": "jsonb_ops",
		"macaddr": "macaddr_ops", "macaddr8": "macaddr8_ops", "numeric": "numeric_ops", "real": "float4_ops",
		"smallint": "int2_ops", "text": "text_ops", "time with time zone": "timetz_ops",
		"time without time zone": "time_ops", "timestamp with time zone": "timestamptz_ops",
		"timestamp without time zone": "timestamp_ops", "tsvector": "tsvector_ops", "uuid": "uuid_ops",
	},
	"gist": {
		"anymultirange": "multirange_ops", "anyrange": "range_ops", "bigint": "gist_int8_ops", "bit": "gist_bit_ops",
		"bit varying": "gist_vbit_ops", "boolean": "gist_bool_ops", "bytea": "gist_bytea_ops",
		"character": "gist_bpchar_ops", "cidr": "gist_cidr_ops", "date": "gist_date_ops",
		"double precision": "gist_float8_ops", "hstore": "gist_hstore_ops", "inet": "gist_inet_ops",
		"integer": "gist_int4_ops", "interval": "gist_interval_ops", "ltree": "gist_ltree_ops",
		"ltree[]": "gist__ltree_ops", "macaddr": "gist_macaddr_ops", "macaddr8": "gist_macaddr8_ops",
		"numeric": "gist_numeric_ops", "real": "gist_float4_ops", "smallint": "gist_int2_ops", "text": "gist_text_ops",
		"time with time zone": "gist_timetz_ops", "time without time zone": "gist_time_ops",
		"timestamp with time zone": "gist_timestamptz_ops", "timestamp without time zone": "gist_timestamp_ops",
		"tsquery": "tsquery_ops", "tsvector": "tsvector_ops", "uuid": "gist_uuid_ops",
	},
	"hash": {
		"anyarray": "array_ops", "anymultirange": "multirange_ops", "anyrange": "range_ops", "bigint": "int8_ops",
		"boolean": "bool_ops", "bytea": "bytea_ops", "character": "bpchar_ops", "citext": "citext_ops",
		"date": "date_ops", "double precision": "float8_ops", "hstore": "hash_hstore_ops", "inet": "inet_ops",
		"integer": "int4_ops", "interval": "interval_ops", "jsonb": "jsonb_ops", "macaddr": "macaddr_ops",
		"macaddr8": "macaddr8_ops", "numeric": "numeric_ops", "real": "float4_ops", "smallint": "int2_ops",
		"text": "text_ops", "time with time zone": "timetz_ops", "time without time zone": "time_ops",
		"timestamp with time zone": "timestamptz_ops", "timestamp without time zone": "timestamp_ops",
		"uuid": "uuid_ops",
	},
	"spgist": {
		"anyrange": "range_ops", "inet": "inet_ops", "text": "text_ops",
	},
}

// rangeTypes are PostgreSQL's own range types.
var rangeTypes = map[string]bool{
	"int4range": true, "int8range": true, "numrange": true, "daterange": true, "tsrange": true, "tstzrange": true,
}

// withoutDefault is an operator class as the catalogue shows it: "" for the one of the type.
func withoutDefault(opclass, method, dbType string) string {
	name, _, _ := strings.Cut(dbType, "(")
	if name == "varchar" {
		name = "text" // varchar has no classes of its own
	}
	switch {
	case strings.HasSuffix(dbType, "[]"):
		name = "anyarray"
	case rangeTypes[name]:
		name = "anyrange"
	}
	if opclass == "text_ops" || opclass != "" && defaultOpclasses[method][name] == opclass {
		return ""
	}
	return opclass
}
