package report

import (
	"io"
	"net/url"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/source"
)

// The part of SARIF 2.1.0 that code scanning reads, in the names of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string             `json:"id"`
		Name          string             `json:"name"`
		Short         sarifMessage       `json:"shortDescription"`
		Help          sarifMessage       `json:"help"`
		HelpURI       string             `json:"helpUri"`
		Configuration sarifConfiguration `json:"defaultConfiguration"`
		Properties    *sarifProperties   `json:"properties,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifProperties struct {
		Tags []string `json:"tags"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    *int               `json:"ruleIndex,omitempty"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifSuppression struct {
		Kind string `json:"kind"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// Home is the project's address.
const Home = "https://github.com/ormlint/ormlint"

// levels are SARIF's words for severities.
var levels = map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Advice: "note"}

func writeSARIF(w io.Writer, check Check) error {
	driver := sarifDriver{Name: "ormlint", Version: check.Version, InformationURI: Home, Rules: []sarifRule{}}
	index := map[string]int{}
	for i, rule := range check.Rules {
		index[rule.Code] = i
		driver.Rules = append(driver.Rules, asSARIFRule(rule))
	}
	run := sarifRun{Tool: sarifTool{driver}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, f := range check.Findings {
		run.Results = append(run.Results, asSARIF(f, index))
	}
	return encode(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func asSARIFRule(rule finding.Rule) sarifRule {
	out := sarifRule{
		ID:            rule.Code,
		Name:          rule.Name,
		Short:         sarifMessage{Text: rule.Summary},
		Help:          sarifMessage{Text: rule.Why, Markdown: rule.Why},
		HelpURI:       Home + "/blob/main/" + rule.Page(),
		Configuration: sarifConfiguration{levels[rule.Severity]},
	}
	if rule.Guideline != "" {
		out.Properties = &sarifProperties{Tags: []string{rule.Guideline}}
	}
	return out
}

func asSARIF(f *finding.Finding, index map[string]int) sarifResult {
	message := strings.Join(append([]string{f.Message}, advice(f)...), "\n")
	out := sarifResult{
		RuleID:       f.Code,
		Level:        levels[f.Severity],
		Message:      sarifMessage{Text: message},
		Locations:    []sarifLocation{sarifPlace(f.File, f.Span)},
		Fingerprints: map[string]string{"ormlint/v1": f.Fingerprint},
	}
	if i, ok := index[f.Code]; ok {
		out.RuleIndex = &i
	}
	for _, site := range f.Sites {
		location := sarifPlace(site.File, site.Span)
		id := len(out.Related)
		location.ID, location.Message = &id, &sarifMessage{Text: "a query that it is about"}
		out.Related = append(out.Related, location)
	}
	for _, related := range f.Related {
		if related.File == nil {
			continue
		}
		location := sarifPlace(related.File, related.Span)
		id := len(out.Related)
		location.ID, location.Message = &id, &sarifMessage{Text: related.Message}
		out.Related = append(out.Related, location)
	}
	if f.Suppressed {
		out.Suppressions = []sarifSuppression{{"inSource"}}
	}
	return out
}

func sarifPlace(file *source.File, span source.Span) sarifLocation {
	place := placeOf(file, span)
	return sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{(&url.URL{Path: Path(file)}).String()},
		Region: sarifRegion{
			StartLine: place.line, StartColumn: place.column, EndLine: place.endLine, EndColumn: place.endColumn,
		},
	}}
}
