package graphsim

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"dialtone/api"
)

// Targets of a fault that stand for more than one endpoint.
const (
	AnyCall api.Endpoint = "*"
	Reads   api.Endpoint = "reads"  // every GET
	Writes  api.Endpoint = "writes" // every POST and DELETE
)

// Me is the call that reads who a token belongs to. Dialtone does not make it, other clients do.
const Me api.Endpoint = "me"

// Drop says when a connection is closed without an answer.
type Drop string

// Values of [Drop].
const (
	DropBefore Drop = "before" // before the call takes effect
	DropAfter  Drop = "after"  // after the call took effect, which the client does not learn
)

// Mangle is a way to spoil an answer.
type Mangle string

// Values of [Mangle].
const (
	Truncate     Mangle = "truncate"      // the call takes effect, and its answer breaks off half way
	HTML         Mangle = "html"          // the call has no effect; a proxy answers with a page, by default with HTTP 502
	SuccessFalse Mangle = "success_false" // the call has no effect and answers {"success":false} (docs)
	SuccessText  Mangle = "success_text"  // the call takes effect and answers {"success":"true"} (docs)
	UnknownEnums Mangle = "unknown_enums" // the answer names states that are on no list
	TextCode     Mangle = "text_code"     // the code of a refusal, be it real or of this fault, is a string
)

// Fault is something that goes wrong on order. It counts the calls that match it, lets
// the first Skip of them pass, and then applies to Times calls: to the first one that
// follows and to each Every-th after it. If several faults could apply to one call, the
// first in the list does.
type Fault struct {
	Endpoint api.Endpoint      `toml:"endpoint" json:"endpoint"` // a name of [api.Endpoints], or *, reads, writes
	Number   api.PhoneNumberID `toml:"number" json:"number"`     // "" for every number
	Skip     int               `toml:"skip" json:"skip"`
	Times    int               `toml:"times" json:"times"` // default 1; negative for no limit
	Every    int               `toml:"every" json:"every"` // default 1, every call

	Delay        Duration `toml:"delay" json:"delay"`                 // the wait before anything else happens
	ExpireTokens bool     `toml:"expire_tokens" json:"expire_tokens"` // every token that was used so far expires

	Drop   Drop   `toml:"drop" json:"drop"`
	Mangle Mangle `toml:"mangle" json:"mangle"`

	// These fields describe an error that replaces the real answer. The call has no
	// effect unless AlsoEffect is set.
	Status      int      `toml:"status" json:"status"` // default 400 if there is a code
	Code        int      `toml:"code" json:"code"`
	Subcode     int      `toml:"subcode" json:"subcode"`
	Message     string   `toml:"message" json:"message"`
	Details     string   `toml:"details" json:"details"`
	UserTitle   string   `toml:"user_title" json:"user_title"`
	UserMessage string   `toml:"user_message" json:"user_message"`
	Transient   bool     `toml:"transient" json:"transient"`
	RetryAfter  Duration `toml:"retry_after" json:"retry_after"`
	AlsoEffect  bool     `toml:"also_effect" json:"also_effect"`

	// Body replaces the real answer, word for word, be it Meta's or that of a gateway or
	// a proxy. Status is 200 by default. Only a body that is a JSON object or list comes
	// with Graph's headers.
	Body Body `toml:"body" json:"body"`
	// Headers are set on the answer last of all. An empty value takes a header away.
	Headers map[string]string `toml:"headers" json:"headers"`
}

func (f *Fault) defaults() {
	setDefault(&f.Times, 1)
	setDefault(&f.Every, 1)
	if f.Status == 0 && f.Body != "" {
		f.Status = http.StatusOK
	}
	if f.Status == 0 && f.Code != 0 {
		f.Status = http.StatusBadRequest
	}
	if f.Status == 0 && f.Mangle == HTML {
		f.Status = http.StatusBadGateway
	}
}

