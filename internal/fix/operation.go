package fix

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// An operation is one operation of a new migration.
type operation struct {
	call       piece
	fragment   string // what the migration's name says of it, as Django has it
	imports    []importLine
	concurrent bool
}

var (
	importMigrations = importLine{module: "django.db", name: "migrations"}
	importModels     = importLine{module: "django.db", name: "models"}
)

// addIndex is the operation that makes a new index.
func (s *subject) addIndex(call *suggestion, name string) (operation, error) {
	quote := s.app.quote
	o := operation{fragment: s.modelName() + "_" + strings.ToLower(name), concurrent: s.large}
	index, err := call.write(name, quote, func(dotted string) (string, error) {
		parent, last := cutLast(dotted)
		if parent == "django.db.models" {
			o.imports = append(o.imports, importModels)
			return "models." + last, nil
		}
		o.imports = append(o.imports, importLine{module: parent, name: last})
		return last, nil
	})
	if err != nil {
		return o, err
	}
	o.call = piece{s.operationName(&o, "AddIndex"), []string{
		"model_name=" + quote + s.modelName() + quote,
		"index=" + index.lines(strings.Repeat(" ", 12), "    ", usualWidth),
	}}
	return o, nil
}

// removeIndex is the operation that drops an index of Meta.
func (s *subject) removeIndex(ix *schema.Index) operation {
	quote := s.app.quote
	o := operation{fragment: "remove_" + s.modelName() + "_" + strings.ToLower(ix.Name), concurrent: s.large}
	o.call = piece{s.operationName(&o, "RemoveIndex"), []string{
		"model_name=" + quote + s.modelName() + quote,
		"name=" + quote + ix.Name + quote,
	}}
	return o
}

// operationName takes the operation that lets writes go on for large tables.
func (s *subject) operationName(o *operation, name string) string {
	if !o.concurrent {
		o.imports = append(o.imports, importMigrations)
		return "migrations." + name
	}
	o.imports = append(o.imports, importLine{module: "django.contrib.postgres.operations", name: name + "Concurrently"})
	return name + "Concurrently"
}

func (s *subject) modelName() string { return strings.ToLower(s.table.Name) }

// alterField is the operation after which a field has no index of its own. The
// field is written as the migrations have it, so that makemigrations sees no
// difference but this one.
func (s *subject) alterField(column *schema.Column, ix *schema.Index, byDefault bool) (operation, error) {
	quote := s.app.quote
	o := operation{fragment: "alter_" + s.modelName() + "_" + strings.ToLower(column.Field), concurrent: s.large}
	state, err := declared(s.app.migrations, s.table.Name, column.Field)
	if err != nil {
		return o, err
	}
	field, imports, err := state.without(byDefault)
	if err != nil {
		return o, err
	}
	o.imports = append(imports, importMigrations)
	for _, line := range o.imports {
		if line.bound() == "models" && line != importModels || line.bound() == "migrations" && line != importMigrations {
			return o, fmt.Errorf("%s calls something else %s", state.file.File.Path, line.bound())
		}
	}
	alter := func(indent string) piece {
		return piece{"migrations.AlterField", []string{
			"model_name=" + quote + s.modelName() + quote,
			"name=" + quote + column.Field + quote,
			"field=" + field.lines(indent+"    ", "    ", usualWidth),
		}}
	}
	if !o.concurrent {
		o.call = alter(strings.Repeat(" ", 8))
		return o, nil
	}
	// AlterField would also make the foreign key's constraint anew, which reads
	// the table while it is locked.
	if ix.Name == "" || strings.ContainsAny(ix.Name+s.table.Table+ix.Terms[0].Column, `"'\`) {
		return o, fmt.Errorf("the name of the index of %s is not known", column.Field)
	}
	drop := fmt.Sprintf(`DROP INDEX CONCURRENTLY IF EXISTS "%s"`, ix.Name)
	create := fmt.Sprintf(`CREATE INDEX CONCURRENTLY "%s" ON "%s" ("%s")`, ix.Name, s.table.Table, ix.Terms[0].Column)
	inner := strings.Repeat(" ", 16)
	o.call = piece{"migrations.SeparateDatabaseAndState", []string{
		"database_operations=[\n" + inner + "migrations.RunSQL(\n" +
			inner + "    '" + drop + "',\n" + inner + "    reverse_sql='" + create + "',\n" + inner + "),\n            ]",
		"state_operations=[\n" + inner + alter(inner).broken(inner, "    ") + ",\n            ]",
	}}
	return o, nil
}
