package tui

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// TestWhatWasNotClearIsNotCalledRefused: nobody knows whether it was carried out, and no
// code stands where none came.
func TestWhatWasNotClearIsNotCalledRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		event       flows.JournalOpened
		notice      flows.Notice
		want, never string
	}{
		{flows.JournalOpened{CodeAt: t0.Add(-time.Minute)}, "", "No clear answer came", "Meta refused"},
		{flows.JournalOpened{CodeAt: t0.Add(-time.Minute)}, flows.NoticeRefused, "Press Enter again", "Refused ("},
		{flows.JournalOpened{Refused: []flows.Refusal{flows.ReadRefusal(api.RequestCode, t0, "not_done 0", "")}}, "", "Meta refused this", "(0)"},
	} {
		s := inState(flows.CodeMethod, fresh())
		c.event.Number = s.Number.ID
		s, _ = machine().Step(s, flows.Input{Event: c.event, At: t0, Generation: s.Generation})
		s.Notice = c.notice
		text := strings.Join(strings.Fields(newStage(t, s).enter(100, 40).text()), " ")
		if !strings.Contains(text, c.want) || strings.Contains(text, c.never) {
			t.Errorf("%q, without %q: %s", c.want, c.never, text)
		}
	}
}
