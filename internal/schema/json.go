package schema

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// A keyPath is a key of a JSON document: the document and the keys that lead there.
type keyPath struct {
	document string
	keys     []string
	text     bool // ->> instead of ->
}

// fragment renders the key as KeyTransform does.
func (k *keyPath) fragment() fragment {
	operator, out := "->", json
	if k.text {
		operator, out = "->>", text
	}
	var operand string
	if len(k.keys) > 1 {
		operator = strings.Replace(operator, "-", "#", 1)
		operand = quoteText(arrayText(k.keys))
	} else if n, err := strconv.Atoi(k.keys[0]); err == nil {
		operand = strconv.Itoa(n)
	} else {
		operand = quoteText(k.keys[0])
	}
	return fragment{sql: "(" + k.document + " " + operator + " " + operand + ")", output: output{kind: out}, keys: k}
}

// asText is the key as text: what pattern lookups compare.
func (k *keyPath) asText() fragment {
	return (&keyPath{document: k.document, keys: k.keys, text: true}).fragment()
}

// below is a key of what f is.
func below(f fragment, key string) *keyPath {
	if f.keys != nil {
		return &keyPath{document: f.keys.document, keys: append(append([]string(nil), f.keys.keys...), key)}
	}
	return &keyPath{document: f.sql, keys: []string{key}}
}

// jsonKey renders KeyTransform("key", expression) and KeyTextTransform.
func (r *renderer) jsonKey(i *eval.Instance) (fragment, error) {
	key, ok := plainText(r.attr(i, "key_name"))
	sources, all := eval.Elements(r.attr(i, "expressions"))
	if !ok || !all || len(sources) != 1 {
		return fragment{}, errors.New("a JSON key made at run time")
	}
	f, err := r.render(sources[0])
	if err != nil {
		return f, err
	}
	path := below(f, key)
	path.text = i.Class.Is("django.db.models.fields.json.KeyTextTransform")
	return path.fragment(), nil
}

// jsonText is a value as PostgreSQL prints a jsonb: keys by length, then by bytes.
func jsonText(v eval.Value) (string, error) {
	switch v := v.(type) {
	case eval.NoneType:
		return "null", nil
	case eval.Bool:
		return strconv.FormatBool(bool(v)), nil
	case eval.Int, eval.Float:
		return eval.Repr(v), nil
	case *eval.List, *eval.Tuple:
		return jsonList(v)
	case *eval.Dict:
		return jsonObject(v)
	}
	s, ok := plainText(v)
	if !ok {
		return "", fmt.Errorf("a document with %s", eval.Repr(v))
	}
	var b bytes.Buffer
	encoder := stdjson.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return "", fmt.Errorf("encode a JSON string: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

func jsonList(v eval.Value) (string, error) {
	elts, all := eval.Elements(v)
	if !all {
		return "", errors.New("a document made at run time")
	}
	parts := make([]string, len(elts))
	for i, elt := range elts {
		part, err := jsonText(elt)
		if err != nil {
			return "", err
		}
		parts[i] = part
	}
	return "[" + strings.Join(parts, ", ") + "]", nil
}

func jsonObject(d *eval.Dict) (string, error) {
	if d.Open {
		return "", errors.New("a document made at run time")
	}
	var keys []string
	values := map[string]string{}
	var failed error
	d.Each(func(k, v eval.Value) {
		key, ok := plainText(k)
		value, err := jsonText(v)
		if !ok {
			err = errors.New("a document with keys that are no text")
		}
		if err != nil {
			failed = err
		}
		keys = append(keys, key)
		values[key] = value
	})
	sort.Slice(keys, func(i, j int) bool {
		if len(keys[i]) != len(keys[j]) {
			return len(keys[i]) < len(keys[j])
		}
		return keys[i] < keys[j]
	})
	parts := make([]string, len(keys))
	for i, key := range keys {
		name, _ := jsonText(eval.Str(key))
		parts[i] = name + ": " + values[key]
	}
	return "{" + strings.Join(parts, ", ") + "}", failed
}
