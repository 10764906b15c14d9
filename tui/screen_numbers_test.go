package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/nyaruka/phonenumbers"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/onboard"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// lookOn lets the list look at all the rows that a key left for later.
func (st *stage) lookOn() {
	for st.numbers().Looking && st.session().State == flows.PickNumber {
		st.send(onboard.LookMsg{})
	}
}

func (st *stage) numbers() *onboard.NumbersPage {
	st.tb.Helper()
	return st.m.pages[flows.PickNumber].(*onboard.NumbersPage)
}

// names are the names in the list, in order.
func (st *stage) names() []string {
	var all []string
	for _, s := range st.numbers().Filter.Shown {
		listed, i := s.On(st.session().List.Pages)
		all = append(all, listed.Name(i))
	}
	return all
}

// TestAKeyLooksAtFewRows: however long the list, and whatever the key.
func TestAKeyLooksAtFewRows(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	const size = 50_000
	st := look{session: accountOf(many(size))}.stage(t, english(), 100, 30, false)
	for _, name := range []string{"c", "a", "f", "backspace", "z", "ctrl+s", "c", "a", "ctrl+s", "ctrl+f", "ctrl+f", "down", "end", "pgup", "home", "8", "5", "2"} {
		for _, done := range []bool{false, true} { // while rows are still being looked at, and afterwards
			before := st.numbers().Filter.Looks
			st.press(name)
			if looked := st.numbers().Filter.Looks - before; looked > onboard.RowsAtOnce {
				t.Errorf("%s looks at %d rows", name, looked)
			}
			if done {
				for st.numbers().Looking {
					before := st.numbers().Filter.Looks
					st.send(onboard.LookMsg{})
					if looked := st.numbers().Filter.Looks - before; looked > onboard.RowsBetween {
						t.Errorf("after %s, %d rows are looked at at once", name, looked)
					}
				}
			}
		}
	}
}

// TestASearchFindsTheSame whatever was typed before it, and however it is cut
// into slices.
func TestASearchFindsTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	all := many(3000)
	for _, query := range []string{"caf", "cafe meridien", "東京", "9999", "52 0", "+852 5000 12", "10654035224002", "lotus bakery 8", "no such"} {
		st := look{session: accountOf(all)}.stage(t, english(), 100, 30, false)
		st.lookOn()
		for _, r := range query { // each letter before the one before has come to its end
			st.press(string(r))
		}
		st.lookOn()
		typed := st.names()
		anew := look{session: accountOf(all), play: func(st *stage) { st.paste(query) }}.stage(t, english(), 100, 30, false)
		anew.lookOn()
		if pasted := anew.names(); !slices.Equal(typed, pasted) {
			t.Errorf("%q: %d found when typed, %d when pasted", query, len(typed), len(pasted))
		}
		if query != "no such" && query != "9999" && query != "lotus bakery 8" && len(typed) == 0 {
			t.Errorf("%q finds nothing", query)
		}
	}
}

// TestOrdersAndModes sorts and filters pages as they come in.
func TestOrdersAndModes(t *testing.T) {
	t.Parallel()
	all := many(1000)
	for i := range all {
		all[i].Name = fmt.Sprintf("%04d", (i*7919)%1000)
		if i%4 > 0 { // every fourth was never onboarded
			all[i].LastOnboarded.Time = t0.Add(time.Duration((i*7919)%1000) * time.Hour)
		}
		if i%10 == 1 {
			all[i].Mode = api.ModeSandbox
		}
	}
	s := loading(nil)
	s.List.Next = "more"
	st := look{session: s}.stage(t, english(), 100, 30, false)
	st.press("ctrl+s", "ctrl+s") // oldest
	pages := listed(all)
	for i := 0; i < len(all); i += 100 {
		next := "more"
		if i+100 == len(all) {
			next = ""
		}
		st.answer(flows.NumbersListed{Page: api.NumbersPage{Numbers: all[i : i+100], Next: next + fmt.Sprint(i)[:len(next)/4]}})
	}
	st.lookOn()
	names := st.names()
	if len(names) != 1000 || !slices.IsSorted(names[:750]) {
		t.Errorf("%d of %d pages: %d numbers, oldest first: %v", len(st.session().List.Pages), len(pages), len(names), names[:min(20, len(names))])
	}
	for i := range st.session().List.Pages {
		if st.session().List.Pages[i].Len() == 0 {
			t.Error("an empty page")
		}
	}
	st.press("ctrl+s", "ctrl+s") // newest
	st.lookOn()
	if names := st.names(); !slices.IsSortedFunc(names[:min(750, len(names))], func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("newest first: %v", names[:min(20, len(names))])
	}
	st.press("ctrl+f", "ctrl+f")
	st.lookOn()
	if got := len(st.names()); got != 100 {
		t.Errorf("%d trial numbers", got)
	}
	if text := st.text(); !strings.Contains(text, english().Say("numbers.only_test")) || !strings.Contains(text, "newest first") {
		t.Errorf("the page does not say what is shown:\n%s", text)
	}
}

