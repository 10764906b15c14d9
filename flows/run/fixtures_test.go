package run

import (
	"fmt"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
)

func lead(a flows.Advice) string {
	act := string(a.Act)
	if a.Act == flows.ActNothing {
		act = "nothing"
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s %s", act, a.To, a.Help)), " ")
}

// causes are the causes alone.
func causes(all []flows.LikelyCause) []flows.Cause {
	var names []flows.Cause
	for _, s := range all {
		names = append(names, s.Cause)
	}
	return names
}

// t0 is when every test begins.
var t0 = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const (
	wabaID  = api.WABAID("104820560913301")
	firstID = api.PhoneNumberID("106540352242922")
	otherID = api.PhoneNumberID("106540352242923")
)

func pin(text string) api.Secret { return api.NewSecret(text) }

func yes() *bool { b := true; return &b }

func no() *bool { b := false; return &b }

// fresh is a number that was added and nothing else.
func fresh(change ...func(*api.Number)) api.Number {
	n := api.Number{
		ID: firstID, Display: "+852 9123 0100", Name: "Lotus Bakery", Status: api.StatusPending, Verification: api.NotVerified,
		Platform: api.PlatformNotApplicable, Mode: api.ModeLive, PINEnabled: no(),
	}
	for _, c := range change {
		c(&n)
	}
	return n
}

func verified(n *api.Number) { n.Verification = api.Verified }

func expired(n *api.Number) { n.Verification = api.VerificationExpired }

func another(n *api.Number) { n.ID, n.Display = otherID, "+852 6123 0142" }

func connected(n *api.Number) {
	n.Status, n.Platform, n.Verification, n.PINEnabled = api.StatusConnected, api.PlatformCloud, api.Verified, yes()
}

// opened is an account that this token is good for.
func opened() flows.AccountOpened {
	return flows.AccountOpened{
		Target: flows.Target{Token: pin("EAAG-token"), Account: wabaID},
		Token: api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging},
			Granular: []api.GranularScope{{Scope: api.ScopeManagement, Targets: []string{string(wabaID)}}}},
		Account: api.Account{ID: wabaID, Name: "Lotus", Review: "APPROVED", Verification: "verified", Limit: "TIER_250"},
		Asked:   "v24.0", Served: "v24.0",
	}
}

// The numbers of the pool in tests.
const (
	poolOwner = api.BusinessID("220771904456141")
	readyID   = api.PreverifiedID("109430352240101")
)

// answers that Graph and the network give.
func refusal(call api.Endpoint, code, sub int, change ...func(*api.Error)) flows.Failed {
	e := &api.Error{Call: call, Status: 400, Code: code, Subcode: sub}
	for _, c := range change {
		c(e)
	}
	return flows.Failed{Call: call, Err: e}
}

func status(code int) func(*api.Error) { return func(e *api.Error) { e.Status = code } }

func unreadable(call api.Endpoint) flows.Failed {
	return flows.Failed{Call: call, Err: &api.TransportError{Call: call, Sent: true, Err: api.ErrUnreadable}}
}

func tokenDead(call api.Endpoint) flows.Failed { return refusal(call, 190, 463, status(401)) }

// testMessage is a completed form; "" for the sample template.
func testMessage(text string) flows.MessageTyped {
	to, _ := phone.Parse("+852 6123 0142", "")
	if text != "" {
		return flows.MessageTyped{To: to, Text: text}
	}
	return flows.MessageTyped{To: to, Template: api.HelloWorld, Language: api.HelloWorldLanguage}
}

// knownPIN is that of the number in the stories about regions.
const knownPIN = "604815"

// foreign are answers that hold no word of Graph's.
func foreign(call api.Endpoint) map[string]error {
	all := map[string]error{}
	for name, e := range map[string]*api.Error{
		"redirect": {Status: 302}, "sign-in page": {Status: 401, Body: "<html>"}, "blocked": {Status: 403, Body: `{"error":"blocked"}`}, "no route": {Status: 404},
		"proxy": {Status: 407}, "busy": {Status: 429}, "bad gateway": {Status: 502, Body: "<html>"}, "no code": {Status: 400, Message: "x", TraceID: "A"},
	} {
		e.Call = call
		all[name] = e
	}
	all["success 1"] = unreadable(call).Err
	return all
}

// goodAnswers are those of a number that nothing is wrong with.
func goodAnswers() eligibility.Answers {
	return eligibility.Answers{
		eligibility.QuestionOwnership: eligibility.AnswerYes, eligibility.QuestionNumberRight: eligibility.AnswerYes,
		eligibility.QuestionReach: eligibility.AnswerYes, eligibility.QuestionScaled: eligibility.AnswerYes,
		eligibility.QuestionInUse: eligibility.AnswerNotUsed, eligibility.QuestionBanned: eligibility.AnswerNo,
		eligibility.QuestionBehindIVR: eligibility.AnswerNo, eligibility.QuestionRoom: eligibility.AnswerYes,
	}
}

func lapsed(n *api.Number) { expired(n); n.LastOnboarded = api.Time{Time: t0.AddDate(0, 0, -20)} }
