package cli

import (
	"io"

	"github.com/spf13/pflag"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dialtone/assets"
	"dialtone/tui/words"
)

// languageFlag is what --lang says. It is read before the flags of the command,
// since their descriptions and usage errors are in that language.
func languageFlag(args []string) []string {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.SetOutput(io.Discard)
	flags.BoolP("help", "h", false, "")
	tags := flags.StringArray("lang", nil, "")
	_ = flags.Parse(args) // the flags of the command find the same mistake
	return *tags
}

// everywhere adds the flags that every command has.
func (p *program) everywhere(f *pflag.FlagSet) {
	f.String("lang", "", p.describe("flag.lang"))
	f.Bool("no-color", false, p.describe("flag.no_color"))
}

// languages lists the wanted languages, most wanted first; config is the one of the
// configuration file.
func languages(asked []string, env map[string]string, config string) []string {
	for _, tag := range []string{env["DIALTONE_LANG"], config} {
		if tag != "" {
			asked = append(asked, tag)
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if env[name] != "" {
			return append(asked, env[name])
		}
	}
	return asked
}

// speaks refuses a language that the flag or Dialtone's own variable names and Dialtone does
// not have. Those that are set for every program may name any.
func (p *program) speaks(asked []string) error {
	for _, tag := range asked {
		if !words.Speaks(tag) {
			return p.noValue("--lang ", tag, p.formOf(nil, "lang"))
		}
	}
	if own := variable("lang"); len(asked) == 0 && p.env[own] != "" && !words.Speaks(p.env[own]) {
		return p.noValue(own+"=", p.env[own], p.formOf(nil, "lang"))
	}
	return nil
}

func languageTags() []string {
	var tags []string
	for _, l := range assets.Locales() {
		tags = append(tags, l.Tag)
	}
	return tags
}

// languageName is what a language calls itself.
func languageName(tag string) string { return display.Self.Name(language.Make(tag)) }
