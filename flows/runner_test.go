package flows

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// puppet is an API that says what a test wants and remembers whether it was let
// go of.
type puppet struct {
	API
	account api.WABAID
	gate    chan struct{} // holds the account up; nil for none
	valid   bool
	fail    error
	pages   []api.NumbersPage
	lists   int
	closed  int
}

func (*puppet) Version() api.Version { return "v24.0" }
func (*puppet) Served() api.Version  { return "v24.0" }
func (p *puppet) Close()             { p.closed++ }
func (p *puppet) DebugToken(ctx) (api.TokenInfo, error) {
	return api.TokenInfo{Valid: p.valid, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging}}, nil
}
func (p *puppet) Account(_ ctx, id api.WABAID) (api.Account, error) {
	if p.gate != nil {
		<-p.gate
	}
	return api.Account{ID: id}, p.fail
}
func (p *puppet) Number(c ctx, id api.PhoneNumberID, _ ...api.Field) (api.Number, error) {
	return api.Number{ID: id, Name: string(p.account)}, c.Err()
}
func (p *puppet) NumbersPage(_ ctx, _ api.WABAID, q api.NumbersQuery) (api.NumbersPage, error) {
	p.lists++
	return p.pages[min(p.lists, len(p.pages))-1], p.fail
}

// vault is a keyring in memory.
type vault struct {
	mu     sync.Mutex
	tokens map[api.WABAID]api.Secret
	fail   error
}

func (v *vault) Saved(ctx) ([]SavedAccount, error) {
	var all []SavedAccount
	for id := range v.tokens {
		all = append(all, SavedAccount{ID: id})
	}
	return all, v.fail
}
func (v *vault) Token(_ ctx, id api.WABAID) (api.Secret, error) { return v.tokens[id], v.fail }
func (v *vault) Save(c ctx, a SavedAccount, token api.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tokens[a.ID] = token
	return errors.Join(v.fail, c.Err())
}

func TestRunnerKeepsTheLatestAccount(t *testing.T) {
	t.Parallel()
	slow := &puppet{account: "slow", valid: true, gate: make(chan struct{})}
	quick := &puppet{account: "quick", valid: true}
	r := &Runner{Dial: func(target Target) (API, error) {
		if target.Account == "1" {
			return slow, nil
		}
		return quick, nil
	}}
	given := make(chan Input)
	go func() { given <- r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: "1"}}, Generation: 1}) }()
	if in := r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: "2"}}, Generation: 2}); in.Event.Kind() != KAccountOpened || in.Generation != 2 {
		t.Fatalf("answer %+v", in)
	}
	close(slow.gate)
	<-given
	if in := r.Do(t.Context(), Command{Effect: ReadNumber{ID: firstID}, Generation: 2}); in.Event.(NumberRead).Number.Name != "quick" {
		t.Error("an account that was given up took the place of the one that is open")
	}
	r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: "2"}}, Generation: 3})
	if slow.closed != 0 || quick.closed != 0 {
		t.Error("a connection was let go of that clients may share")
	}
}

func TestRunnerOpensNothingWithABadToken(t *testing.T) {
	t.Parallel()
	p := &puppet{}
	r := &Runner{Dial: func(Target) (API, error) { return p, nil }}
	in := r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: wabaID}}, Generation: 1})
	if e, ok := in.Event.(AccountOpened); !ok || e.Token.Valid || e.Account.ID != "" || p.closed != 0 {
		t.Errorf("answer %+v, closed %d times", in.Event, p.closed)
	}
	if in := r.Do(t.Context(), Command{Effect: ReadNumber{ID: firstID}, Generation: 1}); in.Event.Kind() != KFailed {
		t.Errorf("answer %+v", in.Event)
	}
	p.valid, p.fail = true, errors.New("no")
	if in := r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: wabaID}}, Generation: 1}); in.Event.(Failed).Call != api.GetAccount {
		t.Errorf("answer %+v", in.Event)
	}
	r.Dial = func(Target) (API, error) { return nil, api.ErrInsecureURL }
	if in := r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: wabaID}}, Generation: 1}); !errors.Is(in.Event.(Failed).Err, api.ErrInsecureURL) {
		t.Errorf("answer %+v", in.Event)
	}
}

func TestRunnerAndTheKeyring(t *testing.T) {
	t.Parallel()
	v := &vault{tokens: map[api.WABAID]api.Secret{wabaID: pin("EAAG-kept")}}
	var dialled Target
	r := &Runner{Keyring: v, Dial: func(target Target) (API, error) { dialled = target; return &puppet{valid: true}, nil }}
	if in := r.Do(t.Context(), Command{Effect: ListSaved{}, Generation: 1}); len(in.Event.(SavedListed).Accounts) != 1 {
		t.Errorf("answer %+v", in.Event)
	}
	in := r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: wabaID, Saved: true}}, Generation: 1})
	if in.Event.Kind() != KAccountOpened || dialled.Token.Reveal() != "EAAG-kept" {
		t.Errorf("answer %+v with token %q", in.Event, dialled.Token.Reveal())
	}
	over, end := context.WithCancel(t.Context())
	end()
	delete(v.tokens, wabaID)
	if in := r.Do(over, Command{Effect: SaveToken{api.Account{ID: wabaID}}, Generation: 1}); in.Event.(TokenSaved).Err != nil || v.tokens[wabaID].Reveal() != "EAAG-kept" {
		t.Errorf("the operator going on cut saving short: %v", in.Event)
	}
	v.fail = errors.New("locked")
	if in := r.Do(t.Context(), Command{Effect: SaveToken{api.Account{ID: wabaID}}, Generation: 1}); in.Event.(TokenSaved).Err == nil {
		t.Error("the keyring's no is lost")
	}
	if in := r.Do(t.Context(), Command{Effect: ListSaved{}, Generation: 1}); in.Event.(SavedListed).Accounts != nil {
		t.Errorf("answer %+v", in.Event)
	}
	if in := r.Do(t.Context(), Command{Effect: OpenAccount{Target{Account: wabaID, Saved: true}}, Generation: 1}); in.Event.Kind() != KFailed {
		t.Errorf("answer %+v", in.Event)
	}
	r.Keyring = nil
	for _, e := range []Effect{ListSaved{}, SaveToken{}, OpenAccount{Target{Saved: true}}, OpenSandbox{}} {
		in := r.Do(t.Context(), Command{Effect: e, Generation: 1})
		saved, isSaved := in.Event.(TokenSaved)
		if in.Event.Kind() != KFailed && in.Event.Kind() != KSavedListed && (!isSaved || saved.Err == nil) {
			t.Errorf("%T without a keyring: %+v", e, in.Event)
		}
	}
}

