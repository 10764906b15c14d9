package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

func named(n api.NameStatus) func(*api.Number) { return func(x *api.Number) { x.NameStatus = n } }

func ill(n *api.Number) {
	n.Health = api.HealthStatus{CanSend: "BLOCKED", Entities: []api.HealthEntity{{Type: "WABA", Errors: []api.HealthError{{Code: 141006, Description: "No payment", Solution: "Add one"}}}}}
}

func off(n *api.Number) { n.Status = api.StatusDisconnected }

// causes are the causes alone.
func causes(all []LikelyCause) []Cause {
	var names []Cause
	for _, s := range all {
		names = append(names, s.Cause)
	}
	return names
}

func TestDiagnoseCertificate(t *testing.T) {
	t.Parallel()
	in := func(n api.Number, change ...func(*Session)) Session {
		s := at(Review, n)
		for _, c := range change {
			c(&s)
		}
		return s
	}
	leftApp := func(s *Session) {
		s.Checks.Walks = map[eligibility.RemedyID]Progress{eligibility.RemedyLeaveApp: {Until: t0}}
	}
	longAgo := func(s *Session) {
		s.Checks.Walks = map[eligibility.RemedyID]Progress{eligibility.RemedyLeaveApp: {Until: t0.Add(-time.Hour)}}
	}
	wasShared := func(s *Session) { s.WasShared = true }
	ended := func(s *Session) {
		s.Checks.Walks = map[eligibility.RemedyID]Progress{eligibility.RemedyCoexistence: {Ticked: []eligibility.StepID{"disconnect"}}}
	}
	typed := func(s *Session) { s.PIN.Mode = PresentPIN }
	renamed := func(n *api.Number) { n.NewName, n.NewNameStatus = "Lotus", api.NamePendingReview }
	for name, c := range map[string]struct {
		s    Session
		want []Cause
		lead string
	}{
		"nothing to be seen":     {in(fresh(verified)), []Cause{CauseInUse}, "go Eligibility"},
		"name not processed":     {in(fresh(verified, named(api.NamePendingReview))), []Cause{CauseNamePending, CauseInUse}, "reload"},
		"new name in review":     {in(fresh(verified, renamed)), []Cause{CauseNamePending, CauseInUse}, "reload"},
		"name declined":          {in(fresh(verified, named(api.NameDeclined))), []Cause{CauseNameDeclined, CauseInUse}, "go ChangeName"},
		"no name":                {in(fresh(verified, named(api.NameNone))), []Cause{CauseNameMissing, CauseInUse}, "go ChangeName"},
		"not proven":             {in(fresh(named(api.NamePendingReview))), []Cause{CauseUnproven, CauseNamePending, CauseInUse}, "go CodeMethod"},
		"proof ran out":          {in(fresh(expired)), []Cause{CauseUnproven, CauseInUse}, "go CodeMethod"},
		"a PIN from before":      {in(fresh(verified, hasPIN), typed), []Cause{CauseTwoStep, CauseInUse}, "reload"},
		"left a moment ago":      {in(fresh(verified), leftApp), []Cause{CauseStillThere, CauseInUse}, "reload"},
		"left long ago":          {in(fresh(verified), longAgo), []Cause{CauseInUse}, "go Eligibility"},
		"all three":              {in(fresh(verified, hasPIN, named(api.NamePendingReview)), typed, leftApp), []Cause{CauseNamePending, CauseStillThere, CauseTwoStep, CauseInUse}, "reload"},
		"shared":                 {in(fresh(shared)), []Cause{CauseShared, CauseInUse}, "go Remedy coexistence"},
		"on the On-Premises API": {in(fresh(verified, onPremise)), []Cause{CauseOnPremise, CauseInUse}, "go Remedy on_premise"},
		"half shared":            {in(fresh(halfway, off)), []Cause{CauseHalfShared, CauseOldSignup, CauseUnproven, CauseInUse}, "go Remedy finish_sharing"},
		"half shared, connected": {in(fresh(connected, halfway)), []Cause{CauseHalfShared, CauseOldSignup, CauseUnproven, CauseInUse}, "go Remedy finish_sharing"},
		"fell off the app":       {in(fresh(shared, off)), []Cause{CauseFellOff, CauseOldSignup, CauseInUse}, "go Remedy reconnect"},
		"was shared, is off":     {in(fresh(off), wasShared), []Cause{CauseFellOff, CauseOldSignup, CauseUnproven, CauseInUse}, "go Remedy reconnect"},
		"the sharing was ended":  {in(fresh(off), wasShared, ended), []Cause{CauseUnproven, CauseInUse}, "go CodeMethod"},
		"banned":                 {in(fresh(verified, banned)), []Cause{CauseBanned, CauseInUse}, "go Remedy appeal"},
	} {
		found := DiagnoseCertificate(c.s)
		if got := causes(found); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		a := Advise(refusal(api.Register, 100, 2388001), c.s)
		if got := lead(a); a.ID != AdviseCertificate || got != c.lead {
			t.Errorf("%s: %s leads to %q, want %q", name, a.ID, got, c.lead)
		}
	}
}