// TestTheMarkStaysOnItsNumber while others come before it.
func TestTheMarkStaysOnItsNumber(t *testing.T) {
	t.Parallel()
	page := func(from int) []api.Number {
		all := many(100)
		for i := range all {
			all[i].ID = api.PhoneNumberID(fmt.Sprintf("10654035%07d", from+i))
			all[i].LastOnboarded.Time = t0.Add(-time.Duration((from+i*37)%997) * time.Hour)
		}
		return all
	}
	s := loading(nil)
	st := look{session: s}.stage(t, english(), 100, 30, false)
	st.press("ctrl+s")
	st.answer(flows.NumbersListed{Page: api.NumbersPage{Numbers: page(0), Next: "a"}})
	st.press("down", "down", "down", "down")
	marked := func() api.PhoneNumberID {
		n := st.numbers()
		p, i := n.Filter.Shown[n.Window.At()-1].On(st.session().List.Pages)
		return p.ID(i)
	}
	want := marked()
	for i, next := range []string{"b", "c", "d", ""} {
		st.answer(flows.NumbersListed{Page: api.NumbersPage{Numbers: page(1000 * (i + 1)), Next: next}})
		if got := marked(); got != want {
			t.Fatalf("the mark went from %s to %s", want, got)
		}
	}
	if st.numbers().Window.At() == 5 {
		t.Error("nothing came before the mark")
	}
}

// TestOneListedPageShows: the first rows are there after one page.
func TestOneListedPageShows(t *testing.T) {
	t.Parallel()
	st := look{session: loading(nil)}.stage(t, english(), 60, 20, false)
	st.answer(flows.NumbersListed{Page: api.NumbersPage{Numbers: many(100), Next: "more"}})
	if !strings.Contains(st.text(), "Lotus Bakery") {
		t.Errorf("no row after one page:\n%s", st.text())
	}
}

// TestTheEndsOfNumbersStandBelowEachOther for the numbers of every country, at every width:
// most of one account begin alike.
func TestTheEndsOfNumbersStandBelowEachOther(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	var all []api.Number
	for country := range phonenumbers.GetSupportedRegions() {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.MOBILE, phonenumbers.FIXED_LINE, phonenumbers.TOLL_FREE} {
			if p := phonenumbers.GetExampleNumberForType(country, kind); p != nil {
				all = append(all, fresh(func(n *api.Number) { n.Display = phonenumbers.Format(p, phonenumbers.INTERNATIONAL) }))
			}
		}
	}
	all = append(all, fresh(func(n *api.Number) { n.Display = "no number that anybody knows, 90210100" }))
	st := newStage(t, accountOf(all)).enter(60, 20)
	st.lookOn()
	e, n := st.m.env, st.numbers()
	const bar, number = 2, 14
	for _, e.Reveal = range []bool{false, true} {
		for i, one := range all {
			digits := bubble.DigitsOf(e.Display(one))
			if digits == "" { // so short that none may be seen
				continue
			}
			for _, w := range []int{56, 76, 96, 116, 156} { // of the pane, in windows of 60, 80, 100, 120 and 160
				line := ansi.Strip(n.Line(e, i+1, onboard.ColumnWidths(e).Fit(w)))
				shown := strings.TrimRight(ansi.Cut(line, 0, bar+number), " ")
				end := bubble.DigitsOf(shown[strings.LastIndex(shown, "•"):])
				if ansi.StringWidth(shown) != bar+number || end == "" || !strings.HasSuffix(digits, end) || ansi.StringWidth(line) > w {
					t.Fatalf("%q in %d cells: %q", e.Display(one), w, line)
				}
			}
		}
	}
}

