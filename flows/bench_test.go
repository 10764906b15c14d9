package flows

import (
	"fmt"
	"testing"

	"dialtone/api"
)

// BenchmarkStep is one event of the operator in each state.
func BenchmarkStep(b *testing.B) {
	m := NewMachine()
	for state, e := range map[State]Event{
		Connect: samples("AccountGiven")[0], PickNumber: NumberPicked{firstID}, AddNumber: samples("NumberTyped")[0], Eligibility: samples("Answered")[0],
		Remedy: RemedyDone{}, CodeMethod: CodeAsked{api.SMS, "en"}, EnterCode: CodeTyped{pin("123830")}, ChoosePIN: PINChosen{NewPIN, pin("493027")},
		ChooseRegion: StorageChosen{api.InRegion("SG")}, Review: RegisterAsked{}, Register: BackAsked{}, Connected: SubscribeAsked{},
	} {
		b.Run(string(state), func(b *testing.B) {
			s := at(state, usual(state))
			b.ReportAllocs()
			for b.Loop() {
				m.Step(s, Input{Event: e, At: t0})
			}
		})
	}
}

// BenchmarkStepNumbers is the arrival of one more page, and picking a number,
// in an account that has so many.
func BenchmarkStepNumbers(b *testing.B) {
	const pageSize = 100
	m := NewMachine()
	for _, count := range []int{10, 1_000, 50_000} {
		s := at(PickNumber, fresh())
		s.List.Pages, s.List.Listed, s.List.Next, s.List.Listing = nil, false, "more", true
		for i := 0; i < count; i += pageSize {
			page := make([]api.Number, min(pageSize, count-i))
			for j := range page {
				page[j] = fresh(func(n *api.Number) { n.ID = api.PhoneNumberID(fmt.Sprint(200000000000000 + i + j)) })
			}
			s.List.Pages = append(s.List.Pages, PageOf(page...))
		}
		page := NumbersListed{api.NumbersPage{Numbers: make([]api.Number, pageSize), Next: "more"}}
		for name, e := range map[string]Event{"page": page, "read": NumberRead{fresh()}} {
			b.Run(fmt.Sprintf("%s/%d", name, count), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					m.Step(s, Input{Event: e, At: t0, Generation: s.Generation})
				}
			})
		}
	}
}
