package tui

import (
	"cmp"
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// businessScreen asks whose pool it is.
type businessScreen struct {
	input textinput.Model
	fault string
}

func newBusinessScreen() *businessScreen {
	input := textinput.New()
	input.Prompt = ""
	input.SetVirtualCursor(false)
	input.CharLimit = 40
	return &businessScreen{input: input}
}

func (b *businessScreen) enter(e *env) tea.Cmd {
	b.fault = ""
	return b.input.Focus()
}

func (b *businessScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "enter":
		id, fault := b.id(e)
		if b.fault = fault; fault != "" {
			return nil, nil
		}
		return flows.BusinessGiven{ID: id}, nil
	}
	before := b.input.Value()
	var cmd tea.Cmd
	if b.input, cmd = b.input.Update(msg); b.input.Value() != before {
		b.fault = ""
	}
	return nil, cmd
}

// id is what was typed, or the sentence why it is none.
func (b *businessScreen) id(e *env) (api.BusinessID, string) {
	text := b.input.Value()
	if phone.LooksLikeNumber(text) {
		return "", e.say("pool.business.phone")
	}
	id, err := api.ParseID(text)
	var fault *api.IDError
	if errors.As(err, &fault) {
		return "", e.say("id." + string(fault.Reason))
	}
	return api.BusinessID(id), ""
}

func (b *businessScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.PoolBusiness)
	styles := textinput.DefaultStyles(true)
	styles.Focused.Text = e.style.Text
	b.input.SetStyles(styles)
	b.input.SetWidth(max(10, w-6))
	typed := b.input.View()
	if b.input.Value() == "" {
		typed = e.style.Muted.Render(e.say("pool.business.example"))
	}
	lines := []string{e.style.Focus.Render("▸ " + e.say("pool.business.label")), "    " + typed}
	if b.fault != "" {
		lines = append(lines, indent(e.fault(b.fault, w-4), 4)...)
	}
	p.body = strings.Join(lines, "\n")
	if p.cursor = b.input.Cursor(); p.cursor != nil {
		p.cursor.X += 4
		p.cursor.Y = 1
	}
	return p
}

func (b *businessScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("enter", "continue")}
}

func (b *businessScreen) typing() bool { return true }

// poolAddScreen takes a number for the pool. What the add form refuses is
// refused here with the same sentences.
type poolAddScreen struct {
	number phoneField
	fault  string
}

func (p *poolAddScreen) enter(e *env) tea.Cmd {
	p.fault = ""
	if e.s.Typed.Phone.E164 == "" { // what was typed before is in the pool
		p.number = nil
	}
	return nil
}

func (p *poolAddScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "enter":
		number, err := phone.Parse(p.number.text(), e.s.Account.Country)
		if p.fault = cmp.Or(e.readFault(p.number.text(), err), e.deafFault(number)); p.fault != "" {
			return nil, nil
		}
		return flows.NumberTyped{Phone: number}, nil
	}
	if p.number.take(msg) {
		p.fault = ""
	}
	return nil, nil
}

func (p *poolAddScreen) view(e *env, w, h int) pane {
	v := e.heading(flows.PoolAdd)
	number := e.typed(p.number.text(), e.s.Account.Country)
	shown := len([]rune(number))
	if len(p.number) == 0 {
		number, shown = e.style.Muted.Render(e.say("add.number.example")), 0
	}
	lines := []string{e.style.Focus.Render("▸ " + e.say("add.number.label")), "    " + number}
	lines = append(lines, e.phoneHint(p.number, e.s.Account.Country, p.fault, w)...)
	v.body = strings.Join(lines, "\n")
	v.cursor = tea.NewCursor(4+shown, 1)
	return v
}

func (p *poolAddScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("enter", "add_pool")}
}

// hidden is what can be shown here: the number while it is typed.
func (p *poolAddScreen) hidden(*env) secretKind { return p.number.hidden(true) }

// onEnter adds the number that was typed.
func (p *poolAddScreen) onEnter(*env) flows.Event {
	if len(p.number) == 0 {
		return nil
	}
	return flows.NumberTyped{}
}

