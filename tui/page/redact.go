package page

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
)

// Sanitize takes out of a text of Meta's what drives a terminal, and what terminals
// do not agree on.
func Sanitize(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\ufe0e", "", "\ufe0f", "", "\u200d", "").Replace(api.Clean(text)))
}

// Redact makes a text of Meta's fit for a shared screen: also without any phone
// number, unless the operator has it shown.
func (e *Env) Redact(text string) string {
	return e.RedactText(Sanitize(text))
}

// RedactName is a name as it is shown: people put phone numbers into names too, and
// nobody asks for those to be revealed.
func (e *Env) RedactName(text string) string {
	text = Sanitize(text)
	if strings.IndexFunc(text, unicode.IsNumber) < 0 { // most of a long list
		return text
	}
	return e.RedactText(text)
}

// AccountName names the open account: by its ID where Meta did not tell more.
func (e *Env) AccountName() string {
	return cmp.Or(e.RedactName(e.Flow.Account.Name), string(e.Flow.Account.ID))
}

// RedactText hides what a text must not carry off: the number at hand however it is
// written, whatever else looks like a phone number, and the secrets of this run.
func (e *Env) RedactText(text string) string {
	for _, secret := range []api.Secret{e.Flow.Target.Token, e.Flow.PIN.Value} {
		if !secret.Empty() {
			text = strings.ReplaceAll(text, secret.Reveal(), secret.String())
		}
	}
	for _, national := range []string{e.Flow.Phone.National, e.Flow.Typed.Phone.National} {
		const tail = 4
		if len(national) <= tail {
			continue
		}
		spread := regexp.MustCompile(`(\+?\d{1,3}[ ().\-]*)?` + strings.Join(strings.Split(national, ""), `[ ().\-]*`))
		text = spread.ReplaceAllString(text, "•••• "+national[len(national)-tail:])
	}
	return api.MaskPhones(text)
}

// Display is a number as it may be shown: its middle is hidden.
func (e *Env) Display(n api.Number) string { return e.write(n).masked }

// Shown is display on a page that the number is the thing of: there it can be
// revealed.
func (e *Env) Shown(n api.Number) string {
	if !e.Reveal {
		return e.Display(n)
	}
	return e.write(n).whole
}

// written is a number as it is written to people abroad, or as Meta wrote it, and the same
// with its middle hidden.
type written struct{ whole, masked string }

// write reads the numbers that are to be seen once, not in every frame.
func (e *Env) write(n api.Number) written {
	const most = 200 // more than a window has rows
	if w, known := e.numbers[n.Display]; known {
		return w
	}
	if e.numbers == nil || len(e.numbers) >= most {
		e.numbers = map[string]written{}
	}
	whole := n.Display
	if phone, err := phone.ParseDisplay(n.Display); err == nil && phone.International != "" {
		whole = phone.International
	}
	e.numbers[n.Display] = written{whole, phone.Mask(whole)}
	return e.numbers[n.Display]
}

// Tailed cuts text in its middle: numbers differ at their end.
func Tailed(text string, cells int) string {
	over := ansi.StringWidth(text) - cells
	if over <= 0 {
		return text
	}
	tail := ansi.TruncateLeft(text, ansi.StringWidth(text)-LastDigits, "")
	return bubble.Fit(text, cells-ansi.StringWidth(tail)) + tail
}

// Short is a masked number with so many dots for what is hidden, however its country
// groups its digits: in a list the ends stand below each other.
func Short(masked string) string {
	code, _, abroad := strings.Cut(masked, " ")
	last := strings.LastIndex(masked, "•")
	if !abroad || last < 0 || !strings.HasPrefix(code, "+") {
		return masked
	}
	return code + " •••• " + strings.ReplaceAll(strings.TrimSpace(masked[last+len("•"):]), " ", "")
}

// LastDigits is how many digits of a number are no secret.
const LastDigits = 4
