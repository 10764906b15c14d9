package flows

import (
	"time"

	"dialtone/api"
)

// Identity switches the identity-change check of a number. While it is on, webhooks
// carry a hash of each customer's identity, and a message with a hash that is not
// the present one is held back and reported with 137000 (seed 001).

func identityFlow() Flow {
	return Flow{
		Job:   JobIdentity,
		Steps: []Step{StepConnect, StepNumber, StepIdentity, StepPage},
		Start: Identity, Begin: beginIdentity,
		Fits: func(n api.Number) bool { return StandingOf(n) != StandingGone },
		States: []Declaration{
			{Identity, StepIdentity, []api.Endpoint{api.GetSettings, api.SetSettings}},
		},
		Rows: func() []Transition {
			return in(Identity,
				on[SettingsRead]{Do: storeIdentity},
				on[ReloadAsked]{Then: readSettings},
				on[IdentityChosen]{Send: switchIdentity},
				on[IdentitySet]{If: identityNotKept, Do: cardIdentity},
				on[IdentitySet]{To: Manage, Do: logIdentity, Then: arriveAtPage, Past: true},
				on[Failed]{If: identityUnclear, Do: cardIdentityUnclear},
			)
		},
	}
}

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

// Spec implements [Effect].
func (SetIdentity) Spec() Spec { return answers[IdentitySet](api.SetSettings) }

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

var (
	identityNotKept = when("it reads otherwise", func(_ Session, e IdentitySet) bool {
		return e.Settings != nil && e.Settings.Identity != nil && e.Settings.Identity.Enabled != e.On
	})
	identityUnclear = when("it may have been switched", func(s Session, e Failed) bool {
		_, setting := s.Waiting.(SetIdentity)
		return setting && e.Call == api.SetSettings && ambiguous(e.Err)
	})
)

// beginIdentity reads how it is. What is known of another number says nothing.
func beginIdentity(s *Session, at time.Time) []Effect {
	s.Settings.Identity = nil
	return readSettings(s, at)
}

func storeIdentity(s *Session, e SettingsRead, _ time.Time) { s.Settings = e.Settings }

func switchIdentity(s *Session, e IdentityChosen) []Effect {
	return []Effect{SetIdentity{s.Number.ID, e.On}}
}

// cardIdentity offers to set it once more: that changes nothing else.
func cardIdentity(s *Session, e IdentitySet, at time.Time) {
	s.Settings = *e.Settings
	s.Problem = &Problem{
		Call: api.SetSettings, At: at, Advice: Advice{ID: AdviseIdentityNotKept, Act: ActAgain}, again: SetIdentity{s.Number.ID, e.On},
	}
}

func logIdentity(s *Session, e IdentitySet, at time.Time) {
	s.did(api.SetSettings, at)
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
}

// cardIdentityUnclear says which way it may have been switched. Setting it once
// more does no harm.
func cardIdentityUnclear(s *Session, e Failed, at time.Time) {
	s.maybeDid(e.Call, at)
	if set, is := s.Last.(SetIdentity); is {
		s.Actions[len(s.Actions)-1].What = set.Action()
	}
	s.fail(e, at)
}
