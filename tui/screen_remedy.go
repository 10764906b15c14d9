package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// remedyScreen walks through what has to happen first, step by step, and looks
// again when it is done.
type remedyScreen struct {
	of     eligibility.RemedyID // the walk that the rest belongs to
	at     int                  // the step that the keys act on; after the last one comes the button
	paid   dayField
	backup backupField
	copied bool // the ticket is in the clipboard
}

func newRemedyScreen() *remedyScreen {
	return &remedyScreen{paid: newDayField(), backup: newBackupField()}
}

func (r *remedyScreen) enter(e *env) tea.Cmd {
	if r.of != e.s.Checks.Remedy {
		*r = *newRemedyScreen()
		r.of = e.s.Checks.Remedy
	}
	r.copied = false
	return r.turn(e, r.next(e, -1))
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
func (r *remedyScreen) step(e *env) (eligibility.Step, bool) {
	walk, _ := e.s.Walk()
	steps := byHand(walk)
	if r.at >= len(steps) {
		return eligibility.Step{}, false
	}
	return steps[r.at], true
}

// next is the first step after one that is not ticked yet, or the button.
func (r *remedyScreen) next(e *env, after int) int {
	walk, p := e.s.Walk()
	steps := byHand(walk)
	if walk.AnyOf && walk.Done(func(id eligibility.StepID) bool { return p.Has(walk, id, e.now) }) {
		return len(steps)
	}
	for i := after + 1; i < len(steps); i++ {
		if !p.Has(walk, steps[i].ID, e.now) {
			return i
		}
	}
	return r.last(e)
}

// last is where the mark ends: at the button, or at the last step of a walk that
// goes on by itself.
func (r *remedyScreen) last(e *env) int {
	walk, _ := e.s.Walk()
	if e.s.Checks.Remedy == eligibility.RemedyOnPremise {
		return len(byHand(walk)) - 1
	}
	return len(byHand(walk))
}

// turn goes to a step.
func (r *remedyScreen) turn(e *env, at int) tea.Cmd {
	r.at = at
	r.paid.blur()
	r.backup.blur()
	if step, ok := r.step(e); ok && r.asksDay(e, step) {
		return r.paid.focus()
	}
	return nil
}

// asksDay reports whether a step wants a day that was not told yet.
func (r *remedyScreen) asksDay(e *env, step eligibility.Step) bool {
	walk, p := e.s.Walk()
	return step.Kind == eligibility.StepDate && !p.Has(walk, step.ID, e.now)
}

// tooEarly reports whether a step has to wait for a day: what it would begin cannot
// have begun before.
func (r *remedyScreen) tooEarly(e *env, step eligibility.Step) bool {
	walk, p := e.s.Walk()
	return step.Opens != "" && p.Waiting(e.now) && !p.Has(walk, step.ID, e.now)
}

func (r *remedyScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	step, on := r.step(e)
	if on && step.Kind == eligibility.StepBackup && r.backup.open {
		return r.backup.update(e, msg)
	}
	if on && step.Kind == eligibility.StepBackup && r.backup.choose(msg) {
		return nil, nil
	}
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "up", "shift+tab":
		return nil, r.turn(e, max(0, r.at-1))
	case "down", "tab":
		return nil, r.turn(e, min(r.last(e), r.at+1))
	case "ctrl+n":
		if e.sandbox() {
			return flows.TimeAsked{}, nil
		}
	case "ctrl+o":
		if e.s.Checks.Remedy == eligibility.RemedyRepeatSignup {
			return flows.CodeInstead{}, nil
		}
	case "enter":
		return r.accept(e)
	}
	if !on {
		return nil, nil
	}
	switch {
	case r.asksDay(e, step):
		return nil, r.paid.update(msg)
	case step.Kind == eligibility.StepBackup:
		r.backup.menu.Update(msg, 2)
	case pressed(msg) == "space" && r.tooEarly(e, step):
		return flows.RemedyDone{}, nil // which says so
	case pressed(msg) == "space":
		return flows.StepTicked{Step: step.ID}, nil
	case pressed(msg) == "c" && step.Kind == eligibility.StepTicket:
		r.copied = true
		return nil, tea.SetClipboard(r.ticket(e, e.s.Phone.International))
	}
	return nil, nil
}

// accept is Enter: it ticks the step and goes to the next one, or presses the
// button.
func (r *remedyScreen) accept(e *env) (flows.Event, tea.Cmd) {
	step, on := r.step(e)
	if r.tellsOnEnter(e) && e.alone {
		return otherKeyAsked{}, nil
	}
	switch {
	case !on:
		return flows.RemedyDone{}, nil
	case step.Kind == eligibility.StepBackup:
		if r.backup.menu.At() < 0 {
			return choiceAsked{}, nil
		}
		if r.backup.menu.At() == 0 {
			return nil, r.backup.begin()
		}
		return flows.BackupGiven{}, nil
	case r.asksDay(e, step):
		day, ok := r.paid.read(e)
		if !ok {
			return nil, nil
		}
		return flows.PaidTold{Day: day}, r.turn(e, r.next(e, r.at))
	case r.tooEarly(e, step):
		return flows.RemedyDone{}, nil // which says so
	}
	walk, p := e.s.Walk()
	to := r.turn(e, r.next(e, r.at))
	if walk.AnyOf {
		to = r.turn(e, len(byHand(walk)))
	}
	if p.Has(walk, step.ID, e.now) { // it was ticked before
		return nil, to
	}
	return flows.StepTicked{Step: step.ID}, to
}

