package statement

import (
	"fmt"
	"strings"
	"testing"
)

// words is a statement in a line, for tests.
func (s *Statement) words() string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	add("%s %s", s.Verb, s.Table)
	for _, table := range s.Joined {
		add("+%s", table)
	}
	for _, leaf := range s.Where {
		add("%s", leaf.words())
	}
	for _, key := range s.OrderBy {
		text := key.Table + "." + key.Name
		if key.Desc {
			text = "-" + text
		}
		add("by %s", text)
	}
	if len(s.Set) > 0 {
		add("set(%s)", strings.Join(s.Set, " "))
	}
	for _, flag := range []struct {
		is   bool
		name string
	}{
		{s.Limit, "limit"}, {s.Distinct, "distinct"}, {s.Grouped, "grouped"}, {s.Count, "count"}, {s.Aggregate && !s.Count, "aggregate"},
		{s.Exists, "exists"}, {s.Lock, "lock"}, {s.KeyShare, "keyshare"}, {s.Combined, "combined"}, {s.Cursor, "cursor"},
	} {
		if flag.is {
			add("%s", flag.name)
		}
	}
	if s.From != nil {
		add("from(%s)", s.From.words())
	}
	return strings.Join(parts, " ")
}

func (l Leaf) words() string {
	text := l.Table + "." + l.Name
	for _, transform := range l.Transforms {
		text += "__" + transform
	}
	text += ":" + l.Operator
	if l.Negated {
		text = "!" + text
	}
	if l.Or {
		text = "|" + text
	}
	if l.Correlated {
		text += "^"
	} else if l.Against != (Column{}) {
		text += "~" + l.Against.Table + "." + l.Against.Name
	}
	if l.Sub != nil {
		text += "(" + l.Sub.words() + ")"
	}
	return text
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT "o"."id", "o"."a" FROM "o" WHERE ("o"."a" = $1 AND "o"."b" >= $2) ORDER BY "o"."c" DESC LIMIT $3`:                                                                       `select o o.a:= o.b:>= by -o.c limit`,
		`SELECT $1 AS "a" FROM "o" WHERE "o"."flag" LIMIT $2`:                                                                                                                           `select o o.flag:= limit exists`,
		`SELECT COUNT(*) AS "__count" FROM "o" WHERE NOT "o"."flag"`:                                                                                                                    `select o !o.flag:= count`,
		`SELECT COUNT(*) FROM (SELECT DISTINCT "o"."a" AS "col1" FROM "o" WHERE "o"."b" IN ($1, ...)) subquery`:                                                                         `select o count from(select o o.b:in distinct)`,
		`SELECT SUM("o"."x") AS "s", MAX(o.y) FROM "o" WHERE NOT ("o"."a" = $1 AND "o"."a" IS NOT NULL)`:                                                                                `select o !o.a:= o.a:null aggregate`,
		`SELECT o.a, COUNT(o.id) AS n FROM o GROUP BY 1 HAVING COUNT(o.id) > $1 ORDER BY 2 DESC`:                                                                                        `select o o.id__count:> by -. grouped`,
		`SELECT "l"."id" FROM "l" INNER JOIN "o" ON ("l"."order_id" = "o"."id") LEFT OUTER JOIN "o" T3 ON (l.x = T3.id) WHERE (UPPER("o"."n"::text) LIKE UPPER($1) AND T3."z" IS NULL)`: `select l +o +o o.n__upper:like o.z:null`,
		`SELECT a FROM o WHERE a::text LIKE $1 OR UPPER(b::text) = UPPER($2)`:                                                                                                           `select o |o.a:like |o.b__upper:=`,
		`SELECT a FROM o WHERE (d AT TIME ZONE $1)::date = $2 AND EXTRACT($3 FROM e AT TIME ZONE $4) = $5`:                                                                              `select o o.d__date:= o.e__extract:=`,
		`SELECT a FROM o WHERE EXTRACT(MONTH FROM "o"."e" AT TIME ZONE $1) = $2`:                                                                                                        `select o o.e__month:=`,
		`SELECT a FROM o WHERE "o"."y" BETWEEN $1 AND $2 AND o.z = ANY($3)`:                                                                                                             `select o o.y:between o.z:in`,
		`SELECT a FROM o WHERE NOT (EXISTS(SELECT $1 AS "a" FROM "l" U1 WHERE (U1."q" > $2 AND U1."order_id" = ("o"."id")) LIMIT $3))`:                                                  `select o !.:exists(select l l.q:> l.order_id:=^ limit exists)`,
		`SELECT a FROM o WHERE o.c IN (SELECT U0."id" FROM "c" U0 WHERE U0."k" = $1)`:                                                                                                   `select o o.c:in(select c c.k:=)`,
		`SELECT a FROM o WHERE ("o"."d" -> $1) = $2::jsonb AND o.tags @> $3::varchar(20)[] AND o.d ? $4`:                                                                                `select o o.d__key:= o.tags:@> o.d:?`,
		`SELECT a FROM o WHERE to_tsvector($1::regconfig, COALESCE("o"."t", $2)) @@ plainto_tsquery($3)`:                                                                                `select o o.t__coalesce__to_tsvector:@@`,
		`SELECT a FROM o WHERE o.a > o.b AND $1 < o.c AND o.x <> $2 AND o.y IS DISTINCT FROM $3`:                                                                                        `select o o.a:>~o.b o.c:> !o.x:= !o.y:=`,
		`UPDATE "o" SET "a" = $1, "b" = ("o"."b" + $2) WHERE "o"."id" = $3`:                                                                                                             `update o o.id:= set(a b)`,
		`UPDATE o SET a = CASE WHEN (o.id = $1) THEN $2 ELSE NULL END WHERE o.id IN ($3, ...)`:                                                                                          `update o o.id:in set(a)`,
		`DELETE FROM "o" WHERE "o"."id" IN (SELECT U0.id FROM o U0 INNER JOIN c U1 ON U0.c = U1.id WHERE U1.k = $1)`:                                                                    `delete o o.id:in(select o +c c.k:=)`,
		`INSERT INTO "o" ("a", "b") VALUES ($1, $2), ... ON CONFLICT DO NOTHING RETURNING "o"."id"`:                                                                                     `insert o set(a b)`,
		`SELECT a FROM "sales"."o" WHERE "sales"."o"."b" = $1 FOR UPDATE OF "o" SKIP LOCKED`:                                                                                            `select sales.o sales.o.b:= lock`,
		`SELECT $1 FROM ONLY "public"."o" x WHERE "id" OPERATOR(pg_catalog.=) $2 FOR KEY SHARE OF x`:                                                                                    `select public.o public.o.id:= exists lock keyshare`,
		`(SELECT a FROM o WHERE b = $1) UNION ALL (SELECT a FROM c) ORDER BY 1 LIMIT $2`:                                                                                                `select o o.b:= combined`,
		`WITH w AS (SELECT id FROM o WHERE b = $1) SELECT w.id FROM w WHERE w.id > $2`:                                                                                                  `select o o.id:> from(select o o.b:=)`,
		`DECLARE CURSOR FOR SELECT a FROM o WHERE b = $1`:                                                                                                                               `select o o.b:= cursor`,
		`SELECT (ROW_NUMBER() OVER (PARTITION BY o.a ORDER BY o.b)) AS n FROM o WHERE (o.a, o.b) > ($1, $2)`:                                                                            `select o o.a__row:>`,
		`SELECT a FROM o WHERE o.s LIKE $1 ESCAPE $2 AND o.r ~* $3 AND o.u IN ($1) AND o.n NOT IN ($2)`:                                                                                 `select o o.s:like o.r:~* o.u:in !o.n:in`,
		`SELECT a FROM o WHERE CASE WHEN o.a = $1 THEN $2 ELSE $3 END AND o.b = (SELECT MAX(x.y) FROM x)`:                                                                               `select o o.a__expression__expression: o.b:=(select x aggregate)`,
		`BEGIN`: ` `,
		``:      ` `,
	} {
		if got := Read(text).words(); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`SELECT a, COUNT(*) FROM o U0 JOIN (SELECT 1) x ON (a.b = c) WHERE NOT (EXISTS(SELECT 1)) AND a IN ($1, ...) GROUP BY 1 ORDER BY a DESC NULLS LAST LIMIT 1 FOR UPDATE`)
	f.Add(`UPDATE a SET (b, c) = (SELECT 1), d = CASE WHEN x THEN y ELSE z END FROM t WHERE a.b BETWEEN 1 AND 2`)
	f.Add(`WITH RECURSIVE x AS MATERIALIZED (VALUES (1)) INSERT INTO a.b (c) SELECT CAST(a AS numeric(2, 3)) OPERATOR(x.=) ANY (ARRAY[1])`)
	f.Fuzz(func(t *testing.T, text string) { Read(text) })
}
