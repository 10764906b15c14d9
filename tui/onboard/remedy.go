package onboard

import (
	tea "charm.land/bubbletea/v2"

	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// remedyPage walks through what has to happen first, step by step, and looks
// again when it is done.
type remedyPage struct {
	of     eligibility.RemedyID // the walk that the rest belongs to
	at     int                  // the step that the keys act on; after the last one comes the button
	paid   dayField
	backup backupField
	copied bool // the ticket was handed to the terminal
	plain  bool // it is shown with nothing around it, so that it can be selected
}

func emptyRemedy() *remedyPage {
	const longestDay = 40
	return &remedyPage{paid: dayField{Field: bubble.NewField(longestDay)}, backup: newBackupField()}
}

func (r *remedyPage) Enter(e *page.Env) tea.Cmd {
	if r.of != e.Flow.Checks.Remedy {
		*r = *emptyRemedy()
		r.of = e.Flow.Checks.Remedy
	}
	r.copied, r.plain = false, false
	r.turn(e, r.next(e, -1))
	return nil
}

// byHand are the steps that somebody does; the wait ticks itself.
func byHand(w eligibility.Walk) []eligibility.Step {
	var steps []eligibility.Step
	for _, s := range w.Steps {
		if s.Kind != eligibility.StepWait {
			steps = append(steps, s)
		}
	}
	return steps
}

// step is the one that the keys act on; none for the button.
func (r *remedyPage) step(e *page.Env) (eligibility.Step, bool) {
	walk, _ := e.Flow.Walk()
	steps := byHand(walk)
	if r.at >= len(steps) {
		return eligibility.Step{}, false
	}
	return steps[r.at], true
}

// next is the first step after one that is not ticked yet, or the button.
func (r *remedyPage) next(e *page.Env, after int) int {
	walk, p := e.Flow.Walk()
	steps := byHand(walk)
	if walk.AnyOf && walk.Done(func(id eligibility.StepID) bool { return p.Has(walk, id, e.Now) }) {
		return len(steps)
	}
	for i := after + 1; i < len(steps); i++ {
		if !p.Has(walk, steps[i].ID, e.Now) {
			return i
		}
	}
	return r.last(e)
}

// last is where the mark ends: at the button, or at the last step of a walk that
// goes on by itself.
func (r *remedyPage) last(e *page.Env) int {
	walk, _ := e.Flow.Walk()
	if noButton(walk) {
		return len(byHand(walk)) - 1
	}
	return len(byHand(walk))
}

// noButton reports whether the steps themselves go on: the backup is handed over, or one
// of the ways is chosen.
func noButton(w eligibility.Walk) bool { return w.Remedy == eligibility.RemedyOnPremise || w.AsksWay() }

// turn goes to a step.
func (r *remedyPage) turn(e *page.Env, at int) {
	r.at = at
	step, on := r.step(e)
	r.paid.open = on && r.asksDay(e, step)
	r.backup.open = false
}

// asksDay reports whether a step wants a day that was not told yet.
func (r *remedyPage) asksDay(e *page.Env, step eligibility.Step) bool {
	walk, p := e.Flow.Walk()
	return step.Kind == eligibility.StepDate && !p.Has(walk, step.ID, e.Now)
}

// tooEarly reports whether a step has to wait for a day: what it would begin cannot
// have begun before.
func (r *remedyPage) tooEarly(e *page.Env, step eligibility.Step) bool {
	walk, p := e.Flow.Walk()
	return step.Opens != "" && p.Waiting(e.Now) && !p.Has(walk, step.ID, e.Now)
}

func (r *remedyPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if r.of != e.Flow.Checks.Remedy { // another one took its place, such as a way
		r.Enter(e)
	}
	if _, is := msg.(page.Fitted); is {
		return nil, nil
	}
	if r.plain {
		switch page.Pressed(msg) {
		case "esc", "enter", "p":
			r.plain = false
		}
		return nil, nil
	}
	step, on := r.step(e)
	if on && step.Kind == eligibility.StepBackup && r.backup.open {
		return r.backup.update(e, msg)
	}
	if on && step.Kind == eligibility.StepBackup && r.backup.choose(msg) {
		return nil, nil
	}
	switch page.Pressed(msg) {
	case "esc":
		return page.Do(flows.BackAsked{}), nil
	case "up", "shift+tab":
		r.turn(e, max(0, r.at-1))
		return nil, nil
	case "down", "tab":
		r.turn(e, min(r.last(e), r.at+1))
		return nil, nil
	case "ctrl+n":
		if e.Sandbox() {
			return page.Do(flows.TimeAsked{}), nil
		}
	case "ctrl+o":
		if e.Flow.Checks.Remedy == eligibility.RemedyRepeatSignup {
			return page.Do(flows.CodeInstead{}), nil
		}
	case "enter":
		return r.accept(e)
	}
	if !on {
		return nil, nil
	}
	switch {
	case r.asksDay(e, step):
		return nil, r.paid.Update(msg)
	case step.Kind == eligibility.StepBackup:
		r.backup.menu.Update(msg, 2)
	case page.Pressed(msg) == "space" && step.Kind == eligibility.StepWay:
		return page.Do(flows.WayChosen{Remedy: step.Leads}), nil
	case page.Pressed(msg) == "space" && r.tooEarly(e, step):
		return page.Do(flows.RemedyDone{}), nil // which says so
	case page.Pressed(msg) == "space":
		return page.Do(flows.StepTicked{Step: step.ID}), nil
	case page.Pressed(msg) == "c" && step.Kind == eligibility.StepTicket:
		r.copied = true
		return nil, tea.SetClipboard(r.ticket(e, e.Flow.Phone.International))
	case page.Pressed(msg) == "p" && step.Kind == eligibility.StepTicket:
		r.plain = true
	}
	return nil, nil
}

// accept is Enter: it ticks the step and goes to the next one, or presses the
// button.
func (r *remedyPage) accept(e *page.Env) (page.Action, tea.Cmd) {
	step, on := r.step(e)
	if r.tellsOnEnter(e) && e.Alone {
		return page.HintOther, nil
	}
	switch {
	case !on:
		return page.Do(flows.RemedyDone{}), nil
	case step.Kind == eligibility.StepWay:
		return page.Do(flows.WayChosen{Remedy: step.Leads}), nil
	case step.Kind == eligibility.StepBackup && r.backup.menu.At() < 0:
		return page.HintChoose, nil
	case step.Kind == eligibility.StepBackup && r.backup.menu.At() == 0:
		r.backup.open, r.backup.at = true, 0
		return nil, nil
	case step.Kind == eligibility.StepBackup:
		return page.Do(flows.BackupGiven{}), nil
	case r.asksDay(e, step):
		day, ok := r.paid.read(e)
		if !ok {
			return nil, nil
		}
		r.turn(e, r.next(e, r.at))
		return page.Do(flows.PaidTold{Day: day}), nil
	case r.tooEarly(e, step):
		return page.Do(flows.RemedyDone{}), nil // which says so
	}
	walk, p := e.Flow.Walk()
	r.turn(e, r.next(e, r.at))
	if walk.AnyOf {
		r.turn(e, len(byHand(walk)))
	}
	if p.Has(walk, step.ID, e.Now) { // it was ticked before
		return nil, nil
	}
	return page.Do(flows.StepTicked{Step: step.ID}), nil
}

// tellsOnEnter reports whether Enter would tell what the customer did.
func (r *remedyPage) tellsOnEnter(e *page.Env) bool {
	step, on := r.step(e)
	if !on || step.Kind == eligibility.StepBackup || step.Kind == eligibility.StepWay {
		return false
	}
	walk, p := e.Flow.Walk()
	return r.asksDay(e, step) || !r.tooEarly(e, step) && !p.Has(walk, step.ID, e.Now)
}

// leads is what the button does: look again, add, or give this number up.
func (r *remedyPage) leads(e *page.Env) string {
	switch e.Flow.Checks.Remedy {
	case eligibility.RemedyOtherNumber:
		return "choose"
	case eligibility.RemedyMoveNumber, eligibility.RemedyAddAgain:
		return "add"
	}
	if e.Flow.JoinsList() {
		return "list"
	}
	return "again"
}

// does says it in words, or when it can be done.
func (r *remedyPage) does(e *page.Env, p flows.Progress) string {
	if p.Waiting(e.Now) && p.Waits == eligibility.DeadlineDelete {
		return e.Say("remedy.early", "When", e.Day(p.Until))
	}
	return e.Say("remedy." + r.leads(e))
}

func (r *remedyPage) Keys(e *page.Env) page.Keys {
	step, on := r.step(e)
	p := e.Flow.Progress()
	if r.plain {
		return page.Keys{e.Bind("p", "hide"), e.Bind("esc", "close")}
	}
	if on && step.Kind == eligibility.StepBackup && r.backup.open {
		return page.Keys{e.Bind("enter", "continue"), e.Bind("esc", "close")}
	}
	keys := page.Keys{e.Bind("enter", "check_again"), e.Bind("↑↓", "step")}
	switch {
	case on && (step.Kind == eligibility.StepBackup || step.Kind == eligibility.StepWay || r.asksDay(e, step)):
		keys[0] = e.Bind("enter", "continue")
	case on:
		keys[0] = e.Bind("enter", "tick")
	case e.Flow.Checks.Remedy == eligibility.RemedyOtherNumber:
		keys = page.Keys{e.Bind("enter", "continue")}
	case p.Waiting(e.Now):
		keys = keys[1:]
	case r.leads(e) == "add":
		keys[0] = e.Bind("enter", "add")
	}
	if on && step.Kind == eligibility.StepTicket {
		keys = append(keys, e.Bind("c", "copy"), e.Bind("p", "plain"))
	}
	if e.Flow.Checks.Remedy == eligibility.RemedyRepeatSignup {
		keys = append(keys, e.Bind("ctrl+o", "code_instead"))
	}
	if e.Sandbox() && p.Waiting(e.Now) {
		keys = append(keys, e.Bind("ctrl+n", "pass_time"))
	}
	if isFreeing(p, e) {
		return keys
	}
	return append(keys, e.Bind("ctrl+g", "guide"))
}

// isFreeing reports whether all is done but for Meta's wait.
func isFreeing(p flows.Progress, e *page.Env) bool {
	return p.Waiting(e.Now) && p.Waits != eligibility.DeadlineDelete
}

func (r *remedyPage) Traits(e *page.Env) page.Traits {
	progress := e.Flow.Progress()
	t := page.Traits{Why: e.Say("remedy." + string(e.Flow.Checks.Remedy) + ".loss"), Words: page.Glossary(flows.Remedy), Steps: true, Guide: string(e.Flow.Checks.Remedy)}
	if isFreeing(progress, e) { // nothing can be saved any more
		t.Why, t.Guide = e.Say("remedy.waits"), ""
	}
	t.Typing = r.paid.open || r.backup.open
	t.Fields = []page.Field{page.InputField(&r.paid)}
	if r.backup.open {
		t.Asks = page.TakesAny
	}
	t.Wide = r.plain
	if r.tellsOnEnter(e) {
		t.OnEnter = page.Do(flows.StepTicked{})
	}
	t.Ticks, t.Phone = progress.Waiting(e.Now), page.OwnPhone
	t.Departure.Otherwise = page.NotEligible
	if e.Flow.Checks.Remedy == eligibility.RemedyRaiseCap {
		t.Departure.Otherwise = page.Limited
	}
	if progress.Waiting(e.Now) {
		t.Departure.Summary = e.Say("summary.waits", "When", e.Deadline(progress.Until))
	}
	return t
}
