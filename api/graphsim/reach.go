package graphsim

import (
	"dialtone/api"

	"github.com/nyaruka/phonenumbers"
)

// Reach is what a phone line can receive and where else it is in use. What a
// scenario leaves out goes by the kind of the line.
type Reach struct {
	SMS   *bool `toml:"sms"`         // when false an SMS is sent and never arrives
	Voice *bool `toml:"voice"`       // when false a call is made and nobody hears the code
	IVR   bool  `toml:"ivr"`         // a menu answers calls, so that nobody hears the code (seed 001)
	InApp bool  `toml:"live_in_app"` // the number has an account in the WhatsApp app, or in the Business app
}

// hears reports whether a code sent this way arrives at the line.
func (r Reach) hears(phone string, method api.CodeMethod) bool {
	sms, voice := carries(phone)
	if r.SMS != nil {
		sms = *r.SMS
	}
	if r.Voice != nil {
		voice = *r.Voice
	}
	if method == api.Voice {
		return voice && !r.IVR
	}
	return sms
}

// carries reports what a line takes by the numbering plan of its country (docs):
// a pager takes nothing, and all but mobile lines want a call. The docs only
// advise against SMS to those; that none arrives there is the sterner reading. A
// number that no plan knows, or that may be mobile, takes both.
func carries(phone string) (sms, voice bool) {
	n, err := phonenumbers.Parse(phone, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return true, true
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE, phonenumbers.UNKNOWN:
		return true, true
	case phonenumbers.PAGER:
		return false, false
	}
	return false, true
}
