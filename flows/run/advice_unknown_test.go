package run

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// TestUnknownCodes shows what Meta said at every call, and invents nothing.
func TestUnknownCodes(t *testing.T) {
	t.Parallel()
	for _, call := range wizardCalls() {
		for _, fault := range []graphsim.Fault{{Code: 987654}, {Code: 2655121, Subcode: 33}, {Code: 987654, Status: 500}, {Code: 131999, Subcode: 2388999, Transient: true}} {
			t.Run(fmt.Sprintf("%s %d", call, fault.Code), func(t *testing.T) {
				t.Parallel()
				fault.Message, fault.UserMessage = "PIN already registered, too many, SMB", "limit of payment"
				_, p := provoke(t, provoked{call: call, fault: fault})
				if p.Advice.ID == flows.AdviseOpen && flows.CallOf(call).Exclusive && (fault.Transient || fault.Status == 500) {
					if p.Said == nil || p.Said.UserMessage != fault.UserMessage {
						t.Errorf("said %+v", p.Said)
					}
					return // it may have been carried out
				}
				if a := p.Advice; a.ID != flows.AdviseUnknown || a.Act != flows.ActDismiss || a.To != "" || a.Wait != 0 || p.Said.UserMessage != fault.UserMessage {
					t.Errorf("advice %+v, said %+v", a, p.Said)
				}
			})
		}
	}
}

// TestHostileTexts sends what would drive a terminal.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	evil := "\x1b]52;c;aGk=\x07\x1b[2Jred\x1b[31m \u202etxet\u0085\x9b1m\r\nend\x00"
	for _, call := range wizardCalls() {
		t.Run(string(call), func(t *testing.T) {
			t.Parallel()
			_, p := provoke(t, provoked{call: call, fault: graphsim.Fault{Code: 100, Message: evil, Details: evil, UserTitle: evil, UserMessage: evil}})
			for _, text := range []string{p.Said.Message, p.Said.Details, p.Said.UserTitle, p.Said.UserMessage, p.Said.TraceID, p.Cause} {
				if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' || r == unicode.ReplacementChar }) {
					t.Errorf("%q reaches the card", text)
				}
			}
			if !strings.Contains(p.Said.Details, "end") {
				t.Errorf("what can be read is gone: %q", p.Said.Details)
			}
		})
	}
}

// TestSubscribingFromTheCard clears the way for a move with the card's one key.
func TestSubscribingFromTheCard(t *testing.T) {
	t.Parallel()
	d, p := provoke(t, provoked{api.AddNumber, graphsim.Fault{Code: 2388103, Message: "Cannot migrate phone number"}, plain})
	if p.Advice.ID != flows.AdviseMoveUnsubscribed || d.sim.Subscribed() {
		t.Fatalf("the card is %s, subscribed %t", p.Advice.ID, d.sim.Subscribed())
	}
	d.step(flows.Input{Event: flows.AdviceTaken{}, At: d.sim.Now()})
	for len(d.queue) > 0 {
		c := d.queue[0]
		d.queue = d.queue[1:]
		d.step(d.runner.Do(t.Context(), c))
	}
	last := d.s.Actions[len(d.s.Actions)-1]
	if !d.sim.Subscribed() || d.s.State != flows.AddNumber || d.s.Problem != nil || d.s.Busy() || last.Call != api.SetSubscribed || d.s.Typed.Phone.E164 == "" {
		t.Errorf("in %s, subscribed %t, card %v, last deed %s", d.s.State, d.sim.Subscribed(), d.s.Problem, last.Call)
	}
}
