package tui

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// Secrets are asked for in a few places that hide them. In any other field one is
// misplaced: it would be drawn, kept, and sent on as a name or an id. So it is
// taken out before the next frame, and the screen says where it belongs.

// field is a text that somebody is typing, and how to put another in its place.
type field struct {
	text  string
	set   func(string) tea.Cmd
	phone bool // it takes a phone number, in which any six digits may stand
}

// fielded is a screen with fields in which no secret belongs.
type fielded interface{ fields(*env) []field }

// takes is which secrets a screen asks for just now.
type takes uint8

const (
	takesNone takes = iota
	takesSix        // a PIN or a code
	takesAny        // tokens and backups
)

// keeper is a screen that asks for secrets. What stands in its fields is one.
type keeper interface{ held() ([]string, takes) }

// The kinds of misplaced secrets; each has a sentence.
const (
	tokenMisplaced = "token"
	sixMisplaced   = "six"
)

// guardField is asked before a screen gets a message, and reports whether it must
// not get it: it is a secret that is pasted, or the rest of one that is typed.
func (m *Root) guardField(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		m.swallows = false
		m.env.misplaced, m.env.goesOn = m.secretIn(msg.Content, m.takes()), false
		if m.env.misplaced == sixMisplaced && m.phoneAsked() && m.amongDigits(msg.Content) {
			m.env.misplaced = "" // wherever else it lands, it is sifted
		}
		return m.env.misplaced != ""
	case tea.KeyPressMsg:
		enter := msg.String() == "enter"
		if m.swallows && (enter || strings.TrimSpace(msg.Text) != "") {
			m.swallows = !enter // which came along with what was typed
			return true
		}
		m.swallows = false
		if !enter {
			m.env.misplaced = ""
		}
	}
	return false
}

// sift takes a secret out of the fields after a screen got a message. What is typed
// on belongs to it, up to a blank or a key of another kind.
func (m *Root) sift(msg tea.Msg) tea.Cmd {
	if k, is := m.screen().(keeper); is {
		secrets, _ := k.held()
		for _, s := range secrets {
			m.known.Remember(s)
		}
	}
	page, is := m.screen().(fielded)
	if !is {
		return nil
	}
	var cmds []tea.Cmd
	for _, f := range page.fields(m.env) {
		kind := m.secretIn(f.text, takesNone)
		if kind == "" || kind == sixMisplaced && f.phone && m.amongDigits(f.text) {
			continue
		}
		left := strings.ReplaceAll(mask.Typed(m.known.Cut(f.text)), mask.Dots, "")
		if m.secretIn(left, takesNone) != "" || left == f.text {
			left = ""
		}
		cmds = append(cmds, f.set(left))
		_, m.swallows = msg.(tea.KeyPressMsg)
		m.env.misplaced, m.env.goesOn = kind, m.swallows
	}
	return tea.Batch(cmds...)
}

// takes is what the screen asks for.
func (m *Root) takes() takes {
	if k, is := m.screen().(keeper); is {
		_, t := k.held()
		return t
	}
	return takesNone
}

// secretIn is the kind of secret that is misplaced in a text; "" for none. Six
// digits that this run does not know may be anything.
func (m *Root) secretIn(text string, t takes) string {
	switch {
	case t == takesAny || text == "":
	case mask.HasToken(text), m.known.Begun(text):
		return tokenMisplaced
	case t == takesNone && m.known.Cut(text) != text:
		return sixMisplaced
	}
	return ""
}

