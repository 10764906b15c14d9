package flows

import (
	"time"

	"dialtone/api"
)

// How long Meta wants to be left alone: by a header, by the words of its answer, or by what
// the advice knows.

// waitOf is how long to wait, and whether Meta says so: the answer itself, or
// else what the advice knows. An answer does not shorten a documented wait: the
// headers speak of the call budget of the whole account.
func waitOf(said *api.Error, a Advice) (wait time.Duration, known bool) {
	if said != nil {
		wait = said.RetryAfter
		if wait == 0 && a.WaitInText {
			wait = said.TimeSaid()
		}
	}
	switch {
	case a.Fixed:
		return max(wait, a.Wait), true
	case wait > 0:
		return wait, true
	}
	return a.Wait, false
}

// waitSaid is the time that an answer wants to be waited for. Another time in it, such as
// how long a code is good, is none.
func waitSaid(e *api.Error) time.Duration {
	if !means(textOf(e), "wait") {
		return 0
	}
	return e.TimeSaid()
}
