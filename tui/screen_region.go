package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// regionScreen picks where message data rests.
type regionScreen struct {
	state  flows.State // that it is the screen of
	picker *bubble.Picker
	chosen string // the line that the picker was last set to
	now    string // the line that is marked as the present one; "" for none
}

// The picker's ids for what is no country.
const (
	noRegion = "none"   // nowhere in particular
	unkept   = "unkept" // nowhere for longer than an hour
)

// lineOf is the picker's id for a storage.
func lineOf(s *api.Storage) string {
	switch {
	case s.IsUnkept():
		return unkept
	case s.Localized() == "":
		return noRegion
	}
	return string(s.Localized())
}

func (r *regionScreen) enter(e *env) tea.Cmd {
	r.picker = bubble.NewPicker(e.say("region.search"))
	r.fill(e)
	r.choose(r.wanted(e))
	return nil
}

// fill sets the lines. Where a region is changed, the present one is marked.
func (r *regionScreen) fill(e *env) {
	r.now = ""
	if r.state == flows.MoveRegion && e.s.Settings.Storage != nil {
		r.now = lineOf(e.s.Settings.Storage)
	}
	label := func(id, text string) string {
		if id == r.now {
			return e.say("move.marked", "Region", text)
		}
		return text
	}
	items := []bubble.Item{{ID: noRegion, Label: label(noRegion, e.say("region.none"))}}
	if r.state == flows.MoveRegion {
		items = append(items, bubble.Item{ID: unkept, Label: label(unkept, e.say("region.unkept"))})
	}
	for _, group := range assets.Regions() {
		for _, code := range group.Codes {
			items = append(items, bubble.Item{
				ID: code, Label: label(code, e.say("region.in_"+code)), Group: e.say("region_group." + group.ID), Find: group.ID + " " + englishName(code),
			})
		}
	}
	r.picker.SetItems(items)
}

// wanted is the line that stands for what is wanted so far; "" while nobody said.
func (r *regionScreen) wanted(e *env) string {
	if r.state != flows.MoveRegion {
		if !e.s.RegionKnown() {
			return ""
		}
		s := api.InRegion(e.s.Storage.Region)
		return lineOf(&s)
	}
	if e.s.Move.Chosen {
		return lineOf(&e.s.Move.To)
	}
	if left, is := e.s.LeftGoal(); is {
		return lineOf(&left)
	}
	if e.s.Misplaced() {
		return lineOf(&e.s.Arrival.Wanted)
	}
	return lineOf(e.s.Settings.Storage)
}

// choose marks a line.
func (r *regionScreen) choose(id string) {
	r.chosen = id
	if id == "" { // only the customer can say
		r.picker.ChooseNone()
		return
	}
	r.picker.Choose(id)
}

func (r *regionScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		if event := r.onEnter(e); event != nil || r.picker.Searching() {
			return event, nil
		}
		return placeAsked{}, nil
	}
	if key := pressed(msg); len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
		return nil, nil // a PIN that was typed once too often: no place has a digit in its name
	}
	r.picker.Update(msg)
	return nil, nil
}

// onEnter takes the line under the mark.
func (r *regionScreen) onEnter(*env) flows.Event {
	item, ok := r.picker.Chosen()
	if !ok {
		return nil
	}
	region := api.Region(item.ID)
	if item.ID == noRegion {
		region = ""
	}
	switch {
	case r.state != flows.MoveRegion:
		return flows.RegionChosen{Region: region}
	case item.ID == unkept:
		return flows.StorageChosen{To: api.Unkept()}
	}
	return flows.StorageChosen{To: api.InRegion(region)}
}

func (r *regionScreen) view(e *env, w, h int) pane {
	p := e.heading(r.state)
	if r.state == flows.MoveRegion {
		p.lead, p.guide = r.standing(e), "change_region"
		if e.s.Settings.Storage != nil && r.now != lineOf(e.s.Settings.Storage) {
			r.fill(e)
		}
	} else if e.s.RegionAtRegister {
		p.lead = e.say("region.at_register", "Version", e.s.AskedVersion)
	}
	if wanted := r.wanted(e); r.chosen != wanted && !r.picker.Searching() { // the settings came in
		r.choose(wanted)
	}
	p.body, p.cursor = r.picker.View(e.style, w, max(5, h-6), e.say("picker.nothing"))
	return p
}

// standing says where the data rests now, and what was left half done.
func (r *regionScreen) standing(e *env) string {
	left, is := e.s.LeftGoal()
	switch {
	case is && !left.Same(now(e)):
		return e.say("move.left", "Region", e.rests(&left))
	case e.s.Settings.Storage == nil:
		return ""
	case !e.s.Number.Status.Registered():
		return e.say("move.is_off", "Region", e.rests(e.s.Settings.Storage))
	}
	return e.say("move.is_on", "Region", e.rests(e.s.Settings.Storage))
}

// now is where the data rests, by the settings that were read last.
func now(e *env) api.Storage {
	if e.s.Settings.Storage == nil {
		return api.InRegion("")
	}
	return *e.s.Settings.Storage
}

// rests says where data rests.
func (e *env) rests(s *api.Storage) string {
	if s.IsUnkept() {
		return e.say("region.unkept")
	}
	return e.region(s.Localized())
}

func (r *regionScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("a-z", "search")}
}

func (r *regionScreen) typing() bool { return true }
