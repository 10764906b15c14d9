package run

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/flows/journal"
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

func (*puppet) Served() api.Version { return "v24.0" }

func (p *puppet) Close() { p.closed++ }

func (p *puppet) DebugToken(ctx) (api.TokenInfo, error) {
	if !p.valid {
		return api.TokenInfo{Fault: &api.TokenFault{Code: 190, Subcode: 463}}, nil
	}
	return api.TokenInfo{Valid: true, Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging}}, nil
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

func (v *vault) Saved(ctx) ([]flows.SavedAccount, error) {
	var all []flows.SavedAccount
	for id := range v.tokens {
		all = append(all, flows.SavedAccount{ID: id})
	}
	return all, v.fail
}

func (v *vault) Token(_ ctx, id api.WABAID) (api.Secret, error) { return v.tokens[id], v.fail }

func (v *vault) Save(c ctx, a flows.SavedAccount, token api.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tokens[a.ID] = token
	return errors.Join(v.fail, c.Err())
}

func TestRunnerKeepsTheLatestAccount(t *testing.T) {
	t.Parallel()
	slow := &puppet{account: "slow", valid: true, gate: make(chan struct{})}
	quick := &puppet{account: "quick", valid: true}
	r := &Runner{Dial: func(target flows.Target) (API, error) {
		if target.Account == "1" {
			return slow, nil
		}
		return quick, nil
	}}
	given := make(chan flows.Input)
	go func() {
		given <- r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: "1"}}, Generation: 1})
	}()
	if in := r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: "2"}}, Generation: 2}); nameOf(in.Event) != "AccountOpened" || in.Generation != 2 {
		t.Fatalf("answer %+v", in)
	}
	close(slow.gate)
	<-given
	if in := r.Do(t.Context(), flows.Command{Effect: flows.ReadNumber{ID: firstID}, Generation: 2}); in.Event.(flows.NumberRead).Number.Name != "quick" {
		t.Error("an account that was given up took the place of the one that is open")
	}
	r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: "2"}}, Generation: 3})
	if slow.closed != 0 || quick.closed != 0 {
		t.Error("a connection was let go of that clients may share")
	}
}

func TestRunnerOpensNothingWithABadToken(t *testing.T) {
	t.Parallel()
	p := &puppet{}
	r := &Runner{Dial: func(flows.Target) (API, error) { return p, nil }}
	in := r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: wabaID}}, Generation: 1})
	if e, ok := in.Event.(flows.AccountOpened); !ok || e.Token.Valid || e.Account.ID != "" || p.closed != 0 {
		t.Errorf("answer %+v, closed %d times", in.Event, p.closed)
	}
	if in := r.Do(t.Context(), flows.Command{Effect: flows.ReadNumber{ID: firstID}, Generation: 1}); nameOf(in.Event) != "Failed" {
		t.Errorf("answer %+v", in.Event)
	}
	p.valid, p.fail = true, errors.New("no")
	if in := r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: wabaID}}, Generation: 1}); in.Event.(flows.Failed).Call != api.GetAccount {
		t.Errorf("answer %+v", in.Event)
	}
	r.Dial = func(flows.Target) (API, error) { return nil, api.ErrInsecureURL }
	if in := r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: wabaID}}, Generation: 1}); !errors.Is(in.Event.(flows.Failed).Err, api.ErrInsecureURL) {
		t.Errorf("answer %+v", in.Event)
	}
}

