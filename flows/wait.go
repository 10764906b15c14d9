package flows

import (
	"cmp"
	"iter"
	"strings"
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
			wait = timeSaid(said)
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

// timeSaid is the time that an answer speaks of, 0 for none: the one to wait for, where it
// says so. How long something is good, or ago, is none. The details are the most exact, the
// message is the least.
func timeSaid(e *api.Error) time.Duration { return cmp.Or(waitSaid(e), timeOf(e, nil)) }

// waitSaid is the time that an answer wants to be waited for.
func waitSaid(e *api.Error) time.Duration { return timeOf(e, []string{"wait"}) }

func timeOf(e *api.Error, meanings []string) time.Duration {
	for _, text := range []string{e.Details, e.UserMessage, e.Message, e.UserTitle} {
		for sentence := range sentences(strings.ToLower(text)) {
			isWait := means(sentence, meanings...) && !means(sentence, "life") && !means(sentence, "past")
			if wait := api.ParseWait(sentence); wait > 0 && isWait {
				return wait
			}
		}
	}
	return 0
}

// sentences are the parts of a text: a full stop ends one where a blank or nothing follows.
func sentences(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		runes, from := []rune(text), 0
		for i, r := range runes {
			more := i+1 < len(runes)
			ends := strings.ContainsRune("。！？؟।\n", r) || strings.ContainsRune(".!?;", r) && (!more || runes[i+1] == ' ')
			if !ends && more {
				continue
			}
			if !yield(string(runes[from : i+1])) {
				return
			}
			from = i + 1
		}
	}
}
