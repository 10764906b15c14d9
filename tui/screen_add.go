package tui

import (
	"cmp"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// addScreen is the form for a new number. It is no huh form: the number is
// hidden while it is typed, and names in many scripts need the terminal's real
// cursor.
type addScreen struct {
	nameField
	field   int // 0 number, 1 name, 2 migrate, 3 send
	number  phoneField
	migrate bool
	fault   string
}

const addFields = 4

func newAddScreen() *addScreen {
	return &addScreen{nameField: newNameField()}
}

func (a *addScreen) enter(e *env) tea.Cmd {
	a.field, a.fault = 0, ""
	a.name.Blur()
	if e.s.Typed.Phone.E164 == "" && len(e.s.Actions) > 0 { // what was typed has become a number
		a.number, a.migrate = nil, false
		a.name.SetValue("")
	}
	a.takeOver(e)
	return nil
}

// takeOver fills in what a walk that ends here knows: the number that is to be
// added once more, or that it moves.
func (a *addScreen) takeOver(e *env) {
	known := e.s.Typed
	if known.Phone.E164 == "" {
		return
	}
	a.migrate = known.Migrate
	if phone, err := a.phone(e); err == nil && phone.E164 == known.Phone.E164 {
		if known.Migrate { // it was sent before, and now it moves
			a.field = 3
		}
		return
	}
	a.number = phoneField(known.Phone.International)
	a.name.SetValue(known.Name)
	a.field = 3
}

// phone reads what was typed; a national number is taken as one of the
// account's country.
func (a *addScreen) phone(e *env) (eligibility.Number, error) {
	return eligibility.Parse(a.number.text(), e.s.Account.Country)
}

func (a *addScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "tab", "down":
		return nil, a.move(1)
	case "shift+tab", "up":
		return nil, a.move(-1)
	case "enter":
		return a.accept(e)
	}
	switch a.field {
	case 0:
		if a.number.take(msg) {
			a.fault = ""
		}
	case 1:
		var cmd tea.Cmd
		before := a.name.Value()
		a.name, cmd = a.name.Update(msg)
		if a.name.Value() != before {
			a.fault = ""
		}
		return nil, cmd
	case 2:
		if k := pressed(msg); k == "space" || k == "left" || k == "right" {
			a.migrate = !a.migrate
		}
	}
	return nil, nil
}

func (a *addScreen) move(by int) tea.Cmd {
	a.field = (a.field + by + addFields) % addFields
	a.name.Blur()
	if a.field == 1 {
		return a.name.Focus()
	}
	return nil
}

// accept checks the field that Enter was pressed in, and sends the form from
// the last one.
func (a *addScreen) accept(e *env) (flows.Event, tea.Cmd) {
	phone, err := a.phone(e)
	numberFault, nameFault := cmp.Or(e.readFault(a.number.text(), err), e.deafFault(phone)), e.nameFault(a.text())
	switch {
	case a.field == 0 && numberFault != "", a.field == 3 && numberFault != "":
		a.field, a.fault = 0, numberFault
		a.name.Blur()
		return nil, nil
	case a.field == 1 && nameFault != "", a.field == 3 && nameFault != "":
		a.field, a.fault = 1, nameFault
		return nil, a.name.Focus()
	case a.field < 3:
		a.fault = ""
		return nil, a.move(1)
	}
	return flows.NumberTyped{Phone: phone, Name: a.text(), Migrate: a.migrate}, nil
}

func (a *addScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.AddNumber)
	st := e.style
	label := func(field int, k string) string {
		if field == a.field {
			return st.Focus.Render("▸ " + e.say(k))
		}
		return st.Text.Render("  " + e.say(k))
	}
	number := e.typed(a.number.text(), e.s.Account.Country)
	if len(a.number) == 0 {
		number = st.Muted.Render(e.say("add.number.example"))
	}
	lines := []string{label(0, "add.number.label"), "    " + number}
	lines = append(lines, e.phoneHint(a.number, e.s.Account.Country, a.faultOf(0), w)...)
	nameLine := len(lines) + 1
	lines = append(lines, label(1, "add.name.label"), "    "+a.draw(e, w-6))
	lines = append(lines, a.hints(e, a.faultOf(1), w)...)
	choice := e.say("add.migrate.no")
	if a.migrate {
		choice = e.say("add.migrate.yes")
	}
	migrateLine := len(lines)
	lines = append(lines, label(2, "add.migrate.label"), "    "+st.Muted.Render("‹ ")+st.Text.Render(bubble.Fit(choice, w-8))+st.Muted.Render(" ›"), "")
	send := "  " + st.Text.Render("[ "+e.say("add.send")+" ]")
	if a.field == 3 {
		send = "  " + st.Button.Render(e.say("add.send"))
	}
	lines = append(lines, send)
	p.focus = []int{0, nameLine, migrateLine, len(lines) - 1}[a.field]
	p.body = strings.Join(lines, "\n")
	switch a.field {
	case 0:
		shown := 0
		if len(a.number) > 0 {
			shown = len([]rune(number))
		}
		p.cursor = tea.NewCursor(4+shown, 1)
	case 1:
		if p.cursor = a.name.Cursor(); p.cursor != nil {
			p.cursor.X += 4
			p.cursor.Y = nameLine
		}
	}
	return p
}

// country names a country in the language that is spoken.
func (e *env) country(code string) string { return e.words.Country(code) }

// englishName is a country's English name, by which people search for it too.
func englishName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(region)
}

// faultOf is what is wrong with a field, if it is the one that was left wrong.
func (a *addScreen) faultOf(field int) string {
	if a.field == field {
		return a.fault
	}
	return ""
}

func (a *addScreen) keys(e *env) []key.Binding {
	keys := []key.Binding{e.bind("↑↓", "move"), e.bind("enter", "continue")}
	if a.field == 2 {
		keys = append(keys, e.bind("space", "change"))
	}
	return keys
}

// hidden is what can be shown here: the number while it is typed.
func (a *addScreen) hidden(*env) secretKind { return a.number.hidden(a.field == 0) }

// onEnter adds the number, from the last field.
func (a *addScreen) onEnter(*env) flows.Event {
	if a.field < addFields-1 {
		return nil
	}
	return flows.NumberTyped{}
}

func (a *addScreen) typing() bool { return a.field < 2 }
