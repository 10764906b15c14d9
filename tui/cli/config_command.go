package cli

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/eligibility/phone"
	"dialtone/flows/journal"
	"dialtone/tui/bubble"
)

// configCommand shows what each setting is and who said so.
func (p *program) configCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "config", Short: p.describe("cmd.config.short"),
		Long:    p.describe("cmd.config.long", "Names", strings.Join(variables(), ", ")),
		Example: "dialtone config\ndialtone config --json\n$EDITOR \"$(dialtone config path)\"",
		Args:    cobra.NoArgs,
		// The values are looked up one by one here, so that a bad one hides no other.
		PersistentPreRun: func(c *cobra.Command, _ []string) { p.settleJSON(c); p.chooseColour(c) },
		RunE:             func(c *cobra.Command, _ []string) error { return p.showConfig(c.Flags()) },
	}
	p.settings().VisitAll(func(f *pflag.Flag) {
		if f.Name != "lang" && f.Name != "no-color" { // every command has them
			c.Flags().AddFlag(f)
		}
	})
	p.jsonFlag(c, p.describe("flag.config_json"))
	c.AddCommand(&cobra.Command{
		Use: "path", Short: p.describe("cmd.config_path.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if p.config.path == "" {
				return p.usage("config_fault.no_home")
			}
			_, err := fmt.Fprintln(p.stdout, p.config.path)
			return err
		},
	})
	return c
}

// origin says who gave a setting its value.
type origin string

const (
	fromFlag     origin = "flag"
	fromVariable origin = "variable"
	fromFile     origin = "file"
	fromNobody   origin = "default"
)

// given is the value of a setting, and who gave it: a flag beats its variable, which beats
// the file.
func (p *program) given(flag *pflag.Flag) (string, origin) {
	if flag.Changed {
		return flag.Value.String(), fromFlag
	}
	if value := p.env[variable(flag.Name)]; value != "" {
		return value, fromVariable
	}
	if value := p.config.text(flag.Name); value != "" {
		return value, fromFile
	}
	return flag.DefValue, fromNobody
}

// settingReport is a setting for scripts. Fields are added and never renamed.
type settingReport struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source origin `json:"source"`
}

type configReport struct {
	File     string          `json:"file"`
	There    bool            `json:"there"`
	Fault    *string         `json:"fault"` // what is wrong with the file
	Settings []settingReport `json:"settings"`
}

// showConfig prints every setting, and what is wrong with the file.
func (p *program) showConfig(flags *pflag.FlagSet) error {
	fault := p.judgeConfig()
	r := configReport{File: p.config.path, There: p.config.there}
	for _, name := range variables() {
		value, source := p.given(flags.Lookup(name))
		r.Settings = append(r.Settings, settingReport{name, shownSetting(name, value), source})
	}
	if p.json.asked {
		if fault == nil {
			return p.json.data(r)
		}
		r.Fault = orNull(p.hide(fault.Error()))
		if err := p.json.data(r); err != nil {
			return err
		}
		return &exitError{exitUsage}
	}
	if _, err := fmt.Fprint(p.masked(), p.newSheet().config(r)); err != nil {
		return err
	}
	return fault
}

// shownSetting is a value as it may be seen: without the password of an address, and
// without the middle of a phone number that stands where an ID belongs.
func shownSetting(name, value string) string {
	isBad := func() bool { _, err := api.New(api.Options{BaseURL: value}); return err != nil }
	switch {
	case name == "journal" && (journal.MayHoldSecret(value) || journal.HoldsPassword(value)),
		name == "graph-url" && isBad(), mask.HasToken(value):
		return mask.Dots
	case phone.LooksLikeNumber(value):
		return mask.Phones(value)
	}
	return api.Clean(value)
}

// config lays out the settings for people: name, value and source.
func (s sheet) config(r configReport) string {
	sources := map[origin]string{
		fromFlag: s.words.Say("settings.flag"), fromFile: s.words.Say("settings.file"), fromNobody: s.words.Say("settings.default"),
	}
	var b strings.Builder
	file := s.atHome(r.File)
	if !r.There {
		file = s.words.Say("settings.absent", "File", file)
	}
	fmt.Fprintf(&b, "%s\n\n", s.hang(file, 0, s.look.Text))
	name, widest := 0, 0
	for i, e := range r.Settings {
		e.Value = s.atHome(e.Value)
		r.Settings[i] = e
		name, widest = max(name, ansi.StringWidth(e.Name)), max(widest, ansi.StringWidth(e.Value))
	}
	const value, gap = 30, 2
	widest = min(widest, value)
	for _, e := range r.Settings {
		source, is := sources[e.Source]
		if !is {
			source = variable(e.Name)
		}
		if e.Value == "" {
			e.Value = "–"
		}
		look := s.look.Text
		if e.Source == fromNobody {
			look = s.look.Muted
		}
		if ansi.StringWidth(e.Value) > widest { // its source stands below it
			e.Value = s.hang(e.Value, name+gap, look) + "\n" + strings.Repeat(" ", name+gap+widest)
		} else {
			e.Value = look.Render(bubble.Pad(e.Value, widest))
		}
		fmt.Fprintf(&b, "%s  %s  %s\n", s.look.Strong.Render(bubble.Pad(e.Name, name)), e.Value, s.look.Muted.Render(source))
	}
	return b.String()
}
