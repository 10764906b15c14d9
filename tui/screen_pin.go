package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
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

// pinScreen asks for the PIN: which way first, then the digits.
type pinScreen struct {
	state  flows.State // that it is the screen of
	menu   bubble.Menu
	way    pinWay // "" while the way is asked
	first  bubble.Digits
	second bubble.Digits
	twice  bool // the second row is being typed
	made   api.Secret
	seen   bool // the generated PIN was revealed
	fault  string
}

func newPINScreen(state flows.State) *pinScreen {
	return &pinScreen{state: state, first: bubble.NewDigits(flows.PINLength), second: bubble.NewDigits(flows.PINLength)}
}

func (p *pinScreen) enter(*env) tea.Cmd {
	p.menu.Set(0)
	p.restart("")
	return nil
}

func (p *pinScreen) restart(way pinWay) {
	p.way, p.twice, p.seen, p.fault, p.made = way, false, false, "", api.Secret{}
	p.first.Clear()
	p.second.Clear()
}

// ways depend on whether the number has a PIN; Graph does not always say. Where
// the PIN is all that is to be set, the present one is of no use.
func (p *pinScreen) ways(e *env) []pinWay {
	if p.state == flows.SetPIN {
		return []pinWay{typeNew, generate}
	}
	var ways []pinWay
	if e.s.PINFits() {
		ways = append(ways, keepIt)
	}
	switch has := e.s.Number.PINEnabled; {
	case has == nil:
		return append(ways, typeNew, generate, typePresent, replaceIt)
	case *has:
		return append(ways, typePresent, replaceIt, replaceGen)
	}
	return append(ways, typeNew, generate)
}

// mode is what a way does about the PIN.
func (p *pinScreen) mode() flows.PINMode {
	if p.state == flows.SetPIN {
		return flows.ReplacePIN
	}
	switch p.way {
	case typePresent:
		return flows.PresentPIN
	case replaceIt, replaceGen:
		return flows.ReplacePIN
	case typeNew, generate, keepIt:
	}
	return flows.NewPIN
}

func (p *pinScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if p.made != (api.Secret{}) && e.reveal {
		p.seen = true
	}
	if pressed(msg) == "esc" {
		if p.way != "" {
			p.restart("")
			return nil, nil
		}
		return flows.BackAsked{}, nil
	}
	if p.way == "" {
		return p.chooseWay(e, msg), nil
	}
	if !p.made.Empty() {
		return p.takeMade(e, msg), nil
	}
	if pressed(msg) == "enter" {
		return p.accept(e), nil
	}
	row := &p.first
	if p.twice {
		row = &p.second
	}
	p.fault = e.digitFault(row.Update(msg), p.fault, msg)
	return nil, nil
}

func (p *pinScreen) chooseWay(e *env, msg tea.Msg) flows.Event {
	ways := p.ways(e)
	if pressed(msg) != "enter" {
		p.menu.Update(msg, len(ways))
		return nil
	}
	way := ways[min(p.menu.At(), len(ways)-1)]
	if way == keepIt {
		return flows.PINChosen{Mode: e.s.PIN.Mode, PIN: e.s.PIN.Value}
	}
	p.restart(way)
	if p.way == generate || p.way == replaceGen {
		made, err := flows.GeneratePIN(e.s.Number.Display)
		if err != nil {
			p.fault, p.way = err.Error(), ""
			return nil
		}
		p.made = made
	}
	return nil
}

// takeMade hands a generated PIN over once somebody can have noted it.
func (p *pinScreen) takeMade(e *env, msg tea.Msg) flows.Event {
	if pressed(msg) != "enter" {
		return nil
	}
	if !p.seen {
		p.fault = e.say("pin.unseen")
		return nil
	}
	return flows.PINChosen{Mode: p.mode(), PIN: p.made}
}

