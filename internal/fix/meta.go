package fix

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// A metaChange is what the indexes of one model's Meta gain and lose.
type metaChange struct {
	add    []piece
	remove []source.Span // elements of the list
	// base is what a new Meta derives from, such as "Base.Meta"; "" for nothing.
	base string
	// inherited is where a Meta without indexes of its own has them from, "" where it has none.
	inherited string
	// computed is "list" or "tuple" where indexes are no literal but known to be one.
	computed string
}

// meta changes the Meta of a class.
func (d *document) meta(class *py.ClassDef, change metaChange) error {
	meta, err := metaOf(class)
	if err != nil {
		return err
	}
	if meta == nil {
		if len(change.remove) > 0 {
			return fmt.Errorf("%s has no Meta of its own to take an index from", class.Name)
		}
		return d.newMeta(class, change)
	}
	value, err := indexesOf(meta)
	if err != nil {
		return err
	}
	if value == nil {
		if len(change.remove) > 0 {
			return fmt.Errorf("the Meta of %s has no indexes of its own to take one from", class.Name)
		}
		return d.newIndexes(meta, change)
	}
	return d.oldIndexes(meta, value, change)
}

// metaOf returns the class statement of a class's Meta, nil where there is none.
func metaOf(class *py.ClassDef) (*py.ClassDef, error) {
	var found *py.ClassDef
	for _, s := range class.Body {
		if meta, ok := s.(*py.ClassDef); ok && meta.Name == "Meta" {
			if found != nil {
				return nil, fmt.Errorf("%s has two classes Meta", class.Name)
			}
			found = meta
			continue
		}
		if binds(s, "Meta") {
			return nil, fmt.Errorf("the Meta of %s is not a plain class statement", class.Name)
		}
	}
	return found, nil
}

// binds reports whether a statement other than a plain class statement gives a name a value.
func binds(s py.Stmt, name string) bool {
	found := false
	py.Walk(s, func(n py.Node) bool {
		switch n := n.(type) {
		case *py.FunctionDef:
			found = found || n.Name == name
			return false
		case *py.ClassDef:
			found = found || n.Name == name
			return false
		case *py.Assign:
			for _, target := range n.Targets {
				found = found || mentions(target, name)
			}
		case *py.AnnAssign:
			found = found || n.Value != nil && mentions(n.Target, name)
		case *py.AugAssign:
			found = found || mentions(n.Target, name)
		case *py.Delete:
			for _, target := range n.Targets {
				found = found || mentions(target, name)
			}
		case *py.For:
			found = found || mentions(n.Target, name)
		case *py.With:
			for _, item := range n.Items {
				found = found || item.Vars != nil && mentions(item.Vars, name)
			}
		case *py.NamedExpr:
			found = found || n.Target.ID == name
		case *py.Alias:
			found = found || n.Bound() == name
		}
		return true
	})
	return found
}

// mentions reports whether a name stands in an assignment's target, also below an attribute or an index.
func mentions(target py.Expr, name string) bool {
	found := false
	py.Walk(target, func(n py.Node) bool {
		if n, ok := n.(*py.Name); ok && n.ID == name {
			found = true
		}
		return true
	})
	return found
}

// indexesOf returns what Meta assigns to indexes, nil where it does not.
func indexesOf(meta *py.ClassDef) (py.Expr, error) {
	var value py.Expr
	for _, s := range meta.Body {
		var now py.Expr
		switch s := s.(type) {
		case *py.Assign:
			if len(s.Targets) == 1 && isName(s.Targets[0], "indexes") {
				now = s.Value
			}
		case *py.AnnAssign:
			if isName(s.Target, "indexes") {
				now = s.Value
			}
		}
		switch {
		case now == nil && binds(s, "indexes"), now != nil && value != nil:
			return nil, errors.New("its Meta.indexes is made in several steps; write it as one list")
		case now != nil:
			value = now
		}
	}
	return value, nil
}

func isName(e py.Expr, id string) bool {
	name, ok := e.(*py.Name)
	return ok && name.ID == id
}

