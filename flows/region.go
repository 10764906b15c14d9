package flows

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// ChooseRegion asks where the number's message data is to rest, before it is
// registered: its data localization region.

type (
	// StorageChosen says where data is to rest.
	StorageChosen struct{ To api.Storage }
	// SettingsRead is a number's present settings.
	SettingsRead struct{ Settings api.Settings }
	// StorageSet carries the settings as read back after they were set.
	StorageSet struct{ Settings api.Settings }

	// ReadSettings reads a number's settings.
	ReadSettings struct{ ID api.PhoneNumberID }
	// SetStorage chooses through settings where data rests, and reads it back.
	SetStorage struct {
		ID api.PhoneNumberID
		To api.Storage
	}
)

// Spec implements [Effect].
func (ReadSettings) Spec() Spec { return answers[SettingsRead](api.GetSettings) }
func (SetStorage) Spec() Spec   { return answers[StorageSet](api.SetSettings) }

var (
	needsSetting = when("settings have to carry the region", func(s Session, e StorageChosen) bool {
		return !s.RegionAtRegister && !sameRegion(e.To.Localized(), s.Settings.Storage.Localized())
	})
	regionNotKept = when("the region was not kept", func(s Session, e StorageSet) bool {
		return !sameRegion(e.Settings.Storage.Localized(), s.Storage.Region)
	})
)

// RegionKnown reports whether somebody said where the data is to rest: the command
// line, the operator, or the settings, if they name a country. Nobody else can tell.
func (s Session) RegionKnown() bool {
	return s.Want.Region != nil || s.Storage.Chosen || s.Storage.Region != ""
}

// sameRegion compares without regard to case, since Graph writes either.
func sameRegion(a, b api.Region) bool { return strings.EqualFold(string(a), string(b)) }

// storeSettings takes over the settings, and proposes their region where nobody
// chose one.
func storeSettings(s *Session, e SettingsRead, _ time.Time) {
	s.Settings = e.Settings
	if s.Want.Region == nil && !s.Storage.Chosen {
		s.Storage.Region = s.Settings.Storage.Localized()
	}
}

func storeRegion(s *Session, e StorageChosen, _ time.Time) {
	s.Storage.Region, s.Storage.Chosen = e.To.Localized(), true
}

func setRegion(s *Session, _ time.Time) []Effect {
	return []Effect{SetStorage{s.Number.ID, api.InRegion(s.Storage.Region)}}
}

// cardRegion offers to set the region once more: that changes nothing else.
func cardRegion(s *Session, e StorageSet, _ time.Time) {
	s.Settings = e.Settings
	s.Problem = &Problem{
		Call: api.SetSettings, Advice: Advice{ID: AdviseRegionNotKept, Act: ActAgain},
		again: SetStorage{s.Number.ID, api.InRegion(s.Storage.Region)},
	}
}

func logRegion(s *Session, e StorageSet, at time.Time) {
	s.Settings = e.Settings
	s.did(api.SetSettings, at)
	s.Notice = NoticeRegionKept
}

// heedRegion takes over what a card says of the region, and returns the one that
// Meta wants; "" for none.
func (s *Session) heedRegion(p *Problem) api.Region {
	if p.Advice.ID == AdviseRegionMoved {
		s.RegionAtRegister = false
	}
	if p.Advice.ID != AdviseRegionWanted || p.Said == nil {
		return ""
	}
	for _, text := range []string{p.Said.Details, p.Said.UserMessage, p.Said.Message} {
		if region := quotedRegion(text); region != "" {
			return region
		}
	}
	return ""
}

// quotedRegion finds the country in Meta's "expected data localization region:
// 'IN'" (field).
func quotedRegion(text string) api.Region {
	for i := 0; i+4 <= len(text); i++ {
		code := text[i+1 : i+3]
		if text[i] == '\'' && text[i+3] == '\'' && consistsOf(code, capitals) {
			return api.Region(code)
		}
	}
	return ""
}

