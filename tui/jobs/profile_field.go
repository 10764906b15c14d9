package jobs

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// profileField is one field of the profile while it is edited: a text, or the
// trade out of a list.
type profileField struct {
	of     api.PhoneNumberID
	name   flows.ProfileField // "" for none
	was    string
	text   textarea.Model
	picker *bubble.Picker
	fault  string
	warned bool // that leaving throws the text away
}

func (p *profileField) open() bool { return p.name != "" }

func (p *profileField) focus() tea.Cmd {
	if !p.open() || p.picker != nil {
		return nil
	}
	return p.text.Focus()
}

func (p *profileField) close() { *p = profileField{of: p.of} }

// begin opens a field with the value that it has, or is to have.
func (p *profileField) begin(e *page.Env, name flows.ProfileField) tea.Cmd {
	*p = profileField{of: p.of, name: name, was: name.Of(e.Flow.Profile.Edits.On(e.Flow.Profile.Now))}
	if name == flows.FieldVertical {
		picker := bubble.NewPicker(e.Say("profile.search"))
		p.picker = &picker
		var items []bubble.Item
		for _, v := range api.Verticals() {
			items = append(items, bubble.Item{ID: string(v), Label: e.Known("vertical.in_", string(v))})
		}
		p.picker.SetItems(items)
		p.picker.Choose(p.was)
		return nil
	}
	p.text = textarea.New()
	p.text.Prompt, p.text.ShowLineNumbers = "", false
	p.text.SetVirtualCursor(false)
	p.text.KeyMap.InsertNewline = key.NewBinding()             // what is read back has none
	p.text.CharLimit = max(2*name.Limit(), len([]rune(p.was))) // more than Meta takes, so that too long a text is explained and not cut
	p.text.SetValue(p.was)
	return p.text.Focus()
}

func (p *profileField) update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if p.picker != nil {
		return page.Do(p.pick(msg)), nil
	}
	switch page.Pressed(msg) {
	case "esc":
		if p.value() != p.was && !p.warned {
			p.warned = true
			return nil, nil
		}
		p.close()
		return nil, nil
	case "enter":
		value := p.value()
		if fault := flows.CheckProfile(p.name, value); fault != "" && value != p.was {
			p.fault = p.say(e, fault)
			return nil, nil
		}
		change := p.name.Set(e.Flow.Profile.Edits.On(e.Flow.Profile.Now), value)
		p.close()
		return page.Do(flows.ProfileEdited{Change: change}), nil
	}
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(paste.Content)}
	}
	before := p.text.Value()
	var cmd tea.Cmd
	p.text, cmd = p.text.Update(msg)
	if p.text.Value() != before {
		p.fault, p.warned = "", false
	}
	return nil, cmd
}

// value is what was typed, without the blanks around it.
func (p *profileField) value() string { return strings.TrimSpace(p.text.Value()) }

func (p *profileField) pick(msg tea.Msg) flows.Event {
	item, done := page.Pick(p.picker, msg)
	if !done {
		return nil
	}
	change := p.name.Set(api.Profile{}, item.ID)
	p.close()
	if item.ID == "" {
		return nil
	}
	return flows.ProfileEdited{Change: change}
}

// say says what is wrong with a value, what is expected, and an example.
func (p *profileField) say(e *page.Env, fault flows.ProfileFault) string {
	return e.Say("profile.fault."+string(fault), "Limit", p.name.Limit())
}

// fit gives the text the room that it has.
func (p *profileField) fit(e *page.Env) {
	if !p.open() || p.picker != nil {
		return
	}
	rows := 1
	if p.name.Limit() > api.EmailLimit && p.name != flows.FieldWebsite && p.name != flows.FieldWebsite2 {
		rows = 6
	}
	const frame, below = 2, 4 // the edges of its frame, and what is said below it
	p.text.SetWidth(max(10, e.Width-bubble.FrameCells))
	p.text.SetHeight(max(1, min(rows, e.Height-frame-below)))
	looks := textarea.DefaultStyles(true)
	for _, state := range []*textarea.StyleState{&looks.Focused, &looks.Blurred} {
		state.Text, state.CursorLine, state.EndOfBuffer, state.Placeholder = e.Style.Text.Style, e.Style.Text.Style, e.Style.Muted.Style, e.Style.Muted.Style
	}
	p.text.SetStyles(looks)
}

func (p profileField) view(e *page.Env, v page.View) page.View {
	w := e.Width
	v.Title, v.Intro = e.Say("profile.field."+string(p.name)), e.Say("profile.hint."+string(p.name))
	if p.picker != nil {
		v.Body, v.Cursor = p.picker.View(e.Style, w, max(5, e.Height-2), e.Say("picker.nothing"))
		return v
	}
	value := p.value()
	f := bubble.Frame{Heavy: true, Look: e.Style.Focus, Corner: counter(e, value, p.name.Limit()), Foot: bubble.Label{Text: e.EnterTo("take"), Look: e.Style.Focus}}
	lines := f.Draw(strings.Split(p.text.View(), "\n"), w)
	switch live := flows.CheckProfile(p.name, value); {
	case p.fault != "":
		lines = append(lines, e.Fault(p.fault, w))
	case live == "" || value == p.was:
	case live == flows.FaultTooLong || live == flows.FaultHidden:
		lines = append(lines, e.Fault(p.say(e, live), w))
	default: // it may still become one
		lines = append(lines, page.Wrap(e.Style.Muted, p.say(e, live), w))
	}
	if p.warned {
		lines = append(lines, page.Wrap(e.Style.Warn, "! "+e.Say("profile.leave"), w))
	}
	v.Body = strings.Join(lines, "\n")
	if v.Cursor = p.text.Cursor(); v.Cursor != nil {
		v.Cursor.X, v.Cursor.Y = v.Cursor.X+bubble.FrameCells/2, v.Cursor.Y+1
	}
	return v
}

func (p *profileField) keys(e *page.Env) page.Keys {
	if p.picker != nil {
		return page.PickKeys(e, p.picker, "take")
	}
	return page.Keys{e.Bind("enter", "take"), e.Bind("ctrl+u", "clear")}
}

// fields are the texts that are typed.
func (p *profileField) fields() []page.Field {
	if !p.open() || p.picker != nil {
		return page.PickerFields(p.picker)
	}
	return []page.Field{page.InputField(&p.text)}
}