// oldIndexes changes what is assigned to indexes.
func (d *document) oldIndexes(meta *py.ClassDef, value py.Expr, change metaChange) error {
	list := value
	if sum, ok := value.(*py.BinOp); ok && sum.Op == py.Add {
		list = sum.Right // X + [a, b]: what is added last grows
	}
	if r, ok := d.rowOf(list); ok {
		for _, span := range change.remove {
			if !slices.ContainsFunc(r.items, func(it item) bool { return it.inner == span }) {
				return errors.New("the index to remove does not stand in the list of Meta.indexes")
			}
		}
		indent := d.indentOf(int(value.Extent().Start))
		d.change(r, change.remove, change.add, indent, d.unit(meta))
		return nil
	}
	if len(change.remove) > 0 {
		return errors.New("its Meta.indexes is computed, so the index to remove is not an element of its list")
	}
	open, end := "[", "]"
	switch change.computed {
	case "list":
	case "tuple":
		open, end = "(", ")"
	default:
		return errors.New("its Meta.indexes is computed, and it could not be told what kind of list it gives")
	}
	if !joins(value) {
		return errors.New("its Meta.indexes is computed by an expression that nothing can be added to in place")
	}
	indent := d.indentOf(int(value.Extent().Start))
	unit := d.unit(meta)
	written := make([]string, len(change.add))
	for i, p := range change.add {
		written[i] = p.lines(indent+unit, unit, d.width)
	}
	d.insert(int(value.Extent().End), " + "+open+"\n"+indent+unit+strings.Join(written, ",\n"+indent+unit)+",\n"+indent+end)
	return nil
}

// joins reports whether "+" behind an expression takes all of it as its left side.
func joins(value py.Expr) bool {
	switch v := value.(type) {
	case *py.Name, *py.Attribute, *py.Call, *py.Subscript, *py.ListComp:
		return true
	case *py.BinOp:
		return v.Op == py.Add
	}
	return false
}

// unit is one step of indentation below a class statement.
func (d *document) unit(class *py.ClassDef) string {
	outer := d.indentOf(int(class.Start))
	if d.isFirst(int(class.Body[0].Extent().Start)) {
		inner := d.indentOf(int(class.Body[0].Extent().Start))
		if unit, ok := strings.CutPrefix(inner, outer); ok && unit != "" {
			return unit
		}
	}
	if outer != "" {
		return outer
	}
	return "    "
}

// newIndexes adds indexes to a Meta that has none.
func (d *document) newIndexes(meta *py.ClassDef, change metaChange) error {
	indent, err := d.openBody(meta)
	if err != nil {
		return err
	}
	text := indent + d.assignment(indent, d.unit(meta), change)
	last := meta.Body[len(meta.Body)-1]
	if isIdle(last) && len(meta.Body) == 1 {
		d.replaceBody(meta, last, text)
		return nil
	}
	d.insert(d.lineEnd(int(last.Extent().End)), "\n"+text)
	return nil
}

// assignment writes indexes = […]; its first line is not indented.
func (d *document) assignment(indent, unit string, change metaChange) string {
	inner := indent + unit
	text := "indexes = [\n"
	if change.inherited != "" {
		text += inner + "*" + change.inherited + ".indexes,\n"
	}
	for _, p := range change.add {
		text += inner + p.lines(inner, unit, d.width) + ",\n"
	}
	return text + indent + "]"
}

// newMeta gives a class a Meta, behind the fields and before the methods, as
// Django's coding style has it.
func (d *document) newMeta(class *py.ClassDef, change metaChange) error {
	indent, err := d.openBody(class)
	if err != nil {
		return err
	}
	unit := d.unit(class)
	header := indent + "class Meta:\n"
	if change.base != "" {
		header = indent + "class Meta(" + change.base + "):\n"
	}
	text := header + indent + unit + d.assignment(indent+unit, unit, change)
	if last := class.Body[len(class.Body)-1]; isIdle(last) && (len(class.Body) == 1 || len(class.Body) == 2 && isDocstring(class.Body[0])) {
		d.replaceBody(class, last, text)
		return nil
	}
	behind := d.lastField(class)
	if behind == nil && isDocstring(class.Body[0]) {
		behind = class.Body[0]
	}
	if behind == nil {
		colon := d.colonOf(class)
		if colon < 0 || d.sameLine(colon, int(class.Body[0].Extent().Start)) {
			return fmt.Errorf("the body of class %s stands on the line of its header", class.Name)
		}
		d.insert(d.nextLine(colon), text+"\n\n")
		return nil
	}
	end := d.lineEnd(int(behind.Extent().End))
	text = "\n\n" + text
	if next := d.nextLine(end); next < len(d.text) && !isBlank(d.text[next:d.lineEnd(next)]) {
		text += "\n"
	}
	d.insert(end, text)
	return nil
}

