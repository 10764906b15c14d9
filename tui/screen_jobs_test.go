package tui

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/jobs"
)

// TestTheListOfJobsStaysInPlace shows every job at every size, each where it was, while
// the mark goes through them.
func TestTheListOfJobsStaysInPlace(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		st := newStage(t, start(flows.Options{}), withStories).enter(s.w, s.h).press("end", "enter")
		places := func() (at []int) {
			lines := strings.Split(st.text(), "\n")
			for _, j := range flows.Jobs() {
				label := english().Say("job." + string(j) + ".label")
				at = append(at, slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, label) }))
			}
			return at
		}
		first := places()
		if slices.Contains(first, -1) {
			t.Fatalf("%v: not every job is in sight:\n%s", s, st.text())
		}
		for range flows.Jobs() {
			if st.press("down"); !slices.Equal(places(), first) {
				t.Errorf("%v: a job moved:\n%s", s, st.text())
			}
			if n := strings.Count(st.text(), "┃"); n != 1 {
				t.Errorf("%v: %d lit:\n%s", s, n, st.text())
			}
		}
	}
}

// TestACertificateCanBeMarked: a key shows the whole of it, with nothing beside it, and Esc
// leads back step by step.
func TestACertificateCanBeMarked(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Manage, fresh(connected, detailed))).enter(100, 30).press("tab")
	whole := flows.CertificateOf(st.session().Number)
	shows := func() bool { return strings.Contains(st.text(), whole) }
	if shows() {
		t.Errorf("it is shown unasked:\n%s", st.text())
	}
	if st.press("p"); !shows() || strings.Contains(st.text(), "│") {
		t.Errorf("it cannot be marked:\n%s", st.text())
	}
	if st.press("esc"); shows() || !strings.Contains(st.text(), english().Say("page.title")) {
		t.Errorf("not back at the facts:\n%s", st.text())
	}
	if st.press("esc"); !strings.Contains(st.text(), english().Say("state.Manage.title")) {
		t.Errorf("not back at the page:\n%s", st.text())
	}
}

// TestTheNumberPageSpeaksOurWords: Meta's own are among the details.
func TestTheNumberPageSpeaksOurWords(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Manage, fresh(connected))).enter(100, 30)
	if text := st.text(); strings.Contains(text, "CONNECTED") || !strings.Contains(text, "✓ "+english().Say("standing.connected")) {
		t.Errorf("the page:\n%s", text)
	}
	if text := st.press("tab").text(); !strings.Contains(text, "CONNECTED") {
		t.Errorf("the details:\n%s", text)
	}
	name := newStage(t, inState(flows.ChangeName, fresh(renamed("Lotus Bread", api.NamePendingReview)))).enter(80, 24).text()
	if word := english().Say("name_state.PENDING_REVIEW.word"); strings.Count(name, word) != 1 || strings.Contains(name, "PENDING") {
		t.Errorf("the review is not told once, in our words:\n%s", name)
	}
}

// TestAnExpiredPooledNumberIsNotProposed where another one can be used.
func TestAnExpiredPooledNumberIsNotProposed(t *testing.T) {
	t.Parallel()
	expired, taken, good := pooledNumber(4, api.VerificationExpired, 104), pooledNumber(5, api.Verified, 3), pooledNumber(1, api.Verified, 20)
	taken.Availability = "IN_USE"
	pool := func(all ...api.Preverified) string {
		s := inPool(flows.Session{}, flows.Pool)
		s.Pool.Numbers = all
		return lineWith(newStage(t, s).enter(80, 24).text(), "┃ ")
	}
	if line := pool(expired, taken, good); !strings.Contains(line, "0101") {
		t.Errorf("lit: %q", line)
	}
	if line := pool(taken); !strings.Contains(line, english().Say("pool.add")) {
		t.Errorf("with nothing to be used: %q", line)
	}
}

// TestWhatWasNotLookedAtIsOneLine of the doctor's, for one reason.
func TestWhatWasNotLookedAtIsOneLine(t *testing.T) {
	t.Parallel()
	exam := wellExam()
	exam.Given = false
	found := exam.Checkups()
	left := 0
	for _, c := range found {
		if c.ID == flows.FoundNeedsToken {
			left++
		}
	}
	lines := jobs.DescribeCheckups(english(), found)
	if left < 2 || len(lines) != len(found)-left+1 {
		t.Fatalf("%d lines for %d, of which %d were left out", len(lines), len(found), left)
	}
	more := english().Say("doctor.more", "Count", left)
	if !slices.ContainsFunc(lines, func(l jobs.DoctorLine) bool { return l.Name == more && l.Mark == "○" }) {
		t.Errorf("no %q in %+v", more, lines)
	}
	well := wellExam().Checkups()
	if lines := jobs.DescribeCheckups(english(), well); len(lines) != len(well) {
		t.Errorf("%d lines for %d", len(lines), len(well))
	}
}

// TestATemplateIsPastedWithItsLanguage and falls into its two fields.
func TestATemplateIsPastedWithItsLanguage(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.TestMessage, fresh(connected))).enter(80, 24)
	st.write(recipientText).press("enter", "enter", "ctrl+u").write("order_update en_GB").press("enter", "enter")
	fields := st.m.traits().Fields
	if fields[1].Text != "order_update" || fields[2].Text != "en_GB" {
		t.Errorf("template %q, language %q", fields[1].Text, fields[2].Text)
	}
	st.press("enter")
	if draft := st.session().Message.Draft; draft.Template != "order_update" || draft.Language != "en_GB" {
		t.Errorf("sent %+v\n%s", draft, st.text())
	}
}

// TestTheProfileIsReadable: nothing is cut where there is room, how much of a field is taken
// is in sight once it is opened, and which of them were changed beside them.
func TestTheProfileIsReadable(t *testing.T) {
	t.Parallel()
	s := inState(flows.EditProfile, fresh(connected), func(s *flows.Session) { s.Profile.Now, s.Profile.Read = fullProfile(), true })
	for _, size := range sizes()[1:] {
		text := newStage(t, s).enter(size.w, size.h).text()
		if strings.Contains(lineWith(text, "Bread, buns"), "…") || !strings.Contains(text, "送貨。") {
			t.Errorf("%v:\n%s", size, text)
		}
		changed := english().Say("profile.changed")
		if strings.Contains(text, changed) {
			t.Errorf("%v: something is changed before anything is typed:\n%s", size, text)
		}
		st := newStage(t, s).enter(size.w, size.h).press("enter")
		if text := st.text(); !strings.Contains(text, english().Say("field.counter", "Used", 15, "Limit", 139)) {
			t.Errorf("%v: how much is taken is not in sight:\n%s", size, text)
		}
		st.write("!").press("enter")
		if text := st.text(); !strings.Contains(lineWith(text, "Fresh from five!"), "● "+changed) || strings.Count(text, changed) != 1 {
			t.Errorf("%v: what is changed is not marked:\n%s", size, text)
		}
	}
}
