package flows

import (
	"errors"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// t0 is when every test begins.
var t0 = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const (
	wabaID  = api.WABAID("104820560913301")
	firstID = api.PhoneNumberID("106540352242922")
	otherID = api.PhoneNumberID("106540352242923")
)

func pin(text string) api.Secret { return api.NewSecret(text) }

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

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

func verified(n *api.Number)  { n.Verification = api.Verified }
func expired(n *api.Number)   { n.Verification = api.VerificationExpired }
func banned(n *api.Number)    { n.Status = api.StatusBanned }
func deleted(n *api.Number)   { n.Status = api.StatusDeleted }
func onPremise(n *api.Number) { verified(n); n.Platform = api.PlatformOnPremise }
func halfway(n *api.Number) { // its sharing is not finished
	n.Platform, n.Verification = api.PlatformOnPremise, api.NotVerified
}
func hasPIN(n *api.Number)  { n.PINEnabled = yes() }
func another(n *api.Number) { n.ID, n.Display = otherID, "+852 6123 0142" }
func shared(n *api.Number)  { connected(n); n.OnBusinessApp = true }
func takenOff(n *api.Number) {
	connected(n)
	n.Status, n.Platform = api.StatusDisconnected, api.PlatformNotApplicable
}
func connected(n *api.Number) {
	n.Status, n.Platform, n.Verification, n.PINEnabled = api.StatusConnected, api.PlatformCloud, api.Verified, yes()
}

func settings(region api.Region) api.Settings {
	s := api.InRegion(region)
	return api.Settings{Storage: &s}
}

// opened is an account that this token is good for.
func opened() AccountOpened {
	return AccountOpened{
		Target: Target{Token: pin("EAAG-token"), Account: wabaID},
		Token: api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging},
			Granular: []api.GranularScope{{Scope: api.ScopeManagement, Targets: []string{string(wabaID)}}}},
		Account: api.Account{ID: wabaID, Name: "Lotus", Review: "APPROVED", Verification: "verified", Limit: "TIER_250"},
		Asked:   "v24.0", Served: "v24.0",
	}
}

// at is a session in a state as an ordinary run reaches it, with nothing under
// way.
func at(state State, n api.Number) Session {
	s := Start(Options{})
	e := opened()
	s.State, s.Generation, s.Job = state, 7, s.jobIn(state)
	s.Saved = []SavedAccount{{ID: wabaID, Name: "Lotus"}}
	if state != Connect {
		s.Target, s.Token, s.Account, s.AskedVersion, s.ServedVersion = e.Target, e.Token, e.Account, e.Asked, e.Served
		s.List.Pages, s.List.Listed = []Page{PageOf(n, fresh(another))}, true
		s.History = []State{Connect}
	}
	switch state {
	case Connect:
		return s
	case PickNumber:
		return s
	case AddNumber:
		s.History = []State{Connect, PickNumber}
		return s
	}
	if s.Job.Alone() {
		return s
	}
	if inPool(state) {
		return atPoolIn(s)
	}
	s.History = []State{Connect, PickNumber}
	s.store(n, t0)
	switch state {
	case Remedy:
		s.Checks.Remedy = eligibility.RemedyLeaveApp
		s.History = append(s.History, Eligibility)
	case CodeMethod:
		s.propose()
		s.History = append(s.History, Eligibility)
	case EnterCode:
		s.propose()
		s.Code.SentAt = t0
		s.History = append(s.History, Eligibility, CodeMethod)
	case ChooseRegion:
		s.PIN.Value, s.PIN.Mode = pin("493027"), NewPIN
		s.History = append(s.History, ChoosePIN)
	case Review, Register:
		s.PIN.Value, s.PIN.Mode = pin("493027"), NewPIN
		s.Settings, s.FactsAt = settings(""), t0
		s.History = append(s.History, ChoosePIN, ChooseRegion)
		if state == Register {
			s.History, s.FactsAt = append(s.History, Review), time.Time{}
		}
	case Connected:
		s.History = []State{PickNumber}
	case Deregister:
		s.Settings, s.FactsAt = settings("SG"), t0
	case MessageSent:
		s.History = append(s.History, TestMessage)
	case ChangeName, RegisterName:
		s.Number.NewName, s.Number.NewNameStatus = "Lotus Bread", api.NameApproved
		if state == RegisterName {
			s.History = append(s.History, ChangeName)
		}
	case EditProfile:
		s.Profile.Now, s.Profile.Read = api.Profile{About: "Fresh", Vertical: "RETAIL"}, true
		s.Profile.Edits.About = new("Fresh from five")
	case MoveRegion:
		s.Settings, s.FactsAt = settings("DE"), t0
	case MovePIN, MovePlan, Moving:
		s.Settings, s.FactsAt = settings("DE"), t0
		s.Move = Move{To: api.InRegion("SG"), Chosen: true}
		s.History = append(s.History, MoveRegion)
		if state == MovePIN {
			break
		}
		s.PIN.Value, s.PIN.Mode = pin("493027"), PresentPIN
		s.History = append(s.History, MovePIN)
		if state == Moving {
			s.Move.Steps, s.Move.sent = []MoveStep{MoveOff, MoveSet, MoveOn}, []MoveStep{MoveOff}
			s.History, s.FactsAt = append(s.History, MovePlan), time.Time{}
		}
	}
	return s
}

