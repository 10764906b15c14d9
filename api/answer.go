package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
)

// parts are the members of a JSON object by their exact names, not decoded yet.
type parts map[string]json.RawMessage

var (
	errNoObject = errors.New("it is no JSON object")
	errTwice    = errors.New("a member is there twice")
)

// partsOf splits an answer into its members. It refuses anything but one JSON object,
// which is what Graph sends. It also refuses an object in which a name comes twice, even
// in another case, because such an object contradicts itself.
func partsOf(raw []byte) (parts, error) {
	if !json.Valid(raw) {
		return nil, errNoObject
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errNoObject
	}
	all, seen := parts{}, map[string]bool{}
	for d.More() {
		t, err := d.Token()
		name, is := t.(string)
		if err != nil || !is {
			return nil, errNoObject
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, errNoObject
		}
		folded := strings.ToLower(strings.ToUpper(name)) // as package json tells names apart
		if seen[folded] {
			return nil, errTwice
		}
		all[name], seen[folded] = value, true
	}
	if _, err := d.Token(); err != nil {
		return nil, errNoObject
	}
	if _, err := d.Token(); err != io.EOF { //nolint:errorlint // as the decoder says it
		return nil, errNoObject
	}
	return all, nil
}

// holds reports whether a member is there and is not null.
func (p parts) holds(name string) bool {
	return len(p[name]) > 0 && string(p[name]) != "null"
}

// text returns a member that is a text, or "" if it is none.
func (p parts) text(name string) string {
	var text string
	if json.Unmarshal(p[name], &text) != nil {
		return ""
	}
	return text
}

// whole returns a member that is a whole number. It may be written as an integer, as a
// float or as a text.
func (p parts) whole(name string) (int, bool) {
	const most = 1 << 31 // a float holds every whole number up to here
	text := string(p[name])
	if strings.HasPrefix(text, `"`) {
		text = strings.TrimSpace(p.text(name))
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n != math.Trunc(n) || math.Abs(n) > most {
		return 0, false
	}
	return int(n), true
}

// yes reports whether a member is true. Samples write it as true, "true", 1 or "1".
func (p parts) yes(name string) bool {
	n, is := p.whole(name)
	return strings.EqualFold(strings.Trim(string(p[name]), `"`), "true") || is && n == 1
}

// done returns what the answer to an action says: yes or no. It is not clear if the
// answer says neither. Samples also show true and false as texts (docs); Graph writes
// neither 1 nor "ok".
func (p parts) done() (yes, clear bool) {
	switch string(p["success"]) {
	case `true`, `"true"`:
		return true, true
	case `false`, `"false"`:
		return false, true
	}
	return false, false
}
