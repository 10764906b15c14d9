package flows

import "dialtone/api"

// The business profile of a number. What is edited is collected first and sent
// in one request, with nothing in it that was left alone.

func profileFlow() Flow {
	return Flow{
		Job:   JobProfile,
		Steps: []Step{StepConnect, StepNumber, StepProfile},
		Start: EditProfile, Begin: beginProfile,
		Fits: HasProfile,
		States: []Declaration{
			{EditProfile, StepProfile, []api.Endpoint{api.GetProfile, api.SetProfile}},
		},
		Rows: profileRows,
	}
}

func profileRows() []Transition {
	return []Transition{
		{From: EditProfile, On: KProfileRead, If: profileArrived, To: EditProfile, Do: noteProfileArrived},
		{From: EditProfile, On: KProfileRead, If: isSettling, To: EditProfile, Do: showProfileUnchanged},
		{From: EditProfile, On: KProfileRead, To: EditProfile, Do: keepProfile},
		{From: EditProfile, On: KNumberRead, To: EditProfile, Do: keepNumberAndReadProfile},
		{From: EditProfile, On: KReloadAsked, To: EditProfile, Do: readProfileAgain},
		{From: EditProfile, On: KProfileEdited, To: EditProfile, Do: keepEdit},
		{From: EditProfile, On: KProfileDropped, To: EditProfile, Do: dropEdits},
		{From: EditProfile, On: KSaveAsked, If: isSettling, To: EditProfile, Do: readProfileAgain},
		{From: EditProfile, On: KSaveAsked, If: hasEdits, To: EditProfile, Do: saveProfile},
		{From: EditProfile, On: KProfileSaved, To: EditProfile, Do: noteProfileSaved},
		{From: EditProfile, On: KFailed, If: isTokenDead, To: Connect, Do: noteTokenDead},
		{From: EditProfile, On: KFailed, If: ambiguousProfile, To: EditProfile, Do: settleProfile},
		{From: EditProfile, On: KFailed, If: isSettling, To: EditProfile, Do: showProfileUnsettled},
		{From: EditProfile, On: KBackAsked, If: hasProblem, To: EditProfile, Do: dismiss},
		{From: EditProfile, On: KBackAsked, If: hasEdits, To: EditProfile, Do: noteUnsaved},
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

// Kind implements [Event].
func (ProfileEdited) Kind() Kind  { return KProfileEdited }
func (ProfileDropped) Kind() Kind { return KProfileDropped }
func (SaveAsked) Kind() Kind      { return KSaveAsked }
func (ProfileRead) Kind() Kind    { return KProfileRead }
func (ProfileSaved) Kind() Kind   { return KProfileSaved }

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

// Call implements [Effect].
func (ReadProfile) Call() api.Endpoint { return api.GetProfile }
func (SaveProfile) Call() api.Endpoint { return api.SetProfile }
func (ReadProfile) answer() Kind       { return KProfileRead }
func (SaveProfile) answer() Kind       { return KProfileSaved }

var (
	hasEdits         = fact("something is not saved", func(s Session) bool { return s.Profile.Edits.Fields() != nil })
	ambiguousProfile = doubtful(api.SetProfile)
	// profileArrived: what was sent is there, although no answer said so.
	profileArrived = both(isSettlingCall(api.SetProfile), guard("it is saved", func(s Session, in Input) bool {
		e, ok := in.Event.(ProfileRead)
		return ok && keptAll(e.Profile, s.Profile.Edits)
	}))
)

// keptAll reports whether a profile has every new value.
func keptAll(p api.Profile, c api.ProfileChange) bool { return p.To(c.On(p)).Fields() == nil }

// beginProfile asks nothing of a number that has no profile: the screen says so.
func beginProfile(s *Session) []Effect {
	if !HasProfile(s.Number) {
		return nil
	}
	return []Effect{ReadProfile{s.Number.ID}}
}

func readProfileAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return beginProfile(s)
}

func keepNumberAndReadProfile(s *Session, in Input) []Effect {
	keepNumber(s, in)
	return beginProfile(s)
}

// keepProfile takes over the profile. What was just sent is compared with it:
// Meta may keep something otherwise than it was sent.
func keepProfile(s *Session, in Input) []Effect {
	s.Profile.Now, s.Profile.Read = in.Event.(ProfileRead).Profile, true
	s.Profile.Edits = s.Profile.Now.To(s.Profile.Edits.On(s.Profile.Now))
	if s.Profile.sent.Fields() != nil && !keptAll(s.Profile.Now, s.Profile.sent) {
		s.Notice = NoticeProfileDiffers
	}
	s.Profile.sent = api.ProfileChange{}
	return nil
}

// keepEdit collects new values; one that is as it was is no change.
func keepEdit(s *Session, in Input) []Effect {
	want := in.Event.(ProfileEdited).Change.On(s.Profile.Edits.On(s.Profile.Now))
	s.Profile.Edits = s.Profile.Now.To(want)
	return nil
}

func dropEdits(s *Session, _ Input) []Effect {
	s.Profile.Edits = api.ProfileChange{}
	return nil
}

func saveProfile(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{SaveProfile{s.Number.ID, s.Profile.Edits}}
}

func noteProfileSaved(s *Session, in Input) []Effect {
	s.did(api.SetProfile, in.At)
	s.Notice = NoticeProfileSaved
	s.Profile.sent, s.Profile.Edits = s.Profile.Edits, api.ProfileChange{}
	return beginProfile(s)
}

// settleProfile reads back what a request without an answer did.
func settleProfile(s *Session, in Input) []Effect {
	e := in.Event.(Failed)
	s.Settle.Err, s.Settle.Call = e.Err, e.Call
	return []Effect{ReadProfile{s.Number.ID}}
}

func noteProfileArrived(s *Session, in Input) []Effect {
	keepProfile(s, in)
	s.settled(in.At)
	return nil
}

func showProfileUnchanged(s *Session, in Input) []Effect {
	keepProfile(s, in)
	cause := s.Settle.Err
	s.Settle.Err = nil
	s.problem(Failed{s.Settle.Call, cause}, in.At)
	s.Problem.Settled = true
	return nil
}

func showProfileUnsettled(s *Session, in Input) []Effect {
	showUnsettled(s, in)
	s.Problem.again = ReadProfile{s.Number.ID}
	return nil
}

func noteUnsaved(s *Session, _ Input) []Effect {
	s.Notice = NoticeUnsaved
	return nil
}
