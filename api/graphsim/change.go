package graphsim

import (
	"net/http"
	"time"
	"unicode/utf8"

	"dialtone/api"
)

// Display names: their length (openapi), how often one may change, and how long
// after its approval a new one can be registered (docs).
const (
	shortestName = 2
	longestName  = 75
	renameLimit  = 10
	renameWindow = 30 * 24 * time.Hour
	adoptWithin  = 14 * 24 * time.Hour
)

// changeNumber sets the PIN, which needs no old one (seed 001), or starts the
// review of another display name (docs).
func (s *Sim) changeNumber(c *call) (any, *refusal) {
	n := c.number
	_, hasPIN := c.params["pin"]
	_, hasName := c.params["new_display_name"]
	pin, _ := c.params.text("pin")
	name, _ := c.params.text("new_display_name")
	switch {
	case !hasPIN && !hasName:
		return nil, invalid("Name something to change, such as pin or new_display_name.")
	case hasPIN && !sixes.MatchString(pin):
		return nil, invalid("PIN must be exactly six digits.")
	case hasName && !nameFits(name):
		return nil, invalid("new_display_name must have %d to %d characters.", shortestName, longestName)
	}
	if hasName {
		n.renames = within(n.renames, c.at, renameWindow)
		switch {
		case s.newName(n, c.at) == api.NamePendingReview:
			return nil, invalid("A review of a display name is running already. Wait for its result.")
		case len(n.renames) >= renameLimit:
			return nil, invalid("The display name was changed %d times in 30 days.", renameLimit)
		}
		n.renames = append(n.renames, c.at)
		n.NewName, n.NewStatus, n.nameAsked = name, api.NamePendingReview, c.at
	}
	if hasPIN {
		n.PIN, n.pin = pin, guard{}
	}
	c.effective = true
	return done(), nil
}

func nameFits(name string) bool {
	n := utf8.RuneCountInString(name)
	return n >= shortestName && n <= longestName
}

// adoptName lets an approved new name take effect, which only registering does
// (docs).
func (s *Sim) adoptName(n *number, now time.Time) bool {
	if s.newName(n, now) != api.NameApproved {
		return false
	}
	n.Name, n.NameStatus = n.NewName, api.NameApproved
	n.NewName, n.NewStatus = "", ""
	return true
}

func notRegistered() *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 133010, Title: "Account not registered",
		Details: "Register the number first."}
}
