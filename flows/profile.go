package flows

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dialtone/api"
)

// EditProfile changes the business profile of a number. What is edited is collected
// first and sent in one request, with nothing in it that was left alone.

func profileFlow() Flow {
	return Flow{
		Job:   JobProfile,
		Steps: []Step{StepConnect, StepNumber, StepProfile},
		Start: EditProfile, Begin: beginProfile,
		Fits: hasProfile,
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
				on[SaveAsked]{If: replacesUntold, Then: noteReplacing},
				on[SaveAsked]{If: hasEdits, Then: saveProfile},
				on[ProfileSaved]{Do: logProfileSaved, Then: beginProfile},
				on[BackAsked]{If: hasProblem, Then: dismiss},
				on[BackAsked]{If: hasEdits, Then: noteUnsaved},
			)
		},
	}
}

// hasProfile reports whether a number has a business profile: only one that is
// registered for Cloud API does (docs). Where it is not told whether it is, Meta says so.
func hasProfile(n api.Number) bool {
	return (n.Status == "" || n.Status.Registered()) && (n.Platform == "" || n.Platform == api.PlatformCloud)
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
func (SaveProfile) Spec() Spec { return answers[ProfileSaved](api.SetProfile) }

var (
	hasEdits = fact("something is not saved", func(s Session) bool { return s.Profile.Edits.Fields() != nil })
	// replacesUntold: what Meta has there was not read, and is lost by saving. Websites are
	// replaced all together (docs).
	replacesUntold = fact("what it has there is not known", func(s Session) bool {
		return s.Notice != NoticeReplacing && !tellsAll(s.Profile.Now, s.Profile.Edits)
	})
	// profileSaved: what was sent is there, although no answer said so.
	profileSaved = when("it is saved", func(s Session, e ProfileRead) bool { return keptAll(e.Profile, s.Profile.Edits) })
)

// keptAll reports whether a profile has every new value.
func keptAll(p api.Profile, c api.ProfileChange) bool { return p.To(c.On(p)).Fields() == nil }

// tellsAll reports whether all fields of a change are known as they are.
func tellsAll(p api.Profile, c api.ProfileChange) bool {
	return !slices.ContainsFunc(c.Fields(), untoldIn(p))
}

func untoldIn(p api.Profile) func(string) bool {
	return func(field string) bool { return !p.Tells(field) }
}

func readProfile(s *Session, _ time.Time) []Effect { return []Effect{ReadProfile{s.Number.ID}} }

// beginProfile asks nothing of a number that has no profile: the screen says so.
func beginProfile(s *Session, at time.Time) []Effect {
	if !hasProfile(s.Number) {
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
	other := p.Now.To(p.sent.On(p.Now)).Fields()
	if slices.ContainsFunc(other, p.Now.Tells) {
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

func noteReplacing(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeReplacing
	return nil
}

func noteUnsaved(s *Session, _ time.Time) []Effect {
	s.Notice = NoticeUnsaved
	return nil
}

// ProfileField is a line of the business profile as it is edited. Websites are
// one field to Graph and two lines here.
type ProfileField string

// The fields, in the order in which customers see them.
const (
	FieldAbout       ProfileField = "about"
	FieldDescription ProfileField = "summary" // description, to Graph
	FieldVertical    ProfileField = "vertical"
	FieldAddress     ProfileField = "address"
	FieldEmail       ProfileField = "email"
	FieldWebsite     ProfileField = "website"
	FieldWebsite2    ProfileField = "website2"
)

// ProfileFields lists every field.
func ProfileFields() []ProfileField {
	return []ProfileField{FieldAbout, FieldDescription, FieldVertical, FieldAddress, FieldEmail, FieldWebsite, FieldWebsite2}
}

// Limit is how many characters a field takes; 0 for one that is chosen.
func (f ProfileField) Limit() int {
	switch f {
	case FieldAbout:
		return api.AboutLimit
	case FieldDescription:
		return api.DescriptionLimit
	case FieldAddress:
		return api.AddressLimit
	case FieldEmail:
		return api.EmailLimit
	case FieldWebsite, FieldWebsite2:
		return api.WebsiteLimit
	case FieldVertical:
	}
	return 0
}

// graph is what Graph calls the field.
func (f ProfileField) graph() string {
	switch f {
	case FieldDescription:
		return "description"
	case FieldWebsite, FieldWebsite2:
		return "websites"
	case FieldAbout, FieldVertical, FieldAddress, FieldEmail:
	}
	return string(f)
}

// Untold reports whether nobody knows what a profile has in the field, and no change gives
// it a value.
func (f ProfileField) Untold(p api.Profile, edits api.ProfileChange) bool {
	return !p.Tells(f.graph()) && !slices.Contains(edits.Fields(), f.graph())
}

// Of is the field's value in a profile.
func (f ProfileField) Of(p api.Profile) string {
	site := func(i int) string {
		if i < len(p.Websites) {
			return p.Websites[i]
		}
		return ""
	}
	switch f {
	case FieldAbout:
		return p.About
	case FieldDescription:
		return p.Description
	case FieldVertical:
		return string(p.Vertical)
	case FieldAddress:
		return p.Address
	case FieldEmail:
		return p.Email
	case FieldWebsite:
		return site(0)
	case FieldWebsite2:
		return site(1)
	}
	return ""
}

// Set is the change that gives the field of a profile a value.
func (f ProfileField) Set(p api.Profile, value string) api.ProfileChange {
	switch f {
	case FieldAbout:
		return api.ProfileChange{About: &value}
	case FieldDescription:
		return api.ProfileChange{Description: &value}
	case FieldVertical:
		return api.ProfileChange{Vertical: new(api.Vertical(value))}
	case FieldAddress:
		return api.ProfileChange{Address: &value}
	case FieldEmail:
		return api.ProfileChange{Email: &value}
	case FieldWebsite, FieldWebsite2:
		sites := []string{FieldWebsite.Of(p), FieldWebsite2.Of(p)}
		if f == FieldWebsite {
			sites[0] = value
		} else {
			sites[1] = value
		}
		return api.ProfileChange{Websites: append([]string{}, slices.DeleteFunc(sites, func(s string) bool { return s == "" })...)}
	}
	return api.ProfileChange{}
}

// ProfileFault says why a value must not be sent.
type ProfileFault string

// The faults.
const (
	FaultTooLong ProfileFault = "too_long"
	FaultEmpty   ProfileFault = "empty"   // about cannot be cleared (docs)
	FaultHidden  ProfileFault = "hidden"  // a character that cannot be seen
	FaultEmail   ProfileFault = "email"   // not the form of an address
	FaultWebsite ProfileFault = "website" // no http:// or https:// before it (docs)
)

// CheckProfile says what is wrong with a value, "" for nothing.
func CheckProfile(f ProfileField, value string) ProfileFault {
	hidden := func(r rune) bool {
		const zwnj, zwj = '\u200c', '\u200d' // needed by several scripts, and by emoji
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != zwnj && r != zwj
	}
	switch {
	case utf8.RuneCountInString(value) > f.Limit() && f.Limit() > 0:
		return FaultTooLong
	case strings.ContainsFunc(value, hidden) || !utf8.ValidString(value):
		return FaultHidden
	case f == FieldAbout && value == "":
		return FaultEmpty
	case f == FieldEmail && value != "" && !isAddress(value):
		return FaultEmail
	case (f == FieldWebsite || f == FieldWebsite2) && value != "" && !isWebsite(value):
		return FaultWebsite
	}
	return ""
}

// isAddress reports whether a text is an e-mail address and nothing else.
func isAddress(text string) bool {
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text {
		return false
	}
	_, host, _ := strings.Cut(text, "@")
	return strings.Contains(strings.Trim(host, "."), ".")
}

func isWebsite(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.Contains(text, " ") {
		return false
	}
	return strings.Contains(strings.Trim(u.Hostname(), "."), ".")
}
