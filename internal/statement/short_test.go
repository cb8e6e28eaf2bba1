package statement

import "testing"

func TestShort(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT "a"."id", "a"."b", "a"."c", "a"."d" FROM "a" WHERE ("a"."b" = $1) ORDER BY "a"."c" DESC LIMIT $2`: `SELECT … FROM a WHERE (b = $1) ORDER BY c DESC LIMIT $2`,
		`SELECT "a"."id" FROM "a" INNER JOIN "b" ON ("a"."x" = "b"."y")`:                                          `SELECT a.id FROM a INNER JOIN b ON (a.x = b.y)`,
		`SELECT SUM("a"."b") AS "s" FROM "a"`:                                                                     `SELECT SUM(b) AS s FROM a`,
		`DECLARE CURSOR FOR SELECT "a"."id" FROM "a"`:                                                             `DECLARE CURSOR FOR SELECT id FROM a`,
		`UPDATE "s"."a" SET "b" = $1 WHERE "s"."a"."id" = $2`:                                                     `UPDATE a SET b = $1 WHERE a.id = $2`,
	} {
		if got := Short(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}