func (p *poolAddScreen) typing() bool { return true }

// poolUseScreen asks for the display name under which a number of the pool goes
// into the account, and for the last word.
type poolUseScreen struct {
	nameField
	confirms bool
	fault    string
	of       api.PreverifiedID // that the name was typed for
}

func newPoolUseScreen() *poolUseScreen { return &poolUseScreen{nameField: newNameField()} }

func (p *poolUseScreen) enter(e *env) tea.Cmd {
	p.confirms, p.fault = false, ""
	if p.of != e.s.Pool.At.ID {
		p.of = e.s.Pool.At.ID
		p.name.SetValue("")
		if name := e.s.Account.Name; e.name(name) == steady(name) { // else a number stands in it, which the field would draw
			p.name.SetValue(name)
		}
	}
	return p.name.Focus()
}

func (p *poolUseScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		if p.confirms {
			p.confirms = false
			return nil, p.name.Focus()
		}
		return flows.BackAsked{}, nil
	case "enter":
		if p.fault = e.nameFault(p.text()); p.fault != "" {
			p.confirms = false
			return nil, p.name.Focus()
		}
		if p.confirms {
			return flows.ClaimAsked{Name: p.text()}, nil
		}
		p.confirms = true
		p.name.Blur()
		return nil, nil
	case "up", "down", "tab", "shift+tab":
		if p.confirms = !p.confirms; p.confirms {
			p.name.Blur()
			return nil, nil
		}
		return nil, p.name.Focus()
	}
	if p.confirms {
		return nil, nil
	}
	before := p.name.Value()
	var cmd tea.Cmd
	if p.name, cmd = p.name.Update(msg); p.name.Value() != before {
		p.fault = ""
	}
	return nil, cmd
}

func (p *poolUseScreen) view(e *env, w, h int) pane {
	v := e.heading(flows.PoolUse)
	st := e.style
	rows := [][2]string{
		{e.say("field.number"), st.Strong.Render(e.pooled(e.s.Pool.At))},
		{e.say("field.account"), st.Text.Render(e.name(e.s.Account.Name))},
	}
	if ends := flows.PoolEnds(e.s.Pool.At); !ends.IsZero() {
		rows = append(rows, [2]string{e.say("pool.use.until"), st.Text.Render(e.day(ends))})
	}
	by := eligibility.Deadline(eligibility.DeadlinePreVerified, e.now)
	rows = append(rows, [2]string{e.say("field.register_by"), st.Text.Render(e.say("pool.use.by", "Day", e.day(by), "Days", poolDays))})
	lines := append(strings.Split(e.table(rows, w), "\n"), "", e.marked(!p.confirms, e.say("add.name.label")))
	nameLine := len(lines)
	lines = append(lines, "    "+p.draw(e, w-6))
	lines = append(lines, p.hints(e, p.fault, w)...)
	button := "  " + st.Text.Render("[ "+e.say("pool.use.send")+" ]")
	if p.confirms {
		button = "  " + st.Button.Render(e.say("pool.use.send"))
	}
	lines = append(lines, button)
	v.body, v.focus = strings.Join(lines, "\n"), len(lines)-1
	if !p.confirms {
		v.focus = nameLine
		if v.cursor = p.name.Cursor(); v.cursor != nil {
			v.cursor.X += 4
			v.cursor.Y = nameLine
		}
	}
	return v
}

func (p *poolUseScreen) keys(e *env) []key.Binding {
	if p.confirms {
		return []key.Binding{e.bind("enter", "use_pooled"), e.bind("↑↓", "move")}
	}
	return []key.Binding{e.bind("enter", "continue"), e.bind("↑↓", "move")}
}

// onEnter puts the number into the account, from the button.
func (p *poolUseScreen) onEnter(*env) flows.Event {
	if !p.confirms {
		return nil
	}
	return flows.ClaimAsked{}
}

func (p *poolUseScreen) typing() bool { return !p.confirms }
