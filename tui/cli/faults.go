package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/api/pattern"
	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
)

// misused is a usage error that says what was wrong and, on a line of its own, what to do.
func misused(wrong, next string) error { return &usageError{wrong, next} }

// tryHelp says where to read more about a command.
func (p *program) tryHelp(c *cobra.Command) string {
	return p.words.Say("cmd.try_help", "Command", c.CommandPath())
}

// flagFault says what is wrong with a flag. The command library knows it, but speaks
// English only.
func (p *program) flagFault(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var malformed *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return p.noFlag(c, unknown)
	case errors.As(err, &missing):
		f := missing.GetFlag()
		return misused(p.words.Say("usage.value_missing", "Flag", "--"+f.Name), p.example(c, f, "--"+f.Name+" "))
	case errors.As(err, &invalid):
		return p.badValue(c, invalid.GetFlag(), "--"+invalid.GetFlag().Name+" ", invalid.GetValue())
	case errors.As(err, &malformed):
		return misused(p.words.Say("usage.flag_syntax", "Flag", quotable(malformed.GetSpecifiedFlag())), p.tryHelp(c))
	}
	return &usageError{text: err.Error()}
}

// noFlag says that a command has no such flag, and which one is near.
func (p *program) noFlag(c *cobra.Command, err *pflag.NotExistError) error {
	name, dashes := err.GetSpecifiedName(), "--"
	if group := err.GetSpecifiedShortnames(); group != "" {
		name, dashes = name[:1], "-"
		if f := nearestFlag(c, group); f != "" { // a long flag with one dash, as other programs have them
			name = group
		}
	}
	near := nearestFlag(c, name)
	switch {
	case isSecretFlag(dashes + name):
		return misused(p.words.Say("usage.secret_flag", "Flag", quotable(dashes+name)), p.tryHelp(c))
	case near != "":
		return misused(p.words.Say("usage.no_flag", "Command", c.CommandPath(), "Flag", quotable(dashes+name)), p.near("--"+near))
	}
	return misused(p.words.Say("usage.no_flag", "Command", c.CommandPath(), "Flag", quotable(dashes+name)), p.tryHelp(c))
}

func nearestFlag(c *cobra.Command, name string) string {
	var all []candidate
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			all = append(all, candidate{name: f.Name})
		}
	})
	return nearest(name, all)
}

// badValue says that a value is not of the kind that a flag takes. Spelled is the flag
// or its variable, as it was given.
func (p *program) badValue(c *cobra.Command, f *pflag.Flag, spelled, value string) error {
	if takesValue(f) {
		return misused(p.words.Say("usage.no_value", "What", strings.TrimRight(spelled, " ="), "Value", quotable(value)), p.example(c, f, spelled))
	}
	if !strings.HasSuffix(spelled, inFile) {
		spelled = strings.TrimRight(spelled, " =") + "="
	}
	return p.noValue(spelled, value, form{values: only("true", "false"), example: "false"})
}

// noValue says which values there are in place of one that there is not.
func (p *program) noValue(spelled, value string, f form) error {
	const few = 10
	what, values, near := strings.TrimRight(spelled, " ="), f.values(), p.nearestValue(value, f)
	wrong := p.words.Say("usage.no_value_of", "What", what, "Value", quotable(value), "Values", strings.Join(values, ", "))
	switch {
	case near == "":
		return misused(wrong, p.words.Say("usage.example", "Example", spell(spelled, f.example)))
	case len(values) > few:
		wrong = p.words.Say("usage.no_value", "What", what, "Value", quotable(value))
	}
	return misused(wrong, p.near(spell(spelled, near)))
}

// nearestValue is the value that is most like what was typed, by itself or by what it means.
func (p *program) nearestValue(typed string, f form) string {
	var all []candidate
	for _, v := range f.values() {
		c := candidate{name: v}
		if f.means != nil {
			c.also = []string{f.means(v)}
		}
		all = append(all, c)
	}
	return nearest(typed, all)
}

func (p *program) near(what string) string { return p.words.Say("usage.near", "Near", what) }

// example shows a flag with a value.
func (p *program) example(c *cobra.Command, f *pflag.Flag, spelled string) string {
	return p.words.Say("usage.example", "Example", spell(spelled, p.formOf(c, f.Name).example))
}

// ownArgs gives a command, and those below it, Args functions that say in the language
// that is spoken what is wrong, whatever the command library would say.
func (p *program) ownArgs(c *cobra.Command) {
	if !c.Runnable() && c.HasSubCommands() { // the library would take any word after it
		c.Args, c.RunE = cobra.NoArgs, func(c *cobra.Command, _ []string) error { return c.Help() }
	}
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if check(c, args) == nil {
				return nil
			}
			if words := validWords(c); len(args) > 0 && len(words) > 0 && !slices.Contains(words, args[0]) {
				return p.noValue(c.CommandPath()+" ", args[0], form{values: only(words...), example: words[0]})
			}
			for n := len(args) - 1; n >= 0; n-- {
				if check(c, args[:n]) == nil {
					return p.surplus(c, args, n)
				}
			}
			return misused(p.words.Say("usage.lacking", "Command", c.CommandPath()), p.written(c))
		}
	}
	for _, below := range c.Commands() {
		p.ownArgs(below)
	}
}

// validWords are the words of which a command takes one; none if it takes any.
func validWords(c *cobra.Command) []string {
	var all []string
	for _, v := range c.ValidArgs {
		word, _, _ := strings.Cut(v, "\t") // behind it stands what it means
		all = append(all, word)
	}
	return all
}

// surplus says that a word is one too many, or no command.
func (p *program) surplus(c *cobra.Command, args []string, at int) error {
	if at == 0 && c.HasAvailableSubCommands() {
		return p.noCommand(c, args[at])
	}
	return misused(p.words.Say("usage.surplus", "Word", quotable(args[at])), p.written(c))
}

// noCommand says that there is no such command, and which one is near.
func (p *program) noCommand(c *cobra.Command, word string) error {
	all := []candidate{{c.CommandPath(), c.SuggestFor}}
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() || below.Name() == "help" {
			all = append(all, candidate{below.CommandPath(), append(below.SuggestFor, below.Name())})
		}
	}
	near := nearest(word, all)
	if near == "" && !c.HasParent() && phone.LooksLikeNumber(word) {
		near = c.CommandPath() + " check"
	}
	wrong := p.words.Say("usage.no_command", "Command", c.CommandPath(), "Word", quotable(word))
	if near == "" {
		return misused(wrong, p.tryHelp(c))
	}
	return misused(wrong, p.near(near))
}

// written shows how a command is written.
func (p *program) written(c *cobra.Command) string {
	return p.words.Say("usage.written", "Line", c.UseLine())
}

// quotable is what somebody typed, fit to be repeated: one short line without the middle
// of a phone number. What may be a PIN, a code or an app secret is not repeated.
func quotable(typed string) string {
	const most = 60
	text := strings.TrimSpace(api.Clean(typed))
	if mayBeSecret().MatchString(text) {
		return mask.Dots
	}
	return bubble.Fit(mask.Phones(text), most)
}

var mayBeSecret = pattern.Of(`^\D*\d{3}[ -]?\d{3}$|(?i:[0-9a-f]{32})`)
