package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// A read asks for more than every app may have: a field that Graph refuses must not
// keep the others away. It is left out and the rest is read again, so that the fact
// is not known, as if Graph had left it out itself (field).

// invalidParameter is Graph's code for a field or a parameter that it does not take (docs).
const invalidParameter = 100

// RefusedField returns the field that Graph says does not exist, and the kind of object
// that it was asked of; the kind is "" if Graph does not say, and both are for any other
// answer. Graph writes "(#100) Tried accessing nonexisting field (x) on node type (Y)" (field).
func (e *Error) RefusedField() (field, node string) {
	if e.Code != invalidParameter {
		return "", ""
	}
	return inBrackets(e.Message, "nonexisting field"), inBrackets(e.Message, "node type")
}

// inBrackets returns what stands in the brackets behind some words, in whatever case.
func inBrackets(text, words string) string {
	at := strings.Index(strings.ToLower(text), words)
	if at < 0 || len(strings.ToLower(text)) != len(text) {
		return ""
	}
	_, rest, opened := strings.Cut(text[at+len(words):], "(")
	inside, _, closed := strings.Cut(rest, ")")
	if !opened || !closed {
		return ""
	}
	return strings.TrimSpace(inside)
}

// OtherNode returns the kind of object that an id belongs to, where Graph says that it is
// another one than the call is about; else "".
func (e *Error) OtherNode() string {
	field, node := e.RefusedField()
	own, list := isNumberNode, ""
	switch e.Call {
	case GetAccount, AddNumber, SetSubscribed:
		own = isAccountNode
	case ListNumbers:
		own, list = isAccountNode, "phone_numbers"
	case GetSubscribed:
		own, list = isAccountNode, "subscribed_apps"
	case GetProfile:
		list = "whatsapp_business_profile"
	case DebugToken, AddPreverified, ListPreverified, GetPreverified, RequestPreverifiedCode, VerifyPreverifiedCode, DeletePreverified:
		return ""
	}
	// Of a list Graph refuses the list itself where the id is of another kind. Any other
	// field is one of its rows, which are another kind anyway.
	if node == "" || own(strings.ToLower(node)) || list != "" && field != list {
		return ""
	}
	return node
}

// The kinds of object, in lower case, as Graph names them in its texts: WhatsAppBusinessAccount,
// WhatsAppBusinessPhoneNumber, and WhatsAppBusinessAccountToNumberCurrentStatus in places
// (field, graph-ref).
func isAccountNode(node string) bool { return node == "whatsappbusinessaccount" }

func isNumberNode(node string) bool {
	return strings.Contains(node, "number") && !strings.Contains(node, "preverified")
}

// needsParameter reports whether Graph refuses a read for a parameter that this app would
// have to send: one of the fields asks for it, and Graph does not say which (field).
func needsParameter(e *Error) bool {
	return e.Code == invalidParameter && e.Subcode == 0 && strings.Contains(strings.ToLower(e.Message), "the parameter ") &&
		strings.Contains(strings.ToLower(e.Message), " is required")
}

// refusedFields are the fields that Graph refused a token, by call, so that the pages of a
// long list do not ask for them again.
type refusedFields struct {
	mu     sync.Mutex
	fields map[Endpoint][]string
}

func (r *refusedFields) without(call Endpoint, fields []string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return slices.Contains(r.fields[call], f) })
}

func (r *refusedFields) add(call Endpoint, fields ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fields == nil {
		r.fields = map[Endpoint][]string{}
	}
	r.fields[call] = append(r.fields[call], fields...)
}

// more are the fields beyond the core ones.
func more(fields, core []string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return slices.Contains(core, f) })
}

// readFields reads fields of an object or of the rows of a list. Fields that Graph refuses
// are left out; if it wants a parameter for one of them, all but the core ones are.
func (c *Client) readFields(ctx context.Context, r request, fields, core []string) error {
	if r.query == nil {
		r.query = url.Values{}
	}
	for fields = c.refused.without(r.call, fields); ; {
		r.query.Del("fields")
		if len(fields) > 0 {
			r.query.Set("fields", strings.Join(fields, ","))
		}
		err := c.read(ctx, r)
		var said *Error
		if !errors.As(err, &said) {
			return err
		}
		field, _ := said.RefusedField()
		switch {
		case said.OtherNode() != "":
			return err
		case field != "id" && slices.Contains(fields, field):
			c.refused.add(r.call, field)
		case needsParameter(said) && len(more(fields, core)) > 0:
			c.refused.add(r.call, more(fields, core)...)
		default:
			return err
		}
		fields = c.refused.without(r.call, fields)
	}
}
