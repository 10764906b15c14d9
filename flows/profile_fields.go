package flows

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dialtone/api"
)

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
