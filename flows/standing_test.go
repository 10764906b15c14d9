package flows

import (
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/assets/constants"
	"dialtone/eligibility"
)

func TestStandings(t *testing.T) {
	t.Parallel()
	statuses := []api.Status{api.StatusPending, api.StatusConnected, api.StatusDisconnected, api.StatusFlagged, api.StatusRestricted,
		api.StatusRateLimited, api.StatusBanned, api.StatusDeleted, api.StatusMigrated, api.StatusUnverified, api.StatusUnknown, "SOMETHING_NEW", ""}
	checks := []api.Verification{api.Verified, api.NotVerified, api.VerificationExpired, api.Unverified, "SOMETHING_NEW", ""}
	hosts := []api.Platform{api.PlatformCloud, api.PlatformOnPremise, api.PlatformNotApplicable, "SOMETHING_NEW", ""}
	// In words: a ban before all, then numbers that are gone, shared, hosted
	// elsewhere, registered; and only then what the ownership check says.
	want := func(s api.Status, v api.Verification, p api.Platform, app, signedUp bool) (Standing, State) {
		switch {
		case s == "BANNED":
			return StandingBanned, Remedy
		case s == "DELETED" || s == "MIGRATED":
			return StandingGone, Remedy
		case p == "ON_PREMISE" && (app || v == "NOT_VERIFIED" || v == "UNVERIFIED"): // whatever the status says: it alternates
			return StandingHalfShared, Remedy
		case app && p != "CLOUD_API" && p != "ON_PREMISE" && !api.Status(s).Registered() && s != "DISCONNECTED":
			return StandingHalfShared, Remedy
		case app:
			return StandingShared, Remedy
		case p == "ON_PREMISE" && v == "": // not told is neither
			return StandingUnread, Eligibility
		case p == "ON_PREMISE" && v != "VERIFIED": // nor is one that ran out
			return StandingFresh, Eligibility
		case p == "ON_PREMISE":
			return StandingOnPremise, Remedy
		case s == "CONNECTED" || s == "FLAGGED" || s == "RESTRICTED" || s == "RATE_LIMITED":
			return StandingConnected, Connected
		case s == "":
			return StandingUnread, Eligibility
		case v == "VERIFIED":
			return StandingVerified, ChoosePIN
		case v == "EXPIRED" && signedUp && (s == "PENDING" || s == "UNVERIFIED"): // any other was registered, or may be
			return StandingLapsed, Remedy
		case v == "EXPIRED":
			return StandingExpired, CodeMethod
		case v == "" && api.Status(s).Known():
			return StandingUnread, Eligibility
		}
		return StandingFresh, Eligibility
	}
	seen := map[Standing]bool{}
	for _, s := range statuses {
		for _, v := range checks {
			for _, p := range hosts {
				for bits := range 4 {
					app, signedUp := bits&1 > 0, bits&2 > 0
					n := api.Number{Status: s, Verification: v, Platform: p, OnBusinessApp: app}
					if signedUp {
						n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -15)}
					}
					standing, start := want(s, v, p, app, signedUp)
					if got, to := stand(n, t0); got != standing || to != start {
						t.Errorf("%s %s %s %t: %s, %s; want %s, %s", s, v, p, app, got, to, standing, start)
					}
					if remedy := remedyOf(n, t0); (start == Remedy) != (remedy != "") {
						t.Errorf("%s %s %s %t: remedy %q", s, v, p, app, remedy)
					}
					seen[standing] = true
				}
			}
		}
	}
	for _, s := range constants.Of[Standing](t) {
		if !seen[s] {
			t.Errorf("%s is never reached", s)
		}
	}
}