// tellsOnEnter reports whether Enter would tell what the customer did.
func (r *remedyScreen) tellsOnEnter(e *env) bool {
	step, on := r.step(e)
	if !on || step.Kind == eligibility.StepBackup {
		return false
	}
	walk, p := e.s.Walk()
	return r.asksDay(e, step) || !r.tooEarly(e, step) && !p.Has(walk, step.ID, e.now)
}

// onEnter tells what the customer did, at a step.
func (r *remedyScreen) onEnter(e *env) flows.Event {
	if !r.tellsOnEnter(e) {
		return nil
	}
	return flows.StepTicked{}
}

func (r *remedyScreen) view(e *env, w, h int) pane {
	k := "remedy." + string(e.s.Checks.Remedy)
	p := pane{title: e.say(k + ".title"), lead: e.say(k + ".lead"), why: e.say(k + ".loss"), guide: string(e.s.Checks.Remedy), essential: true}
	walk, progress := e.s.Walk()
	var lines []string
	if e.s.Checks.Remedy == eligibility.RemedyOtherNumber {
		lines = append(lines, e.ruledOut(w)...)
	}
	at := 0
	for _, step := range walk.Steps {
		mine := -1
		if step.Kind != eligibility.StepWait {
			mine, at = at, at+1
		}
		if mine == r.at {
			p.focus = len(lines)
		}
		lines = append(lines, r.row(e, walk, progress, step, mine == r.at, w)...)
		if more, cursor := r.below(e, step, mine == r.at, w); more != "" {
			if cursor != nil {
				cursor.X += stepLead
				cursor.Y += len(lines)
				p.cursor = cursor
			}
			for line := range strings.SplitSeq(more, "\n") {
				lines = append(lines, strings.Repeat(" ", stepLead)+line)
			}
		}
	}
	if e.s.Checks.Remedy == eligibility.RemedyRaiseCap {
		lines = append(lines, r.registered(e, w)...)
	}
	if e.s.Checks.Remedy != eligibility.RemedyOnPremise { // there the last step goes on by itself
		if at > 0 {
			lines = append(lines, "")
		}
		if r.at >= at {
			p.focus = len(lines)
		}
		lines = append(lines, r.button(e, progress, r.at >= at, w))
	}
	p.body = strings.Join(lines, "\n")
	return p
}

// button is what Enter does at the end: look again, add, or give this number up.
func (r *remedyScreen) button(e *env, p flows.Progress, here bool, w int) string {
	text := e.say("remedy." + r.does(e))
	if p.Waiting(e.now) && p.Waits == eligibility.DeadlineDelete {
		text = e.say("remedy.early", "When", e.day(p.Until))
	}
	if here && !p.Waiting(e.now) {
		return e.style.Button.Render(bubble.Fit(text, w-4))
	}
	return e.style.Muted.Render(bubble.Fit("  "+text, w))
}

// does names what the button does.
func (r *remedyScreen) does(e *env) string {
	switch e.s.Checks.Remedy {
	case eligibility.RemedyOtherNumber:
		return "choose"
	case eligibility.RemedyMigrateProvider, eligibility.RemedyAddAgain:
		return "add"
	}
	return "again"
}

func (r *remedyScreen) keys(e *env) []key.Binding {
	step, on := r.step(e)
	_, p := e.s.Walk()
	var keys []key.Binding
	switch {
	case on && step.Kind == eligibility.StepBackup && r.backup.open:
		return []key.Binding{e.bind("enter", "continue"), e.bind("esc", "close")}
	case on && (step.Kind == eligibility.StepBackup || r.asksDay(e, step)):
		keys = []key.Binding{e.bind("enter", "continue"), e.bind("↑↓", "step")}
	case on:
		keys = []key.Binding{e.bind("enter", "tick"), e.bind("↑↓", "step")}
		if step.Kind == eligibility.StepTicket {
			keys = append(keys, e.bind("c", "copy"))
		}
	case e.s.Checks.Remedy == eligibility.RemedyOtherNumber:
		keys = []key.Binding{e.bind("enter", "continue")}
	case p.Waiting(e.now):
		keys = []key.Binding{e.bind("↑↓", "step")}
	case r.does(e) == "add":
		keys = []key.Binding{e.bind("enter", "add"), e.bind("↑↓", "step")}
	default:
		keys = []key.Binding{e.bind("enter", "check_again"), e.bind("↑↓", "step")}
	}
	if e.s.Checks.Remedy == eligibility.RemedyRepeatSignup {
		keys = append(keys, e.bind("ctrl+o", "code_instead"))
	}
	if e.sandbox() && p.Waiting(e.now) {
		keys = append(keys, e.bind("ctrl+n", "pass_time"))
	}
	return append(keys, e.bind("ctrl+g", "guide"))
}

func (r *remedyScreen) typing() bool { return r.paid.focused() || r.backup.open }

// secretBackup hands the backup over. The lines in which its data was pasted are
// no part of it.
func secretBackup(data, password string) flows.Event {
	data = strings.Join(strings.Fields(data), "")
	return flows.BackupGiven{Data: api.NewSecret(data), Password: api.NewSecret(strings.TrimSpace(password))}
}
