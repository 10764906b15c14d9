package page

import (
	"errors"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility/phone"
	"dialtone/tui/bubble"
)

// PhoneField is a phone number while it is typed.
type PhoneField struct {
	bubble.Line
	meant string // what was probably meant, beside a fault; "" for nothing
}

// NewPhoneField is an empty field for a phone number, or for a link that holds one.
func NewPhoneField() PhoneField {
	const longest = 240
	return PhoneField{Line: bubble.NewLine(longest, unicode.IsPrint)}
}

// Refuse says what is wrong with what was typed, and what was probably meant.
func (p *PhoneField) Refuse(fault, meant string) { p.Fault, p.meant = fault, meant }

// Offers reports whether there is another number that a key puts into the field.
func (p *PhoneField) Offers() bool { return p.Fault != "" && p.meant != "" }

// Update takes a key or a paste. The right arrow takes the number that is offered.
func (p *PhoneField) Update(msg tea.Msg) {
	if Pressed(msg) == "right" && p.Offers() {
		p.SetValue(p.meant)
		return
	}
	p.Line.Update(msg)
}

// Keys are those of the field.
func (p *PhoneField) Keys(e *Env) Keys {
	if !p.Offers() {
		return nil
	}
	return Keys{e.Bind("→", "take")}
}

// Hidden is what can be shown of the field, where the cursor stands in it.
func (p *PhoneField) Hidden(here bool) SecretKind {
	if !here || p.Value() == "" {
		return ""
	}
	return SecretNumber
}

// Read is the number that was typed. A national one is taken as one of the
// account's country.
func (p *PhoneField) Read(e *Env) (phone.Number, error) {
	return phone.Parse(p.Value(), e.Flow.Account.Country)
}

// Check keeps the reason why the number must not be sent, and reports whether there
// is none.
func (p *PhoneField) Check(e *Env) bool {
	phone, err := p.Read(e)
	p.Refuse(e.ReadFault(p.Value(), err), Meant(phone, err))
	if p.Fault == "" {
		p.Refuse(e.deafFault(phone), "")
	}
	return p.Fault == ""
}

// Meant is what can be offered in place of a number that cannot be read, "" for nothing.
// An unlisted number of the country taken for granted may be one of any other, unless it
// is a Brazilian mobile without its ninth digit.
func Meant(n phone.Number, err error) string {
	if isUnlisted(err) && n.NinthDigit() == "" {
		return ""
	}
	return n.International
}

func isUnlisted(err error) bool {
	var p *phone.ParseError
	return errors.As(err, &p) && p.Reason == phone.ReasonNotValid
}

// ReadFault is the sentence for a typed number that cannot be read. A number that the
// numbering plan does not list passes with its country code: plans grow. A national
// number that does not fit the country taken for granted rather lacks that code.
func (e *Env) ReadFault(text string, err error) string {
	var p *phone.ParseError
	if !errors.As(err, &p) {
		return ""
	}
	reason := p.Reason
	switch reason {
	case phone.ReasonNotValid:
		if _, abroad := phone.Parse(text, ""); isUnlisted(abroad) {
			return ""
		}
		reason = phone.ReasonNoCountry
	case phone.ReasonTooShort, phone.ReasonTooLong, phone.ReasonNotPossible:
		if !strings.HasPrefix(strings.TrimSpace(text), "+") {
			reason = phone.ReasonNoCountry
		}
	}
	return e.Say("number." + string(reason))
}

// deafFault is the sentence for a number that no code can reach: nothing that comes
// after the form could change that.
func (e *Env) deafFault(n phone.Number) string {
	if sms, voice := n.Line.Reach(); sms == phone.ReachNo && voice == phone.ReachNo {
		return e.Say("check.why.receives_nothing")
	}
	return ""
}

// typed shows a number while it is typed: formatted when revealed, otherwise
// with dots for all but what may be seen of it.
func (e *Env) typed(text, country string) string {
	if e.Reveal {
		return phone.FormatAsYouType(text, country)
	}
	if n, err := phone.Parse(text, country); err == nil {
		return phone.Mask(n.E164)
	}
	if head, rest, ok := strings.Cut(phone.FormatAsYouType(text, ""), " "); ok && strings.HasPrefix(head, "+") {
		return head + " " + strings.Map(func(r rune) rune { // the country may be seen, the number not yet
			if r >= '0' && r <= '9' {
				return '•'
			}
			return r
		}, rest)
	}
	return strings.Repeat("•", len([]rune(text)))
}

// Row draws the number below its label, and says live in a line below it what it
// is or what it lacks.
func (p *PhoneField) Row(e *Env, rows *bubble.Rows, country, example string) {
	text := p.Value()
	shown := e.typed(text, country)
	cursor := tea.NewCursor(len([]rune(shown)), 0)
	if text == "" {
		shown = e.Style.Muted.Render(example)
	}
	room := max(1, rows.Inside()-1)
	cursor.X = min(cursor.X, room)
	rows.Text(bubble.Fit(shown, room), cursor)
	before := rows.Height()
	phone, err := phone.Parse(text, country)
	switch {
	case p.Fault != "":
		rows.Fault(p.Fault)
		if p.Offers() {
			rows.Note(e.Style.Text, e.Say("add.number.meant", "Number", e.typed(p.meant, "")))
		}
	case text == "":
	case err != nil:
		rows.Note(e.Style.Muted, e.Say("add.number.digits", "Count", len(bubble.DigitsOf(text))))
	case e.deafFault(phone) != "":
		rows.Note(e.Style.Bad, "× "+e.lineOfPhone(phone))
	default:
		rows.Note(e.Style.Text, "✓ "+e.lineOfPhone(phone))
	}
	rows.End(rows.Height() - before)
}

// lineOfPhone names a number's country, if that is known, and what kind of line it
// is.
func (e *Env) lineOfPhone(phone phone.Number) string {
	line := e.Say("line." + phone.Line.String())
	if phone.Region == "" {
		return line
	}
	return e.Country(phone.Region) + " · " + line
}
