package prove

import (
	"fmt"
	"hash/fnv"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
)

// A spread says how the values of a column are spread over the rows. A row's
// value is a function of its rank, 1 to distinct, and the rank one of the row's number i.
type spread struct {
	column   *schema.Column
	distinct int64
	rank     string   // SQL over i and ranks that come before it; "" where states say the value
	states   []string // SQL of the values of a column that knows only a few: the first is the common one
	rare     int      // how many of states, at the end, are rare and stand at the end of the table
	null     float64  // share of NULL
	leaves   bool     // some parents have no rows in the newer half of the table
	grows    bool     // a moment that grows with the primary key
	salt     int64
	keySalt  int64 // of the key that a foreign key refers to, so that both have the same values
}

func salt(m *schema.Model, c *schema.Column) int64 {
	h := fnv.New32a()
	h.Write([]byte(m.Table + "." + c.Column))
	return int64(h.Sum32())
}

// keySalt is the salt of the column that a chain of foreign keys ends at.
func keySalt(m *schema.Model, c *schema.Column) int64 {
	for range 10 {
		r := c.References
		if r == nil || r.Model == nil {
			break
		}
		next := columnOf(r.Model, r.Column)
		if next == nil {
			break
		}
		m, c = concrete(r.Model), next
	}
	return salt(m, c)
}

func concrete(m *schema.Model) *schema.Model {
	if m.Proxy && m.Concrete != nil {
		return m.Concrete
	}
	return m
}

func columnOf(m *schema.Model, name string) *schema.Column {
	for _, c := range concrete(m).Columns {
		if c.Column == name {
			return c
		}
	}
	return nil
}

// uniform is a number from 0 up to 1 that looks random and is a row's own.
func uniform(i string, salt int64) string {
	return fmt.Sprintf("((hashint8extended(%s, %d) & 9007199254740991)::float8 / 9007199254740992)", i, salt)
}

// zipf is a rank from 1 to n that is the rarer the higher it is; u is uniform.
func zipf(u string, n int64) string {
	return fmt.Sprintf("LEAST(%d, floor(exp(%s * %s))::bigint)", n, u, strconv.FormatFloat(math.Log(float64(n+1)), 'g', 17, 64))
}

// flattened is like zipf, but that ranks up to flat or so are about as frequent as each other.
func flattened(u string, n, flat int64) string {
	return fmt.Sprintf("LEAST(%d, floor(%d * exp(%s * %s))::bigint - %d)", n, flat, u, strconv.FormatFloat(math.Log(float64(n+flat)/float64(flat)), 'g', 17, 64), flat-1)
}

// permuted is the row's place in a fixed shuffle of rows.
func permuted(rows, salt int64) string {
	for _, prime := range []int64{2654435761, 2246822519, 3266489917} {
		if rows%prime != 0 {
			return fmt.Sprintf("((i * %d + %d) %% %d)", prime, salt%rows, rows)
		}
	}
	return "i"
}

// value is the SQL of a column's value for a rank.
func (s *spread) value(rank string) (string, error) {
	v, err := valueOf(s.column.DBType, rank, s.keySalt, s.distinct)
	if err != nil {
		return "", fmt.Errorf("column %s: %w", s.column.Column, err)
	}
	return v, nil
}

var sized = regexp.MustCompile(`\((\d+)(?:,(-?\d+))?\)`)

// words is text of two words, 33 characters at most. It is made of hashes,
// as md5 and translate take eight times as long, most of the time of a load.
func words(rank string, salt int64) string {
	return fmt.Sprintf("to_hex(hashint8extended(%s, %d)) || ' ' || to_hex(hashint8extended(%[1]s, %[3]d))", rank, salt%1000, salt%1000+1)
}

