package onboard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// isNew reports whether the PIN that is typed is a new one, which is typed twice.
func (p *pinPage) isNew() bool { return p.way != typePresent }

// row is the one that digits go into.
func (p *pinPage) row() *bubble.Digits {
	if p.twice {
		return &p.second
	}
	return &p.first
}

// complete reports whether there is a PIN to go on with.
func (p *pinPage) complete() bool {
	switch {
	case !p.isNew():
		return p.first.Full()
	case p.twice:
		return p.second.Full() && p.second.Value() == p.first.Value()
	}
	return false
}

// updateTyped takes digits. The seventh of a new PIN is the first one of the second row.
func (p *pinPage) updateTyped(e *page.Env, msg tea.Msg) flows.Event {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
	default:
		return nil
	}
	switch key := page.Pressed(msg); {
	case key == "enter" && p.complete():
		return flows.PINChosen{Mode: p.mode(), PIN: api.NewSecret(p.first.Value())}
	case key == "enter":
		p.early = p.fault == ""
		return nil
	case key == "backspace" && p.twice && p.second.Len() == 0: // back into the first row
		p.twice = false
	}
	fault := p.row().Update(msg)
	if fault == bubble.TooMany { // the row says already what to do
		return nil
	}
	p.early = false
	p.fault = e.DigitFault("digits", fault, p.fault, msg)
	if fault == bubble.NoFault && p.row().Full() {
		p.judge(e)
	}
	return nil
}

// judge says what is wrong with a row that is full, or goes on to the next one.
func (p *pinPage) judge(e *page.Env) {
	if p.twice {
		if !p.complete() {
			p.fault = e.Say("pin.differs")
			p.second.Anew()
		}
		return
	}
	if weak := flows.CheckPIN(api.NewSecret(p.first.Value()), e.Flow.Number.Display, p.isNew()); weak != "" {
		p.fault = e.Say("pin.fault." + string(weak))
		p.first.Anew()
		return
	}
	p.twice = p.isNew()
}

// hint is what the rows lack, or that they lack nothing.
func (p *pinPage) hint(e *page.Env) string {
	row := p.row()
	switch {
	case p.complete() && p.isNew():
		return e.Say("pin.same")
	case p.complete():
		return e.Say("digits.full")
	case p.twice && row.Len() == 0:
		return e.Say("pin.once_more")
	}
	return e.Say("digits.missing", "Count", flows.PINLength-row.Len())
}

// typedView is the row of a present PIN, or both rows of a new one.
func (p *pinPage) typedView(e *page.Env, v *page.View) {
	st := e.Style
	state := func(here bool) bubble.BoxesState {
		if here && !e.Flow.Busy() {
			return bubble.BoxesTyped
		}
		return bubble.BoxesIdle
	}
	boxes, cursor := p.first.View(st, state(!p.twice), e.Reveal && !p.twice)
	v.Cursor = cursor
	rows := strings.Split(boxes, "\n")
	if p.isNew() {
		beside := func(boxes []string, text string, here bool) {
			look := st.Muted
			if here {
				look = st.Strong
			}
			boxes[1] += "   " + look.Render(text)
		}
		beside(rows, e.Say("pin.once"), !p.twice)
		const airy = 13
		if e.Height >= airy {
			rows = append(rows, "")
		}
		boxes, cursor = p.second.View(st, state(p.twice), e.Reveal && p.twice)
		if p.twice {
			cursor.Y += len(rows)
			v.Cursor = cursor
		}
		again := strings.Split(boxes, "\n")
		beside(again, e.Say("pin.again"), p.twice)
		rows = append(rows, again...)
	}
	text := bubble.Lines(st.Text, p.hint(e), e.Width)
	switch {
	case p.fault != "":
		text = strings.Split(e.Fault(p.fault, e.Width), "\n")
	case p.early:
		text = e.Mind(p.hint(e), e.Width)
	}
	lines := p.spaced(e, rows, text)
	label := e.Say("pin.use")
	if p.mode() == flows.ReplacePIN {
		label = e.Say("pin.set")
	}
	lines = append(lines, p.button(e, label, p.complete() && !e.Flow.Busy()))
	v.Body = strings.Join(lines, "\n")
}

// spaced puts what is said below boxes, in as many lines whatever it is: what follows
// stays where it is.
func (p *pinPage) spaced(e *page.Env, rows, text []string) []string {
	const said, button = 1, 1
	text = append(slices.Clip(text), make([]string, max(0, said-len(text)))...)
	if len(rows)+1+len(text)+1+button <= e.Height {
		rows = append(rows, "")
		text = append(text, "")
	}
	return append(rows, text...)
}

// button is what Enter does. Where it has something changed at Meta it waits until the page
// can have been read.
func (p *pinPage) button(e *page.Env, label string, lit bool) string {
	if p.mode() == flows.ReplacePIN {
		return e.Button(label, lit, e.Width)
	}
	return bubble.Button(e.Style, label, "", lit, e.Width)
}
