package flows

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows/journal"
)

// API is what the flows need of the Graph API. [api.Client] is one.
type API interface {
	Version() api.Version
	Served() api.Version
	Clock() api.Clock
	DebugToken(context.Context) (api.TokenInfo, error)
	Account(context.Context, api.WABAID) (api.Account, error)
	NumbersPage(context.Context, api.WABAID, api.NumbersQuery) (api.NumbersPage, error)
	AddNumber(context.Context, api.WABAID, api.NewNumber) (api.PhoneNumberID, error)
	Number(context.Context, api.PhoneNumberID, ...api.Field) (api.Number, error)
	RequestCode(context.Context, api.PhoneNumberID, api.CodeMethod, api.Language) error
	VerifyCode(context.Context, api.PhoneNumberID, api.Secret) error
	Register(context.Context, api.PhoneNumberID, api.Registration) error
	Deregister(context.Context, api.PhoneNumberID) error
	SetPIN(context.Context, api.PhoneNumberID, api.Secret) error
	SetDisplayName(context.Context, api.PhoneNumberID, string) error
	Profile(context.Context, api.PhoneNumberID) (api.Profile, error)
	SetProfile(context.Context, api.PhoneNumberID, api.ProfileChange) error
	Settings(context.Context, api.PhoneNumberID) (api.Settings, error)
	SetStorage(context.Context, api.PhoneNumberID, api.Storage) error
	SetIdentityCheck(context.Context, api.PhoneNumberID, bool) error
	SubscribedApps(context.Context, api.WABAID) ([]api.App, error)
	Subscribe(context.Context, api.WABAID) error
	SendMessage(context.Context, api.PhoneNumberID, api.Message) (api.Sent, error)
	PoolAPI
}

// Keyring is where tokens rest between sessions.
type Keyring interface {
	Saved(context.Context) ([]SavedAccount, error)
	Token(context.Context, api.WABAID) (api.Secret, error)
	Save(context.Context, SavedAccount, api.Secret) error
}

// Runner carries commands out, one method call each, and answers with inputs.
// It may be used by several goroutines at once.
type Runner struct {
	// Dial makes a client for a target. It opens no connection.
	Dial func(Target) (API, error)
	// Sandbox starts the simulator with a scenario ("" for the default), or has
	// the one that runs issue a fresh token.
	Sandbox func(ctx context.Context, scenario string) (Target, error)
	// Play has the simulated customer do a step of a remedy, and Pass lets the
	// sandbox's time pass; both nil where there is no sandbox.
	Play func(ctx context.Context, step PlayStep)
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

	mu       sync.Mutex
	api      API
	target   Target // that api was made for
	ask      int    // of the question that api answers
	recorder recorder
}

// ErrKeyring is wrapped by the failures of a [Keyring].
var ErrKeyring = errors.New("keyring")

// pageSize is Graph's largest page (openapi).
const pageSize = 100

// ErrNoSandbox is the failure of [OpenSandbox] where there is no simulator.
var ErrNoSandbox = errors.New("there is no sandbox in this run")

// Do carries out one command. It never panics on a cancelled context: the answer
// is then a [Failed] that nobody waits for.
func (r *Runner) Do(ctx context.Context, c Command) Input {
	event, err := r.run(ctx, c)
	var overtaken *overtakenError
	switch {
	case errors.As(err, &overtaken):
		event = overtaken.by
	case err != nil:
		event = Failed{Call: c.Effect.Call(), Err: err}
	}
	return Input{Event: event, At: r.now(), Generation: c.Generation}
}

func (r *Runner) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}

