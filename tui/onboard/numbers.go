package onboard

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// NumbersPage picks a number of the account. It is a window over the
// session's pages: only visible rows are drawn, and a key looks at few others,
// however many there are.
type NumbersPage struct {
	Window  bubble.Window // over the lines above the numbers, and these
	rows    bubble.Window // over the numbers alone: those that are in view
	input   bubble.Field
	Filter  filter
	account api.WABAID // whose numbers they are
	place   string     // and where it was reached
	height  int
	widths  Widths
	judged  bool // it was seen which columns say something
	moved   bool // the mark stays where the operator put it
	Looking bool // more rows are being looked at
}

// A key looks at so many rows, and what goes on between two keys at so many at a
// time: both are over before anybody could notice.
const (
	RowsAtOnce  = 256
	RowsBetween = 2048
)

// LookMsg goes on looking at rows.
type LookMsg struct{}

// Enter begins with a clean search box, except in the account that the operator
// comes back to.
func (n *NumbersPage) Enter(e *page.Env) tea.Cmd {
	back := n.account != "" && n.account == e.Flow.Account.ID && n.place == e.Flow.Target.BaseURL
	before, typed, at := n.Filter, n.input.Value(), n.Window.At()
	const longest = 60
	input := bubble.NewField(longest)
	input.Placeholder = e.Say("numbers.search")
	*n = NumbersPage{input: input, account: e.Flow.Account.ID, place: e.Flow.Target.BaseURL, height: max(10, n.height), widths: ColumnWidths(e)}
	if back {
		n.input.SetValue(typed)
		n.Filter.search(before.query, before.mode, before.order)
		n.Window.Set(at)
		n.moved = at > 1
	}
	return n.look(e, RowsAtOnce)
}

// look looks at so many rows now, and has the rest looked at between two keys.
func (n *NumbersPage) look(e *page.Env, rows int) tea.Cmd {
	first := n.adds(e)
	n.Filter.mark = n.Window.At() - first
	done := n.Filter.look(e.Flow.List.Pages, rows)
	switch {
	case !n.moved:
		n.Window.Set(min(first, len(n.Filter.Shown))) // the first number rather than "add"
	case n.Window.At() >= first:
		n.Window.Set(n.Filter.mark + first)
	}
	if done || n.Looking {
		return nil
	}
	n.Looking = true
	return func() tea.Msg { return LookMsg{} }
}

// choose begins another search, order or part of the list.
func (n *NumbersPage) choose(e *page.Env, mode api.AccountMode, o order) tea.Cmd {
	n.Filter.search(bubble.Fold(strings.TrimSpace(n.input.Value())), mode, o)
	n.moved = false
	return n.look(e, RowsAtOnce)
}

func (n *NumbersPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case LookMsg:
		n.Looking = false
		return nil, n.look(e, RowsBetween)
	case page.Fitted:
		n.fit(e)
		return nil, nil
	case page.Stepped:
		if len(e.Flow.List.Pages) == len(msg.Before.List.Pages) {
			return nil, nil
		}
		if len(e.Flow.List.Pages) == 0 { // it is read anew
			n.moved = false
		}
		return nil, n.look(e, RowsAtOnce)
	}
	r := &n.Filter
	size := len(r.Shown) + n.adds(e)
	switch page.Pressed(msg) {
	case "enter":
		return n.enter(e), nil
	case "esc":
		if n.input.Value() != "" {
			n.input.SetValue("")
			return nil, n.choose(e, r.mode, r.order)
		}
	case "ctrl+s":
		cmd := n.choose(e, r.mode, (r.order+1)%orders)
		return page.Do(n.query()), cmd
	case "ctrl+f":
		next := map[api.AccountMode]api.AccountMode{"": api.ModeLive, api.ModeLive: api.ModeSandbox}
		cmd := n.choose(e, next[r.mode], r.order)
		return page.Do(n.query()), cmd
	}
	if n.Window.Update(msg, size, n.height) {
		n.moved = true
		return nil, nil
	}
	before := n.input.Value()
	n.input.Mask(n.masks(e))
	cmd := n.input.Update(msg)
	if n.input.Value() != before {
		cmd = tea.Batch(cmd, n.choose(e, r.mode, r.order))
	}
	return page.BackOrReload(msg), cmd
}

// enter is what Enter does on the line under the mark.
func (n *NumbersPage) enter(e *page.Env) page.Action {
	above := n.above(e)
	switch at := n.Window.At() - len(above); {
	case 0 <= at && at < len(n.Filter.Shown):
		listed, i := n.Filter.Shown[at].On(e.Flow.List.Pages)
		return page.Do(flows.NumberPicked{ID: listed.ID(i)})
	case n.waits(e), n.Window.At() >= len(above):
		return nil
	case above[n.Window.At()] == lineAgain:
		return page.Do(flows.ReloadAsked{})
	}
	return page.Do(flows.AddAsked{})
}

