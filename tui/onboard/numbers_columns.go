package onboard

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// column is one column of the list of numbers.
type column string

const (
	colNumber     column = "number"
	colName       column = "name"
	colStanding   column = "standing"
	colQuality    column = "quality"
	colOnboarded  column = "onboarded"
	colNameStatus column = "name_status"
	colThroughput column = "throughput"
)

// numberCells is what a number takes as the list writes it: +852 •••• 0100.
const numberCells = 14

// Widths are how many cells the columns take in the language that is spoken: no word of
// ours is cut. The name takes what is left.
type Widths map[column]int

// ColumnWidths measures the columns by their headings and by the words that stand in them.
func ColumnWidths(e *page.Env) Widths {
	all := Widths{colNumber: numberCells, colOnboarded: len(time.DateOnly)}
	grow := func(c column, text string) { all[c] = max(all[c], ansi.StringWidth(text)) }
	for _, s := range []flows.Standing{
		flows.StandingBanned, flows.StandingGone, flows.StandingHalfShared, flows.StandingShared, flows.StandingConnected, flows.StandingOnPremise,
		flows.StandingVerified, flows.StandingLapsed, flows.StandingExpired, flows.StandingUnread, flows.StandingFresh,
	} {
		grow(colStanding, "✓ "+e.Say("standing."+string(s)))
	}
	grow(colStanding, "✓ "+e.Say("standing.half_shared_likely"))
	for _, s := range []api.Status{api.StatusFlagged, api.StatusRestricted, api.StatusRateLimited} {
		grow(colStanding, "✓ "+e.Say("held."+string(s)+".word"))
	}
	for _, q := range []api.Quality{"GREEN", "YELLOW", "RED"} {
		grow(colQuality, e.Quality(q))
	}
	for _, s := range []api.NameStatus{
		api.NameApproved, api.NameAvailableWithoutReview, api.NameDeclined, api.NameExpired, api.NamePendingReview,
	} {
		grow(colNameStatus, e.NameStatus(s))
	}
	for _, l := range []api.ThroughputLevel{"STANDARD", "HIGH"} {
		grow(colThroughput, e.Speed(l))
	}
	for _, c := range []column{colStanding, colQuality, colOnboarded, colNameStatus, colThroughput} {
		grow(c, e.Say("numbers.column."+string(c)))
	}
	return all
}

// leaveOut leaves out the columns that say the same of all the first numbers.
func (all Widths) leaveOut(e *page.Env, listed *flows.Page) {
	const looked = 64
	for _, c := range []column{colQuality, colNameStatus, colOnboarded, colThroughput} {
		said := map[string]bool{}
		for i := range min(looked, listed.Len()) {
			text, _ := cellText(e, c, listed.Number(i), e.Style.Text)
			said[text] = true
		}
		if len(said) < 2 {
			delete(all, c)
		}
	}
}

// sized is a column with its width.
type sized struct {
	column
	cells int
}

// Columns are those that a list has room for, and the blanks between them.
type Columns struct {
	all []sized
	gap int
}

// Fit chooses the columns that fit into w cells: number, name and standing always, the
// others as long as most names can be read beside them. Room that no name needs goes
// between them.
func (all Widths) Fit(w int) Columns {
	const mark, gap, least, most, widest = 2, 2, 24, 60, 6
	left := w - mark - all[colNumber] - gap - all[colStanding] - gap
	fits := map[column]bool{colNumber: true, colName: true, colStanding: true}
	for _, c := range []column{colQuality, colNameStatus, colOnboarded, colThroughput} { // the most telling first
		if all[c] == 0 { // it was left out
			continue
		}
		if left-all[c]-gap < least {
			break
		}
		fits[c], left = true, left-all[c]-gap
	}
	spread := max(0, min(widest-gap, (left-most)/(len(fits)-1)))
	left -= spread * (len(fits) - 1)
	columns := Columns{gap: gap + spread}
	for _, c := range []column{colNumber, colName, colStanding, colQuality, colNameStatus, colThroughput, colOnboarded} {
		switch {
		case c == colName:
			columns.all = append(columns.all, sized{c, max(6, left)})
		case fits[c]:
			columns.all = append(columns.all, sized{c, all[c]})
		}
	}
	return columns
}

func (n *NumbersPage) header(e *page.Env, columns Columns) string {
	var cells []string
	for _, c := range columns.all {
		cells = append(cells, bubble.Pad(e.Say("numbers.column."+string(c.column)), c.cells))
	}
	return "  " + strings.TrimRight(strings.Join(cells, strings.Repeat(" ", columns.gap)), " ")
}

// Line is one number in columns. The numbers end below each other.
func (n *NumbersPage) Line(e *page.Env, i int, columns Columns) string {
	listed, at := n.Filter.Shown[i-n.adds(e)].On(e.Flow.List.Pages)
	number := listed.Number(at)
	lead, plain := "  ", e.Style.Text
	if i == n.Window.At() {
		lead, plain = "┃ ", e.Style.Focus
	}
	var b strings.Builder
	b.WriteString(plain.Render(lead))
	for i, c := range columns.all {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", columns.gap))
		}
		text, look := cellText(e, c.column, number, plain)
		text = bubble.Fit(text, c.cells)
		switch space := strings.Repeat(" ", c.cells-ansi.StringWidth(text)); {
		case c.column == colNumber:
			text = space + text
		case i < len(columns.all)-1:
			text += space
		}
		b.WriteString(look.Render(text))
	}
	return b.String()
}

// cellText is what a column says of a number.
func cellText(e *page.Env, c column, n api.Number, plain theme.Look) (string, theme.Look) {
	switch c {
	case colNumber:
		return page.Short(e.Display(n)), plain
	case colName:
		return e.RedactName(n.Name), plain
	case colStanding:
		v := e.Standing(n)
		return v.Mark + " " + v.Text, v.Look
	case colQuality:
		if n.Status.Held() { // nothing of it looks well
			return e.Quality(n.Quality), e.Style.Muted
		}
		return e.Quality(n.Quality), e.QualityLook(n.Quality)
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
