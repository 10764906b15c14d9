package graphsim

import (
	"fmt"
	"time"

	"dialtone/api"
)

// mostNumbers is the largest account that can be made up.
const mostNumbers = 1_000_000

// crowd is the account's numbers: those that are listed and, up to the count of
// the scenario, copies of them with ids, phone numbers and days of their own.
func (sc *Scenario) crowd() []Number {
	all := sc.Numbers
	taken := map[string]bool{}
	for _, n := range all {
		taken[n.Phone], taken[string(n.ID)] = true, true
	}
	for i := 0; len(all) < sc.Count; i++ {
		n := sc.Numbers[i%len(sc.Numbers)]
		n.ID, n.Phone = api.PhoneNumberID(fmt.Sprintf("3%014d", i)), fmt.Sprintf("+8525%07d", i)
		if taken[n.Phone] || taken[string(n.ID)] {
			continue
		}
		n.Display, n.Name = display(n.Phone), fmt.Sprintf("%s %d", n.Name, i+1)
		n.Created, n.Onboarded = n.Created.less(i), n.Onboarded.less(i)
		all = append(all, n)
	}
	return all
}

// less is the span some minutes earlier; nil stays nil.
func (s *Span) less(minutes int) *Span {
	if s == nil {
		return nil
	}
	earlier := *s - Span(time.Duration(minutes)*time.Minute)
	return &earlier
}
