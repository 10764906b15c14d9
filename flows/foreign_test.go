package flows

import (
	"errors"
	"strconv"
	"testing"

	"dialtone/api"
)

// foreign are answers that hold no word of Graph's.
func foreign(call api.Endpoint) map[string]error {
	all := map[string]error{}
	for name, e := range map[string]*api.Error{
		"redirect": {Status: 302}, "sign-in page": {Status: 401, Body: "<html>"}, "blocked": {Status: 403, Body: `{"error":"blocked"}`}, "no route": {Status: 404},
		"busy": {Status: 429}, "bad gateway": {Status: 502, Body: "<html>"}, "no code": {Status: 400, Message: "x", TraceID: "A"},
	} {
		e.Call = call
		all[name] = e
	}
	all["success 1"] = unreadable(call).Err
	return all
}

// What a gateway says is no word of Graph's: a call that acts is read back, and
// nobody is sent for another token.
func TestAForeignAnswerIsReadBack(t *testing.T) {
	t.Parallel()
	for call, c := range map[api.Endpoint]struct {
		from  func() *walk
		state State // where it is settled
		look  Effect
	}{
		api.Register:    {func() *walk { return walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}) }, Register, ReadNumber{ID: firstID}},
		api.VerifyCode:  {func() *walk { return walkFrom(t, at(EnterCode, fresh())).hand(CodeTyped{pin("918273")}) }, EnterCode, ReadNumber{ID: firstID}},
		api.RequestCode: {func() *walk { return walkFrom(t, at(CodeMethod, fresh())).hand(CodeAsked{api.SMS, "en"}) }, EnterCode, nil},
		api.AddNumber: {func() *walk {
			return walkFrom(t, at(AddNumber, fresh())).hand(samples("NumberTyped")[0])
		}, AddNumber, FindNumber{}},
		api.VerifyPreverifiedCode: {func() *walk { return walkFrom(t, at(PoolEnter, fresh())).hand(CodeTyped{pin("918273")}) }, PoolEnter, ReadPooled{unprovenID}},
		api.AddPreverified: {func() *walk {
			return walkFrom(t, at(PoolAdd, fresh())).hand(samples("NumberTyped")[0])
		}, PoolAdd, FindPooled{}},
	} {
		for name, err := range foreign(call) {
			if api.TokenDead(err) || !MayHaveWorked(Failed{call, err}, Session{}) {
				t.Errorf("%s, %s: %v proves something", call, name, err)
			}
			w := c.from().world(Failed{call, err})
			var said *api.Error
			if errors.As(err, &said) && call == api.RequestCode && said.Foreign() && said.Status < 500 { // a page of this network: Meta was not reached
				if w.s.State != CodeMethod || w.s.Notice != "" || !w.s.shows(AdviseForeign) {
					t.Errorf("%s, %s: in %s with %+v", call, name, w.s.State, w.s.Problem)
				}
				continue
			}
			if w.s.State != c.state || w.s.Problem != nil && c.look != nil {
				t.Errorf("%s, %s: in %s with %+v", call, name, w.s.State, w.s.Problem)
			}
			if c.look != nil && (len(w.out) != 1 || w.out[0].Effect.Spec().Call != c.look.Spec().Call || !w.out[0].Effect.Spec().Reads) {
				t.Errorf("%s, %s: looks by %v", call, name, w.out)
			}
			if c.look == nil && w.s.Notice != NoticeCodeMayCome {
				t.Errorf("%s, %s: notice %q", call, name, w.s.Notice)
			}
		}
	}
}

// The card of such an answer does not put it into Meta's mouth.
func TestAForeignAnswerIsNotMetas(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.Register, api.SetPIN, api.SetSettings, api.SetSubscribed, api.GetNumber, api.ListNumbers, api.SetDisplayName, api.SendMessage} {
		for name, err := range foreign(call) {
			s := at(Review, fresh(verified))
			s.fail(Failed{call, err}, t0)
			p := s.Problem
			said, answered := err.(*api.Error)
			want, answer := AdviseForeign, ""
			switch {
			case !answered, name == "no code":
				want = AdviseUnreadable
			default:
				answer = "HTTP " + strconv.Itoa(said.Status)
			}
			if p.Advice.ID != want || p.Advice.Denied() || p.Answered != answer || name != "no code" && p.Said != nil {
				t.Errorf("%s, %s: card %+v", call, name, p)
			}
		}
	}
	// A look that a gateway answers leads to no other token.
	w := walkFrom(t, at(Eligibility, fresh())).hand(ReloadAsked{}).world(Failed{api.GetNumber, &api.Error{Call: api.GetNumber, Status: 401}})
	w.in(Eligibility).card(AdviseForeign, ActAgain).hand(AdviceTaken{}).in(Eligibility, ReadNumber{ID: firstID})
}

// A proxy that wants a login passes nothing on: nothing is counted, nothing is read back.
func TestAProxyThatWantsALogin(t *testing.T) {
	t.Parallel()
	page := &api.Error{Call: api.Register, Status: 407, Body: "<html><title>407 Proxy &amp; Login\n Required</title></html>"}
	w := walkFrom(t, at(Review, fresh(verified))).hand(RegisterAsked{}).world(Failed{api.Register, page}).in(Review).idle().card(AdviseProxyLogin, ActDismiss)
	if p := w.s.Problem; p.Answered != "HTTP 407, “407 Proxy & Login Required”" || p.Said != nil {
		t.Errorf("the card has %+v", p)
	}
	if used := w.s.Budget.Used(w.s.Counter(api.Register), t0); used != 0 {
		t.Errorf("%d requests are counted", used)
	}
	// The same said while the connection was made.
	w = walkFrom(t, at(Review, fresh(verified))).hand(ReloadAsked{}).world(Failed{api.GetNumber, page})
	w.card(AdviseProxyLogin, ActAgain)
}
