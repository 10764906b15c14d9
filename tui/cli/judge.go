package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"dialtone/eligibility/phone"
	"dialtone/tui/page"
)

// judgeOptions are those of a command that judges phone numbers by themselves.
type judgeOptions struct {
	country string
}

// judges sets up a command that takes phone numbers, with a flag for their country.
func (p *program) judges(c *cobra.Command, o *judgeOptions, countryFlag, usage string) {
	c.Args = cobra.ArbitraryArgs
	c.Flags().StringVar(&o.country, countryFlag, "", usage)
	p.jsonFlag(c, p.describe("flag.lines_json"))
	c.SetFlagErrorFunc(p.minusFault)
}

// minusFault recognises a number that was written with a minus, which the command
// library takes for flags.
func (p *program) minusFault(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && strings.IndexAny(unknown.GetSpecifiedShortnames(), "+0123456789") == 0 {
		return p.usage("check.usage.minus")
	}
	return p.flagFault(c, err)
}

// eachNumber has every text judged or, for a lone hyphen, every line of standard
// input. The exit code tells whether one of them is no good.
func (p *program) eachNumber(texts []string, noLines string, judge func(string) (good bool, err error)) error {
	count, allGood := 0, true
	one := func(text string) error {
		good, err := judge(text)
		count, allGood = count+1, allGood && good
		return err
	}
	var err error
	if isStream(texts) {
		err = p.eachLine(one)
	} else {
		for i := 0; i < len(texts) && err == nil; i++ {
			err = one(texts[i])
		}
	}
	switch {
	case err != nil:
		return err
	case count == 0:
		return p.usage(noLines)
	case !allGood:
		return &exitError{page.NotEligible.Code()}
	}
	return nil
}

// isStream reports whether the texts come from standard input instead.
func isStream(texts []string) bool { return slices.Equal(texts, []string{"-"}) }

// eachLine hands on the lines of standard input that are not blank, each as it
// comes. Of a line that is far longer than any number only the beginning is
// kept.
func (p *program) eachLine(do func(string) error) error {
	if term.IsTerminal(p.stdin.Fd()) && !p.json.asked {
		_, _ = fmt.Fprintln(p.stderr, p.words.Say("check.prompt"))
	}
	in := bufio.NewReader(p.stdin)
	for {
		start, more, err := in.ReadLine()
		line := strings.TrimSpace(strings.TrimPrefix(string(start), "\ufeff"))
		for more && err == nil {
			_, more, err = in.ReadLine()
		}
		if line != "" {
			if err := do(line); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("standard input: %w", err)
		}
	}
}

// noCountry says that there is no such country, and which one is near: by its name or
// by another code of it.
func (p *program) noCountry(key, flag, typed string) error {
	near := ""
	if region, err := language.ParseRegion(strings.TrimSpace(typed)); err == nil && hasPlan(region.Canonicalize().String()) {
		near = region.Canonicalize().String()
	} else {
		near = p.nearestValue(typed, p.formOf(nil, flag))
	}
	wrong := p.words.Say(key, "Value", quotable(typed))
	if near == "" {
		return &usageError{text: wrong}
	}
	return misused(wrong, p.near("--"+flag+" "+near))
}

// plannedCountries lists the countries (ISO 3166-1 alpha-2) that have a
// numbering plan.
func plannedCountries() []string {
	var all []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			if region, err := language.ParseRegion(code); err == nil && region.Canonicalize().String() == code && hasPlan(code) {
				all = append(all, code)
			}
		}
	}
	return all
}

func hasPlan(country string) bool {
	_, err := phone.ParseIn("0", country)
	var fault *phone.ParseError
	return !errors.As(err, &fault) || fault.Reason != phone.ReasonUnknownCountry
}
