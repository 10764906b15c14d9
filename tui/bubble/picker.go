package bubble

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"dialtone/tui/theme"
)

// Item is a line of a [Picker].
type Item struct {
	ID    string
	Label string
	Group string // heading above the first item of a group; "" for none
	Find  string // further words that the search looks at
	Note  string // what it is about, which is searched too
}

// Picker is a list under groups with a search that is always on: letters
// search, arrows move.
type Picker struct {
	Aside bool // headings stand beside their items, not above them

	items []Item
	shown []int
	at    int // position in shown; -1 for none yet
	input Field
}

// NewPicker returns a picker without a search.
func NewPicker(placeholder string) Picker {
	const longest = 40
	input := NewField(longest)
	input.Placeholder = placeholder
	return Picker{input: input}
}

// SetItems replaces the items and keeps the choice, if it is still there.
func (p *Picker) SetItems(items []Item) {
	chosen, _ := p.Chosen()
	none := p.at < 0
	p.items = items
	p.search()
	if none && !p.Searching() {
		p.at = -1
	}
	p.Choose(chosen.ID)
}

// ChooseNone takes the mark away, where nothing is to be proposed.
func (p *Picker) ChooseNone() { p.at = -1 }

// Choose moves to an item by its id.
func (p *Picker) Choose(id string) {
	for i, n := range p.shown {
		if p.items[n].ID == id {
			p.at = i
		}
	}
}

// Chosen is the item under the mark; false when the search finds nothing, or none
// was chosen yet.
func (p Picker) Chosen() (Item, bool) {
	if p.at < 0 || p.at >= len(p.shown) {
		return Item{}, false
	}
	return p.items[p.shown[p.at]], true
}

// Searching reports whether something stands in the search box.
func (p Picker) Searching() bool { return p.input.Value() != "" }

// Value is what stands in the search box.
func (p Picker) Value() string { return p.input.Value() }

// SetValue puts a text into the search box.
func (p *Picker) SetValue(text string) {
	p.input.SetValue(text)
	p.search()
}

// Update takes keys and pastes.
func (p *Picker) Update(msg tea.Msg) {
	const page = 8
	by := 0
	switch key, _ := msg.(tea.KeyPressMsg); key.String() {
	case "up", "ctrl+p":
		by = -1
	case "down", "ctrl+n":
		by = 1
	case "pgup":
		by = -page
	case "pgdown":
		by = page
	default:
		before := p.input.Value()
		p.input.Update(msg)
		if p.input.Value() != before {
			p.search()
		}
		return
	}
	p.at = max(0, min(len(p.shown)-1, p.at+by))
}

func (p *Picker) search() {
	query := Fold(strings.TrimSpace(p.input.Value()))
	p.shown, p.at = p.shown[:0], 0
	for i, item := range p.items {
		if strings.Contains(Fold(strings.Join([]string{item.Label, item.ID, item.Group, item.Find, item.Note}, " ")), query) {
			p.shown = append(p.shown, i)
		}
	}
	for at, i := range p.shown { // what begins with the letters is meant first
		if query != "" && strings.HasPrefix(Fold(p.items[i].Label), query) {
			p.at = at
			return
		}
	}
}

// Fold drops case and accents, so that "mexico" finds "México". Marks of other
// scripts stay: a Thai vowel is no accent.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) && r < 0x370 {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// View draws the search box and as many lines as fit, the chosen one among
// them.
func (p Picker) View(st theme.Styles, width, height int, nothing string) (string, *tea.Cursor) {
	box, cursor := p.input.Search(st, width)
	var body []string
	var at int
	if p.Aside {
		body, at = p.aside(st, width), p.at
	} else {
		body, at = p.above(st, width)
	}
	if len(p.shown) == 0 {
		body = append(body, st.Muted.Render("  "+nothing))
	}
	if p.Aside && len(p.items)+2 <= height { // whatever is found
		box, height = box+"\n", height-1
	}
	body = Clip(st, body, at, max(3, height-1))
	return box + "\n" + strings.Join(body, "\n"), cursor
}

// line is one of the items that are shown, in width cells, with its note from a column on;
// 0 for no notes.
func (p Picker) line(st theme.Styles, i, width, notes int) string {
	mark, look := "  ", st.Text
	if i == p.at {
		mark, look = "┃ ", st.Focus
	}
	item := p.items[p.shown[i]]
	line := mark + Fit(item.Label, width-4)
	if notes == 0 {
		return look.Render(line)
	}
	return look.Render(line) + strings.Repeat(" ", notes-ansi.StringWidth(line)) + st.Muted.Render(item.Note)
}

// Beside is the column of the notes, where all of them can stand beside their labels in
// width cells; else 0.
func (p Picker) Beside(width int) int {
	const mark, apart = 2, 3
	label, note := 0, 0
	for _, item := range p.items {
		label, note = max(label, ansi.StringWidth(item.Label)), max(note, ansi.StringWidth(item.Note))
	}
	if column := mark + label + apart; note > 0 && column+note <= width {
		return column
	}
	return 0
}

// above are the items below their headings, and the line with the mark.
func (p Picker) above(st theme.Styles, width int) (lines []string, at int) {
	group, notes := "", p.Beside(width)
	for i, n := range p.shown {
		if g := p.items[n].Group; g != "" && g != group {
			group = g
			lines = append(lines, "", st.Muted.Bold(true).Render(Fit(group, width)))
		}
		if i == p.at {
			at = len(lines)
		}
		lines = append(lines, p.line(st, i, width, notes))
	}
	return lines, at
}

// aside are the items with their headings before them, each where its items begin.
func (p Picker) aside(st theme.Styles, width int) []string {
	column := 0
	for _, item := range p.items {
		column = max(column, ansi.StringWidth(item.Group)+len("  "))
	}
	column = min(column, width/2)
	lines := make([]string, len(p.shown))
	group := ""
	for i, n := range p.shown {
		heading := ""
		if g := p.items[n].Group; g != group {
			group, heading = g, st.Muted.Bold(true).Render(Fit(g, column-len("  ")))
		}
		lines[i] = Pad(heading, column) + p.line(st, i, width-column, 0)
	}
	return lines
}

// topOf is the first of size lines that is in view, with the line at in view.
func topOf(size, at, height int) int {
	if size <= height {
		return 0
	}
	return min(max(0, at-height/2), size-height)
}

// Clip keeps height of the lines with line at in view, and marks where there
// is more.
func Clip(st theme.Styles, lines []string, at, height int) []string {
	if len(lines) <= height {
		return lines
	}
	top := topOf(len(lines), at, height)
	view := append([]string(nil), lines[top:top+height]...)
	if top > 0 && at > top {
		view[0] = st.Muted.Render("  ↑")
	}
	if top+height < len(lines) && at < top+height-1 {
		view[height-1] = st.Muted.Render("  ↓")
	}
	return view
}
