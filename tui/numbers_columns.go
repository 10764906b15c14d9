package tui

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/tui/bubble"
)

// column is one column of the list of numbers.
type column string

const (
	colNumber     column = "number"
	colName       column = "name"
	colStanding   column = "standing"
	colQuality    column = "quality"
	colStatus     column = "status"
	colOnboarded  column = "onboarded"
	colNameStatus column = "name_status"
	colThroughput column = "throughput"
)

// allColumns lists the columns from left to right.
func allColumns() []column {
	return []column{colNumber, colName, colStanding, colQuality, colStatus, colNameStatus, colThroughput, colOnboarded}
}

// width is how many cells a column takes; that of the number is as wide as the
// numbers, and that of the name takes what is left.
func (c column) width() int {
	switch c {
	case colStanding:
		return 14
	case colQuality:
		return 7
	case colStatus:
		return 12
	case colOnboarded, colNameStatus:
		return 10
	case colThroughput:
		return 7
	case colNumber, colName:
	}
	return 0
}

// A number of another country is longer: +852 •••• 0100, +62 ••• •••• 0100. The
// column is never wider than leaves room for a name beside it at 60 columns.
const (
	slimNumber = 16
	wideNumber = 22
)

// numberCells is how wide the column of numbers has to be for the rows that are
// shown. It never shrinks while the list is, so that nothing jumps.
func (n *numbersScreen) numberCells(e *env, from, to int) int {
	n.cells = max(n.cells, slimNumber)
	for i := max(from, n.adds(e)); i < to; i++ {
		page, at := n.roster.shown[i-n.adds(e)].on(e.s.List.Pages)
		n.cells = max(n.cells, ansi.StringWidth(e.display(page.Number(at))))
	}
	n.cells = min(n.cells, wideNumber)
	return n.cells
}

// tailed cuts text in its middle: numbers differ at their end.
func tailed(text string, cells int) string {
	over := ansi.StringWidth(text) - cells
	if over <= 0 {
		return text
	}
	tail := ansi.TruncateLeft(text, ansi.StringWidth(text)-lastDigits, "")
	return bubble.Fit(text, cells-ansi.StringWidth(tail)) + tail
}

// sized is a column with its width.
type sized struct {
	column
	cells int
}

// numberColumns are the columns that fit into w cells: number, name and standing
// always, the others as long as most names can be read beside them.
func numberColumns(w, number int) []sized {
	const mark, least = 2, 17
	left := w - mark - number - 1 - colStanding.width() - 1
	fits := map[column]bool{colNumber: true, colName: true, colStanding: true}
	for _, c := range []column{colQuality, colStatus, colOnboarded, colNameStatus, colThroughput} { // the most telling first
		if left-c.width()-1 < least {
			break
		}
		fits[c], left = true, left-c.width()-1
	}
	var columns []sized
	for _, c := range allColumns() {
		switch {
		case c == colNumber:
			columns = append(columns, sized{c, number})
		case c == colName:
			columns = append(columns, sized{c, max(6, left)})
		case fits[c]:
			columns = append(columns, sized{c, c.width()})
		}
	}
	return columns
}

func (n *numbersScreen) header(e *env, columns []sized) string {
	var cells []string
	for _, c := range columns {
		cells = append(cells, bubble.Pad(e.say("numbers.column."+string(c.column)), c.cells))
	}
	return "  " + strings.TrimRight(strings.Join(cells, " "), " ")
}

// line is one number in columns.
func (n *numbersScreen) line(e *env, i int, columns []sized) string {
	page, at := n.roster.shown[i-n.adds(e)].on(e.s.List.Pages)
	number := page.Number(at)
	lead, plain := "  ", e.style.Text
	if i == n.window.At() {
		lead, plain = "▸ ", e.style.Focus
	}
	var b strings.Builder
	b.WriteString(plain.Render(lead))
	for i, c := range columns {
		if i > 0 {
			b.WriteString(" ")
		}
		text, look := e.cell(c.column, number, plain)
		if c.column == colNumber {
			text = tailed(text, c.cells)
		}
		text = bubble.Fit(text, c.cells)
		if i < len(columns)-1 {
			text = bubble.Pad(text, c.cells)
		}
		b.WriteString(look.Render(text))
	}
	return b.String()
}

// cell is what a column says of a number.
func (e *env) cell(c column, n api.Number, plain lipgloss.Style) (string, lipgloss.Style) {
	switch c {
	case colNumber:
		return e.display(n), plain
	case colName:
		return e.name(n.Name), plain
	case colStanding:
		return e.standing(n)
	case colQuality:
		return e.quality(n.Quality), e.qualityLook(n.Quality)
	case colStatus:
		return steady(string(n.Status)), e.statusLook(n.Status)
	case colOnboarded:
		if n.LastOnboarded.IsZero() {
			return "–", e.style.Muted
		}
		return n.LastOnboarded.Local().Format(time.DateOnly), e.style.Muted
	case colNameStatus:
		return e.nameStatus(n.NameStatus), e.style.Muted
	case colThroughput:
		return e.speed(n.Throughput.Level), e.style.Muted
	}
	return "", plain
}

// quality is Meta's rating in plain words; a value that nobody knows stays as it
// came.
func (e *env) quality(q api.Quality) string {
	switch q {
	case "GREEN", "YELLOW", "RED":
		return e.say("quality." + string(q))
	case "", "NA", "UNKNOWN":
		return "–"
	}
	return steady(string(q))
}

// nameStatus is the review of a display name, likewise.
func (e *env) nameStatus(s api.NameStatus) string {
	switch s {
	case api.NameApproved, api.NameAvailableWithoutReview, api.NameDeclined, api.NameExpired, api.NamePendingReview:
		return e.say("name_state." + string(s) + ".word")
	case "", api.NameNone:
		return "–"
	}
	return steady(string(s))
}

// reviewed is a number's display name with what has become of its review.
func (e *env) reviewed(n api.Number) string {
	if k := "name_state." + string(n.NameStatus) + ".word"; e.words.Has(k) {
		return e.name(n.Name) + " · " + e.say(k)
	}
	return strings.TrimSuffix(e.name(n.Name)+" · "+steady(string(n.NameStatus)), " · ")
}

// speed is a sending speed class in messages a second, likewise (docs).
func (e *env) speed(l api.ThroughputLevel) string {
	switch l {
	case "STANDARD", "HIGH":
		return e.say("speed." + string(l))
	case "", "NOT_APPLICABLE":
		return "–"
	}
	return steady(string(l))
}

func (e *env) qualityLook(q api.Quality) lipgloss.Style {
	switch q {
	case "GREEN":
		return e.style.Good
	case "YELLOW":
		return e.style.Warn
	case "RED":
		return e.style.Bad
	}
	return e.style.Muted
}
