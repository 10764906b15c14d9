package graphsim

import (
	"net/http"
	"time"

	"dialtone/api"
	"dialtone/api/pattern"
)

// Times and limits of the ownership check. The life of a code is openapi's, the wait
// after too many wrong ones is that of Embedded Signup (docs).
const (
	codeLife  = 10 * time.Minute
	guessWait = 12 * time.Hour
	codeDay   = 24 * time.Hour
)

// Subcodes of a refused code request (field).
const (
	tooOften   = 2388367
	cannotSend = 2388091
)

// wrongCodeSubcode comes with 136025 for a plain wrong code (field).
const wrongCodeSubcode = 2388093

var (
	languageCode = pattern.Of(`^[a-z]{2,3}(_[A-Z]{2})?$`)
	sixDigits    = pattern.Of(`^\d{6}$`)
)

// code is a one-time code.
type code struct {
	text    string
	expires time.Time
}

func (k code) valid(now time.Time) bool { return k.text != "" && now.Before(k.expires) }

// codeCheck proves by a code who owns a number.
type codeCheck struct {
	code    code // the newest one, or none
	guesses guessCounter
}

// guessCounter counts wrong guesses of a code or a PIN.
type guessCounter struct {
	wrong        int
	last         time.Time
	blockedUntil time.Time
}

// add counts a wrong guess. The guess that reaches the limit blocks those that follow; the
// first one after the block starts a new count.
func (g *guessCounter) add(now time.Time, limit int, block time.Duration) {
	if !g.blockedUntil.IsZero() {
		*g = guessCounter{}
	}
	g.wrong++
	g.last = now
	if g.wrong >= limit {
		g.blockedUntil = now.Add(block)
	}
}

// requestCode sends the ownership code (seed 001).
func (s *Sim) requestCode(c *call) (any, *refusal) {
	n := c.number
	m, refused := readCodeRequest(c)
	if refused != nil {
		return nil, refused
	}
	switch {
	case s.rejected():
		return nil, accountRejected(policyBlock())
	case n.Status == api.StatusBanned:
		return nil, banned(policyBlock())
	case n.verification(c.at) == api.Verified:
		return nil, codeError(0, "The number is verified", "This number has been verified already. Go on to register it.")
	}
	n.requests = within(n.requests, c.at, codeDay)
	// A request that is refused counts too, so asking again makes the wait longer (field).
	n.requests = append(n.requests, c.at)
	switch {
	case len(n.requests) > s.sc.Limits.CodeRequests:
		return nil, codeError(tooOften, "Too many codes",
			"A code was requested too many times for this number. Wait before you ask for another one.")
	case s.liveElsewhere(n, c.at):
		return nil, codeNotSent()
	}
	m.Number, m.Display = n.ID, n.Display
	s.sendCode(&n.ownership, m, n.Phone, n.Reach)
	c.effective = true
	return success(), nil
}

// readCodeRequest reads how a code is to be sent and in which language.
func readCodeRequest(c *call) (Message, *refusal) {
	text, ok := c.params.text("code_method")
	if !ok {
		return Message{}, missing("code_method")
	}
	method := api.CodeMethod(text)
	if method != api.SMS && method != api.Voice {
		return Message{}, invalid("code_method must be SMS or VOICE.")
	}
	language, ok := c.params.text("language")
	if !ok {
		language, ok = c.params.text("locale") // the name in the Postman collection (postman)
	}
	if !ok {
		return Message{}, missing("language")
	}
	if !languageCode().MatchString(language) {
		return Message{}, invalid("language must be a code such as en or en_US.")
	}
	return Message{At: c.at, Method: method, Language: language}, nil
}

// sendCode replaces the code of a check and sends the new one to the phone.
func (s *Sim) sendCode(check *codeCheck, m Message, phone string, reach Reach) {
	m.Code = randomText(s.random, 6, decimals)
	check.code = code{text: m.Code, expires: m.At.Add(codeLife)}
	s.deliver(m, phone, reach)
}

// liveElsewhere reports whether the number is still in an app, in another account or on
// the On-Premises API. No code is sent to such a number (docs for the subcode, field for
// the cause).
func (s *Sim) liveElsewhere(n *number, now time.Time) bool {
	return n.inApp(now) || n.elsewhere(now) || n.Platform == api.PlatformOnPremise && !s.sc.Rules.CodeOnPremise
}

// verifyCode checks the code that the customer received.
func (s *Sim) verifyCode(c *call) (any, *refusal) {
	guess, ok := c.params.text("code")
	if !ok || guess == "" {
		return nil, missing("code")
	}
	if !sixDigits().MatchString(guess) {
		return nil, invalid("code must be six digits, without the hyphen.")
	}
	if refused := s.checkCode(&c.number.ownership, guess, c.at); refused != nil {
		return nil, refused
	}
	c.number.verifiedAt = c.at
	c.effective = true
	return success(), nil
}

// checkCode compares a guess with the code. A code is good once and for ten minutes, and
// only few guesses are allowed.
func (s *Sim) checkCode(check *codeCheck, guess string, now time.Time) *refusal {
	if now.Before(check.guesses.blockedUntil) {
		return s.wrongCode("Too many wrong codes were entered. Wait about 12 hours.")
	}
	if !check.code.valid(now) || guess != check.code.text {
		check.guesses.add(now, s.sc.Limits.Guesses, guessWait)
		return s.wrongCode("Enter the six digits of the newest message, or ask for a new code.")
	}
	*check = codeCheck{}
	return nil
}

// wrongCode refuses a code. Sources name three forms of this answer, and it is not known
// which one is live, so the scenario chooses (openapi, field). The texts for people come in
// the language of the account's owner (field).
func (s *Sim) wrongCode(message string) *refusal {
	switch s.sc.Rules.WrongCode {
	case wrongCodeSubcode:
		return &refusal{Status: http.StatusBadRequest, Code: 136025, Subcode: wrongCodeSubcode, Title: "Verify code error", Bare: true,
			Transient: new(false), UserTitle: "Não foi possível verificar o código", UserMessage: "O código inserido está incorreto."}
	case 136025:
		return &refusal{Status: http.StatusBadRequest, Code: 136025, Title: "Verify code error", Transient: new(false),
			UserTitle: "Code not accepted", UserMessage: message}
	}
	return &refusal{Status: http.StatusBadRequest, Kind: graphMethodException, Code: 100,
		Title: "The verification code is invalid or has expired", Details: message}
}

// codeError refuses a code request. As in live answers, the message is short and the
// texts for people explain it (field).
func codeError(subcode int, title, message string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 136024, Subcode: subcode, Title: "Request code error", Bare: subcode != 0,
		Transient: new(false), UserTitle: title, UserMessage: message}
}

// codeNotSent refuses a code for a number that is in use elsewhere. The text misleads:
// waiting does not help (field).
func codeNotSent() *refusal {
	return codeError(cannotSend, "Servers are busy", "The code cannot be sent at present. Try again in one hour.")
}
