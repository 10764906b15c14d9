package tui

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
)

const (
	wabaID  = api.WABAID("104820560913301")
	firstID = api.PhoneNumberID("106540352242922")
)

// What nobody may see. No three digits in a row of them stand in any text or id
// of the tests.
const (
	tokenText  = "EAAJZCkQw7vRtBxLmYpHsDfGnUaWe"
	pinText    = "739158"
	codeText   = "583926"
	middleText = "6174" // of the phone number
	numberText = "+852 6174 0100"
)

func yes() *bool { b := true; return &b }

func no() *bool { b := false; return &b }

// fresh is a number that was added and nothing else.
func fresh(change ...func(*api.Number)) api.Number {
	n := api.Number{
		ID: firstID, Display: numberText, Name: "Lotus Bakery", Status: api.StatusPending, Verification: api.NotVerified,
		NameStatus: api.NameAvailableWithoutReview, Quality: "UNKNOWN", Platform: api.PlatformNotApplicable, Mode: api.ModeLive, PINEnabled: no(),
		Told: api.Told{OnBusinessApp: true},
	}
	for _, c := range change {
		c(&n)
	}
	return n
}

func verified(n *api.Number) { n.Verification = api.Verified }

// untold leaves out what Graph did not say.
func untold(n *api.Number) { n.Told = api.Told{} }

func withPIN(n *api.Number) { n.PINEnabled = yes() }

func silentPIN(n *api.Number) { n.PINEnabled = nil }

func tollFree(n *api.Number) { n.Display = "+852 800 931 200" }

func withStatus(s api.Status) func(*api.Number) {
	return func(n *api.Number) { n.Status = s }
}

// nameWaits approves another name, which the number was not registered with yet.
func nameWaits(n *api.Number) {
	n.NewName, n.NewNameStatus = "Lotus Bakery and Café", api.NameApproved
}

func connected(n *api.Number) {
	n.Status, n.Platform, n.Verification, n.PINEnabled, n.Quality = api.StatusConnected, api.PlatformCloud, api.Verified, yes(), "GREEN"
	n.Throughput.Level = "STANDARD"
}

// many are numbers in every state, as a big account has them.
func many(count int) []api.Number {
	names := []string{"Lotus Bakery", "Café Méridien", "ร้านกาแฟ เชียงใหม่", "東京ラーメン本店", "Tiệm bánh Sài Gòn", "한빛 베이커리", "A name that is a good deal longer than its column can be"}
	changes := []func(*api.Number){
		func(*api.Number) {}, verified, connected, withStatus(api.StatusBanned), withStatus(api.StatusDeleted),
		func(n *api.Number) { n.Platform, n.Verification = api.PlatformOnPremise, api.Verified }, func(n *api.Number) { connected(n); n.OnBusinessApp = true },
		func(n *api.Number) { n.Verification = api.VerificationExpired },
	}
	all := make([]api.Number, count)
	for i := range all {
		all[i] = fresh(changes[i%len(changes)])
		all[i].ID = api.PhoneNumberID(fmt.Sprintf("10654035224%05d", i))
		all[i].Display = fmt.Sprintf("+852 5%03d %04d", i/10000%1000, i%10000)
		all[i].Name = names[i%len(names)]
	}
	return all
}

// listed are numbers in the pages that Graph sends them in.
func listed(numbers []api.Number) []flows.Page {
	const page = 100
	var pages []flows.Page
	for len(numbers) > page {
		pages, numbers = append(pages, flows.PageOf(numbers[:page]...)), numbers[page:]
	}
	return append(pages, flows.PageOf(numbers...))
}

func settings(region api.Region) api.Settings {
	s := api.InRegion(region)
	return api.Settings{Storage: &s}
}

// start is the session before anything is known.
func start(w flows.Options) flows.Session {
	s := flows.Start(w)
	s.Saved = nil
	return s
}

