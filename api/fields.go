package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A read asks for more than every app may have: a field that Graph refuses must not
// keep the others away. It is left out and the rest is read again, so that the fact
// is not known, as if Graph had left it out itself (field).

// invalidParameter is Graph's code for a field or a parameter that it does not take (docs).
const invalidParameter = 100

// RefusedField returns the field that Graph says does not exist, or several with commas
// between them, and the kind of object that it was asked of; the kind is "" if Graph does
// not say, and both are for any other answer. Graph writes "(#100) Tried accessing
// nonexisting field (x) on node type (Y)" (field).
func (e *Error) RefusedField() (field, node string) {
	if e.Code != invalidParameter {
		return "", ""
	}
	return inBrackets(e.Message, "nonexisting field"), inBrackets(e.Message, "node type")
}

// refusedAmong are the fields that an answer refuses, of those that were asked for: the
// one that does not exist, or those that its texts name, such as a field that is
// deprecated or needs a permission. Names are not translated (field).
func (e *Error) refusedAmong(fields []string) []string {
	named, _ := e.RefusedField()
	list := strings.FieldsFunc(named, func(c rune) bool { return c == ',' || c == ' ' })
	text := strings.Join([]string{e.Message, e.UserTitle, e.UserMessage, e.Details}, " ")
	words := strings.FieldsFunc(text, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool {
		told := strings.Contains(f, "_") && slices.Contains(words, f) // any other is a word like "status"
		return f == "id" || !told && !slices.Contains(list, f)
	})
}

// mayBeFields reports whether fewer fields may help where Graph refuses a read: it speaks
// of a field, or of a parameter that this app would have to send for one (field).
func (e *Error) mayBeFields() bool {
	const noObject, deprecated = 33, 12
	if e.Foreign() || TokenDead(e) || e.limits() || e.Status >= 500 {
		return false
	}
	switch text := strings.ToLower(strings.Join([]string{e.Message, e.UserTitle, e.UserMessage, e.Details}, " ")); {
	case e.Code == invalidParameter:
		return e.Subcode != noObject && !strings.Contains(text, "does not exist") && !strings.Contains(text, "appsecret_proof")
	default:
		return e.Code == deprecated || strings.Contains(text, "field") || strings.Contains(text, "parameter")
	}
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

// among are the fields that both lists have.
func among(fields, core []string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return !slices.Contains(core, f) })
}

// readFields reads fields of an object or of the rows of a list. Fields that Graph refuses
// are left out. Where it does not say which ones, the first of the cores has to do, and
// then the next.
func (c *Client) readFields(ctx context.Context, r request, fields []string, cores ...[]string) error {
	if r.query == nil {
		r.query = url.Values{}
	}
	all := c.refused.without(r.call, fields)
	for asked := all; ; {
		r.query.Del("fields")
		if len(asked) > 0 {
			r.query.Set("fields", strings.Join(asked, ","))
		}
		err := c.read(ctx, r)
		var said *Error
		if !errors.As(err, &said) {
			if err == nil && len(asked) < len(all) {
				c.refused.add(r.call, slices.DeleteFunc(all, func(f string) bool { return slices.Contains(asked, f) })...)
			}
			return err
		}
		refused := said.refusedAmong(asked)
		switch {
		case said.OtherNode() != "", TokenDead(said), said.limits():
			return err
		case len(refused) > 0:
			asked = slices.DeleteFunc(slices.Clone(asked), func(f string) bool { return slices.Contains(refused, f) })
		case said.mayBeFields():
			for len(cores) > 0 && len(among(asked, cores[0])) == len(asked) {
				cores = cores[1:]
			}
			if len(cores) == 0 {
				return err
			}
			asked = among(asked, cores[0])
		default:
			return err
		}
	}
}