// valueOf writes a value of a type that is the same for the same rank, and another for another where the type has room.
func valueOf(dbType, rank string, salt, distinct int64) (string, error) {
	base := dbType
	length, scale := 0, 0
	if m := sized.FindStringSubmatch(dbType); m != nil {
		base = strings.Replace(dbType, m[0], "", 1)
		length, _ = strconv.Atoi(m[1])
		scale, _ = strconv.Atoi(m[2])
	}
	if inner, array := strings.CutSuffix(base, "[]"); array {
		one, err := valueOf(inner, "1 + ("+rank+") % 50", salt, 50)
		if err != nil {
			return "", err
		}
		two, _ := valueOf(inner, "1 + ("+rank+") * 7 % 50", salt, 50)
		return "ARRAY[" + one + ", " + two + "]::" + dbType, nil
	}
	moment := "('2023-01-01 00:00:00+00'::timestamptz + (" + rank + ") * interval '" + step(distinct) + " seconds')"
	switch base {
	case "bigint", "integer", "double precision", "real":
		return "(" + rank + ")::" + base, nil
	case "smallint":
		return "(1 + (" + rank + " - 1) % 32767)::smallint", nil
	case "numeric":
		room := int64(1_000_000_000_000)
		if length > 0 {
			room = int64(math.Pow10(min(length-scale, 12)))
		}
		if scale > 0 && distinct >= room {
			digits := int64(math.Pow10(min(length, 18)))
			return fmt.Sprintf("((%s) %% %d)::numeric / %d", rank, digits, int64(math.Pow10(scale))), nil
		}
		return fmt.Sprintf("((%s) %% %d)::%s", rank, max(room, 2), dbType), nil
	case "boolean":
		return "((" + rank + ") % 2 = 0)", nil
	case "varchar", "character", "text", "citext":
		text := "(" + words(rank, salt) + ")"
		switch {
		case length > 0 && length < 8:
			text = "left(to_hex(" + rank + "), " + strconv.Itoa(length) + ")"
		case length > 0 && length < 33:
			text = fmt.Sprintf("left(to_hex(%s) || to_hex(hashint8extended(%[1]s, 1)) || to_hex(hashint8extended(%[1]s, 2)), %[2]d)", rank, length)
		}
		if base == "citext" {
			text += "::citext"
		}
		return text, nil
	case "uuid":
		return fmt.Sprintf("md5((%s)::text || '.%d')::uuid", rank, salt%1000), nil
	case "timestamp with time zone":
		return moment, nil
	case "timestamp without time zone":
		return moment + "::timestamp", nil
	case "date":
		return "('2023-01-01'::date + (((" + rank + ") * 1000 / " + strconv.FormatInt(max(distinct, 1), 10) + "))::int)", nil
	case "time without time zone", "time with time zone":
		return "('00:00'::time + ((" + rank + ") % 86400) * interval '1 second')::" + base, nil
	case "interval":
		return "((" + rank + ") * interval '1 second')", nil
	case "jsonb", "json":
		return fmt.Sprintf("%s_build_object('id', %s, 'kind', (%s) %% 10)", base, rank, rank), nil
	case "inet":
		return "('10.0.0.0'::inet + (" + rank + "))", nil
	case "cidr":
		return "('10.0.0.0'::inet + (" + rank + "))::cidr", nil
	case "macaddr":
		return "(lpad(to_hex(" + rank + "), 12, '0'))::macaddr", nil
	case "bytea":
		return "decode(md5((" + rank + ")::text), 'hex')", nil
	case "tsvector":
		return "to_tsvector('simple', " + words(rank, salt) + ")", nil
	case "hstore":
		return "hstore('kind', ((" + rank + ") % 100)::text)", nil
	case "ltree":
		return "('a' || (" + rank + "))::ltree", nil
	case "int4range", "int8range", "numrange", "tstzrange", "tsrange", "daterange":
		return rangeOf(base, rank, moment), nil
	}
	return "", fmt.Errorf("no rows can be made of type %s", dbType)
}

// rangeOf writes a range that begins at the rank, or at its moment.
func rangeOf(base, rank, moment string) string {
	switch base {
	case "tstzrange":
		return "tstzrange(" + moment + ", " + moment + " + interval '1 hour')"
	case "tsrange":
		return "tsrange(" + moment + "::timestamp, " + moment + "::timestamp + interval '1 hour')"
	case "daterange":
		return "daterange(" + moment + "::date, " + moment + "::date + 3)"
	}
	of := map[string]string{"int4range": "int", "int8range": "bigint", "numrange": "numeric"}[base]
	return base + "((" + rank + ")::" + of + ", (" + rank + " + 10)::" + of + ")"
}

// step is how many seconds lie between two of a number of moments that fill three years.
func step(distinct int64) string {
	return strconv.FormatFloat(3*365*86400/float64(max(distinct, 1)), 'f', 6, 64)
}

