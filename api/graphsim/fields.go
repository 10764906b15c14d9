package graphsim

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// field is one entry of a fields parameter: a name, its own fields in braces,
// and modifiers such as limit(5).
type field struct {
	name  string
	inner []field
	args  map[string]string
}

// parseFields reads "a,b{c,d},e.limit(5){f}" (seed 001).
func parseFields(text string) ([]field, bool) {
	p := fieldParser{text: text}
	fields, ok := p.list(0)
	return fields, ok && p.at == len(text)
}

// writeFields is the text that parseFields reads.
func writeFields(fields []field) string {
	var texts []string
	for _, f := range fields {
		text := f.name
		for _, key := range slices.Sorted(maps.Keys(f.args)) {
			text += "." + key + "(" + f.args[key] + ")"
		}
		if len(f.inner) > 0 {
			text += "{" + writeFields(f.inner) + "}"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ",")
}

type fieldParser struct {
	text string
	at   int
}

// deepest bounds the nesting, so that a hostile text cannot exhaust the stack.
const deepest = 8

func (p *fieldParser) list(depth int) ([]field, bool) {
	var fields []field
	if depth > deepest {
		return nil, false
	}
	for {
		f := field{name: strings.TrimSpace(p.word())}
		for p.eat('.') {
			key := p.word()
			if !p.eat('(') {
				return nil, false
			}
			end := strings.IndexByte(p.text[p.at:], ')')
			if end < 0 {
				return nil, false
			}
			if f.args == nil {
				f.args = map[string]string{}
			}
			f.args[key] = p.text[p.at : p.at+end]
			p.at += end + 1
		}
		if p.eat('{') {
			inner, ok := p.list(depth + 1)
			if !ok || !p.eat('}') {
				return nil, false
			}
			f.inner = inner
		}
		if f.name != "" {
			fields = append(fields, f)
		}
		if !p.eat(',') {
			return fields, true
		}
	}
}

func (p *fieldParser) word() string {
	from := p.at
	for p.at < len(p.text) && !strings.ContainsRune(",.(){}", rune(p.text[p.at])) {
		p.at++
	}
	return p.text[from:p.at]
}

func (p *fieldParser) eat(b byte) bool {
	if p.at < len(p.text) && p.text[p.at] == b {
		p.at++
		return true
	}
	return false
}

// view is a node as fields can be asked of it: the name of each field, with a
// function for its value. A nil value is a field that the node has and that is
// empty, which Graph leaves out.
type view struct {
	id       string
	kind     string
	defaults []string
	fields   map[string]func(field) (any, *refusal)
}

// choose answers the fields that were asked for, the id with them, or the
// defaults (seed 001).
func (v view) choose(fields []field) (object, *refusal) {
	if len(fields) == 0 {
		for _, name := range v.defaults {
			fields = append(fields, field{name: name})
		}
	}
	out := object{"id": v.id}
	for _, f := range fields {
		if f.name == "id" {
			continue
		}
		get, ok := v.fields[f.name]
		if !ok {
			return nil, unknownField(f.name, v.kind)
		}
		value, refused := get(f)
		if refused != nil {
			return nil, refused
		}
		if value == nil || value == "" {
			continue
		}
		if len(f.inner) > 0 {
			if value, refused = narrow(f, value); refused != nil {
				return nil, refused
			}
		}
		out[f.name] = value
	}
	return out, nil
}

// narrow keeps those parts of an object that were asked for in braces. Edges,
// which hold a list, have done so themselves.
func narrow(f field, value any) (any, *refusal) {
	m, ok := value.(object)
	if !ok {
		return nil, invalid("The field %s has no fields of its own.", f.name)
	}
	if m["data"] != nil {
		return m, nil
	}
	narrowed := object{}
	for _, inner := range f.inner {
		if got, ok := m[inner.name]; ok {
			narrowed[inner.name] = got
		} else if !knownInner(f.name, inner.name) {
			return nil, unknownField(inner.name, f.name)
		}
	}
	return narrowed, nil
}

// knownInner are parts of an object that can be empty.
func knownInner(outer, name string) bool {
	return outer == "webhook_configuration" && (name == "application" || name == "phone_number" || name == "whatsapp_business_account")
}

// fields reads the fields parameter of a call.
func (c *call) fields() ([]field, *refusal) {
	text, _ := c.params.text("fields")
	fields, ok := parseFields(text)
	if !ok {
		return nil, invalid("fields cannot be read.")
	}
	return fields, nil
}

// value wraps a plain value for a view.
func value(v any) func(field) (any, *refusal) {
	return func(field) (any, *refusal) { return v, nil }
}

func wholeNumber(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil
}
