package tui

import (
	"errors"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/doctor"
	"dialtone/flows/journal"
	"dialtone/tui/jobs"
	"dialtone/tui/page"
)

// alone is a job that needs no number, begun from the start menu.
func alone(state flows.State, change ...func(*flows.Session)) flows.Session {
	s := start(flows.Options{})
	s.State, s.Generation, s.History = state, 7, []flows.State{flows.Connect}
	for _, f := range flows.Flows() {
		if f.Start == state {
			s.Job = f.Job
		}
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

// onTerminal has the wizard see a terminal.
func onTerminal(t page.Terminal) func(*Options) {
	return func(o *Options) { o.Terminal = func() page.Terminal { return t } }
}

// goodTerminal is a window in which everything can be drawn.
func goodTerminal() page.Terminal {
	return page.Terminal{Is: true, Name: "xterm-256color", Width: 100, Height: 30, Profile: colorprofile.TrueColor, Locale: "en_GB.UTF-8", UTF8: true}
}

// wellExam is a world in which nothing is wrong.
func wellExam() doctor.Exam {
	return doctor.Exam{
		At: t0, Place: "graph.facebook.com", Given: true, Account: wabaID,
		Token: api.TokenInfo{AppID: "614902337715001", App: "Lotus onboarding", Kind: "SYSTEM_USER", Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging}},
		WABA:  api.Account{ID: wabaID, Name: "Lotus Bakery Limited", Ownership: "SELF"},
		Apps:  []api.App{{ID: "614902337715001", Name: "Lotus onboarding"}},
		Asked: "v24.0", Served: "v24.0", Clock: api.Clock{Server: t0, Here: t0.Add(time.Second)},
		Saved:   []flows.SavedAccount{{ID: wabaID, Name: "Lotus Bakery Limited"}},
		Journal: journal.Condition{Where: "/home/may/.local/state/dialtone/journal.db", There: true, Unfinished: 2},
	}
}

// examined is the doctor's page after a look at a world.
func examined(change ...func(*doctor.Exam)) flows.Session {
	return alone(flows.Doctor, func(s *flows.Session) {
		e := wellExam()
		for _, c := range change {
			c(&e)
		}
		s.Checkups = e.Checkups()
	})
}

func doctorLooks() []look {
	ill := examined(func(e *doctor.Exam) {
		e.TokenFault = refusal(api.DebugToken, 190, 463, message("Error validating access token: Session has expired on Monday, 02-Mar-26 00:00:00 PST.")).Err
		e.Clock.Here, e.Served, e.Keyring, e.Journal.Loose = t0.Add(-95*time.Second), "v25.0", errors.New("none"), 0o044
	})
	dumb := page.Terminal{Is: true, Name: "linux", Width: 58, Height: 18}
	return []look{
		{name: "doctor-well", session: examined(), options: onTerminal(goodTerminal())},
		{name: "doctor-ill", session: ill, options: onTerminal(dumb), key: true},
		{name: "doctor-ill-end", session: ill, options: onTerminal(dumb), play: keys("end")},
		{name: "doctor-offline", session: examined(func(e *doctor.Exam) { e.Silent = offline(api.DebugToken).Err }), options: onTerminal(goodTerminal()), play: keys("down", "down")},
		{name: "doctor-no-token", session: examined(func(e *doctor.Exam) { e.Given, e.Journal.There = false, false })},
		{name: "doctor-looking", session: alone(flows.Doctor, awaiting(flows.Examine{}, 4*time.Second))},
		{name: "doctor-stopped", session: alone(flows.Doctor)},
	}
}

func recipientLooks() []look {
	s := alone(flows.Recipient, func(s *flows.Session) {
		s.Account = api.Account{ID: wabaID, Name: "Lotus Bakery Limited", Country: "IN"}
	})
	return []look{
		{name: "recipient", session: alone(flows.Recipient), key: true},
		{name: "recipient-as-meant", session: s, play: types("+1 (631) 555-1234")},
		{name: "recipient-misread", session: s, play: types("(631) 555-1234")},
		{name: "recipient-misread-revealed", session: s, play: then(types("(631) 555-1234"), keys("ctrl+r")), reveals: true},
		{name: "recipient-code-twice", session: s, play: types("1 (631) 555-1234")},
		{name: "recipient-brazil", session: s, play: types("+55 11 98765-4321"), key: true},
		{name: "recipient-part", session: s, play: types("+852 61")},
		{name: "recipient-none", session: s, play: types("1800FLOWERS")},
		{name: "recipient-country", session: s, play: then(types("(631) 555-1234"), keys("tab", "backspace", "backspace"), types("x"))},
		{name: "recipient-no-country", session: alone(flows.Recipient), play: types("(631) 555-1234")},
	}
}

// TestFindingsInATerminal finds everything that there is to find, and has words
// for it.
func TestFindingsInATerminal(t *testing.T) {
	t.Parallel()
	seen := map[flows.FindingID]bool{}
	for _, c := range []struct {
		env   map[string]string
		t     page.Terminal
		check flows.CheckID
		want  flows.FindingID
	}{
		{nil, page.Terminal{}, page.CheckSize, page.FoundNoTerminal},
		{nil, goodTerminal(), page.CheckSize, page.FoundSize},
		{nil, page.Terminal{Is: true, Width: 59, Height: 20}, page.CheckSize, page.FoundSmall},
		{nil, page.Terminal{Is: true, Width: 60, Height: 19}, page.CheckSize, page.FoundSmall},
		{nil, page.Terminal{Is: true}, page.CheckSize, page.FoundNoSize},
		{map[string]string{"TERM": "dumb"}, goodTerminal(), page.CheckSize, page.FoundDumb},
		{nil, goodTerminal(), page.CheckColours, page.FoundColours},
		{nil, page.Terminal{Is: true, Profile: colorprofile.ANSI}, page.CheckColours, page.FoundColours},
		{nil, page.Terminal{Is: true, Profile: colorprofile.ASCII}, page.CheckColours, page.FoundNoColours},
		{nil, page.Terminal{Is: true, Profile: colorprofile.ASCII, NoColor: true}, page.CheckColours, page.FoundColoursOff},
		{map[string]string{"LANG": "zh_HK.UTF-8"}, goodTerminal(), page.CheckUnicode, page.FoundUnicode},
		{map[string]string{"LANG": "zh_HK.utf8"}, goodTerminal(), page.CheckWide, page.FoundWide},
		{map[string]string{"LANG": "zh_HK.UTF-8", "LC_ALL": "C"}, goodTerminal(), page.CheckUnicode, page.FoundNoUnicode},
		{map[string]string{"LANG": "en_GB.ISO-8859-1"}, goodTerminal(), page.CheckUnicode, page.FoundNoUnicode},
		{map[string]string{}, goodTerminal(), page.CheckWide, page.FoundNoWide},
		{map[string]string{"TERM": "linux", "LANG": "C.UTF-8"}, goodTerminal(), page.CheckWide, page.FoundNoWide},
	} {
		if c.env != nil {
			c.t = c.t.WithEnvironment(c.env, false)
		}
		var got flows.FindingID
		for _, line := range c.t.Checkups() {
			seen[line.ID] = true
			if line.Check == c.check {
				got = line.ID
			}
			l := jobs.DescribeCheckup(english(), line)
			if missingWord.MatchString(l.Name+l.Found+l.Fix) || (l.Fix != "") != (line.Health != flows.HealthOK) {
				t.Errorf("%s reads %+v", line.ID, l)
			}
		}
		if got != c.want {
			t.Errorf("%s of %+v: %s, want %s", c.check, c.t, got, c.want)
		}
	}
	for _, f := range page.TerminalFindings() {
		if !seen[f.ID] {
			t.Errorf("nothing leads to %s", f.ID)
		}
	}
	if checks := (page.Terminal{}).WithEnvironment(nil, true).Checkups(); len(checks) != 1 {
		t.Errorf("%d lines for no terminal", len(checks))
	}
}
