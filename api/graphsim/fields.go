package graphsim

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// field is one entry of a fields parameter. It has a name, fields of its own in braces, and
// modifiers such as limit(5).
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

// writeFields writes what parseFields reads.
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

// maxDepth limits the nesting, so that a hostile text cannot exhaust the stack.
const maxDepth = 8

func (p *fieldParser) list(depth int) ([]field, bool) {
	var fields []field
	if depth > maxDepth {
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

// view is a node with its fields. A field is a function that returns its value. Graph leaves
// a field out of the answer if its value is nil, that is, if the node has the field and it
// is empty.
type view struct {
	id       string
	kind     string
	defaults []string
	fields   map[string]func(field) (any, *refusal)
}

// selectFields returns the id and the given fields, or the default fields if none are given
// (seed 001).
func (v view) selectFields(fields []field) (object, *refusal) {
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
			if value, refused = selectInner(f, value); refused != nil {
				return nil, refused
			}
		}
		out[f.name] = value
	}
	return out, nil
}

// selectInner keeps the parts of an object that the braces of the field name. A list has
// done this itself.
func selectInner(f field, value any) (any, *refusal) {
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

// knownInner reports whether an object has a part that may be empty.
func knownInner(outer, name string) bool {
	return outer == "webhook_configuration" &&
		slices.Contains([]string{"application", "phone_number", "whatsapp_business_account"}, name)
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

// value makes a field of a view out of its value.
func value(v any) func(field) (any, *refusal) {
	return func(field) (any, *refusal) { return v, nil }
}

func wholeNumber(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// read returns the fields of v that the call asks for.
func (c *call) read(v view) (any, *refusal) {
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	return refusedOr(v.selectFields(fields))
}

// refusedOr keeps a nil object from becoming a non-nil answer.
func refusedOr(o object, r *refusal) (any, *refusal) {
	if r != nil {
		return nil, r
	}
	return o, nil
}
