package flows

import (
	"slices"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/assets/constants"
	"dialtone/eligibility"
)

// FuzzStanding reads where any number stands, whatever words Graph has for its facts: it is
// one of our words, the same at every look, it leads to a state that has a page, and no
// number that is registered, or that Meta banned, is led to a code or a PIN.
func FuzzStanding(f *testing.F) {
	f.Add("CONNECTED", "VERIFIED", "CLOUD_API", "LIVE", uint8(0), int64(0))
	f.Add("PENDING", "NOT_VERIFIED", "NOT_APPLICABLE", "SANDBOX", uint8(1), int64(-1))
	f.Add("BANNED", "", "ON_PREMISE", "", uint8(3), int64(1699999999))
	f.Add("", "EXPIRED", "", "LIVE", uint8(7), int64(253402300799))
	f.Add("UNVERIFIED", "VERIFIED", "CLOUD_API", "", uint8(255), int64(1795000000))
	f.Add("SOMETHING", "NEW", "ELSE", "x", uint8(64), int64(62135596800))
	f.Add("MIGRATED", "VERIFIED", "CLOUD_API", "LIVE", uint8(5), int64(1))
	standings := constants.Of[Standing](f)
	pooled := constants.Of[PoolStanding](f)
	f.Fuzz(func(t *testing.T, status, verification, platform, mode string, bits uint8, seconds int64) {
		n := api.Number{
			ID: "106540352242922", Status: api.Status(status), Verification: api.Verification(verification), Platform: api.Platform(platform), Mode: api.AccountMode(mode),
			OnBusinessApp: bits&1 != 0, Official: bits&2 != 0, Preverified: bits&4 != 0,
		}
		n.Told = api.Told{OnBusinessApp: bits&8 != 0 || n.OnBusinessApp, Official: n.Official, Preverified: n.Preverified}
		if bits&16 != 0 {
			n.LastOnboarded = api.Time{Time: time.Unix(seconds%253402300799, 0)}
		}
		if bits&32 != 0 {
			yes := bits&64 != 0
			n.PINEnabled = &yes
		}
		for _, now := range []time.Time{{}, t0} {
			standing, to := stand(n, now)
			if again, also := stand(n, now); again != standing || also != to || !slices.Contains(standings, standing) {
				t.Fatalf("%+v stands %q, then %q", n, standing, again)
			}
			if asksMeta := to == CodeMethod || to == ChoosePIN; asksMeta && (n.Status.Registered() || n.Status == api.StatusBanned || n.Status == api.StatusDeleted || n.OnBusinessApp) {
				t.Fatalf("%+v, which stands %q, is led to %s", n, standing, to)
			}
			if to == Connected && !n.Status.Registered() || to == ChoosePIN && n.Verification != api.Verified {
				t.Fatalf("%+v, which stands %q, is led to %s", n, standing, to)
			}
			if to == Remedy && remedyOf(n, now) == eligibility.RemedyNone {
				t.Fatalf("%+v stands %q, and no remedy is known", n, standing)
			}
			if (to == Remedy) != (remedyOf(n, now) != eligibility.RemedyNone) {
				t.Fatalf("%+v stands %q in %s with the remedy %q", n, standing, to, remedyOf(n, now))
			}
		}
		p := api.Preverified{
			ID: "220771904456102", Verification: n.Verification, Availability: status, Expires: n.LastOnboarded, VerifiedAt: n.LastOnboarded,
		}
		switch of := PoolStandingOf(p, t0); {
		case !slices.Contains(pooled, of), of.CanUse() && p.Verification != api.Verified, of == PoolTaken && CanVerify(p, t0):
			t.Fatalf("%+v stands %q in the pool", p, of)
		}
	})
}
