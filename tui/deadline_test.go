package tui

import (
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
)

// TestTheDeadlineIsShown wherever a number that is verified already is worked on:
// at the PIN, in the review, and in the report.
func TestTheDeadlineIsShown(t *testing.T) {
	t.Parallel()
	since := func(days int) func(*api.Number) {
		return func(n *api.Number) { n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -days)} }
	}
	preverified := func(n *api.Number) { n.Preverified = true }
	const out = "within 90 days of leaving the pool"
	for name, c := range map[string]struct {
		change    []func(*api.Number)
		deed      api.Endpoint
		pin       string
		elsewhere string
	}{
		"Embedded Signup":                   {[]func(*api.Number){since(3)}, "", "before Fri 13 Mar 09:00", "Fri 13 Mar 09:00"},
		"verified here":                     {nil, api.VerifyCode, "before Mon 16 Mar 09:00", "Mon 16 Mar 09:00"},
		"pre-verified, by Embedded Signup":  {[]func(*api.Number){since(3), preverified}, "", "before Thu 28 May 09:00", "Thu 28 May 09:00"},
		"pre-verified, taken here":          {[]func(*api.Number){preverified}, api.AddNumber, "before Sun 31 May 09:00", "Sun 31 May 09:00"},
		"pre-verified, nobody knows since":  {[]func(*api.Number){preverified}, "", "within 90 days of leaving the pool", out},
		"Embedded Signup, the day has come": {[]func(*api.Number){since(14)}, "", "Mon 2 Mar", ""},
	} {
		n := fresh(append([]func(*api.Number){verified}, c.change...)...)
		deeds := func(s *flows.Session) {
			if c.deed != "" {
				s.Actions = []flows.Action{{At: t0, Call: c.deed, Number: n.ID}}
			}
		}
		shown := func(s flows.Session) string {
			text := newStage(t, s).enter(60, 40).text()
			return strings.Join(strings.Fields(text), " ")
		}
		if text := shown(inState(flows.ChoosePIN, n, deeds)); !strings.Contains(text, c.pin) && name != "Embedded Signup, the day has come" {
			t.Errorf("%s: at the PIN there is no %q:\n%s", name, c.pin, text)
		}
		if text := shown(inState(flows.Review, n, deeds)); !strings.Contains(text, c.elsewhere) {
			t.Errorf("%s: in the review there is no %q:\n%s", name, c.elsewhere, text)
		}
		if c.elsewhere == out || c.elsewhere == "" {
			continue
		}
		done := n
		connected(&done)
		done.LastOnboarded, done.Preverified = n.LastOnboarded, n.Preverified
		for how, number := range map[string]api.Number{"waiting": n, "registered": done} {
			text := newStage(t, inState(flows.Connected, number, deeds)).enter(80, 30).m.reportText()
			if !strings.Contains(text, c.elsewhere) || strings.Contains(text, "in time") != (how == "registered") {
				t.Errorf("%s, %s: the report has no %q:\n%s", name, how, c.elsewhere, text)
			}
		}
	}
}

// TestTheLatestDaysAreShown of what Meta gives no date for: on the number's page
// and where the name is.
func TestTheLatestDaysAreShown(t *testing.T) {
	t.Parallel()
	certified := func(n *api.Number) {
		renamed("Lotus Bread", api.NameApproved)(n)
		n.NewCertificate = "c2ltdWxhdGVk"
	}
	st := newStage(t, inState(flows.Manage, fresh(certified))).enter(160, 45)
	st.press("tab")
	text := ""
	for range 4 {
		text += st.text()
		st.press("pgdown")
	}
	name, certificate := "Mon 16 Mar 09:00", "Mon 9 Mar 09:00"
	if !strings.Contains(text, name) || !strings.Contains(text, certificate) {
		t.Errorf("the page has no %q or no %q:\n%s", name, certificate, text)
	}
	st = newStage(t, inState(flows.ChangeName, fresh(certified))).enter(60, 20)
	if !strings.Contains(st.text(), name) {
		t.Errorf("no %q beside the name:\n%s", name, st.text())
	}
}