func (r *Runner) run(ctx context.Context, c Command) (Event, error) {
	switch e := c.Effect.(type) {
	case OpenSandbox:
		return r.openSandbox(ctx, e)
	case ListSaved:
		return r.listSaved(ctx), nil
	case SaveToken:
		// The operator goes on meanwhile, which ends ctx.
		return TokenSaved{r.saveToken(context.WithoutCancel(ctx), e)}, nil
	case OpenAccount:
		return r.openAccount(ctx, e.Target, c.Generation)
	case OpenJournal, JournalState, CloseJournal, JournalLock, SkipJournal, ListUnfinished:
		return r.writeJournal(ctx, c.Effect), nil
	case PlayStep:
		if r.Play != nil {
			r.Play(ctx, e)
		}
		return StepPlayed{}, nil
	case LetPass:
		if r.Pass != nil {
			r.Pass(ctx, e.For)
		}
		return TimePassed{}, nil
	case Examine:
		return Examined{r.Examine(ctx, e.Target).Checkups()}, nil
	case Poll:
		return r.poll(ctx, e.After)
	}
	r.mu.Lock()
	client := r.api
	r.mu.Unlock()
	if client == nil {
		return nil, errors.New("no account is open")
	}
	if event, is, err := r.callCounted(ctx, client, c); is {
		return event, err
	}
	if event, is, err := callPool(ctx, client, c); is {
		return event, err
	}
	return call(ctx, client, c.Effect)
}

// call carries out the effects that are calls of an open client.
func call(ctx context.Context, client API, e Effect) (Event, error) {
	switch e := e.(type) {
	case ReadNumbers:
		page, err := client.NumbersPage(ctx, e.Account, api.NumbersQuery{
			Fields: api.ListFields(), Limit: pageSize, After: e.After, Order: e.Query.Order, Mode: e.Query.Mode,
		})
		return NumbersListed{page}, err
	case CreateNumber:
		id, err := client.AddNumber(ctx, e.Account, e.Number)
		return NumberAdded{id}, err
	case FindNumber:
		return findNumber(ctx, client, e)
	case ReadNumber:
		fields := api.OnboardingFields()
		if e.Detail {
			fields = api.DetailFields()
		}
		n, err := client.Number(ctx, e.ID, fields...)
		return NumberRead{n}, err
	case ReplacePINOf:
		return PINSet{}, client.SetPIN(ctx, e.ID, e.PIN)
	case ReadSettings:
		s, err := client.Settings(ctx, e.ID)
		return SettingsRead{s}, err
	case SetRegion:
		if err := client.SetStorage(ctx, e.ID, api.InRegion(e.Region)); err != nil {
			return nil, err
		}
		s, err := client.Settings(ctx, e.ID)
		return RegionSet{s}, afterwards(e.Call(), err)
	case SetIdentity:
		return setIdentity(ctx, client, e)
	case ReadFacts:
		n, err := client.Number(ctx, e.ID, api.OnboardingFields()...)
		if err != nil {
			return nil, err
		}
		s, err := client.Settings(ctx, e.ID)
		return FactsRead{n, s}, err
	case ReadBack:
		n, err := client.Number(ctx, e.ID, api.OnboardingFields()...)
		if err != nil {
			return nil, err
		}
		s, err := client.Settings(ctx, e.ID)
		if err != nil {
			return FactsRead{Number: n}, nil
		}
		return FactsRead{n, s}, nil
	case ReadApps:
		apps, err := client.SubscribedApps(ctx, e.Account)
		if err != nil {
			return nil, err
		}
		read := AppsRead{Apps: apps}
		if e.ID == "" {
			return read, nil
		}
		if settings, err := client.Settings(ctx, e.ID); err == nil {
			read.Settings = &settings
		}
		return read, nil
	case SubscribeApp:
		return Subscribed{}, client.Subscribe(ctx, e.Account)
	case SendTest:
		sent, err := client.SendMessage(ctx, e.ID, e.Message)
		return MessageAccepted{sent}, err
	case AskName:
		return NameAsked{}, client.SetDisplayName(ctx, e.ID, e.Name)
	case ReadProfile:
		p, err := client.Profile(ctx, e.ID)
		return ProfileRead{p}, err
	case SaveProfile:
		return ProfileSaved{}, client.SetProfile(ctx, e.ID, e.Change)
	}
	return nil, errors.New("an effect that nobody knows")
}

