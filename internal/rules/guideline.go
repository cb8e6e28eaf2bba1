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
