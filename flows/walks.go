package flows

import (
	"maps"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// Steps that the flow itself looks at.
const (
	stepRemove eligibility.StepID = "remove"
	stepBackup eligibility.StepID = "backup"
)

// Progress is how far the operator has come with the walk of a remedy.
type Progress struct {
	Ticked []eligibility.StepID
	// Paid is the day of the last paid message, zero for none within a month.
	Paid time.Time
	// Waits is what has to pass before the next step, and Until when it is over.
	Waits eligibility.DeadlineKind
	Since time.Time
	Until time.Time
}

// Has reports whether a step is ticked at a moment. The wait ticks itself once
// the step that opened it is ticked and the time is over.
func (p Progress) Has(w eligibility.Walk, id eligibility.StepID, now time.Time) bool {
	step, _ := w.Step(id)
	if step.Kind != eligibility.StepWait {
		return slices.Contains(p.Ticked, id)
	}
	opened := slices.ContainsFunc(w.Steps, func(s eligibility.Step) bool {
		return s.Opens != "" && slices.Contains(p.Ticked, s.ID)
	})
	return opened && !p.Waiting(now)
}

// Waiting reports whether time has to pass.
func (p Progress) Waiting(now time.Time) bool { return now.Before(p.Until) }

// Done reports whether the walk is finished.
func (p Progress) Done(w eligibility.Walk, now time.Time) bool {
	return w.Done(func(id eligibility.StepID) bool { return p.Has(w, id, now) }) && !p.Waiting(now)
}

// Walk is the walk of the present remedy and how far it has come.
func (s Session) Walk() (eligibility.Walk, Progress) {
	return eligibility.WalkOf(s.Checks.Remedy), s.Checks.Walks[s.Checks.Remedy]
}

// progress changes how far the present walk has come.
func (s *Session) progress(change func(*Progress)) {
	walks := maps.Clone(s.Checks.Walks)
	if walks == nil {
		walks = map[eligibility.RemedyID]Progress{}
	}
	p := walks[s.Checks.Remedy]
	change(&p)
	walks[s.Checks.Remedy] = p
	s.Checks.Walks = walks
}

// noteTick ticks a step or takes the tick back. In the sandbox the simulated
// customer does what was ticked.
func noteTick(s *Session, in Input) []Effect {
	id := in.Event.(StepTicked).Step
	walk, p := s.Walk()
	step, known := walk.Step(id)
	if !known || step.Kind == eligibility.StepWait {
		return nil
	}
	undone := slices.Contains(p.Ticked, id)
	if !undone && step.Opens != "" && p.Waiting(in.At) { // its day has not come
		return noteTooEarly(s, in)
	}
	s.progress(func(p *Progress) {
		at := slices.Index(p.Ticked, id)
		switch {
		case undone:
			p.Ticked = slices.Delete(slices.Clone(p.Ticked), at, at+1)
		default:
			p.Ticked = append(slices.Clip(p.Ticked), id)
		}
		if step.Opens != "" || step.Kind == eligibility.StepDate {
			p.Waits, p.Since, p.Until = "", time.Time{}, time.Time{}
		}
		if !undone && step.Opens != "" {
			p.Waits, p.Since, p.Until = step.Opens, in.At, eligibility.Deadline(step.Opens, in.At)
		}
		if undone && step.Kind == eligibility.StepDate {
			p.Paid = time.Time{}
		}
	})
	if undone || !s.Target.Sandbox {
		return nil
	}
	play := PlayStep{Remedy: s.Checks.Remedy, Step: id, ID: s.Number.ID, Phone: s.Phone.E164}
	if play.Phone == "" {
		play.Phone = s.Typed.Phone.E164
	}
	return []Effect{play}
}

// notePaid takes the day of the last paid message; deleting opens thirty days
// later (seed 000, seed 001).
func notePaid(s *Session, in Input) []Effect {
	day := in.Event.(PaidTold).Day
	walk, _ := s.Walk()
	s.progress(func(p *Progress) {
		for _, step := range walk.Steps {
			if step.Kind == eligibility.StepDate && !slices.Contains(p.Ticked, step.ID) {
				p.Ticked = append(slices.Clip(p.Ticked), step.ID)
			}
		}
		p.Paid, p.Waits, p.Since, p.Until = day, "", time.Time{}, time.Time{}
		if opens := eligibility.FirstDeletion(day); opens.After(in.At) {
			p.Waits, p.Since, p.Until = eligibility.DeadlineDelete, day, opens
		}
	})
	return nil
}

// letPass moves the sandbox's clock to the end of the wait. Of the last paid
// message only the day is known, so deleting is sure to be possible a day after
// it becomes possible.
func letPass(s *Session, in Input) []Effect {
	_, p := s.Walk()
	by := p.Until.Sub(in.At)
	if p.Waits == eligibility.DeadlineDelete {
		by += 24 * time.Hour
	}
	return []Effect{LetPass{by}}
}

// notePassed ends the wait: the operator's own clock did not move.
func notePassed(s *Session, in Input) []Effect {
	s.progress(func(p *Progress) { p.Until = in.At })
	return nil
}

func noteTooEarly(s *Session, _ Input) []Effect {
	s.Notice = NoticeTooEarly
	return nil
}

// conclude is what the finished walk of a remedy answers.
func (s *Session) conclude(at time.Time) map[eligibility.Question]eligibility.Answer {
	walk, p := s.Walk()
	if !p.Done(walk, at) {
		return nil
	}
	return walk.Settles
}

// keepBackup takes what the On-Premises client gave; register sends it.
func keepBackup(s *Session, in Input) []Effect {
	e := in.Event.(BackupGiven)
	walk, _ := s.Walk()
	s.progress(func(p *Progress) {
		p.Ticked = nil
		for _, step := range walk.Steps { // whoever has the answer asked for it
			p.Ticked = append(p.Ticked, step.ID)
		}
	})
	s.Checks.Backup = nil
	if !e.Data.Empty() {
		s.Checks.Backup = &api.Backup{Data: e.Data, Password: e.Password}
	}
	return []Effect{ReadNumber{s.Number.ID, false}}
}

// addByMove opens the form for the number that is to be added again, or moved
// here.
func addByMove(s *Session, _ Input) []Effect {
	s.Typed = NumberTyped{Phone: s.Phone, Name: s.Number.Name, Migrate: s.Checks.Remedy == eligibility.RemedyMigrateProvider}
	return nil
}

// markMove notes on the form that the number moves here.
func markMove(s *Session, in Input) []Effect {
	s.Typed.Migrate = s.Typed.Migrate || s.Checks.Remedy == eligibility.RemedyMigrateProvider
	return arriveBack(s, in)
}

func codeInstead(s *Session, in Input) []Effect {
	s.Checks.Remedy = ""
	return proposeCode(s, in)
}