// amongDigits reports whether a text has other digits than those of a PIN or code: it
// is a phone number then, and losing six of them would make another one of it.
func (m *Root) amongDigits(text string) bool {
	all := strings.Map(func(r rune) rune {
		if !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, text)
	return m.known.Cut(all) == all
}

// phoneAsked reports whether the screen asks for a phone number.
func (m *Root) phoneAsked() bool {
	page, is := m.screen().(fielded)
	return is && slices.ContainsFunc(page.fields(m.env), func(f field) bool { return f.phone })
}

// learn keeps in mind what this run knows to be secret.
func (m *Root) learn(e flows.Event) {
	s := m.env.s
	secrets := []api.Secret{s.Want.Token, s.Target.Token, s.PIN.Value}
	switch e := e.(type) {
	case flows.AccountGiven:
		secrets = append(secrets, e.Token)
	case flows.CodeTyped:
		secrets = append(secrets, e.Code)
	case flows.PINChosen:
		secrets = append(secrets, e.PIN)
	case flows.BackupGiven:
		secrets = append(secrets, e.Data, e.Password)
	}
	for _, secret := range secrets {
		m.known.Remember(secret.Reveal())
	}
}

// six matches a code in a message.
var six = regexp.MustCompile(`\b(\d{3})-?(\d{3})\b`)

// hear keeps the code in mind that the simulated phone received.
func (m *Root) hear(t Text) {
	if code := six.FindStringSubmatch(t.Body); code != nil && !t.Note && !t.Chat {
		m.known.Remember(code[1] + code[2])
	}
}

// misplacedLine says what was taken out, and where it belongs.
func (e *env) misplacedLine() string {
	if e.misplaced == "" {
		return ""
	}
	text := e.say("misplaced." + e.misplaced)
	if e.goesOn {
		text = after(text, e.say("misplaced.typed"))
	}
	return "! " + text
}

// inputField is a field of the usual kind.
func inputField(in *textinput.Model) field {
	return field{text: in.Value(), set: func(text string) tea.Cmd {
		in.SetValue(text)
		return nil
	}}
}

// runesField is a field of runes.
func runesField(in *[]rune) field {
	return field{text: string(*in), set: func(text string) tea.Cmd {
		*in = []rune(text)
		return nil
	}}
}

// numberField is a field of runes that takes a phone number.
func numberField(in *[]rune) field {
	f := runesField(in)
	f.phone = true
	return f
}

// pickerFields is the search of a list, if there is one.
func pickerFields(p *bubble.Picker) []field {
	if p == nil {
		return nil
	}
	return []field{{text: p.Search(), set: func(text string) tea.Cmd {
		p.SetSearch(text)
		return nil
	}}}
}

func (c *connectScreen) fields(e *env) []field {
	if c.step != askAccount {
		return nil
	}
	return []field{{text: c.account, set: func(text string) tea.Cmd {
		c.account = text
		return c.ask(e, askAccount)
	}}}
}

func (c *connectScreen) held() ([]string, takes) {
	if c.step == askToken {
		return nil, takesAny // it is not whole yet
	}
	return []string{c.token}, takesNone
}

func (n *numbersScreen) fields(e *env) []field {
	return []field{{text: n.input.Value(), set: func(text string) tea.Cmd {
		n.input.SetValue(text)
		return n.choose(e, n.roster.mode, n.roster.order)
	}}}
}

func (a *addScreen) fields(*env) []field {
	return []field{numberField((*[]rune)(&a.number)), inputField(&a.name)}
}

func (b *businessScreen) fields(*env) []field { return []field{inputField(&b.input)} }

func (p *poolAddScreen) fields(*env) []field { return []field{numberField((*[]rune)(&p.number))} }

func (p *poolUseScreen) fields(*env) []field { return []field{inputField(&p.name)} }

func (m *messageScreen) fields(*env) []field {
	return []field{numberField((*[]rune)(&m.to)), inputField(&m.template), inputField(&m.text)}
}

func (n *nameScreen) fields(*env) []field { return []field{inputField(&n.input)} }

func (p *profileScreen) fields(*env) []field {
	if !p.field.open() || p.field.picker != nil {
		return pickerFields(p.field.picker)
	}
	text := &p.field.text
	return []field{{text: text.Value(), set: func(value string) tea.Cmd {
		text.SetValue(value)
		return nil
	}}}
}

func (r *recipientScreen) fields(*env) []field {
	return []field{numberField(&r.number), runesField(&r.country)}
}

func (r *regionScreen) fields(*env) []field { return pickerFields(r.picker) }

func (m *methodScreen) fields(*env) []field { return pickerFields(m.picker) }

func (r *remedyScreen) fields(*env) []field { return []field{inputField(&r.paid.input)} }

func (r *remedyScreen) held() ([]string, takes) {
	if r.backup.open {
		return nil, takesAny
	}
	return nil, takesNone
}

func (c *codeScreen) held() ([]string, takes) { return whole(&c.digits), takesSix }

func (p *pinScreen) held() ([]string, takes) {
	return append(whole(&p.first), whole(&p.second)...), takesSix
}

func (n *nameRegisterScreen) held() ([]string, takes) { return whole(&n.digits), takesSix }

// whole is what stands in boxes that are full.
func whole(d *bubble.Digits) []string {
	if !d.Full() {
		return nil
	}
	return []string{d.Value()}
}
