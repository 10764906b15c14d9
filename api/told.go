package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// Told says which facts of a number Graph sent at all. Whether one that it left out is
// so, nobody knows: it is neither yes nor no.
type Told struct {
	OnBusinessApp bool
	Official      bool
	Preverified   bool
	Callbacks     bool
	Certificates  bool // they were asked for, and Graph did not refuse them
}

// UnmarshalJSON reads a number, and notes what was told of it. A fact that has another
// form than it should is not known, since it must not hide the number; only the id has
// to be one.
func (n *Number) UnmarshalJSON(b []byte) error {
	type plain Number
	both := struct {
		*plain
		OnBusinessApp flag            `json:"is_on_biz_app"`
		Official      flag            `json:"is_official_business_account"`
		Preverified   flag            `json:"is_preverified_number"`
		PINEnabled    flag            `json:"is_pin_enabled"`
		Callbacks     json.RawMessage `json:"webhook_configuration"`
	}{plain: (*plain)(n)}
	err := json.Unmarshal(b, &both)
	var wrong *json.UnmarshalTypeError
	if err != nil && (!errors.As(err, &wrong) || n.ID == "") {
		return err
	}
	n.OnBusinessApp, n.Official, n.Preverified = both.OnBusinessApp.yes, both.Official.yes, both.Preverified.yes
	if both.PINEnabled.told {
		n.PINEnabled = &both.PINEnabled.yes
	}
	n.Told = Told{OnBusinessApp: both.OnBusinessApp.told, Official: both.Official.told, Preverified: both.Preverified.told}
	if isObject(both.Callbacks) {
		n.Told.Callbacks = json.Unmarshal(both.Callbacks, &n.Callbacks) == nil
	}
	return nil
}

func isObject(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '{' }

// flag is a fact that is yes or no. Samples also write it as a text or as 1 and 0. Any
// other form tells nothing.
type flag struct{ yes, told bool }

// UnmarshalJSON reads all these forms.
func (f *flag) UnmarshalJSON(b []byte) error {
	switch strings.ToLower(strings.Trim(string(b), `"`)) {
	case "true", "1":
		*f = flag{true, true}
	case "false", "0":
		*f = flag{false, true}
	}
	return nil
}

// digits is an id that Graph writes as a text or as a number.
type digits string

// UnmarshalJSON reads both.
func (d *digits) UnmarshalJSON(b []byte) error {
	text := strings.Trim(string(b), `"`)
	if _, err := strconv.ParseUint(text, 10, 64); err == nil {
		*d = digits(text)
	}
	return nil
}

// numberPage are the rows of a page of numbers: no more of them are decoded than a page
// may have.
type numberPage []Number

// errLongPage is the cause for a page that is longer than Graph allows.
var errLongPage = errors.New("it lists more than a page holds")

// errNoRow is the cause for a row that is no object.
var errNoRow = errors.New("an entry of its list is not an object")

// UnmarshalJSON counts the rows before it reads them.
func (p *numberPage) UnmarshalJSON(b []byte) error {
	var rows []json.RawMessage
	if err := json.Unmarshal(b, &rows); err != nil {
		return err
	}
	if len(rows) > largestPage {
		return errLongPage
	}
	*p = make(numberPage, len(rows))
	for i, row := range rows {
		if !isObject(row) {
			return errNoRow
		}
		if err := json.Unmarshal(row, &(*p)[i]); err != nil {
			return err
		}
	}
	return nil
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
