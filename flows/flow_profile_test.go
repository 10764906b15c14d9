package flows

import (
	"testing"

	"dialtone/api"
)

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

// TestWhatWasNotReadIsNotReplacedUnasked: websites are replaced all together.
func TestWhatWasNotReadIsNotReplacedUnasked(t *testing.T) {
	t.Parallel()
	sites := api.ProfileChange{Websites: []string{"https://lotus.example"}}
	s := at(EditProfile, fresh(connected))
	s.Profile.Now, s.Profile.Edits = api.Profile{About: "Bread", Untold: []string{"websites"}}, sites
	w := walkFrom(t, s).hand(SaveAsked{}).in(EditProfile).idle()
	if w.s.Notice != NoticeReplacing || !FieldAddress.Untold(api.Profile{Untold: []string{"address"}}, sites) ||
		FieldWebsite2.Untold(s.Profile.Now, sites) || !FieldWebsite2.Untold(s.Profile.Now, api.ProfileChange{}) {
		t.Errorf("notice %q", w.s.Notice)
	}
	w.hand(ProfileEdited{api.ProfileChange{Websites: []string{"https://other.example"}}}).hand(SaveAsked{}).in(EditProfile).idle()
	w.hand(SaveAsked{}).in(EditProfile, SaveProfile{firstID, api.ProfileChange{Websites: []string{"https://other.example"}}})
	w.world(ProfileSaved{}).world(ProfileRead{s.Profile.Now}).in(EditProfile)
	if w.s.Notice == NoticeProfileDiffers || w.s.Profile.Edits.Fields() != nil {
		t.Errorf("notice %q, edits %v", w.s.Notice, w.s.Profile.Edits.Fields())
	}
	s.Profile.Edits = api.ProfileChange{About: new("Buns")}
	walkFrom(t, s).hand(SaveAsked{}).in(EditProfile, SaveProfile{firstID, s.Profile.Edits})
}
