package jobs

import (
	"strconv"
	"strings"

	"dialtone/eligibility/phone"
	"dialtone/tui/words"
)

// RecipientWords is what Cloud API makes of a customer's number, in words.
type RecipientWords struct {
	Mark    string
	Verdict string // one sentence, and why
	Rows    [][2]string
	Note    string // about the extra digit; "" for none
}

// DescribeRecipient puts a reading into words. Code is the business's calling code,
// 0 for none, and country its name. Show draws a phone number.
func DescribeRecipient(w *words.Words, r phone.Recipient, code int, country string, show func(string) string) RecipientWords {
	say := w.Say
	if r.Reason == phone.RecipientNone {
		return RecipientWords{Mark: "×", Verdict: say("recipient.verdict", "Verdict", say("recipient.none"), "Why",
			say("number."+string(r.Fault)))}
	}
	t, verdict := RecipientWords{Mark: "!"}, say("recipient.maybe")
	if r.Reason.AsMeant() {
		t.Mark, verdict = "✓", say("recipient.ok")
	}
	t.Verdict = say("recipient.verdict", "Verdict", verdict, "Why", say("recipient.reason."+string(r.Reason)))
	read := say("recipient.read_unknown")
	switch {
	case r.ReadAs != "":
		read = show(r.ReadAs)
	case r.Reason == phone.RecipientSigns:
		read = say("recipient.read_by_nobody")
	}
	t.Rows = append(t.Rows, [2]string{say("recipient.label.read"), read})
	if !r.Reason.AsMeant() {
		t.Rows = append(t.Rows, [2]string{say("recipient.label.send"), sendInstead(w, r, code, country, show)})
	}
	if r.Twin != "" {
		t.Rows = append(t.Rows, [2]string{say("recipient.label.twin"), show(r.Twin)})
		t.Note = say("recipient.twin")
	}
	return t
}

// sendInstead says what to send: to whom each form goes where more than one can
// be meant.
func sendInstead(w *words.Words, r phone.Recipient, code int, country string, show func(string) string) string {
	own := "+" + strconv.Itoa(code)
	var forms []string
	for _, form := range r.Send {
		if r.Reason == phone.RecipientNoPlus && code != 0 && strings.HasPrefix(form, own) {
			forms = append(forms, w.Say("recipient.send_at_home", "Number", show(form), "Country", country))
			continue
		}
		forms = append(forms, show(form))
	}
	switch {
	case r.Reason == phone.RecipientNoPlus && len(forms) > 0:
		forms = append(forms, w.Say("recipient.send_abroad"))
	case len(forms) == 0:
		forms = append(forms, w.Say("recipient.send_how"))
	}
	text := forms[0]
	for _, form := range forms[1:] {
		text = w.Say("recipient.or", "One", text, "Other", form)
	}
	return text
}
