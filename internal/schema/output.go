package schema

import (
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
)

// A kind is the family of field classes that an expression's output_field is
// of: as far as lookups, transforms and values depend on it.
type kind uint8

const (
	unknownKind kind = iota
	text
	integer
	decimal
	float
	boolean
	date
	datetime
	clock // TimeField
	duration
	uuid
	json
	array
	span // RangeField
	hstore
	inet
	binary
	tsvector
)

// kinds are the families of Django's own field classes.
var kinds = map[string]kind{
	"django.db.models.fields.CharField": text, "django.db.models.fields.TextField": text,
	"django.db.models.fields.FilePathField": text, "django.db.models.fields.files.FileField": text,
	"django.db.models.fields.IntegerField": integer, "django.db.models.fields.AutoField": integer,
	"django.db.models.fields.BigAutoField": integer, "django.db.models.fields.SmallAutoField": integer,
	"django.db.models.fields.DecimalField": decimal, "django.db.models.fields.FloatField": float,
	"django.db.models.fields.BooleanField": boolean, "django.db.models.fields.NullBooleanField": boolean,
	"django.db.models.fields.DateTimeField": datetime, "django.db.models.fields.DateField": date,
	"django.db.models.fields.TimeField": clock, "django.db.models.fields.DurationField": duration,
	"django.db.models.fields.UUIDField": uuid, "django.db.models.fields.BinaryField": binary,
	"django.db.models.fields.GenericIPAddressField": inet, "django.db.models.fields.IPAddressField": inet,
	"django.db.models.fields.json.JSONField":                json,
	"django.contrib.postgres.fields.array.ArrayField":       array,
	"django.contrib.postgres.fields.ranges.RangeField":      span,
	"django.contrib.postgres.fields.hstore.HStoreField":     hstore,
	"django.contrib.postgres.search.SearchVectorField":      tsvector,
	"django.contrib.postgres.fields.citext.CIText":          text,
	"django.contrib.postgres.fields.citext.CICharField":     text,
	"django.contrib.postgres.fields.citext.CITextField":     text,
	"django.contrib.postgres.fields.citext.CIEmailField":    text,
	"django.db.models.fields.generated.GeneratedField":      unknownKind,
	"django.db.models.fields.related.ForeignKey":            unknownKind,
	"django.db.models.fields.composite.CompositePrimaryKey": unknownKind,
}

// An output is the type of an expression's result.
type output struct {
	kind  kind
	field *eval.Instance // the field of that type, nil where only the kind is known
}

// fieldOutput is the type of a model's field; of a foreign key, that of what it refers to.
func (r *renderer) fieldOutput(f *django.Field) output {
	for depth := 0; depth < 8; depth++ {
		target := r.project.TargetField(f)
		if target == nil || !f.Instance.Class.Is("django.db.models.fields.related.ForeignKey") {
			break
		}
		f = target
	}
	return r.instanceOutput(f.Instance)
}

func (r *renderer) instanceOutput(field *eval.Instance) output {
	for _, k := range field.Class.MRO() {
		name := k.FullName()
		if name == "django.db.models.fields.generated.GeneratedField" {
			if inner, ok := r.attr(field, "output_field").(*eval.Instance); ok {
				return r.instanceOutput(inner)
			}
		}
		if found, ok := kinds[name]; ok {
			return output{found, field}
		}
	}
	return output{field: field}
}

// outputField is the output_field that an expression was given or that its class has.
func (r *renderer) outputField(i *eval.Instance) output {
	if field, ok := r.attr(i, "output_field").(*eval.Instance); ok {
		return r.instanceOutput(field)
	}
	if v, _ := i.Class.Find("output_field"); v != nil {
		if field, ok := v.(*eval.Instance); ok {
			return r.instanceOutput(field)
		}
	}
	return output{}
}

// outputOfValue is the type that Value() takes for a Python value.
func outputOfValue(v eval.Value) output {
	switch v := v.(type) {
	case eval.Str:
		return output{kind: text}
	case eval.Bool:
		return output{kind: boolean}
	case eval.Int:
		return output{kind: integer}
	case eval.Float:
		return output{kind: float}
	case eval.Bytes:
		return output{kind: binary}
	case *eval.Instance:
		switch {
		case v.Class.Is("datetime.datetime"):
			return output{kind: datetime}
		case v.Class.Is("datetime.date"):
			return output{kind: date}
		case v.Class.Is("datetime.time"):
			return output{kind: clock}
		case v.Class.Is("datetime.timedelta"):
			return output{kind: duration}
		case v.Class.Is("decimal.Decimal"):
			return output{kind: decimal}
		case v.Class.Is("uuid.UUID"):
			return output{kind: uuid}
		}
		if _, ok := eval.AsStr(v); ok {
			return output{kind: text}
		}
		if _, ok := eval.AsInt(v); ok {
			return output{kind: integer}
		}
	}
	return output{}
}

// baseOutput is the type of an array's elements or a range's bounds.
func (r *renderer) baseOutput(out output) output {
	if out.field == nil {
		return output{}
	}
	if base, ok := r.attr(out.field, "base_field").(*eval.Instance); ok {
		return r.instanceOutput(base)
	}
	for _, k := range out.field.Class.MRO() {
		switch k.Name {
		case "IntegerRangeField", "BigIntegerRangeField":
			return output{kind: integer}
		case "DecimalRangeField":
			return output{kind: decimal}
		case "DateTimeRangeField":
			return output{kind: datetime}
		case "DateRangeField":
			return output{kind: date}
		}
	}
	return output{}
}

// castType is the type that a cast to a field names.
func (r *renderer) castType(field *eval.Instance) (string, string) {
	switch internal := r.project.InternalType(field); internal {
	case "AutoField":
		return "integer", ""
	case "BigAutoField":
		return "bigint", ""
	case "SmallAutoField":
		return "smallint", ""
	}
	dbType, reason := r.project.DBType(field)
	if dbType == "" && reason == "" {
		reason = field.Class.Name + " has no type"
	}
	return strings.ReplaceAll(dbType, ", ", ","), reason
}
