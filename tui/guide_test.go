package tui

import (
	"strings"
	"testing"

	"dialtone/assets"
	"dialtone/assets/constants"
	"dialtone/eligibility"
	"dialtone/flows"
)

// TestEveryRemedyHasAGuide in every language that Dialtone speaks, and every
// guide has its remedy.
func TestEveryRemedyHasAGuide(t *testing.T) {
	t.Parallel()
	known := map[string]bool{ // those of the other jobs
		"change_region": true, "two_step": true, "number_page": true, "deregister": true, "identity_check": true, "delivery": true, "display_name": true, "profile": true, "webhooks": true,
	}
	for _, id := range constants.Of[eligibility.RemedyID](t) {
		known[string(id)] = true
		english, err := assets.Guide("en", string(id))
		if err != nil {
			t.Error(err)
		}
		for _, l := range assets.Locales()[1:] {
			if text, err := assets.Guide(l.Tag, string(id)); err != nil || text == english {
				t.Errorf("%s has no guide of its own for %s: %v", l.Tag, id, err)
			}
		}
	}
	for _, name := range assets.Guides() {
		if !known[name] {
			t.Errorf("the guide %s has no remedy", name)
		}
	}
}

// TestGuideIsTurned at the side of a wide window and over a narrow one, and
// another remedy begins at its top.
func TestGuideIsTurned(t *testing.T) {
	t.Parallel()
	of := func(id eligibility.RemedyID) flows.Session {
		return inState(flows.Remedy, fresh(), func(s *flows.Session) { s.Checks.Remedy = id })
	}
	const first, last = "Leaving the WhatsApp app", "instead"
	for _, size := range [][2]int{{100, 30}, {60, 20}} {
		st := newStage(t, of(eligibility.RemedyLeaveApp)).enter(size[0], size[1])
		if size[0] < sideFrom {
			if strings.Contains(st.text(), first) {
				t.Fatal("the guide stands in a window that has no room for it")
			}
			st.press("ctrl+g")
		}
		if !strings.Contains(st.text(), first) {
			t.Fatalf("no guide:\n%s", st.text())
		}
		for range 12 {
			st.press("pgdown")
		}
		if text := st.text(); strings.Contains(text, first) || !strings.Contains(text, last) {
			t.Errorf("pgdown does not lead to %q:\n%s", last, text)
		}
		for range 12 {
			st.press("pgup")
		}
		if !strings.Contains(st.text(), first) {
			t.Errorf("pgup does not lead back:\n%s", st.text())
		}
	}
	st := newStage(t, inState(flows.ChoosePIN, fresh(verified))).enter(60, 20).press("ctrl+g")
	if st.m.over.kind != overNone {
		t.Error("a page without a guide is covered")
	}
}

// TestTheNumbersPageHasItsGuide in every language, in the smallest window on the
// key that the help names: about the status that is asked for elsewhere, and the
// helpers that are set elsewhere.
func TestTheNumbersPageHasItsGuide(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string][]string{
		"en": {"Official Business Account", "Submit request", "Conversational components", "Automations"}, "zh-Hant-HK": {"官方商業帳戶", "提交申請", "對話元件", "自動化"},
	} {
		st := newStage(t, inState(flows.Manage, fresh(connected)), func(o *Options) { o.Words = speak(tag) }).enter(60, 20)
		st.press("?")
		if !strings.Contains(st.text(), "ctrl+g") {
			t.Errorf("%s: the help does not name the key:\n%s", tag, st.text())
		}
		st.press("esc", "ctrl+g")
		text := ""
		for range 6 {
			text += st.text()
			st.press("pgdown")
		}
		for _, word := range want {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in the guide:\n%s", tag, word, text)
			}
		}
	}
}
