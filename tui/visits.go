package tui

import (
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/jobs"
	"dialtone/tui/page"
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

// visits are the customers of this run.
type visits struct {
	stays   []stay                       // whose calls were made when
	arrived time.Time                    // when the account page came up last
	masked  map[api.PhoneNumberID]string // the numbers that were worked on: their account may be gone by the end
}

// meet keeps one customer from seeing another one. What lies over the page goes
// when the account page comes up; what the pages and the call inspector hold goes
// for good once another account is open. Whoever comes back to the same account
// finds everything.
func (m *Root) meet(before, after flows.Session, was page.Traits) {
	if of := customerOf(after); of != customerOf(before) {
		if len(m.visits.stays) == 0 {
			m.visits.stays = []stay{{of: customerOf(before)}}
		}
		m.visits.stays = append(m.visits.stays, stay{m.env.Now, of})
	}
	if n := after.Number; n.ID != "" && n.Display != before.Number.Display {
		m.visits.masked[n.ID] = phone.Mask(n.Display)
	}
	if m.traits().Subject == page.OfNobody && was.Subject != page.OfNobody {
		m.visits.arrived = m.env.Now
		m.over, m.code = overlay{}, jobs.ChatCode{}
	}
	if before.Account.ID == "" || after.SameAccount(before) {
		return
	}
	pages := newPages()
	for state, known := range m.pages {
		if known.Traits(m.env).Entry {
			pages[state] = known
		}
	}
	m.pages = pages
	m.env.Phone = nil
	if len(m.visits.stays) > 0 {
		m.visits.stays = m.visits.stays[len(m.visits.stays)-1:]
		if m.opts.Forget != nil {
			m.opts.Forget(m.visits.stays[0].from)
		}
	}
}

// calls are those of the present customer, oldest first: on the account page only
// those that were made there.
func (m *Root) calls() []api.Trace {
	present, unnamed := customerOf(m.env.Flow), m.traits().Subject == page.OfNobody
	return slices.DeleteFunc(m.opts.Calls(), func(t api.Trace) bool {
		theirs := len(m.visits.stays) == 0
		for _, s := range m.visits.stays {
			if !t.Start.Before(s.from) {
				theirs = s.of == present
			}
		}
		return !theirs || unnamed && t.Start.Before(m.visits.arrived)
	})
}
