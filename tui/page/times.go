package page

import (
	"fmt"
	"time"
)

// Ago says how long ago something was.
func (e *Env) Ago(at time.Time) string {
	switch d := e.Now.Sub(at); {
	case d < time.Minute:
		return e.Say("time.just_now")
	case d < time.Hour:
		return e.Say("time.minutes_ago", "Count", int(d/time.Minute))
	default:
		return e.Say("time.hours_ago", "Count", int(d/time.Hour))
	}
}

// TimeLeft says how long a wait still is, as a clock. It rounds up: what is to be
// waited for 72 hours is not told to last less.
func (e *Env) TimeLeft(until time.Time) string {
	d := max(0, until.Sub(e.Now)).Round(time.Second)
	if d > 23*time.Hour+59*time.Minute {
		d += time.Hour - time.Second
		return e.Say("time.days_hours", "Days", int(d/(24*time.Hour)), "Hours", int(d%(24*time.Hour)/time.Hour))
	}
	if d >= time.Hour {
		d += time.Minute - time.Second
		return e.Say("time.hours_minutes", "Hours", int(d/time.Hour), "Minutes", int(d%time.Hour/time.Minute))
	}
	return e.Say("time.clock", "Minutes", int(d/time.Minute), "Seconds", fmt.Sprintf("%02d", d%time.Minute/time.Second))
}

// Lasted says how long something took, or takes so far.
func (e *Env) Lasted(d time.Duration) string {
	switch d = max(0, d); {
	case d < 10*time.Second:
		return e.Say("time.seconds", "Seconds", fmt.Sprintf("%.1f", d.Seconds()))
	case d < time.Minute:
		return e.Say("time.seconds", "Seconds", int(d/time.Second))
	case d < time.Hour:
		return e.Say("time.minutes_seconds", "Minutes", int(d/time.Minute), "Seconds", int(d%time.Minute/time.Second))
	}
	return e.Say("time.hours_minutes", "Hours", int(d/time.Hour), "Minutes", int(d%time.Hour/time.Minute))
}

// Moment says when something is, in the operator's time zone.
func (e *Env) Moment(at time.Time) string {
	local := at.Local()
	layout := e.Say("time.layout_day")
	if local.Format(time.DateOnly) == e.Now.Local().Format(time.DateOnly) {
		layout = e.Say("time.layout_today")
	}
	return local.Format(layout)
}

// Day names a day.
func (e *Env) Day(at time.Time) string { return at.Local().Format(e.Say("time.layout_date")) }

// Deadline says when something is, and how long until then.
func (e *Env) Deadline(at time.Time) string {
	return e.Say("time.in", "When", e.WaitOver(at), "Left", e.TimeLeft(at))
}

// until says when something ends, and roughly how long that is.
func (e *Env) until(at time.Time) string {
	left := at.Sub(e.Now)
	switch {
	case left <= 0:
		return e.Moment(at)
	case left < time.Hour:
		return e.Say("time.in", "When", e.Moment(at), "Left", e.Say("time.minutes", "Count", int((left+time.Minute-1)/time.Minute)))
	}
	return e.Deadline(at)
}

// WaitOver says when a wait is over, to the second where it is short.
func (e *Env) WaitOver(until time.Time) string {
	if until.Sub(e.Now) < 10*time.Minute {
		return until.Local().Format(e.Say("time.layout_seconds"))
	}
	return e.Moment(until)
}

// ClosedUntil says until when a counter is closed.
func (e *Env) ClosedUntil(until time.Time) string {
	return e.Say("card.wait", "Left", e.TimeLeft(until), "At", e.WaitOver(until))
}
