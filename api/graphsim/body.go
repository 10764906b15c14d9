package graphsim

import (
	"encoding/json"
	"strings"
)

// Body is the body of an answer, as it goes over the wire: a text, which in JSON may also be
// an object or list that is sent as it stands.
type Body string

// UnmarshalJSON implements [json.Unmarshaler].
func (b *Body) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil { // null, too
		*b = Body(text)
		return nil
	}
	*b = Body(data)
	return nil
}

// foreign reports whether the body cannot be Graph's, whose answers are objects.
func (b Body) foreign() bool { return !strings.HasPrefix(b.contentType(), "application/json") }

// contentType says what the body is. An answer without one of its own is Graph's.
func (b Body) contentType() string {
	text := strings.TrimSpace(string(b))
	switch {
	case text == "", json.Valid([]byte(text)) && strings.ContainsAny(text[:1], "{["):
		return "application/json; charset=UTF-8"
	case strings.HasPrefix(text, "<"):
		return "text/html; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}
