package flows

import (
	"errors"
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
	// StorageSet carries the settings as read back after they were set, as far as Meta,
	// which took them, shows them.
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
		return e.Settings.Unread == nil && !sameRegion(e.Settings.Storage.Localized(), s.Storage.Region)
	})
	storageUntold = when("it is not told where its data rests", func(_ Session, e SettingsRead) bool { return e.Settings.Unread != nil })
	// settingsRefused: where the data rests now only helps to choose. It is not known then.
	settingsRefused = when("its settings are not shown", func(_ Session, e Failed) bool {
		return e.Call == api.GetSettings && OnlyUnread(e.Err)
	})
)

// OnlyUnread reports whether a read failed and told nothing but that: it was refused, was
// answered with something else than what was asked for, or was not answered. Where the read
// only helps, its fact is not known then and nothing more; whatever else is needed shows by
// itself whether anybody answers. A dead token stops the others too.
func OnlyUnread(err error) bool {
	var said *api.Error
	var lost *api.TransportError
	return (errors.As(err, &said) || errors.As(err, &lost)) && !api.TokenDead(err)
}

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
	if s.Settings.Unread != nil {
		s.Notice = noticeBy(s.Settings.Unread, NoticeSettingsUnread, NoticeSettingsUnheard)
	}
	if s.Want.Region == nil && !s.Storage.Chosen {
		s.Storage.Region = s.Settings.Storage.Localized()
	}
}

// goWithoutSettings: what was read before of them may not be so any more.
func goWithoutSettings(s *Session, e Failed, _ time.Time) {
	s.Settings = api.Settings{Unread: e.Err}
	s.noteSettingsUnread()
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
	s.storeStorage(e, api.InRegion(s.Storage.Region))
	s.did(api.SetSettings, at)
	s.Notice = NoticeRegionKept
	if e.Settings.Unread != nil {
		s.noteSettingsUnread()
	}
}

// storeStorage takes over where the data rests by now. Meta's yes alone says that it is
// where it was to.
func (s *Session) storeStorage(e StorageSet, to api.Storage) {
	s.Settings = e.Settings
	if e.Settings.Unread != nil {
		s.Settings.Storage = &to
	}
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
