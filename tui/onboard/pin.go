package onboard

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// pinWay is a way to a PIN.
type pinWay string

const (
	keepIt      pinWay = "keep" // the one that was chosen before the operator went back
	typeNew     pinWay = "type_new"
	generate    pinWay = "generate"
	typePresent pinWay = "present"
	replaceIt   pinWay = "replace"     // a new one, typed, instead of one that nobody knows
	replaceGen  pinWay = "replace_gen" // a new one, generated, likewise
)

// pinPage asks for the PIN: which way first, then the digits.
type pinPage struct {
	state  flows.State // whose page it is
	menu   bubble.Menu
	way    pinWay // "" while the way is asked
	first  bubble.Digits
	second bubble.Digits
	twice  bool // the second row is being typed
	made   api.Secret
	seen   bool // the generated PIN was revealed
	fault  string
}

func (p *pinPage) Enter(*page.Env) tea.Cmd {
	p.menu.Set(0)
	p.restart("")
	return nil
}

func (p *pinPage) restart(way pinWay) {
	p.way, p.twice, p.seen, p.fault, p.made = way, false, false, "", api.Secret{}
	p.first.Clear()
	p.second.Clear()
}

// ways depend on whether the number has a PIN; Graph does not always say. Where
// the PIN is all that is to be set, the present one is of no use.
func (p *pinPage) ways(e *page.Env) []pinWay {
	if p.state == flows.SetPIN {
		return []pinWay{typeNew, generate}
	}
	var ways []pinWay
	if e.Flow.PINFits() {
		ways = append(ways, keepIt)
	}
	switch has := e.Flow.Number.PINEnabled; {
	case has == nil:
		return append(ways, typeNew, generate, typePresent, replaceIt)
	case *has:
		return append(ways, typePresent, replaceIt, replaceGen)
	}
	return append(ways, typeNew, generate)
}

// mode is what a way does about the PIN.
func (p *pinPage) mode() flows.PINMode {
	switch {
	case p.state == flows.SetPIN, p.way == replaceIt, p.way == replaceGen:
		return flows.ReplacePIN
	case p.way == typePresent:
		return flows.PresentPIN
	}
	return flows.NewPIN
}

func (p *pinPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if !p.made.Empty() && e.Reveal {
		p.seen, p.fault = true, ""
	}
	if page.Pressed(msg) == "esc" {
		if p.way != "" {
			p.restart("")
			return nil, nil
		}
		return page.Do(flows.BackAsked{}), nil
	}
	if p.way == "" {
		return page.Do(p.chooseWay(e, msg)), nil
	}
	if !p.made.Empty() {
		return page.Do(p.takeMade(e, msg)), nil
	}
	if page.Pressed(msg) == "enter" {
		return page.Do(p.accept(e)), nil
	}
	row := &p.first
	if p.twice {
		row = &p.second
	}
	p.fault = e.DigitFault("digits", row.Update(msg), p.fault, msg)
	return nil, nil
}

func (p *pinPage) chooseWay(e *page.Env, msg tea.Msg) flows.Event {
	ways := p.ways(e)
	if page.Pressed(msg) != "enter" {
		p.menu.Update(msg, len(ways))
		return nil
	}
	way := ways[min(p.menu.At(), len(ways)-1)]
	if way == keepIt {
		return flows.PINChosen{Mode: e.Flow.PIN.Mode, PIN: e.Flow.PIN.Value}
	}
	p.restart(way)
	if p.way == generate || p.way == replaceGen {
		made, err := drawPIN(e.Flow.Number.Display)
		if err != nil {
			p.fault, p.way = err.Error(), ""
			return nil
		}
		p.made = made
	}
	return nil
}

// takeMade hands a generated PIN over once somebody can have noted it.
func (p *pinPage) takeMade(e *page.Env, msg tea.Msg) flows.Event {
	if page.Pressed(msg) != "enter" {
		return nil
	}
	if !p.seen {
		p.fault = e.Say("pin.unseen")
		return nil
	}
	return flows.PINChosen{Mode: p.mode(), PIN: p.made}
}

// accept checks the row that Enter was pressed in.
func (p *pinPage) accept(e *page.Env) flows.Event {
	pin := api.NewSecret(p.first.Value())
	isNew := p.way != typePresent
	if p.twice {
		if p.second.Value() != p.first.Value() {
			p.fault = e.Say("pin.differs")
			p.second.Anew()
			return nil
		}
		return flows.PINChosen{Mode: p.mode(), PIN: pin}
	}
	if !p.first.Full() {
		p.fault = e.Say("digits.missing", "Count", flows.PINLength-p.first.Len())
		return nil
	}
	if fault := flows.CheckPIN(pin, e.Flow.Number.Display, isNew); fault != "" {
		p.fault = e.Say("pin.fault." + string(fault))
		p.first.Anew()
		return nil
	}
	p.fault = ""
	if isNew {
		p.twice = true
		return nil
	}
	return flows.PINChosen{Mode: flows.PresentPIN, PIN: pin}
}

