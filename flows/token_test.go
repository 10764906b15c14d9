package flows

import (
	"errors"
	"testing"
	"time"

	"dialtone/api"
)

func TestDeadTokenLeadsBackToWhereWeWere(t *testing.T) {
	t.Parallel()
	// What is under way when the token dies, and what is asked on the return.
	for _, c := range []struct {
		state State
		do    Event
		call  api.Endpoint
		back  State
		asks  []Effect
	}{
		{PickNumber, NumberPicked{firstID}, api.GetNumber, PickNumber, []Effect{ReadNumbers{Account: wabaID, After: ""}}},
		{AddNumber, samples("NumberTyped")[0], api.AddNumber, AddNumber, nil},
		{Eligibility, ReloadAsked{}, api.GetNumber, Eligibility, []Effect{ReadNumber{ID: firstID}}},
		{Remedy, RemedyDone{}, api.GetNumber, Remedy, nil},
		{CodeMethod, CodeAsked{api.SMS, "en"}, api.RequestCode, CodeMethod, []Effect{ReadNumber{ID: firstID}}},
		{EnterCode, CodeTyped{pin("123830")}, api.VerifyCode, EnterCode, []Effect{ReadNumber{ID: firstID}}},
		{ChoosePIN, PINChosen{ReplacePIN, pin("493027")}, api.SetPIN, ChoosePIN, []Effect{ReadNumber{ID: firstID}}},
		{ChooseRegion, StorageChosen{api.InRegion("SG")}, api.SetSettings, ChooseRegion, []Effect{ReadSettings{firstID}}},
		{Review, RegisterAsked{}, api.Register, Review, []Effect{ReadFacts{firstID}}},
		{Connected, SubscribeAsked{}, api.SetSubscribed, Connected, []Effect{ReadNumber{firstID, true}}},
	} {
		t.Run(string(c.state), func(t *testing.T) {
			t.Parallel()
			s := at(c.state, usual(c.state))
			s.Checks.Answers = goodAnswers()
			w := walkFrom(t, s)
			history := w.s.History
			w.hand(c.do).world(tokenDead(c.call)).in(Connect).idle().card(AdviseTokenExpired, ActDismiss)
			if w.s.Return != c.back {
				t.Fatalf("returns to %s", w.s.Return)
			}
			w.hand(BackAsked{}).in(Connect).card("", "").hand(BackAsked{}).in(Connect) // no way but a token
			w.hand(AccountGiven{Token: pin("EAAG-other"), Account: wabaID}).world(tokenDead(api.DebugToken)).in(Connect)
			w.hand(AccountGiven{Token: pin("EAAG-third"), Account: wabaID}).world(opened()).in(c.back, c.asks...)
			if w.s.Notice != NoticeNewToken || len(w.s.Checks.Answers) != len(s.Checks.Answers) || w.s.Return != "" || w.s.Number.ID != s.Number.ID {
				t.Errorf("notice %q, %d answers, return %q, number %s", w.s.Notice, len(w.s.Checks.Answers), w.s.Return, w.s.Number.ID)
			}
			if c.state != PickNumber && dump(append([]State{}, w.s.History...)) != dump(append([]State{}, history...)) {
				t.Errorf("history %v, was %v", w.s.History, history)
			}
		})
	}
}

func TestTokenDiesBesideTheOperator(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Connected, fresh(connected)))
	w.hand(SubscribeAsked{}).in(Connected, SubscribeApp{wabaID})
	w.world(tokenDead(api.GetSubscribed)).in(Connect).idle()

	s := at(PickNumber, fresh())
	s.List.Listed, s.List.Listing = false, true
	w = walkFrom(t, s)
	w.hand(NumberPicked{firstID}).world(tokenDead(api.ListNumbers)).in(Connect).idle()
	if w.s.List.Listing {
		t.Error("a list is still loading")
	}
}

func TestTokenDiesWhileSettling(t *testing.T) {
	t.Parallel()
	w := walkFrom(t, at(Review, fresh(verified)))
	w.hand(RegisterAsked{}).world(noAnswer(api.Register)).world(tokenDead(api.GetNumber)).in(Connect)
	w.hand(AccountGiven{Token: pin("EAAG-other"), Account: wabaID}).world(opened()).in(Review, ReadFacts{firstID})
	w.world(FactsRead{fresh(connected), settings("")}).in(Connected, ReadNumber{firstID, true})
	if w.s.Notice != NoticeSettled {
		t.Errorf("notice %q", w.s.Notice)
	}
}

func TestAnotherAccountStartsAnew(t *testing.T) {
	t.Parallel()
	s := at(Review, fresh(verified))
	s.Checks.Answers = goodAnswers()
	w := walkFrom(t, s).hand(ReloadAsked{}).world(tokenDead(api.GetNumber)).in(Connect)
	e := opened()
	e.Target.Account, e.Account.ID, e.Token.Granular = "104820560913399", "104820560913399", nil
	w.hand(AccountGiven{Token: pin("EAAG-other"), Account: e.Account.ID}).world(e).in(PickNumber, ReadNumbers{Account: e.Account.ID, After: ""})
	if w.s.Number.ID != "" || len(w.s.Checks.Answers) != 0 || !w.s.PIN.Value.Empty() || w.s.Return != "" {
		t.Error("what belongs to the other account is kept")
	}
}

