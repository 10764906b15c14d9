package flows

import (
	"strings"

	"dialtone/api"
)

// Goal is what a session of the journal is for, as it is written down: "" for an
// onboarding, otherwise the job and what it is to lead to.
type Goal string

// GoalOff is the goal of taking a number off Cloud API.
const GoalOff Goal = "deregister"

const (
	regionGoal = Goal("region:")
	goalNone   = "none"       // no local storage
	goalUnkept = "no_storage" // nothing kept for longer than an hour
)

// RegionGoal is the goal of moving a number's data.
func RegionGoal(to api.Storage) Goal {
	switch {
	case to.IsUnkept():
		return regionGoal + goalUnkept
	case to.Localized() == "":
		return regionGoal + goalNone
	}
	return regionGoal + Goal(to.Localized())
}

// Job is the job that a goal belongs to. One of a later version of Dialtone is
// taken for an onboarding, which begins with looking where the number stands.
func (g Goal) Job() Job {
	if _, is := g.Storage(); is {
		return JobRegion
	}
	if g == GoalOff {
		return JobDeregister
	}
	return JobOnboard
}

// Storage is where data is to rest; false for a goal of another job.
func (g Goal) Storage() (api.Storage, bool) {
	switch name, is := strings.CutPrefix(string(g), string(regionGoal)); {
	case !is || name == "":
		return api.Storage{}, false
	case name == goalUnkept:
		return api.Unkept(), true
	case name == goalNone:
		return api.InRegion(""), true
	default:
		return api.InRegion(api.Region(name)), true
	}
}

// endsWith reports whether an outcome brings what was begun to this end to a close.
func (g Goal) endsWith(outcome string) bool {
	switch outcome {
	case outcomeOff:
		return g == GoalOff
	case outcomeMoved:
		return g != GoalOff
	}
	return g == ""
}
