package flows

import (
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// TestTheLatestDayCountsFromTheFirstSight of a certificate and of an approved
// name, and from no later one of the same.
func TestTheLatestDayCountsFromTheFirstSight(t *testing.T) {
	t.Parallel()
	reads := func(w *walk, at time.Time, change func(*api.Number)) {
		n := fresh(connected)
		n.NameStatus = api.NameApproved
		change(&n)
		w.s.store(n, at)
	}
	asked := func(name string, status api.NameStatus) func(*api.Number) {
		return func(n *api.Number) { n.NewName, n.NewNameStatus = name, status }
	}
	certified := func(text string) func(*api.Number) { return func(n *api.Number) { n.Certificate = text } }
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		kind  eligibility.DeadlineKind
		reads []func(*api.Number) // a day after each other
		want  time.Time
	}{
		"no name":              {eligibility.DeadlineName, []func(*api.Number){certified("A")}, time.Time{}},
		"a name":               {eligibility.DeadlineName, []func(*api.Number){asked("A", api.NameApproved)}, t0.Add(14 * day)},
		"the same again":       {eligibility.DeadlineName, []func(*api.Number){asked("A", api.NameApproved), asked("A", api.NameApproved)}, t0.Add(14 * day)},
		"approved meanwhile":   {eligibility.DeadlineName, []func(*api.Number){asked("A", api.NamePendingReview), asked("A", api.NameApproved)}, t0.Add(15 * day)},
		"not read in detail":   {eligibility.DeadlineName, []func(*api.Number){asked("", api.NameApproved), asked("A", api.NameApproved), asked("", api.NameApproved)}, t0.Add(14 * day)},
		"another name":         {eligibility.DeadlineName, []func(*api.Number){asked("A", api.NameApproved), asked("B", api.NameApproved)}, t0.Add(15 * day)},
		"asked for twice":      {eligibility.DeadlineName, []func(*api.Number){asked("A", api.NameApproved), asked("A", api.NameExpired), asked("A", api.NameApproved)}, t0.Add(16 * day)},
		"in use":               {eligibility.DeadlineName, []func(*api.Number){asked("A", api.NameApproved), func(*api.Number) {}}, time.Time{}},
		"no certificate":       {eligibility.DeadlineCertificate, []func(*api.Number){func(*api.Number) {}}, time.Time{}},
		"a certificate":        {eligibility.DeadlineCertificate, []func(*api.Number){certified("A"), func(*api.Number) {}, certified("A")}, t0.Add(7 * day)},
		"another certificate":  {eligibility.DeadlineCertificate, []func(*api.Number){certified("A"), certified("B")}, t0.Add(8 * day)},
		"an expired one":       {eligibility.DeadlineCertificate, []func(*api.Number){certified("A"), func(n *api.Number) { n.NameStatus = api.NameExpired }}, time.Time{}},
		"that of the new name": {eligibility.DeadlineCertificate, []func(*api.Number){certified("A"), func(n *api.Number) { n.Certificate, n.NewCertificate = "A", "B" }}, t0.Add(8 * day)},
	} {
		w := walkFrom(t, at(Manage, fresh(connected)))
		for i, change := range c.reads {
			reads(w, t0.Add(time.Duration(i)*day), change)
		}
		if got := w.s.Latest(c.kind); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	w := walkFrom(t, at(Manage, fresh(connected)))
	reads(w, t0, certified("A"))
	reads(w, t0.Add(time.Hour), func(n *api.Number) { n.ID, n.Certificate = otherID, "C" })
	reads(w, t0.Add(day), certified("A"))
	if got := w.s.Latest(eligibility.DeadlineCertificate); !got.Equal(t0.Add(7 * day)) {
		t.Errorf("after a look at another number: %v", got)
	}
}
