package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"
)

// Told says which facts of a number Graph sent at all. Whether one that it left out is
// so, nobody knows: it is neither yes nor no.
type Told struct {
	OnBusinessApp bool
	Official      bool
	Preverified   bool
	Callbacks     bool
}

// UnmarshalJSON reads a number, and notes what was told of it.
func (n *Number) UnmarshalJSON(b []byte) error {
	type plain Number
	both := struct {
		*plain
		OnBusinessApp *bool      `json:"is_on_biz_app"`
		Official      *bool      `json:"is_official_business_account"`
		Preverified   *bool      `json:"is_preverified_number"`
		Callbacks     *Callbacks `json:"webhook_configuration"`
	}{plain: (*plain)(n)}
	err := json.Unmarshal(b, &both)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) { // named as Graph names it
		wrong.Field = strings.TrimPrefix(wrong.Field, "plain.")
	}
	if err != nil {
		return err
	}
	n.Told = Told{
		OnBusinessApp: take(&n.OnBusinessApp, both.OnBusinessApp), Official: take(&n.Official, both.Official),
		Preverified: take(&n.Preverified, both.Preverified), Callbacks: take(&n.Callbacks, both.Callbacks),
	}
	return nil
}

// take takes a value over where there is one, and reports whether there is.
func take[T any](to *T, from *T) bool {
	put(to, from)
	return from != nil
}

// OfficialReview is how the wish for an official account stands: NOT_STARTED, PENDING,
// UNDER_REVIEW, APPROVED, REJECTED, EXPIRED or CANCELLED (docs); "" where Graph does not say.
type OfficialReview string

// UnmarshalJSON reads the word alone or, as the docs show it, inside an object. Any other
// form says nothing, since it must not hide the number.
func (o *OfficialReview) UnmarshalJSON(b []byte) error {
	*o = OfficialReview(cmp.Or(alone(b), under(b, "oba_status"), under(b, "status")))
	return nil
}

// Username is the name by which a business can be found, with what has become of it:
// approved or reserved (field).
type Username struct {
	Name   string
	Status string
}

// UnmarshalJSON reads the name alone or inside an object (field).
func (u *Username) UnmarshalJSON(b []byte) error {
	*u = Username{Name: cmp.Or(alone(b), under(b, "username")), Status: under(b, "status")}
	return nil
}

// alone is a text that is nothing else; "" for any other form.
func alone(b []byte) string {
	var text string
	if json.Unmarshal(b, &text) != nil {
		return ""
	}
	return text
}

// under is the text that an object has under a key; "" for none.
func under(b []byte, key string) string {
	var object map[string]json.RawMessage
	if json.Unmarshal(b, &object) != nil {
		return ""
	}
	return alone(object[key])
}
