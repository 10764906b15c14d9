package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dialtone/api/mask"
)

// Trace is what is remembered of one attempt of one call. Nothing in it is
// secret: token, PIN, code and backup are dots, and the middle of every phone
// number is gone.
type Trace struct {
	Call     Endpoint
	Method   string
	URL      string // complete, with secrets in the query replaced
	Request  string // JSON body, redacted; "" when there was none
	Status   int    // 0 when no answer came
	Answer   string // redacted; cut after some KiB
	Err      string // "" for success
	Start    time.Time
	Duration time.Duration
	Attempt  int // 1 for the first
	Served   Version
	Reused   bool // the connection had served an earlier call
}

const (
	maxParsed = 64 << 10 // how much of an answer is parsed for a trace
	maxTraced = 4 << 10  // how much of it a trace keeps
	// edge is how much is dropped from the end of an answer that was cut before it was
	// cleaned and masked, because half a secret or half a number may stand there.
	edge = 1 << 10
)

func (c *Client) traceOf(
	r request, req *http.Request, status int, header http.Header, raw []byte, err error, start time.Time, n int, reused bool,
) Trace {
	t := Trace{
		Call: r.call, Method: r.method, URL: r.redactURL(req.URL), Status: status,
		Start: start, Duration: time.Since(start), Attempt: n, Reused: reused,
		Served: Version(r.scrub(header.Get("Facebook-Api-Version"))),
	}
	if err != nil {
		t.Err = r.shown(err.Error())
	}
	if r.body != nil {
		if body, err := json.Marshal(r.body); err == nil {
			t.Request = r.redactJSON(body)
		}
	}
	t.Answer = r.redactJSON(beginning(c.cut(raw), maxParsed))
	keep := min(len(t.Answer), maxTraced)
	if len(raw) > maxParsed {
		keep = max(0, min(keep, len(t.Answer)-edge))
	}
	if keep < len(t.Answer) || len(raw) > maxParsed {
		t.Answer = strings.ToValidUTF8(t.Answer[:keep], "") + " …"
	}
	return t
}

// secretKeys are the parameters whose value is never shown.
var secretKeys = map[string]bool{
	"access_token": true, "input_token": true, "token": true, "pin": true, "code": true,
	"password": true, "backup": true, "verify_token": true, proofParam: true,
	"certificate": true, "new_certificate": true, // they hold the phone number, encoded
}

// shown returns a text in the form in which a trace may hold it.
func (r request) shown(text string) string { return MaskPhones(r.scrub(text)) }

func (r request) redactURL(u *url.URL) string {
	shown := *u
	q := shown.Query()
	for key := range q {
		switch {
		case secretKeys[key]:
			q.Set(key, dots)
		case named(key) && isID(q.Get(key)):
			q.Set(key, r.scrubID(q.Get(key)))
		default:
			q.Set(key, r.shown(q.Get(key)))
		}
	}
	shown.RawQuery = ""
	text := r.shown(shown.String()) // somebody may have taken the phone number for its id
	if len(q) == 0 {
		return text
	}
	plain, err := url.QueryUnescape(q.Encode())
	if err != nil {
		plain = q.Encode()
	}
	return text + "?" + plain
}

// redactJSON returns body with secrets and phone numbers masked. A body that is
// not JSON is cleaned and masked as text.
func (r request) redactJSON(body []byte) string {
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber() // an id has more digits than a float holds
	if d.Decode(&v) != nil || d.More() {
		return r.shown(string(body))
	}
	out, err := json.Marshal(r.redact("", v))
	if err != nil {
		return ""
	}
	return string(out)
}

func (r request) redact(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		shown := make(map[string]any, len(v))
		for k, inner := range v {
			if secretKeys[k] && !(k == "code" && isErrorCode(key, inner)) {
				shown[k] = dots
				continue
			}
			if text, is := inner.(string); is && k == "code" {
				shown[k] = r.shown(text) // not as an id: it may repeat the code that was sent
				continue
			}
			shown[free(shown, r.shown(k))] = r.redact(k, inner)
		}
		return shown
	case []any:
		for i, inner := range v {
			v[i] = r.redact(key, inner)
		}
		return v
	case json.Number:
		return r.redactNumber(key, v)
	case string:
		switch {
		case strings.HasPrefix(v, messageMark):
			return shortMessageID(Clean(v))
		case key == "wa_id": // it is the phone number
			return mask.Tail(v)
		case named(key) && isID(v):
			return r.scrubID(v)
		case strings.HasSuffix(key, "phone_number"):
			return mask.Tail(v)
		}
		return r.shown(v)
	}
	return v
}

// isErrorCode reports whether a field named code holds the code of an error: a
// number, or digits written as a text under the key of an error. Codes that are sent
// are texts under no key.
func isErrorCode(under string, v any) bool {
	switch v := v.(type) {
	case json.Number:
		return true
	case string:
		const longest = 7 // as codes and subcodes are
		return under == "error" && v != "" && len(v) <= longest && strings.Trim(v, "0123456789") == ""
	}
	return false
}

// redactNumber masks a number that may be somebody's phone.
func (r request) redactNumber(key string, n json.Number) any {
	text := n.String()
	if cut := r.known.Cut(text); cut != text && (key == "code" || !named(key)) {
		return cut
	}
	if named(key) {
		return n
	}
	const longest = 15 // digits of a phone number (E.164); ids are known by their field
	if tail := mask.Tail(text); strings.HasSuffix(key, "phone_number") || len(text) <= longest && tail != dots {
		return tail
	}
	if shown := r.shown(text); shown != text {
		return shown
	}
	return n
}

// named reports whether a field says by its name that what stands in it is no phone
// number: ids, times and the codes of errors.
func named(key string) bool {
	switch key {
	case "id", "ids", "code", "error_code", "error_subcode", "timestamp":
		return true
	case "wa_id":
		return false
	}
	for _, end := range []string{"_id", "_ids", "_time", "_at", "_timestamp"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

// free returns a key that is not taken yet, because two phone numbers may look alike
// when they are masked.
func free(taken map[string]any, key string) string {
	name := key
	for i := 2; ; i++ {
		if _, is := taken[name]; !is {
			return name
		}
		name = fmt.Sprintf("%s (%d)", key, i)
	}
}

// MaskPhones hides the middle of whatever looks like a phone number in a text.
func MaskPhones(text string) string { return mask.Phones(text) }
