package graphsim

import (
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dialtone/api"
	"dialtone/api/pattern"
)

// Limits of messages (docs).
const (
	serviceWindow = 24 * time.Hour // how long after the customer wrote a text may be sent
	perSecond     = 80             // messages of a number with standard throughput
	pairBurst     = 45             // messages in a row to one recipient
	pairPause     = 6 * time.Second
	longestText   = 4096
)

// Template is an approved template without variables.
type Template struct {
	Name     string `toml:"name"`
	Language string `toml:"language"`
	Body     string `toml:"body"`
}

// helloWorld is the text of Meta's sample template (docs).
const helloWorld = "Hello World. Welcome and congratulations!! This message demonstrates your ability to send " +
	"a WhatsApp message notification from the Cloud API, hosted by Meta. Thank you for taking the time to test with us."

// MessageStatus is what a webhook would report about a message that was accepted.
type MessageStatus struct {
	At     time.Time         `json:"at"`
	ID     api.MessageID     `json:"id"`
	Number api.PhoneNumberID `json:"phone_number_id"`
	To     string            `json:"recipient"`
	Status string            `json:"status"` // delivered or failed
	Code   int               `json:"code"`   // why it failed
}

// Statuses returns what became of the accepted messages, oldest first.
func (s *Sim) Statuses() []MessageStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]MessageStatus{}, s.statuses...)
}

// sentMessage is a message that Meta accepted from a number.
type sentMessage struct {
	at time.Time
	to string
}

// messageRequest is what a call asks to send.
type messageRequest struct {
	to       string // E.164
	text     string
	template string
}

// sendMessage accepts a message. Only a webhook says later whether it arrived (docs).
func (s *Sim) sendMessage(c *call) (any, *refusal) {
	n := c.number
	if !n.registered {
		return nil, notRegistered()
	}
	m, refused := s.readMessage(c)
	if refused != nil {
		return nil, refused
	}
	open := s.windowOpen(m.to, c.at)
	if refused := s.sendingBlocked(n, open); refused != nil {
		return nil, refused
	}
	if refused := s.mayReceive(n, m); refused != nil {
		return nil, refused
	}
	if refused := n.checkThroughput(m.to, c.at); refused != nil {
		return nil, refused
	}
	n.sent = append(n.sent, sentMessage{c.at, m.to})
	id := api.MessageID("wamid." + randomText(s.traceRandom, 48, letters))
	status := MessageStatus{At: c.at, ID: id, Number: n.ID, To: m.to, Status: "delivered"}
	if m.template == "" && !open {
		status.Status, status.Code = "failed", 131047 // (docs; that it comes by webhook: field)
	} else {
		s.addMessage(Message{At: c.at, Number: n.ID, Display: n.Display, To: m.to, Text: n.Name + ": " + api.Clean(m.text)})
	}
	if m.template != "" && !open {
		n.paidAt = c.at // a paid message, after which the number cannot be deleted for a while (seed 001)
	}
	s.statuses = append(s.statuses, status)
	c.effective = true
	input, _ := c.params.text("to")
	return object{"messaging_product": "whatsapp",
		"contacts": []any{object{"input": input, "wa_id": strings.TrimPrefix(m.to, "+")}},
		"messages": []any{object{"id": string(id), "message_status": "accepted"}}}, nil
}

// readMessage reads what the call asks to send, and to whom.
func (s *Sim) readMessage(c *call) (messageRequest, *refusal) {
	if product, _ := c.params.text("messaging_product"); product != "whatsapp" {
		return messageRequest{}, required("messaging_product")
	}
	to, ok := c.params.text("to")
	if !ok || to == "" {
		return messageRequest{}, required("to")
	}
	m := messageRequest{to: parseRecipient(to, c.number.Phone)}
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

func (s *Sim) readTemplate(c *call, m messageRequest) (messageRequest, *refusal) {
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

// sendingBlocked refuses to send from a registered number that is not CONNECTED (seed 001).
// The docs list the codes for sending; which of them belongs to which status is our choice.
// A message is a reply if its recipient wrote within the last 24 hours.
func (s *Sim) sendingBlocked(n *number, reply bool) *refusal {
	switch {
	case n.Status == api.StatusRateLimited:
		return refuse(130429, "Rate limit hit", "The number is throttled.")
	case n.Status == api.StatusFlagged && !s.sc.Rules.FlaggedSends,
		n.Status == api.StatusRestricted && !(s.sc.Rules.FlaggedSends && reply):
		return refuse(131048, "Spam rate limit hit", "There are restrictions on how many messages this number may send.")
	}
	return nil
}

// mayReceive refuses recipients that the number cannot reach. Meta says that an error comes
// in the answer, by webhook, or both (docs). Here 131026 comes in the answer.
func (s *Sim) mayReceive(n *number, m messageRequest) *refusal {
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

// checkThroughput refuses a message that is one too many for the number or for one recipient
// (docs).
func (n *number) checkThroughput(to string, now time.Time) *refusal {
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
		return refuse(131056, "(Business Account, Consumer Account) pair rate limit hit",
			"Message failed to send because there were too many messages to this recipient.")
	}
	return nil
}

// windowOpen reports whether the recipient wrote within the last 24 hours.
func (s *Sim) windowOpen(to string, now time.Time) bool {
	l := s.lines[to]
	return l != nil && !l.wroteAt.IsZero() && now.Sub(l.wroteAt) < serviceWindow
}

var dialable = pattern.Of(`^\+?[\d ()-]+$`)

// parseRecipient returns the recipient of a message in E.164 form, or "" if it is no phone
// number. A recipient without a plus gets the calling code of the sender (seed 001).
func parseRecipient(to, sender string) string {
	to = strings.TrimSpace(to)
	if !dialable().MatchString(to) {
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
