package graphsim

import (
	"net/http"
	"strings"

	"dialtone/api"
)

// addNumber adds a number to the account, or takes it over from another one
// (docs). It is not verified yet, unless it comes out of a pool.
func (s *Sim) addNumber(c *call) (any, *refusal) {
	phone, refused := phoneOf(c.params)
	if refused != nil {
		return nil, refused
	}
	migrate, _ := truth(c.params["migrate_phone_number"])
	name, hasName := c.params.text("verified_name")
	switch {
	case !hasName && !migrate:
		return nil, missing("verified_name")
	case hasName && !nameFits(name):
		return nil, invalid("verified_name must have %d to %d characters.", shortestName, longestName)
	}
	ready, refused := s.claimable(c, phone)
	if refused != nil {
		return nil, refused
	}
	found, listed := s.lineOf(phone)
	switch {
	case ready == nil && s.pooledByPhone(phone, c.at) != nil:
		return nil, taken("This number is in the list of pre-verified numbers of a business.")
	case s.rejected() && !migrate:
		return nil, accountRejected(blocked())
	case listed && migrate:
		return nil, migration(2388012, "The phone number already exists in your list")
	case listed, found.OnPlatform && !migrate:
		return nil, taken("This number is in use on the WhatsApp Business Platform.")
	case migrate:
		if refused := s.mayMigrate(found); refused != nil {
			return nil, refused
		}
	}
	if s.sc.Rules.CapAt == capAtAdd {
		if refused := s.capped(); refused != nil {
			return nil, refused
		}
	}
	n := Number{ID: api.PhoneNumberID(s.newID()), Phone: phone, Name: name, NameStatus: s.sc.Rules.NewName, Reach: found.Reach}
	if migrate { // the name moves along (docs)
		orElse(&n.Name, s.sc.Account.BusinessName)
		n.NameStatus = api.NameApproved
	}
	if found.Banned {
		n.Status = api.StatusBanned
	}
	n.defaults()
	x := s.newNumber(n, c.at, 0)
	x.deletedAt, x.appFree, x.paidAt = found.deletedAt, found.appFree, found.paidAt
	if ready != nil {
		s.claim(ready, x, c.at)
	}
	s.forgetDeleted(phone)
	s.numbers = append(s.numbers, x)
	delete(s.lines, phone)
	c.effective, c.number = true, x
	return object{"id": string(n.ID)}, nil
}

// phoneOf puts the number together: cc with the national number, or without cc
// the whole number; a leading cc is taken off when enough digits remain (docs,
// openapi).
func phoneOf(p params) (string, *refusal) {
	digits, ok := p.text("phone_number")
	if !ok || digits == "" {
		return "", missing("phone_number")
	}
	cc, _ := p.text("cc")
	if strings.Trim(digits+cc, decimals) != "" {
		return "", invalid("cc and phone_number must be digits.")
	}
	const enough = 7
	if rest, whole := strings.CutPrefix(digits, cc); whole && len(rest) >= enough {
		digits = rest
	}
	if phone := "+" + cc + digits; len(cc) <= 3 && e164.MatchString(phone) {
		return phone, nil
	}
	return "", invalid("phone_number is not a phone number with country and area code.")
}

// taken is the answer for a number that is on the platform already (openapi).
func taken(message string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Kind: graphMethodException, Code: 100, Title: "The phone number is already registered",
		UserTitle: "Number in use", UserMessage: message}
}

// mayMigrate checks what a migration asks of the present account, of the name,
// and of this account (docs). In which order Meta does so is not known.
func (s *Sim) mayMigrate(from line) *refusal {
	switch {
	case !from.OnPlatform:
		return migration(2388103, "No migration is needed; add this phone number in the ordinary way")
	case from.OtherBusiness:
		return migration(2388103, "The phone number belongs to a different Business Manager")
	case from.Unready:
		return migration(2388103, "The source account is not set up correctly")
	case from.Unaccepted:
		return migration(2388103, "The Messaging For request has not been accepted")
	case from.TwoStep:
		return migration(2388001, "Make sure two-step authentication is disabled at the present account")
	case from.Unapproved:
		return migration(2388103, "The display name must be present and approved")
	case s.rejected(), !s.verified():
		return migration(2388103, "The business must be verified and the destination account must be approved")
	case s.sc.Account.NoPayment:
		return migration(2388103, "The destination account does not have a payment account")
	case !s.subscribed:
		return migration(2388103, "Cannot migrate phone number: no app is subscribed to the account")
	}
	return nil
}

func migration(code int, title string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: code, Title: title}
}
