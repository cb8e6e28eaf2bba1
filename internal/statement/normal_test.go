package statement

import "testing"

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT "a"."id" FROM "a" WHERE "a"."b" = 'secret' LIMIT 21`:                                         `SELECT "a"."id" FROM "a" WHERE "a"."b" = $1 LIMIT $2`,
		"SELECT 1 /* user=bob@example.com */ FROM a -- it's\n WHERE x = $7;":                                 `SELECT $1 FROM a WHERE x = $2`,
		`SELECT x FROM a WHERE b IN ($1,$2, $3::uuid, 'x') AND c = $4`:                                       `SELECT x FROM a WHERE b IN ($1, ...) AND c = $2`,
		`SELECT x FROM a WHERE b IN ($1 /*, ... */) AND c = $2`:                                              `SELECT x FROM a WHERE b IN ($1, ...) AND c = $2`,
		`SELECT x FROM a WHERE b IN ($1, ...) AND c = $2`:                                                    `SELECT x FROM a WHERE b IN ($1, ...) AND c = $2`,
		`SELECT x FROM a WHERE b IN ($1)`:                                                                    `SELECT x FROM a WHERE b IN ($1)`,
		`SELECT x FROM a WHERE b = ANY(ARRAY[1, 2])`:                                                         `SELECT x FROM a WHERE b = ANY(ARRAY[$1, ...])`,
		`INSERT INTO "a" ("b", "c") VALUES ('x', (1)), ('y', 2) RETURNING "a"."id"`:                          `INSERT INTO "a" ("b", "c") VALUES ($1, ($2)), ... RETURNING "a"."id"`,
		`UPDATE a SET b = CAST('12' AS numeric(12, 2)), c = E'it\'s' WHERE d = $q$x'y$q$`:                    `UPDATE a SET b = CAST($1 AS numeric(12, 2)), c = $2 WHERE d = $3`,
		`DECLARE "_django_curs_140_1" NO SCROLL CURSOR WITH HOLD FOR SELECT "a"."id" FROM "a" WHERE x = 'v'`: `DECLARE CURSOR FOR SELECT "a"."id" FROM "a" WHERE x = $1`,
		`(SELECT 1) UNION (SELECT 2)`:                                                                        `(SELECT $1) UNION (SELECT $2)`,
		`CREATE USER bob PASSWORD 'secret'`:                                                                  ``,
		`FETCH FORWARD 2000 FROM "_django"`:                                                                  ``,
		`SAVEPOINT "s1"`:                                                                                     ``,
		`SET x = 'y'`:                                                                                        ``,
		``:                                                                                                   ``,
		`SELECT 'never closed`:                                                                               `SELECT $1`,
		`SELECT "data" ? 'k', a->>'b', a - -1`:                                                               `SELECT "data" ? $1, a->>$2, a - -$3`,
	} {
		got, data := Normal(text)
		if got != want || data != (want != "") {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func FuzzNormal(f *testing.F) {
	f.Add(`SELECT "a" FROM b WHERE c IN ($1, $2) AND d = $x$y$x$ /* /* */ */ -- z`)
	f.Add(`INSERT INTO a VALUES (1), (2), (`)
	f.Fuzz(func(t *testing.T, text string) {
		normal, _ := Normal(text)
		for _, token := range tokens(normal) {
			if token.kind == literal && !token.number {
				t.Errorf("%q keeps a constant: %q", text, normal)
			}
		}
	})
}
