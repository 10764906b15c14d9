package api_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

const reader = "+85261230171" // wrote an hour ago

func TestSendMessage(t *testing.T) {
	t.Parallel()
	b := setup(t, "test-message")
	ctx := t.Context()
	for _, m := range []api.Message{
		{To: reader, Text: "Your table is ready."},
		{To: "+15551230100", Template: api.HelloWorld, Language: api.HelloWorldLanguage},
	} {
		sent, err := b.SendMessage(ctx, b.id(), m)
		must(t, err)
		if !strings.HasPrefix(string(sent.ID), "wamid.") || "+"+sent.WAID != m.To || sent.Status != "accepted" {
			t.Errorf("sent %+v", sent)
		}
	}
	_, err := b.SendMessage(ctx, b.id(), api.Message{To: reader, Template: "hello_world", Language: "de"})
	if e := refused(t, err, api.SendMessage, 132001, 0); e.Status != http.StatusNotFound || api.Ambiguous(err) {
		t.Errorf("refusal %+v", e)
	}
	_, err = b.SendMessage(ctx, b.id(), api.Message{To: "+85261230199", Text: "Hello"})
	refused(t, err, api.SendMessage, 131026, 0)
}

// TestMessageOnTheWire holds the request to what Meta's examples send.
func TestMessageOnTheWire(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]api.Message{
		`{"messaging_product":"whatsapp","recipient_type":"individual","text":{"body":"Hi"},"to":"+852","type":"text"}`:                                              {To: "+852", Text: "Hi", Template: "not sent"},
		`{"messaging_product":"whatsapp","recipient_type":"individual","template":{"language":{"code":"en_US"},"name":"hello_world"},"to":"+852","type":"template"}`: {To: "+852", Template: "hello_world", Language: "en_US"},
	} {
		var body string
		c := client(t, api.Options{Transport: canned(func(r *http.Request) (*http.Response, error) {
			raw, _ := io.ReadAll(r.Body)
			body = string(raw)
			return answer(200, []byte(`{"contacts":[],"messages":[{"id":"wamid.1"}]}`)), nil
		})})
		sent, err := c.SendMessage(t.Context(), "106540352242922", m)
		must(t, err)
		if body != want || sent != (api.Sent{ID: "wamid.1"}) {
			t.Errorf("%s: %+v", body, sent)
		}
	}
}

// TestMessageWithoutItsID is no yes and no no: it may have been sent.
func TestMessageWithoutItsID(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"messages":[]}`, `{"messages":[{"id":""}]}`, `{"success":true}`} {
		c := client(t, api.Options{Transport: canned(func(*http.Request) (*http.Response, error) { return answer(200, []byte(body)), nil })})
		_, err := c.SendMessage(t.Context(), "106540352242922", api.Message{To: reader, Text: "x"})
		if !errors.Is(err, api.ErrUnreadable) || !api.Ambiguous(err) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestAMessageIsSentOnce, whatever becomes of its answer.
func TestAMessageIsSentOnce(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]graphsim.Fault{
		"lost": {Drop: graphsim.DropAfter}, "half": {Mangle: graphsim.Truncate}, "down": {Status: 503, Code: 2}, "busy": {Status: 429, Code: 130429, Transient: true},
	} {
		b := setup(t, "test-message")
		fault.Endpoint = api.SendMessage
		b.order(fault)
		if _, err := b.SendMessage(t.Context(), b.id(), api.Message{To: reader, Text: "x"}); !api.Ambiguous(err) || b.calls(api.SendMessage) != 1 {
			t.Errorf("%s: %v after %d requests", name, err, b.calls(api.SendMessage))
		}
	}
}

// TestARecipientLeavesNoTrace: neither the number nor the id that holds it in a
// coded form is in the trace.
func TestARecipientLeavesNoTrace(t *testing.T) {
	t.Parallel()
	b := setup(t, "test-message")
	sent, err := b.SendMessage(t.Context(), b.id(), api.Message{To: reader, Text: "Call " + reader + " back."})
	must(t, err)
	tr := b.traces[len(b.traces)-1]
	text, _ := json.Marshal(tr)
	if strings.Contains(string(text), "6123") || strings.Contains(string(text), string(sent.ID)) {
		t.Errorf("trace %s", text)
	}
	if !strings.Contains(tr.Answer, sent.ID.Short()) || !strings.Contains(tr.Request, "•••• 0171") {
		t.Errorf("trace %+v", tr)
	}
	for id, want := range map[api.MessageID]string{"wamid.HBgLODUyNjE3NDAxNTUVAgA": "wamid.…xNTUVAgA", "wamid.x": "wamid.…", "": "wamid.…"} {
		if id.Short() != want {
			t.Errorf("%s: %s", id, id.Short())
		}
	}
}
