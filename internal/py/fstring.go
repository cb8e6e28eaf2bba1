package py

import "github.com/ormlint/ormlint/internal/source"

// strings reads adjacent string literals, which are one expression.
func (p *parser) strings() Expr {
	start := p.tok
	formatted, mixed := false, false
	first := p.i
	for i := p.i; ; i++ {
		t := p.tokens[i]
		if t.kind == tokFStringStart {
			formatted = true
			break
		}
		if t.kind != tokString {
			break
		}
		mixed = mixed || (t.flags^start.flags)&flagBytes != 0
	}
	if formatted {
		return p.formatted()
	}
	for p.at(tokString) {
		p.next()
	}
	if mixed {
		p.i, p.tok = first, start
		p.fail("cannot mix bytes and nonbytes literals")
	}
	k := String
	if start.flags&flagBytes != 0 {
		k = Bytes
	}
	return &Constant{Span: p.span(start.start), Kind: k, Raw: p.text[start.start:p.end], form: start.flags &^ (flagBytes | flagTemplate)}
}

// A run is the literal text between two replacement fields. CPython makes one
// Constant of it, over the literals it is concatenated from, unless it is empty.
type run struct {
	at     source.Span
	form   literalFlags
	open   bool
	filled bool
}

// extend adds the text at [start, end) to the run.
func (r *run) extend(start, end uint32, form literalFlags, filled bool) {
	if !r.open {
		*r = run{at: source.Span{Start: start}, form: form, open: true}
	}
	r.at.End = end
	r.filled = r.filled || filled
}

// flush pushes the Constant of the run.
func (p *parser) flush(r *run) {
	if r.open && r.filled {
		p.exprs = append(p.exprs, &Constant{Span: r.at, Kind: String, Raw: p.text[r.at.Start:r.at.End], form: r.form})
	}
	*r = run{}
}

// formatted reads adjacent literals of which at least one is an f-string or t-string.
func (p *parser) formatted() Expr {
	start := p.tok.start
	mark := len(p.exprs)
	template := false
	var literal run
	for !p.failed {
		if t := p.tok; t.kind == tokString {
			if t.flags&flagBytes != 0 {
				p.fail("cannot mix bytes and nonbytes literals")
				break
			}
			literal.extend(t.start, t.end, t.flags, p.hasText(t))
			p.next()
			continue
		}
		if !p.at(tokFStringStart) {
			break
		}
		flags := p.tok.flags
		template = template || flags&flagTemplate != 0
		p.next()
		p.pieces(&literal, flags)
		p.expect(tokFStringEnd)
	}
	p.flush(&literal)
	values := take(&p.exprs, mark)
	if template {
		return &TemplateStr{p.span(start), values}
	}
	return &JoinedStr{p.span(start), values}
}

// hasText reports whether a plain string literal is not the empty string.
func (p *parser) hasText(t token) bool {
	start := t.start
	for p.text[start] != '\'' && p.text[start] != '"' {
		start++
	}
	width := uint32(1)
	if t.flags&flagTriple != 0 {
		width = 3
	}
	return hasText(p.text[start+width:t.end-width], t.flags&flagRaw != 0)
}

// hasText reports whether the inside of a literal stands for any character:
// escaped line ends do not.
func hasText(s string, raw bool) bool {
	for !raw && len(s) > 1 && s[0] == '\\' {
		next := afterNewline(s, 1)
		if next < 0 {
			return true
		}
		s = s[next:]
	}
	return s != ""
}

// trimContinuations returns the length of an f-string's text without escaped
// line ends at its end, when they follow a doubled bracket or \N{…}: CPython
// reads such text in pieces, and drops those that stand for nothing.
func trimContinuations(s string) int {
	n := len(s)
	for n > 1 && (s[n-1] == '\n' || s[n-1] == '\r') {
		end := n - 1
		if s[end] == '\n' && s[end-1] == '\r' {
			end--
		}
		if end == 0 || s[end-1] != '\\' {
			break
		}
		n = end - 1
	}
	if n > 0 && (s[n-1] == '{' || s[n-1] == '}') {
		return n
	}
	return len(s)
}

// pieces pushes the text and fields of one f-string, or of a format specification.
func (p *parser) pieces(literal *run, flags literalFlags) {
	for !p.failed {
		switch p.tok.kind {
		case tokFStringMiddle:
			t := p.tok
			raw := flags&flagRaw != 0
			if hasText(p.word(t), raw) {
				end := t.end
				if !raw {
					end -= uint32(len(p.word(t)) - trimContinuations(p.word(t)))
				}
				literal.extend(t.start, end, flags|flagMiddle, true)
			}
			p.next()
		case tokLBrace:
			p.field(literal, flags)
		default:
			return
		}
	}
}

// field pushes a replacement field: {value = !r:spec}.
func (p *parser) field(literal *run, flags literalFlags) {
	start := p.tok
	if !p.enter() {
		return
	}
	p.next()
	value := p.starOrYield()
	debug := false
	if p.at(tokAssign) {
		debug = true
		p.next()
		literal.extend(start.end, p.tok.start, flags|flagMiddle|flagVerbatim, true)
	}
	conversion := byte(0)
	if p.accept(tokExclam) {
		if name := p.word(p.tok); p.at(tokName) && (name == "s" || name == "r" || name == "a") {
			conversion = name[0]
			p.next()
		} else {
			p.fail("f-string: invalid conversion character")
		}
	}
	var spec *JoinedStr
	if p.at(tokColon) {
		spec = p.spec(flags)
	} else if debug && conversion == 0 {
		conversion = 'r'
	}
	if !p.at(tokRBrace) {
		p.fail("f-string: expecting '}'")
	}
	if p.failed {
		return
	}
	p.next()
	p.depth--
	p.flush(literal)
	if flags&flagTemplate != 0 {
		p.exprs = append(p.exprs, &Interpolation{p.span(start.start), value, conversion, spec})
	} else {
		p.exprs = append(p.exprs, &FormattedValue{p.span(start.start), value, conversion, spec})
	}
}

// spec reads a format specification from its colon.
func (p *parser) spec(flags literalFlags) *JoinedStr {
	start := p.tok.start
	p.next()
	// Its text is pushed above the values of the string it belongs to, and
	// copied out before they grow again.
	// CPython reads escapes in it even when the string is raw, and formats its
	// fields at once even when the string is a template.
	mark := len(p.exprs)
	var literal run
	p.pieces(&literal, flags&^(flagRaw|flagTemplate))
	p.flush(&literal)
	values := take(&p.exprs, mark)
	return &JoinedStr{p.span(start), values}
}
