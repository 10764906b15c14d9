package cli

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/flows"
	"dialtone/flows/journal"
	"dialtone/tui/words"
)

// settings are the flags that also have a variable and a place in the configuration file.
func (p *program) settings() *pflag.FlagSet {
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	p.wizardFlags(all, &options{job: flows.JobPreverified})
	all.String("business-country", "", p.describe("flag.business_country"))
	p.everywhere(all)
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	for _, name := range variables() {
		f.AddFlag(all.Lookup(name))
	}
	return f
}

// judgeConfig is what is wrong with the configuration file: of several faults, the first.
func (p *program) judgeConfig() error {
	c := p.config
	switch c.fault.reason {
	case configUnreadable:
		return p.usage("config_fault.unreadable", "File", p.configPlace(0))
	case configOpen:
		return p.usage("config_fault.open", "File", p.configPlace(0))
	case configForm:
		return p.usage("config_fault.form", "File", p.configPlace(c.fault.line))
	}
	if len(c.entries) == 0 {
		return nil
	}
	flags := p.settings()
	inOrder := func(a, b string) int { return cmp.Or(c.entries[a].line-c.entries[b].line, strings.Compare(a, b)) }
	for _, key := range slices.SortedFunc(maps.Keys(c.entries), inOrder) {
		if err := p.judgeEntry(flags.Lookup(key), key, c.entries[key]); err != nil {
			return err
		}
	}
	return nil
}

// judgeEntry is what is wrong with one entry of the file; flag is nil where none has that
// name. A sentence repeats no value, and no key that may be a secret.
func (p *program) judgeEntry(flag *pflag.Flag, key string, e configEntry) error {
	text, kind := e.text()
	where := p.configPlace(e.line)
	switch {
	case isSecretFlag("--" + key), mask.HasToken(key), mask.HasToken(text):
		return p.usage("config_fault.secret", "File", where)
	case key == "journal" && journal.HoldsPassword(text):
		return p.usage("config_fault.password", "File", where)
	case flag == nil:
		shown := mask.Phones(api.Clean(key))
		var names []candidate
		for _, name := range variables() {
			names = append(names, candidate{name: name})
		}
		if near := nearest(strings.ReplaceAll(key, "_", "-"), names); near != "" {
			return p.usage("config_fault.unknown_near", "File", where, "Key", shown, "Near", near)
		}
		return p.usage("config_fault.unknown", "File", where, "Key", shown, "Keys", strings.Join(slices.Sorted(slices.Values(variables())), ", "))
	case key == "lang" && !words.Speaks(text):
		return p.usage("config_fault.lang", "File", where, "Tags", strings.Join(languageTags(), ", "))
	}
	switch want := flag.Value.Type(); {
	case want == "bool" && kind != "bool":
		return p.usage("config_fault.bool", "File", where, "Key", key)
	case want == "duration" && flag.Value.Set(text) != nil:
		return p.usage("config_fault.duration", "File", where, "Key", key)
	case want == "string" && kind != "string" && kind != "int":
		return p.usage("config_fault.text", "File", where, "Key", key)
	}
	return nil
}

// configPlace names the file as it may be seen on a shared screen, and a line of it; 0 for
// none.
func (p *program) configPlace(line int) string {
	file := p.atHome(p.config.path)
	if line == 0 {
		return file
	}
	return p.words.Say("settings.line", "File", file, "Line", line)
}

// configHint says where a value may come from that is refused; "" where the file gave none.
func (p *program) configHint() string {
	if !p.config.used {
		return ""
	}
	return p.words.Say("settings.used", "File", p.configPlace(0))
}
