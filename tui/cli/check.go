package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
)

// checkCommand judges phone numbers by what is in them.
func (p *program) checkCommand() *cobra.Command {
	o := &judgeOptions{}
	c := &cobra.Command{
		Use: "check NUMBER", Short: p.describe("cmd.check.short"), Long: p.describe("cmd.check.long"),
		GroupID: groupAlone, SuggestFor: []string{"validate", "verify", "eligibility"},
		Example: "dialtone check +852 9123 4567\ndialtone check 9123 4567 --country HK --json\ndialtone check - < numbers.txt",
		RunE:    func(_ *cobra.Command, args []string) error { return p.check(o, args) },
	}
	p.judges(c, o, "country", p.describe("flag.check_country"))
	return c
}

// check judges the number that the words spell, or those on standard input. The
// words are joined, so that a number needs no quotes.
func (p *program) check(o *judgeOptions, args []string) error {
	switch {
	case o.country != "" && !hasPlan(o.country):
		return p.noCountry("check.usage.country", "country", o.country)
	case len(args) == 0:
		return p.usage("check.usage.no_number")
	}
	sheet, print, write := p.newSheet(), p.printBlocks(), p.json.data
	if isStream(args) {
		write = p.json.line
	}
	return p.eachNumber([]string{strings.Join(args, " ")}, "check.usage.no_lines", func(text string) (bool, error) {
		r := judgeNumber(text, o.country)
		if p.json.asked {
			r.Input = p.hide(r.Input)
			return r.Eligible, write(r)
		}
		return r.Eligible, print(sheet.number(r))
	})
}

// numberReport is what a number says about itself. Scripts rely on its form in
// JSON: fields are added and never renamed.
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
	Hint          *string `json:"hint"`         // the form with the ninth digit, where a Brazilian mobile lacks it
	Twin          *string `json:"wa_id_may_be"` // for Argentina, Brazil and Mexico
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

// judgeNumber reads a text as a phone number and applies the rules that are about
// nothing else.
func judgeNumber(text, country string) numberReport {
	r := numberReport{Input: text, Verdict: eligibility.NotEligible.String(), Rules: []reportRule{}, Questions: []eligibility.Question{}}
	n, reason := readNumber(text, country)
	switch reason {
	case "", phone.ReasonNotValid, phone.ReasonShortCode: // rules decide about the last two
	default:
		r.Error = &reportError{reason, orNull(n.E164)}
		return r
	}
	inNumber := []eligibility.RuleID{ // the others are about its owner and about WhatsApp
		eligibility.RuleCountry, eligibility.RuleShortCode, eligibility.RuleReach, eligibility.RuleIVR, eligibility.RuleTestNumber,
	}
	results := eligibility.Check(eligibility.Facts{Number: n}, nil)
	results = slices.DeleteFunc(results, func(r eligibility.Result) bool { return !slices.Contains(inNumber, r.Rule) })
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
		E164: orNull(n.E164), International: n.International, National: n.NationalFormat, Country: orNull(n.Region),
		CallingCode: n.CallingCode, LineType: n.Line.String(), Listed: n.Valid, SMS: sms.String(), Voice: voice.String(),
		CodeMethod: phone.ProposeMethod(n).String(), CodeLanguage: assets.LanguageFor(n.Region),
	}
	if whole := n.NinthDigit(); whole != "" {
		hint := ninthDigit + whole
		r.Number.Hint = &hint
	}
	if twin, has := n.Twin(); has {
		r.Number.Twin = &twin.E164
	}
	return r
}

// ninthDigit leads the hint about a Brazilian mobile.
const ninthDigit = "ninth digit: "

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