func TestRunnerAndTheKeyring(t *testing.T) {
	t.Parallel()
	v := &vault{tokens: map[api.WABAID]api.Secret{wabaID: pin("EAAG-kept")}}
	var dialled flows.Target
	r := &Runner{Keyring: v, Dial: func(target flows.Target) (API, error) { dialled = target; return &puppet{valid: true}, nil }}
	if in := r.Do(t.Context(), flows.Command{Effect: flows.ListSaved{}, Generation: 1}); len(in.Event.(flows.SavedListed).Accounts) != 1 {
		t.Errorf("answer %+v", in.Event)
	}
	in := r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: wabaID, Saved: true}}, Generation: 1})
	if nameOf(in.Event) != "AccountOpened" || dialled.Token.Reveal() != "EAAG-kept" {
		t.Errorf("answer %+v with token %q", in.Event, dialled.Token.Reveal())
	}
	over, end := context.WithCancel(t.Context())
	end()
	delete(v.tokens, wabaID)
	if in := r.Do(over, flows.Command{Effect: flows.SaveToken{Account: api.Account{ID: wabaID}}, Generation: 1}); in.Event.(flows.TokenSaved).Err != nil || v.tokens[wabaID].Reveal() != "EAAG-kept" {
		t.Errorf("the operator going on cut saving short: %v", in.Event)
	}
	v.fail = errors.New("locked")
	if in := r.Do(t.Context(), flows.Command{Effect: flows.SaveToken{Account: api.Account{ID: wabaID}}, Generation: 1}); in.Event.(flows.TokenSaved).Err == nil {
		t.Error("the keyring's no is lost")
	}
	if in := r.Do(t.Context(), flows.Command{Effect: flows.ListSaved{}, Generation: 1}); in.Event.(flows.SavedListed).Accounts != nil {
		t.Errorf("answer %+v", in.Event)
	}
	if in := r.Do(t.Context(), flows.Command{Effect: flows.OpenAccount{Target: flows.Target{Account: wabaID, Saved: true}}, Generation: 1}); nameOf(in.Event) != "Failed" {
		t.Errorf("answer %+v", in.Event)
	}
	r.Keyring = nil
	for _, e := range []flows.Effect{flows.ListSaved{}, flows.SaveToken{}, flows.OpenAccount{Target: flows.Target{Saved: true}}, flows.OpenSandbox{}} {
		in := r.Do(t.Context(), flows.Command{Effect: e, Generation: 1})
		saved, isSaved := in.Event.(flows.TokenSaved)
		if nameOf(in.Event) != "Failed" && nameOf(in.Event) != "SavedListed" && (!isSaved || saved.Err == nil) {
			t.Errorf("%T without a keyring: %+v", e, in.Event)
		}
	}
}

func TestRunnerWaits(t *testing.T) {
	t.Parallel()
	r := &Runner{Now: func() time.Time { return t0 }}
	if in := r.Do(t.Context(), flows.Command{Effect: flows.Poll{After: time.Millisecond}, Generation: 4}); nameOf(in.Event) != "PollDue" || in.Generation != 4 || !in.At.Equal(t0) {
		t.Errorf("answer %+v", in)
	}
	over, end := context.WithCancel(t.Context())
	end()
	if in := r.Do(over, flows.Command{Effect: flows.Poll{After: time.Hour}, Generation: 4}); nameOf(in.Event) != "Failed" {
		t.Errorf("answer %+v", in)
	}
	if in := (&Runner{}).Do(t.Context(), flows.Command{Effect: flows.Poll{}, Generation: 1}); time.Since(in.At) > time.Minute {
		t.Errorf("the clock says %s", in.At)
	}
}

func TestFindingAnAddedNumber(t *testing.T) {
	t.Parallel()
	phone, err := phone.ParseDisplay("+852 6123 0142")
	if err != nil {
		t.Fatal(err)
	}
	lost := errors.New("lost")
	other, mine := api.NumbersPage{Numbers: []api.Number{fresh(), {ID: "1"}}, Next: "two"}, api.NumbersPage{Numbers: []api.Number{fresh(another)}}
	for name, c := range map[string]struct {
		p     *puppet
		want  string
		lists int
	}{
		"second page": {&puppet{pages: []api.NumbersPage{other, mine}}, "NumberAdded", 2},
		"not there":   {&puppet{pages: []api.NumbersPage{other, {}}}, "Failed", 2},
		"circle":      {&puppet{pages: []api.NumbersPage{other}}, "Failed", 2},
		"cannot look": {&puppet{pages: []api.NumbersPage{other}, fail: lost}, "Failed", 1},
	} {
		e, err := findNumber(t.Context(), c.p, flows.FindNumber{Account: wabaID, Phone: phone, Cause: lost})
		if (c.want == "Failed") != (err != nil) || c.p.lists != c.lists || err == nil && e != flows.Event(flows.NumberAdded{ID: otherID}) {
			t.Errorf("%s: %v, %v after %d lists", name, e, err, c.p.lists)
		}
	}
}

// nameOf is the name of an event's type.
func nameOf(e flows.Event) string { return reflect.TypeOf(e).Name() }

