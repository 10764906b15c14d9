package flows

import (
	"maps"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Window is the moving time in which Meta counts register and deregister
// requests, and for which it refuses them once there were too many (seed 003).
const Window = eligibility.AttemptWindow

// Allowed is how many register (and, separately, deregister) requests Meta takes
// for one number within a [Window] (seed 003).
const Allowed = 10

// Counter names a counter of Meta's: one per number and kind of request.
type Counter struct {
	Number api.PhoneNumberID
	Call   api.Endpoint
}

// Budget is what Dialtone knows of Meta's counters: the requests that it made
// itself. Other tools and people share the same counters.
type Budget struct {
	used   map[Counter][]time.Time
	locked map[Counter]lock
}

// lock is until when a counter is closed.
type lock struct {
	until time.Time
	named bool // an answer named the moment; else it is our caution
	firm  bool // Meta did, so that only a later moment replaces it
}

// Spend returns the budget with one more request.
func (b Budget) Spend(c Counter, at time.Time) Budget {
	used := maps.Clone(b.used)
	if used == nil {
		used = map[Counter][]time.Time{}
	}
	used[c] = append(slices.Clip(used[c]), at)
	b.used = used
	return b
}

// Refund returns the budget without the newest request, which provably never
// left this machine.
func (b Budget) Refund(c Counter) Budget {
	if len(b.used[c]) == 0 {
		return b
	}
	used := maps.Clone(b.used)
	used[c] = used[c][:len(used[c])-1]
	b.used = used
	return b
}

// Lock returns the budget with a counter closed until a moment, by our caution: Meta
// said that it is closed, and not until when. A later moment that is known already stays.
func (b Budget) Lock(c Counter, until time.Time) Budget { return b.close(c, lock{until: until}) }

// LockTold is [Budget.Lock] where Meta named the moment, which replaces one of our caution.
func (b Budget) LockTold(c Counter, until time.Time) Budget {
	return b.close(c, lock{until: until, named: true, firm: true})
}

// LockNamed is [Budget.Lock] where something between here and Meta named the moment.
func (b Budget) LockNamed(c Counter, until time.Time) Budget {
	return b.close(c, lock{until: until, named: true})
}

func (b Budget) close(c Counter, l lock) Budget {
	was := b.locked[c]
	if replaces := l.firm && !was.firm && !l.until.IsZero(); !replaces && !l.until.After(was.until) {
		return b
	}
	locked := maps.Clone(b.locked)
	if locked == nil {
		locked = map[Counter]lock{}
	}
	locked[c] = l
	b.locked = locked
	return b
}

// Told reports whether an answer named the moment at which a counter opens.
func (b Budget) Told(c Counter) bool { return b.locked[c].named }

// Taken returns the budget after Meta took a request: a counter that only our caution
// closed is open.
func (b Budget) Taken(c Counter) Budget {
	if b.locked[c].firm {
		return b
	}
	return b.Unlock(c)
}

// Unlock returns the budget with a counter open again, because the operator
// knows better.
func (b Budget) Unlock(c Counter) Budget {
	locked := maps.Clone(b.locked)
	delete(locked, c)
	b.locked = locked
	return b
}

// inside are the requests within the window that ends now, the oldest first. A
// request leaves the window exactly 72 hours after it was made.
func (b Budget) inside(c Counter, now time.Time) []time.Time {
	at := slices.DeleteFunc(slices.Clone(b.used[c]), func(at time.Time) bool { return now.Sub(at) >= Window })
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// Used counts the requests within the window that ends now.
func (b Budget) Used(c Counter, now time.Time) int { return len(b.inside(c, now)) }

// First is when the oldest request within the window leaves it: zero when there
// is none.
func (b Budget) First(c Counter, now time.Time) time.Time {
	if at := b.inside(c, now); len(at) > 0 {
		return at[0].Add(Window)
	}
	return time.Time{}
}

// Scarce reports whether so many requests were made that the next ones should be
// thought over.
func Scarce(used int) bool { return used >= Allowed-2 }

// Together counts the register and deregister requests of a number within the window
// that ends now. Meta words two limits, and one SDK reads them as one for both (field):
// where the sum comes near it, that is worth a word.
func (b Budget) Together(number api.PhoneNumberID, now time.Time) int {
	return b.Used(Counter{number, api.Register}, now) + b.Used(Counter{number, api.Deregister}, now)
}

// Frees is when the next request becomes possible again: zero when it is
// possible now. Where Meta closed the counter and it is used up as well, the later
// of the two counts.
func (b Budget) Frees(c Counter, now time.Time) time.Time {
	var frees time.Time
	if until := b.locked[c].until; until.After(now) {
		frees = until
	}
	if at := b.inside(c, now); len(at) >= Allowed && CallOf(c.Call).Exclusive {
		if last := at[len(at)-Allowed].Add(Window); last.After(frees) {
			frees = last
		}
	}
	return frees
}

// counting returns the budget with the requests of one counter.
func (b Budget) counting(c Counter, at []time.Time) Budget {
	used := maps.Clone(b.used)
	if used == nil {
		used = map[Counter][]time.Time{}
	}
	used[c] = at
	b.used = used
	return b
}
