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
	picker *bubble.Picker
	region api.Region // the choice that the picker was last set to
}

// noRegion is the picker's id for "nowhere in particular".
const noRegion = "none"

func (r *regionScreen) enter(e *env) tea.Cmd {
	r.picker = bubble.NewPicker(e.say("region.search"))
	items := []bubble.Item{{ID: noRegion, Label: e.say("region.none")}}
	for _, group := range assets.Regions() {
		for _, code := range group.Codes {
			items = append(items, bubble.Item{ID: code, Label: e.say("region.in_" + code), Group: e.say("region_group." + group.ID), Find: group.ID + " " + englishName(code)})
		}
	}
	r.picker.SetItems(items)
	r.choose(e.s.Region)
	return nil
}

// choose marks a region.
func (r *regionScreen) choose(region api.Region) {
	r.region = region
	id := string(region)
	if id == "" {
		id = noRegion
	}
	r.picker.Choose(id)
}

func (r *regionScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "enter":
		item, ok := r.picker.Chosen()
		if !ok {
			return nil, nil
		}
		if item.ID == noRegion {
			return flows.RegionChosen{}, nil
		}
		return flows.RegionChosen{Region: api.Region(item.ID)}, nil
	}
	r.picker.Update(msg)
	return nil, nil
}

func (r *regionScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.ChooseRegion)
	if e.s.AtRegister {
		p.lead = e.say("region.at_register", "Version", e.s.Asked)
	}
	if r.region != e.s.Region && !r.picker.Searching() { // the settings came in
		r.choose(e.s.Region)
	}
	p.body, p.cursor = r.picker.View(e.style, w, max(5, h-6), e.say("picker.nothing"))
	return p
}

func (r *regionScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("a-z", "search")}
}

func (r *regionScreen) typing() bool { return true }
