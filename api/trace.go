package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
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
	// edge is what is left away where an answer was cut before it was cleaned and
	// masked: half a secret or half a number may stand there.
	edge = 1 << 10
)

func (c *Client) traceOf(r request, req *http.Request, status int, header http.Header, raw []byte, err error, start time.Time, n int, reused bool) Trace {
	t := Trace{
		Call: r.call, Method: r.method, URL: redactURL(req.URL), Status: status,
		Start: start, Duration: time.Since(start), Attempt: n, Served: Version(header.Get("Facebook-Api-Version")), Reused: reused,
	}
	if err != nil {
		t.Err = MaskPhones(err.Error())
	}
	if r.body != nil {
		if body, err := json.Marshal(r.body); err == nil {
			t.Request = redactJSON(body)
		}
	}
	t.Answer = r.scrub(redactJSON(beginning(c.cut(raw), maxParsed)))
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
	"password": true, "backup": true, "verify_token": true, "appsecret_proof": true,
	"certificate": true, "new_certificate": true, // they hold the phone number, encoded
}

func redactURL(u *url.URL) string {
	shown := *u
	q := shown.Query()
	for key := range q {
		if secretKeys[key] {
			q.Set(key, dots)
		} else {
			q.Set(key, MaskPhones(q.Get(key)))
		}
	}
	shown.RawQuery = ""
	text := MaskPhones(shown.String()) // somebody may have taken the phone number for its id
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
func redactJSON(body []byte) string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return MaskPhones(Clean(string(body)))
	}
	out, err := json.Marshal(redact("", v))
	if err != nil {
		return ""
	}
	return string(out)
}

func redact(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if _, number := inner.(float64); secretKeys[k] && !number { // an error's code is a number
				v[k] = dots
				continue
			}
			v[k] = redact(k, inner)
		}
		return v
	case []any:
		for i, inner := range v {
			v[i] = redact(key, inner)
		}
		return v
	case string:
		switch {
		case strings.HasPrefix(v, messageMark):
			return shortMessageID(Clean(v))
		case key == "wa_id": // it is the phone number
			return tail(v)
		case key == "id" || strings.HasSuffix(key, "_id") || strings.HasSuffix(key, "_ids"):
			return Clean(v)
		case strings.HasSuffix(key, "phone_number"):
			return tail(v)
		}
		return MaskPhones(Clean(v))
	}
	return v
}

// phone matches what looks like a phone number inside a text: international
// with its plus, or 8 to 13 digits in a row. Graph ids have more digits.
var phone = regexp.MustCompile(`\+\d[\d ().\-]{5,}\d|\b\d{8,13}\b`)

// MaskPhones hides the middle of whatever looks like a phone number in a text.
func MaskPhones(text string) string { return phone.ReplaceAllStringFunc(text, tail) }

// tail keeps the last four digits of a phone number.
func tail(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if len(digits) < 8 {
		return dots
	}
	return "•••• " + digits[len(digits)-4:]
}