// TestAHeldNumberIsNeverGreen: neither its stage nor its rating is told as good.
func TestAHeldNumberIsNeverGreen(t *testing.T) {
	t.Parallel()
	for _, status := range []api.Status{api.StatusFlagged, api.StatusRestricted, api.StatusRateLimited, api.StatusConnected} {
		st := newStage(t, accountOf([]api.Number{fresh(connected, withStatus(status))})).enter(160, 45)
		e := st.m.env
		e.Style = theme.New(theme.Dark, false)
		green := strings.SplitN(e.Style.Good.Render("|"), "|", 2)[0]
		line := st.numbers().Line(e, 1, onboard.ColumnWidths(e).Fit(e.Width))
		if got, want := strings.Contains(line, green), status == api.StatusConnected; got != want {
			t.Errorf("%s is green: %t", status, got)
		}
	}
}

// TestFewNumbersHaveNoSearch until somebody types, and the number of an account with one
// is what Enter takes.
func TestFewNumbersHaveNoSearch(t *testing.T) {
	t.Parallel()
	say := english().Say
	for count, searched := range map[int]bool{1: false, 7: false, 8: true} {
		st := newStage(t, accountOf(many(count))).enter(100, 30)
		if got := strings.Contains(st.text(), say("numbers.search")); got != searched {
			t.Errorf("%d numbers have a search: %t", count, got)
		}
		above := func() int {
			before, _, _ := strings.Cut(st.text(), "•••• 0000")
			return strings.Count(before, "\n")
		}
		rows := above()
		if st.write("lotus"); !strings.Contains(st.text(), "/ lotus") || above() != rows {
			t.Errorf("%d numbers, searched:\n%s", count, st.text())
		}
	}
	st := newStage(t, accountOf([]api.Number{fresh()})).enter(100, 30)
	if got, _ := st.numbers().Update(st.m.env, keyNamed("enter")); got != page.Do(flows.NumberPicked{ID: firstID}) {
		t.Errorf("Enter leads to %#v", got)
	}
}

// TestOnlySomeJobsAdd a number: for the others it has to be there, and what is
// said of the list is about the job at hand.
func TestOnlySomeJobsAdd(t *testing.T) {
	t.Parallel()
	say := english().Say
	for _, job := range flows.Jobs() {
		s := accountOf(many(3))
		s.Job = job
		onboards, manages := job == flows.JobOnboard, job == flows.JobManage
		st := newStage(t, s).enter(80, 24)
		if got := strings.Contains(st.text(), say("numbers.add")); got != (onboards || manages) {
			t.Errorf("%s: adding is offered: %t", job, got)
		}
		if got := strings.Contains(bubble.Fold(st.text()), "straight to its"); got != onboards {
			t.Errorf("%s: the list explains an onboarding: %t", job, got)
		}
		picks := func(key string, want flows.Event) {
			st.press(key)
			if got, _ := st.numbers().Update(st.m.env, keyNamed("enter")); got != page.Do(want) {
				t.Errorf("%s: %s and Enter lead to %#v", job, key, got)
			}
		}
		listed := st.session().List.Pages[0]
		picks("end", flows.NumberPicked{ID: listed.ID(2)})
		if onboards || manages {
			picks("home", flows.AddAsked{})
			picks("down", flows.NumberPicked{ID: listed.ID(0)})
		} else {
			picks("home", flows.NumberPicked{ID: listed.ID(0)})
			picks("down", flows.NumberPicked{ID: listed.ID(1)})
		}
		empty := accountOf(nil)
		empty.Job = job
		st = newStage(t, empty).enter(80, 24)
		picks("home", flows.AddAsked{})
	}
}

// TestAColumnSaysSomething: one that says the same of all numbers is left out, and adding a
// number stands above the columns.
func TestAColumnSaysSomething(t *testing.T) {
	t.Parallel()
	say := english().Say
	review, add := say("numbers.column.name_status"), say("numbers.add")
	for _, differs := range []bool{false, true} {
		all := many(9)
		if differs {
			all[3].NameStatus = api.NameDeclined
		}
		text := newStage(t, accountOf(all)).enter(100, 30).text()
		if got := strings.Contains(text, review); got != differs {
			t.Errorf("names differ in review: %t, there is a column for it: %t\n%s", differs, got, text)
		}
		if at := strings.Index(text, add); at < 0 || at > strings.Index(text, say("numbers.column.standing")) {
			t.Errorf("adding a number is no line above the columns:\n%s", text)
		}
	}
}
