package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

func TestRegisterBy(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	verified := api.Number{Status: api.StatusPending, Verification: api.Verified}
	with := func(change func(*api.Number)) api.Number {
		n := verified
		change(&n)
		return n
	}
	cases := []struct {
		name   string
		number api.Number
		deeds  []Action
		want   time.Time
	}{
		{"nothing is known to run out", verified, nil, time.Time{}},
		{"a code was accepted here", verified, []Action{{At: at, Call: api.RequestCode}, {At: at.Add(time.Minute), Call: api.VerifyCode}}, at.Add(time.Minute + 14*day)},
		{"Embedded Signup", with(func(n *api.Number) { n.LastOnboarded = api.Time{Time: at} }), nil, at.Add(14 * day)},
		{"a code after Embedded Signup", with(func(n *api.Number) { n.LastOnboarded = api.Time{Time: at.Add(-20 * day)} }), []Action{{At: at, Call: api.VerifyCode}}, at.Add(14 * day)},
		{"another number's code", verified, []Action{{At: at, Call: api.VerifyCode, Number: "106540352242999"}}, time.Time{}},
		{"verified in advance", with(func(n *api.Number) { n.LastOnboarded, n.Preverified = api.Time{Time: at}, true }), nil, at.Add(90 * day)},
		{"taken out of a pool", with(func(n *api.Number) { n.Preverified = true }), []Action{{At: at, Call: api.AddNumber}}, at.Add(90 * day)},
		{"added in the ordinary way", verified, []Action{{At: at, Call: api.AddNumber}}, time.Time{}},
		{"verified in advance, and nobody knows when", with(func(n *api.Number) { n.Preverified = true }), nil, time.Time{}},
		{"not verified", with(func(n *api.Number) { n.Verification, n.LastOnboarded = api.NotVerified, api.Time{Time: at} }), nil, time.Time{}},
		{"registered", with(func(n *api.Number) { n.Status, n.LastOnboarded = api.StatusConnected, api.Time{Time: at} }), nil, time.Time{}},
	}
	for _, c := range cases {
		if got := (Session{Case: Case{Facts: Facts{Number: c.number}}, Log: Log{Actions: c.deeds}}).RegisterBy(); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