func TestRunnerWaits(t *testing.T) {
	t.Parallel()
	r := &Runner{Now: func() time.Time { return t0 }}
	if in := r.Do(t.Context(), Command{Effect: Poll{time.Millisecond}, Generation: 4}); in.Event.Kind() != KPollDue || in.Generation != 4 || !in.At.Equal(t0) {
		t.Errorf("answer %+v", in)
	}
	over, end := context.WithCancel(t.Context())
	end()
	if in := r.Do(over, Command{Effect: Poll{time.Hour}, Generation: 4}); in.Event.Kind() != KFailed {
		t.Errorf("answer %+v", in)
	}
	if in := (&Runner{}).Do(t.Context(), Command{Effect: Poll{}, Generation: 1}); time.Since(in.At) > time.Minute {
		t.Errorf("the clock says %s", in.At)
	}
}

func TestFindingAnAddedNumber(t *testing.T) {
	t.Parallel()
	typed := samples(KNumberTyped)[0].(NumberTyped)
	lost := errors.New("lost")
	other, mine := api.NumbersPage{Numbers: []api.Number{fresh(), {ID: "1"}}, Next: "two"}, api.NumbersPage{Numbers: []api.Number{fresh(another)}}
	for name, c := range map[string]struct {
		p     *puppet
		want  Kind
		lists int
	}{
		"second page": {&puppet{pages: []api.NumbersPage{other, mine}}, KNumberAdded, 2},
		"not there":   {&puppet{pages: []api.NumbersPage{other, {}}}, KFailed, 2},
		"circle":      {&puppet{pages: []api.NumbersPage{other}}, KFailed, 2},
		"cannot look": {&puppet{pages: []api.NumbersPage{other}, fail: lost}, KFailed, 1},
	} {
		e, err := findNumber(t.Context(), c.p, FindNumber{wabaID, typed.Phone, lost})
		if (c.want == KFailed) != (err != nil) || c.p.lists != c.lists || err == nil && e != Event(NumberAdded{otherID}) {
			t.Errorf("%s: %v, %v after %d lists", name, e, err, c.p.lists)
		}
	}
}

// TestEveryEffectIsCarriedOut knows no effect that the runner does not know.
func TestEveryEffectIsCarriedOut(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	id := d.sim.Info().Numbers[0]
	waba := d.sim.Info().WABA
	phone := samples(KNumberTyped)[0].(NumberTyped)
	target, err := d.runner.Sandbox(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]bool{}
	for _, e := range []Effect{
		OpenSandbox{}, ListSaved{}, OpenAccount{target}, SaveToken{}, ReadNumbers{Account: waba}, CreateNumber{waba, newNumber(phone)},
		FindNumber{Account: waba, Phone: phone.Phone}, ReadNumber{ID: id}, SendCode{id, api.SMS, "en"}, HandInCode{id, pin("000000")}, ReplacePINOf{id, pin("493027")},
		ReadSettings{id}, SetRegion{id, "SG"}, SetIdentity{id, true}, ReadFacts{id}, ReadBack{id}, RegisterNumber{id, api.Registration{PIN: pin("493027")}}, DeregisterNumber{id},
		TakeOff{id}, SetStorage{id, api.Unkept()}, ReadApps{waba, id}, SubscribeApp{waba}, SendTest{id, api.Message{To: "+85261230142", Text: "Hello"}}, Poll{}, AskName{id, "Lotus Bread"}, ReadProfile{id}, SaveProfile{id, api.ProfileChange{About: new("Bread")}},
		OpenJournal{Number: id}, JournalState{id, Review}, CloseJournal{id, "connected"}, JournalLock{Counter{id, api.Register}, t0}, SkipJournal{}, ListUnfinished{},
		ReadPool{Business: poolOwner}, AddPooled{poolOwner, phone.Phone}, FindPooled{Business: poolOwner, Phone: phone.Phone}, ReadPooled{readyID},
		SendPoolCode{readyID, api.SMS, "en"}, HandInPoolCode{readyID, pin("000000")},
		PlayStep{eligibility.RemedyLeaveApp, "confirm", id, ""}, LetPass{time.Minute}, Examine{target},
	} {
		in := d.runner.Do(t.Context(), Command{Effect: e, Generation: 1})
		failed, isFailed := in.Event.(Failed)
		var said *api.Error
		if isFailed && !errors.As(failed.Err, &said) || !isFailed && in.Event.Kind() != e.answer() || !ends(e, in.Event) {
			t.Errorf("%T is answered by %+v", e, in.Event)
		}
		done[reflect.TypeOf(e).Name()] = true
	}
	for _, name := range effects(t) {
		if !done[name] {
			t.Errorf("%s is not tried", name)
		}
	}
}
