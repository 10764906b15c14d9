package tui

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/api/pattern"
	"dialtone/flows"
	"dialtone/tui/page"
)

// secretGuard is what keeps secrets out of the fields that do not ask for them.
type secretGuard struct {
	known    mask.Secrets // what this run knows to be secret
	swallows bool         // what is typed is the rest of a secret that was taken out
}

// The kinds of misplaced secrets; each has a sentence.
const (
	tokenMisplaced = "token"
	sixMisplaced   = "six"
)

// guardField is asked before a page gets a message, and reports whether it must
// not get it: it is a secret that is pasted, or the rest of one that is typed.
func (m *Root) guardField(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		m.secrets.swallows = false
		m.env.Misplaced, m.env.GoesOn = m.secretIn(msg.Content, m.traits().Asks), false
		phoneAsked := slices.ContainsFunc(m.traits().Fields, func(f page.Field) bool { return f.Phone })
		if m.env.Misplaced == sixMisplaced && phoneAsked && m.amongDigits(msg.Content) {
			m.env.Misplaced = "" // wherever else it lands, it is sifted
		}
		return m.env.Misplaced != ""
	case tea.KeyPressMsg:
		enter := msg.String() == "enter"
		if m.secrets.swallows && (enter || strings.TrimSpace(msg.Text) != "") {
			m.secrets.swallows = !enter // which came along with what was typed
			return true
		}
		m.secrets.swallows = false
		if !enter {
			m.env.Misplaced = ""
		}
	}
	return false
}

// sift takes a secret out of the fields after a page got a message. What is typed
// on belongs to it, up to a blank or a key of another kind.
func (m *Root) sift(msg tea.Msg) tea.Cmd {
	traits := m.traits()
	for _, s := range traits.Secrets {
		m.secrets.known.Remember(s)
	}
	var cmds []tea.Cmd
	for _, f := range traits.Fields {
		kind := m.secretIn(f.Text, page.TakesNone)
		if kind == "" || kind == sixMisplaced && f.Phone && m.amongDigits(f.Text) {
			continue
		}
		left := strings.ReplaceAll(mask.Typed(m.secrets.known.Cut(f.Text)), mask.Dots, "")
		if m.secretIn(left, page.TakesNone) != "" || left == f.Text {
			left = ""
		}
		cmds = append(cmds, f.Set(left))
		_, m.secrets.swallows = msg.(tea.KeyPressMsg)
		m.env.Misplaced, m.env.GoesOn = kind, m.secrets.swallows
	}
	return tea.Batch(cmds...)
}

// secretIn is the kind of secret that is misplaced in a text; "" for none. Six
// digits that this run does not know may be anything.
func (m *Root) secretIn(text string, t page.Takes) string {
	switch {
	case t == page.TakesAny || text == "":
	case mask.HasToken(text), m.secrets.known.Begun(text):
		return tokenMisplaced
	case t == page.TakesNone && m.secrets.known.Cut(text) != text:
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
	return m.secrets.known.Cut(all) == all
}

// learn keeps in mind what this run knows to be secret.
func (m *Root) learn(e flows.Event) {
	s := m.env.Flow
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
		m.secrets.known.Remember(secret.Reveal())
	}
}

// six matches a code in a message.
var six = pattern.Of(`\b(\d{3})-?(\d{3})\b`)

// hear keeps the code in mind that the simulated phone received.
func (m *Root) hear(t page.Text) {
	if code := six().FindStringSubmatch(t.Body); code != nil && !t.Note && !t.Chat {
		m.secrets.known.Remember(code[1] + code[2])
	}
}

// misplacedLine says what was taken out, and where it belongs.
func misplacedLine(e *page.Env) string {
	if e.Misplaced == "" {
		return ""
	}
	text := e.Say("misplaced." + e.Misplaced)
	if e.GoesOn {
		text = page.After(text, e.Say("misplaced.typed"))
	}
	return "! " + text
}
