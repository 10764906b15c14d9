package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
	"dialtone/tui/jobs"
	"dialtone/tui/page"
)

// recipientCommand says how Cloud API reads customers' numbers.
func (p *program) recipientCommand() *cobra.Command {
	var country string
	var asJSON bool
	c := &cobra.Command{
		Use: "recipient NUMBER...", Short: p.describe("cmd.recipient.short"), Long: p.describe("cmd.recipient.long"),
		Example: "dialtone recipient \"+1 (631) 555-1234\" --business-country IN\ndialtone recipient \"(631) 555-1234\" --business-country IN --json\n" +
			"dialtone recipient - --business-country IN < numbers.txt",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		PreRunE:           func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c) },
		RunE:              func(_ *cobra.Command, args []string) error { return p.recipient(args, country, asJSON) },
	}
	c.Flags().StringVar(&country, "business-country", "", p.describe("flag.business_country"))
	c.Flags().BoolVar(&asJSON, "json", false, p.describe("flag.check_json"))
	_ = c.RegisterFlagCompletionFunc("business-country", p.completeCountries)
	c.SetFlagErrorFunc(p.minusFault)
	return c
}

// recipient reads each argument, or each line of standard input.
func (p *program) recipient(args []string, country string, asJSON bool) error {
	code := 0
	if country != "" {
		var err error
		if code, err = phone.CallingCode(country); err != nil {
			return p.usage("recipient.usage.country", "Value", country)
		}
	}
	if len(args) == 0 {
		return p.usage("recipient.usage.no_number")
	}
	tell := p.tellRecipients(code, p.home(country, code))
	if asJSON {
		tell = p.tellRecipientsJSON(code)
	}
	count, doubted := 0, false
	read := func(text string) error {
		r := phone.ReadRecipient(text, code)
		count, doubted = count+1, doubted || !r.Reason.AsMeant()
		return tell(text, r)
	}
	var err error
	if slices.Equal(args, []string{"-"}) {
		err = p.eachLine(read)
	} else {
		for _, text := range args {
			if err == nil {
				err = read(text)
			}
		}
	}
	switch {
	case err != nil:
		return err
	case count == 0:
		return p.usage("recipient.usage.no_lines")
	case doubted:
		return &exitError{page.NotEligible.Code()}
	}
	return nil
}

// home names the business's country, by its calling code where that was given.
func (p *program) home(country string, code int) string {
	if strings.Trim(country, " +0123456789") == "" {
		return "+" + strconv.Itoa(code)
	}
	return p.country(strings.TrimSpace(country))
}

// tellRecipients writes a verdict and a table for each number, with a blank line
// between two.
func (p *program) tellRecipients(code int, home string) func(string, phone.Recipient) error {
	s := p.newSheet()
	gap := ""
	return func(text string, r phone.Recipient) error {
		_, err := fmt.Fprintln(p.told(), gap+s.recipient(text, r, code, home))
		gap = "\n"
		return err
	}
}

// recipient lays out what a number is read as.
func (s sheet) recipient(text string, r phone.Recipient, code int, home string) string {
	t := jobs.DescribeRecipient(s.words, r, code, home, func(number string) string { return number })
	mark := s.look.Warn
	switch {
	case r.Reason.AsMeant():
		mark = s.look.Good
	case r.Reason == phone.RecipientNone:
		mark = s.look.Bad
	}
	rows := append([][2]string{{s.words.Say("recipient.label.typed"), bubble.Fit(api.Clean(text), s.width)}}, t.Rows...)
	lines := append([]string{mark.Render(t.Mark) + " " + s.hang(t.Verdict, 2, s.look.Strong), ""}, s.table(rows, s.look.Muted)...)
	if t.Note != "" {
		lines = append(lines, "", s.hang(t.Note, 0, s.look.Text))
	}
	return strings.Join(lines, "\n")
}

// recipientReport is what becomes of a number. Its form in JSON is relied upon by
// scripts: fields are added and never renamed.
type recipientReport struct {
	Input   string                `json:"input"`
	Verdict string                `json:"verdict"` // as_meant, may_be_misread or no_number
	Reason  phone.RecipientReason `json:"reason"`
	ReadAs  *string               `json:"read_as"`      // null when it cannot be told
	Send    []string              `json:"send"`         // one form for each person who can be meant
	Twin    *string               `json:"wa_id_may_be"` // for Brazil and Mexico
	Code    *int                  `json:"business_calling_code"`
	Error   *phone.ParseReason    `json:"error"` // why it is no number
}

func (p *program) tellRecipientsJSON(code int) func(string, phone.Recipient) error {
	encoder := json.NewEncoder(p.told())
	encoder.SetEscapeHTML(false)
	return func(text string, r phone.Recipient) error { return encoder.Encode(reportOf(text, r, code)) }
}

func reportOf(text string, r phone.Recipient, code int) recipientReport {
	report := recipientReport{
		Input: text, Verdict: "may_be_misread", Reason: r.Reason, ReadAs: orNull(r.ReadAs), Send: append([]string{}, r.Send...), Twin: orNull(r.Twin),
	}
	if code != 0 {
		report.Code = &code
	}
	switch {
	case r.Reason.AsMeant():
		report.Verdict = "as_meant"
	case r.Reason == phone.RecipientNone:
		report.Verdict, report.Error = "no_number", &r.Fault
	}
	return report
}
