package graphsim

import (
	"context"
	"strings"
	"time"

	"dialtone/api"
)

// Message is what reaches a phone: a code, or, without method and code, the
// backup that [HandOverBackup] brings, or a WhatsApp message to somebody.
type Message struct {
	At       time.Time         `json:"at"`
	Number   api.PhoneNumberID `json:"phone_number_id"`
	Display  string            `json:"display_phone_number"`
	Method   api.CodeMethod    `json:"method"` // "" for a message that carries no code
	Language string            `json:"language"`
	Code     string            `json:"code"` // six digits, or ""
	Text     string            `json:"text"` // what the phone shows, or the voice says
	// To is who receives a WhatsApp message, in E.164 form; "" for what reaches the
	// customer's own phone.
	To string `json:"to,omitempty"`
}

// deliver brings the code to the phone, if the line can receive it that way.
func (s *Sim) deliver(m Message, phone string, line Reach) {
	switch {
	case !line.hears(phone, m.Method):
		return
	case m.Method == api.SMS:
		m.Text = "WhatsApp code " + m.Code[:3] + "-" + m.Code[3:] // (docs)
	default:
		m.Text = strings.TrimSpace(strings.Repeat("Verification code is "+m.Code+". ", 3)) // said three times (docs)
	}
	s.arrive(m)
}

// arrive wakes those who wait for the message.
func (s *Sim) arrive(m Message) {
	s.outbox = append(s.outbox, m)
	close(s.arrived)
	s.arrived = make(chan struct{})
}

// Outbox lists every message that reached a phone, oldest first.
func (s *Sim) Outbox() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message{}, s.outbox...)
}

// NextMessage waits for the message after the first so many and returns it with
// its own position, to be handed in next time. Begin with 0.
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
