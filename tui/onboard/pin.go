package onboard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// pinPage asks for the PIN: which way first, then the PIN itself, drawn or typed.
type pinPage struct {
	state  flows.State // whose page it is
	menu   bubble.Menu
	way    pinWay     // "" while the way is asked
	made   api.Secret // the PIN that was drawn
	seen   bool       // it was shown
	first  bubble.Digits
	second bubble.Digits
	twice  bool // the second row is being typed
	early  bool // Enter was pressed before the rows are full
	fault  string
}

func (p *pinPage) Enter(*page.Env) tea.Cmd {
	p.menu.Set(0)
	p.restart("")
	return nil
}

func (p *pinPage) restart(way pinWay) {
	p.way, p.twice, p.early, p.seen, p.fault, p.made = way, false, false, false, "", api.Secret{}
	p.first.Clear()
	p.second.Clear()
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
	switch back := page.Pressed(msg) == "esc"; {
	case back && p.way != "":
		p.restart("")
	case back:
		return page.Do(flows.BackAsked{}), nil
	case p.way == "":
		return page.Do(p.chooseWay(e, msg)), nil
	case p.way.draws():
		return p.updateDrawn(e, msg), nil
	default:
		return page.Do(p.updateTyped(e, msg)), nil
	}
	return nil, nil
}

func (p pinPage) View(e *page.Env) page.View {
	v := e.Heading(p.state)
	if p.way == "" {
		p.waysView(e, &v)
		return v
	}
	v.Intro = e.Say("pin.way." + string(p.way) + ".lead")
	if p.way.draws() {
		p.drawnView(e, &v)
	} else {
		p.typedView(e, &v)
	}
	return v
}

// enterKey is the key that acts, with the word for what it does.
func (p *pinPage) enterKey(e *page.Env) key.Binding {
	way := p.way
	if way == "" {
		way = p.lit(e)
	}
	switch asked := p.way == ""; {
	case asked && way == keepIt:
		return e.Bind("enter", "continue")
	case asked && way.draws():
		return e.Bind("enter", "draw")
	case asked:
		return e.Bind("enter", "type_pin")
	case way.draws():
		return e.Bind("enter", "noted")
	case p.mode() == flows.ReplacePIN:
		return e.Bind("enter", "set_pin")
	}
	return e.Bind("enter", "continue")
}

// ready reports whether Enter goes on.
func (p *pinPage) ready() bool {
	if p.way.draws() {
		return p.seen
	}
	return p.complete()
}

func (p *pinPage) Keys(e *page.Env) page.Keys {
	var keys page.Keys
	if p.way == "" || p.ready() {
		keys = append(keys, p.enterKey(e))
	}
	switch {
	case p.way == "":
		return append(keys, e.Bind("↑↓", "choose"))
	case p.way.draws():
		return append(keys, e.Bind("r", "show_pin"))
	}
	return append(keys, e.Bind("0-9", "type"))
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
	t.Boxes = !p.way.draws()
	if p.way.draws() || p.row().Len() > 0 {
		t.Hidden = page.SecretPIN
	}
	if p.ready() {
		t.OnEnter = page.Do(flows.PINChosen{Mode: p.mode()})
	}
	return t
}
