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

// updateDrawn shows the PIN that was drawn, and hands it over once somebody can have
// written it down.
func (p *pinPage) updateDrawn(e *page.Env, msg tea.Msg) page.Action {
	if e.Reveal {
		p.seen, p.fault = true, ""
	}
	switch page.Pressed(msg) {
	case "r":
		return page.Show
	case "enter":
		if p.seen {
			return page.Do(flows.PINChosen{Mode: p.mode(), PIN: p.made})
		}
		p.fault = e.Say("pin.unseen")
	}
	return nil
}

// drawnView is the PIN in its boxes, and below it the step that it is written down, which
// Enter takes once the PIN was shown.
func (p *pinPage) drawnView(e *page.Env, v *page.View) {
	st := e.Style
	v.Title = e.Say("pin.drawn")
	shown := bubble.NewDigits(flows.PINLength)
	shown.Update(tea.PasteMsg{Content: p.made.Reveal()})
	boxes, _ := shown.View(st, bubble.BoxesTyped, e.Reveal)
	rows := strings.Split(boxes, "\n")
	if !e.Reveal {
		rows[1] += "   " + st.Muted.Render(e.Say("pin.hidden"))
	}
	text := e.Say("pin.look")
	if p.seen {
		text = e.Say("pin.look_again")
	}
	said := strings.Split(page.Hang(st.Text, st.Key.Render("r")+" ", text, e.Width), "\n")
	if p.fault != "" {
		said = e.Mind(p.fault, e.Width)
	}
	lines := p.spaced(e, rows, said)
	v.Focus = len(lines)
	lines = append(lines, p.button(e, e.Say("pin.written"), p.seen && !e.Flow.Busy()))
	v.Body = strings.Join(lines, "\n")
}
