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
		if !e.Flow.Busy() {
			v.Body += "\n\n" + bubble.Button(e.Style, e.Say("profile.again"), "", true, w)
		}
		return v
	}
	if e.Flow.Profile.Edits.Fields() != nil {
		v.Intro = e.Say("profile.unsaved")
	}
	lines, focus := p.rows(e, w, h)
	v.Body, v.Focus = strings.Join(lines, "\n"), focus
	return v
}

// rows are the fields with what stands in them, as long as there is room for it, and below
// them what can be done once something is changed.
func (p *profilePage) rows(e *page.Env, w, h int) (lines []string, focus int) {
	const ends, most = 4, 8 // the picture, a blank and two lines below the fields; lines of a value
	for long := most; long > 0; long-- {
		if lines, focus = p.fieldRows(e, w, long); len(lines)+ends <= h {
			break
		}
	}
	about := [][2]string{{e.Say("profile.picture.label"), e.Style.Text.Render(picture(e))}}
	lines = append(lines, "  "+factsBeside(e, about, labelCells, w-2)[0])
	if e.Flow.Profile.Edits.Fields() == nil {
		return lines, focus
	}
	lines = append(lines, "")
	for i, f := range p.lines(e) {
		here := i == p.at
		if here && (f == profileSave || f == profileDrop) {
			focus = len(lines)
		}
		switch f {
		case profileSave:
			save := e.Button(e.Say("profile.save", "Count", changes(e)), here, w)
			if !here { // the key that does it from any line
				save += "  " + e.Style.Key.Render("ctrl+s")
			}
			lines = append(lines, save)
		case profileDrop:
			lines = append(lines, bubble.Button(e.Style, e.Say("profile.drop"), "", here, w))
		}
	}
	return lines, focus
}

// fieldRows are the fields, of each value so many lines at most, and at the right which of
// them were changed.
func (p *profilePage) fieldRows(e *page.Env, w, long int) (lines []string, focus int) {
	draft, now := e.Flow.Profile.Edits.On(e.Flow.Profile.Now), e.Flow.Profile.Now
	changed := "● " + e.Say("profile.changed")
	wide := ansi.StringWidth(changed)
	room := w - 2 - labelCells
	if e.Flow.Profile.Edits.Fields() == nil { // no remark needs a column
		wide = 0
	} else {
		room -= 1 + wide
	}
	for i, f := range flows.ProfileFields() {
		value, beside := f.Of(draft), ""
		if value != f.Of(now) {
			beside = e.Style.Warn.Render(changed)
		}
		shown := profileValue(e, f, value, room)
		if f.Untold(now, e.Flow.Profile.Edits) {
			shown = []string{e.Style.Muted.Render(e.Say("profile.untold"))}
		}
		if len(shown) > long {
			shown[long-1] = ansi.Truncate(shown[long-1], room-1, "") + e.Style.Text.Render("…")
			shown = shown[:long]
		}
		if i == p.at {
			focus = len(lines)
		}
		head := e.Style.Muted.Render("  " + bubble.Pad(e.Say("profile.field."+string(f)), labelCells))
		if i == p.at {
			head = e.Marked(true, bubble.Pad(e.Say("profile.field."+string(f)), labelCells))
		}
		lines = append(lines, bubble.Pad(head+shown[0], w-wide)+beside)
		lines = append(lines, bubble.Beside(strings.Repeat(" ", 2+labelCells), shown[1:])...)
	}
	return lines, focus
}

// changes counts the fields that are not as they are at Meta.
func changes(e *page.Env) int {
	draft, count := e.Flow.Profile.Edits.On(e.Flow.Profile.Now), 0
	for _, f := range flows.ProfileFields() {
		if f.Of(draft) != f.Of(e.Flow.Profile.Now) {
			count++
		}
	}
	return count
}

// picture says whether there is a profile picture.
func picture(e *page.Env) string {
	switch now := e.Flow.Profile.Now; {
	case !now.TellsPicture():
		return e.Say("profile.picture.untold")
	case now.Picture != "":
		return e.Say("profile.picture.yes")
	}
	return e.Say("profile.picture.no")
}

// profileValue is a field's value, folded.
func profileValue(e *page.Env, f flows.ProfileField, value string, w int) []string {
	switch {
	case value == "":
		return []string{e.Style.Muted.Render(e.Say("profile.empty"))}
	case f == flows.FieldVertical:
		return []string{e.Style.Text.Render(bubble.Fit(e.Known("vertical.in_", value), w))}
	}
	return bubble.Lines(e.Style.Text, e.Redact(value), w)
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
	keys := page.Keys{e.Bind("enter", "change")}
	if lines := p.lines(e); p.at >= len(flows.ProfileFields()) && p.at < len(lines) {
		keys[0] = e.Bind("enter", "continue")
	}
	if e.Flow.Profile.Edits.Fields() != nil {
		keys = append(keys, e.Bind("ctrl+s", "save"))
	}
	return append(keys, e.Bind("↑↓", "choose"))
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
