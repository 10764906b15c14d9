package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/tui/page"
)

// checkCommand judges phone numbers by what is in them.
func (p *program) checkCommand() *cobra.Command {
	var country string
	var asJSON bool
	c := &cobra.Command{
		Use: "check NUMBER", Short: p.describe("cmd.check.short"), Long: p.describe("cmd.check.long"),
		Example:           "dialtone check +852 9123 4567\ndialtone check 9123 4567 --country HK --json\ndialtone check - < numbers.txt",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.check(args, country, asJSON)
		},
	}
	c.Flags().StringVar(&country, "country", "", p.describe("flag.check_country"))
	c.Flags().BoolVar(&asJSON, "json", false, p.describe("flag.check_json"))
	_ = c.RegisterFlagCompletionFunc("country", p.completeCountries)
	c.SetFlagErrorFunc(p.minusFault)
	return c
}

func (p *program) completeCountries(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, code := range plannedCountries() {
		all = append(all, cobra.CompletionWithDesc(code, p.country(code)))
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// minusFault recognises a number that was written with a minus, which the command
// library takes for flags.
func (p *program) minusFault(_ *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && strings.IndexAny(unknown.GetSpecifiedShortnames(), "+0123456789") == 0 {
		return p.usage("check.usage.minus")
	}
	return err
}

// check judges the number that the words spell, or those on standard input. The
// words are joined, so that a number needs no quotes.
func (p *program) check(args []string, country string, asJSON bool) error {
	switch {
	case country != "" && !hasPlan(country):
		return p.usage("check.usage.country", "Value", country)
	case len(args) == 0:
		return p.usage("check.usage.no_number")
	}
	tell := p.tellSheets
	if asJSON {
		tell = p.tellReports
	}
	write, count, refused := tell(), 0, false
	judge := func(text string) error {
		r := judgeNumber(text, country)
		count, refused = count+1, refused || !r.Eligible
		return write(r)
	}
	var err error
	if slices.Equal(args, []string{"-"}) {
		err = p.eachLine(judge)
	} else {
		err = judge(strings.Join(args, " "))
	}
	switch {
	case err != nil:
		return err
	case count == 0:
		return p.usage("check.usage.no_lines")
	case refused:
		return &exitError{page.NotEligible.Code()}
	}
	return nil
}

// eachLine hands on the lines of standard input that are not blank, each as it
// comes. Of a line that is far longer than any number only the beginning is
// kept.
func (p *program) eachLine(do func(string) error) error {
	if term.IsTerminal(p.stdin.Fd()) {
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

// country names a country in the language that is spoken.
func (p *program) country(code string) string { return p.words.Country(code) }

// numberReport is what a number says about itself. Its form in JSON is relied
// upon by scripts: fields are added and never renamed.
type numberReport struct {
	Input    string       `json:"input"`
	Verdict  string       `json:"verdict"` // eligible, undecided or not_eligible, as far as the number tells
	Eligible bool         `json:"eligible"`
	Error    *reportError `json:"error"` // why it cannot be read as a number
	Number   *reportForm  `json:"number"`
	Rules    []reportRule `json:"rules"`
	// Questions are those that the number itself raises.
	Questions []eligibility.Question `json:"questions"`
}

type reportError struct {
	Reason     phone.ParseReason `json:"reason"`
	Suggestion *string           `json:"suggestion"` // what was probably meant, as E.164
}

// reportForm is the number taken apart.
type reportForm struct {
	E164          *string `json:"e164"` // none for a short code
	International string  `json:"international"`
	National      string  `json:"national"`
	Country       *string `json:"country"` // none if no country or more than one has it
	CallingCode   int     `json:"calling_code"`
	LineType      string  `json:"line_type"`
	Listed        bool    `json:"listed"` // in the numbering plan
	SMS           string  `json:"sms"`
	Voice         string  `json:"voice"`
	CodeMethod    string  `json:"code_method"`
	CodeLanguage  string  `json:"code_language"`
}

// reportRule is a rule that the number has a say in.
type reportRule struct {
	Rule     eligibility.RuleID     `json:"rule"`
	Outcome  string                 `json:"outcome"`
	Reason   eligibility.ReasonCode `json:"reason"`
	Question *eligibility.Question  `json:"question"` // what would settle it
}

// toBeAsked is the outcome of a rule that waits for an answer; the others have
// the codes of [eligibility.Outcome].
const toBeAsked = "to_be_asked"

// inNumber are the rules that a number by itself can decide, or raise a
// question about. The others are about its owner and about WhatsApp.
func inNumber(r eligibility.Result) bool {
	return slices.Contains([]eligibility.RuleID{
		eligibility.RuleCountry, eligibility.RuleShortCode, eligibility.RuleReach, eligibility.RuleIVR, eligibility.RuleTestNumber,
	}, r.Rule)
}

// judgeNumber reads a text as a phone number and goes through the rules that
// are about nothing else.
func judgeNumber(text, country string) numberReport {
	r := numberReport{Input: text, Verdict: eligibility.NotEligible.String(), Rules: []reportRule{}, Questions: []eligibility.Question{}}
	n, reason := readNumber(text, country)
	if reason != "" && reason != phone.ReasonNotValid && reason != phone.ReasonShortCode { // those two are for the rules
		r.Error = &reportError{reason, orNull(n.E164)}
		return r
	}
	results := slices.DeleteFunc(eligibility.Check(eligibility.Facts{Number: n}, nil), func(r eligibility.Result) bool { return !inNumber(r) })
	kind := eligibility.Decide(results).Kind
	r.Verdict, r.Eligible = kind.String(), kind != eligibility.NotEligible
	for _, result := range results {
		rule := reportRule{Rule: result.Rule, Outcome: result.Outcome.String(), Reason: result.Reason}
		if result.Ask != eligibility.QuestionNone {
			rule.Outcome, rule.Question = toBeAsked, &result.Ask
			r.Questions = append(r.Questions, result.Ask)
		}
		r.Rules = append(r.Rules, rule)
	}
	sms, voice := n.Line.Reach()
	r.Number = &reportForm{
		E164: orNull(n.E164), International: n.International, National: n.NationalFormat, Country: orNull(n.Region), CallingCode: n.CallingCode,
		LineType: n.Line.String(), Listed: n.Valid, SMS: sms.String(), Voice: voice.String(),
		CodeMethod: phone.ProposeMethod(n).String(), CodeLanguage: assets.LanguageFor(n.Region),
	}
	return r
}

// readNumber reads a text as a phone number, one of the country if it has no
// country code of its own. Country may be empty.
func readNumber(text, country string) (phone.Number, phone.ParseReason) {
	n, err := phone.Parse(text, country)
	if country != "" {
		n, err = phone.ParseIn(text, country)
	}
	var fault *phone.ParseError
	switch {
	case errors.As(err, &fault):
		return n, fault.Reason
	case err != nil:
		return n, phone.ReasonNotANumber
	}
	return n, ""
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// tellReports writes each report as one line of JSON.
func (p *program) tellReports() func(numberReport) error {
	encoder := json.NewEncoder(p.told())
	encoder.SetEscapeHTML(false)
	return func(r numberReport) error { return encoder.Encode(r) }
}
