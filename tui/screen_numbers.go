package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// numbersScreen picks a number of the account. It is a window over the
// session's pages: only visible rows are drawn, and a key looks at few others,
// however many there are.
type numbersScreen struct {
	window  bubble.Window
	input   textinput.Model
	roster  roster
	account api.WABAID // whose numbers they are
	place   string     // and where it was reached
	height  int
	cells   int  // the column of numbers is so wide
	moved   bool // the mark stays where the operator put it
	looking bool // more rows are being looked at
}

// lastDigits is how many digits of a number are no secret.
const lastDigits = 4

// A key looks at so many rows, and what goes on between two keys at so many at a
// time: both are over before anybody could notice.
const (
	rowsAtOnce  = 256
	rowsBetween = 2048
)

// lookMsg goes on looking at rows.
type lookMsg struct{}

// enter begins with a clean search box, except in the account that the operator
// comes back to.
func (n *numbersScreen) enter(e *env) tea.Cmd {
	back := n.account != "" && n.account == e.s.Account.ID && n.place == e.s.Target.BaseURL
	before, typed, at := n.roster, n.input.Value(), n.window.At()
	input := textinput.New()
	input.Prompt, input.Placeholder = "", e.say("numbers.search")
	input.SetVirtualCursor(false)
	input.CharLimit = 60
	input.Focus()
	*n = numbersScreen{input: input, account: e.s.Account.ID, place: e.s.Target.BaseURL, height: max(10, n.height)}
	if back {
		n.input.SetValue(typed)
		n.roster.want(before.query, before.mode, before.order)
		n.window.Set(at)
		n.moved = at > 1
	}
	return n.look(e, rowsAtOnce)
}

// listed is called when pages came in, or went.
func (n *numbersScreen) listed(e *env) tea.Cmd {
	if len(e.s.List.Pages) == 0 { // it is read anew
		n.moved = false
	}
	return n.look(e, rowsAtOnce)
}

// look looks at so many rows now, and has the rest looked at between two keys.
func (n *numbersScreen) look(e *env, rows int) tea.Cmd {
	first := n.adds(e)
	n.roster.mark = n.window.At() - first
	done := n.roster.look(e.s.List.Pages, rows)
	switch {
	case !n.moved:
		n.window.Set(min(first, len(n.roster.shown))) // the first number rather than "add"
	case n.window.At() >= first:
		n.window.Set(n.roster.mark + first)
	}
	if done || n.looking {
		return nil
	}
	n.looking = true
	return func() tea.Msg { return lookMsg{} }
}

// choose begins another search, order or part of the list.
func (n *numbersScreen) choose(e *env, mode api.AccountMode, o order) tea.Cmd {
	n.roster.want(bubble.Fold(strings.TrimSpace(n.input.Value())), mode, o)
	n.moved = false
	return n.look(e, rowsAtOnce)
}

func (n *numbersScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if _, is := msg.(lookMsg); is {
		n.looking = false
		return nil, n.look(e, rowsBetween)
	}
	r := &n.roster
	size := len(r.shown) + n.adds(e)
	switch pressed(msg) {
	case "enter":
		switch at := n.window.At() - n.adds(e); {
		case 0 <= at && at < len(r.shown):
			page, i := r.shown[at].on(e.s.List.Pages)
			return flows.NumberPicked{ID: page.ID(i)}, nil
		case !n.moved && !r.done(e.s.List.Pages), n.adds(e) == 0: // what is looked for may still come
			return nil, nil
		default:
			return flows.AddAsked{}, nil
		}
	case "esc":
		if n.input.Value() != "" {
			n.input.SetValue("")
			return nil, n.choose(e, r.mode, r.order)
		}
		return flows.BackAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "ctrl+s":
		cmd := n.choose(e, r.mode, (r.order+1)%orders)
		return n.query(), cmd
	case "ctrl+f":
		cmd := n.choose(e, afterMode(r.mode), r.order)
		return n.query(), cmd
	}
	if n.window.Update(msg, size, n.height) {
		n.moved = true
		return nil, nil
	}
	before := n.input.Value()
	var cmd tea.Cmd
	n.input, cmd = n.input.Update(msg)
	if n.input.Value() != before {
		cmd = tea.Batch(cmd, n.choose(e, r.mode, r.order))
	}
	return nil, cmd
}

// query is what Graph could help with.
func (n *numbersScreen) query() flows.Event {
	q := flows.ListQuery{Mode: n.roster.mode}
	if n.roster.order == oldest {
		q.Order = api.OldestFirst
	}
	return flows.ListAsked{Query: q}
}

func afterMode(m api.AccountMode) api.AccountMode {
	switch m {
	case "":
		return api.ModeLive
	case api.ModeLive:
		return api.ModeSandbox
	}
	return ""
}