// TestSignupLapses only when it is told, over 14 days ago, and nothing shows that the number
// was registered since.
func TestSignupLapses(t *testing.T) {
	t.Parallel()
	ago := func(days int, change ...func(*api.Number)) api.Number {
		return fresh(append([]func(*api.Number){expired, func(n *api.Number) { n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -days)} }}, change...)...)
	}
	pooled := func(n *api.Number) { n.Preverified = true }
	word := func(s api.Status) func(*api.Number) { return func(n *api.Number) { n.Status = s } }
	for name, c := range map[string]struct {
		n    api.Number
		want Standing
	}{
		"two days ago":               {ago(2), StandingExpired},
		"fourteen days ago":          {ago(14), StandingLapsed},
		"long ago":                   {ago(40), StandingLapsed},
		"not told":                   {fresh(expired), StandingExpired},
		"long ago, out of a pool":    {ago(40, pooled), StandingExpired},
		"long ago, registered since": {ago(40, word(api.StatusDisconnected)), StandingExpired},
		"long ago, connected":        {ago(40, word(api.StatusConnected)), StandingConnected},
		"long ago, a word to come":   {ago(40, word("OFFLINE")), StandingExpired},
		"long ago, status not told":  {ago(40, word("")), StandingUnread},
	} {
		if got := StandingAt(c.n, t0); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		w := walkFrom(t, at(PickNumber, fresh(another))).hand(NumberPicked{firstID}).world(NumberRead{c.n})
		if repeats := w.s.State == Remedy && w.s.Checks.Remedy == eligibility.RemedyRepeatSignup; repeats != (c.want == StandingLapsed) {
			t.Errorf("%s: it begins in %s with %q", name, w.s.State, w.s.Checks.Remedy)
		}
		proven := c.n
		verified(&proven)
		row := Advise(refusal(api.Register, 133006, 0), at(Review, proven)).ID
		if old := row == AdviseSignupOld; old != (c.want == StandingLapsed) {
			t.Errorf("%s: 133006 is %s", name, row)
		}
	}
}

func TestRemediesOfFacts(t *testing.T) {
	t.Parallel()
	for want, n := range map[eligibility.RemedyID]api.Number{
		eligibility.RemedyAppeal: fresh(banned, onPremise), eligibility.RemedyOnPremise: fresh(onPremise), eligibility.RemedyCoexistence: fresh(shared), eligibility.RemedyFinishSharing: fresh(halfway),
		eligibility.RemedyReconnect: fresh(shared, off), eligibility.RemedyNone: fresh(),
	} {
		if got := remedyOf(n, t0); got != want {
			t.Errorf("%+v: %q, want %q", n, got, want)
		}
	}
	if got := remedyOf(fresh(func(n *api.Number) { n.OnBusinessApp = true }), t0); got != eligibility.RemedyFinishSharing {
		t.Errorf("one that the app has: %q", got)
	}
}

func TestSteps(t *testing.T) {
	t.Parallel()
	for _, f := range Flows() {
		var in []Step
		for _, d := range f.States {
			if StepOf(d.State) != d.Step {
				t.Errorf("%s: step %s", d.State, StepOf(d.State))
			}
			if why, local := f.Local[d.State]; local == (len(d.Backed) > 0) || local && len(why) < 20 {
				t.Errorf("%s: backed by %v; local, since %q", d.State, d.Backed, why)
			}
			if len(in) == 0 || in[len(in)-1] != d.Step {
				in = append(in, d.Step)
			}
		}
		for s := range f.Local {
			if !slices.ContainsFunc(f.States, func(d Declaration) bool { return d.State == s }) {
				t.Errorf("%s says of %s that it is local", f.Job, s)
			}
		}
		rest := f.Steps
		for _, step := range in {
			i := slices.Index(rest, step)
			if i < 0 {
				t.Fatalf("%s: the steps %v are not in the order of the states, %v", f.Job, f.Steps, in)
			}
			rest = rest[i+1:]
		}
		if begins := slices.ContainsFunc(f.States, func(d Declaration) bool { return d.State == f.Start }); begins != (f.Job != JobOnboard) {
			t.Errorf("%s begins in %q", f.Job, f.Start)
		}
	}
	if StepOf("none") != StepConnect {
		t.Error("a state that nobody knows has a step")
	}
}
