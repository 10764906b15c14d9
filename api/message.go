package api

import (
	"context"
	"strings"
)

// HelloWorld is the sample template that Meta puts into new accounts, in
// [HelloWorldLanguage] (docs). Live, some numbers are told that only Meta's test
// numbers may send it (field).
const (
	HelloWorld                  = "hello_world"
	HelloWorldLanguage Language = "en_US"
)

// LongestText is how many characters a text message may have (docs).
const LongestText = 4096

// MessageID names a message that Meta accepted. Webhooks about its delivery
// carry it (docs). It holds the recipient's number in a coded form.
type MessageID string

const messageMark = "wamid."

// Short is the id without the part that holds the recipient's number. The end is
// enough to tell two messages apart.
func (id MessageID) Short() string { return shortMessageID(string(id)) }

func shortMessageID(id string) string {
	const end = 8
	bare := strings.TrimPrefix(id, messageMark)
	if len(bare) <= end {
		return messageMark + "…"
	}
	return messageMark + "…" + bare[len(bare)-end:]
}

// Message is a text, or, without one, a template.
type Message struct {
	// To is the recipient in E.164 form with its plus: without it Meta puts the
	// sender's country calling code in front (seed 001).
	To   string
	Text string
	// Template and Language name an approved template without variables. They are
	// not used if there is a text.
	Template string
	Language Language
}

// Sent is what Meta answers to a message that it accepted. An accepted message is
// not delivered yet; the delivery is reported by webhook (docs).
type Sent struct {
	ID MessageID
	// WAID is the recipient as WhatsApp knows it. In Brazil and Mexico it can
	// differ from the number that was typed (seed 001).
	WAID string
	// Status says more about the acceptance, such as held_for_quality_assessment;
	// "" when Meta did not say (docs).
	Status string
}

// SendMessage sends a message. A text reaches only those who wrote to the number
// within the last 24 hours; a template, which may be billed, everybody else too
// (docs). It is sent once and not repeated: nothing tells afterwards whether a
// request without an answer was carried out.
func (c *Client) SendMessage(ctx context.Context, id PhoneNumberID, m Message) (Sent, error) {
	body := map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "to": m.To} // (seed 001)
	if m.Text != "" {
		body["type"], body["text"] = "text", map[string]any{"body": m.Text}
	} else {
		language := map[string]any{"code": m.Language}
		body["type"], body["template"] = "template", map[string]any{"name": m.Template, "language": language} // (docs)
	}
	var answer struct {
		Contacts []struct {
			WAID string `json:"wa_id"`
		} `json:"contacts"`
		Messages []struct {
			ID     MessageID `json:"id"`
			Status string    `json:"message_status"`
		} `json:"messages"`
	}
	if err := c.act(ctx, request{call: SendMessage, path: numberPath(id, "messages"), body: body, out: &answer}); err != nil {
		return Sent{}, err
	}
	if len(answer.Messages) == 0 || answer.Messages[0].ID == "" {
		return Sent{}, &TransportError{Call: SendMessage, Sent: true, Status: 200, Err: ErrUnreadable}
	}
	sent := Sent{ID: answer.Messages[0].ID, Status: answer.Messages[0].Status}
	if len(answer.Contacts) > 0 {
		sent.WAID = answer.Contacts[0].WAID
	}
	return sent, nil
}
