package flows

import (
	"time"

	"dialtone/api"
)

// EditProfile changes the business profile of a number. What is edited is collected
// first and sent in one request, with nothing in it that was left alone.

func profileFlow() Flow {
	return Flow{
		Job:   JobProfile,
		Steps: []Step{StepConnect, StepNumber, StepProfile},
		Start: EditProfile, Begin: beginProfile,
		Fits: HasProfile,
		States: []Declaration{
			{EditProfile, StepProfile, []api.Endpoint{api.GetProfile, api.SetProfile}},
		},
		Rows: func() []Transition {
			return in(EditProfile,
				sentOnce[ProfileRead, SaveAsked]{Call: api.SetProfile, Read: readProfile, Store: storeProfile, Shows: profileSaved},
				on[ProfileRead]{Do: storeProfile},
				on[NumberRead]{Do: storeNumber, Then: beginProfile},
				on[ReloadAsked]{Then: beginProfile},
				on[ProfileEdited]{Do: storeEdit},
				on[ProfileDropped]{Then: dropEdits},
				on[SaveAsked]{If: hasEdits, Then: saveProfile},
				on[ProfileSaved]{Do: logProfileSaved, Then: beginProfile},
				on[BackAsked]{If: hasProblem, Then: dismiss},
				on[BackAsked]{If: hasEdits, Then: noteUnsaved},
			)
		},
	}
}

// HasProfile reports whether a number has a business profile: only one that is
// registered for Cloud API does (docs).
func HasProfile(n api.Number) bool {
	return n.Status.Registered() && n.Platform == api.PlatformCloud
}

// The events of the profile.
type (
	// ProfileEdited gives fields new values, which are not sent yet.
	ProfileEdited struct{ Change api.ProfileChange }
	// ProfileDropped throws the new values away.
	ProfileDropped struct{}
	// SaveAsked sends the new values.
	SaveAsked struct{}
	// ProfileRead is the profile as it is now.
	ProfileRead struct{ Profile api.Profile }
	// ProfileSaved says that Meta took the new values.
	ProfileSaved struct{}
)

// The effects of the profile.
type (
	// ReadProfile reads the business profile.
	ReadProfile struct{ ID api.PhoneNumberID }
	// SaveProfile changes the business profile.
	SaveProfile struct {
		ID     api.PhoneNumberID
		Change api.ProfileChange
	}
)

// Spec implements [Effect].
func (ReadProfile) Spec() Spec { return answers[ProfileRead](api.GetProfile) }

// Spec implements [Effect].
func (SaveProfile) Spec() Spec { return answers[ProfileSaved](api.SetProfile) }

var (
	hasEdits = fact("something is not saved", func(s Session) bool { return s.Profile.Edits.Fields() != nil })
	// profileSaved: what was sent is there, although no answer said so.
	profileSaved = when("it is saved", func(s Session, e ProfileRead) bool { return keptAll(e.Profile, s.Profile.Edits) })
)

// keptAll reports whether a profile has every new value.
func keptAll(p api.Profile, c api.ProfileChange) bool { return p.To(c.On(p)).Fields() == nil }

func readProfile(s *Session, _ time.Time) []Effect { return []Effect{ReadProfile{s.Number.ID}} }

// beginProfile asks nothing of a number that has no profile: the screen says so.
func beginProfile(s *Session, at time.Time) []Effect {
	if !HasProfile(s.Number) {
		return nil
	}
	return readProfile(s, at)
}

// storeProfile takes over the profile. What was just sent is compared with it:
// Meta may keep something otherwise than it was sent.
func storeProfile(s *Session, e ProfileRead, _ time.Time) {
	p := &s.Profile
	p.Now, p.Read = e.Profile, true
	p.Edits = p.Now.To(p.Edits.On(p.Now))
	if p.sent.Fields() != nil && !keptAll(p.Now, p.sent) {
		s.Notice = NoticeProfileDiffers
	}
	p.sent = api.ProfileChange{}
}

// storeEdit collects new values; one that is as it was is no change.
func storeEdit(s *Session, e ProfileEdited, _ time.Time) {
	p := &s.Profile
	p.Edits = p.Now.To(e.Change.On(p.Edits.On(p.Now)))
}

func dropEdits(s *Session, _ time.Time) []Effect {
	s.Profile.Edits = api.ProfileChange{}
	return nil
}

func saveProfile(s *Session, _ time.Time) []Effect {
	return []Effect{SaveProfile{s.Number.ID, s.Profile.Edits}}
}

func logProfileSaved(s *Session, _ ProfileSaved, at time.Time) {
	s.did(api.SetProfile, at)
	s.Notice = NoticeProfileSaved
	s.Profile.sent, s.Profile.Edits = s.Profile.Edits, api.ProfileChange{}
}

func noteUnsaved(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeUnsaved
	return nil
}
