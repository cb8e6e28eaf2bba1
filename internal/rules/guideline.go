package rules

// A Guideline is one of the practices that ormlint exists to enforce.
type Guideline string

const (
	G1  Guideline = "G1"
	G2  Guideline = "G2"
	G3  Guideline = "G3"
	G4  Guideline = "G4"
	G5  Guideline = "G5"
	G6  Guideline = "G6"
	G7  Guideline = "G7"
	G8  Guideline = "G8"
	G9  Guideline = "G9"
	G10 Guideline = "G10"
	G11 Guideline = "G11"
	G12 Guideline = "G12"
	G13 Guideline = "G13"
	G14 Guideline = "G14"
)

type guidelineText struct {
	Guideline Guideline
	Title     string
	Text      string // the sentence that explains it
}

// Guidelines is every guideline in order.
var Guidelines = []guidelineText{
	{G1, "Never join across silos", "Each silo has a database of its own; a query that reaches into another one works on a laptop and nowhere else."},
	{G2, "Send cross-silo updates through an outbox", "A change that another silo must hear of is written to an outbox in the same transaction, so that neither is lost without the other."},
	{G3, "Keep migrations backwards compatible", "While a release rolls out, old code runs on the new schema and new code on the old one; both must work, and so must the way back."},
	{G4, "Index what queries need on tables of a million rows or more", "Below that a scan is cheap; above it every query without an index is felt."},
	{G5, "Declare indexes on the model", "db_index=True for one column, Meta.indexes for several: then the index is reviewed with the code and exists in every environment."},
	{G6, "Use indexes as PostgreSQL can", "An index in the wrong order, one that repeats another, and a lookup that no index serves all cost writes or reads and give nothing."},
	{G7, "Paginate list endpoints", "A list that returns every row is fast until the customer with the most rows opens it."},
	{G8, "Cache expensive computations", "A count or an aggregate over a large table on every request belongs into a shared cache with a timeout."},
	{G9, "Do slow work in background tasks", "Mail, remote calls and bulk loops in a request keep a worker busy and a user waiting."},
	{G10, "Fetch related objects with select_related and prefetch_related", "Otherwise every row of a list sends a query of its own."},
	{G11, "Give a query on several columns a composite index", "The index holds the query's columns, those compared for equality first. A foreign key's own index does not cover the foreign key and another filter."},
	{G12, "Take red flags seriously", "An IN list beside a range, a foreign key beside a primary key or a timestamp, keyset pagination with filters: these read far more than they return."},
	{G13, "When in doubt, measure", "Look at production's slow statements, run EXPLAIN ANALYZE on data of production's size, and add the index where the table is large and the query runs in loops or batches."},
	{G14, "Give every model, endpoint and task a silo", "What is not assigned cannot be checked, and ends up where its author happened to test it."},
}

// Families is every family of codes with what its rules are about, in the order
// in which lists show them. A family may be selected before it has rules.
var Families = []struct{ Code, About string }{
	{"IDX", "indexes and the queries they serve"},
	{"QRY", "queries per row and unbounded reads"},
	{"PAG", "pagination of list endpoints"},
	{"MIG", "migrations: compatibility and locks"},
	{"SIL", "silos: what may touch what"},
	{"OBX", "outboxes for cross-silo updates"},
	{"CCH", "caching"},
	{"TSK", "background tasks"},
	{"SUP", "comments that suppress findings"},
	{"SYN", "files that are not valid Python"},
}

// FamilyCodes returns the letters of all families.
func FamilyCodes() []string {
	codes := make([]string, len(Families))
	for i, family := range Families {
		codes[i] = family.Code
	}
	return codes
}

// Enforces reports whether the rule serves a guideline.
func (r *Rule) Enforces(g Guideline) bool {
	if r.Guideline == g {
		return true
	}
	for _, also := range r.Also {
		if also == g {
			return true
		}
	}
	return false
}
