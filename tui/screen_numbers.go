package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// numbersScreen picks a number of the account. It is a window over the
// session's pages: only visible rows are drawn, and a longer search looks only
// at what the shorter one found.
type numbersScreen struct {
	window bubble.Window
	input  textinput.Model
	rows   []numberRow // every number, with the text that the search looks at
	shown  []int       // positions in rows
	query  string
	pages  int // how many pages rows were made from
	height int
	moved  bool
}

// lastDigits is how many digits of a number are no secret.
const lastDigits = 4

type numberRow struct {
	page, at int
	find     string
}

func (n *numbersScreen) enter(e *env) tea.Cmd {
	n.input = textinput.New()
	n.input.Prompt, n.input.Placeholder = "", e.say("numbers.search")
	n.input.SetVirtualCursor(false)
	n.input.CharLimit = 60
	n.input.Focus()
	*n = numbersScreen{input: n.input, height: 10}
	return nil
}

// sync takes over pages that came in since.
func (n *numbersScreen) sync(e *env) {
	if n.pages > len(e.s.Pages) {
		n.rows, n.shown, n.pages = nil, nil, 0
	}
	for ; n.pages < len(e.s.Pages); n.pages++ {
		for i, number := range e.s.Pages[n.pages] {
			n.rows = append(n.rows, numberRow{n.pages, i, bubble.Fold(number.Name+" "+number.Display) + " " + digits(number.Display) + " " + string(number.ID)})
			if n.query == "" || strings.Contains(n.rows[len(n.rows)-1].find, n.query) {
				n.shown = append(n.shown, len(n.rows)-1)
			}
		}
	}
	if !n.moved && len(n.shown) > 0 && n.window.At() == 0 {
		n.window.Set(1) // the first number rather than "add"
	}
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func (n *numbersScreen) search() {
	query := bubble.Fold(strings.TrimSpace(n.input.Value()))
	from := n.shown
	if !strings.HasPrefix(query, n.query) || n.query == "" {
		from = make([]int, len(n.rows))
		for i := range from {
			from[i] = i
		}
	}
	n.query = query
	n.shown = nil
	for _, i := range from {
		if strings.Contains(n.rows[i].find, query) {
			n.shown = append(n.shown, i)
		}
	}
	n.window.Set(min(1, len(n.shown)))
}

func (n *numbersScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	n.sync(e)
	size := len(n.shown) + 1
	switch pressed(msg) {
	case "enter":
		if n.window.At() == 0 || n.window.At() > len(n.shown) {
			return flows.AddAsked{}, nil
		}
		return flows.NumberPicked{ID: n.at(e, n.window.At()-1).ID}, nil
	case "esc":
		if n.input.Value() != "" {
			n.input.SetValue("")
			n.search()
			return nil, nil
		}
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	}
	if n.window.Update(msg, size, n.height) {
		n.moved = true
		return nil, nil
	}
	before := n.input.Value()
	var cmd tea.Cmd
	n.input, cmd = n.input.Update(msg)
	if n.input.Value() != before {
		n.moved = true
		n.search()
	}
	return nil, cmd
}

func (n *numbersScreen) at(e *env, i int) api.Number {
	row := n.rows[n.shown[i]]
	return e.s.Pages[row.page][row.at]
}

func (n *numbersScreen) view(e *env, w, h int) pane {
	n.sync(e)
	p := e.heading(flows.PickNumber)
	p.lead = n.lead(e)
	styles := textinput.DefaultStyles(true)
	styles.Focused.Placeholder, styles.Focused.Text = e.style.Muted, e.style.Text
	n.input.SetStyles(styles)
	n.input.SetWidth(max(10, w-4))
	n.input.EchoMode = textinput.EchoNormal
	if !e.reveal && len(digits(n.input.Value())) > lastDigits { // a number is being typed
		n.input.EchoMode, n.input.EchoCharacter = textinput.EchoPassword, '•'
	}
	n.height = max(4, h-7)
	lines := []string{bubble.SearchBox(e.style, n.input)}
	size := len(n.shown) + 1
	from, to := n.window.Range(size, n.height)
	for i := from; i < to; i++ {
		if i == 0 {
			lines = append(lines, n.mark(e, i, "+ "+e.say("numbers.add"), w))
			continue
		}
		lines = append(lines, n.row(e, i, w))
	}
	if len(n.shown) == 0 && len(n.rows) > 0 {
		lines = append(lines, e.style.Muted.Render("  "+e.say("numbers.no_match")))
	}
	if size > n.height {
		lines = append(lines, e.style.Muted.Render(fmt.Sprintf("  %d–%d / %d", max(1, from), to-1, len(n.shown))))
	}
	p.body = strings.Join(lines, "\n")
	p.cursor = n.input.Cursor()
	if p.cursor != nil {
		p.cursor.X += 2
	}
	return p
}

func (n *numbersScreen) lead(e *env) string {
	switch {
	case !e.s.Listed && e.s.Listing:
		return e.say("numbers.loading", "Count", len(n.rows))
	case len(n.rows) == 0:
		return e.say("numbers.empty")
	}
	return e.say("numbers.count", "Count", len(n.rows))
}

func (n *numbersScreen) mark(e *env, i int, text string, w int) string {
	if i == n.window.At() {
		return e.style.Focus.Render(bubble.Fit("▸ "+text, w))
	}
	return e.style.Text.Render(bubble.Fit("  "+text, w))
}

// row is one number in columns that fit: number, name, standing.
func (n *numbersScreen) row(e *env, i, w int) string {
	number := n.at(e, i-1)
	word, style := e.standing(flows.StandingOf(number))
	numberWidth, standingWidth := 17, 15
	if w < 56 {
		numberWidth, standingWidth = 16, 12
	}
	name := max(6, w-2-numberWidth-standingWidth-2)
	text := bubble.Pad(e.display(number), numberWidth) + " " + bubble.Pad(number.Name, name) + " "
	if i == n.window.At() {
		return e.style.Focus.Render("▸ "+text) + style.Render(bubble.Fit(word, standingWidth))
	}
	return e.style.Text.Render("  "+text) + style.Render(bubble.Fit(word, standingWidth))
}

func (n *numbersScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("ctrl+l", "reload")}
}

func (n *numbersScreen) typing() bool { return true }
