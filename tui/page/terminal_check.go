package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"dialtone/flows"
)

// MinWidth and MinHeight are the smallest window that has room for a page.
const (
	MinWidth  = 60
	MinHeight = 20
)

// Terminal is what can be known of a terminal without asking it: its answers
// could come when the shell is listening again.
type Terminal struct {
	Is            bool   // standard output is one
	Name          string // TERM
	Width, Height int    // 0 when it does not tell
	Profile       colorprofile.Profile
	NoColor       bool   // colours are switched off on purpose
	Locale        string // of the characters, such as "en_GB.UTF-8"; "" for none
	UTF8          bool   // that locale is UTF-8, or the system always is
}

// What the doctor looks at in a terminal, and what it finds there.
const (
	CheckSize    flows.CheckID = "terminal"
	CheckColours flows.CheckID = "colours"
	CheckUnicode flows.CheckID = "unicode"
	CheckWide    flows.CheckID = "wide_characters"

	FoundSize       flows.FindingID = "size"
	FoundNoSize     flows.FindingID = "no_size"
	FoundSmall      flows.FindingID = "small"
	FoundDumb       flows.FindingID = "dumb"
	FoundNoTerminal flows.FindingID = "no_terminal"
	FoundColours    flows.FindingID = "colours"
	FoundColoursOff flows.FindingID = "colours_off"
	FoundNoColours  flows.FindingID = "no_colours"
	FoundUnicode    flows.FindingID = "unicode"
	FoundNoUnicode  flows.FindingID = "no_unicode"
	FoundWide       flows.FindingID = "wide"
	FoundNoWide     flows.FindingID = "no_wide"
)

// TerminalFindings lists every finding in a terminal.
func TerminalFindings() []flows.Finding {
	var all []flows.Finding
	for health, ids := range map[flows.Health][]flows.FindingID{
		flows.HealthOK:      {FoundSize, FoundColours, FoundColoursOff, FoundUnicode, FoundWide},
		flows.HealthSkipped: {FoundNoTerminal},
		flows.HealthWarn:    {FoundNoSize, FoundNoColours, FoundNoUnicode, FoundNoWide},
		flows.HealthFail:    {FoundSmall, FoundDumb},
	} {
		for _, id := range ids {
			all = append(all, flows.Finding{ID: id, Health: health, Fix: health != flows.HealthOK})
		}
	}
	return all
}

// Checkups judges a terminal.
func (t Terminal) Checkups() []flows.Checkup {
	line := func(check flows.CheckID, id flows.FindingID, pairs ...any) flows.Checkup {
		all := TerminalFindings()
		i := slices.IndexFunc(all, func(f flows.Finding) bool { return f.ID == id })
		return flows.Checkup{Check: check, Finding: all[i], Pairs: pairs}
	}
	if !t.Is {
		return []flows.Checkup{line(CheckSize, FoundNoTerminal)}
	}
	size, colours, unicode, wide := FoundSize, FoundColours, FoundUnicode, FoundWide
	switch {
	case t.Name == "dumb":
		size = FoundDumb
	case t.Width == 0 || t.Height == 0:
		size = FoundNoSize
	case t.Width < MinWidth || t.Height < MinHeight:
		size = FoundSmall
	}
	switch {
	case t.NoColor:
		colours = FoundColoursOff
	case t.Profile <= colorprofile.ASCII: // ASCII, none, or not known
		colours = FoundNoColours
	}
	if !t.UTF8 {
		unicode, wide = FoundNoUnicode, FoundNoWide
	}
	if t.Name == "linux" || t.Name == "dumb" { // the console's font has 512 characters at most
		wide = FoundNoWide
	}
	return []flows.Checkup{
		line(CheckSize, size, "Width", t.Width, "Height", t.Height, "LeastWidth", MinWidth, "LeastHeight", MinHeight, "Name", t.Name),
		line(CheckColours, colours, "Profile", t.Profile),
		line(CheckUnicode, unicode, "Locale", cmp.Or(t.Locale, "C")),
		line(CheckWide, wide),
	}
}

// WithEnvironment adds what the environment says of a terminal.
func (t Terminal) WithEnvironment(env map[string]string, alwaysUTF8 bool) Terminal {
	t.Name, t.Locale = env["TERM"], cmp.Or(env["LC_ALL"], env["LC_CTYPE"], env["LANG"])
	t.UTF8 = alwaysUTF8 || isUTF8(t.Locale)
	return t
}

func isUTF8(locale string) bool {
	return strings.Contains(strings.ToUpper(strings.ReplaceAll(locale, "-", "")), "UTF8")
}

// HasOnlyASCII reports whether an environment names a locale that is not UTF-8. One that
// names none says nothing, as in most containers, and the terminal outside is UTF-8 today.
func HasOnlyASCII(env map[string]string) bool {
	locale := cmp.Or(env["LC_ALL"], env["LC_CTYPE"], env["LANG"])
	return locale != "" && !isUTF8(locale)
}
