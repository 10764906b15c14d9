package run

import (
	"testing"
	"time"

	"dialtone/api/graphsim"
	"dialtone/flows"
)

// TestTokenThatEndsOverHTTP connects with a person's token that has ten minutes
// left. Nothing more than otherwise is asked for that.
func TestTokenThatEndsOverHTTP(t *testing.T) {
	t.Parallel()
	calls := func(change func(*graphsim.Scenario)) (*drive, int) {
		d := newDrive(t, "clean-mobile", "", change)
		d.before = func(d *drive) flows.Event {
			if d.s.State == flows.PickNumber {
				return stop{}
			}
			return nil
		}
		return d, len(d.run().calls)
	}
	d, asked := calls(func(sc *graphsim.Scenario) {
		life := graphsim.Duration(10 * time.Minute)
		sc.Token.Kind, sc.Token.Life = "USER", &life
	})
	if d.s.State != flows.PickNumber || d.s.Notice != flows.NoticePersonalEnds {
		t.Errorf("in %s with %q", d.s.State, d.s.Notice)
	}
	usual, want := calls(func(*graphsim.Scenario) {})
	if usual.s.Notice != "" || asked != want {
		t.Errorf("%d calls, %d for a token that lasts, with %q", asked, want, usual.s.Notice)
	}
}
