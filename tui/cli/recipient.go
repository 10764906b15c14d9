package cli

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
	"dialtone/tui/jobs"
)

// recipientCommand says how Cloud API reads customers' numbers.
func (p *program) recipientCommand() *cobra.Command {
	o := &judgeOptions{}
	c := &cobra.Command{
		Use: "recipient NUMBER...", Short: p.describe("cmd.recipient.short"), Long: p.describe("cmd.recipient.long"),
		GroupID: groupAlone, SuggestFor: []string{"to", "customer"},
		Example: "dialtone recipient \"+1 (631) 555-1234\" --business-country IN\n" +
			"dialtone recipient \"(631) 555-1234\" --business-country IN --json\n" +
			"dialtone recipient - --business-country IN < numbers.txt",
		RunE: func(_ *cobra.Command, args []string) error { return p.recipient(o, args) },
	}
	p.judges(c, o, "business-country", p.describe("flag.business_country"))
	return c
}

// recipient reads each argument, or each line of standard input.
func (p *program) recipient(o *judgeOptions, args []string) error {
	code := 0
	if o.country != "" {
		var err error
		if code, err = phone.CallingCode(o.country); err != nil {
			return p.noCountry("recipient.usage.country", "business-country", o.country)
		}
	}
	if len(args) == 0 {
		return p.usage("recipient.usage.no_number")
	}
	if p.json.asked {
		return p.recipientJSON(args, code)
	}
	sheet, print, home := p.newSheet(), p.printBlocks(), p.home(o.country, code)
	replies := false
	err := p.eachNumber(args, "recipient.usage.no_lines", func(text string) (bool, error) {
		r := phone.ReadRecipient(text, code)
		replies = replies || r.Reason != phone.RecipientNone
		return r.Reason.AsMeant(), print(sheet.recipient(text, r, code, home))
	})
	if replies { // once, however many numbers there are
		return errors.Join(err, print(sheet.hang(p.words.Say("recipient.reply"), 0, sheet.look.Text)))
	}
	return err
}

// recipientJSON prints a list, since there can be several numbers, and a line for each
// that comes by standard input.
func (p *program) recipientJSON(args []string, code int) error {
	all := []recipientReport{}
	err := p.eachNumber(args, "recipient.usage.no_lines", func(text string) (bool, error) {
		r := phone.ReadRecipient(text, code)
		report := recipientReportOf(p.hide(text), r, code)
		if isStream(args) {
			return r.Reason.AsMeant(), p.json.line(report)
		}
		all = append(all, report)
		return r.Reason.AsMeant(), nil
	})
	if isStream(args) {
		return err
	}
	if failed := p.json.data(all); failed != nil {
		return failed
	}
	return err
}

// home names the business's country, by its calling code where that was given.
func (p *program) home(country string, code int) string {
	if strings.Trim(country, " +0123456789") == "" {
		return "+" + strconv.Itoa(code)
	}
	return p.words.Country(strings.TrimSpace(country))
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

// recipientReport is what becomes of a number. Scripts rely on its form in JSON:
// fields are added and never renamed.
type recipientReport struct {
	Input   string                `json:"input"`
	Verdict string                `json:"verdict"` // as_meant, may_be_misread or no_number
	Reason  phone.RecipientReason `json:"reason"`
	ReadAs  *string               `json:"read_as"`      // null when nobody can know
	Send    []string              `json:"send"`         // one form for each person who can be meant, or with an error was
	Twin    *string               `json:"wa_id_may_be"` // for Argentina, Brazil and Mexico
	Code    *int                  `json:"business_calling_code"`
	Error   *phone.ParseReason    `json:"error"` // why it is no number
}

func recipientReportOf(text string, r phone.Recipient, code int) recipientReport {
	report := recipientReport{
		Input: text, Verdict: "may_be_misread", Reason: r.Reason,
		ReadAs: orNull(r.ReadAs), Send: append([]string{}, r.Send...), Twin: orNull(r.Twin),
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
