package index

import (
	"encoding/json"
	"testing"
)

// Whatever stands in a line, it is read with an error or answered.
func FuzzReadCase(f *testing.F) {
	f.Add([]byte(`{"id":"1","postgres":"15.18","time_zone":"UTC","collation":{"provider":"icu","locale":"en-US"},
		"table":{"name":"t","rows":20000,"columns":[{"field":"id","column":"id","db_type":"bigint","primary_key":true,"unique":true},
		{"field":"a","column":"A b","db_type":"varchar(8)","null":true,"collation":"C","distinct":4,"null_fraction":0.5}]},
		"index":{"method":"btree","terms":[{"column":"A b","nulls":"last","desc":true},{"expression":"upper(A b)"}],"where":"\"A b\" IN ('x', 'y''z')"},
		"companions":[{"method":"hash","terms":[{"column":"id"}]}],
		"query":{"operation":"select","limit":"constant","order_by":[{"table":"t","column":"id","desc":true}],
		"where":[{"table":"t","column":"A b","lookup":"in","negated":true,"value_kind":"list","value":["x","y'z"]},
		{"table":"t","column":"id","lookup":"gt","or":true,"or_group":1,"or_arm":1,"value_kind":"integer","value":3},
		{"table":"t","column":"A b","lookup":"istartswith","or":true,"or_group":1,"or_arm":2,"value_kind":"string","value":"x"}]}}`))
	f.Add([]byte(`{"id":"2","postgres":"18.4","table":{"name":"t","columns":[{"column":"d","db_type":"jsonb"},{"column":"m","db_type":"timestamp with time zone"}]},
		"index":{"method":"gin","terms":[{"column":"d","opclass":"jsonb_path_ops"}],"where":"(m AT TIME ZONE 'UTC')::date > '2024-01-01'::date OR NOT (m IS NULL)"},
		"query":{"where":[{"table":"t","column":"d","lookup":"path__exact","path":["a","b"],"value_kind":"json","value":{"k":1}},
		{"table":"t","column":"m","lookup":"date__gte","value_kind":"date","value":"2024-01-02"},
		{"table":"t","column":"m","lookup":"gt","value_kind":"column","value":"d","or":true,"or_group":2,"or_arm":3}]}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		c, err := ReadCase(line)
		if err != nil {
			return
		}
		if _, err := json.Marshal(c.Predict()); err != nil {
			t.Error(err)
		}
	})
}
