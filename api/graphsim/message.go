package graphsim

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dialtone/api"
)

const (
	serviceWindow = 24 * time.Hour // how long a text may be sent after the customer wrote (docs)
	perSecond     = 80             // messages of a number of the standard level (docs)
	pairBurst     = 45             // messages to one recipient in a row (docs)
	pairPause     = 6 * time.Second
	longestText   = 4096 // (docs)
)

// MessageStatus is what a webhook would say about a message that was accepted.
type MessageStatus struct {
	At     time.Time         `json:"at"`
	ID     api.MessageID     `json:"id"`
	Number api.PhoneNumberID `json:"phone_number_id"`
	To     string            `json:"recipient"`
	Status string            `json:"status"` // delivered or failed
	Code   int               `json:"code"`   // why it failed
}

// Statuses lists what became of the messages that were accepted, oldest first.
func (s *Sim) Statuses() []MessageStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]MessageStatus{}, s.statuses...)
}

// outgoing is a message of a number that Meta accepted.
type outgoing struct {
	at time.Time
	to string
}

// written is a message as the request has it.
type written struct {
	to       string // E.164
	text     string
	template string
}

// sendMessage accepts a message; whether it arrives shows later (docs).
func (s *Sim) sendMessage(c *call) (any, *refusal) {
	n := c.number
	if !n.connected(c.at) {
		return nil, notRegistered()
	}
	m, refused := s.readMessage(c)
	if refused != nil {
		return nil, refused
	}
	open := s.windowOpen(m.to, c.at)
	if refused := s.silenced(n, open); refused != nil {
		return nil, refused
	}
	if refused := s.mayReceive(n, m); refused != nil {
		return nil, refused
	}
	if refused := n.tooFast(m.to, c.at); refused != nil {
		return nil, refused
	}
	n.sent = append(n.sent, outgoing{c.at, m.to})
	id := api.MessageID("wamid." + draw(s.noise, 48, letters))
	said := MessageStatus{At: c.at, ID: id, Number: n.ID, To: m.to, Status: "delivered"}
	switch {
	case m.template == "" && !open:
		said.Status, said.Code = "failed", 131047 // (docs; that it comes by webhook: field)
	default:
		s.arrive(Message{At: c.at, Number: n.ID, Display: n.Display, To: m.to, Text: n.Name + ": " + api.Clean(m.text)})
	}
	if m.template != "" && !open {
		n.paidAt = c.at // the number cannot be deleted for a while (seed 001)
	}
	s.statuses = append(s.statuses, said)
	c.effective = true
	input, _ := c.params.text("to")
	return object{"messaging_product": "whatsapp",
		"contacts": []any{object{"input": input, "wa_id": strings.TrimPrefix(m.to, "+")}},
		"messages": []any{object{"id": string(id), "message_status": "accepted"}}}, nil
}

// readMessage reads what is to be sent to whom.
func (s *Sim) readMessage(c *call) (written, *refusal) {
	if product, _ := c.params.text("messaging_product"); product != "whatsapp" {
		return written{}, required("messaging_product")
	}
	to, ok := c.params.text("to")
	if !ok || to == "" {
		return written{}, required("to")
	}
	m := written{to: recipient(to, c.number.Phone)}
	if m.to == "" {
		return m, refuse(131009, "Parameter value is not valid", "to must be a phone number.")
	}
	kind, ok := c.params.text("type")
	if !ok {
		kind = "text"
	}
	switch kind {
	case "text":
		text, _ := c.params.object("text")
		if m.text, _ = plain(text["body"]); m.text == "" {
			return m, required("text['body']")
		}
		if utf8.RuneCountInString(m.text) > longestText {
			return m, invalid("text['body'] must be at most %d characters long.", longestText)
		}
		return m, nil
	case "template":
		return s.readTemplate(c, m)
	}
	return m, invalid("type %q is not simulated: text or template.", kind)
}

