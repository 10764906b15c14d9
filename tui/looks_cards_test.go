package tui

import (
	"fmt"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows"
)

// happens lets the machine take an answer to the question that is open.
func happens(e flows.Event) func(*flows.Session) {
	return func(s *flows.Session) {
		*s, _ = machine().Step(*s, flows.Input{Event: e, At: t0, Ask: s.Ask})
		s.Waiting = nil
	}
}

// opened is an account with a token that lacks something.
func opened(change func(*api.TokenInfo)) flows.AccountOpened {
	token := api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging}}
	change(&token)
	return flows.AccountOpened{Target: flows.Target{Token: api.NewSecret(tokenText), Account: wabaID}, Token: token, Asked: "v24.0"}
}

func cardLooks() []look {
	ready := fresh(verified)
	card := func(state flows.State, n api.Number, what ...func(*flows.Session)) flows.Session {
		return inState(state, n, what...)
	}
	review := func(f flows.Failed) flows.Session { return card(flows.Register, ready, failing(f)) }
	long := strings.Repeat("The phone number you are trying to register cannot be used for this request. ", 6)
	shared := func(s *flows.Session) { s.Number.OnBusinessApp = true }
	moved := ready
	moved.Status, moved.PINEnabled = api.StatusDisconnected, yes()
	settling := func(s *flows.Session) { s.Settling = noAnswer(api.Register).Err }
	region := func(s *flows.Session) { s.Region = "CH" }
	full := then(keys("enter"))
	sessions := map[flows.AdviceID]flows.Session{
		flows.AdviseUnknown: review(refusal(api.Register, 368, 0, message("(#368) Temporarily blocked for policies violations"))),
		flows.AdviseKeyring: card(flows.Connect, ready, failing(flows.Failed{Call: api.GetAccount, Err: fmt.Errorf("%w: no such secret", flows.ErrKeyring)})),
		flows.AdviseLocal:   card(flows.Connect, ready, failing(flows.Failed{Call: api.DebugToken, Err: flows.ErrNoSandbox})),
		flows.AdviseToken:   needsToken(flows.ChoosePIN, false),
		flows.AdviseScopes:  card(flows.Connect, ready, happens(opened(func(t *api.TokenInfo) { t.Scopes = nil }))),
		flows.AdviseOtherAccount: card(flows.Connect, ready, happens(opened(func(t *api.TokenInfo) {
			t.Granular = []api.GranularScope{{Scope: api.ScopeManagement, Targets: []string{"1"}}}
		}))),
		flows.AdviseOffline:       card(flows.Eligibility, ready, failing(offline(api.GetNumber))),
		flows.AdviseSilence:       card(flows.ChooseRegion, ready, failing(noAnswer(api.GetSettings))),
		flows.AdviseNoAnswer:      card(flows.ChoosePIN, ready, failing(noAnswer(api.SetPIN))),
		flows.AdviseUnreadable:    card(flows.ChooseRegion, ready, failing(flows.Failed{Call: api.SetSettings, Err: &api.TransportError{Call: api.SetSettings, Sent: true, Err: api.ErrUnreadable}})),
		flows.AdviseNotDone:       card(flows.ChooseRegion, ready, failing(flows.Failed{Call: api.SetSettings, Err: &api.TransportError{Call: api.SetSettings, Sent: true, Err: api.ErrNotDone}})),
		flows.AdviseChanged:       card(flows.Review, ready, happens(flows.FactsRead{Number: moved, Settings: settings("CH")})),
		flows.AdviseBudget:        card(flows.Review, ready, used(api.Register, 10), happens(flows.RegisterAsked{})),
		flows.AdviseStuck:         card(flows.Connected, ready, func(s *flows.Session) { s.Polls = 20 }, happens(flows.NumberRead{Number: ready})),
		flows.AdviseUnsettled:     card(flows.Register, ready, settling, failing(offline(api.GetNumber))),
		flows.AdviseRegionNotKept: card(flows.ChooseRegion, ready, region, happens(flows.RegionSet{Settings: settings("")})),
		flows.AdviseCap:           card(flows.AddNumber, ready, failing(refusal(api.AddNumber, 200, 1349175, userText("Can't add number", "You have reached the limit of phone numbers.")))),
		flows.AdvisePermission:    card(flows.PickNumber, ready, failing(refusal(api.ListNumbers, 10, 0, message("(#10) Application does not have permission for this action")))),
		flows.AdviseNoObject:      card(flows.ChooseRegion, ready, failing(refusal(api.GetSettings, 100, 33, message("Unsupported get request.")))),
		flows.AdviseBusy:          card(flows.PickNumber, ready, failing(refusal(api.ListNumbers, 80007, 0, details("Try again in 20 minutes.")))),
		flows.AdviseBlocked:       review(refusal(api.Register, 133016, 0, details("Account register/deregister temporarily blocked."))),
		flows.AdviseTooOften:      card(flows.CodeMethod, fresh(), failing(refusal(api.RequestCode, 136024, 2388367, userText("Requested too often", "You have requested verification codes too often.")))),
		flows.AdviseInUse:         card(flows.CodeMethod, fresh(), failing(refusal(api.RequestCode, 136024, 2388091, message("(#136024) Request code error")))),
		flows.AdviseVerified:      card(flows.CodeMethod, ready, failing(refusal(api.RequestCode, 136024, 0))),
		flows.AdviseNoCode:        card(flows.CodeMethod, fresh(), failing(refusal(api.RequestCode, 136024, 0))),
		flows.AdviseGuesses:       card(flows.EnterCode, fresh(), failing(refusal(api.VerifyCode, 136025, 0, details("Too many attempts, try again in 3 hours.")))),
		flows.AdviseWrongCode:     card(flows.EnterCode, fresh(), failing(refusal(api.VerifyCode, 136025, 0))),
		flows.AdvisePIN:           review(refusal(api.Register, 133005, 0, message("(#133005) Two step verification PIN mismatch"), details("Incorrect pin."))),
		flows.AdvisePINUsedUp:     review(refusal(api.Register, 133008, 0, details("Too many two step verification PIN guesses, try again in 4 hours."))),
		flows.AdvisePINFast:       review(refusal(api.Register, 133009, 0, details("Entered too fast, try again in 45 seconds."))),
		flows.AdviseLocked:        review(refusal(api.Register, 131031, 0)),
		flows.AdviseVerifyAgain:   review(refusal(api.Register, 133006, 0)),
		flows.AdviseNotRegistered: review(refusal(api.Register, 133010, 0)),
		flows.AdviseDeleted:       review(refusal(api.Register, 133015, 0)),
		flows.AdviseHalf:          review(refusal(api.Register, 133000, 0)),
		flows.AdviseSMB:           card(flows.Register, ready, shared, failing(refusal(api.Register, 100, 0, details("SMB number")))),
		flows.AdviseRegionWanted:  review(refusal(api.Register, 100, 0, details("Expected a data localization region."))),
		flows.AdviseRegionMoved:   review(refusal(api.Register, 12, 0)),
		flows.AdvisePINForm:       card(flows.ChoosePIN, ready, failing(refusal(api.SetPIN, 100, 0))),
		flows.AdviseRegionFixed:   card(flows.ChooseRegion, ready, failing(refusal(api.SetSettings, 100, 0))),
		flows.AdviseExists:        card(flows.AddNumber, ready, failing(refusal(api.AddNumber, 100, 2388012))),
		flows.AdviseElsewhere:     card(flows.AddNumber, ready, failing(refusal(api.AddNumber, 100, 0, message("The phone number is already registered.")))),
		flows.AdviseTwoStep:       card(flows.AddNumber, ready, failing(refusal(api.AddNumber, 2388001, 0))),
		flows.AdviseNotMovable:    card(flows.AddNumber, ready, failing(refusal(api.AddNumber, 2388103, 0))),
		flows.AdviseParameter:     review(refusal(api.Register, 100, 0, message("(#100) Invalid parameter"), details("Param xyz is not valid."))),
		flows.AdviseMeta:          card(flows.ChooseRegion, ready, failing(refusal(api.GetSettings, 2, 0, message("An unexpected error has occurred. Please retry your request later.")))),
	}
	var all []look
	for _, id := range flows.AdviceIDs() {
		all = append(all, look{name: "card-" + string(id), session: sessions[id], key: id == flows.AdvisePIN})
	}
	wait := func(d time.Duration) func(*stage) { return func(st *stage) { st.pass(d) } }
	return append(all, []look{
		{name: "card-counts-down", session: sessions[flows.AdvisePINFast], play: wait(15 * time.Second)},
		{name: "card-waited", session: sessions[flows.AdviseBlocked], play: wait(73 * time.Hour)},
		{name: "card-budget-sent-anyway", session: sessions[flows.AdviseBudget], play: keys("ctrl+o")},
		{name: "card-budget-codes", session: card(flows.CodeMethod, fresh(), func(s *flows.Session) {
			s.Budget = s.Budget.Lock(s.Counted(api.RequestCode), t0.Add(5*time.Hour))
		}), play: full},
		{name: "card-long", session: review(refusal(api.Register, 368, 4, message("(#368) Blocked"), userText("This cannot be done", long), details(long)))},
		{name: "card-long-scrolled", session: review(refusal(api.Register, 368, 4, userText("This cannot be done", long), details(long))), play: keys("down", "down", "down")},
		{name: "card-no-envelope", session: review(flows.Failed{Call: api.Register, Err: &api.Error{Call: api.Register, Status: 403, Body: "<html><title>Blocked by a proxy</title></html>"}})},
	}...)
}