// adds is how many lines stand above the numbers: one that adds a number, where
// that leads on. Another job than these needs a number that is there already;
// only in an account without any it begins with adding one.
func (n *numbersScreen) adds(e *env) int {
	switch e.s.Job {
	case "", flows.JobOnboard, flows.JobManage:
		return 1
	}
	if e.s.All() && e.s.NumberCount() == 0 {
		return 1
	}
	return 0
}

// broad: rows are compared across, so that columns need the width more than the
// one sentence that the side pane would say.
func (n *numbersScreen) broad() bool { return true }

func (n *numbersScreen) view(e *env, w, h int) pane {
	n.roster.follow(e.s.List.Pages)
	p := e.heading(flows.PickNumber)
	p.lead = n.lead(e)
	switch e.s.Job {
	case "", flows.JobOnboard:
	case flows.JobManage:
		p.why = e.say("numbers.why_page")
	default:
		p.why = e.say("numbers.why_job", "Job", e.say("job."+string(e.s.Job)+".label"))
	}
	styles := textinput.DefaultStyles(true)
	styles.Focused.Placeholder, styles.Focused.Text = e.style.Muted, e.style.Text
	n.input.SetStyles(styles)
	n.input.SetWidth(max(10, w-4))
	n.input.EchoMode = textinput.EchoNormal
	if !e.reveal && len(phone.Digits(n.input.Value())) > lastDigits { // a number is being typed
		n.input.EchoMode, n.input.EchoCharacter = textinput.EchoPassword, '•'
	}
	used := 6 + strings.Count(bubble.Wrap(p.lead, w), "\n") + e.noticed(w) // title, lead, two blanks, search box, header, and how far
	n.height = max(4, h-used)
	first := n.adds(e)
	size := len(n.roster.shown) + first
	from, to := n.window.Range(size, n.height)
	columns := numberColumns(w, n.numberCells(e, from, to))
	lines := []string{bubble.SearchBox(e.style, n.input), e.style.Muted.Render(n.header(e, columns))}
	for i := from; i < to; i++ {
		if i < first {
			lines = append(lines, n.mark(e, i, "+ "+e.say("numbers.add"), w))
			continue
		}
		lines = append(lines, n.line(e, i, columns))
	}
	switch {
	case size > first || e.s.NumberCount() == 0:
	case n.roster.done(e.s.List.Pages):
		lines = append(lines, e.style.Muted.Render("  "+e.say("numbers.no_match")))
	default:
		lines = append(lines, e.style.Muted.Render("  "+e.say("numbers.looking")))
	}
	if size > n.height {
		lines = append(lines, e.style.Muted.Render(fmt.Sprintf("  %d–%d / %d", max(1, from+1-first), to-first, len(n.roster.shown))))
	}
	p.body = strings.Join(lines, "\n")
	p.cursor = n.input.Cursor()
	if p.cursor != nil {
		p.cursor.X += 2
	}
	return p
}

// lead says how many numbers there are, and which of them are shown how.
func (n *numbersScreen) lead(e *env) string {
	r, count, said := &n.roster, e.s.NumberCount(), []string{}
	asked := string(e.s.List.Query.Mode)
	switch {
	case !e.s.List.Listed && e.s.List.Listing && asked != "":
		said = append(said, e.say("numbers.loading_mode", "Count", count, "Mode", asked))
	case !e.s.List.Listed && e.s.List.Listing:
		said = append(said, e.say("numbers.loading", "Count", count))
	case e.s.ListCut():
		said = append(said, e.say("numbers.cut", "Count", count))
	case asked != "":
		said = append(said, e.say("numbers.count_mode", "Count", count, "Mode", asked))
	case count == 0:
		return e.say("numbers.empty")
	default:
		said = append(said, e.say("numbers.count", "Count", count))
	}
	if r.query != "" || r.mode != "" && asked == "" {
		if r.mode != "" {
			said = append(said, e.say("numbers.only", "Mode", string(r.mode)))
		}
		if r.done(e.s.List.Pages) {
			said = append(said, e.say("numbers.found", "Count", len(r.shown)))
		}
	}
	switch r.order {
	case newest:
		said = append(said, e.say("numbers.newest"))
	case oldest:
		said = append(said, e.say("numbers.oldest"))
	case asSent:
	}
	return strings.Join(said, " ")
}

func (n *numbersScreen) mark(e *env, i int, text string, w int) string {
	if i == n.window.At() {
		return e.style.Focus.Render(bubble.Fit("▸ "+text, w))
	}
	return e.style.Text.Render(bubble.Fit("  "+text, w))
}

func (n *numbersScreen) keys(e *env) []key.Binding {
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("ctrl+f", "filter"), e.bind("ctrl+s", "sort"), e.bind("ctrl+l", "reload")}
}

// hidden is what can be shown here: a number that is searched for.
func (n *numbersScreen) hidden(*env) secretKind {
	return phoneField(n.input.Value()).hidden(len(phone.Digits(n.input.Value())) > lastDigits)
}

func (n *numbersScreen) typing() bool { return true }