func (p pinPage) View(e *page.Env) page.View {
	w := e.Width
	v := e.Heading(p.state)
	sure := "move.pin_sure"
	if !e.Flow.Number.Status.Registered() {
		sure = "move.pin_off"
	}
	if p.way == "" {
		v.Intro = e.Say("pin.has." + page.HasPIN(e))
		if p.state == flows.SetPIN {
			v.Intro = e.Say("set_pin.has." + page.HasPIN(e))
		}
		v.Body, v.Focus = p.menu.View(e.Style, page.Options(e, "pin.way.", p.ways(e)), w, e.Height-5, e.EnterTo("continue"))
		if p.state != flows.SetPIN {
			v.Body += "\n\n" + page.Wrap(e.Style.Muted, e.Say("pin.unchecked"), w)
		}
		if p.state == flows.MovePIN {
			v.Body += "\n\n" + page.Wrap(e.Style.Muted, e.Say(sure), w)
		}
		if p.state == flows.ChoosePIN && e.Flow.FreshTestNumber() {
			v.Body += "\n\n" + page.Wrap(e.Style.Warn, "! "+e.Say("test_number.pin"), w)
		}
		if by := registerBy(e); by != "" && p.state == flows.ChoosePIN {
			v.Body += "\n\n" + page.Wrap(e.Style.Muted, by, w)
		}
		if p.fault != "" {
			v.Body += "\n\n" + e.Fault(p.fault, w)
		}
		return v
	}
	v.Intro = e.Say("pin.way." + string(p.way) + ".lead")
	if !p.made.Empty() {
		shown := bubble.NewDigits(flows.PINLength)
		shown.Update(tea.PasteMsg{Content: p.made.Reveal()})
		v.Body, _ = shown.View(e.Style, bubble.BoxesTyped, e.Reveal)
	} else {
		v.Body, v.Cursor = p.first.View(e.Style, bubble.BoxesTyped, e.Reveal && !p.twice)
	}
	if p.twice {
		second, cursor := p.second.View(e.Style, bubble.BoxesTyped, e.Reveal)
		v.Body += "\n" + e.Style.Text.Render(e.Say("pin.again")) + "\n"
		cursor.Y += strings.Count(v.Body, "\n")
		v.Body, v.Cursor = v.Body+second, cursor
	}
	if p.fault != "" {
		v.Body += "\n" + e.Fault(p.fault, w)
	}
	return v
}

// registerBy says until when the verified number has to be registered.
func registerBy(e *page.Env) string {
	by := e.Flow.RegisterBy()
	switch {
	case by.IsZero() && e.Claimed():
		return e.Say("pin.register_within", "Days", page.PoolDays)
	case by.IsZero():
		return ""
	case !by.After(e.Now):
		return e.Say("pin.too_late", "At", e.Moment(by))
	}
	return e.Say("pin.register_by", "At", e.Moment(by), "Left", e.TimeLeft(by))
}

func (p *pinPage) Keys(e *page.Env) page.Keys {
	switch {
	case p.way == "":
		return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue")}
	case !p.made.Empty():
		return page.Keys{e.Bind("ctrl+r", "show_pin"), e.Bind("enter", "noted")} // without it there is nothing to be noted
	}
	return page.Keys{e.Bind("0-9", "type"), e.Bind("enter", "continue")}
}

func (p *pinPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(p.state)
	switch {
	case p.state == flows.SetPIN:
		t.Guide = "two_step"
	case p.state == flows.MovePIN && !e.Flow.Number.Status.Registered():
		t.Why = e.Say("move.pin_why_off")
	}
	t.Asks, t.Secrets = page.TakesSix, append(page.Whole(&p.first), page.Whole(&p.second)...)
	if p.way == "" {
		return t
	}
	t.Boxes, t.Hidden = p.made.Empty(), page.SecretPIN
	last := p.twice && p.second.Full() || p.way == typePresent && p.first.Full()
	if last || p.seen && !p.made.Empty() {
		t.OnEnter = page.Do(flows.PINChosen{Mode: p.mode()})
	}
	return t
}

// drawPIN draws a PIN that [flows.CheckPIN] takes for a phone number.
func drawPIN(number string) (api.Secret, error) {
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return api.Secret{}, fmt.Errorf("draw a PIN: %w", err)
		}
		pin := api.NewSecret(fmt.Sprintf("%06d", n))
		if flows.CheckPIN(pin, number, true) == "" {
			return pin, nil
		}
	}
}
