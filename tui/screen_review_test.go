package tui

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// TestTheReviewChangesByItsKeys: p and d lead to the choice in their line, and Enter is the
// button wherever one has been.
func TestTheReviewChangesByItsKeys(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]flows.State{"p": flows.ChoosePIN, "d": flows.ChooseRegion} {
		st := newStage(t, inState(flows.Review, fresh(verified))).enter(60, 20)
		if !strings.Contains(st.text(), key+" "+english().Say("key.change")) {
			t.Errorf("no line says %s:\n%s", key, st.text())
		}
		if st.press(key); st.session().State != want {
			t.Errorf("%s leads to %s", key, st.session().State)
		}
	}
	st := newStage(t, inState(flows.Review, fresh(verified))).enter(60, 20).press("up", "down", "tab")
	if st.press("enter"); st.session().State != flows.Register && !st.session().Busy() {
		t.Errorf("Enter leads to %s", st.session().State)
	}
}

// TestAWarningLeavesTheReviewWhole at every size: nothing of the receipt is scrolled away.
func TestAWarningLeavesTheReviewWhole(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*flows.Session){
		"none":     func(*flows.Session) {},
		"refused":  refusedBefore(api.Register, flows.AdviseSMB, 100, 0),
		"together": func(s *flows.Session) { used(api.Register, 5)(s); used(api.Deregister, 4)(s) },
		"closed":   used(api.Register, 10),
	} {
		for _, s := range sizes() {
			text := newStage(t, inState(flows.Review, fresh(verified), change)).enter(s.w, s.h).text()
			for _, want := range []string{english().Say("review.number"), english().Say("review.count"), "╰"} {
				if strings.Contains(text, "↑") || strings.Contains(text, "↓") || !strings.Contains(text, want) {
					t.Errorf("%s, %dx%d: the receipt is cut:\n%s", name, s.w, s.h, text)
				}
			}
		}
	}
}

// TestARefusedReviewSaysSo in its title; its button looks again, which is free, and only then is
// there one that sends, beside the one that goes back.
func TestARefusedReviewSaysSo(t *testing.T) {
	t.Parallel()
	say := english().Say
	again := say("review.register_again", "Number", 2, "Allowed", flows.Allowed) // the first one counted
	st := newStage(t, inState(flows.Review, fresh(verified), refusedBefore(api.Register, flows.AdviseSMB, 100, 0))).enter(80, 24)
	for _, want := range []string{say("review.refused_title"), say("advice.shared.next")[:40], say("review.used_now", "Count", 1, "Allowed", flows.Allowed), "▐ " + say("review.refused_look") + " ▌"} {
		if !strings.Contains(st.text(), want) {
			t.Errorf("no %q:\n%s", want, st.text())
		}
	}
	look := func() {
		st.press("enter").answer(flows.FactsRead{Number: st.session().Number, Settings: settings("")})
	}
	look()
	for _, want := range []string{say("review.again_enter", "Allowed", flows.Allowed), "▐ " + say("review.go_back") + " ▌", "[ " + again + " ]"} {
		if !strings.Contains(st.text(), want) {
			t.Errorf("no %q:\n%s", want, st.text())
		}
	}
	if st.press("enter"); st.session().State == flows.Review || st.session().State == flows.Register {
		t.Errorf("Enter does not go back:\n%s", st.text())
	}
	st = newStage(t, inState(flows.Review, fresh(verified), refusedBefore(api.Register, flows.AdviseSMB, 100, 0))).enter(80, 24)
	look()
	if st.press("down"); !strings.Contains(st.text(), "▐ "+again+" ▌") {
		t.Errorf("it is not lit:\n%s", st.text())
	}
	if st.pass(time.Second).press("enter"); st.session().State != flows.Register {
		t.Errorf("it is not sent:\n%s", st.text())
	}
	other := newStage(t, inState(flows.Review, fresh(verified))).enter(80, 24).text()
	if strings.Contains(other, say("review.refused_title")) || strings.Contains(other, again) {
		t.Errorf("nothing was refused:\n%s", other)
	}
}
