package tui

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

// customer is whose account is open, or was tried last.
type customer struct {
	account api.WABAID
	place   string
}

func customerOf(s flows.Session) customer { return customer{s.Target.Account, s.Target.BaseURL} }

// stay is a stretch of the run that belongs to one customer.
type stay struct {
	from time.Time
	of   customer
}

// between reports whether the account page is shown, or a job that begins there
// and needs no number: the next customer may be looking, so nobody is named.
func between(s flows.State) bool {
	switch s {
	case flows.Connect, flows.Doctor, flows.Recipient:
		return true
	}
	return false
}

// meet keeps one customer from seeing another one. What lies over the page goes
// when the account page comes up; what the pages and the call inspector hold goes
// for good once another account is open. Whoever comes back to the same account
// finds everything.
func (m *Root) meet(before, after flows.Session) {
	if of := customerOf(after); of != customerOf(before) {
		if len(m.stays) == 0 {
			m.stays = []stay{{of: customerOf(before)}}
		}
		m.stays = append(m.stays, stay{m.env.now, of})
	}
	if n := after.Number; n.ID != "" && n.Display != before.Number.Display {
		if m.worked == nil {
			m.worked = map[api.PhoneNumberID]string{}
		}
		m.worked[n.ID] = phone.Mask(n.Display)
	}
	if between(after.State) && !between(before.State) {
		m.arrived = m.env.now
		m.over, m.code = overlay{}, chatCode{}
	}
	if before.Account.ID == "" || after.SameAccount(before) {
		return
	}
	connect := m.screens[flows.Connect] // it is the page that asks
	m.screens = newScreens()
	m.screens[flows.Connect] = connect
	m.env.phone = nil
	if len(m.stays) > 0 {
		m.stays = m.stays[len(m.stays)-1:]
		if m.opts.Forget != nil {
			m.opts.Forget(m.stays[0].from)
		}
	}
}

// calls are those of the present customer, oldest first: on the account page only
// those that were made there.
func (m *Root) calls() []api.Trace {
	present := customerOf(m.env.s)
	return slices.DeleteFunc(m.opts.Calls(), func(t api.Trace) bool {
		if between(m.env.s.State) && t.Start.Before(m.arrived) {
			return true
		}
		of, known := customer{}, len(m.stays) == 0
		for _, s := range m.stays {
			if !t.Start.Before(s.from) {
				of, known = s.of, true
			}
		}
		return !known || len(m.stays) > 0 && of != present
	})
}
