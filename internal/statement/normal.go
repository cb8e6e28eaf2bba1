package statement

import (
	"strconv"
	"strings"
)

// cursorHead begins the normal text of a query that is read through a cursor.
const cursorHead = "DECLARE CURSOR FOR "

// squashed stands for the rest of a list in pg_stat_statements from PostgreSQL 18 on.
const squashed = " /*, ... */"

// Normal is a statement without constants and comments, so that it tells no
// value and statements which differ in values alone are the same: what
// pg_stat_statements does, and besides lists of any length are one, and the
// name of a cursor is gone. data is false for a statement that neither reads nor
// changes rows, whose text is left out: it may hold a password.
func Normal(text string) (normal string, data bool) {
	text = strings.ReplaceAll(text, squashed, ", ...")
	head, all := withoutCursor(tokens(text))
	if len(all) == 0 || !readsRows(all) {
		return "", false
	}
	var b strings.Builder
	b.WriteString(head)
	params := 0
	for i := 0; i < len(all); i++ {
		t := all[i]
		if i > 0 && (t.start > all[i-1].end || isConstant(t) && (isConstant(all[i-1]) || all[i-1].kind == word)) {
			b.WriteByte(' ')
		}
		switch {
		case isConstant(t) && !modifier(all, i):
			params++
			b.WriteString("$" + strconv.Itoa(params))
			if last := listEnd(all, i); last > i {
				b.WriteString(", ...")
				i = last
			}
		case t.kind == mark && t.text == ";" && i == len(all)-1:
		default:
			b.WriteString(text[t.start:t.end])
			if last := rowsEnd(all, i); last > i {
				b.WriteString(", ...")
				i = last
			}
		}
	}
	return strings.TrimSpace(b.String()), true
}

func isConstant(t token) bool { return t.kind == literal || t.kind == param }

// withoutCursor takes DECLARE "name" NO SCROLL CURSOR WITH HOLD FOR off a statement.
func withoutCursor(all []token) (string, []token) {
	if len(all) == 0 || all[0].kind != word || all[0].text != "declare" {
		return "", all
	}
	cursor := false
	for i, t := range all {
		cursor = cursor || t.kind == word && t.text == "cursor"
		if cursor && t.kind == word && t.text == "for" {
			return cursorHead, all[i+1:]
		}
	}
	return "", nil
}

// readsRows reports whether a statement is one of those that read or change rows.
func readsRows(all []token) bool {
	for _, t := range all {
		if t.text == "(" {
			continue
		}
		switch t.text {
		case "select", "insert", "update", "delete", "with", "merge", "values":
			return t.kind == word
		}
		return false
	}
	return false
}

// modifier reports whether a number belongs to a type, as in varchar(10) or numeric(12, 2).
func modifier(all []token, i int) bool {
	if !all[i].number {
		return false
	}
	for i--; i > 0 && (all[i].number || all[i].text == ","); i-- {
	}
	if i < 1 || all[i].text != "(" || all[i-1].kind != word {
		return false
	}
	switch all[i-1].text {
	case "varchar", "varying", "char", "character", "bpchar", "numeric", "decimal", "bit", "varbit", "time", "timestamp", "timestamptz", "interval", "float", "vector":
		return true
	}
	return false
}

// listEnd is the last token of a list of constants that goes on behind the one
// at i, or i: those of IN and of ARRAY[…].
func listEnd(all []token, i int) int {
	if i < 2 || !(all[i-1].text == "(" && isWord(all[i-2], "in") || all[i-1].text == "[" && isWord(all[i-2], "array")) {
		return i
	}
	last := i
	for j := i + 1; j < len(all); j++ {
		t := all[j]
		switch {
		case isConstant(t), t.text == "...":
			last = j
		case t.text == ")" && all[i-1].text == "(", t.text == "]" && all[i-1].text == "[":
			return last
		case t.text == ",", t.text == ".", t.kind == operator && t.text == "::", t.kind == word && j > 0 && all[j-1].text == "::":
			// An element may be cast.
		default:
			return i
		}
	}
	return i
}

// rowsEnd is the last token of the rows of VALUES behind the first one, which
// ends at i, or i.
func rowsEnd(all []token, i int) int {
	if all[i].text != ")" || i+2 >= len(all) || all[i+1].text != "," || all[i+2].text != "(" && all[i+2].text != "." {
		return i
	}
	start := opening(all, i)
	if start < 1 || !isWord(all[start-1], "values") {
		return i
	}
	last := i
	for i+2 < len(all) && all[i+1].text == "," && all[i+2].text == "(" {
		closing := closingOf(all, i+2)
		if closing < 0 {
			return last
		}
		last, i = closing, closing
	}
	return last
}

// opening is the index of the bracket that the one at i closes, or -1.
func opening(all []token, i int) int {
	depth := 0
	for ; i >= 0; i-- {
		switch {
		case all[i].kind != mark:
		case all[i].text == ")":
			depth++
		case all[i].text == "(":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// closingOf is the index of the bracket that closes the one at i, or -1.
func closingOf(all []token, i int) int {
	depth := 0
	for ; i < len(all); i++ {
		switch {
		case all[i].kind != mark:
		case all[i].text == "(":
			depth++
		case all[i].text == ")":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func isWord(t token, text string) bool { return t.kind == word && t.text == text }