func (s *Sim) readTemplate(c *call, m written) (written, *refusal) {
	template, ok := c.params.object("template")
	if !ok {
		return m, refuse(131008, "Required parameter is missing", "Parameter of type template is missing.")
	}
	name, _ := plain(template["name"])
	language, _ := template["language"].(object)
	code, _ := plain(language["code"])
	if name == "" || code == "" {
		return m, refuse(131008, "Required parameter is missing", "A template needs its name and its language.")
	}
	if name == api.HelloWorld && s.sc.Rules.SampleForTests && c.number.Mode == api.ModeLive {
		return m, refuse(131058, "Hello World templates can only be sent from the Public Test Numbers", "") // (field)
	}
	for _, t := range s.sc.Account.Templates {
		if t.Name == name && t.Language == code {
			m.template, m.text = name, t.Body
			return m, nil
		}
	}
	r := refuse(132001, "Template name does not exist in the translation", "template name (%s) does not exist in %s", name, code)
	r.Status = http.StatusNotFound // (docs)
	return m, r
}

// silenced says why a registered number does not send: only one that is CONNECTED
// does (seed 001). Which code a status brings is our choice among those that the
// docs have for sending. A reply goes to somebody who wrote lately.
func (s *Sim) silenced(n *number, reply bool) *refusal {
	switch {
	case n.Status == api.StatusRateLimited:
		return refuse(130429, "Rate limit hit", "The number is throttled.")
	case n.Status == api.StatusFlagged && !s.sc.Rules.FlaggedSends,
		n.Status == api.StatusRestricted && !(s.sc.Rules.FlaggedSends && reply):
		return refuse(131048, "Spam rate limit hit", "There are restrictions on how many messages this number may send.")
	}
	return nil
}

// mayReceive refuses recipients that this number cannot reach. Meta lists 131026
// among the answers and says that errors come in the answer, by webhook, or both
// (docs); here it is the answer.
func (s *Sim) mayReceive(n *number, m written) *refusal {
	l := s.lines[m.to]
	switch {
	case m.to == n.Phone:
		return refuse(131021, "Recipient cannot be sender", "Sender and recipient phone number is the same.")
	case n.Mode != api.ModeLive && !slices.Contains(s.sc.Account.Recipients, m.to):
		return refuse(131030, "Recipient phone number not in allowed list", "Add the recipient to the list of the test number.") // (field)
	case m.template != "" && s.sc.Account.NoPayment:
		return refuse(131042, "Business eligibility payment issue", "The account has no payment method.")
	case l != nil && l.NoWhatsApp:
		return refuse(131026, "Message undeliverable", "Message Undeliverable.")
	}
	return nil
}

// tooFast is the throughput of the number, and that towards one recipient (docs).
func (n *number) tooFast(to string, now time.Time) *refusal {
	all, pair := 0, 0
	for _, m := range n.sent {
		if now.Sub(m.at) < time.Second {
			all++
		}
		if m.to == to && now.Sub(m.at) < pairBurst*pairPause {
			pair++
		}
	}
	switch {
	case all >= perSecond:
		return refuse(130429, "Rate limit hit", "Cloud API message throughput has been reached.")
	case pair >= pairBurst:
		return refuse(131056, "(Business Account, Consumer Account) pair rate limit hit", "Message failed to send because there were too many messages to this recipient.")
	}
	return nil
}

// windowOpen reports whether the recipient wrote within the last 24 hours.
func (s *Sim) windowOpen(to string, now time.Time) bool {
	l := s.lines[to]
	return l != nil && !l.wroteAt.IsZero() && now.Sub(l.wroteAt) < serviceWindow
}

func required(name string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 100, Title: fmt.Sprintf("The parameter %s is required.", name)}
}

var dialable = regexp.MustCompile(`^\+?[\d ()-]+$`)

// recipient reads a number as a send request may hold it: without a plus the
// sender's country calling code is put in front (seed 001). It is "" for what is
// no number.
func recipient(to, sender string) string {
	to = strings.TrimSpace(to)
	if !dialable.MatchString(to) {
		return ""
	}
	digits := digitsOf(to)
	if !strings.HasPrefix(to, "+") {
		cc, _ := callingCode(strings.TrimPrefix(sender, "+"))
		digits = cc + digits
	}
	if len(digits) < 8 || len(digits) > 15 {
		return ""
	}
	return "+" + digits
}