// state is the SQL of a constant of Python's for a column.
func state(c *schema.Column, text string) (string, bool) {
	constant, ok := query.ReadConstant(text)
	if !ok || constant.Kind == query.NoneConstant {
		return "", false
	}
	value := constant.Text
	if m := sized.FindStringSubmatch(c.DBType); m != nil && strings.HasPrefix(c.DBType, "varchar") {
		if n, _ := strconv.Atoi(m[1]); len([]rune(value)) > n {
			return "", false
		}
	}
	return sql.Literal(value, c.DBType), true
}

// statesOf are the values that a column is known to hold: choices, the initial
// value, and what queries compare it with. Those that queries ask for are rare
// and stand last, as work that waits does; of a boolean the initial value is the common one.
func statesOf(c *schema.Column, asked []string) (states []string, rare int) {
	var known []string
	add := func(text string) {
		if s, ok := state(c, text); ok && !slices.Contains(known, s) {
			known = append(known, s)
		}
	}
	if c.DBType == "boolean" {
		initial, ok := state(c, c.Initial)
		if !ok {
			initial = "false"
			if len(asked) > 0 {
				if s, ok := state(c, asked[0]); ok && s == "false" {
					initial = "true"
				}
			}
		}
		other := "true"
		if initial == "true" {
			other = "false"
		}
		return []string{initial, other}, 1
	}
	if c.Initial != "" && len(c.Choices) > 0 {
		add(c.Initial)
	}
	for _, text := range c.Choices {
		add(text)
	}
	for _, text := range asked {
		add(text)
	}
	if len(known) == 0 {
		return nil, 0
	}
	var common, last []string
	for _, s := range known {
		if slices.ContainsFunc(asked, func(text string) bool { a, ok := state(c, text); return ok && a == s }) {
			last = append(last, s)
		} else {
			common = append(common, s)
		}
	}
	if len(common) == 0 && len(c.Choices) > 0 { // every choice is asked for: the last one is where rows end up
		common, last = last[len(last)-1:], last[:len(last)-1]
	}
	return append(common, last...), len(last)
}

// expression is the value of a column in row i of rows; rank is the name of its rank, where it has one.
func (s *spread) expression(rank string, rows int64) (string, error) {
	var text string
	var err error
	switch {
	case len(s.states) > 0:
		text, err = s.stateExpression(rows)
	case s.grows:
		text, err = s.value("i")
	case s.leaves:
		text, err = s.value(fmt.Sprintf("(CASE WHEN i > %d AND %s %% %d = 0 THEN %[2]s - 1 ELSE %[2]s END)", rows/2, rank, leaving))
	default:
		text, err = s.value(rank)
	}
	if err != nil {
		return "", err
	}
	if s.null > 0 {
		text = fmt.Sprintf("CASE WHEN %s < %g THEN NULL ELSE %s END", uniform("i", s.salt+1), s.null, text)
	}
	return text, nil
}

// leaving is how many parents there are for one that has no new rows since the
// middle of the table.
const leaving = 10

// rareShare is how many rows have one of the rare states, tailShare the part of
// the table, at its end, in which they stand, and scatteredShare those anywhere.
const (
	rareShare      = 0.02
	tailShare      = 0.05
	scatteredShare = 0.001
)

func (s *spread) stateExpression(rows int64) (string, error) {
	common := s.states[:len(s.states)-s.rare]
	u := uniform("i", s.salt)
	var b strings.Builder
	b.WriteString("CASE")
	if s.rare > 0 {
		tail := fmt.Sprintf("i > %d", rows-int64(float64(rows)*tailShare))
		each := rareShare / tailShare / float64(s.rare)
		for k, value := range s.states[len(common):] {
			fmt.Fprintf(&b, " WHEN %s AND %s < %g OR %s < %g THEN %s", tail, u, each*float64(k+1),
				uniform("i", s.salt+3), scatteredShare/float64(s.rare)*float64(k+1), value)
		}
	}
	if len(common) == 0 {
		other, err := s.value("1 + i % 20")
		if err != nil {
			return "", err
		}
		b.WriteString(" ELSE " + other + " END")
		return b.String(), nil
	}
	v := uniform("i", s.salt+2)
	share := 0.7 // of the common state; each further one has a third of what is left
	for _, value := range common[:len(common)-1] {
		fmt.Fprintf(&b, " WHEN %s < %g THEN %s", v, share, value)
		share += (1 - share) * 0.6
	}
	b.WriteString(" ELSE " + common[len(common)-1] + " END")
	return b.String(), nil
}
