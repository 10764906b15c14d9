package onboard

import (
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// regionPage picks where message data rests.
type regionPage struct {
	state  flows.State // whose page it is
	picker bubble.Picker
	chosen string // the line that the picker was last set to
	now    string // the line that is marked as the present one; "" for none
}

func (r *regionPage) Enter(e *page.Env) tea.Cmd {
	r.picker = bubble.NewPicker(e.Say("region.search"))
	r.fill(e)
	r.choose(r.wanted(e))
	return nil
}

// fill sets the lines. Where a region is changed, the present one is marked.
func (r *regionPage) fill(e *page.Env) {
	r.now = ""
	if r.state == flows.MoveRegion && e.Flow.Settings.Storage != nil {
		r.now = page.StorageLine(e.Flow.Settings.Storage)
	}
	label := func(id, text string) string {
		if id == r.now {
			return e.Say("move.marked", "Region", text)
		}
		return text
	}
	items := []bubble.Item{{ID: page.NoRegion, Label: label(page.NoRegion, e.Say("region.none"))}}
	if r.state == flows.MoveRegion {
		items = append(items, bubble.Item{ID: page.Unkept, Label: label(page.Unkept, e.Say("region.unkept"))})
	}
	for _, group := range assets.Regions() {
		for _, code := range group.Codes {
			items = append(items, bubble.Item{
				ID: code, Label: label(code, e.Say("region.in_"+code)), Group: e.Say("region_group." +
					group.ID), Find: group.ID + " " + englishName(code),
			})
		}
	}
	r.picker.SetItems(items)
}

// wanted is the line that stands for what is wanted so far; "" while nobody said.
func (r *regionPage) wanted(e *page.Env) string {
	if r.state != flows.MoveRegion {
		if !e.Flow.RegionKnown() {
			return ""
		}
		s := api.InRegion(e.Flow.Storage.Region)
		return page.StorageLine(&s)
	}
	if e.Flow.Move.Chosen {
		return page.StorageLine(&e.Flow.Move.To)
	}
	if left, is := e.Flow.LeftGoal(); is {
		return page.StorageLine(&left)
	}
	if e.Flow.Misplaced() {
		return page.StorageLine(&e.Flow.Arrival.Wanted)
	}
	return page.StorageLine(e.Flow.Settings.Storage)
}

// choose marks a line.
func (r *regionPage) choose(id string) {
	r.chosen = id
	if id == "" { // only the customer can say
		r.picker.ChooseNone()
		return
	}
	r.picker.Choose(id)
}

func (r *regionPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if _, is := msg.(page.Fitted); is {
		r.settle(e)
		return nil, nil
	}
	if page.Pressed(msg) == "enter" {
		if event := r.chosenPlace(); event != nil || r.picker.Searching() {
			return page.Do(event), nil
		}
		return page.HintPlace, nil
	}
	if key := page.Pressed(msg); len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
		return nil, nil // a PIN that was typed once too often: no place has a digit in its name
	}
	r.picker.Update(msg)
	return page.BackOrReload(msg), nil
}

// chosenPlace is the choice of the line under the mark; nil for none.
func (r *regionPage) chosenPlace() flows.Event {
	item, ok := r.picker.Chosen()
	if !ok {
		return nil
	}
	switch item.ID {
	case page.Unkept:
		return flows.StorageChosen{To: api.Unkept()}
	case page.NoRegion:
		return flows.StorageChosen{To: api.InRegion("")}
	}
	return flows.StorageChosen{To: api.InRegion(api.Region(item.ID))}
}

func (r regionPage) View(e *page.Env) page.View {
	p := e.Heading(r.state)
	if r.state == flows.MoveRegion {
		p.Intro = r.standing(e)
	} else if e.Flow.RegionAtRegister {
		p.Intro = e.Say("region.at_register", "Version", e.Flow.AskedVersion)
	}
	p.Body, p.Cursor = r.picker.View(e.Style, e.Width, max(5, e.Height-2), e.Say("picker.nothing"))
	return p
}

// settle takes over what the settings say, once they came in.
func (r *regionPage) settle(e *page.Env) {
	if r.state == flows.MoveRegion && e.Flow.Settings.Storage != nil && r.now != page.StorageLine(e.Flow.Settings.Storage) {
		r.fill(e)
	}
	if wanted := r.wanted(e); r.chosen != wanted && !r.picker.Searching() {
		r.choose(wanted)
	}
}

// standing says where the data rests now, and what was left half done.
func (r *regionPage) standing(e *page.Env) string {
	now := api.InRegion("")
	if read := e.Flow.Settings.Storage; read != nil {
		now = *read
	}
	left, is := e.Flow.LeftGoal()
	switch {
	case is && !left.Same(now):
		return e.Say("move.left", "Region", e.StorageName(&left))
	case e.Flow.Settings.Storage == nil:
		return ""
	case !e.Flow.Number.Status.Registered():
		return e.Say("move.is_off", "Region", e.StorageName(&now))
	}
	return e.Say("move.is_on", "Region", e.StorageName(&now))
}

func (r *regionPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "continue"), e.Bind("a-z", "search")}
}

func (r *regionPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(r.state)
	t.Typing, t.Fields, t.OnEnter = true, page.PickerFields(&r.picker), page.Do(r.chosenPlace())
	if r.state == flows.MoveRegion {
		t.Guide = "change_region"
	}
	return t
}
