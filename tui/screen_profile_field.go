package tui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
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
func (p *profileField) begin(e *env, name flows.ProfileField) tea.Cmd {
	*p = profileField{of: p.of, name: name, was: name.Of(e.s.Profile.Edits.On(e.s.Profile.Now))}
	if name == flows.FieldVertical {
		p.picker = bubble.NewPicker(e.say("profile.search"))
		var items []bubble.Item
		for _, v := range api.Verticals() {
			items = append(items, bubble.Item{ID: string(v), Label: e.vertical(v)})
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

func (p *profileField) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if p.picker != nil {
		return p.pick(msg), nil
	}
	switch pressed(msg) {
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
			p.fault = e.profileFault(p.name, fault)
			return nil, nil
		}
		change := p.name.Set(e.s.Profile.Edits.On(e.s.Profile.Now), value)
		p.close()
		return flows.ProfileEdited{Change: change}, nil
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
	switch pressed(msg) {
	case "esc":
		p.close()
		return nil
	case "enter":
		item, ok := p.picker.Chosen()
		if !ok {
			return nil
		}
		change := p.name.Set(api.Profile{}, item.ID)
		p.close()
		return flows.ProfileEdited{Change: change}
	}
	p.picker.Update(msg)
	return nil
}

// profileFault says what is wrong with a value, what is expected, and an example.
func (e *env) profileFault(f flows.ProfileField, fault flows.ProfileFault) string {
	return e.say("profile.fault."+string(fault), "Limit", f.Limit())
}

func (p *profileField) view(e *env, v pane, w, h int) pane {
	v.title, v.lead = e.say("profile.field."+string(p.name)), e.say("profile.hint."+string(p.name))
	if p.picker != nil {
		v.body, v.cursor = p.picker.View(e.style, w, max(5, h-6), e.say("picker.nothing"))
		return v
	}
	v.essential = true
	rows := 1
	if p.name.Limit() > api.EmailLimit && p.name != flows.FieldWebsite && p.name != flows.FieldWebsite2 {
		rows = 6
	}
	p.text.SetWidth(max(10, w-1))
	p.text.SetHeight(max(1, min(rows, h-8)))
	p.text.SetStyles(e.areaStyles())
	used, value := utf8.RuneCountInString(p.value()), p.value()
	lines := []string{p.text.View(), "", e.counter(used, p.name.Limit())}
	switch live := flows.CheckProfile(p.name, value); {
	case p.fault != "":
		lines = append(lines, e.fault(p.fault, w))
	case live != "" && value != p.was && (live == flows.FaultTooLong || live == flows.FaultHidden):
		lines = append(lines, e.fault(e.profileFault(p.name, live), w))
	case live != "" && value != p.was: // it may still become one
		lines = append(lines, wrap(e.style.Muted, e.profileFault(p.name, live), w))
	}
	if p.warned {
		lines = append(lines, wrap(e.style.Warn, "! "+e.say("profile.leave"), w))
	}
	v.body = strings.Join(lines, "\n")
	v.cursor = p.text.Cursor()
	return v
}

// areaStyles are the looks of a text of several lines.
func (e *env) areaStyles() textarea.Styles {
	s := textarea.DefaultStyles(true)
	for _, state := range []*textarea.StyleState{&s.Focused, &s.Blurred} {
		state.Text, state.CursorLine, state.EndOfBuffer, state.Placeholder = e.style.Text, e.style.Text, e.style.Muted, e.style.Muted
	}
	return s
}

func (p *profileField) keys(e *env) []key.Binding {
	if p.picker != nil {
		return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "take"), e.bind("a-z", "search")}
	}
	return []key.Binding{e.bind("enter", "take"), e.bind("ctrl+u", "clear")}
}
