package tui

import (
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// TestANumberThatIsNotAsWanted has the way out on the page, what differs in the
// report, and all of its page within reach of the keys.
func TestANumberThatIsNotAsWanted(t *testing.T) {
	t.Parallel()
	say := english().Say
	differs := inState(flows.Connected, fresh(connected), subscribed("Dialtone sandbox"), found(settings("BR"), flows.PINNotSent))
	differs.History = []flows.State{flows.PickNumber}
	text := newStage(t, differs).enter(80, 24).m.reportText()
	for _, want := range []string{
		say("connected.misplaced.remark", "Is", say("region.in_BR")+" (BR)", "Wanted", say("region.none")), say("connected.pin_not_sent"),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	bubbled(t, "keys", func(t *testing.T) {
		st := newStage(t, differs).goLive().enter(60, 20).press("a")
		for range 30 {
			st.press("down")
		}
		if last := say("field.cap"); !strings.Contains(st.text(), last) {
			t.Errorf("%q cannot be reached:\n%s", last, st.text())
		}
		if st.press("a", "r").session().State != flows.MoveRegion {
			t.Errorf("r leads to %s", st.session().State)
		}
		as := inState(flows.Connected, fresh(connected), subscribed("Dialtone sandbox"), found(api.Settings{}, ""))
		if st := newStage(t, as).goLive().enter(60, 20).press("r"); st.session().State != flows.Connected {
			t.Errorf("r leads to %s", st.session().State)
		}
	})
}

// TestARestrictedNumberOffersNoNewMessage: people write to it meanwhile, and its state can be
// read again by a key that is shown.
func TestARestrictedNumberOffersNoNewMessage(t *testing.T) {
	t.Parallel()
	say := english().Say
	for status, offers := range map[api.Status]bool{api.StatusConnected: true, api.StatusRestricted: false} {
		s := inState(flows.Connected, fresh(connected), subscribed("Lotus orders"), func(s *flows.Session) { s.Number.Status = status })
		text := newStage(t, s).enter(100, 30).text()
		if strings.Contains(text, say("live.send.label")) != offers || strings.Contains(text, "ctrl+l") == offers || !strings.Contains(text, say("live.qr.label")) {
			t.Errorf("%s:\n%s", status, text)
		}
	}
}