// TestEveryEffectIsCarriedOut knows no effect that the runner does not know.
func TestEveryEffectIsCarriedOut(t *testing.T) {
	t.Parallel()
	d := newDrive(t, "clean-mobile", "")
	id := d.sim.Info().Numbers[0]
	waba := d.sim.Info().WABA
	phone, err := phone.ParseDisplay("+852 6123 0142")
	if err != nil {
		t.Fatal(err)
	}
	target, err := d.runner.Sandbox(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]bool{}
	for _, e := range []flows.Effect{
		flows.OpenSandbox{}, flows.ListSaved{}, flows.OpenAccount{Target: target}, flows.SaveToken{}, flows.ReadNumbers{Account: waba}, flows.CreateNumber{Account: waba, Number: api.NewNumber{CallingCode: "852", National: "61230142", Name: "Lotus Bakery"}},
		flows.FindNumber{Account: waba, Phone: phone}, flows.ReadNumber{ID: id}, flows.SendCode{ID: id, Method: api.SMS, Language: "en"}, flows.HandInCode{ID: id, Code: pin("000000")}, flows.ReplacePINOf{ID: id, PIN: pin("493027")},
		flows.ReadSettings{ID: id}, flows.SetIdentity{ID: id, On: true}, flows.ReadFacts{ID: id}, flows.ReadBack{ID: id}, flows.RegisterNumber{ID: id, Registration: api.Registration{PIN: pin("493027")}}, flows.DeregisterNumber{ID: id},
		flows.TakeOff{ID: id}, flows.SetStorage{ID: id, To: api.Unkept()}, flows.ReadApps{Account: waba, ID: id}, flows.SubscribeApp{Account: waba}, flows.SendTest{ID: id, Message: api.Message{To: "+85261230142", Text: "Hello"}}, flows.Poll{}, flows.AskName{ID: id, Name: "Lotus Bread"}, flows.ReadProfile{ID: id}, flows.SaveProfile{ID: id, Change: api.ProfileChange{About: new("Bread")}},
		flows.OpenJournal{Number: id}, flows.JournalState{Number: id, State: flows.Review}, flows.CloseJournal{Number: id, Outcome: "connected"}, flows.JournalLock{Of: flows.Counter{Number: id, Call: api.Register}, Until: t0}, flows.JournalRefusal{Of: flows.Counter{Number: id, Call: api.Register}, Reason: "shared 100"}, flows.SkipJournal{}, flows.ListUnfinished{},
		flows.ReadPool{Business: poolOwner}, flows.AddPooled{Business: poolOwner, Phone: phone}, flows.FindPooled{Business: poolOwner, Phone: phone}, flows.ReadPooled{ID: readyID},
		flows.SendPoolCode{ID: readyID, Method: api.SMS, Language: "en"}, flows.HandInPoolCode{ID: readyID, Code: pin("000000")},
		flows.PlayStep{Remedy: eligibility.RemedyLeaveApp, Step: "confirm", ID: id, Phone: ""}, flows.LetPass{For: time.Minute}, flows.Examine{Target: target},
	} {
		in := d.runner.Do(t.Context(), flows.Command{Effect: e, Generation: 1})
		failed, isFailed := in.Event.(flows.Failed)
		var said *api.Error
		if isFailed && !errors.As(failed.Err, &said) || !e.Spec().AnsweredBy(in.Event) {
			t.Errorf("%T is answered by %+v", e, in.Event)
		}
		done[reflect.TypeOf(e).Name()] = true
	}
	for _, name := range effectNames(t) {
		if !done[name] {
			t.Errorf("%s is not tried", name)
		}
	}
}

// A look after a write fails: that says nothing of the write, which left.
func TestAWriteBeforeALookThatFailed(t *testing.T) {
	t.Parallel()
	err := afterwards(api.AddNumber, &api.TransportError{Call: api.ListNumbers, Err: context.DeadlineExceeded})
	if flows.NeverLeft(err) || !api.Ambiguous(err) || afterwards(api.AddNumber, nil) != nil {
		t.Errorf("%v", err)
	}
	if dead := afterwards(api.AddNumber, refusal(api.ListNumbers, 190, 0).Err); !api.TokenDead(dead) {
		t.Errorf("%v", dead)
	}
}

// What a gateway says is no word of Graph's: the journal knows nothing of what
// became of the request.
func TestAForeignAnswerSettlesNothing(t *testing.T) {
	t.Parallel()
	for _, call := range []api.Endpoint{api.Register, api.VerifyCode, api.RequestCode, api.AddNumber, api.VerifyPreverifiedCode, api.AddPreverified} {
		for name, err := range foreign(call) {
			want := journal.Unknown
			if name == "proxy" { // which passes nothing on before somebody logs in
				want = journal.NeverLeft
			}
			if api.TokenDead(err) || outcomeOf(call, err) != want {
				t.Errorf("%s, %s: %v settles as %v", call, name, err, outcomeOf(call, err))
			}
		}
	}
}

