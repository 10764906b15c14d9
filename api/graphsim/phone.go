package graphsim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/api/pattern"

	"github.com/nyaruka/phonenumbers"
)

// Message is what arrives at a phone: a code, the backup that [HandOverBackup] sends, or
// a WhatsApp message.
type Message struct {
	At       time.Time         `json:"at"`
	Number   api.PhoneNumberID `json:"phone_number_id"`
	Display  string            `json:"display_phone_number"`
	Method   api.CodeMethod    `json:"method"` // "" for a message that carries no code
	Language string            `json:"language"`
	Code     string            `json:"code"` // six digits, or "" for a message that carries no code
	Text     string            `json:"text"` // what the phone shows or the voice says
	// To is the recipient of a WhatsApp message in E.164 form, or "" for a message to the
	// customer's own phone.
	To string `json:"to,omitempty"`
}

// deliver sends the code to the phone, if the line can receive it that way.
func (s *Sim) deliver(m Message, phone string, reach Reach) {
	switch {
	case !reach.receives(phone, m.Method):
		return
	case m.Method == api.SMS:
		m.Text = "WhatsApp code " + m.Code[:3] + "-" + m.Code[3:] // (docs)
	default:
		m.Text = strings.TrimSpace(strings.Repeat("Verification code is "+m.Code+". ", 3)) // the voice says it three times (docs)
	}
	s.addMessage(m)
}

// addMessage adds a message to the outbox and wakes those who wait for one.
func (s *Sim) addMessage(m Message) {
	s.outbox = append(s.outbox, m)
	close(s.arrived)
	s.arrived = make(chan struct{})
}

// Outbox returns every message that reached a phone, oldest first.
func (s *Sim) Outbox() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message{}, s.outbox...)
}

// NextMessage skips the first messages, waits for the one that follows, and returns it
// together with the number of messages to skip next time. Start with 0.
func (s *Sim) NextMessage(ctx context.Context, after int) (Message, int, error) {
	for {
		s.mu.Lock()
		arrived := s.arrived
		if after >= 0 && after < len(s.outbox) {
			m := s.outbox[after]
			s.mu.Unlock()
			return m, after + 1, nil
		}
		s.mu.Unlock()
		select {
		case <-arrived:
		case <-ctx.Done():
			return Message{}, after, ctx.Err()
		}
	}
}

// Reach says what a phone line can receive and whether it is in use in an app. Without
// SMS or Voice the type of the line decides.
type Reach struct {
	SMS   *bool `toml:"sms"`         // if false, an SMS is sent and never arrives
	Voice *bool `toml:"voice"`       // if false, a call is made and nobody hears the code
	IVR   bool  `toml:"ivr"`         // a menu answers calls, so that nobody hears the code (seed 001)
	InApp bool  `toml:"live_in_app"` // the number has an account in the WhatsApp app or in the Business app
}

