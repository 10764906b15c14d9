package tui

import (
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// TestATypedNameIsKept by going back, by a refusal and by a token that died; it
// goes once Meta has it.
func TestATypedNameIsKept(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.ChangeName, fresh(connected))).enter(80, 24).press("enter").write("Lotus Bread")
	shows := func(want bool) {
		t.Helper()
		if got := strings.Contains(st.text(), "Lotus Bread"); got != want {
			t.Fatalf("the name is shown: %t\n%s", got, st.text())
		}
	}
	shows(true)
	st.press("esc")
	shows(false)
	st.press("enter")
	shows(true)
	st.press("enter").answer(refusal(api.SetDisplayName, 100, 0)).press("enter")
	shows(true)
	st.press("enter").answer(refusal(api.SetDisplayName, 190, 463, status(401)))
	if st.session().State != flows.Connect {
		t.Fatalf("in %s", st.session().State)
	}
	opened := opened(func(*api.TokenInfo) {})
	opened.Account = st.session().Account
	st.answer(opened).answer(flows.NumberRead{Number: fresh(connected)})
	shows(true)
	st.press("enter").answer(flows.NameAsked{})
	st.answer(flows.NumberRead{Number: fresh(renamed("Lotus Bread", api.NamePendingReview))})
	if s := st.session(); s.State != flows.ChangeName || s.Notice != flows.NoticeNameAsked || !strings.Contains(st.text(), english().Say("name_state."+string(api.NamePendingReview)+".word")) {
		t.Fatalf("in %s with %q:\n%s", s.State, s.Notice, st.text())
	}
	another := fresh(connected)
	another.Name = "Another"
	st.press("ctrl+l").answer(flows.NumberRead{Number: another}).press("enter")
	shows(false)
}

// TestATypedProfileIsKept until esc was pressed twice, and what was taken over
// until it is saved or thrown away.
func TestATypedProfileIsKept(t *testing.T) {
	t.Parallel()
	session := inState(flows.EditProfile, fresh(connected), func(s *flows.Session) { s.Profile.Now, s.Profile.Read = fullProfile(), true })
	st := newStage(t, session).enter(80, 24).press("enter").write(" sharp").press("esc")
	if !strings.Contains(st.text(), "five sharp") {
		t.Fatalf("one esc throws the text away:\n%s", st.text())
	}
	st.press("esc")
	if strings.Contains(st.text(), "five sharp") || st.session().Profile.Edits.Fields() != nil {
		t.Fatalf("the text is still there:\n%s", st.text())
	}
	st.press("enter").write(" sharp").press("enter", "esc", "esc")
	if s := st.session(); s.State != flows.EditProfile || s.Profile.Edits.About == nil || *s.Profile.Edits.About != "Fresh from five sharp" || s.Notice != flows.NoticeUnsaved {
		t.Fatalf("in %s with %v and %q", s.State, s.Profile.Edits.Fields(), s.Notice)
	}
	st.press("ctrl+s").answer(flows.ProfileSaved{})
	saved := fullProfile()
	saved.About = "Fresh from five sharp"
	st.answer(flows.ProfileRead{Profile: saved})
	if s := st.session(); s.Profile.Edits.Fields() != nil || s.Notice != flows.NoticeProfileSaved || s.Busy() {
		t.Fatalf("%v and %q", s.Profile.Edits.Fields(), s.Notice)
	}
	st.press("esc")
	if s := st.session(); s.State != flows.PickNumber {
		t.Fatalf("in %s", s.State)
	}
}
