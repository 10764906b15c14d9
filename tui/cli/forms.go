package cli

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/page"
)

// form is how the value of a flag is written. Help, the manual, completions and usage
// errors all take it from here.
type form struct {
	name    string // what stands for the value in help, such as ID
	example string
	// values are those that the flag takes; nil where they cannot be listed.
	values func() []string
	// means says what a value is; nil where the value says it itself.
	means func(value string) string
	// open says that there are more values, which the command judges.
	open bool
	// file says that shells complete the names of files.
	file bool
}

// formOf is the form of a flag of a command. A new flag that takes a value gets a line
// here: a test asks for it.
func (p *program) formOf(c *cobra.Command, flag string) form {
	switch flag {
	case "account", "number", "business":
		return form{name: "ID", example: "104820560913301"}
	case "addr":
		return form{name: "HOST:PORT", example: "127.0.0.1:8080"}
	case "business-country":
		return form{name: "COUNTRY", example: "IN", values: plannedCountries, means: p.words.Country, open: true}
	case "code-language":
		return form{name: "CODE", example: "en_US", values: codeLanguages, means: p.codeLanguage}
	case "count":
		return form{name: "N", example: "50"}
	case "country":
		return form{name: "COUNTRY", example: "HK", values: plannedCountries, means: p.words.Country, open: true}
	case "debug":
		return form{name: "FILE", example: "dialtone.log", file: true}
	case "graph-url":
		return form{name: "URL", example: api.DefaultBaseURL}
	case "graph-version":
		return form{name: "vN.N", example: string(api.DefaultVersion)}
	case "journal":
		return form{name: "WHERE", example: "off", file: true}
	case "lang":
		return form{name: "TAG", example: "en", values: languageTags, means: languageName, open: true}
	case "method":
		return form{name: "SMS|VOICE", example: string(api.SMS), values: only(string(api.SMS), string(api.Voice))}
	case "mode":
		return form{name: "LIVE|SANDBOX", example: string(api.ModeLive), values: only(string(api.ModeLive), string(api.ModeSandbox))}
	case "region":
		return form{name: "CODE", example: "CH", values: regionsOf(c), means: p.regionName}
	case "scenario":
		return form{name: "NAME", example: assets.DefaultScenario, values: assets.Scenarios, means: p.scenarioTitle}
	case "sort":
		return form{name: "newest|oldest", example: "oldest", values: only("newest", "oldest")}
	case "timeout":
		return form{name: "TIME", example: "30s"}
	}
	return form{name: "VALUE"}
}

// takesValue reports whether a flag is followed by a value.
func takesValue(f *pflag.Flag) bool { return f.NoOptDefVal == "" }

// checkValues refuses a value that a flag does not take, and gives those that it takes
// their usual spelling.
func (p *program) checkValues(c *cobra.Command) error {
	var failure error
	c.Flags().Visit(func(f *pflag.Flag) {
		typed := f.Value.String()
		if failure != nil || strings.TrimSpace(typed) == "" {
			return
		}
		form := p.formOf(c, f.Name)
		if form.values == nil || form.open {
			return
		}
		for _, v := range form.values() {
			if strings.EqualFold(v, strings.TrimSpace(typed)) {
				failure = f.Value.Set(v)
				return
			}
		}
		failure = p.noValue(p.spelled(f), typed, form)
	})
	return failure
}

// spelled is a flag as it was given, before its value: by its name, by its variable, or in
// the configuration file.
func (p *program) spelled(f *pflag.Flag) string {
	return cmp.Or(p.filled[f.Name], "--"+f.Name+" ")
}

// inFile stands between a name and a value in the configuration file, where texts are in
// quotes, and true and false are not.
const inFile = " = "

// spell is a value behind what stands before it.
func spell(before, value string) string {
	if strings.HasSuffix(before, inFile) && value != "true" && value != "false" {
		value = strconv.Quote(value)
	}
	return before + value
}

// only lists values that are few.
func only(values ...string) func() []string { return func() []string { return values } }

func codeLanguages() []string {
	var all []string
	for _, l := range assets.CodeLanguages() {
		all = append(all, l.Code)
	}
	return all
}

func (p *program) codeLanguage(code string) string {
	for _, l := range assets.CodeLanguages() {
		if l.Code == code {
			return p.words.Language(code, l.Name)
		}
	}
	return ""
}

// regionsOf lists the storage regions; "none" asks for none. The job that changes the
// region can also end the storage.
func regionsOf(c *cobra.Command) func() []string {
	return func() []string {
		var all []string
		for _, g := range assets.Regions() {
			all = append(all, g.Codes...)
		}
		all = append(all, noRegion)
		if c.Name() == string(flows.JobRegion) {
			all = append(all, page.NoStorage)
		}
		return all
	}
}

// noRegion is what --region says for no region.
const noRegion = "none"

func (p *program) regionName(code string) string {
	switch code {
	case noRegion:
		return p.words.Say("region.none")
	case page.NoStorage:
		return p.words.Say("region.unkept")
	}
	return p.words.Say("region.in_" + code)
}

func (p *program) scenarioTitle(name string) string {
	return p.words.Say("scenario." + name + ".title")
}