func TestDiagnoseStuck(t *testing.T) {
	t.Parallel()
	in := func(n api.Number, registered bool, change ...func(*Session)) Session {
		s := at(Connected, n)
		if registered {
			s.Actions = []Action{{At: t0, Call: api.Register, Number: n.ID}}
		}
		for _, c := range change {
			c(&s)
		}
		return s
	}
	pending := func(s *Session) { s.Account.Review = "PENDING" }
	someone := func(s *Session) { s.Actions = []Action{{At: t0, Call: api.Register, Number: otherID}} }
	for name, c := range map[string]struct {
		s    Session
		want []Cause
		lead string
	}{
		"nothing to be seen":    {in(fresh(verified), true), []Cause{CauseSlow}, "reload"},
		"register never called": {in(fresh(verified), false), []Cause{CauseNotRegistered, CauseLags}, "go ChoosePIN"},
		"another was":           {in(fresh(verified), false, someone), []Cause{CauseNotRegistered, CauseLags}, "go ChoosePIN"},
		"not even proven":       {in(fresh(), false), []Cause{CauseUnproven, CauseLags}, "go CodeMethod"},
		"taken off":             {in(fresh(verified, off), false), []Cause{CauseTakenOff, CauseLags}, "go ChoosePIN"},
		"off and registered":    {in(fresh(verified, off), true), []Cause{CauseSlow}, "reload"},
		"name in review":        {in(fresh(verified, named(api.NamePendingReview)), true), []Cause{CauseNamePending, CauseSlow}, "reload"},
		"account in review":     {in(fresh(verified, named(api.NameDeclined)), true, pending), []Cause{CauseAccount, CauseNameDeclined, CauseSlow}, "reload"},
		"Meta says it":          {in(fresh(verified, ill), true), []Cause{CauseHealth, CauseSlow}, "reload"},
		"banned":                {in(fresh(verified, banned), true), []Cause{CauseBanned, CauseSlow}, "go Remedy appeal"},
		"deleted":               {in(fresh(verified, deleted), true), []Cause{CauseLeftAccount, CauseSlow}, "go Remedy add_again"},
		"half shared":           {in(fresh(halfway, off), false), []Cause{CauseHalfShared, CauseOldSignup, CauseUnproven, CauseLags}, "go Remedy finish_sharing"},
		"fell off the app":      {in(fresh(shared, off), true), []Cause{CauseFellOff, CauseOldSignup, CauseSlow}, "go Remedy reconnect"},
	} {
		if got := causes(DiagnoseStuck(c.s)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		p := c.s.stuck(t0)
		if got := lead(p.Advice); got != c.lead || !slices.Equal(causes(p.Likely), c.want) {
			t.Errorf("%s leads to %q, want %q", name, got, c.lead)
		}
		w := walkFrom(t, c.s)
		w.s.Problem = p
		w.hand(AdviceTaken{})
		if p.Advice.Act == ActGo && (w.s.State != p.Advice.To || w.s.State == Remedy && w.s.Checks.Remedy != p.Advice.Help) {
			t.Errorf("%s: the key leads to %s (%s)", name, w.s.State, w.s.Checks.Remedy)
		}
	}
}

// TestRefusedForItsNameIsAskedOnceMore: what was likely refused for its name is
// not sent again by one key while the name is as it was.
func TestRefusedForItsNameIsAskedOnceMore(t *testing.T) {
	t.Parallel()
	pending := fresh(verified, named(api.NamePendingReview))
	facts := func(n api.Number) FactsRead { return FactsRead{n, settings("")} }
	refused := func(n api.Number) *walk {
		w := walkFrom(t, at(Review, n)).hand(RegisterAsked{}).in(Register, registerCall)
		w.world(refusal(api.Register, 100, 2388001)).in(Review)
		if n.NameStatus == api.NamePendingReview {
			w.card(AdviseCertificate, ActReload).hand(AdviceTaken{})
		} else { // another name can be asked for
			w.card(AdviseCertificate, ActGo).hand(ProblemDismissed{}).hand(ReloadAsked{})
		}
		return w.in(Review, ReadFacts{firstID}).world(facts(n)).in(Review).idle()
	}
	asked := func(w *walk, is bool) {
		t.Helper()
		if got := w.s.Notice == NoticeRefused; got != is {
			t.Errorf("asked once more: %t, notice %q", got, w.s.Notice)
		}
	}
	for _, n := range []api.NameStatus{api.NamePendingReview, api.NameDeclined, api.NameNone} {
		n := fresh(verified, named(n))
		w := refused(n).hand(RegisterAsked{}).in(Review, ReadFacts{firstID}).world(facts(n)).in(Review).idle()
		asked(w, true)
		w.hand(RegisterAsked{}).in(Register, registerCall) // they know
		w.world(refusal(api.Register, 133005, 0)).hand(ProblemDismissed{})
		asked(w, false)
	}

	w := refused(pending).hand(RegisterAsked{}).world(facts(pending))
	w.hand(ReloadAsked{}).world(facts(pending)).hand(RegisterAsked{}).in(Review, ReadFacts{firstID}) // something else was done between
	w.world(facts(pending)).after(time.Hour).hand(RegisterAsked{}).in(Review, ReadFacts{firstID})
	w.world(facts(pending)).in(Register, registerCall) // asked for once, though the facts were old

	approved := fresh(verified, named(api.NameApproved))
	w = refused(pending).hand(RegisterAsked{}).world(facts(approved)).in(Review)
	asked(w, false) // the name is settled
	w.hand(RegisterAsked{}).in(Register, registerCall)

	plain := walkFrom(t, at(Review, pending)).hand(RegisterAsked{}) // nothing was refused: the page itself warns
	plain.in(Register, registerCall).world(refusal(api.Register, 133005, 0)).in(Review)

	off := fresh(takenOff, named(api.NameDeclined))
	s := at(Moving, off)
	s.Settings, s.Move.Steps = settings("SG"), []MoveStep{MoveOn}
	w = walkFrom(t, s).world(refusal(api.Register, 100, 2388001)).in(MovePlan).hand(AdviceTaken{})
	w.world(FactsRead{off, settings("SG")}).in(MovePlan).hand(MoveAsked{}).in(MovePlan, ReadFacts{firstID}).world(FactsRead{off, settings("SG")})
	asked(w, true)
	if w.hand(MoveAsked{}); w.s.State != Moving {
		t.Errorf("the plan is not gone on with: %s", w.s.State)
	}
}

func lead(a Advice) string {
	act := string(a.Act)
	if a.Act == ActNothing {
		act = "nothing"
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s %s", act, a.To, a.Help)), " ")
}