// afterwards is the failure of a read that was to tell what became of a write: the
// write left, whatever became of the read.
func afterwards(write api.Endpoint, err error) error {
	if err == nil {
		return nil
	}
	return &api.TransportError{Call: write, Sent: true, Err: err}
}

// findNumber walks the account's numbers for one that was just added.
func findNumber(ctx context.Context, client API, e FindNumber) (Event, error) {
	query := api.NumbersQuery{Fields: []api.Field{"id", "display_phone_number"}, Limit: pageSize}
	var walk api.Walk
	for {
		page, err := client.NumbersPage(ctx, e.Account, query)
		if err != nil {
			return nil, afterwards(e.Call(), err)
		}
		for _, n := range page.Numbers {
			if phone, err := eligibility.ParseDisplay(n.Display); err == nil && phone.E164 == e.Phone.E164 && api.IsID(string(n.ID)) {
				return NumberAdded{n.ID}, nil
			}
		}
		if walk, query.After = walk.Numbers(page); query.After == "" {
			return nil, e.Cause
		}
	}
}

func (r *Runner) openSandbox(ctx context.Context, e OpenSandbox) (Event, error) {
	if r.Sandbox == nil {
		return nil, ErrNoSandbox
	}
	target, err := r.Sandbox(ctx, e.Scenario)
	target.Sandbox = true
	return SandboxOpened{target}, err
}

// listSaved never fails: without a keyring there are no saved accounts.
func (r *Runner) listSaved(ctx context.Context) Event {
	if r.Keyring == nil {
		return SavedListed{}
	}
	saved, err := r.Keyring.Saved(ctx)
	if err != nil {
		return SavedListed{}
	}
	return SavedListed{saved}
}

func (r *Runner) saveToken(ctx context.Context, e SaveToken) error {
	if r.Keyring == nil {
		return fmt.Errorf("%w: there is none", ErrKeyring)
	}
	r.mu.Lock()
	token, account := r.target.Token, r.target.Account
	r.mu.Unlock()
	if account != e.Account.ID {
		return errors.New("another account is open by now")
	}
	return r.Keyring.Save(ctx, SavedAccount{e.Account.ID, e.Account.Name}, token)
}

// openAccount checks the token before anything else: one that is no good would
// make every later answer a riddle.
func (r *Runner) openAccount(ctx context.Context, t Target, ask int) (Event, error) {
	if t.Saved {
		if r.Keyring == nil {
			return nil, fmt.Errorf("%w: there is none", ErrKeyring)
		}
		token, err := r.Keyring.Token(ctx, t.Account)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKeyring, err)
		}
		t.Token = token
	}
	client, err := r.dial(t)
	if err != nil {
		return nil, err
	}
	good := false
	defer func() { r.keep(client, t, ask, good) }()
	info, err := client.DebugToken(ctx)
	if err != nil {
		return nil, err
	}
	opened := AccountOpened{Target: t, Token: info, Asked: client.Version(), Served: client.Served()}
	if uselessToken(info, t.Account) {
		return opened, nil
	}
	if opened.Account, err = client.Account(ctx, t.Account); err != nil {
		return nil, err
	}
	opened.Served, good = client.Served(), true
	return opened, nil
}

// dial makes a client, or takes the one with the connection that it has when
// the same target is opened again.
func (r *Runner) dial(t Target) (API, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.api != nil && r.target == t {
		return r.api, nil
	}
	return r.Dial(t)
}

// keep makes a good client the one for further calls, unless a later question
// has its own already. Connections are the dialer's: clients may share one.
func (r *Runner) keep(client API, t Target, ask int, good bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if good && ask >= r.ask {
		r.api, r.target, r.ask = client, t, ask
	}
}

func (r *Runner) poll(ctx context.Context, after time.Duration) (Event, error) {
	if err := r.pause(ctx, after); err != nil {
		return nil, err
	}
	return PollDue{}, nil
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
