package page

import (
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Pooled shows a number of the pool as any phone number is shown.
func (e *Env) Pooled(p api.Preverified) string { return e.Display(api.Number{Display: p.Phone}) }

// PoolDays is how long a number of a pool stays verified, and how long it may
// wait for its registration once it is in an account (docs).
const PoolDays = int(eligibility.PreVerifiedWindow / (24 * time.Hour))

// Claimed reports whether the number at hand came out of a pool, and waits for
// its registration.
func (e *Env) Claimed() bool {
	n := e.Flow.Number
	return n.Preverified && n.Verification == api.Verified && !n.Status.Registered()
}