// The cards are chosen by errors of package flows.
func TestWhatTheJournalSaysIsTranslated(t *testing.T) {
	t.Parallel()
	since, frees := t0.Add(-time.Hour), t0.Add(time.Hour)
	held := &journal.HeldError{Who: "mei@desk2", Since: since}
	spent := &journal.SpentError{Tally: journal.Tally{Frees: frees, Locked: since}}
	open := &journal.OpenError{Reason: journal.ReasonDenied, Path: "journal.db"}
	store := &journal.StoreError{Op: "intend", Reason: journal.ReasonFull}
	for name, c := range map[string]struct {
		err  error
		want error
	}{
		"held":        {held, &flows.HeldError{Who: "mei@desk2", Since: since}},
		"spent":       {spent, &flows.SpentError{Frees: frees, Locked: since}},
		"not opened":  {open, &flows.NoJournalError{Reason: "denied", Path: "journal.db", Err: open}},
		"not stored":  {store, &flows.NoJournalError{Reason: "disk_full", Err: store}},
		"no session":  {journal.ErrNoSession, &flows.NoJournalError{Reason: flows.JournalFailed, Err: journal.ErrNoSession}},
		"finished":    {journal.ErrFinished, &flows.NoJournalError{Reason: flows.JournalFailed, Err: journal.ErrFinished}},
		"no intent":   {journal.ErrNoIntent, &flows.NoJournalError{Reason: flows.JournalFailed, Err: journal.ErrNoIntent}},
		"unsuitable":  {&journal.InvalidError{Field: "name"}, &flows.NoJournalError{Reason: flows.JournalFailed, Err: &journal.InvalidError{Field: "name"}}},
		"settled":     {&journal.SettledError{ID: 1}, &flows.NoJournalError{Reason: flows.JournalFailed, Err: &journal.SettledError{ID: 1}}},
		"unsettled":   {&journal.UnsettledError{}, &flows.NoJournalError{Reason: flows.JournalFailed, Err: &journal.UnsettledError{}}},
		"the network": {context.DeadlineExceeded, context.DeadlineExceeded},
	} {
		if got := translate(c.err); !reflect.DeepEqual(got, c.want) || got.Error() == "" {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	looked := translate(&flows.NotSentError{Err: store})
	var unsent *flows.NotSentError
	if !errors.As(looked, &unsent) || !flows.NeverLeft(looked) {
		t.Errorf("it is no longer known that nothing was sent: %v", looked)
	}
}

// TestEveryEffectIsRegistered knows no effect that nothing carries out.
func TestEveryEffectIsRegistered(t *testing.T) {
	t.Parallel()
	registered := map[string]bool{}
	for of := range effects() {
		registered[of.Name()] = true
	}
	names := effectNames(t)
	for _, name := range names {
		if !registered[name] {
			t.Errorf("nothing carries out %s", name)
		}
	}
	if len(names) != len(registered) {
		t.Errorf("%d effects, and %d are registered", len(names), len(registered))
	}
	in := (&Runner{}).Do(t.Context(), flows.Command{Effect: unheardOf{}})
	if failed, is := in.Event.(flows.Failed); !is || failed.Call != api.GetNumber {
		t.Errorf("an effect that nobody knows is answered by %+v", in.Event)
	}
}

// unheardOf is an effect that is registered nowhere.
type unheardOf struct{ flows.Effect }

func (unheardOf) Spec() flows.Spec { return flows.Spec{Call: api.GetNumber} }

// effectNames are the names of the structs that have a Call method, by the source.
func effectNames(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	var calling []string
	structs := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				_, structs[n.Name.Name] = n.Type.(*ast.StructType)
			case *ast.FuncDecl:
				if n.Name.Name == "Spec" && n.Recv != nil {
					calling = append(calling, types.ExprString(n.Recv.List[0].Type))
				}
			}
			return true
		})
	}
	names := slices.DeleteFunc(calling, func(name string) bool { return !structs[name] })
	if len(names) < 40 {
		t.Fatalf("only %d effects were found", len(names))
	}
	return names
}
