package run

import (
	"path/filepath"
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// Only a code that may have been sent can still come: not one that Meta refused
// to send.
func TestOnlyASentCodeMayCome(t *testing.T) {
	t.Parallel()
	for scenario, sent := range map[string]bool{"clean-mobile": true, "on-the-app": false} {
		d := booked(t, scenario, filepath.Join(t.TempDir(), "journal.db"))
		number, waba := d.sim.Info().Numbers[0], d.sim.Info().WABA
		d.runner.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Token: d.s.Want.Token, Account: waba}}})
		open := func() flows.JournalOpened {
			return d.runner.Do(t.Context(), flows.Command{Effect: flows.OpenJournal{Account: waba, Number: number, State: flows.CodeMethod}}).Event.(flows.JournalOpened)
		}
		if e := open(); e.Err != nil || !e.CodeAt.IsZero() {
			t.Fatalf("%s: at first %+v", scenario, e)
		}
		d.runner.Do(t.Context(), flows.Command{Effect: flows.SendCode{ID: number, Method: api.SMS, Language: "en"}})
		if e := open(); e.Err != nil || e.CodeAt.IsZero() == sent || e.CodeSent != sent || e.Budget.Used(flows.Counter{Number: number, Call: api.RequestCode}, d.sim.Now()) != 1 {
			t.Errorf("%s: then %+v", scenario, e)
		}
	}
}
