package onboard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

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
	replaceGen  pinWay = "replace_gen" // a new one, drawn, likewise
)

// draws reports whether a way draws the PIN instead of having it typed.
func (w pinWay) draws() bool { return w == generate || w == replaceGen }

// ways depend on whether the number has a PIN; Graph does not always say. A PIN that was
// drawn is harder to guess than one that somebody thinks of, so drawing comes first; a
// number that has a PIN is best registered with it. Where the PIN is all that is to be
// set, the present one is of no use.
func (p *pinPage) ways(e *page.Env) []pinWay {
	if p.state == flows.SetPIN {
		return []pinWay{generate, typeNew}
	}
	var ways []pinWay
	if e.Flow.PINFits() {
		ways = append(ways, keepIt)
	}
	switch has := e.Flow.Number.PINEnabled; {
	case has == nil:
		return append(ways, generate, typeNew, typePresent, replaceIt)
	case *has:
		return append(ways, typePresent, replaceGen, replaceIt)
	}
	return append(ways, generate, typeNew)
}

// lit is the way that the mark stands at.
func (p *pinPage) lit(e *page.Env) pinWay {
	ways := p.ways(e)
	return ways[min(p.menu.At(), len(ways)-1)]
}

// chooseWay moves the mark, or begins the way that it stands at.
func (p *pinPage) chooseWay(e *page.Env, msg tea.Msg) flows.Event {
	if page.Pressed(msg) != "enter" {
		p.menu.Update(msg, len(p.ways(e)))
		return nil
	}
	way := p.lit(e)
	if way == keepIt {
		return flows.PINChosen{Mode: e.Flow.PIN.Mode, PIN: e.Flow.PIN.Value}
	}
	p.restart(way)
	if way.draws() {
		made, err := drawPIN(e.Flow.Number.Display)
		if err != nil {
			p.fault, p.way = err.Error(), ""
			return nil
		}
		p.made = made
	}
	return nil
}

// waysView is the choice of a way.
func (p *pinPage) waysView(e *page.Env, v *page.View) {
	v.Intro = e.Say("pin.has." + page.HasPIN(e))
	if p.state == flows.SetPIN {
		v.Intro = e.Say("set_pin.has." + page.HasPIN(e))
	}
	ways, menu := p.ways(e), p.menu
	if e.Flow.Busy() {
		menu.Clear()
	}
	enter := p.enterKey(e).Help()
	const perWay = 3 // lines that a way has at least, with the blank around it
	notes := p.notes(e, e.Height-len(ways)*perWay-2)
	room := e.Height
	if len(notes) > 0 {
		room -= len(notes) + 1
	}
	v.Body, v.Focus = menu.View(e.Style, page.Options(e, "pin.way.", ways), e.Width, room, enter.Key+" "+enter.Desc)
	if len(notes) > 0 {
		v.Body += "\n\n" + strings.Join(notes, "\n")
	}
}

// notes are what is to be known before a way is chosen. What costs nothing to overlook is
// said only where the ways leave room for it.
func (p *pinPage) notes(e *page.Env, room int) []string {
	var notes []string
	if p.fault != "" {
		notes = strings.Split(e.Fault(p.fault, e.Width), "\n")
	}
	if p.state == flows.ChoosePIN && e.Flow.FreshTestNumber() {
		notes = append(notes, e.Mind(e.Say("test_number.pin"), e.Width)...)
	}
	if p.state == flows.MovePIN {
		sure := "move.pin_sure"
		if !e.Flow.Number.Status.Registered() {
			sure = "move.pin_off"
		}
		notes = append(notes, e.Mind(e.Say(sure), e.Width)...)
	}
	if p.state == flows.ChoosePIN {
		notes = append(notes, registerBy(e)...)
	}
	if has := e.Flow.Number.PINEnabled; p.state != flows.SetPIN && (has == nil || *has) { // it is what may be checked
		if more := bubble.Lines(e.Style.Muted, e.Say("pin.unchecked"), e.Width); len(notes)+len(more) <= room {
			notes = append(notes, more...)
		}
	}
	return notes
}

// registerBy says until when the verified number has to be registered.
func registerBy(e *page.Env) []string {
	by := e.Flow.RegisterBy()
	switch {
	case by.IsZero() && e.Claimed():
		return bubble.Lines(e.Style.Text, e.Say("pin.register_within", "Days", page.PoolDays), e.Width)
	case by.IsZero():
		return nil
	case !by.After(e.Now):
		return e.Mind(e.Say("pin.too_late", "At", e.Moment(by)), e.Width)
	}
	return bubble.Lines(e.Style.Text, e.Say("pin.register_by", "At", e.Moment(by), "Left", e.TimeLeft(by)), e.Width)
}
