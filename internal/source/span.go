package source

// A Span is a half-open range of byte offsets in a file's decoded text.
// Lines and columns are computed from it only where something is printed.
type Span struct{ Start, End uint32 }

// Extent returns the span itself; a node that embeds a Span has it by promotion.
func (s Span) Extent() Span { return s }

// Contains reports whether the byte at offset lies inside the span.
func (s Span) Contains(offset uint32) bool { return s.Start <= offset && offset < s.End }
