package graphsim

import (
	"encoding/base64"
	"strings"
	"time"
	"unicode/utf8"

	"dialtone/api"
)

// The rules of display names: their length (openapi), how often a number may change its
// name, and how long after its approval a new name can be registered (docs).
const (
	shortestName = 2
	longestName  = 75
	renameLimit  = 10
	renameWindow = 30 * 24 * time.Hour
	adoptWithin  = 14 * 24 * time.Hour
)

// changeNumber sets the PIN, for which the old one is not needed (seed 001), or starts the
// review of a new display name (docs).
func (s *Sim) changeNumber(c *call) (any, *refusal) {
	n := c.number
	_, hasPIN := c.params["pin"]
	_, hasName := c.params["new_display_name"]
	pin, _ := c.params.text("pin")
	name, _ := c.params.text("new_display_name")
	switch {
	case !hasPIN && !hasName:
		return nil, invalid("Name something to change, such as pin or new_display_name.")
	case hasPIN && !sixDigits().MatchString(pin):
		return nil, invalid("PIN must be exactly six digits.")
	case hasName && !nameFits(name):
		return nil, invalid("new_display_name must have %d to %d characters.", shortestName, longestName)
	}
	if hasName {
		n.renames = within(n.renames, c.at, renameWindow)
		switch {
		case s.newNameStatus(n, c.at) == api.NamePendingReview:
			return nil, invalid("A review of a display name is running already. Wait for its result.")
		case len(n.renames) >= renameLimit:
			return nil, invalid("The display name was changed %d times in 30 days.", renameLimit)
		}
		n.renames = append(n.renames, c.at)
		n.NewName, n.NewStatus, n.nameAsked = name, api.NamePendingReview, c.at
	}
	if hasPIN {
		n.PIN, n.pin = pin, guessCounter{}
	}
	c.effective = true
	return success(), nil
}

func nameFits(name string) bool {
	n := utf8.RuneCountInString(name)
	return n >= shortestName && n <= longestName
}

// adoptName makes an approved new name take effect, and reports whether there was one. Only
// register does this (docs).
func (s *Sim) adoptName(n *number, now time.Time) bool {
	if s.newNameStatus(n, now) != api.NameApproved {
		return false
	}
	n.Name, n.NameStatus = n.NewName, api.NameApproved
	n.NewName, n.NewStatus = "", ""
	return true
}

// newNameStatus is the state of a new display name. Its review may end by itself. A name
// that nobody registered within 14 days of its approval (docs) is EXPIRED, which is our
// choice.
func (s *Sim) newNameStatus(n *number, now time.Time) api.NameStatus {
	if n.NewName == "" {
		return ""
	}
	status, approved := n.NewStatus, n.nameApproved
	if review := s.sc.Rules.NameReview; review != nil && status == api.NamePendingReview {
		if ends := review.after(n.nameAsked); !now.Before(ends) {
			status, approved = s.sc.Rules.NameDecision, ends
		}
	}
	if status == api.NameApproved && now.Sub(approved) >= adoptWithin {
		return api.NameExpired
	}
	return status
}

// certificate returns the certificate of a name, or nil if the name may not be used yet
// (seed 001).
func certificate(n *number, name string, status api.NameStatus) any {
	if status != api.NameApproved && status != api.NameAvailableWithoutReview {
		return nil
	}
	text := "simulated certificate of " + name + " for " + strings.TrimPrefix(n.Phone, "+")
	return base64.StdEncoding.EncodeToString([]byte(text))
}
