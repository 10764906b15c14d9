package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// ofLotus are the marks of the customer before: names, the number's end, and ids.
func ofLotus() []string {
	return []string{"Lotus", "0100", "6174", string(wabaID), string(firstID), tokenText[len(tokenText)-4:]}
}

// book keeps calls as the program does.
type book struct{ calls []api.Trace }

func (b *book) options(o *Options) {
	o.Calls = func() []api.Trace { return slices.Clone(b.calls) }
	o.Forget = func(before time.Time) {
		b.calls = slices.DeleteFunc(b.calls, func(t api.Trace) bool { return t.Start.Before(before) })
	}
}

// wantNobody looks at the page, at the calls and at the help for the customer before.
func wantNobody(t *testing.T, st *stage, where string) {
	t.Helper()
	for _, over := range []string{"", "ctrl+t", "f1"} {
		if over != "" {
			st.press(over)
		}
		text := st.text()
		for _, of := range ofLotus() {
			if strings.Contains(text, of) {
				t.Errorf("%s %s: %q is still shown\n%s", where, over, of, text)
				return
			}
		}
		if over != "" {
			st.press("esc")
		}
	}
}

// harbour is another customer's account, opened with a good token.
func harbour() flows.AccountOpened {
	const id = "209471550382118"
	return flows.AccountOpened{
		Target:  flows.Target{Token: api.NewSecret("EAAHarbour"), Account: id},
		Token:   api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging, api.ScopeBusiness}},
		Account: api.Account{ID: id, Name: "Harbour Tailors", Review: "APPROVED"},
		Asked:   "v24.0", Served: "v24.0",
	}
}

// TestTheAccountPageNamesNobody comes to the account page from every state, and
// opens another account there: the customer before is on the screen no more, and
// never again.
func TestTheAccountPageNamesNobody(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, d := range flows.Declarations() {
		if d.State == flows.Connect || d.State == flows.Doctor || d.State == flows.Recipient {
			continue
		}
		t.Run(string(d.State), func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{120, 32}, {80, 24}} {
				b := &book{calls: traces()}
				st := newStage(t, inState(d.State, fresh(connected), func(s *flows.Session) {
					s.Actions = []flows.Action{{At: t0, Call: api.RequestCode, Number: firstID}}
				}), b.options).enter(size[0], size[1])
				st.pass(time.Minute)
				st.press("ctrl+t").answer(refusal(api.GetNumber, 190, 463))
				if st.session().State != flows.Connect || st.m.over.kind != overNone {
					t.Fatalf("in %s", st.session().State)
				}
				wantNobody(t, st, "the account page")
				st.press("esc", "enter")
				wantNobody(t, st, "the token")
				st.press("esc")
				b.calls = append(b.calls, api.Trace{Call: api.GetAccount, Method: "GET", URL: "https://graph.facebook.com/v24.0/209471550382118", Start: st.now.Add(time.Second)})
				st.pass(2 * time.Second)
				open := harbour()
				st.send(inputMsg{flows.Input{Event: flows.AccountGiven{Token: open.Target.Token, Account: open.Account.ID}, At: st.now, Generation: st.session().Generation}})
				b.calls = append(b.calls, api.Trace{Call: api.GetAccount, Method: "GET", URL: "https://graph.facebook.com/v24.0/209471550382118", Start: st.now.Add(time.Second)})
				st.pass(2 * time.Second).answer(open)
				if st.session().State == flows.Connect {
					t.Fatalf("not opened: %+v", st.session().Problem)
				}
				wantNobody(t, st, "the next account")
				if calls := b.calls; len(calls) != 1 {
					t.Errorf("%d calls are kept", len(calls))
				}
				if st.press("ctrl+t"); !strings.Contains(st.text(), "209471550382118") {
					t.Error("its own calls are not shown")
				}
				st.m.quit(false)
				if sum := st.m.Summary(); strings.Contains(sum, "Lotus") || strings.Contains(sum, middleText) {
					t.Errorf("the summary names the customer before:\n%s", sum)
				}
			}
		})
	}
}

// TestTypedFormsAreLeftBehind types into the form for a new number, goes to another
// account and opens the form there.
func TestTypedFormsAreLeftBehind(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.PickNumber, fresh())).enter(120, 32)
	st.write("Lotus").press("esc", "home", "up", "enter")
	if st.session().State != flows.AddNumber {
		t.Fatalf("in %s", st.session().State)
	}
	st.write(numberText).press("tab").write("Lotus Bakery").press("esc")
	st.write("Lot").press("esc", "esc")
	if st.session().State != flows.Connect {
		t.Fatalf("in %s", st.session().State)
	}
	wantNobody(t, st, "the account page")
	st.answer(harbour())
	st.answer(flows.NumbersListed{Page: api.NumbersPage{Numbers: []api.Number{fresh(func(n *api.Number) { n.ID, n.Name, n.Display = "8", "Harbour", "+852 5555 1234" })}}})
	wantNobody(t, st, "the list")
	st.press("up", "enter")
	if st.session().State != flows.AddNumber {
		t.Fatalf("in %s", st.session().State)
	}
	wantNobody(t, st, "the form")
}

