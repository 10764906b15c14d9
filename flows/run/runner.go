package run

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/flows/doctor"
	"dialtone/flows/journal"
)

// Runner carries commands out, one method call each, and answers with inputs.
// It may be used by several goroutines at once.
type Runner struct {
	// Dial makes a client for a target. It opens no connection.
	Dial func(flows.Target) (API, error)
	// Warm opens a connection to where calls go while the operator still types, and returns
	// at once; nil for none.
	Warm func(context.Context)
	// Sandbox starts the simulator with a scenario ("" for the default), or has
	// the one that runs issue a fresh token.
	Sandbox func(ctx context.Context, scenario string) (flows.Target, error)
	// Play has the simulated customer do a step of a remedy, and Pass lets the
	// sandbox's time pass; both nil where there is no sandbox.
	Play func(ctx context.Context, step flows.PlayStep)
	Pass func(ctx context.Context, by time.Duration)
	// Journal opens the journal, or gives the open one; nil for none.
	Journal func(context.Context) (Journal, error)
	// LookAtJournal looks at the journal without making one; nil for none.
	LookAtJournal func(context.Context) (journal.Condition, error)
	// BaseURL is where calls go that no sandbox answers; "" for Meta's own.
	BaseURL string
	// Keyring keeps tokens; nil for none.
	Keyring Keyring
	// Pause waits between two looks; nil for real time.
	Pause func(context.Context, time.Duration) error
	// Now is the clock; nil for [time.Now].
	Now func() time.Time

	once    sync.Once
	effects registry // made once

	mu       sync.Mutex
	api      API
	target   flows.Target // that api was made for
	ask      int          // of the question that api answers
	recorder recorder
}

// Do carries out one command. It never panics on a cancelled context: the answer
// is then a [flows.Failed] that nobody waits for.
func (r *Runner) Do(ctx context.Context, c flows.Command) flows.Input {
	event, err := r.run(ctx, c)
	var overtaken *overtakenError
	switch {
	case errors.As(err, &overtaken):
		event = overtaken.by
	case err != nil:
		event = flows.Failed{Call: c.Effect.Spec().Call, Err: translate(err)}
	}
	return flows.Input{Event: event, At: r.now(), Generation: c.Generation}
}

func (r *Runner) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}

// run finds what carries an effect out, and has it do so.
func (r *Runner) run(ctx context.Context, c flows.Command) (flows.Event, error) {
	r.once.Do(func() { r.effects = effects() })
	do, known := r.effects[reflect.TypeOf(c.Effect)]
	if !known {
		return nil, fmt.Errorf("nothing carries out %T", c.Effect)
	}
	return do(ctx, r, c)
}

func (r *Runner) openSandbox(ctx context.Context, e flows.OpenSandbox) (flows.Event, error) {
	if r.Sandbox == nil {
		return nil, flows.ErrNoSandbox
	}
	target, err := r.Sandbox(ctx, e.Scenario)
	target.Sandbox = true
	return flows.SandboxOpened{Target: target}, err
}

func (r *Runner) playStep(ctx context.Context, e flows.PlayStep) (flows.Event, error) {
	if r.Play != nil {
		r.Play(ctx, e)
	}
	return flows.StepPlayed{}, nil
}

func (r *Runner) letPass(ctx context.Context, e flows.LetPass) (flows.Event, error) {
	if r.Pass != nil {
		r.Pass(ctx, e.For)
	}
	return flows.TimePassed{}, nil
}

// listSaved never fails: without a keyring there are no saved accounts. It comes with the
// account page, so that a connection is opened, too.
func (r *Runner) listSaved(ctx context.Context, _ flows.ListSaved) (flows.Event, error) {
	if r.Warm != nil {
		r.Warm(ctx)
	}
	if r.Keyring == nil {
		return flows.SavedListed{}, nil
	}
	saved, err := r.Keyring.Saved(ctx)
	if err != nil {
		return flows.SavedListed{}, nil
	}
	return flows.SavedListed{Accounts: saved}, nil
}

func (r *Runner) saveToken(ctx context.Context, e flows.SaveToken) flows.Event {
	return flows.TokenSaved{Err: r.keepToken(ctx, e.Account)}
}

// keepToken puts the token that is in use into the keyring.
func (r *Runner) keepToken(ctx context.Context, of api.Account) error {
	if r.Keyring == nil {
		return fmt.Errorf("%w: there is none", flows.ErrKeyring)
	}
	r.mu.Lock()
	token, account := r.target.Token, r.target.Account
	r.mu.Unlock()
	if account != of.ID {
		return errors.New("another account is open by now")
	}
	return r.Keyring.Save(ctx, flows.SavedAccount{ID: of.ID, Name: of.Name}, token)
}

