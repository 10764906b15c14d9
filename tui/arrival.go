package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// arrivalTakes is how long the rule of steps takes to turn green once a number is live.
// It is the only thing that moves without anything being waited for.
const arrivalTakes = 700 * time.Millisecond

// arrival is the moment at which a number of this run went live.
type arrival struct {
	of       api.PhoneNumberID
	at       time.Time
	reported bool // the report was written by itself
}

// arrive notes that a number went live before the operator's eyes, and has its report
// written as soon as what it tells is read. What is simulated leaves nothing behind.
func (m *Root) arrive(before, after flows.Session) tea.Cmd {
	if after.Number.ID != before.Number.ID {
		m.env.Report = page.ReportMsg{}
	}
	if !m.traits().Arrived || after.RegisterHeard() == flows.RegisterNone {
		return nil
	}
	if m.arrival.of != after.Number.ID {
		m.arrival = arrival{of: after.Number.ID}
		if after.State == before.State && !m.env.Still {
			m.arrival.at = m.env.Now
		}
	}
	if m.arrival.reported || m.opts.Keep == nil || m.env.Sandbox() || after.AppsReading || after.Busy() {
		return nil
	}
	m.arrival.reported = true
	return reportBy(m.opts.Keep, m.reportText())
}

// arrived is the part of that motion that is over, from 0 to 1.
func (m *Root) arrived() float64 {
	since := m.env.Now.Sub(m.arrival.at)
	if m.arrival.at.IsZero() || since >= arrivalTakes {
		return 1
	}
	return float64(since) / float64(arrivalTakes)
}
