package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/flows/run"
	"dialtone/tui"
)

// wizard runs the onboarding in the terminal.
func (p *program) wizard(ctx context.Context, o *wizardOptions) error {
	if err := p.needTerminal(o); err != nil {
		return err
	}
	wish, source, err := p.wish(o)
	if err != nil {
		return err
	}
	graph, err := p.graph(o)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	calls := &ledger{}
	sandbox := &sandbox{ctx: ctx}
	graph.Trace = calls.add
	dialer := &dialer{options: graph}
	screen := &countingTerminal{File: p.stdout}
	runner := &run.Runner{
		Dial: dialer.dial, Sandbox: sandbox.open, Play: sandbox.play, Pass: sandbox.pass, BaseURL: o.graphURL,
		Keyring:       vault{quick: credentials.Keyring{}, patient: credentials.Keyring{Limit: unlockTime}},
		LookAtJournal: lookAt(o.journal),
	}
	if o.journal != noBook {
		book := &book{address: o.journal}
		defer book.close()
		runner.Journal, wish.Recorded = book.open, true
	}
	root := tui.New(tui.Options{
		Machine: flows.NewMachine(),
		Runner:  runner,
		Words:   p.words, Wish: wish, Source: source, Stories: assets.Scenarios(),
		Phone: sandbox.nextText, Calls: calls.all, Forget: calls.forget, Painted: screen.painted.Load, Report: writeReport, Save: saveText,
		Flags: o.elsewhere(), Terminal: p.terminal(o.noColor),
	})
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithOutput(screen), tea.WithEnvironment(environ(p.env))}
	if o.noColor || p.env["NO_COLOR"] != "" {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	err = p.show(guardScreen(root), options...)
	var broken *brokenError
	switch {
	case errors.As(err, &broken):
		return broken
	case errors.Is(err, tea.ErrInterrupted): // a signal; the program ends without telling its model
		root.Interrupt()
	case err != nil:
		return fmt.Errorf("screen: %w", err)
	}
	_, _ = fmt.Fprint(p.stderr, root.Summary())
	if code := root.Outcome().Code(); code != 0 {
		return &exitError{code}
	}
	return nil
}

// graph is where calls go, and how.
func (p *program) graph(o *wizardOptions) (api.Options, error) {
	version, err := api.ParseVersion(o.graphVersion)
	if err != nil {
		return api.Options{}, p.usage("usage.version", "Value", o.graphVersion)
	}
	options := api.Options{BaseURL: o.graphURL, Version: version, Timeout: o.timeout}
	if _, err := api.New(options); err != nil {
		return options, p.usage("usage.graph_url", "Reason", err.Error())
	}
	if o.timeout <= 0 {
		return options, p.usage("usage.timeout")
	}
	return options, nil
}

// needTerminal refuses to begin where nobody could see or answer anything.
func (p *program) needTerminal(o *wizardOptions) error {
	switch {
	case !term.IsTerminal(p.stdout.Fd()):
		return p.usage("usage.no_terminal_out")
	case o.tokenStdin && term.IsTerminal(p.stdin.Fd()):
		return p.usage("usage.token_terminal")
	case !o.tokenStdin && !term.IsTerminal(p.stdin.Fd()):
		return p.usage("usage.no_terminal_in")
	case p.env["TERM"] == "dumb":
		return p.usage("usage.dumb_terminal")
	}
	return nil
}

// countingTerminal counts what is written to the terminal, so that the wizard
// can tell whether a screen has been seen.
type countingTerminal struct {
	*os.File
	painted atomic.Uint64
}

func (t *countingTerminal) Write(b []byte) (int, error) {
	t.painted.Add(1) // before it can be seen, or the fastest finger came too soon
	return t.File.Write(b)
}

// ledger keeps the latest calls for the call inspector.
type ledger struct {
	mu    sync.Mutex
	from  time.Time // earlier ones are not kept
	calls []api.Trace
}

// kept is how many calls the inspector can go back.
const kept = 100

func (l *ledger) add(t api.Trace) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.Start.Before(l.from) {
		return
	}
	l.calls = append(l.calls, t)
	if len(l.calls) > kept {
		l.calls = append([]api.Trace(nil), l.calls[len(l.calls)-kept:]...)
	}
}

// forget drops the calls that began before a moment, those that are still under
// way as well.
func (l *ledger) forget(before time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.from = before
	l.calls = slices.DeleteFunc(l.calls, func(t api.Trace) bool { return t.Start.Before(before) })
}

func (l *ledger) all() []api.Trace {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]api.Trace(nil), l.calls...)
}

// dialer makes clients that share one connection as long as they go to one
// place.
type dialer struct {
	options api.Options
	mu      sync.Mutex
	last    *api.Client
	base    string
}

func (d *dialer) dial(t flows.Target) (run.API, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.options
	o.Token = t.Token
	if t.BaseURL != "" {
		o.BaseURL = t.BaseURL
	}
	if d.last != nil && d.base == o.BaseURL {
		d.last = d.last.WithToken(t.Token)
		return d.last, nil
	}
	client, err := api.New(o)
	if err != nil {
		return nil, err
	}
	if d.last != nil { // nothing goes to the old place any more
		d.last.Close()
	}
	d.last, d.base = client, o.BaseURL
	return client, nil
}

// unlockTime is how long a keyring may take when a person has to type a
// password into its dialog.
const unlockTime = time.Minute

// vault lets the flow keep tokens in the OS keyring. Looking for accounts must
// not hold anybody up; what the operator asked for may.
type vault struct{ quick, patient credentials.Store }

func (v vault) Saved(ctx context.Context) ([]flows.SavedAccount, error) {
	accounts, err := v.quick.Accounts(ctx)
	saved := make([]flows.SavedAccount, len(accounts))
	for i, a := range accounts {
		saved[i] = flows.SavedAccount{ID: api.WABAID(a.ID), Name: api.MaskPhones(api.Clean(a.Name))}
	}
	return saved, err
}

func (v vault) Token(ctx context.Context, id api.WABAID) (api.Secret, error) {
	token, err := v.patient.Token(ctx, string(id))
	return api.NewSecret(token), err
}

func (v vault) Save(ctx context.Context, a flows.SavedAccount, token api.Secret) error {
	return v.patient.Save(ctx, credentials.Account{ID: string(a.ID), Name: api.MaskPhones(a.Name)}, token.Reveal())
}

func environ(env map[string]string) []string {
	list := make([]string, 0, len(env))
	for name, value := range env {
		list = append(list, name+"="+value)
	}
	return list
}
