package graphsim

import (
	"fmt"

	"dialtone/api"
)

// maxNumbers is the size of the largest account that can be generated.
const maxNumbers = 1_000_000

// generateNumbers returns the numbers that the scenario lists, followed by copies of
// them until there are Count. Each copy has its own id, phone number and times.
func (sc *Scenario) generateNumbers() []Number {
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
		n.Created, n.Onboarded = n.Created.earlier(i), n.Onboarded.earlier(i)
		all = append(all, n)
	}
	return all
}
