package tui

import (
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// TestARefusedDeregisterAsksAboveItsCard: the card's key sends it, so the question stands
// where the card leaves room for it.
func TestARefusedDeregisterAsksAboveItsCard(t *testing.T) {
	t.Parallel()
	s := inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133000, 0)), func(s *flows.Session) {
		*s, _ = machine().Step(*s, flows.Input{Event: flows.AdviceTaken{}, At: t0})
	}, failing(refusal(api.Deregister, 133000, 0)))
	if s.State != flows.Review || s.Problem == nil || s.Problem.Call != api.Deregister {
		t.Fatalf("in %s: %+v", s.State, s.Problem)
	}
	st := newStage(t, s).enter(80, 24)
	card := "× " + english().Say("advice.half_done.title")
	if text := st.text(); strings.Contains(text, "Refused (") || !strings.Contains(text, card) {
		t.Errorf("before:\n%s", text)
	}
	st.press("enter")
	if p := st.session().Problem; p == nil || st.session().Notice != flows.NoticeRefused || st.session().Busy() {
		t.Errorf("notice %q, card %+v", st.session().Notice, p)
	}
	if text := st.text(); !strings.Contains(text, "Refused (") || !strings.HasPrefix(firstLineOf(text, card), "! ") {
		t.Errorf("the question does not come first on the card:\n%s", text)
	}
}

// firstLineOf is the first line below a card's title, without the frame.
func firstLineOf(text, card string) string {
	_, below, _ := strings.Cut(text, card)
	lines := strings.Split(below, "\n")
	return strings.TrimLeft(lines[min(1, len(lines)-1)], " │")
}
