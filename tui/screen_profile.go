package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// profileScreen lists the business profile. What is changed stays in the
// session until it is saved or thrown away.
type profileScreen struct {
	at    int
	field profileField // the one that is open
}

// The lines below the fields.
const (
	profileSave flows.ProfileField = "save"
	profileDrop flows.ProfileField = "drop"
)

func (p *profileScreen) enter(e *env) tea.Cmd {
	if p.field.of != e.s.Number.ID {
		*p = profileScreen{field: profileField{of: e.s.Number.ID}}
	}
	return p.field.focus()
}

// stay keeps the mark on a line; when the last ones go, it begins anew.
func (p *profileScreen) stay(lines int) {
	if p.at >= lines {
		p.at = 0
	}
}

// lines are the fields and, once something is changed, what is to become of it.
func (p *profileScreen) lines(e *env) []flows.ProfileField {
	all := flows.ProfileFields()
	if e.s.Profile.Edits.Fields() != nil {
		all = append(all, profileSave, profileDrop)
	}
	return all
}

func (p *profileScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if p.field.open() {
		return p.field.update(e, msg)
	}
	k := pressed(msg)
	switch {
	case !fits(e) && (k == "esc" || k == "enter"), k == "esc":
		return flows.BackAsked{}, nil
	case !fits(e):
		return nil, nil
	case k == "ctrl+l", k == "enter" && !e.s.Profile.Read:
		return flows.ReloadAsked{}, nil
	case !e.s.Profile.Read:
		return nil, nil
	}
	lines := p.lines(e)
	p.stay(len(lines))
	switch k {
	case "up", "shift+tab":
		p.at = (p.at + len(lines) - 1) % len(lines)
	case "down", "tab":
		p.at = (p.at + 1) % len(lines)
	case "home":
		p.at = 0
	case "end":
		p.at = len(lines) - 1
	case "ctrl+s":
		return flows.SaveAsked{}, nil
	case "enter":
		switch lines[p.at] {
		case profileSave:
			return flows.SaveAsked{}, nil
		case profileDrop:
			return flows.ProfileDropped{}, nil
		}
		return nil, p.field.begin(e, lines[p.at])
	}
	return nil, nil
}

func (p *profileScreen) view(e *env, w, h int) pane {
	v := e.heading(flows.EditProfile)
	v.guide = "profile"
	switch {
	case !fits(e):
		return e.unfit(v, w)
	case p.field.open():
		return p.field.view(e, v, w, h)
	case !e.s.Profile.Read:
		v.body = wrap(e.style.Muted, e.say("profile.unread"), w)
		return v
	}
	v.essential = true
	draft, changed := e.s.Profile.Edits.On(e.s.Profile.Now), 0
	label := 0
	for _, f := range flows.ProfileFields() {
		label = max(label, ansi.StringWidth(e.say("profile.field."+string(f))))
	}
	lines := p.lines(e)
	p.stay(len(lines))
	var rows []string
	for i, f := range lines {
		mark, look := "  ", e.style.Text
		if i == p.at {
			mark, look = "▸ ", e.style.Focus
		}
		switch f {
		case profileSave, profileDrop:
			if f == profileSave {
				rows = append(rows, "")
			}
			text := e.say("profile."+string(f), "Count", changed)
			if i == p.at {
				v.focus = len(rows)
			}
			rows = append(rows, look.Render(mark+bubble.Fit(text, w-2)))
			continue
		}
		value, dot := f.Of(draft), "  "
		if value != f.Of(e.s.Profile.Now) {
			changed++
			dot = e.style.Warn.Render("● ")
		}
		shown := e.profileValue(f, value, w-label-6)
		if i == p.at {
			v.focus = len(rows)
		}
		rows = append(rows, look.Render(mark+bubble.Pad(e.say("profile.field."+string(f)), label))+"  "+dot+shown)
	}
	const low = 18
	if h < low && changed > 0 { // every field comes first
		v.body = strings.Join(rows, "\n")
		return v
	}
	picture := e.say("profile.picture.no")
	if e.s.Profile.Now.Picture != "" {
		picture = e.say("profile.picture.yes")
	}
	rows = append(rows, "")
	rows = append(rows, strings.Split(wrap(e.style.Muted, picture, w), "\n")...)
	v.body = strings.Join(rows, "\n")
	return v
}

// profileValue is a field's value in one line.
func (e *env) profileValue(f flows.ProfileField, value string, w int) string {
	switch {
	case value == "":
		return e.style.Muted.Render(e.say("profile.empty"))
	case f == flows.FieldVertical:
		return e.style.Text.Render(bubble.Fit(e.vertical(api.Vertical(value)), w))
	}
	return e.style.Text.Render(bubble.Fit(e.hush(value), w))
}

// vertical names a trade; one that nobody knows stays as Meta wrote it.
func (e *env) vertical(v api.Vertical) string {
	if k := "vertical.in_" + string(v); e.words.Has(k) {
		return e.say(k)
	}
	return string(v)
}

func (p *profileScreen) keys(e *env) []key.Binding {
	switch {
	case !fits(e):
		return []key.Binding{e.bind("enter", "back")}
	case p.field.open():
		return p.field.keys(e)
	case !e.s.Profile.Read:
		return []key.Binding{e.bind("enter", "reload")}
	}
	keys := []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "change")}
	if lines := p.lines(e); p.at >= len(flows.ProfileFields()) && p.at < len(lines) {
		keys[1] = e.bind("enter", "continue")
	}
	if e.s.Profile.Edits.Fields() != nil {
		keys = append(keys, e.bind("ctrl+s", "save"))
	}
	return keys
}

// onEnter saves what was changed, from its line.
func (p *profileScreen) onEnter(e *env) flows.Event {
	if lines := p.lines(e); !fits(e) || p.field.open() || p.at >= len(lines) || lines[p.at] != profileSave {
		return nil
	}
	return flows.SaveAsked{}
}

func (p *profileScreen) typing() bool { return p.field.open() }
