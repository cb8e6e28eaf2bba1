package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// reportRedundant reports the indexes that another one does the work of.
func reportRedundant(p *Pass, same bool, message func(*schema.Model, index.Redundancy) string) {
	for _, model := range p.Schema.Models {
		if !p.changes(model) {
			continue
		}
		for _, r := range index.Redundant(model.Indexes) {
			if r.Same == same && changeable(model, r.Index) {
				reportDrop(p, model, r.Index, message(model, r)).doneBy(r.By)
			}
		}
	}
}

// changes tells the models whose indexes the project decides about.
func (p *Project) changes(model *schema.Model) bool {
	return model.Table != "" && !model.Proxy && !model.Package && !model.AutoCreated && model.Managed && !p.known(model, config.Small)
}

// changeable leaves out the indexes of a field that other models share.
func changeable(model *schema.Model, ix *schema.Index) bool {
	if ix.Origin == schema.OriginMeta || ix.Origin == schema.OriginConstraint || len(ix.Terms) == 0 {
		return true
	}
	for _, c := range model.Columns {
		if c.Column == ix.Terms[0].Column {
			return !inherits(model, c)
		}
	}
	return false
}

// reportDrop reports an index that could go.
func reportDrop(p *Pass, model *schema.Model, ix *schema.Index, message string) Report {
	file, span := dropPlace(model, ix)
	severity := p.rule.Severity
	if p.known(model, config.Large) || p.Tables.IsHot(model.Table, model.Label) {
		severity = max(severity, finding.Warning)
	}
	columns := make([]string, len(ix.Terms))
	for i, term := range ix.Terms {
		if columns[i] = term.Column; term.Column == "" {
			columns[i] = term.Expression
		}
	}
	return p.Report(file, span, "%s", message).
		Severity(severity).
		About(model, columns...).
		Size(p.sizeWords(model)).
		Drop(model, ix).
		Help("%s", dropHelp(model, ix))
}

// dropPlace is where the index is declared.
func dropPlace(model *schema.Model, ix *schema.Index) (*source.File, source.Span) {
	place := indexPlace(model, ix)
	if place.Span == model.Place.Span && place.File == model.Place.File {
		return place.File, header(place)
	}
	return place.File, place.Span
}

// dropHelp says how the index is done without.
func dropHelp(model *schema.Model, ix *schema.Index) string {
	field := ""
	if len(ix.Terms) > 0 {
		field = fieldOf(model, ix.Terms[0].Column)
	}
	switch ix.Origin {
	case schema.OriginForeignKey:
		return fmt.Sprintf("Write db_index=False on %s.%s.", model.Name, field)
	case schema.OriginField:
		return fmt.Sprintf("Take db_index=True off %s.%s; a SlugField needs db_index=False.", model.Name, field)
	case schema.OriginLike:
		return fmt.Sprintf("Django makes it beside every index of a text field. Declare the index of %s.%s in Meta instead: models.Index, or a UniqueConstraint, has no such twin.", model.Name, field)
	case schema.OriginUniqueTogether, schema.OriginConstraint:
		return fmt.Sprintf("Take the constraint out of %s.Meta.", model.Name)
	}
	return fmt.Sprintf("Take it out of %s.Meta.indexes.", model.Name)
}
