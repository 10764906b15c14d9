package graphsim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dialtone/api"
)

// listNumbers lists, sorts, filters and pages the account's numbers.
func (s *Sim) listNumbers(c *call) (any, *refusal) {
	p, refused := c.page("sort", "filtering", "display_phone_number")
	if refused != nil {
		return nil, refused
	}
	return refusedOr(s.pageOf(c, p))
}

// pageOf returns one page of the list.
func (s *Sim) pageOf(c *call, p page) (object, *refusal) {
	p.edge = string(s.sc.Account.ID) + "/phone_numbers"
	list, refused := s.listOf(p)
	if refused != nil {
		return nil, refused
	}
	return onePage(c, p, list.numbers, list.position, func(n *number) view { return s.viewNumber(c, n) })
}

// numberList is the account's numbers, sorted and filtered. The pages of a list come from
// the same numberList, as long as nothing changes in between.
type numberList struct {
	sort, filtering, display string
	numbers                  []*number
	positions                map[string]int // by cursor
}

// position returns the position of a cursor, or -1 for a cursor of another list.
func (l numberList) position(at string) int {
	if i, ok := l.positions[at]; ok {
		return i
	}
	return -1
}

// listOf returns the list that a page belongs to.
func (s *Sim) listOf(p page) (numberList, *refusal) {
	sort, filtering, display := p.asked.Get("sort"), p.asked.Get("filtering"), p.asked.Get("display_phone_number")
	keep, refused := s.filter(filtering)
	if refused != nil {
		return numberList{}, refused
	}
	less, refused := order(sort)
	if refused != nil {
		return numberList{}, refused
	}
	if l := s.lastList; l.positions != nil && l.sort == sort && l.filtering == filtering && l.display == display {
		return l, nil
	}
	var all []*number
	for _, n := range s.numbers {
		if keep(n) && (display == "" || digitsOf(display) == n.Phone[1:]) {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, less)
	s.lastList = numberList{sort, filtering, display, all, make(map[string]int, len(all))}
	for i, n := range all {
		s.lastList.positions[cursor(string(n.ID))] = i
	}
	return s.lastList, nil
}

// order reads the parameter sort, in the spelling of seed 001,
// ['last_onboarded_time_ascending'], and in that of openapi, last_onboarded_time.asc. By
// default the number that was onboarded last comes first (seed 001) and numbers that were
// never onboarded come last.
func order(text string) (func(a, b *number) int, *refusal) {
	onboarded := func(a, b *number) int {
		return cmp.Or(a.onboarded.Compare(b.onboarded), a.created.Compare(b.created))
	}
	created := func(a, b *number) int { return a.created.Compare(b.created) }
	down := func(f func(a, b *number) int) func(a, b *number) int {
		return func(a, b *number) int { return f(b, a) }
	}
	name := strings.Trim(text, `[]"' `)
	name = strings.NewReplacer("_ascending", ".asc", "_descending", ".desc").Replace(name)
	switch name {
	case "", "last_onboarded_time.desc":
		return down(onboarded), nil
	case "last_onboarded_time.asc":
		return onboarded, nil
	case "creation_time.asc":
		return created, nil
	case "creation_time.desc":
		return down(created), nil
	}
	return nil, invalid("sort is not known.")
}

// filter reads the parameter filtering. It may name account_mode (seed 001) and the two
// fields that openapi adds.
func (s *Sim) filter(text string) (func(*number) bool, *refusal) {
	all := func(*number) bool { return true }
	if text == "" {
		return all, nil
	}
	if s.sc.Rules.NoFiltering {
		return nil, forbidden(10, "Permission Denied", "filtering is not available to this app.")
	}
	var rows []struct {
		Field    string `json:"field"`
		Operator string `json:"operator"`
		Value    any    `json:"value"`
	}
	if json.Unmarshal([]byte(text), &rows) != nil {
		return nil, invalid("filtering must be a JSON list.")
	}
	keep := all
	for _, row := range rows {
		if row.Operator != "EQUAL" {
			return nil, invalid("filtering knows the operator EQUAL only.")
		}
		want, before := fmt.Sprint(row.Value), keep
		var has func(*number) string
		switch row.Field {
		case "account_mode":
			if want != string(api.ModeLive) && want != string(api.ModeSandbox) {
				return nil, invalid("account_mode is LIVE or SANDBOX.")
			}
			has = func(n *number) string { return string(n.Mode) }
		case "messaging_limit_tier":
			has = func(*number) string { return s.sc.Account.Limit }
		case "is_official_business_account":
			has = func(n *number) string { return fmt.Sprint(n.Official) }
		default:
			return nil, invalid("filtering does not know the field %s.", row.Field)
		}
		keep = func(n *number) bool { return before(n) && has(n) == want }
	}
	return keep, nil
}

// addNumber adds a number to the account, or moves it there from another account (docs).
// The number is not verified yet, unless it comes from the pool.
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
	found, listed := s.findLine(phone)
	switch {
	case ready == nil && s.pooledByPhone(phone, c.at) != nil:
		return nil, numberInUse("This number is in the list of pre-verified numbers of a business.")
	case s.rejected() && !migrate:
		return nil, accountRejected(policyBlock())
	case listed && migrate:
		return nil, titleOnly(2388012, "The phone number already exists in your list")
	case listed, found.OnPlatform && !migrate:
		return nil, numberInUse("This number is in use on the WhatsApp Business Platform.")
	case migrate:
		if refused := s.mayMigrate(found); refused != nil {
			return nil, refused
		}
	}
	if s.sc.Rules.CapAt == capAtAdd {
		if refused := s.checkCap(); refused != nil {
			return nil, refused
		}
	}
	n := Number{ID: api.PhoneNumberID(s.newID()), Phone: phone, Name: name, NameStatus: s.sc.Rules.NewName, Reach: found.Reach}
	if migrate { // the number keeps its name (docs)
		setDefault(&n.Name, s.sc.Account.BusinessName)
		n.NameStatus = api.NameApproved
	}
	if found.Banned {
		n.Status = api.StatusBanned
	}
	n.defaults()
	x := s.newNumber(n, c.at, 0)
	x.deletedAt, x.appReleased, x.paidAt = found.deletedAt, found.appReleased, found.paidAt
	if ready != nil {
		s.claim(ready, x, c.at)
	}
	s.removeDeleted(phone)
	s.numbers = append(s.numbers, x)
	delete(s.lines, phone)
	c.effective, c.number = true, x
	return object{"id": string(n.ID)}, nil
}