func TestUselessTokens(t *testing.T) {
	t.Parallel()
	scope, other, fault := opened(), opened(), opened()
	scope.Token.Scopes = []api.Scope{api.ScopeManagement}
	other.Token.Granular = []api.GranularScope{{Scope: api.ScopeManagement, Targets: []string{"1"}}}
	fault.Token.Valid, fault.Token.Fault = false, &api.TokenFault{Code: 190, Subcode: 463}
	for id, e := range map[AdviceID]AccountOpened{AdviseScopes: scope, AdviseOtherAccount: other, AdviseTokenExpired: fault} {
		w := walkFrom(t, at(Connect, fresh())).world(e).in(Connect).idle().card(id, ActDismiss)
		if id == AdviseScopes && (len(w.s.Problem.Missing) != 1 || w.s.Problem.Missing[0] != api.ScopeMessaging) {
			t.Errorf("missing %v", w.s.Problem.Missing)
		}
		if id == AdviseTokenExpired && (w.s.Problem.Said == nil || w.s.Problem.Said.Subcode != 463) {
			t.Errorf("said %v", w.s.Problem.Said)
		}
	}
}

func TestPermissionCardGoesToConnectAndBack(t *testing.T) {
	t.Parallel()
	untold := at(CodeMethod, fresh())
	untold.Token = api.TokenInfo{} // else it is known that the scopes are there
	w := walkFrom(t, untold)
	w.hand(CodeAsked{api.SMS, "en"}).world(refusal(api.RequestCode, 10, 0, message("Permission Denied"))).in(CodeMethod).card(AdvisePermission, ActGo)
	w.hand(AdviceTaken{}).in(Connect).hand(AccountGiven{Token: pin("EAAG-other"), Account: wabaID}).world(opened()).in(CodeMethod, ReadNumber{ID: firstID})
	w.world(NumberRead{fresh()}).hand(BackAsked{}).in(Eligibility)

	// At the door there is nowhere to come back to, whatever was open before.
	w = walkFrom(t, at(PickNumber, fresh())).hand(BackAsked{}).in(Connect)
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID}).world(tokenDead(api.DebugToken)).in(Connect)
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID}).world(opened()).in(PickNumber, ReadNumbers{Account: wabaID, After: ""})
	w = walkFrom(t, at(Connect, fresh()))
	w.hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID}).world(refusal(api.GetAccount, 200, 0, status(403))).card(AdvisePermission, ActDismiss)
	w.hand(AdviceTaken{}).in(Connect).hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID}).world(opened()).in(PickNumber, ReadNumbers{Account: wabaID, After: ""})
}

func TestRemarksOnAToken(t *testing.T) {
	t.Parallel()
	const saved, unsaved = 1, 2
	for name, c := range map[string]struct {
		kind   string
		left   time.Duration // 0 for ever
		served api.Version
		kept   int
		want   Notice
	}{
		"lasts":                     {"SYSTEM_USER", 0, "v24.0", 0, ""},
		"lasts a day":               {"SYSTEM_USER", tokenSoon, "v24.0", 0, ""},
		"not a day":                 {"SYSTEM_USER", tokenSoon - time.Second, "v24.0", 0, NoticeTokenEnds},
		"ten minutes":               {"SYSTEM_USER", 10 * time.Minute, "v23.0", 0, NoticeTokenEnds},
		"a person's":                {"USER", 0, "v24.0", 0, NoticePersonal},
		"a person's for weeks":      {"user", 60 * 24 * time.Hour, "v24.0", 0, NoticePersonal},
		"a person's, for an hour":   {"USER", time.Hour, "v23.0", 0, NoticePersonalEnds},
		"a person's, old version":   {"USER", 0, "v23.0", 0, NoticeOtherVersion},
		"kept":                      {"SYSTEM_USER", 0, "v24.0", saved, NoticeTokenSaved},
		"kept, a person's":          {"USER", 0, "v24.0", saved, NoticePersonal},
		"kept, for an hour":         {"SYSTEM_USER", time.Hour, "v24.0", saved, NoticeTokenEnds},
		"not kept, a person's":      {"USER", 0, "v24.0", unsaved, NoticeNotSaved},
		"not kept, for ten minutes": {"USER", 10 * time.Minute, "v24.0", unsaved, NoticePersonalEnds},
	} {
		e := opened()
		e.Token.Kind, e.Served = c.kind, c.served
		if c.left > 0 {
			e.Token.ExpiresAt = t0.Add(c.left).Unix()
		}
		w := walkFrom(t, at(Connect, fresh())).hand(AccountGiven{Token: pin("EAAG-token"), Account: wabaID, Remember: c.kept > 0}).world(e)
		if c.kept > 0 {
			var err error
			if c.kept == unsaved {
				err = errors.New("locked")
			}
			w.world(TokenSaved{err})
		}
		if w.s.Notice != c.want {
			t.Errorf("%s: notice %q, want %q", name, w.s.Notice, c.want)
		}
	}

	soon := opened()
	soon.Token.ExpiresAt = t0.Add(time.Hour).Unix()
	w := walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"}).world(tokenDead(api.RequestCode))
	w.hand(AccountGiven{Token: pin("EAAG-other"), Account: wabaID}).world(soon)
	if w.s.State != CodeMethod || w.s.Notice != NoticeTokenEnds {
		t.Errorf("on the way: notice %q", w.s.Notice)
	}
	w = walkFrom(t, at(Remedy, fresh()))
	w.s.Checks.Remedy = "raise_cap"
	if w.hand(RemedyDone{}).world(soon); w.s.Notice == NoticeTokenEnds {
		t.Error("the account was read again for something else")
	}
}
