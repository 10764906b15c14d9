package tui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
)

// oneOfEach is a look at every state, in the order of the happy path.
func oneOfEach() []look {
	named := map[flows.State]string{
		flows.Connect: "connect-token-typed", flows.PickNumber: "numbers-many", flows.AddNumber: "add-name", flows.Eligibility: "check-half",
		flows.Remedy: "remedy-ivr", flows.CodeMethod: "method-languages", flows.EnterCode: "code-part", flows.ChoosePIN: "pin-new-again-part",
		flows.ChooseRegion: "region-kept", flows.Review: "review", flows.Register: "register-sent", flows.Connected: "connected-full",
		flows.Manage: "manage-connected", flows.SetPIN: "set-pin-typed", flows.Doctor: "doctor-ill", flows.Recipient: "recipient-misread", flows.TestMessage: "message-number", flows.MessageSent: "message-sent",
		flows.Identity: "identity-on", flows.Deregister: "deregister-part",
		flows.ChangeName: "name-approved", flows.RegisterName: "name-register-typed", flows.EditProfile: "profile-changed", flows.Webhooks: "webhooks-others",
		flows.MoveRegion: "move-region", flows.MovePIN: "move-pin", flows.MovePlan: "move-plan-change", flows.Moving: "moving-settings",
		flows.Pool: "pool", flows.PoolBusiness: "pool-business-typed", flows.PoolAdd: "pool-add-number", flows.PoolCode: "pool-code", flows.PoolEnter: "pool-enter-part",
		flows.PoolUse: "pool-use",
	}
	all := looks()
	var picked []look
	for _, d := range flows.Declarations() {
		for _, l := range all {
			if l.name == named[d.State] {
				l.name = string(d.State)
				picked = append(picked, l)
			}
		}
	}
	return picked
}

func TestBenchmarksCoverEveryState(t *testing.T) {
	t.Parallel()
	if got, want := len(oneOfEach()), len(flows.Declarations()); got != want {
		t.Errorf("%d of %d states are measured", got, want)
	}
}

// ready is a look in a window of ordinary size, on a dark terminal.
func (l look) ready(b *testing.B) *stage {
	b.Helper()
	st := l.stage(b, english(), 100, 30, false)
	st.send(tea.BackgroundColorMsg{Color: backgrounds()[1]})
	return st
}

// BenchmarkView is what one frame costs, without writing it.
func BenchmarkView(b *testing.B) {
	for _, l := range oneOfEach() {
		b.Run(l.name, func(b *testing.B) {
			st := l.ready(b)
			b.ReportAllocs()
			for b.Loop() {
				st.m.redraw()
			}
		})
	}
}

// BenchmarkKey is what one key costs until the next frame is ready.
func BenchmarkKey(b *testing.B) {
	names := map[flows.State][2]string{
		flows.Connect: {"x", "backspace"}, flows.AddNumber: {"x", "backspace"}, flows.EnterCode: {"7", "backspace"}, flows.ChoosePIN: {"7", "backspace"}, flows.Deregister: {"7", "backspace"}, flows.Recipient: {"7", "backspace"}, flows.RegisterName: {"7", "backspace"},
	}
	for _, l := range oneOfEach() {
		b.Run(l.name, func(b *testing.B) {
			st := l.ready(b)
			pair := [2]string{"down", "up"}
			if p, ok := names[l.session.State]; ok {
				pair = p
			}
			benchKeys(b, st, pair)
		})
	}
}

// benchKeys presses two keys in turn that undo each other.
func benchKeys(b *testing.B, st *stage, pair [2]string) {
	b.Helper()
	there, back := keyNamed(pair[0]), keyNamed(pair[1])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			st.send(there)
		} else {
			st.send(back)
		}
		st.m.redraw()
	}
}

// accounts are sizes of accounts. A key costs the same in all of them.
func accounts() []int { return []int{10, 1000, 50_000} }

// BenchmarkNumbersKey moves in lists of any length: it costs what is visible.
func BenchmarkNumbersKey(b *testing.B) {
	for _, size := range accounts() {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			st := look{session: accountOf(many(size))}.ready(b)
			st.lookOn()
			benchKeys(b, st, [2]string{"down", "up"})
		})
	}
}

// BenchmarkNumbersSearch types and deletes a letter of a search: what the key
// costs until the next frame. The rows that it did not look at are looked at
// between two keys.
func BenchmarkNumbersSearch(b *testing.B) {
	for _, size := range accounts() {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			st := look{session: accountOf(many(size)), play: types("caf")}.ready(b)
			st.lookOn()
			benchKeys(b, st, [2]string{"e", "backspace"})
		})
	}
}

// BenchmarkNumbersFound is a whole search, with the frames in between.
func BenchmarkNumbersFound(b *testing.B) {
	for _, size := range accounts() {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			st := look{session: accountOf(many(size))}.ready(b)
			for b.Loop() {
				st.write("caf")
				st.lookOn()
				st.press("esc")
				st.lookOn()
			}
		})
	}
}

// BenchmarkNumbersArrive is one more page for an account that has so many, in an
// order of our own.
func BenchmarkNumbersArrive(b *testing.B) {
	for _, size := range accounts() {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := accountOf(many(size))
			s.List.Listing, s.List.Listed, s.List.Next = true, false, "more"
			st := look{session: s, play: keys("ctrl+s")}.ready(b)
			page := flows.NumbersListed{Page: api.NumbersPage{Numbers: many(100), Next: "more"}}
			for b.Loop() {
				b.StopTimer()
				st.m.env.Flow = s
				st.m.page().Enter(st.m.env)
				st.lookOn()
				b.StartTimer()
				st.answer(page)
				st.m.redraw()
			}
		})
	}
}