// phoneOf reads a phone number. It is cc with the national number, or the whole number
// without cc. A national number may start with cc, if enough digits remain without it (docs,
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
	if phone := "+" + cc + digits; len(cc) <= 3 && e164().MatchString(phone) {
		return phone, nil
	}
	return "", invalid("phone_number is not a phone number with country and area code.")
}

// mayMigrate checks the conditions of a migration for the account that has the number, for
// the name, and for this account (docs). It is not known in which order Meta checks them.
func (s *Sim) mayMigrate(from line) *refusal {
	switch {
	case !from.OnPlatform:
		return titleOnly(2388103, "No migration is needed; add this phone number in the ordinary way")
	case s.sc.Rules.NewModel:
		return titleOnly(2388103, "Moving phone numbers is not supported for this account") // (unconfirmed)
	case from.OtherBusiness:
		return titleOnly(2388103, "The phone number belongs to a different Business Manager")
	case from.Unready:
		return titleOnly(2388103, "The source account is not set up correctly")
	case from.Unaccepted:
		return titleOnly(2388103, "The Messaging For request has not been accepted")
	case from.TwoStep:
		return titleOnly(2388001, "Make sure two-step authentication is disabled at the present account")
	case from.Unapproved:
		return titleOnly(2388103, "The display name must be present and approved")
	case s.rejected(), !s.businessVerified():
		return titleOnly(2388103, "The business must be verified and the destination account must be approved")
	case s.sc.Account.NoPayment:
		return titleOnly(2388103, "The destination account does not have a payment account")
	case !s.subscribed:
		return titleOnly(2388103, "Cannot migrate phone number: no app is subscribed to the account")
	}
	return nil
}