// receives reports whether a code sent this way arrives at the line.
func (r Reach) receives(phone string, method api.CodeMethod) bool {
	sms, voice := lineReceives(phone)
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

// lineReceives reports what a line can receive by the numbering plan of its country (docs).
// A pager receives nothing, and a line that is not mobile receives calls only. The docs
// merely advise against an SMS to such a line; that it never arrives is the stricter
// reading. A number that may be mobile, or that no plan knows, receives both.
func lineReceives(phone string) (sms, voice bool) {
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

// Line is a phone line outside the account, as add_number finds it. A line that the
// scenario does not list is not in use anywhere.
type Line struct {
	Phone      string `toml:"phone"`
	OnPlatform bool   `toml:"on_platform"` // registered in another account
	TwoStep    bool   `toml:"two_step"`    // two-step verification is on in that account
	Unapproved bool   `toml:"name_not_approved"`
	// More reasons why the number cannot move to this account (docs).
	OtherBusiness bool      `toml:"other_business"`  // that account represents another business
	Unready       bool      `toml:"source_unready"`  // that account is not approved, or follows the retired on-behalf-of model
	Unaccepted    bool      `toml:"request_pending"` // nobody there accepted the request to message on its behalf
	LastPaid      *Duration `toml:"last_paid"`       // as in a [Number]
	Banned        bool      `toml:"banned"`
	NoWhatsApp    bool      `toml:"not_on_whatsapp"` // messages do not reach it
	Wrote         *Duration `toml:"wrote"`           // when its person last wrote to a number of the account
	Reach
}

// line is the state of a phone line outside the account.
type line struct {
	Line
	appReleased time.Time // when the app frees the line, after its account there was deleted
	deletedAt   time.Time // when it was deleted on the platform
	paidAt      time.Time // when it sent its last paid message on the platform
	wroteAt     time.Time // when its person last wrote to a number of the account
}

// findLine returns the line of a phone number, and whether the account has the number
// already. A number that was deleted here is still in the list and can be added again
// (seed 000).
func (s *Sim) findLine(phone string) (found line, listed bool) {
	switch n := s.byPhone(phone); {
	case n != nil && n.Status == api.StatusDeleted:
		return n.asLine(n.deletedAt), false
	case n != nil:
		return line{}, true
	}
	if l := s.lines[phone]; l != nil {
		return *l, false
	}
	return line{Line: Line{Phone: phone}}, false
}

// asLine returns the line of a number that was deleted from the account.
func (n *number) asLine(deleted time.Time) line {
	return line{
		Line:        Line{Phone: n.Phone, Reach: n.Reach},
		appReleased: n.appReleased, deletedAt: deleted, paidAt: n.paidAt,
	}
}

// removeDeleted removes the entry of a deleted number when the number is added again. That
// the old entry disappears is our choice.
func (s *Sim) removeDeleted(phone string) {
	s.numbers = slices.DeleteFunc(s.numbers, func(n *number) bool { return n.Phone == phone })
}

// paidWindow is the time after its last paid message during which a number cannot be
// deleted (seed 000, seed 001).
const paidWindow = 30 * 24 * time.Hour

// mayDelete returns an error if a number cannot be deleted yet because of its last paid
// message. The time of that message is zero if there was none.
func mayDelete(paid, now time.Time) error {
	if opens := paid.Add(paidWindow); !paid.IsZero() && now.Before(opens) {
		return fmt.Errorf("%w: it sent its last paid message on %s and can be deleted from %s",
			ErrNotYet, paid.UTC().Format(time.RFC3339), opens.UTC().Format(time.RFC3339))
	}
	return nil
}

var e164 = pattern.Of(`^\+[1-9]\d{6,14}$`)

// twoDigitCodes are the calling codes of two digits. Those of zones 1 and 7 have one digit
// and all others three (ITU).
const twoDigitCodes = " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 " +
	"61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "

// callingCode splits the digits of an E.164 number into calling code and national number.
func callingCode(digits string) (cc, national string) {
	n := 3
	switch {
	case digits == "":
		return "", ""
	case digits[0] == '1' || digits[0] == '7':
		n = 1
	case len(digits) >= 2 && strings.Contains(twoDigitCodes, " "+digits[:2]+" "):
		n = 2
	}
	n = min(n, len(digits))
	return digits[:n], digits[n:]
}

// display writes an E.164 number roughly as Graph shows it: +1 631-555-5555 (seed 001). It
// does not know how each country groups its digits. It puts the last four digits apart and
// groups the others in threes.
func display(phone string) string {
	cc, national := callingCode(strings.TrimPrefix(phone, "+"))
	var groups []string
	if len(national) > 4 {
		head, last := national[:len(national)-4], national[len(national)-4:]
		for len(head) > 4 {
			groups, head = append(groups, head[:3]), head[3:]
		}
		groups = append(groups, head, last)
	} else {
		groups = []string{national}
	}
	sep := " "
	if cc == "1" {
		sep = "-"
	}
	return "+" + cc + " " + strings.Join(groups, sep)
}

// digitsOf returns the digits of a text.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}
