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

// parts are the members of a JSON object by their exact names, each as it came.
type parts map[string]json.RawMessage

var (
	errNoObject = errors.New("it is no JSON object")
	errTwice    = errors.New("a member is there twice")
)

// partsOf takes an answer apart. Graph answers with one JSON object; one in which
// a name comes twice, or twice but for its case, says two things at once.
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

// holds reports whether a member is there and says something.
func (p parts) holds(name string) bool {
	return len(p[name]) > 0 && string(p[name]) != "null"
}

// text is a member that is a text, else "".
func (p parts) text(name string) string {
	var text string
	if json.Unmarshal(p[name], &text) != nil {
		return ""
	}
	return text
}

// whole is a member that is a whole number, written as one, as a float or as a
// text.
func (p parts) whole(name string) (int, bool) {
	const most = 1 << 31 // of which a float loses nothing
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

// yes reports whether a member is true, in any of the ways in which samples write
// it.
func (p parts) yes(name string) bool {
	n, is := p.whole(name)
	return strings.EqualFold(strings.Trim(string(p[name]), `"`), "true") || is && n == 1
}

// done is what the answer to an action says: a yes or a no, or neither. Samples
// also show the words as texts (docs); a 1 or an "ok" is no word of Graph's.
func (p parts) done() (yes, clear bool) {
	switch string(p["success"]) {
	case `true`, `"true"`:
		return true, true
	case `false`, `"false"`:
		return false, true
	}
	return false, false
}
