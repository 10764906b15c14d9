package flows

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// profileTales change one field, take another change back, and clear a third.
func profileTales() []tale {
	step := 0
	return []tale{{scenario: "full-profile", job: JobProfile, end: EditProfile, operate: func(*drive) Event {
		step++
		edits := []Event{
			ProfileEdited{api.ProfileChange{About: new("Flowers")}},
			ProfileEdited{api.ProfileChange{Address: new("elsewhere")}},
			ProfileEdited{api.ProfileChange{Address: new("Shop 12, 100 Peak Road, The Peak, Hong Kong")}},
			ProfileEdited{api.ProfileChange{Websites: []string{}}},
			BackAsked{},
			SaveAsked{},
		}
		if step > len(edits) {
			return nil
		}
		return edits[step-1]
	}}}
}

// TestEditingAProfile sends what changed, and nothing else.
func TestEditingAProfile(t *testing.T) {
	t.Parallel()
	d := profileTales()[0].play(t)
	i := slices.IndexFunc(d.calls, func(c seen) bool { return c.Call == api.SetProfile })
	if i < 0 || d.effective(api.SetProfile) != 1 {
		t.Fatalf("the profile was set %d times", d.effective(api.SetProfile))
	}
	if body := d.calls[i].Request; strings.Contains(body, "address") || strings.Contains(body, "vertical") || !strings.Contains(body, `"websites":[]`) {
		t.Errorf("sent %s", body)
	}
	if d.s.Profile.Now.About != "Flowers" || len(d.s.Profile.Now.Websites) != 0 || d.s.Profile.Now.Email == "" || d.s.Profile.Edits.Fields() != nil {
		t.Errorf("profile %+v, not saved %v", d.s.Profile.Now, d.s.Profile.Edits.Fields())
	}
	if d.s.Notice != NoticeProfileSaved {
		t.Errorf("notice %q", d.s.Notice)
	}
}

// TestUnsavedEdits are not lost by going back, by a refusal or with the token.
func TestUnsavedEdits(t *testing.T) {
	t.Parallel()
	s := at(EditProfile, fresh(connected))
	w := walkFrom(t, s).hand(BackAsked{}).in(EditProfile)
	if w.s.Notice != NoticeUnsaved || w.s.Profile.Edits.About == nil {
		t.Errorf("notice %q, edits %v", w.s.Notice, w.s.Profile.Edits.Fields())
	}
	w.hand(SaveAsked{}).in(EditProfile, SaveProfile{firstID, s.Profile.Edits})
	w.world(refusal(api.SetProfile, 100, 0)).in(EditProfile).card(AdviseProfileForm, ActDismiss)
	w.hand(AdviceTaken{}).hand(SaveAsked{})
	w.world(tokenDead(api.SetProfile)).in(Connect).world(opened()).in(EditProfile, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh(connected)}).in(EditProfile, ReadProfile{firstID})
	w.world(ProfileRead{s.Profile.Now}).in(EditProfile)
	if w.s.Profile.Edits.About == nil || *w.s.Profile.Edits.About != "Fresh from five" {
		t.Errorf("edits %v", w.s.Profile.Edits.Fields())
	}
	w.hand(ProfileDropped{}).in(EditProfile).hand(SaveAsked{}).in(EditProfile).hand(BackAsked{}).in(PickNumber)
}

// TestProfileAcrossALostAnswer finds out by a look what became of it.
func TestProfileAcrossALostAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop    graphsim.Drop
		settled bool
	}{"after": {graphsim.DropAfter, true}, "before": {graphsim.DropBefore, false}} {
		step := 0
		d := newDrive(t, "full-profile", "")
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.SetProfile, Drop: c.drop}); err != nil {
			t.Fatal(err)
		}
		tale{job: JobProfile, end: EditProfile, operate: func(*drive) Event {
			step++
			return []Event{ProfileEdited{api.ProfileChange{About: new("Flowers")}}, SaveAsked{}, nil, nil}[min(step-1, 3)]
		}}.on(t, d)
		if settled := d.s.Notice == NoticeSettled; settled != c.settled || (d.s.Profile.Edits.Fields() == nil) != c.settled || len(d.sim.Record()) == 0 {
			t.Errorf("%s: settled %t, not saved %v, card %+v", name, settled, d.s.Profile.Edits.Fields(), d.s.Problem)
		}
	}
}

// TestMetaKeepsAnotherValue and says so when it is read back.
func TestMetaKeepsAnotherValue(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(EditProfile, fresh(connected)))
	w.hand(SaveAsked{}).world(ProfileSaved{}).in(EditProfile, ReadProfile{firstID})
	w.world(ProfileRead{api.Profile{About: "Fresh from 5"}}).in(EditProfile)
	if w.s.Notice != NoticeProfileDiffers {
		t.Errorf("notice %q", w.s.Notice)
	}
}

// TestNoProfileWithoutRegistration asks Meta nothing.
func TestNoProfileWithoutRegistration(t *testing.T) {
	t.Parallel()
	s := at(PickNumber, fresh())
	s.Job = JobProfile
	w := walkFrom(t, s).hand(NumberPicked{firstID})
	w.world(NumberRead{fresh(verified)}).in(EditProfile).idle()
	w.hand(ReloadAsked{}).in(EditProfile)
}