// accept checks the row that Enter was pressed in.
func (p *pinScreen) accept(e *env) flows.Event {
	pin := api.NewSecret(p.first.Value())
	isNew := p.way != typePresent
	if p.twice {
		if p.second.Value() != p.first.Value() {
			p.fault = e.say("pin.differs")
			p.second.Anew()
			return nil
		}
		return flows.PINChosen{Mode: p.mode(), PIN: pin}
	}
	if !p.first.Full() {
		p.fault = e.say("digits.missing", "Count", flows.PINLength-p.first.Len())
		return nil
	}
	if fault := flows.CheckPIN(pin, e.s.Number.Display, isNew); fault != "" {
		p.fault = e.say("pin.fault." + string(fault))
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

func (p *pinScreen) view(e *env, w, h int) pane {
	v := e.heading(p.state)
	sure := "move.pin_sure"
	switch off := !e.s.Number.Status.Registered(); {
	case p.state == flows.SetPIN:
		v.guide = "two_step"
	case p.state == flows.MovePIN && off:
		v.why, sure = e.say("move.pin_why_off"), "move.pin_off"
	}
	if !p.made.Empty() && e.reveal {
		p.seen, p.fault = true, ""
	}
	if p.way == "" {
		var options []bubble.Option
		for _, way := range p.ways(e) {
			k := "pin.way." + string(way)
			options = append(options, bubble.Option{Label: e.say(k + ".label"), Note: e.say(k + ".note")})
		}
		v.lead = e.say("pin.has." + hasPIN(e))
		if p.state == flows.SetPIN {
			v.lead = e.say("set_pin.has." + hasPIN(e))
		}
		v.body, v.focus = p.menu.View(e.style, options, w)
		if p.state == flows.MovePIN {
			v.body += "\n\n" + wrap(e.style.Muted, e.say(sure), w)
		}
		if by := e.registerBy(); by != "" && p.state == flows.ChoosePIN {
			v.body += "\n\n" + wrap(e.style.Muted, by, w)
		}
		if p.fault != "" {
			v.body += "\n\n" + e.fault(p.fault, w)
		}
		return v
	}
	v.lead = e.say("pin.way." + string(p.way) + ".lead")
	var lines []string
	if !p.made.Empty() {
		shown := bubble.NewDigits(flows.PINLength)
		shown.Update(tea.PasteMsg{Content: p.made.Reveal()})
		boxes, _ := shown.View(e.style, e.reveal)
		lines = append(lines, boxes)
	} else {
		boxes, cursor := p.first.View(e.style, e.reveal && !p.twice)
		v.cursor = cursor
		if p.twice {
			second, at := p.second.View(e.style, e.reveal)
			at.Y += 5
			v.cursor = at
			boxes += "\n" + e.style.Text.Render(e.say("pin.again")) + "\n" + second
			v.cursor.Y--
		}
		lines = append(lines, boxes)
	}
	if p.fault != "" {
		lines = append(lines, e.fault(p.fault, w))
	}
	v.body = strings.Join(lines, "\n")
	return v
}

// registerBy says until when the verified number has to be registered.
func (e *env) registerBy() string {
	by := e.s.RegisterBy()
	switch {
	case by.IsZero() && e.claimed():
		return e.say("pin.register_within", "Days", poolDays)
	case by.IsZero():
		return ""
	case !by.After(e.now):
		return e.say("pin.too_late", "At", e.moment(by))
	}
	return e.say("pin.register_by", "At", e.moment(by), "Left", e.left(by))
}

func hasPIN(e *env) string {
	switch has := e.s.Number.PINEnabled; {
	case has == nil:
		return "unknown"
	case *has:
		return "yes"
	}
	return "no"
}

func (p *pinScreen) keys(e *env) []key.Binding {
	switch {
	case p.way == "":
		return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue")}
	case !p.made.Empty():
		return []key.Binding{e.bind("ctrl+r", "show_pin"), e.bind("enter", "noted")} // without it there is nothing to be noted
	}
	return []key.Binding{e.bind("0-9", "type"), e.bind("enter", "continue")}
}

// hidden is what can be shown here: the PIN, or the row that is being typed.
func (p *pinScreen) hidden(*env) secretKind {
	if p.way == "" {
		return ""
	}
	return secretPIN
}

// onEnter hands the PIN over: one that was drawn and seen, or one that is typed
// for the last time.
func (p *pinScreen) onEnter(*env) flows.Event {
	last := p.twice && p.second.Full() || p.way == typePresent && p.first.Full()
	if p.way == "" || !last && !(p.seen && !p.made.Empty()) {
		return nil
	}
	return flows.PINChosen{Mode: p.mode()}
}

func (p *pinScreen) typing() bool { return false }

// boxes reports whether digits are typed into boxes.
func (p *pinScreen) boxes() bool { return p.way != "" && p.made.Empty() }
