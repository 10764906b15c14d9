package page

import (
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// Used counts the requests of a kind that Dialtone knows of within Meta's window,
// without the one under way: nothing moves when it is sent.
func (e *Env) Used(call api.Endpoint) int {
	used := e.Flow.Budget.Used(e.Flow.Counter(call), e.Now)
	if e.Flow.Busy() && e.Flow.Waiting.Spec().Call == call {
		used--
	}
	return used
}

// IsClosed reports whether a counter is used up for the time being.
func (e *Env) IsClosed(call api.Endpoint) bool {
	return !e.Flow.Budget.Frees(e.Flow.Counter(call), e.Now).IsZero()
}

// Together is a word for where the register and deregister requests of the number come
// near the limit of one of them: they may be counted as one (field). "" where they do
// not, or where those of the calls at hand alone say it.
func (e *Env) Together(calls ...api.Endpoint) string {
	both := e.Used(api.Register) + e.Used(api.Deregister)
	own := func(call api.Endpoint) bool { return e.Used(call) == both }
	if !flows.Scarce(both) || !slices.ContainsFunc(calls, func(call api.Endpoint) bool { return !own(call) }) {
		return ""
	}
	var until time.Time // the first of them is forgotten then
	for _, call := range []api.Endpoint{api.Register, api.Deregister} {
		if first := e.Flow.Budget.First(e.Flow.Counter(call), e.Now); !first.IsZero() && (until.IsZero() || first.Before(until)) {
			until = first
		}
	}
	if both >= flows.Allowed {
		return e.Say("review.together_full", "Allowed", flows.Allowed, "At", e.Moment(until))
	}
	if len(calls) == 1 {
		return e.Say("review.together_"+string(calls[0]), "Others", both-e.Used(calls[0]), "Count", flows.Allowed-both, "At", e.Moment(until))
	}
	return e.Say("review.together", "Registers", e.Used(api.Register), "Deregisters", e.Used(api.Deregister), "Count", flows.Allowed-both, "At", e.Moment(until))
}

// Spent says what of a counter is used up, below what the next request costs; or,
// in its place, until when the counter is closed.
func (e *Env) Spent(call api.Endpoint, cost string, w int) string {
	counted := e.Flow.Counter(call)
	if until := e.Flow.Budget.Frees(counted, e.Now); !until.IsZero() {
		return "\n" + Wrap(e.Style.Warn, "! "+e.ClosedUntil(until), w) + "\n"
	}
	first, used := e.Flow.Budget.First(counted, e.Now), e.Flow.Budget.Used(counted, e.Now)
	if first.IsZero() {
		return cost
	}
	look, said := e.Style.Muted, e.Say("review.used", "Count", used, "Allowed", flows.Allowed, "At", e.Moment(first))
	if flows.Scarce(used) {
		look, said = e.Style.Warn, "! "+said
	}
	return strings.TrimSuffix(cost, "\n") + "\n" + Wrap(look, said, w) + "\n"
}
