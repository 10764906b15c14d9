package onboard

import (
	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// addPage is the form for a new number. It is no huh form: the number is
// hidden while it is typed, and names in many scripts need the terminal's real
// cursor.
type addPage struct {
	field   int // the one at hand
	number  page.PhoneField
	name    page.NameField
	migrate bool
}

// The fields of the form.
const (
	addNumber = iota
	addName
	addMigrate
	addSend
	addFields
)

func (a *addPage) Enter(e *page.Env) tea.Cmd {
	a.field, a.number.Fault, a.name.Fault = addNumber, "", ""
	if e.Flow.Typed.Phone.E164 == "" && len(e.Flow.Actions) > 0 { // what was typed has become a number
		a.number.SetValue("")
		a.name.SetValue("")
		a.migrate = false
	}
	a.name.Placeholder = e.Say("add.name.example")
	a.takeOver(e)
	return nil
}

// takeOver fills in what a walk that ends here knows: the number that is to be
// added once more, or that it moves.
func (a *addPage) takeOver(e *page.Env) {
	known := e.Flow.Typed
	if known.Phone.E164 == "" {
		return
	}
	a.migrate = known.Migrate
	if phone, err := a.number.Read(e); err == nil && phone.E164 == known.Phone.E164 {
		if known.Migrate { // it was sent before, and now it moves
			a.field = addSend
		}
		return
	}
	a.number.SetValue(known.Phone.International)
	a.name.SetValue(known.Name)
	a.field = addSend
}

func (a *addPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) == "enter" {
		return page.Do(a.accept(e)), nil
	}
	if field, moved := bubble.Move(msg, a.field, addFields); moved {
		a.field = field
		return nil, nil
	}
	switch a.field {
	case addNumber:
		a.number.Update(msg)
	case addName:
		return page.Back(msg), a.name.Update(msg)
	case addMigrate:
		if k := page.Pressed(msg); k == "space" || k == "left" || k == "right" {
			a.migrate = !a.migrate
		}
	}
	return page.Back(msg), nil
}

// accept checks the field that Enter was pressed in, and sends the form from
// the last one.
func (a *addPage) accept(e *page.Env) flows.Event {
	last := a.field == addSend
	phone, _ := a.number.Read(e)
	switch {
	case (last || a.field == addNumber) && !a.number.Check(e):
		a.field = addNumber
	case (last || a.field == addName) && !a.name.Check(e):
		a.field = addName
	case !last:
		a.field++
	default:
		return flows.NumberTyped{Phone: phone, Name: a.name.Text(), Migrate: a.migrate}
	}
	return nil
}

func (a addPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.AddNumber)
	rows := bubble.NewRows(e.Style, w, a.field).Framed(e.Height)
	rows.Label(e.Say("add.number.label"))
	a.number.Row(e, rows, e.Flow.Account.Country, e.Say("add.number.example"))
	a.name.Row(e, rows, w)
	rows.Label(e.Say("add.migrate.label"))
	at := 0
	if a.migrate {
		at = 1
	}
	rows.Pick([]string{e.Say("add.migrate.no"), e.Say("add.migrate.yes")}, at)
	if a.migrate && a.field == addMigrate {
		rows.Note(e.Style.Warn, "! "+e.Say("add.migrate_needs.text"))
		rows.End(1)
	} else {
		rows.End(0)
	}
	rows.Button(e.Say("add.send"))
	p.Body, p.Focus, p.Cursor = rows.View()
	return p
}

// englishName is a country's English name, by which people search for it too.
func englishName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(region)
}

func (a *addPage) Keys(e *page.Env) page.Keys {
	keys := page.Keys{e.Bind("↑↓", "move"), e.Bind("enter", "continue")}
	switch a.field {
	case addNumber:
		keys = append(keys, a.number.Keys(e)...)
	case addMigrate:
		keys = append(keys, e.Bind("space", "change"))
	}
	return keys
}

func (a *addPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.AddNumber)
	t.Typing, t.Subject = a.field == addNumber || a.field == addName, page.OfOther
	t.Fields = []page.Field{page.NumberField(&a.number), page.InputField(&a.name)}
	t.Hidden = a.number.Hidden(a.field == addNumber)
	if a.field == addSend {
		t.OnEnter = page.Do(flows.NumberTyped{})
	}
	return t
}
