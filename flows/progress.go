package flows

import (
	"maps"
	"slices"
	"time"

	"dialtone/eligibility"
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

// waits begins a wait that is over at a moment, or ends one.
func (p *Progress) waits(kind eligibility.DeadlineKind, since, until time.Time) {
	p.Waits, p.Since, p.Until = kind, since, until
}

// tick ticks a step, or takes its tick back, and opens or closes the wait that
// goes with it.
func (p *Progress) tick(step eligibility.Step, undone bool, at time.Time) {
	if i := slices.Index(p.Ticked, step.ID); undone {
		p.Ticked = slices.Delete(slices.Clone(p.Ticked), i, i+1)
	} else {
		p.Ticked = append(slices.Clip(p.Ticked), step.ID)
	}
	if step.Opens != "" || step.Kind == eligibility.StepDate {
		p.waits("", time.Time{}, time.Time{})
	}
	if !undone && step.Opens != "" {
		p.waits(step.Opens, at, eligibility.Deadline(step.Opens, at))
	}
	if undone && step.Kind == eligibility.StepDate {
		p.Paid = time.Time{}
	}
}

// restartWalks forgets what was ticked of a remedy that Meta's newest no asks for, or of
// one that was to end another use of the number: it did not help.
func (s *Session) restartWalks(a Advice, at time.Time) {
	walks := maps.Clone(s.Checks.Walks)
	for id, p := range walks {
		asked := a.Help != "" && (id == a.Help || eligibility.WalkOf(a.Help).LeadsTo(id))
		inUse := a.ID == AdviseInUse || a.ID == AdviseNotFree
		_, ofUse := eligibility.WalkOf(id).Settles[eligibility.QuestionInUse]
		switch {
		case !asked && !(inUse && ofUse):
		case p.Waiting(at):
			delete(walks, id)
		default: // that the number was let go of just now is still so
			walks[id] = Progress{Until: p.Until}
		}
	}
	s.Checks.Walks = walks
}
