package flows

import (
	"context"

	"dialtone/api"
)

// The identity-change check of a number. While it is on, webhooks carry a hash of
// each customer's identity, and a message with a hash that is not the present one
// is held back and reported with 137000 (seed 001).

type (
	// IdentityChosen switches the check on or off.
	IdentityChosen struct{ On bool }
	// IdentitySet says that Meta took it, with the settings as read back; nil when
	// they could not be read.
	IdentitySet struct {
		On       bool
		Settings *api.Settings
	}
	// SetIdentity switches the check on or off and reads it back.
	SetIdentity struct {
		ID api.PhoneNumberID
		On bool
	}
)

// Kind implements [Event].
func (IdentityChosen) Kind() Kind { return KIdentityChosen }

// Kind implements [Event].
func (IdentitySet) Kind() Kind { return KIdentitySet }

// Call implements [Effect].
func (SetIdentity) Call() api.Endpoint { return api.SetSettings }

func (SetIdentity) answer() Kind { return KIdentitySet }

// What an [Action] of [api.SetSettings] can be beside the storage region.
const (
	IdentityTurnedOn  = "identity_on"
	IdentityTurnedOff = "identity_off"
)

// Action names what was done, or perhaps was.
func (e SetIdentity) Action() string {
	if e.On {
		return IdentityTurnedOn
	}
	return IdentityTurnedOff
}

func identityFlow() Flow {
	return Flow{
		Job:   JobIdentity,
		Steps: []Step{StepConnect, StepNumber, StepIdentity, StepPage},
		Start: Identity, Begin: beginIdentity,
		Fits: func(n api.Number) bool { return StandingOf(n) != StandingGone },
		States: []Declaration{
			{Identity, StepIdentity, []api.Endpoint{api.GetSettings, api.SetSettings}},
		},
		Rows: identityRows,
	}
}

func identityRows() []Transition {
	return []Transition{
		{From: Identity, On: KSettingsRead, To: Identity, Do: keepIdentity},
		{From: Identity, On: KReloadAsked, To: Identity, Do: readSettings},
		{From: Identity, On: KIdentityChosen, To: Identity, Do: switchIdentity},
		{From: Identity, On: KIdentitySet, If: identityNotKept, To: Identity, Do: explainIdentity},
		{From: Identity, On: KIdentitySet, To: Manage, Do: noteIdentity, Past: true},
		{From: Identity, On: KFailed, If: ambiguousIdentity, To: Identity, Do: doubtIdentity},
	}
}

var (
	identityNotKept = guard("it reads otherwise", func(_ Session, in Input) bool {
		e, ok := in.Event.(IdentitySet)
		return ok && e.Settings != nil && e.Settings.Identity != nil && e.Settings.Identity.Enabled != e.On
	})
	ambiguousIdentity = failed("it may have been switched", func(s Session, e Failed) bool {
		_, setting := s.Waiting.(SetIdentity)
		return setting && e.Call == api.SetSettings && ambiguous(e.Err)
	})
)

// beginIdentity reads how it is. What is known of another number says nothing.
func beginIdentity(s *Session) []Effect {
	s.Settings.Identity = nil
	return []Effect{ReadSettings{s.Number.ID}}
}

func keepIdentity(s *Session, in Input) []Effect {
	s.Settings = in.Event.(SettingsRead).Settings
	return nil
}

func switchIdentity(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{SetIdentity{s.Number.ID, in.Event.(IdentityChosen).On}}
}

// explainIdentity offers to set it once more: that changes nothing else.
func explainIdentity(s *Session, in Input) []Effect {
	e := in.Event.(IdentitySet)
	s.Settings = *e.Settings
	s.Problem = &Problem{
		Call: api.SetSettings, At: in.At, Advice: Advice{ID: AdviseIdentityNotKept, Act: ActAgain}, again: SetIdentity{s.Number.ID, e.On},
	}
	return nil
}

func noteIdentity(s *Session, in Input) []Effect {
	e := in.Event.(IdentitySet)
	s.did(api.SetSettings, in.At)
	s.Actions[len(s.Actions)-1].What = SetIdentity{On: e.On}.Action()
	s.Notice = NoticeIdentityTaken
	if e.Settings != nil {
		s.Settings = *e.Settings
	}
	if e.Settings != nil && e.Settings.Identity != nil {
		s.Notice = NoticeIdentityOff
		if e.On {
			s.Notice = NoticeIdentityOn
		}
	}
	return arriveAtPage(s)
}

// doubtIdentity notes which way it may have been switched, and shows the card.
// Setting it once more does no harm.
func doubtIdentity(s *Session, in Input) []Effect {
	e := in.Event.(Failed)
	s.maybeDid(e.Call, in.At)
	if set, is := s.Last.(SetIdentity); is {
		s.Actions[len(s.Actions)-1].What = set.Action()
	}
	s.problem(e, in.At)
	return nil
}

// setIdentity switches the check and reads it back. Meta's yes counts also where
// reading fails, or tells nothing of it.
func setIdentity(ctx context.Context, client API, e SetIdentity) (Event, error) {
	if err := client.SetIdentityCheck(ctx, e.ID, e.On); err != nil {
		return nil, err
	}
	set := IdentitySet{On: e.On}
	if s, err := client.Settings(ctx, e.ID); err == nil {
		set.Settings = &s
	}
	return set, nil
}
