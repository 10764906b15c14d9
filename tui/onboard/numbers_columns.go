package onboard

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
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

// width is how many cells a column takes; that of the number is as wide as the
// numbers, and that of the name takes what is left.
func (c column) width() int {
	return map[column]int{
		colStanding: 14, colQuality: 7, colStatus: 12, colOnboarded: 10, colNameStatus: 10, colThroughput: 7,
	}[c]
}

// A number of another country is longer: +852 •••• 0100, +62 ••• •••• 0100. The
// column is never wider than leaves room for a name beside it at 60 columns.
const (
	slimNumber = 16
	wideNumber = 22
)

// NumberCells is how wide the column of numbers has to be for the rows that are
// shown. It never shrinks while the list is, so that nothing jumps.
func (n *NumbersPage) NumberCells(e *page.Env, from, to int) int {
	cells := max(n.Cells, slimNumber)
	for i := max(from, n.adds(e)); i < to; i++ {
		listed, at := n.Filter.Shown[i-n.adds(e)].On(e.Flow.List.Pages)
		cells = max(cells, ansi.StringWidth(e.Display(listed.Number(at))))
	}
	return min(cells, wideNumber)
}

// sized is a column with its width.
type sized struct {
	column
	cells int
}

// NumberColumns are the columns that fit into w cells: number, name and standing
// always, the others as long as most names can be read beside them.
func NumberColumns(w, number int) []sized {
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
	leftToRight := []column{colNumber, colName, colStanding, colQuality, colStatus, colNameStatus, colThroughput, colOnboarded}
	for _, c := range leftToRight {
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

func (n *NumbersPage) header(e *page.Env, columns []sized) string {
	var cells []string
	for _, c := range columns {
		cells = append(cells, bubble.Pad(e.Say("numbers.column."+string(c.column)), c.cells))
	}
	return "  " + strings.TrimRight(strings.Join(cells, " "), " ")
}

// Line is one number in columns.
func (n *NumbersPage) Line(e *page.Env, i int, columns []sized) string {
	listed, at := n.Filter.Shown[i-n.adds(e)].On(e.Flow.List.Pages)
	number := listed.Number(at)
	lead, plain := "  ", e.Style.Text
	if i == n.Window.At() {
		lead, plain = "┃ ", e.Style.Focus
	}
	var b strings.Builder
	b.WriteString(plain.Render(lead))
	for i, c := range columns {
		if i > 0 {
			b.WriteString(" ")
		}
		text, look := cellText(e, c.column, number, plain)
		if c.column == colNumber {
			text = page.Tailed(text, c.cells)
		}
		text = bubble.Fit(text, c.cells)
		if i < len(columns)-1 {
			text = bubble.Pad(text, c.cells)
		}
		b.WriteString(look.Render(text))
	}
	return b.String()
}

// cellText is what a column says of a number.
func cellText(e *page.Env, c column, n api.Number, plain lipgloss.Style) (string, lipgloss.Style) {
	switch c {
	case colNumber:
		return e.Display(n), plain
	case colName:
		return e.RedactName(n.Name), plain
	case colStanding:
		return e.Standing(n)
	case colQuality:
		return e.Quality(n.Quality), e.QualityLook(n.Quality)
	case colStatus:
		return page.Sanitize(string(n.Status)), e.StatusLook(n.Status)
	case colOnboarded:
		if n.LastOnboarded.IsZero() {
			return "–", e.Style.Muted
		}
		return n.LastOnboarded.Local().Format(time.DateOnly), e.Style.Muted
	case colNameStatus:
		return e.NameStatus(n.NameStatus), e.Style.Muted
	case colThroughput:
		return e.Speed(n.Throughput.Level), e.Style.Muted
	}
	return "", plain
}