// TestTheSameAccountIsAsItWas comes back to the account: its calls are there again.
func TestTheSameAccountIsAsItWas(t *testing.T) {
	t.Parallel()
	b := &book{calls: traces()}
	st := newStage(t, inState(flows.EnterCode, fresh()), b.options).enter(120, 32)
	st.pass(time.Minute).answer(refusal(api.GetNumber, 190, 463))
	open := harbour()
	open.Target, open.Account = flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}, api.Account{ID: wabaID, Name: "Lotus Bakery Limited"}
	st.answer(open)
	if st.session().State != flows.EnterCode || !strings.Contains(st.text(), "Lotus Bakery Limited") {
		t.Fatalf("in %s:\n%s", st.session().State, st.text())
	}
	if st.press("ctrl+t"); !strings.Contains(st.text(), "request_code") || len(b.calls) != len(traces()) {
		t.Errorf("the calls are gone:\n%s", st.text())
	}
}

// TestAnAccountTriedInBetweenIsNotShown tries another account, which is refused, and
// goes back to the first one: neither sees the other's calls.
func TestAnAccountTriedInBetweenIsNotShown(t *testing.T) {
	t.Parallel()
	b := &book{calls: traces()}
	st := newStage(t, inState(flows.PickNumber, fresh()), b.options).enter(120, 32)
	st.pass(time.Minute).press("esc")
	try := func(id api.WABAID) {
		st.answer(flows.AccountGiven{Token: api.NewSecret(tokenText), Account: id})
		b.calls = append(b.calls, api.Trace{Call: api.GetAccount, Method: "GET", URL: "https://graph.facebook.com/v24.0/" + string(id), Start: st.now})
		st.pass(time.Second)
	}
	try("209471550382118")
	st.answer(flows.Failed{Call: api.GetAccount, Err: refusal(api.GetAccount, 100, 33).Err})
	if st.press("ctrl+t"); !strings.Contains(st.text(), "209471550382118") {
		t.Errorf("the call that failed is not shown:\n%s", st.text())
	}
	st.press("esc")
	try(wabaID)
	open := harbour()
	open.Target, open.Account = flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}, api.Account{ID: wabaID, Name: "Lotus Bakery Limited"}
	st.answer(open)
	for range len(b.calls) + 1 {
		if st.press("ctrl+t", "up"); strings.Contains(st.text(), "209471550382118") {
			t.Fatalf("the other account's call is shown:\n%s", st.text())
		}
	}
}

// TestNamesComeOnAKey: the first page counts what was left and what the keyring has.
func TestNamesComeOnAKey(t *testing.T) {
	t.Parallel()
	s := start(flows.Options{})
	s.Saved = []flows.SavedAccount{{ID: wabaID, Name: "Lotus Bakery Limited"}, {ID: "104820560913302", Name: "Harbour"}}
	st := newStage(t, s).enter(80, 24)
	left := flows.Unfinished{ID: "k3v9", Account: wabaID, Number: firstID, Display: "+852 •••• 0100", Name: "Lotus Bakery", State: flows.EnterCode, At: t0}
	st.answer(flows.UnfinishedListed{Sessions: []flows.Unfinished{left, left}})
	wantNobody(t, st, "the first page")
	say := english().Say
	if !strings.Contains(st.text(), say("connect.left.note", "Count", 2)) || !strings.Contains(st.text(), say("connect.kept.note", "Count", 2)) {
		t.Errorf("they are not counted:\n%s", st.text())
	}
	if st.press("3", "enter"); strings.Count(st.text(), "Lotus Bakery") != 2 || strings.Contains(st.text(), "Harbour") {
		t.Errorf("Enter does not name what was left:\n%s", st.text())
	}
	st.press("esc")
	wantNobody(t, st, "back on the first page")
	if st.press("down", "enter"); !strings.Contains(st.text(), "Lotus Bakery Limited") || !strings.Contains(st.text(), "Harbour") {
		t.Errorf("Enter does not name the saved accounts:\n%s", st.text())
	}
	if st.press("down", "enter"); st.session().Target.Account != "104820560913302" {
		t.Errorf("opens %s", st.session().Target.Account)
	}
}
