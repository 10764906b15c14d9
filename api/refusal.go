package api

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dialtone/api/mask"
)

// wireError is Graph's error envelope as it travels (docs, openapi).
type wireError struct {
	parts
	code int // 0 when it is there and cannot be read
}

// envelopeOf reads the error of an answer. It is Graph's own when it has a code,
// or the id by which Meta's support finds it; what a gateway or a proxy calls an
// error has neither, or no more of a code than the HTTP status: then only a type as
// Graph writes them, which end in Exception (docs, field), tells it from one. A field of
// a strange type is left out, and nothing else with it.
func envelopeOf(raw json.RawMessage, status int) *wireError {
	p, err := partsOf(raw)
	if err != nil {
		return nil
	}
	code, coded := p.whole("code")
	traced, typed := p.text("fbtrace_id") != "", strings.HasSuffix(p.text("type"), "Exception")
	switch {
	case traced:
		return &wireError{p, code}
	case !coded, !typed && code == status, !typed && code == 0 && p.text("message") == "":
		return nil
	}
	return &wireError{p, code}
}

// details reads error_data.details; error_data is an object on the Cloud API
// and, in places, a string that holds one.
func (w *wireError) details() string {
	var data any
	if json.Unmarshal(w.parts["error_data"], &data) != nil {
		return ""
	}
	if s, ok := data.(string); ok {
		var inner map[string]any
		if json.Unmarshal([]byte(s), &inner) != nil {
			return s
		}
		data = inner
	}
	m, _ := data.(map[string]any)
	s, _ := m["details"].(string)
	return s
}

// refusal builds the typed error for an answer that does not report success. w is nil if
// the body held no envelope of Graph's.
func (r request) refusal(status int, header http.Header, raw []byte, w *wireError) error {
	e := &Error{Call: r.call, Status: status, RetryAfter: r.retryAfter(header)}
	if w == nil {
		const enough = 300
		body := r.scrub(string(raw)) // before the cut, which could leave half a secret
		e.Body = strings.ToValidUTF8(body[:min(len(body), enough)], "")
		return e
	}
	e.Code, e.Transient = w.code, w.yes("is_transient")
	e.Subcode, _ = w.whole("error_subcode")
	e.Type = r.scrub(w.text("type"))
	e.Message = r.scrub(w.text("message"))
	e.UserTitle = r.scrub(w.text("error_user_title"))
	e.UserMessage = r.scrub(w.text("error_user_msg"))
	e.Details = r.scrub(w.details())
	e.TraceID = r.scrubID(w.text("fbtrace_id"))
	return e
}

// remember keeps the secrets of a request, so that no later answer shows them.
func (c *Client) remember(r request) request {
	for _, s := range []Secret{c.token, c.appSecret, c.proof()} {
		c.known.Remember(s.Reveal())
	}
	for _, s := range r.secrets {
		c.known.Remember(s.Reveal())
	}
	r.known = c.known
	return r
}

// scrub makes a text from an answer safe to show: it takes out the secrets of
// this request and those before it, and whatever has the form of a token.
func (r request) scrub(text string) string {
	text = Clean(text)
	for _, s := range r.secrets {
		if !s.Empty() {
			text = strings.ReplaceAll(text, s.Reveal(), dots)
		}
	}
	return mask.Tokens(r.known.Cut(text))
}

// scrubID is scrub for a text that may be an id. An id has no blanks and no signs, and its
// digits are not taken for a PIN.
func (r request) scrubID(text string) string {
	if !isID(text) {
		return r.scrub(text)
	}
	return r.known.CutLong(text)
}

// isID reports whether a text may be an id: digits, or random letters and digits.
func isID(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool {
		return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-'
	}) < 0
}

// retryAfter reads how long Graph wants to be left alone: Retry-After, or the longest
// estimated_time_to_regain_access of x-business-use-case-usage, in minutes (docs; the unit
// is unconfirmed). That header has rows by account or portfolio, and of other products too:
// only WhatsApp's count, and where the account that the call is about has rows of its own,
// only those.
func (r request) retryAfter(h http.Header) time.Duration {
	if wait, said := waitIn(h); said {
		return wait
	}
	var usage map[string][]struct {
		Type   string  `json:"type"`
		Regain minutes `json:"estimated_time_to_regain_access"`
	}
	if json.Unmarshal([]byte(h.Get("X-Business-Use-Case-Usage")), &usage) != nil {
		return 0
	}
	if own, has := usage[first(r.path)]; has {
		clear(usage)
		usage[""] = own
	}
	var longest minutes
	for _, rows := range usage {
		for _, row := range rows {
			if row.Type == "" || strings.Contains(strings.ToLower(row.Type), "whatsapp") {
				longest = max(longest, row.Regain)
			}
		}
	}
	return time.Duration(min(float64(longest), longestWait.Minutes()) * float64(time.Minute))
}

// waitIn is the longest wait that Retry-After names: in seconds, or as a date by the clock of
// the server that names it.
func waitIn(h http.Header) (longest time.Duration, said bool) {
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	for _, v := range h.Values("Retry-After") {
		wait := time.Duration(0)
		if s, err := strconv.ParseFloat(v, 64); s > 0 || s == 0 && err == nil { // beyond every number is endless
			wait = time.Duration(math.Ceil(min(s, longestWait.Seconds()))) * time.Second
		} else if at, err := http.ParseTime(v); err == nil {
			wait = min(max(0, at.Sub(now)), longestWait)
		} else {
			continue
		}
		longest, said = max(longest, wait), true
	}
	return longest, said
}

// minutes are written as a number, or as a text that holds one.
type minutes float64

// UnmarshalJSON reads both; anything else is none.
func (m *minutes) UnmarshalJSON(b []byte) error {
	if n, err := strconv.ParseFloat(strings.Trim(string(b), `"`), 64); err == nil && n > 0 {
		*m = minutes(n)
	}
	return nil
}

func first(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return path[0]
}