// traces are calls as the inspector gets them.
func traces() []api.Trace {
	base := "https://graph.facebook.com/v24.0/"
	return []api.Trace{
		{Call: api.DebugToken, Method: "GET", URL: base + "debug_token?input_token=••••", Status: 200, Answer: `{"data":{"is_valid":true}}`, Start: t0.Add(-3 * time.Minute), Duration: 212 * time.Millisecond, Attempt: 1},
		{Call: api.ListNumbers, Method: "GET", URL: base + string(wabaID) + "/phone_numbers?fields=id%2Cdisplay_phone_number%2Cverified_name%2Cstatus%2Ccode_verification_status%2Cquality_rating&limit=100", Status: 503, Answer: "", Err: "graph answered 503", Start: t0.Add(-2 * time.Minute), Duration: 1234 * time.Millisecond, Attempt: 1},
		{Call: api.ListNumbers, Method: "GET", URL: base + string(wabaID) + "/phone_numbers", Status: 200, Answer: `{"data":[]}`, Start: t0.Add(-2 * time.Minute), Duration: 87 * time.Millisecond, Attempt: 2},
		{Call: api.RequestCode, Method: "POST", URL: base + string(firstID) + "/request_code", Request: `{"code_method":"SMS","language":"zh_HK"}`, Err: "context deadline exceeded", Start: t0.Add(-time.Minute), Duration: 30 * time.Second, Attempt: 1},
		{Call: api.Register, Method: "POST", URL: base + string(firstID) + "/register", Request: `{"messaging_product":"whatsapp","pin":"••••"}`, Status: 400, Answer: `{"error":{"message":"(#133005) Two step verification PIN mismatch","type":"OAuthException","code":133005,"error_data":{"messaging_product":"whatsapp","details":"Incorrect pin."},"fbtrace_id":"AbCdEfGhIjKlMnOpQrStUv"}}`, Start: t0, Duration: 431 * time.Millisecond, Attempt: 1},
	}
}

func overlayLooks() []look {
	page := inState(flows.Review, fresh(verified))
	calls := func(o *Options) { o.Calls = traces }
	crowd := func(o *Options) {
		o.Calls = func() (all []api.Trace) {
			for range 10 {
				all = append(all, traces()...)
			}
			return all
		}
	}
	return []look{
		{name: "help", session: page, play: keys("?"), key: true},
		{name: "help-scrolled", session: page, play: keys("?", "down", "down", "down", "down")},
		{name: "help-in-a-field", session: inState(flows.PickNumber, fresh()), play: keys("f1")},
		{name: "help-over-a-card", session: inState(flows.ChooseRegion, fresh(verified), failing(noAnswer(api.GetSettings))), play: keys("f1")},
		{name: "calls-none", session: page, play: keys("ctrl+t")},
		{name: "calls", session: page, options: calls, play: keys("ctrl+t")},
		{name: "calls-older", session: page, options: calls, play: keys("ctrl+t", "up", "up", "up")},
		{name: "calls-many", session: page, options: crowd, play: keys("ctrl+t", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up")},
	}
}
