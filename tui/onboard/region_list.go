package onboard

import (
	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// fillList sets the countries of the list, in their groups. Where a region is changed, the
// present one is marked.
func (r *regionPage) fillList(e *page.Env) {
	r.now = r.present(e)
	var items []bubble.Item
	for _, group := range assets.Regions() {
		for _, code := range group.Codes {
			items = append(items, bubble.Item{
				ID: code, Label: r.marked(e, code, e.Say("region.in_"+code)), Group: e.Say("region_group." + group.ID),
				Find: group.ID + " " + englishName(code),
			})
		}
	}
	r.list.SetItems(items)
}

// openList shows the countries. None is lit unless one is wished.
func (r *regionPage) openList(e *page.Env) {
	r.open = true
	r.list = bubble.NewPicker(e.Say("region.search"))
	r.list.Aside = true
	r.fillList(e)
	r.list.ChooseNone()
	r.list.Choose(r.wanted(e))
}

// country is the one under the mark of the list; "" for none.
func (r *regionPage) country() api.Region {
	item, _ := r.list.Chosen()
	return api.Region(item.ID)
}

// fromList is the choice of a country of the list; nil for none.
func (r *regionPage) fromList() flows.Event {
	code := r.country()
	if code == "" {
		return nil
	}
	return flows.StorageChosen{To: api.InRegion(code)}
}

// listView is the list, and above it what the lit country means.
func (r *regionPage) listView(e *page.Env, v *page.View) {
	v.Title, v.Intro = e.Say("region.which"), e.Say("region.which_lead")
	if code := r.country(); code != "" {
		v.Intro = e.Say("region.means", "Region", e.Say("region.in_"+string(code)))
	}
	v.Body, v.Cursor = r.list.View(e.Style, e.Width, e.Height, e.Say("picker.nothing"))
	if e.Flow.Busy() {
		v.Cursor = nil
	}
}
