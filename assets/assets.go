// Package assets holds the words and data that are built into Dialtone:
// everything that a translator, a lawyer or a support engineer may want to
// change without touching the program. It is the only package that opens an
// embedded file.
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed guides locales scenarios regions.json languages.json errors.toml meanings.toml notices.txt
var files embed.FS

// Locale is a file of messages.
type Locale struct {
	Tag  string // BCP 47, such as "en" or "zh-Hant-HK"
	Name string // file name, such as "en.toml"
}

// Locales lists the languages that Dialtone speaks, English first.
func Locales() []Locale {
	var all []Locale
	for _, name := range list("locales") {
		all = append(all, Locale{strings.TrimSuffix(name, ".toml"), name})
	}
	slices.SortStableFunc(all, func(a, b Locale) int {
		switch {
		case a.Tag == "en":
			return -1
		case b.Tag == "en":
			return 1
		}
		return strings.Compare(a.Tag, b.Tag)
	})
	return all
}

// Messages returns the TOML of a locale.
func Messages(l Locale) ([]byte, error) { return read("locales", l.Name) }

// Scenarios lists the stories that the sandbox can play: the default first, the
// others by name.
func Scenarios() []string {
	names := []string{DefaultScenario}
	for _, file := range list("scenarios") {
		if name := strings.TrimSuffix(file, ".toml"); name != DefaultScenario {
			names = append(names, name)
		}
	}
	return names
}

// DefaultScenario is the story that the sandbox plays when none is named.
const DefaultScenario = "clean-mobile"

// Scenario returns the TOML of a story.
func Scenario(name string) ([]byte, error) {
	if !slices.Contains(Scenarios(), name) {
		return nil, fmt.Errorf("there is no scenario %q; there are: %s", name, strings.Join(Scenarios(), ", "))
	}
	return read("scenarios", name+".toml")
}

// ScenarioGroups are the headings under which the stories are listed, in their order.
func ScenarioGroups() []string { return []string{"clean", "first", "refused", "line", "live"} }

// ScenarioGroup is the heading that a story belongs under, as its own file says; "" for a
// story that is not there.
func ScenarioGroup(name string) string {
	raw, err := Scenario(name)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(raw)) {
		if group, is := strings.CutPrefix(line, "group = "); is {
			return strings.Trim(group, "\"\r\n")
		}
	}
	return ""
}

// RegionGroup is a part of the world with the countries in which message data
// can rest.
type RegionGroup struct {
	ID    string   `json:"id"`
	Codes []string `json:"codes"` // ISO 3166-1 alpha-2
}

// Regions lists the storage regions in the groups that Meta's page uses
// (seed 003; codes from docs and openapi).
func Regions() []RegionGroup { return regions() }

var regions = sync.OnceValue(func() []RegionGroup { return decode[[]RegionGroup]("regions.json") })

// CodeLanguage is a language that the verification code can be sent in.
type CodeLanguage struct {
	Code string `json:"code"` // as Graph wants it: "en_US", "th"
	Name string `json:"name"` // in English
}

// CodeLanguages lists the languages of the code, by name (docs, sdk-node).
func CodeLanguages() []CodeLanguage { return codeLanguages() }

var codeLanguages = sync.OnceValue(func() []CodeLanguage { return decode[[]CodeLanguage]("languages.json") })

// FallbackLanguage is the language of every request example (seed 001).
const FallbackLanguage = "en_US"

// LanguageFor proposes the language of the code for a number of a country (ISO
// 3166-1 alpha-2): the one that most people there are likely to read, if codes
// are sent in it.
func LanguageFor(country string) string {
	region, err := language.ParseRegion(country)
	if err != nil {
		return FallbackLanguage
	}
	tag, err := language.Compose(region)
	if err != nil {
		return FallbackLanguage
	}
	base, _ := tag.Base()
	for _, code := range []string{base.String() + "_" + region.String(), base.String()} {
		if slices.ContainsFunc(CodeLanguages(), func(l CodeLanguage) bool { return l.Code == code }) {
			return code
		}
	}
	for _, l := range CodeLanguages() {
		if strings.HasPrefix(l.Code, base.String()+"_") {
			return l.Code
		}
	}
	return FallbackLanguage
}

func list(folder string) []string {
	entries, err := files.ReadDir(folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if path.Ext(e.Name()) == ".toml" {
			names = append(names, e.Name())
		}
	}
	return names
}

func read(parts ...string) ([]byte, error) { return files.ReadFile(path.Join(parts...)) }

// decode reads a data file that is part of the program; a test holds that it
// can be read.
func decode[T any](name string) T {
	var v T
	raw, err := read(name)
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		panic(fmt.Sprintf("built-in %s: %v", name, err))
	}
	return v
}
