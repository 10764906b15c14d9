package cli

import (
	"context"
	"sync"
	"time"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/flows"
	"dialtone/flows/run"
)

// graphOptions say where calls go, and how.
func (p *program) graphOptions(o *options) (api.Options, error) {
	version, err := api.ParseVersion(o.graphVersion)
	if err != nil {
		return api.Options{}, p.usage("usage.version", "Value", quotable(o.graphVersion))
	}
	graph := api.Options{BaseURL: o.graphURL, Version: version, Timeout: o.timeout}
	if p.debug != nil {
		graph.Trace = p.debug.call
	}
	if _, err := api.New(graph); err != nil {
		return graph, p.usage("usage.graph_url", "Reason", err.Error())
	}
	// A simulator plays an ended version; Meta would answer with another one.
	sandbox := o.sandbox || o.scenario != "" || api.IsLocal(o.graphURL)
	if version.Major() < api.OldestVersion.Major() && !sandbox {
		return graph, p.usage("usage.version_ended", "Value", version, "Oldest", api.OldestVersion)
	}
	if o.timeout <= 0 {
		return graph, p.usage("usage.timeout")
	}
	if o.sandbox || o.scenario != "" { // it has an app of its own
		return graph, nil
	}
	graph.AppSecret, err = p.envAppSecret()
	return graph, err
}

// target is the account that the options name, or one of the sandbox, and how calls
// get there.
func (p *program) target(ctx context.Context, o *options) (flows.Target, api.Options, error) {
	f, _, err := p.flowOptions(o)
	if err != nil {
		return flows.Target{}, api.Options{}, err
	}
	graph, err := p.graphOptions(o)
	target := flows.Target{BaseURL: o.graphURL, Token: f.Token, Account: f.Account}
	if err == nil && f.Sandbox {
		simulated := &sandbox{ctx: ctx}
		target, err = simulated.open(ctx, f.Scenario)
		graph.AppSecret = simulated.appSecret()
	} else if err == nil {
		graph.AppSecret = appSecretOf(ctx, graph.AppSecret, target)
	}
	graph.BaseURL, graph.Token = target.BaseURL, target.Token
	return target, graph, err
}

// tokenOf is the token for a target: the given one, or the one that the keyring has for its
// account.
func tokenOf(ctx context.Context, t flows.Target) api.Secret {
	if !t.Token.Empty() || t.Account == "" {
		return t.Token
	}
	token, err := (keyring{patient: credentials.Keyring{Limit: unlockTime}}).Token(ctx, t.Account)
	if err != nil { // whoever needs one says that there is none
		return api.Secret{}
	}
	return token
}

// newRunner makes a runner that calls Graph and knows keyring and journal.
func newRunner(o *options, d *dialer) *run.Runner {
	return &run.Runner{
		Dial: d.dial, BaseURL: o.graphURL, LookAtJournal: lookAt(o.journal),
		Keyring: keyring{quick: credentials.Keyring{}, patient: credentials.Keyring{Limit: unlockTime}},
	}
}

// dialer makes clients. Those that go to the same address share one connection.
type dialer struct {
	options  api.Options
	secretOf func(flows.Target) api.Secret // finds the app secret; nil where the options have it
	mu       sync.Mutex
	last     *api.Client
	base     string
}

func (d *dialer) dial(t flows.Target) (run.API, error) {
	o := d.options
	o.Token = t.Token
	if d.secretOf != nil {
		o.AppSecret = d.secretOf(t)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if t.BaseURL != "" {
		o.BaseURL = t.BaseURL
	}
	if d.last != nil && d.base == o.BaseURL {
		d.last = d.last.WithToken(t.Token).WithAppSecret(o.AppSecret)
		return d.last, nil
	}
	client, err := api.New(o)
	if err != nil {
		return nil, err
	}
	if d.last != nil { // nothing goes to the old address any more
		d.last.Close()
	}
	d.last, d.base = client, o.BaseURL
	return client, nil
}

// warm opens a connection to where calls go that no sandbox answers.
func (d *dialer) warm(ctx context.Context) {
	client, err := d.dial(flows.Target{})
	if own, is := client.(*api.Client); err == nil && is {
		own.Warm(ctx)
	}
}

// unlockTime is how long a keyring may take when a person has to type a
// password into its dialog.
const unlockTime = time.Minute

// keyring keeps tokens in the keyring of the operating system. The list of accounts
// is read with little patience, since nobody asked for it; a token is read and
// saved with much, since the operator did.
type keyring struct{ quick, patient credentials.Store }

func (k keyring) Saved(ctx context.Context) ([]flows.SavedAccount, error) {
	accounts, err := k.quick.Accounts(ctx)
	saved := make([]flows.SavedAccount, len(accounts))
	for i, a := range accounts {
		saved[i] = flows.SavedAccount{ID: api.WABAID(a.ID), Name: api.MaskPhones(api.Clean(a.Name))}
	}
	return saved, err
}

func (k keyring) Token(ctx context.Context, id api.WABAID) (api.Secret, error) {
	token, err := k.patient.Token(ctx, string(id))
	return api.NewSecret(token), err
}

func (k keyring) Save(ctx context.Context, a flows.SavedAccount, token api.Secret) error {
	return k.patient.Save(ctx, credentials.Account{ID: string(a.ID), Name: api.MaskPhones(a.Name)}, token.Reveal())
}