// MoveStep is a step on the way to another storage region.
type MoveStep string

// The steps, in their order. From v21.0 the region goes into settings, which
// only a number that is not registered takes; before, register carries it (docs).
const (
	MoveOff MoveStep = "deregister"
	MoveSet MoveStep = "settings"
	MoveOn  MoveStep = "register"
)

// Call is the call that does a step.
func (m MoveStep) Call() api.Endpoint {
	switch m {
	case MoveOff:
		return api.Deregister
	case MoveSet:
		return api.SetSettings
	case MoveOn:
	}
	return api.Register
}

// Move is a change of the storage region.
type Move struct {
	To     api.Storage // where data is to rest
	Chosen bool        // the operator, a flag or the journal said so
	// Steps is the plan that was confirmed; nil while nothing is under way.
	Steps []MoveStep

	resumed bool       // it was begun before: the plan comes first
	sent    []MoveStep // what was sent since the plan was confirmed
}

// pause stops the plan: what is left follows only when it is confirmed again.
func (m *Move) pause() { m.Steps, m.sent = nil, nil }

// Plan is what is left to be done for the region change at hand, by the facts
// that were read last and by nothing else: so a change that was cut off goes on
// where it stands.
func (s Session) Plan() []MoveStep { return s.planFor(s.Number, s.Settings) }

func (s Session) planFor(n api.Number, have api.Settings) []MoveStep {
	same := have.Storage.Same(s.Move.To)
	switch registered := n.Status.Registered(); {
	case registered && same:
		return nil
	case registered && s.RegionAtRegister:
		return []MoveStep{MoveOff, MoveOn}
	case registered:
		return []MoveStep{MoveOff, MoveSet, MoveOn}
	case same, s.RegionAtRegister:
		return []MoveStep{MoveOn}
	}
	return []MoveStep{MoveSet, MoveOn}
}

// planAfter is the plan by facts that were just read.
func (s Session) planAfter(e FactsRead) []MoveStep { return s.planFor(e.Number, e.Settings) }

// nextCounted is the next call of the plan that Meta counts.
func (s Session) nextCounted() (api.Endpoint, bool) {
	for _, step := range s.Plan() {
		if CallOf(step.Call()).Counted {
			return step.Call(), true
		}
	}
	return "", false
}

// StaysOff is until when register is closed while deregister is still to come:
// the number would be off that long. Zero for no such danger.
func (s Session) StaysOff(now time.Time) time.Time {
	if !slices.Contains(s.Plan(), MoveOff) {
		return time.Time{}
	}
	return s.Budget.Frees(s.Counter(api.Register), now)
}

// LeftGoal is the region change of the number at hand that the journal says was
// begun and not brought to its end.
func (s Session) LeftGoal() (api.Storage, bool) {
	for _, u := range s.Unfinished {
		if to, is := u.Goal.Storage(); is && u.Number == s.Number.ID && u.Account == s.Account.ID {
			return to, true
		}
	}
	return api.Storage{}, false
}

// movable reports whether a number can be moved: it is registered, or was.
func movable(n api.Number) bool {
	return !beyondMoving(n) && (n.Status.Registered() || n.Status == api.StatusDisconnected || n.Verification == api.Verified)
}

// beyondMoving reports whether a number cannot be taken off and on again at all.
func beyondMoving(n api.Number) bool {
	switch StandingOf(n) {
	case StandingBanned, StandingGone, StandingShared, StandingOnPremise:
		return true
	case StandingConnected, StandingVerified, StandingLapsed, StandingExpired, StandingFresh:
	}
	return false
}

// moving is the state that stands for one of the onboarding's while a region is
// changed: advice leads there.
func (s Session) moving(to State) State {
	if s.Job != JobRegion {
		return to
	}
	switch to {
	case ChoosePIN:
		return MovePIN
	case ChooseRegion:
		return MoveRegion
	case Review:
		return MovePlan
	}
	return to
}
