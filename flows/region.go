package flows

import (
	"strings"
	"time"

	"dialtone/api"
)

// ChooseRegion asks where the number's message data is to rest, before it is
// registered: its data localization region.

type (
	// RegionChosen is the storage region; "" for none.
	RegionChosen struct{ Region api.Region }
	// SettingsRead is a number's present settings.
	SettingsRead struct{ Settings api.Settings }
	// RegionSet carries the settings as read back after the region was set.
	RegionSet struct{ Settings api.Settings }

	// ReadSettings reads a number's settings.
	ReadSettings struct{ ID api.PhoneNumberID }
	// SetRegion sets the storage region through settings and reads it back.
	SetRegion struct {
		ID     api.PhoneNumberID
		Region api.Region
	}
)

// Spec implements [Effect].
func (ReadSettings) Spec() Spec { return answers[SettingsRead](api.GetSettings) }

// Spec implements [Effect].
func (SetRegion) Spec() Spec { return answers[RegionSet](api.SetSettings) }

var (
	needsSetting = when("settings have to carry the region", func(s Session, e RegionChosen) bool {
		return !s.RegionAtRegister && !sameRegion(e.Region, s.Settings.Storage.Localized())
	})
	regionNotKept = when("the region was not kept", func(s Session, e RegionSet) bool {
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

func storeRegion(s *Session, e RegionChosen, _ time.Time) {
	s.Storage.Region, s.Storage.Chosen = e.Region, true
}

func setRegion(s *Session, _ time.Time) []Effect {
	return []Effect{SetRegion{s.Number.ID, s.Storage.Region}}
}

// cardRegion offers to set the region once more: that changes nothing else.
func cardRegion(s *Session, e RegionSet, _ time.Time) {
	s.Settings = e.Settings
	s.Problem = &Problem{
		Call: api.SetSettings, Advice: Advice{ID: AdviseRegionNotKept, Act: ActAgain}, again: SetRegion{s.Number.ID, s.Storage.Region},
	}
}

func logRegion(s *Session, e RegionSet, at time.Time) {
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
