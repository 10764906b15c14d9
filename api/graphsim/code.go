package graphsim

import (
	"net/http"
	"regexp"
	"time"

	"dialtone/api"
)

// code is the one-time code that is good at present.
type code struct {
	text    string
	expires time.Time
}

// Lives and limits of the ownership check. The life is openapi's, the wait is
// that of Embedded Signup (docs).
const (
	codeLife  = 10 * time.Minute
	guessWait = 12 * time.Hour
	codeDay   = 24 * time.Hour
)

var languageCode = regexp.MustCompile(`^[a-z]{2,3}(_[A-Z]{2})?$`)

// Subcodes of a refused code request (field).
const (
	tooOften   = 2388367
	cannotSend = 2388091
)

// requestCode sends the ownership code (seed 001).
func (s *Sim) requestCode(c *call) (any, *refusal) {
	n := c.number
	method, language, refused := codeWish(c.params)
	if refused != nil {
		return nil, refused
	}
	switch {
	case s.rejected():
		return nil, accountRejected(blocked())
	case n.Status == api.StatusBanned:
		return nil, banned(blocked())
	case n.verification(c.at) == api.Verified:
		return nil, codeError(0, "The number is verified", "This number has been verified already. Go on to register it.")
	}
	n.requests = within(n.requests, c.at, codeDay)
	// Asking again while refused counts too and so restarts the clock (field).
	n.requests = append(n.requests, c.at)
	switch {
	case len(n.requests) > s.sc.Limits.CodeRequests:
		return nil, codeError(tooOften, "Too many codes", "A code was requested too many times for this number. Wait before you ask for another one.")
	case s.liveElsewhere(n, c.at):
		// The text misleads: waiting does not clear it (field).
		return nil, codeError(cannotSend, "Servers are busy", "The code cannot be sent at present. Try again in one hour.")
	}
	n.code = code{text: draw(s.random, 6, decimals), expires: c.at.Add(codeLife)}
	c.effective = true
	s.deliver(Message{At: c.at, Number: n.ID, Display: n.Display, Method: method, Language: language, Code: n.code.text}, n.Phone, n.Reach)
	return done(), nil
}

// codeWish is how the code is to be sent, and in which language.
func codeWish(p params) (api.CodeMethod, string, *refusal) {
	raw, ok := p.text("code_method")
	if !ok {
		return "", "", missing("code_method")
	}
	method := api.CodeMethod(raw)
	if method != api.SMS && method != api.Voice {
		return "", "", invalid("code_method must be SMS or VOICE.")
	}
	language, ok := p.text("language")
	if !ok {
		language, ok = p.text("locale") // its name in the Postman collection (postman)
	}
	if !ok {
		return "", "", missing("language")
	}
	if !languageCode.MatchString(language) {
		return "", "", invalid("language must be a code such as en or en_US.")
	}
	return method, language, nil
}

// liveElsewhere reports whether the number is still in an app, in another account
// or on the On-Premises API, so that no code is sent to it (docs for the subcode,
// field for the cause).
func (s *Sim) liveElsewhere(n *number, now time.Time) bool {
	return n.inApp(now) || n.elsewhere(now) || n.Platform == api.PlatformOnPremise && !s.sc.Rules.CodeOnPremise
}

// verifyCode checks the code: single use, ten minutes, few guesses.
func (s *Sim) verifyCode(c *call) (any, *refusal) {
	n := c.number
	guess, ok := c.params.text("code")
	if !ok || guess == "" {
		return nil, missing("code")
	}
	if !sixes.MatchString(guess) {
		return nil, invalid("code must be six digits, without the hyphen.")
	}
	if c.at.Before(n.codes.blocked) {
		return nil, s.wrongCode("Too many wrong codes were entered. Wait about 12 hours.")
	}
	if !n.codes.blocked.IsZero() {
		n.codes = guard{}
	}
	alive := n.code.text != "" && c.at.Before(n.code.expires)
	if !alive || guess != n.code.text {
		n.codes.wrong++
		if n.codes.wrong >= s.sc.Limits.Guesses {
			n.codes.blocked = c.at.Add(guessWait)
		}
		return nil, s.wrongCode("Enter the six digits of the newest message, or ask for a new code.")
	}
	n.code, n.codes, n.verifiedAt = code{}, guard{}, c.at
	c.effective = true
	return done(), nil
}

// wrongCode is a refused code; its live shape is not known, so a scenario
// chooses between the two that are named (openapi, field).
func (s *Sim) wrongCode(message string) *refusal {
	if s.sc.Rules.WrongCode == 136025 {
		return &refusal{Status: http.StatusBadRequest, Code: 136025, Title: "Verify code error", Transient: transience(false),
			UserTitle: "Code not accepted", UserMessage: message}
	}
	return &refusal{Status: http.StatusBadRequest, Kind: graphMethodException, Code: 100, Title: "The verification code is invalid or has expired",
		Details: message}
}

func done() object { return object{"success": true} }
