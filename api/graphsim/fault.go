package graphsim

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"dialtone/api"
)

// Wider targets of a fault than one endpoint.
const (
	AnyCall api.Endpoint = "*"
	Reads   api.Endpoint = "reads"  // every GET
	Writes  api.Endpoint = "writes" // every POST and DELETE
)

// Drop says when a connection is closed without an answer.
type Drop string

// Values of [Drop].
const (
	DropBefore Drop = "before" // nothing has happened
	DropAfter  Drop = "after"  // the call took effect and nobody hears of it
)

// Mangle is a way of spoiling an answer.
type Mangle string

// Values of [Mangle].
const (
	Truncate     Mangle = "truncate"      // takes effect, and the answer breaks off half way
	HTML         Mangle = "html"          // a proxy's page instead of an answer, HTTP 502 by default
	SuccessFalse Mangle = "success_false" // {"success":false} without effect (docs)
	SuccessText  Mangle = "success_text"  // takes effect and answers {"success":"true"} (docs)
	UnknownEnums Mangle = "unknown_enums" // states that no list has yet
	TextCode     Mangle = "text_code"     // a refusal, real or on order, whose code is a text
)

// Fault is something that goes wrong on order. It counts the calls that match
// it, lets the first Skip of them pass and strikes the next Times (with Every,
// the first of those and then each n-th). Of several faults that would strike one call the first in
// the list does.
type Fault struct {
	Endpoint api.Endpoint      `toml:"endpoint" json:"endpoint"` // a name of [api.Endpoints], or *, reads, writes
	Number   api.PhoneNumberID `toml:"number" json:"number"`     // "" for any
	Skip     int               `toml:"skip" json:"skip"`
	Times    int               `toml:"times" json:"times"` // default 1; negative for ever
	Every    int               `toml:"every" json:"every"` // default 1, every call

	Delay        Span `toml:"delay" json:"delay"`                 // before anything else
	ExpireTokens bool `toml:"expire_tokens" json:"expire_tokens"` // every token that was used so far ends here

	Drop   Drop   `toml:"drop" json:"drop"`
	Mangle Mangle `toml:"mangle" json:"mangle"`

	// An error answer in place of the real one; before the call takes effect
	// unless AlsoEffect.
	Status      int    `toml:"status" json:"status"` // default 400 when there is a code
	Code        int    `toml:"code" json:"code"`
	Subcode     int    `toml:"subcode" json:"subcode"`
	Message     string `toml:"message" json:"message"`
	Details     string `toml:"details" json:"details"`
	UserTitle   string `toml:"user_title" json:"user_title"`
	UserMessage string `toml:"user_message" json:"user_message"`
	Transient   bool   `toml:"transient" json:"transient"`
	RetryAfter  Span   `toml:"retry_after" json:"retry_after"`
	AlsoEffect  bool   `toml:"also_effect" json:"also_effect"`

	// Body is an answer that is not Graph's, word for word, in place of the real
	// one: what a gateway, a proxy or a fault in between makes of it. Status is 200
	// by default.
	Body string `toml:"body" json:"body"`
}

func (f *Fault) defaults() {
	orElse(&f.Times, 1)
	orElse(&f.Every, 1)
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
	case !slices.Contains(slices.Concat(api.Endpoints(), unmade(), []api.Endpoint{AnyCall, Reads, Writes}), f.Endpoint):
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
	case kinds == 0 && f.Delay == 0 && !f.ExpireTokens:
		return errors.New("does nothing")
	}
	return nil
}

// armed is a fault with its count.
type armed struct {
	Fault
	seen, struck int
}

func (a *armed) matches(c *call) bool {
	if a.Number != "" && (c.number == nil || c.number.ID != a.Number) {
		return false
	}
	switch a.Endpoint {
	case AnyCall:
		return c.endpoint != ""
	case Reads:
		return c.method == http.MethodGet && c.endpoint != ""
	case Writes:
		return c.method != http.MethodGet && c.endpoint != ""
	}
	return a.Endpoint == c.endpoint
}

// strike counts the call and returns the fault that hits it, if any.
func (s *Sim) strike(c *call) *Fault {
	var hit *Fault
	for _, a := range s.faults {
		if !a.matches(c) {
			continue
		}
		a.seen++
		due := a.seen > a.Skip && (a.seen-a.Skip-1)%a.Every == 0 && (a.Times < 0 || a.struck < a.Times)
		if due && hit == nil {
			a.struck++
			f := a.Fault
			hit = &f
		}
	}
	return hit
}

// instead is the answer that the fault puts in place of the real one.
func (f *Fault) instead(version api.Version) (answer, bool) {
	switch {
	case f.Body != "":
		return answer{status: f.Status, raw: []byte(f.Body), retryAfter: time.Duration(f.RetryAfter)}, true
	case f.Mangle == HTML:
		return answer{status: f.Status, raw: []byte("<html><head><title>" + http.StatusText(f.Status) +
			"</title></head><body><h1>The proxy got no answer</h1></body></html>")}, true
	case f.Mangle == SuccessFalse:
		return answer{status: http.StatusOK, body: object{"success": false}}, true
	case f.Mangle != "" && (f.Mangle != TextCode || f.Code == 0) || f.Status == 0:
		return answer{}, false
	}
	a := answer{status: f.Status, version: version}
	if f.Code == 0 && f.Status >= 500 && f.Message == "" {
		a.raw = []byte("upstream unavailable\n")
	} else {
		a.refused = &refusal{
			Status: f.Status, Code: f.Code, Subcode: f.Subcode, Title: f.Message, Details: f.Details,
			UserTitle: f.UserTitle, UserMessage: f.UserMessage, Transient: transience(f.Transient),
		}
	}
	a.retryAfter = time.Duration(f.RetryAfter)
	f.mangle(&a)
	return a, true
}

// mangle spoils a real answer.
func (f *Fault) mangle(a *answer) {
	switch f.Mangle {
	case Truncate:
		a.truncate = true
	case SuccessText:
		if m, ok := a.body.(object); ok && m["success"] == true {
			a.body = object{"success": "true"}
		}
	case UnknownEnums:
		estrange(a.body)
	case TextCode:
		a.textCode = true
	case HTML, SuccessFalse: // there is no real answer
	}
}

// estrange replaces states by one that is in no list.
func estrange(v any) {
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
			estrange(inner)
		}
	case []any:
		for _, inner := range v {
			estrange(inner)
		}
	}
}

// AddFault arms a fault; it counts calls from now on.
func (s *Sim) AddFault(f Fault) error {
	f.defaults()
	if err := f.check(); err != nil {
		return fmt.Errorf("fault: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &armed{Fault: f})
	return nil
}