// waits reports whether what is looked for may still come, so that no line is under the
// mark yet.
func (n *NumbersPage) waits(e *page.Env) bool {
	if n.moved || len(n.Filter.Shown) > 0 {
		return false
	}
	return !n.Filter.done(e.Flow.List.Pages) || e.Flow.List.Listing
}

// query is what Graph could help with.
func (n *NumbersPage) query() flows.Event {
	q := flows.ListQuery{Mode: n.Filter.mode}
	if n.Filter.order == oldest {
		q.Order = api.OldestFirst
	}
	return flows.ListAsked{Query: q}
}

// The lines above the numbers.
const (
	lineAgain = "numbers.again" // read the list again
	lineAdd   = "numbers.add"   // add a number
)

// above are the lines above the numbers. A list that could not be read begins with reading
// it again. Another job than these needs a number that is there already; only in an account
// without any it begins with adding one.
func (n *NumbersPage) above(e *page.Env) []string {
	var lines []string
	none := e.Flow.NumberCount() == 0
	if none && e.Flow.ListUnread() {
		lines = append(lines, lineAgain)
	}
	switch e.Flow.Job {
	case "", flows.JobOnboard, flows.JobManage:
		return append(lines, lineAdd)
	}
	if none && e.Flow.All() {
		return append(lines, lineAdd)
	}
	return lines
}

// adds is how many they are.
func (n *NumbersPage) adds(e *page.Env) int { return len(n.above(e)) }

// fit takes the room that there is: it depends on what is said above the list.
func (n *NumbersPage) fit(e *page.Env) {
	n.Filter.follow(e.Flow.List.Pages)
	n.judge(e)
	const around = 3 // search box, header, and a blank below
	n.height = max(4, e.Height-around-n.adds(e)-2*n.air(e))
	if e.Height >= airyFrom { // the frame has a blank below
		n.height++
	}
	n.inView(len(n.Filter.Shown), n.adds(e))
}

// judge leaves out the columns that say the same of all the first numbers, once these are
// known.
func (n *NumbersPage) judge(e *page.Env) {
	if pages := e.Flow.List.Pages; !n.judged && len(pages) > 0 {
		n.judged = true
		n.widths.leaveOut(e, &pages[0])
	}
}

// airyFrom is the room from which on blank lines stand around the search.
const airyFrom = 14

// air is how many blank lines stand above the search and below it. It doesn't depend on what
// is typed.
func (n *NumbersPage) air(e *page.Env) int {
	if e.Height < airyFrom || !n.long(e) {
		return 0
	}
	return 1
}

// searchable reports whether the search is worth its line, or somebody searches already.
func (n *NumbersPage) searchable(e *page.Env) bool {
	return n.long(e) || n.input.Value() != "" || n.Filter.mode != ""
}

// long reports whether there are so many numbers that a search is worth its line.
func (n *NumbersPage) long(e *page.Env) bool {
	const least = 8
	return e.Flow.NumberCount() >= least
}

