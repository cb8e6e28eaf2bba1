package rules

// All is every rule, by code. A test fails when a rule of this package is missing here.
var All = []*Rule{
	MissingIndex,
	MissingCompositeIndex,
	UnservedOrder,
	MisorderedIndex,
	UnindexableLookup,
	UnservedOr,
	GenericRelationPair,
	UnindexedCascade,
	PartialIndexNeverImplied,
	KeysetPaginationIndex,
	DuplicateIndex,
	RedundantPrefix,
	NeedlessLikeIndex,
	UnusedIndex,
	RemovedIndexOption,
	UnusedSuppression,
	UnknownSuppressionCode,
	InvalidSyntax,
}

// Named returns the rule with that code or name, or nil.
func Named(s string) *Rule {
	for _, rule := range All {
		if rule.Code == s || rule.Name == s {
			return rule
		}
	}
	return nil
}

// Codes returns the codes of all rules.
func Codes() []string {
	codes := make([]string, len(All))
	for i, rule := range All {
		codes[i] = rule.Code
	}
	return codes
}
