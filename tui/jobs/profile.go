package jobs

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// profilePage lists the business profile. What is changed stays in the
// session until it is saved or thrown away.
type profilePage struct {
	at    int
	field profileField // the one that is open
}

// The lines below the fields.
const (
	profileSave flows.ProfileField = "save"
	profileDrop flows.ProfileField = "drop"
)

func (p *profilePage) Enter(e *page.Env) tea.Cmd {
	if p.field.of != e.Flow.Number.ID {
		*p = profilePage{field: profileField{of: e.Flow.Number.ID}}
	}
	return p.field.focus()
}

// stay keeps the mark on a line; when the last ones go, it begins anew.
func (p *profilePage) stay(lines int) {
	if p.at >= lines {
		p.at = 0
	}
}

// lines are the fields and, once something is changed, what is to become of it.
func (p *profilePage) lines(e *page.Env) []flows.ProfileField {
	all := flows.ProfileFields()
	if e.Flow.Profile.Edits.Fields() != nil {
		all = append(all, profileSave, profileDrop)
	}
	return all
}

func (p *profilePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if _, is := msg.(page.Fitted); is {
		p.field.fit(e)
		p.stay(len(p.lines(e)))
		return nil, nil
	}
	if p.field.open() {
		return p.field.update(e, msg)
	}
	k := page.Pressed(msg)
	switch {
	case !fits(e):
		return leaveUnfit(msg), nil
	case k == "enter" && !e.Flow.Profile.Read:
		return page.Do(flows.ReloadAsked{}), nil
	case !e.Flow.Profile.Read:
		return page.BackOrReload(msg), nil
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
		return page.Do(flows.SaveAsked{}), nil
	case "enter":
		switch lines[p.at] {
		case profileSave:
			return page.Do(flows.SaveAsked{}), nil
		case profileDrop:
			return page.Do(flows.ProfileDropped{}), nil
		}
		return nil, p.field.begin(e, lines[p.at])
	}
	return page.BackOrReload(msg), nil
}

func (p profilePage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	v := e.Heading(flows.EditProfile)
	switch {
	case !fits(e):
		return unfit(e, v, w)
	case p.field.open():
		return p.field.view(e, v)
	case !e.Flow.Profile.Read:
		unread := e.Say("profile.unread")
		if _, reading := e.Flow.Waiting.(flows.ReadProfile); reading {
			unread = e.Say("told.reading")
		}
		v.Body = page.Wrap(e.Style.Muted, unread, w)
		return v
	}
	draft, changed := e.Flow.Profile.Edits.On(e.Flow.Profile.Now), 0
	label := 0
	for _, f := range flows.ProfileFields() {
		label = max(label, ansi.StringWidth(e.Say("profile.field."+string(f))))
	}
	lines := p.lines(e)
	var rows []string
	for i, f := range lines {
		if f == profileSave {
			rows = append(rows, "")
		}
		if i == p.at {
			v.Focus = len(rows)
		}
		if f == profileSave || f == profileDrop {
			rows = append(rows, e.Marked(i == p.at, bubble.Fit(e.Say("profile."+string(f), "Count", changed), w-2)))
			continue
		}
		value, dot := f.Of(draft), "  "
		if value != f.Of(e.Flow.Profile.Now) {
			changed++
			dot = e.Style.Warn.Render("● ")
		}
		shown := profileValue(e, f, value, w-label-6)
		if f.Untold(e.Flow.Profile.Now, e.Flow.Profile.Edits) {
			shown = e.Style.Muted.Render(e.Say("profile.untold"))
		}
		rows = append(rows, e.Marked(i == p.at, bubble.Pad(e.Say("profile.field."+string(f)), label))+"  "+dot+shown)
	}
	const low = 18
	if h < low && changed > 0 { // every field comes first
		v.Body = strings.Join(rows, "\n")
		return v
	}
	picture := e.Say("profile.picture.no")
	switch now := e.Flow.Profile.Now; {
	case !now.TellsPicture():
		picture = e.Say("profile.picture.untold")
	case now.Picture != "":
		picture = e.Say("profile.picture.yes")
	}
	v.Body = strings.Join(append(rows, "", page.Wrap(e.Style.Muted, picture, w)), "\n")
	return v
}

// profileValue is a field's value in one line.
func profileValue(e *page.Env, f flows.ProfileField, value string, w int) string {
	switch {
	case value == "":
		return e.Style.Muted.Render(e.Say("profile.empty"))
	case f == flows.FieldVertical:
		return e.Style.Text.Render(bubble.Fit(e.Known("vertical.in_", value), w))
	}
	return e.Style.Text.Render(bubble.Fit(e.Redact(value), w))
}

func (p *profilePage) Keys(e *page.Env) page.Keys {
	switch {
	case !fits(e):
		return page.Keys{e.Bind("enter", "back")}
	case p.field.open():
		return p.field.keys(e)
	case !e.Flow.Profile.Read:
		return page.Keys{e.Bind("enter", "reload")}
	}
	keys := page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "change")}
	if lines := p.lines(e); p.at >= len(flows.ProfileFields()) && p.at < len(lines) {
		keys[1] = e.Bind("enter", "continue")
	}
	if e.Flow.Profile.Edits.Fields() != nil {
		keys = append(keys, e.Bind("ctrl+s", "save"))
	}
	return keys
}

func (p *profilePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.EditProfile)
	t.Guide, t.Departure = "profile", lookedIfFit(e)
	t.Typing, t.Fields = p.field.open(), p.field.fields()
	if lines := p.lines(e); fits(e) && !p.field.open() && p.at < len(lines) && lines[p.at] == profileSave {
		t.OnEnter = page.Do(flows.SaveAsked{})
	}
	return t
}