// lastField returns the last assignment before the first method, nil where there is none.
func (d *document) lastField(class *py.ClassDef) py.Stmt {
	var found py.Stmt
	for i, s := range class.Body {
		switch s.(type) {
		case *py.FunctionDef:
			return found
		case *py.Assign, *py.AnnAssign, *py.AugAssign:
			found = s
			// x = 1; y = 2: only the end of the line is a place for a class.
			for _, more := range class.Body[i+1:] {
				if d.sameLine(int(found.Extent().End), int(more.Extent().Start)) {
					found = more
				}
			}
		}
	}
	return found
}

func (d *document) sameLine(from, to int) bool {
	return from <= to && !strings.ContainsAny(d.text[from:to], "\r\n")
}

// openBody returns the indentation of a class's body, and moves a body that
// stands on the line of the header to lines of its own.
func (d *document) openBody(class *py.ClassDef) (indent string, err error) {
	first := int(class.Body[0].Extent().Start)
	if f, ok := class.Body[0].(*py.FunctionDef); ok && len(f.Decorators) > 0 {
		first = int(f.Decorators[0].Extent().Start) - 1
	}
	if c, ok := class.Body[0].(*py.ClassDef); ok && len(c.Decorators) > 0 {
		first = int(c.Decorators[0].Extent().Start) - 1
	}
	colon := d.colonOf(class)
	if colon < 0 || !d.isFirst(int(class.Start)) {
		return "", fmt.Errorf("the header of class %s is written in an unusual way", class.Name)
	}
	if !d.sameLine(colon, first) {
		return d.indentOf(first), nil
	}
	indent = d.indentOf(int(class.Start)) + d.unit(class)
	if !isIdle(class.Body[0]) {
		d.replace(colon+1, first, "\n"+indent)
	}
	return indent, nil
}

// replaceBody puts text in the place of a statement that does nothing.
func (d *document) replaceBody(class *py.ClassDef, idle py.Stmt, text string) {
	span := idle.Extent()
	from := d.lineStart(int(span.Start))
	if colon := d.colonOf(class); d.sameLine(colon, int(span.Start)) {
		from = colon + 1
		text = "\n" + text
	} else if !d.isFirst(int(span.Start)) {
		d.insert(d.lineEnd(int(span.End)), "\n"+text)
		return
	} else if len(class.Body) == 2 {
		if above := d.lineStart(max(from-1, 0)); from > 0 && !isBlank(strings.TrimRight(d.text[above:from], "\r\n")) {
			text = "\n" + text
		}
	}
	d.replace(from, int(span.End), text)
}

// colonOf returns the offset of the colon that ends a class's header, or -1.
func (d *document) colonOf(class *py.ClassDef) int {
	at := int(class.NameAt.End)
	for _, p := range class.TypeParams {
		at = max(at, int(p.End))
	}
	for _, base := range class.Bases {
		at = max(at, int(base.Extent().End))
	}
	for _, k := range class.Keywords {
		at = max(at, int(k.End))
	}
	for _, p := range d.marks(at, int(class.Body[0].Extent().Start)) {
		if d.text[p] == ':' {
			return p
		}
	}
	return -1
}

// isIdle reports whether a statement does nothing: pass or an ellipsis.
func isIdle(s py.Stmt) bool {
	switch s := s.(type) {
	case *py.Pass:
		return true
	case *py.ExprStmt:
		c, ok := s.Value.(*py.Constant)
		return ok && c.Kind == py.Ellipsis
	}
	return false
}

func isDocstring(s py.Stmt) bool {
	e, ok := s.(*py.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.Value.(*py.Constant)
	return ok && c.Kind == py.String
}