func (n NumbersPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.PickNumber)
	p.Intro = n.lead(e)
	above := n.above(e)
	first := len(above)
	from, to := n.inView(len(n.Filter.Shown), first)
	columns := n.widths.Fit(w)
	var lines []string
	for i, line := range above {
		lines = append(lines, e.Marked(i == n.Window.At() && !n.waits(e), bubble.Fit(e.Say(line), w-2)))
	}
	air := make([]string, n.air(e))
	if len(above) > 0 {
		lines = append(lines, air...)
	}
	const prompt = 2
	box := ""
	p.Cursor = tea.NewCursor(prompt, 0) // also where the box comes only once something is typed
	if n.searchable(e) {
		span := ""
		if len(n.Filter.Shown) > n.height {
			span = fmt.Sprintf("%d–%d / %d", from+1, to, len(n.Filter.Shown))
		}
		search := n.input
		search.Mask(n.masks(e))
		box, p.Cursor = search.Search(e.Style, w-ansi.StringWidth(span)-2)
		box = bubble.Pad(box, w-ansi.StringWidth(span)) + e.Style.Muted.Render(span)
	}
	p.Cursor.Y = len(lines)
	lines = append(append(append(lines, box), air...), e.Style.Muted.Render(n.header(e, columns)))
	for i := from; i < to; i++ {
		lines = append(lines, n.Line(e, i+first, columns))
	}
	switch {
	case len(n.Filter.Shown) > 0 || e.Flow.NumberCount() == 0:
	case n.Filter.done(e.Flow.List.Pages):
		lines = append(lines, e.Style.Muted.Render("  "+e.Say("numbers.no_match")))
	default:
		lines = append(lines, e.Style.Muted.Render("  "+e.Say("numbers.looking")))
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// inView are the numbers that are drawn. The lines above them stay where they are.
func (n *NumbersPage) inView(size, first int) (from, to int) {
	n.rows.Set(n.Window.At() - first)
	return n.rows.Range(size, n.height)
}

// lead says how many numbers there are, and which of them are shown how.
func (n *NumbersPage) lead(e *page.Env) string {
	r, count, said := &n.Filter, e.Flow.NumberCount(), ""
	asked := string(e.Flow.List.Query.Mode)
	filtered := r.query != "" || r.mode != "" && asked == ""
	switch {
	case e.Flow.ListUnread() && count == 0:
		return e.WhyUnread(e.Say("numbers.unread"), e.Flow.List.Unread)
	case e.Flow.ListUnread():
		return e.WhyUnread(e.Say("numbers.unread_rest", "Count", count), e.Flow.List.Unread)
	case !e.Flow.List.Listed && e.Flow.List.Listing && count == 0:
		return e.Say("numbers.reading")
	case filtered && r.done(e.Flow.List.Pages):
		said = e.Say("numbers.found", "Count", len(r.Shown))
	case !e.Flow.List.Listed && e.Flow.List.Listing && asked != "":
		return e.Say("numbers.loading_mode", "Count", count, "Mode", asked)
	case !e.Flow.List.Listed && e.Flow.List.Listing:
		return e.Say("numbers.loading", "Count", count)
	case e.Flow.ListCut():
		return e.Say("numbers.cut", "Count", count)
	case asked != "":
		said = e.Say("numbers.count_mode", "Count", count, "Mode", asked)
	case count == 0:
		return e.Say("numbers.empty")
	default:
		said = e.Say("numbers.count", "Count", count)
	}
	also := func(text string) { said = e.Say("checks.said.more", "Said", said, "Then", text) }
	switch {
	case asked != "":
	case r.mode == api.ModeLive:
		also(e.Say("numbers.only_real"))
	case r.mode == api.ModeSandbox:
		also(e.Say("numbers.only_test"))
	}
	switch r.order {
	case newest:
		also(e.Say("numbers.newest"))
	case oldest:
		also(e.Say("numbers.oldest"))
	}
	return e.Say("numbers.whole", "Said", said)
}

func (n *NumbersPage) Keys(e *page.Env) page.Keys {
	enter := e.Bind("enter", "continue")
	if above, at := n.above(e), n.Window.At(); at < len(above) && above[at] == lineAgain {
		enter = e.Bind("enter", "reload")
	}
	keys := page.Keys{e.Bind("↑↓", "move"), enter}
	if n.waits(e) || n.adds(e)+len(n.Filter.Shown) == 0 { // nothing is lit
		keys = keys[:1]
	}
	if n.searchable(e) {
		keys = append(keys, e.Bind("ctrl+s", "sort"), e.Bind("ctrl+f", "filter"))
	}
	return append(keys, e.Bind("ctrl+l", "reload"))
}

// typesNumber reports whether more digits are searched for than may be seen.
func (n *NumbersPage) typesNumber() bool {
	return len(bubble.DigitsOf(n.input.Value())) > page.LastDigits
}

// masks reports whether dots are drawn for what is searched for.
func (n *NumbersPage) masks(e *page.Env) bool { return n.typesNumber() && !e.Reveal }

func (n *NumbersPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.PickNumber)
	t.Typing, t.Subject = true, page.OfOther
	t.Wide = true // rows are compared across, so that columns need the room more than one sentence does
	t.Fields = []page.Field{{Text: n.input.Value(), Set: func(text string) tea.Cmd {
		n.input.SetValue(text)
		return n.choose(e, n.Filter.mode, n.Filter.order)
	}}}
	if n.typesNumber() {
		t.Hidden = page.SecretNumber
	}
	t.Departure.Done = e.Flow.Job == flows.JobManage && e.Flow.NumberCount() > 0 // looking was all
	switch e.Flow.Job {
	case "", flows.JobOnboard:
	case flows.JobManage:
		t.Why = e.Say("numbers.why_page")
	default:
		t.Why = e.Say("numbers.why_job", "Job", e.Say("job."+string(e.Flow.Job)+".label"))
	}
	return t
}
