package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"dialtone/flows"
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
	checkSize    flows.CheckID = "terminal"
	checkColours flows.CheckID = "colours"
	checkUnicode flows.CheckID = "unicode"
	checkWide    flows.CheckID = "wide_characters"

	foundSize       flows.FindingID = "size"
	foundNoSize     flows.FindingID = "no_size"
	foundSmall      flows.FindingID = "small"
	foundDumb       flows.FindingID = "dumb"
	foundNoTerminal flows.FindingID = "no_terminal"
	foundColours    flows.FindingID = "colours"
	foundColoursOff flows.FindingID = "colours_off"
	foundNoColours  flows.FindingID = "no_colours"
	foundUnicode    flows.FindingID = "unicode"
	foundNoUnicode  flows.FindingID = "no_unicode"
	foundWide       flows.FindingID = "wide"
	foundNoWide     flows.FindingID = "no_wide"
)

// TerminalFindings lists every finding in a terminal.
func TerminalFindings() []flows.Finding {
	var all []flows.Finding
	for health, ids := range map[flows.Health][]flows.FindingID{
		flows.HealthOK:      {foundSize, foundColours, foundColoursOff, foundUnicode, foundWide},
		flows.HealthSkipped: {foundNoTerminal},
		flows.HealthWarn:    {foundNoSize, foundNoColours, foundNoUnicode, foundNoWide},
		flows.HealthFail:    {foundSmall, foundDumb},
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
		return []flows.Checkup{line(checkSize, foundNoTerminal)}
	}
	size, colours, unicode, wide := foundSize, foundColours, foundUnicode, foundWide
	switch {
	case t.Name == "dumb":
		size = foundDumb
	case t.Width == 0 || t.Height == 0:
		size = foundNoSize
	case t.Width < minWidth || t.Height < minHeight:
		size = foundSmall
	}
	switch {
	case t.NoColor:
		colours = foundColoursOff
	case t.Profile <= colorprofile.ASCII: // ASCII, none, or not known
		colours = foundNoColours
	}
	if !t.UTF8 {
		unicode, wide = foundNoUnicode, foundNoWide
	}
	if t.Name == "linux" || t.Name == "dumb" { // the console's font has 512 characters at most
		wide = foundNoWide
	}
	locale := t.Locale
	if locale == "" {
		locale = "C"
	}
	return []flows.Checkup{
		line(checkSize, size, "Width", t.Width, "Height", t.Height, "LeastWidth", minWidth, "LeastHeight", minHeight, "Name", t.Name),
		line(checkColours, colours, "Profile", t.Profile),
		line(checkUnicode, unicode, "Locale", locale),
		line(checkWide, wide),
	}
}

// Told adds what the environment says of a terminal.
func (t Terminal) Told(env map[string]string, alwaysUTF8 bool) Terminal {
	t.Name = env["TERM"]
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if t.Locale = env[name]; t.Locale != "" {
			break
		}
	}
	charset := strings.ToUpper(strings.ReplaceAll(t.Locale, "-", ""))
	t.UTF8 = alwaysUTF8 || strings.Contains(charset, "UTF8")
	return t
}