// The numbers of the pool in tests.
const (
	poolOwner  = api.BusinessID("220771904456141")
	readyID    = api.PreverifiedID("109430352240101")
	unprovenID = api.PreverifiedID("109430352240103")
)

// pooledNumbers are a verified number, and one that nobody verified yet.
func pooledNumbers() []api.Preverified {
	return []api.Preverified{
		provenLater(api.Preverified{ID: readyID, Phone: "85261230171"}),
		{ID: unprovenID, Phone: "85291230173", Verification: api.Unverified},
	}
}

// provenLater is a number after its verification.
func provenLater(p api.Preverified) api.Preverified {
	p.Verification, p.VerifiedAt, p.Expires = api.Verified, api.Time{Time: t0}, api.Time{Time: t0.AddDate(0, 0, 90)}
	return p
}

// atPoolIn is a session in a state of the pool.
func atPoolIn(s Session) Session {
	s.Token.Scopes = append(s.Token.Scopes, api.ScopeBusiness)
	s.List.Pages, s.List.Listed = nil, false
	s.Pool = NumberPool{Business: poolOwner, Numbers: pooledNumbers(), Listed: true}
	s.History = []State{Connect, Pool}
	switch s.State {
	case Pool:
		s.History = s.History[:1]
	case PoolCode, PoolEnter:
		s.holdPooled(s.Pool.Numbers[1])
	case PoolUse:
		s.holdPooled(s.Pool.Numbers[0])
	}
	if s.State == PoolEnter {
		s.Code.SentAt = t0
		s.History = append(s.History, PoolCode)
	}
	return s
}

// answers that Graph and the network give.
func refusal(call api.Endpoint, code, sub int, change ...func(*api.Error)) Failed {
	e := &api.Error{Call: call, Status: 400, Code: code, Subcode: sub}
	for _, c := range change {
		c(e)
	}
	return Failed{call, e}
}

func status(code int) func(*api.Error)     { return func(e *api.Error) { e.Status = code } }
func details(text string) func(*api.Error) { return func(e *api.Error) { e.Details = text } }
func message(text string) func(*api.Error) { return func(e *api.Error) { e.Message = text } }

func noAnswer(call api.Endpoint) Failed {
	return Failed{call, &api.TransportError{Call: call, Sent: true, Err: errors.New("connection reset")}}
}

func timedOut(call api.Endpoint) Failed {
	return Failed{call, &api.TransportError{Call: call, Sent: true, Timeout: true, Err: errors.New("deadline")}}
}

func offline(call api.Endpoint) Failed {
	return Failed{call, &api.TransportError{Call: call, Err: errors.New("no route to host")}}
}

func unreadable(call api.Endpoint) Failed {
	return Failed{call, &api.TransportError{Call: call, Sent: true, Err: api.ErrUnreadable}}
}

func tokenDead(call api.Endpoint) Failed { return refusal(call, 190, 463, status(401)) }

// walk drives a session and checks every step on the way.
type walk struct {
	t   *testing.T
	m   *Machine
	s   Session
	out []Command // of the last step
	now time.Time
}

func walkFrom(t *testing.T, s Session) *walk {
	t.Helper()
	return &walk{t: t, m: NewMachine(), s: s, now: t0}
}

// hand is the operator, world is an answer to the present question.
func (w *walk) hand(e Event) *walk { w.t.Helper(); return w.step(Input{Event: e, At: w.now}) }
func (w *walk) world(e Event) *walk {
	w.t.Helper()
	return w.step(Input{Event: e, At: w.now, Generation: w.s.Generation})
}

func (w *walk) step(in Input) *walk {
	w.t.Helper()
	w.s, w.out = pureStep(w.t, w.m, w.s, in)
	for _, c := range w.out {
		if c.Generation != w.s.Generation {
			w.t.Errorf("%T asks %d and the session waits for %d", c.Effect, c.Generation, w.s.Generation)
		}
	}
	return w
}

// in checks the state, does the kinds of effects.
func (w *walk) in(want State, effects ...Effect) *walk {
	w.t.Helper()
	if w.s.State != want {
		w.t.Fatalf("in %s, want %s (problem %+v)", w.s.State, want, w.s.Problem)
	}
	if len(effects) != len(w.out) {
		w.t.Fatalf("in %s: effects %v, want %v", want, w.out, effects)
	}
	for i, e := range effects {
		if dump(w.out[i].Effect) != dump(e) {
			w.t.Fatalf("in %s: effect %s, want %s", want, dump(w.out[i].Effect), dump(e))
		}
	}
	return w
}

// card checks which advice is shown, "" for none.
func (w *walk) card(id AdviceID, act Act) *walk {
	w.t.Helper()
	switch {
	case id == "" && w.s.Problem == nil:
	case w.s.Problem == nil:
		w.t.Fatalf("no card, want %s", id)
	case w.s.Problem.Advice.ID != id || w.s.Problem.Advice.Act != act:
		w.t.Fatalf("card %s/%s, want %s/%s", w.s.Problem.Advice.ID, w.s.Problem.Advice.Act, id, act)
	}
	return w
}

func (w *walk) idle() *walk {
	w.t.Helper()
	if w.s.Busy() {
		w.t.Fatalf("waits for %T", w.s.Waiting)
	}
	return w
}

func (w *walk) after(d time.Duration) *walk { w.now = w.now.Add(d); return w }
