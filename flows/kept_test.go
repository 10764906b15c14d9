package flows

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/assets"
)

// forNew are the states of a number that is still to be brought onto Cloud API.
func forNew() []State { return []State{Eligibility, CodeMethod, EnterCode, ChoosePIN, ChooseRegion} }

// answerOf is an answer that a row of the error table is about, in words that it looks for.
func answerOf(row assets.ErrorRow, call api.Endpoint) Failed {
	said := slices.Clone(row.Text[:min(1, len(row.Text))])
	for _, meaning := range row.Says {
		said = append(said, strings.TrimSuffix(assets.Meaning(meaning)[0], "*"))
	}
	return refusal(call, row.Code, row.Sub, message(strings.Join(said, ", ")))
}

// TestCardsOfAJobStayOutOfTheOnboarding: whatever Meta answers to whatever a job calls, its
// card asks for no code, no first PIN and no region of a number that is live.
func TestCardsOfAJobStayOutOfTheOnboarding(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	signedUp := func(n *api.Number) { n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -60)} }
	m, kept := NewMachine(), 0
	for name, n := range map[string]api.Number{
		"proof ran out":  fresh(connected, expired, signedUp),
		"in the app too": fresh(shared, expired),
		"on the old API": fresh(connected, onPremise),
	} {
		for _, f := range Flows() {
			if f.Job.onboards() || f.Job.Alone() || f.Job == JobPreverified {
				continue
			}
			for _, d := range f.States {
				s := at(d.State, n)
				for _, call := range d.Backed {
					for _, row := range assets.Errors() {
						if !isOn(row, call) {
							continue
						}
						after, _ := m.Step(s, Input{Event: answerOf(row, call), At: t0, Generation: s.Generation})
						if after.Problem == nil {
							continue
						}
						a := after.Problem.Advice
						if a.Kept {
							kept++
						}
						if a.Act != ActGo {
							continue
						}
						after, _ = m.Step(after, Input{Event: AdviceTaken{}, At: t0})
						if slices.Contains(forNew(), a.To) || slices.Contains(forNew(), after.State) || after.State == Connected {
							t.Errorf("%s, %s: %s answered %d/%d %s: the card %s leads to %s", name, d.State, call, row.Code, row.Sub, row.Variant, a.ID, after.State)
						}
					}
				}
			}
		}
	}
	if kept == 0 {
		t.Error("no card was kept")
	}
}

// TestCardsThatFit: a number that is not live is led on as before, and a job by its own pages.
func TestCardsThatFit(t *testing.T) {
	t.Parallel()
	weak := refusal(api.SetPIN, 100, 0, message("The PIN is too weak."))
	off := fresh(takenOff, expired)
	for name, c := range map[string]struct {
		f    Failed
		s    Session
		want string
	}{
		"a weak PIN":                     {weak, at(SetPIN, fresh(connected)), "dismiss"},
		"a weak PIN, not registered":     {weak, at(SetPIN, fresh(verified)), "dismiss"},
		"a PIN of another form":          {refusal(api.SetPIN, 100, 0, message("The pin must have 6 digits")), at(SetPIN, fresh(connected)), "dismiss"},
		"a name, not verified":           {refusal(api.Register, 133006, 0), at(RegisterName, fresh(connected, expired)), "dismiss"},
		"a name, long after signup":      {refusal(api.Register, 133006, 0), at(RegisterName, fresh(connected, lapsedVerified)), "dismiss"},
		"a name, no certificate":         {refusal(api.Register, 100, 2388001), at(RegisterName, fresh(connected, expired)), "reload"},
		"a name, its region":             {refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'")), at(RegisterName, fresh(connected, expired)), "dismiss"},
		"a name, the name":               {refusal(api.Register, 100, 2388001, message("the display name is not approved")), at(RegisterName, fresh(connected, expired)), "go ChangeName"},
		"a page, no certificate":         {refusal(api.GetNumber, 2388001, 0), at(Manage, fresh(connected, expired)), "dismiss"},
		"a region change, off":           {refusal(api.Register, 133006, 0), at(Moving, off), "go CodeMethod"},
		"a region change, long after":    {refusal(api.Register, 133006, 0), at(Moving, fresh(takenOff, lapsedVerified)), "go CodeMethod"},
		"a region change, its PIN":       {refusal(api.Register, 133005, 0), at(Moving, off), "go MovePIN"},
		"a region change, its region":    {refusal(api.Register, 100, 0, message("Expected data localization region: 'IN'")), at(Moving, off), "go MoveRegion"},
		"a new number, not verified":     {refusal(api.Register, 133006, 0), at(Review, fresh(verified)), "go CodeMethod"},
		"a new number, no certificate":   {refusal(api.Register, 100, 2388001), at(Review, fresh(expired)), "go CodeMethod"},
		"from the old API, not verified": {refusal(api.Register, 133006, 0), at(Review, fresh(connected, onPremise)), "go CodeMethod"},
	} {
		if got := lead(Advise(c.f, c.s)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	live := at(RegisterName, fresh(connected, expired))
	for _, l := range DiagnoseCertificate(live) {
		if l.Cause == CauseUnproven {
			t.Error("a live number is told that nobody has proven whose it is")
		}
	}
	stuck := at(Moving, fresh(takenOff))
	if p := stuck.stuck(t0); p.Advice.To != MovePIN {
		t.Errorf("a region change that is stuck leads to %q", lead(p.Advice))
	}
}

// lapsedVerified is a number whose Embedded Signup was long ago, with a proof that holds.
func lapsedVerified(n *api.Number) {
	n.Verification, n.LastOnboarded = api.Verified, api.Time{Time: t0.AddDate(0, 0, -60)}
}
