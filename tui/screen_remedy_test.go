package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/flows"
)

// atRemedy is the page of a remedy.
func atRemedy(t *testing.T, id eligibility.RemedyID, w, h int, change ...func(*Options)) *stage {
	t.Helper()
	s := inState(flows.Remedy, fresh(), func(s *flows.Session) { s.Checks.Remedy = id })
	return newStage(t, s, change...).enter(w, h)
}

// TestRemediesSayWhoAndHowLong: who does each step, at every size and in every language,
// and how long the walk takes.
func TestRemediesSayWhoAndHowLong(t *testing.T) {
	t.Parallel()
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		for _, walk := range eligibility.Walks() {
			for _, s := range sizes() {
				st := atRemedy(t, walk.Remedy, s.w, s.h, func(o *Options) { o.Words = said })
				text := st.text()
				for _, step := range walk.Steps {
					if who := said.Say("actor." + string(step.By)); !strings.Contains(text, who) {
						t.Errorf("%s, %s, %dx%d: nothing says that it is for %s:\n%s", locale.Tag, walk.Remedy, s.w, s.h, who, text)
					}
				}
				if k := "remedy." + string(walk.Remedy) + ".time"; len(walk.Steps) > 0 && !walk.AsksWay() && !strings.Contains(text, said.Say(k)) {
					t.Errorf("%s, %s, %dx%d: it does not say how long it takes:\n%s", locale.Tag, walk.Remedy, s.w, s.h, text)
				}
			}
		}
	}
}

// TestNothingMovesAlongTheSteps: as the mark goes from step to step, no other line changes
// its place.
func TestNothingMovesAlongTheSteps(t *testing.T) {
	t.Parallel()
	for _, walk := range eligibility.Walks() {
		st := atRemedy(t, walk.Remedy, 100, 30)
		places := func() (at []int) {
			lines := strings.Split(st.text(), "\n")
			for _, step := range walk.Steps {
				first := strings.Fields(english().Say("walk." + string(walk.Remedy) + "." + string(step.ID)))
				for i, line := range lines {
					if strings.Contains(line, strings.Join(first[:min(3, len(first))], " ")) {
						at = append(at, i)
						break
					}
				}
			}
			return at
		}
		before := places()
		if len(before) != len(walk.Steps) {
			t.Errorf("%s: %d of %d steps are to be seen:\n%s", walk.Remedy, len(before), len(walk.Steps), st.text())
		}
		for range walk.Steps {
			st.press("down")
			for i, at := range places() {
				if at != before[i] {
					t.Errorf("%s: step %d moved from line %d to %d:\n%s", walk.Remedy, i+1, before[i], at, st.text())
				}
			}
		}
	}
}

// TestEnterAloneLiftsNoBan, however often it is pressed.
func TestEnterAloneLiftsNoBan(t *testing.T) {
	t.Parallel()
	st := atRemedy(t, eligibility.RemedyAppeal, 80, 24, painting).pass(2 * time.Second)
	walk, _ := st.session().Walk()
	for range 6 {
		st.pass(time.Second).press("enter")
	}
	if _, p := st.session().Walk(); len(p.Ticked) > 0 {
		t.Errorf("ticked: %v of %v", p.Ticked, walk.Steps)
	}
}

// TestTheTicketCanBeRead with nothing around it, and with the number hidden; what is copied
// is handed to the terminal, which may or may not take it.
func TestTheTicketCanBeRead(t *testing.T) {
	t.Parallel()
	for id, downs := range map[eligibility.RemedyID]int{eligibility.RemedyIVR: 1, eligibility.RemedyFinishSharing: 3} {
		for _, s := range sizes() {
			st := atRemedy(t, id, s.w, s.h)
			for range downs {
				st.press("down")
			}
			before := st.text()
			st.press("p")
			flat := strings.Join(strings.Fields(st.text()), " ")
			for _, want := range []string{string(firstID), string(wabaID), "+852 •••• 0100", "Please"} {
				if !strings.Contains(flat, want) {
					t.Errorf("%s, %dx%d: no %q in\n%s", id, s.w, s.h, want, st.text())
				}
			}
			if text := st.text(); strings.ContainsAny(text, "┃│") || strings.Contains(text, middleText) || strings.Contains(text, "↓") {
				t.Errorf("%s, %dx%d: it is not plain, or the number is there:\n%s", id, s.w, s.h, text)
			}
			if st.press("enter"); st.text() != before {
				t.Errorf("%s, %dx%d: Enter does more than close it:\n%s", id, s.w, s.h, st.text())
			}
		}
	}
	st := atRemedy(t, eligibility.RemedyIVR, 80, 24).press("down")
	_, cmd := st.m.page().Update(st.m.env, tea.KeyPressMsg(tea.Key{Code: 'c', Text: "c"}))
	if cmd == nil {
		t.Fatal("nothing is handed over")
	}
	if want := english().Say("remedy.copied"); !strings.Contains(strings.Join(strings.Fields(st.text()), " "), want) || strings.Contains(want, "clipboard") {
		t.Errorf("no %q in\n%s", want, st.text())
	}
}

// TestTheGuideBesideARemedySaysMore than the list of its steps; the whole of it is a key away.
func TestTheGuideBesideARemedySaysMore(t *testing.T) {
	t.Parallel()
	for _, locale := range assets.Locales() {
		for _, walk := range eligibility.Walks() {
			whole, err := assets.Guide(locale.Tag, string(walk.Remedy))
			if err != nil {
				t.Fatal(err)
			}
			beside := withoutSteps(whole)
			if beside != whole && strings.Contains(beside, "\n1. ") || !strings.HasPrefix(beside, "# ") || len(beside) < 60 {
				t.Errorf("%s, %s: beside the list stands\n%s", locale.Tag, walk.Remedy, beside)
			}
		}
	}
	st := atRemedy(t, eligibility.RemedyLeaveApp, 100, 45)
	if text := st.text(); strings.Contains(text, "Type the phone number, then") || !strings.Contains(text, "Export chat") {
		t.Errorf("beside the list stands\n%s", text)
	}
}