func (f Fault) check() error {
	kinds := 0
	for _, set := range []bool{f.Drop != "", f.Mangle != "", f.Mangle == "" && f.Status != 0} {
		if set {
			kinds++
		}
	}
	switch {
	case f.Endpoint == "":
		return errors.New("names no endpoint")
	case !slices.Contains(append(api.Endpoints(), Me, AnyCall, Reads, Writes), f.Endpoint):
		return fmt.Errorf("endpoint %q is not known", f.Endpoint)
	case f.Drop != "" && f.Drop != DropBefore && f.Drop != DropAfter:
		return fmt.Errorf("drop is %q, not before or after", f.Drop)
	case f.Mangle != "" && !slices.Contains([]Mangle{Truncate, HTML, SuccessFalse, SuccessText, UnknownEnums, TextCode}, f.Mangle):
		return fmt.Errorf("mangle %q is not known", f.Mangle)
	case f.Status != 0 && (f.Status < 200 || f.Status > 599):
		return fmt.Errorf("status %d is not an answer", f.Status)
	case f.Skip < 0 || f.Every < 0 || f.Delay < 0:
		return errors.New("skip, every or delay is negative")
	case f.Body != "" && (f.Mangle != "" || f.Code != 0):
		return errors.New("asks for a body of its own and for one of Graph's")
	case kinds > 1:
		return errors.New("asks for more than one of drop, mangle and an error answer")
	case kinds == 0 && f.Delay == 0 && !f.ExpireTokens && len(f.Headers) == 0:
		return errors.New("does nothing")
	}
	return nil
}

// faultState is a fault together with the number of calls that it matched and that it
// applied to.
type faultState struct {
	Fault
	matched, applied int
}

func (f *faultState) matches(c *call) bool {
	if f.Number != "" && (c.number == nil || c.number.ID != f.Number) {
		return false
	}
	switch f.Endpoint {
	case AnyCall:
		return c.endpoint != ""
	case Reads:
		return c.method == http.MethodGet && c.endpoint != ""
	case Writes:
		return c.method != http.MethodGet && c.endpoint != ""
	}
	return f.Endpoint == c.endpoint
}

// due reports whether the fault applies to the call that it matched last.
func (f *faultState) due() bool {
	after := f.matched - f.Skip - 1
	return after >= 0 && after%f.Every == 0 && (f.Times < 0 || f.applied < f.Times)
}

// matchFault counts the call for every fault that it matches and returns the fault that
// applies to it, or nil.
func (s *Sim) matchFault(c *call) *Fault {
	var applies *Fault
	for _, f := range s.faults {
		if !f.matches(c) {
			continue
		}
		f.matched++
		if applies == nil && f.due() {
			f.applied++
			applies = new(f.Fault)
		}
	}
	return applies
}

// replacement returns the answer that replaces the real one, or false if the fault
// leaves the real answer in place.
func (f *Fault) replacement() (answer, bool) {
	switch {
	case f.Body != "":
		return answer{status: f.Status, raw: []byte(f.Body), retryAfter: time.Duration(f.RetryAfter), foreign: f.Body.foreign()}, true
	case f.Mangle == HTML:
		return answer{status: f.Status, foreign: true, raw: []byte("<html><head><title>" + http.StatusText(f.Status) +
			"</title></head><body><h1>The proxy got no answer</h1></body></html>")}, true
	case f.Mangle == SuccessFalse:
		return answer{status: http.StatusOK, body: object{"success": false}}, true
	case f.Mangle != "" && (f.Mangle != TextCode || f.Code == 0) || f.Status == 0:
		return answer{}, false
	}
	a := answer{status: f.Status}
	if f.Code == 0 && f.Status >= 500 && f.Message == "" {
		a.raw, a.foreign = []byte("upstream unavailable\n"), true
	} else {
		a.refused = &refusal{
			Status: f.Status, Code: f.Code, Subcode: f.Subcode, Title: f.Message, Details: f.Details,
			UserTitle: f.UserTitle, UserMessage: f.UserMessage, Transient: new(f.Transient),
		}
	}
	a.retryAfter = time.Duration(f.RetryAfter)
	f.mangle(&a)
	return a, true
}

// mangle spoils an answer.
func (f *Fault) mangle(a *answer) {
	switch f.Mangle {
	case Truncate:
		a.truncate = true
	case SuccessText:
		if m, ok := a.body.(object); ok && m["success"] == true {
			a.body = object{"success": "true"}
		}
	case UnknownEnums:
		replaceStates(a.body)
	case TextCode:
		a.textCode = true
	case HTML, SuccessFalse: // these replace the answer
	}
}

// replaceStates replaces every state in an answer by one that is on no list.
func replaceStates(v any) {
	switch v := v.(type) {
	case object:
		for key, inner := range v {
			switch key {
			case "status", "code_verification_status", "quality_rating", "name_status", "platform_type", "level", "account_mode":
				if _, text := inner.(string); text {
					v[key] = "SOMETHING_NEW"
					continue
				}
			}
			replaceStates(inner)
		}
	case []any:
		for _, inner := range v {
			replaceStates(inner)
		}
	}
}

// AddFault adds a fault, which counts calls from now on.
func (s *Sim) AddFault(f Fault) error {
	f.defaults()
	if err := f.check(); err != nil {
		return fmt.Errorf("fault: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &faultState{Fault: f})
	return nil
}
