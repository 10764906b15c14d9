package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dialtone/mask"
)

// wireError is Graph's error envelope as it travels (docs, openapi).
type wireError struct {
	Message     string `json:"message"`
	Type        string `json:"type"`
	Code        int    `json:"code"`
	Subcode     int    `json:"error_subcode"`
	Transient   truth  `json:"is_transient"`
	UserTitle   string `json:"error_user_title"`
	UserMessage string `json:"error_user_msg"`
	Data        any    `json:"error_data"`
	TraceID     string `json:"fbtrace_id"`
}

// details reads error_data.details; error_data is an object on the Cloud API
// and, in places, a string that holds one.
func (w *wireError) details() string {
	data := w.Data
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

// refusal builds the typed error for an answer that says no. w is nil when the
// body held no envelope.
func (r request) refusal(status int, header http.Header, raw []byte, w *wireError) error {
	e := &Error{Call: r.call, Status: status, RetryAfter: retryAfter(header)}
	if w == nil || w.Code == 0 && w.Message == "" {
		const enough = 300
		body := r.scrub(string(raw)) // before cutting, or half a secret may stay
		e.Body = strings.ToValidUTF8(body[:min(len(body), enough)], "")
		return e
	}
	e.Code, e.Subcode, e.Transient = w.Code, w.Subcode, bool(w.Transient)
	e.Type = r.scrub(w.Type)
	e.Message = r.scrub(w.Message)
	e.UserTitle = r.scrub(w.UserTitle)
	e.UserMessage = r.scrub(w.UserMessage)
	e.Details = r.scrub(w.details())
	e.TraceID = r.scrub(w.TraceID)
	return e
}

// remember keeps the secrets of a request, so that no later answer shows them.
func (c *Client) remember(r request) request {
	c.known.Remember(c.token.Reveal())
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

// scrubID is scrub for what may be a number in its own right, whose digits are not
// those of a PIN. An id has no blanks and no signs.
func (r request) scrubID(text string) string {
	if !isID(text) {
		return r.scrub(text)
	}
	return r.known.CutLong(text)
}

// isID reports whether a text may be an id: of digits, or drawn by lot.
func isID(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool {
		return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-'
	}) < 0
}

// retryAfter reads how long Graph wants to be left alone: Retry-After in
// seconds or as a date, or the longest estimated_time_to_regain_access of
// x-business-use-case-usage, in minutes (docs; the unit is unconfirmed).
func retryAfter(h http.Header) time.Duration {
	const most = 30 * 24 * time.Hour // longer ones are mistakes, and could overflow
	if v := h.Get("Retry-After"); v != "" {
		if s, err := strconv.Atoi(v); err == nil && s >= 0 {
			return time.Duration(min(s, int(most/time.Second))) * time.Second
		}
		if at, err := http.ParseTime(v); err == nil {
			return min(max(0, time.Until(at)), most)
		}
	}
	var usage map[string][]struct {
		Regain float64 `json:"estimated_time_to_regain_access"`
	}
	if json.Unmarshal([]byte(h.Get("X-Business-Use-Case-Usage")), &usage) != nil {
		return 0
	}
	var longest float64
	for _, rows := range usage {
		for _, row := range rows {
			longest = max(longest, row.Regain)
		}
	}
	return time.Duration(min(longest, most.Minutes()) * float64(time.Minute))
}
