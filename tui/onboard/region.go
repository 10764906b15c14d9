package onboard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// regionPage picks where message data is stored: a few lines, of which one opens the list
// of countries.
type regionPage struct {
	state flows.State // whose page it is
	menu  bubble.Menu
	list  bubble.Picker
	open  bool   // the list is
	lit   string // what was wanted when the mark was set
	now   string // the place that is marked as the present one; "" for none
}

// The lines, from above.
const (
	lineDefault = iota
	lineCountry
	lineUnkept // where a region is changed
)

func (r *regionPage) Enter(e *page.Env) tea.Cmd {
	r.open, r.now = false, r.present(e)
	r.light(r.wanted(e))
	return nil
}

// light sets the mark for what is wanted. Meta's default is proposed for a new number;
// where a region is changed, only the customer can say.
func (r *regionPage) light(wanted string) {
	r.lit = wanted
	switch {
	case wanted == "" && r.state == flows.MoveRegion:
		r.menu.Clear()
	case wanted == "", wanted == page.NoRegion:
		r.menu.Set(lineDefault)
	case wanted == page.Unkept:
		r.menu.Set(lineUnkept)
	default:
		r.menu.Set(lineCountry)
	}
}

// present is where the data of a number is stored whose region is changed; "" for a new one.
func (r *regionPage) present(e *page.Env) string {
	if r.state != flows.MoveRegion || e.Flow.Settings.Storage == nil {
		return ""
	}
	return page.StorageLine(e.Flow.Settings.Storage)
}

// marked is a place's name, with a remark where it is the present one.
func (r *regionPage) marked(e *page.Env, id, text string) string {
	if id == r.now {
		return e.Say("move.marked", "Region", text)
	}
	return text
}

// wanted stands for what is wanted so far; "" while nobody said.
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
	return ""
}

// wished is the country that is wanted so far; "" for none.
func (r *regionPage) wished(e *page.Env) api.Region {
	switch wanted := r.wanted(e); wanted {
	case page.NoRegion, page.Unkept:
		return ""
	default:
		return api.Region(wanted)
	}
}

func (r *regionPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if _, is := msg.(page.Fitted); is {
		r.settle(e)
		return nil, nil
	}
	pressed := page.Pressed(msg)
	if r.open {
		return r.updateList(msg, pressed), nil
	}
	switch pressed {
	case "c":
		r.openList(e)
		return nil, nil
	case "enter":
		return r.choose(e), nil
	}
	r.menu.Update(msg, len(r.options(e)))
	return page.BackOrReload(msg), nil
}

// choose takes the lit line.
func (r *regionPage) choose(e *page.Env) page.Action {
	switch event := r.chosen(e); {
	case event != nil:
		return page.Do(event)
	case r.menu.At() < 0:
		return page.HintPlace
	}
	r.openList(e)
	return nil
}

// chosen is the choice of the lit line; nil for none, and for the list.
func (r *regionPage) chosen(e *page.Env) flows.Event {
	switch r.menu.At() {
	case lineDefault:
		return flows.StorageChosen{To: api.InRegion("")}
	case lineUnkept:
		return flows.StorageChosen{To: api.Unkept()}
	case lineCountry:
		if code := r.wished(e); code != "" {
			return flows.StorageChosen{To: api.InRegion(code)}
		}
	}
	return nil
}

func (r *regionPage) updateList(msg tea.Msg, pressed string) page.Action {
	switch {
	case pressed == "esc":
		r.open = false
		return nil
	case pressed == "enter":
		if event := r.fromList(); event != nil || r.list.Searching() {
			return page.Do(event)
		}
		return page.HintPlace
	case len(pressed) == 1 && pressed[0] >= '0' && pressed[0] <= '9':
		return nil // a PIN that was typed once too often: no place has a digit in its name
	}
	r.list.Update(msg)
	return page.BackOrReload(msg)
}

// settle takes over what the settings say, once they came in.
func (r *regionPage) settle(e *page.Env) {
	if now := r.present(e); r.now != now {
		r.now = now
		if r.open {
			r.fillList(e)
		}
	}
	if wanted := r.wanted(e); r.lit != wanted {
		r.light(wanted)
		if r.open && !r.list.Searching() {
			r.list.ChooseNone()
			r.list.Choose(wanted)
		}
	}
}

// options are the lines. There are as many whatever is known: none moves when the settings
// come in.
func (r *regionPage) options(e *page.Env) []bubble.Option {
	country := bubble.Option{Label: e.Say("region.pick"), Note: e.Say("region.pick_note")}
	switch wished, now := r.wished(e), r.now; {
	case wished != "" && r.state == flows.MoveRegion:
		country = bubble.Option{Label: e.Region(wished), Note: e.Say("region.another")}
	case wished != "":
		country = bubble.Option{Label: e.Say("region.keep", "Region", e.Region(wished)), Note: e.Say("region.another")}
	case now != "" && now != page.NoRegion && now != page.Unkept:
		country = bubble.Option{Label: e.Say("region.pick_other"), Note: e.Say("move.now_in", "Region", e.Region(api.Region(now)))}
	}
	lines := []bubble.Option{{Label: r.marked(e, page.NoRegion, e.Say("region.none")), Note: e.Say("region.none_note")}, country}
	if r.state == flows.MoveRegion {
		lines = append(lines, bubble.Option{Label: r.marked(e, page.Unkept, e.Say("region.unkept")), Note: e.Say("region.unkept_note")})
	}
	return lines
}

func (r regionPage) View(e *page.Env) page.View {
	v := e.Heading(r.state)
	if r.state == flows.MoveRegion {
		v.Intro = r.standing(e)
	} else if e.Flow.RegionAtRegister {
		v.Intro = e.Say("region.at_register", "Version", e.Flow.AskedVersion)
	}
	if r.open {
		r.listView(e, &v)
		return v
	}
	menu := r.menu
	if e.Flow.Busy() {
		menu.Clear()
	}
	enter := r.enterKey(e).Help()
	v.Body, v.Focus = menu.View(e.Style, r.options(e), e.Width, e.Height, enter.Key+" "+enter.Desc)
	return v
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
		return e.Say("move.is_off")
	}
	return e.Say("move.is_on")
}

// enterKey is the key that acts on the lit line, with the word for what it does.
func (r *regionPage) enterKey(e *page.Env) key.Binding {
	if r.menu.At() == lineCountry && r.wished(e) == "" {
		return e.Bind("enter", "open")
	}
	return e.Bind("enter", "continue")
}

func (r *regionPage) Keys(e *page.Env) page.Keys {
	var keys page.Keys
	switch {
	case r.open && r.country() != "":
		keys = page.Keys{e.Bind("enter", "continue")}
	case !r.open && r.menu.At() >= 0:
		keys = page.Keys{r.enterKey(e)}
	}
	if r.open {
		return append(keys, e.Bind("↑↓", "choose"), e.Bind("a-z", "search"))
	}
	if r.menu.At() < 0 { // how to choose comes first
		return append(keys, e.Bind("↑↓", "choose"), e.Bind("c", "countries"))
	}
	return append(keys, e.Bind("c", "countries"), e.Bind("↑↓", "choose"))
}

func (r *regionPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(r.state)
	t.OnEnter = page.Do(r.chosen(e))
	if r.open {
		t.Typing, t.Fields, t.OnEnter = true, page.PickerFields(&r.list), page.Do(r.fromList())
	}
	if r.state == flows.MoveRegion {
		t.Guide = "change_region"
	}
	return t
}