// inState is a session in a state as an ordinary run reaches it, with nothing under
// way.
func inState(state flows.State, n api.Number, change ...func(*flows.Session)) flows.Session {
	s := start(flows.Options{})
	s.State, s.Generation = flows.PickNumber, 7
	s.Target = flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}
	s.Account = api.Account{ID: wabaID, Name: "Lotus Bakery Limited", Review: "APPROVED", Verification: "not_verified", Country: "HK", Limit: "TIER_250"}
	s.AskedVersion, s.ServedVersion = "v24.0", "v24.0"
	s.List.Pages, s.List.Listed = []flows.Page{flows.PageOf(n)}, true
	s.History = []flows.State{flows.Connect}
	if state != flows.PickNumber && state != flows.AddNumber && state != flows.Connect {
		// The machine itself takes the number up: it fills in the checklist.
		s, _ = machine().Step(s, flows.Input{Event: flows.NumberRead{Number: n}, At: t0, Generation: s.Generation})
		s.Code.Method, s.Code.Language = api.SMS, "zh_HK"
		s.History = []flows.State{flows.Connect, flows.PickNumber}
	}
	if slices.Contains(poolStates(), state) {
		s = inPool(s, state)
	}
	s.State, s.Waiting, s.Problem, s.Generation = state, nil, nil, 7
	for _, f := range flows.Flows() {
		if slices.ContainsFunc(f.States, func(d flows.Declaration) bool { return d.State == state }) {
			s.Job = f.Job
		}
	}
	switch state {
	case flows.AddNumber:
		s.History = append(s.History, flows.PickNumber)
	case flows.EnterCode:
		s.Code.SentAt = t0.Add(-30 * time.Second)
		s.Actions = []flows.Action{{At: s.Code.SentAt, Call: api.RequestCode}}
	case flows.ChooseRegion:
		s.PIN.Value, s.PIN.Mode = api.NewSecret(pinText), flows.NewPIN
	case flows.Review, flows.Register:
		s.PIN.Value, s.PIN.Mode, s.Settings = api.NewSecret(pinText), flows.NewPIN, settings("")
	}
	switch state {
	case flows.MoveRegion, flows.MovePIN, flows.MovePlan, flows.Moving:
		s.Settings = settings("DE")
		if state != flows.MoveRegion {
			s.Move = flows.Move{To: api.InRegion("BR"), Chosen: true}
			s.History = append(s.History, flows.MoveRegion)
		}
		if state == flows.MovePlan || state == flows.Moving {
			s.PIN.Value, s.PIN.Mode = api.NewSecret(pinText), flows.PresentPIN
			s.History = append(s.History, flows.MovePIN)
		}
		if state == flows.Moving {
			s.Move.Steps = []flows.MoveStep{flows.MoveOff, flows.MoveSet, flows.MoveOn}
			s.History = append(s.History, flows.MovePlan)
		}
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

// answering makes a change of the session's checklist by answering its questions.
func answering(pairs ...any) func(*flows.Session) {
	return func(s *flows.Session) {
		m := machine()
		for i := 0; i+1 < len(pairs); i += 2 {
			e := flows.Answered{Question: pairs[i].(eligibility.Question), Answer: pairs[i+1].(eligibility.Answer)}
			*s, _ = m.Step(*s, flows.Input{Event: e, At: t0})
		}
	}
}

// awaiting lets the operator wait for an effect.
func awaiting(e flows.Effect, since time.Duration) func(*flows.Session) {
	return func(s *flows.Session) { s.Waiting, s.Since = e, t0.Add(-since) }
}

// failing lets a call fail as the machine sees it.
func failing(f flows.Failed) func(*flows.Session) {
	return func(s *flows.Session) {
		*s, _ = machine().Step(*s, flows.Input{Event: f, At: t0, Generation: s.Generation})
		s.Waiting = nil
	}
}

// refusal is an answer of Graph that says no.
func refusal(call api.Endpoint, code, sub int, change ...func(*api.Error)) flows.Failed {
	e := &api.Error{Call: call, Status: 400, Code: code, Subcode: sub, Type: "OAuthException", TraceID: "AbCdEfGhIjKlMnOpQrStUv"}
	for _, c := range change {
		c(e)
	}
	return flows.Failed{Call: call, Err: e}
}

func details(text string) func(*api.Error) { return func(e *api.Error) { e.Details = text } }

func message(text string) func(*api.Error) { return func(e *api.Error) { e.Message = text } }

func userText(title, text string) func(*api.Error) {
	return func(e *api.Error) { e.UserTitle, e.UserMessage = title, text }
}

func noAnswer(call api.Endpoint) flows.Failed {
	return flows.Failed{Call: call, Err: &api.TransportError{Call: call, Sent: true, Timeout: true, Err: errors.New("deadline exceeded")}}
}

func offline(call api.Endpoint) flows.Failed {
	return flows.Failed{Call: call, Err: &api.TransportError{Call: call, Err: &net.DNSError{Err: "no such host", Name: "graph.facebook.com"}}}
}
