package flows

import (
	"strings"
	"testing"
	"time"
)

// A phone number within a name is hidden from the journal as the number itself is.
func TestTheJournalIsToldNoNumberInAName(t *testing.T) {
	t.Parallel()
	s := Session{Frame: Frame{State: Eligibility, Job: JobOnboard}}
	s.Want.Recorded = true
	s.Number.ID, s.Number.Display, s.Number.Name = "106540352242922", "+852 6174 0100", "Lotus +852\u00a06174\u20110100"
	for _, e := range s.journalEffects(Session{}, time.Time{}) {
		if r, is := e.(OpenJournal); is {
			if strings.Contains(r.Name+r.Display, "6174") || !strings.HasPrefix(r.Name, "Lotus ••••") {
				t.Errorf("told %+v", r)
			}
			return
		}
	}
	t.Error("nothing was told")
}