// openAccount asks what the token may do, and for the account, whose answer counts for more.
// Only a token that ended is not tried at all.
func (r *Runner) openAccount(ctx context.Context, c flows.Command, e flows.OpenAccount) (flows.Event, error) {
	t := e.Target
	if t.Saved {
		if r.Keyring == nil {
			return nil, fmt.Errorf("%w: there is none", flows.ErrKeyring)
		}
		token, err := r.Keyring.Token(ctx, t.Account)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", flows.ErrKeyring, err)
		}
		t.Token = token
	}
	client, err := r.dial(t)
	if err != nil {
		return nil, err
	}
	good := false
	defer func() { r.keep(client, t, c.Generation, good) }()
	opened := flows.AccountOpened{Target: t, Asked: client.Version()}
	token, fault := client.DebugToken(ctx)
	opened.Token, opened.Served = token, client.Served()
	switch dead := api.TokenDead(fault); {
	case fault != nil && !dead && !flows.OnlyUnread(fault):
		return nil, fault
	case fault == nil && flows.TokenEnded(token):
		return opened, nil
	}
	if err := readAccount(ctx, client, &opened); err != nil {
		return refusedAccount(ctx, client, opened, fault, err)
	}
	opened.Token, opened.Unread = flows.TokenProven(token, fault, t.Account)
	opened.Served, good = client.Served(), opened.Unread != nil || !flows.UselessToken(opened.Token, t.Account)
	return opened, nil
}

// readAccount reads the account, or sees at least that it shows its numbers.
func readAccount(ctx context.Context, client API, opened *flows.AccountOpened) error {
	id := opened.Target.Account
	account, err := client.Account(ctx, id)
	if err != nil && flows.ShowsNumbers(err, func() error {
		_, err := client.NumbersPage(ctx, id, flows.OneNumber())
		return err
	}) {
		account, opened.AccountUnread, err = api.Account{ID: id}, err, nil
	}
	opened.Account = account
	return err
}

// refusedAccount says why an account was not opened. What Graph said of the token explains
// that its account was refused, and nothing else; fault is how it failed to say it.
func refusedAccount(ctx context.Context, client API, opened flows.AccountOpened, fault, err error) (flows.Event, error) {
	id := opened.Target.Account
	var lost *api.TransportError
	if api.TokenDead(fault) && !flows.TokenRefuted(err) || errors.As(fault, &lost) && errors.As(err, &lost) { // nobody answers at all
		return nil, fault
	}
	if opened.Token.Valid && flows.TokenRefuted(err) && flows.UselessToken(opened.Token, id) {
		if !opened.Token.Reaches(id) {
			opened.Found = FindMeant(ctx, client, opened.Token, id)
		}
		return opened, nil
	}
	unopened := &flows.UnopenedError{Token: opened.Token, Err: err}
	if NotAnAccount(err) {
		unopened.Found = FindMeant(ctx, client, opened.Token, id)
	}
	return nil, unopened
}

// NotAnAccount reports whether Graph says that an id is of another kind, or that it knows
// none such.
func NotAnAccount(err error) bool {
	var said *api.Error
	const unknown, noObject, noAlias = 100, 33, 803
	return errors.As(err, &said) && (said.OtherNode() != "" || said.Code == unknown && said.Subcode == noObject || said.Code == noAlias)
}

// FindMeant looks for what may be meant by an id that is no account of the token's. What
// cannot be read is not found.
func FindMeant(ctx context.Context, client API, token api.TokenInfo, id api.WABAID) flows.Found {
	found := flows.Found{Accounts: flows.Offers(token, id)}
	n, err := client.Number(ctx, api.PhoneNumberID(id), "id", "display_phone_number", "verified_name", "health_status")
	if err != nil {
		return found
	}
	found.Number = n
	found.Account, found.Business = flows.OwnerOf(n)
	return found
}

// dial makes a client, or takes the one with the connection that it has when
// the same target is opened again.
func (r *Runner) dial(t flows.Target) (API, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.api != nil && r.target == t {
		return r.api, nil
	}
	return r.Dial(t)
}

// keep makes a good client the one for further calls, unless a later question
// has its own already. Connections are the dialer's: clients may share one.
func (r *Runner) keep(client API, t flows.Target, ask int, good bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if good && ask >= r.ask {
		r.api, r.target, r.ask = client, t, ask
	}
}

func (r *Runner) poll(ctx context.Context, e flows.Poll) (flows.Event, error) {
	if err := r.pause(ctx, e.After); err != nil {
		return nil, err
	}
	return flows.PollDue{}, nil
}

func (r *Runner) pause(ctx context.Context, d time.Duration) error {
	if r.Pause != nil {
		return r.Pause(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *Runner) examine(ctx context.Context, e flows.Examine) (flows.Event, error) {
	return flows.Examined{Checkups: r.Examine(ctx, e.Target, e.Number).Checkups()}, nil
}

// Examine looks at everything that a job depends on, and changes nothing; number "" for
// none whose messages are asked about.
func (r *Runner) Examine(ctx context.Context, t flows.Target, number api.PhoneNumberID) doctor.Exam {
	examiner := doctor.Examiner{
		Dial:          func(t flows.Target) (doctor.API, error) { return r.dial(t) },
		Place:         r.place,
		LookAtJournal: r.LookAtJournal,
		Now:           r.now,
	}
	if r.Keyring != nil {
		examiner.Keyring = r.Keyring
	}
	return examiner.Examine(ctx, t, number)
}
