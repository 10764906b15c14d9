package flows

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// The backup of an On-Premises number, with which it moves as it is (docs).

// backupAnswered reports whether the operator handed over the backup of an
// On-Premises number, or said that there is none.
func backupAnswered(s Session, n api.Number) bool {
	_, p := s.Walk()
	return s.Checks.Remedy == eligibility.RemedyOnPremise && StandingOf(n) == StandingOnPremise && slices.Contains(p.Ticked, stepBackup)
}

// storeBackup takes what the On-Premises client gave; register sends it.
func storeBackup(s *Session, e BackupGiven, _ time.Time) {
	walk, _ := s.Walk()
	s.progress(func(p *Progress) {
		p.Ticked = nil
		for _, step := range walk.Steps { // whoever has the answer asked for it
			p.Ticked = append(p.Ticked, step.ID)
		}
	})
	s.dropRefusal(api.Register) // another request follows
	s.Checks.Backup = nil
	if !e.Data.Empty() {
		s.Checks.Backup = &api.Backup{Data: e.Data, Password: e.Password}
	}
}
