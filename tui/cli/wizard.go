package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui"
)

// wizard runs the wizard in the terminal.
func (p *program) wizard(ctx context.Context, o *options) error {
	if err := p.needTerminal(o); err != nil {
		return err
	}
	flow, source, err := p.flowOptions(o)
	if err != nil {
		return err
	}
	graph, err := p.graphOptions(o)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	calls, sandbox, screen := &callLog{}, &sandbox{ctx: ctx}, newCountingTerminal(p.stdout)
	p.calls = calls
	graph.Trace = func(t api.Trace) {
		calls.add(t)
		p.debug.call(t)
	}
	screen.first = func() { p.debug.note("first frame") }
	given := graph.AppSecret
	dials := &dialer{options: graph, secretOf: func(t flows.Target) api.Secret {
		if t.Sandbox {
			return sandbox.appSecret()
		}
		return appSecretOf(ctx, given, t)
	}}
	runner := newRunner(o, dials)
	runner.Sandbox, runner.Play, runner.Pass = sandbox.open, sandbox.play, sandbox.pass
	if o.journal != noJournal {
		journal := &lazyJournal{address: o.journal}
		defer journal.close()
		runner.Journal, flow.Recorded = journal.get, true
	}
	root := tui.New(tui.Options{
		Machine: flows.NewMachine(), Runner: runner, Words: p.words, Want: flow, Source: source, Stories: assets.Scenarios(),
		Phone: sandbox.nextText, Calls: calls.all, Forget: calls.forget, Painted: screen.painted.Load, Report: p.writeReport, Keep: p.keepReport,
		Save: p.saveText, Flags: o.placeFlags(), Terminal: p.terminal(), Still: o.noMotion, Warm: dials.warm,
		Pause: suspender(), ASCII: p.ascii,
		Entered: func(s flows.State) {
			p.state.Store(string(s))
			p.debug.entered(s)
		},
	})
	settings := []tea.ProgramOption{tea.WithContext(ctx), tea.WithOutput(screen), tea.WithEnvironment(p.colourEnviron())}
	switch err := p.show(guardScreen(root), settings...); {
	case errors.Is(err, tea.ErrInterrupted): // by a signal: the program ends without telling its model
		root.Interrupt()
	case err != nil:
		return err
	}
	_, _ = fmt.Fprint(p.stderr, root.Summary())
	if code := root.Outcome().Code(); code != 0 {
		return &exitError{code}
	}
	return nil
}

// show runs a wizard's screen until it ends, by a key or a signal.
func (p *program) show(model *guarded, options ...tea.ProgramOption) error {
	for _, log := range []string{"TEA_TRACE", "TEA_DEBUG"} { // the library would log every key to a file, and every breakdown
		_ = os.Unsetenv(log)
	}
	in := p.stdin
	if !term.IsTerminal(in.Fd()) {
		tty, _, err := tea.OpenTTY()
		if err != nil {
			return fmt.Errorf("open the terminal: %w", err)
		}
		in = tty
	}
	before, err := term.GetState(in.Fd())
	if err != nil {
		return fmt.Errorf("look at the terminal: %w", err)
	}
	line := &lifeline{screen: p.stdout, keys: in, before: before}
	keyboard := &keyboard{
		File: in,
		quit: func() { line.program.Send(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}) },
		gone: func() { go line.end(tea.QuitMsg{}) }, // not while the terminal is given back or taken again
	}
	line.program = tea.NewProgram(model, append(options, tea.WithInput(keyboard), tea.WithoutSignalHandler())...)
	model.quit = line.program.Quit
	stop, wake := pausing()
	p.signals.hand(line.answer, stop, wake)
	defer p.signals.hand(afterScreen)
	_, err = line.program.Run()
	if where := model.where(); where != "" {
		return p.broke(where)
	}
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	return nil
}

// afterScreen answers a signal while the program says what was done. That the terminal has
// gone can have ended the screen already: the signals that tell it too change nothing.
func afterScreen(sig os.Signal) {
	if stop, wake := pausing(); sig != syscall.SIGHUP && sig != stop && sig != wake {
		exitAt(sig)
	}
}

// needTerminal refuses to begin where nobody could see or answer anything.
func (p *program) needTerminal(o *options) error {
	switch {
	case !term.IsTerminal(p.stdout.Fd()):
		return p.usage("usage.no_terminal_out")
	case !o.tokenStdin && !term.IsTerminal(p.stdin.Fd()):
		return p.usage("usage.no_terminal_in")
	case p.env["TERM"] == "dumb":
		return p.usage("usage.dumb_terminal")
	}
	return p.hiddenToken(o)
}

// hiddenToken refuses to read a token from a terminal, where it would be seen.
func (p *program) hiddenToken(o *options) error {
	if o.tokenStdin && term.IsTerminal(p.stdin.Fd()) {
		return p.usage("usage.token_terminal")
	}
	return nil
}

// countingTerminal counts what is written to the terminal, so that the wizard
// can tell whether a screen has been seen, and writes only what is new on it.
type countingTerminal struct {
	*os.File
	painted  atomic.Uint64
	mu       sync.Mutex // over what stands on the screen
	standing *standing
	first    func() // called when something is written for the first time
}

func newCountingTerminal(f *os.File) *countingTerminal {
	return &countingTerminal{File: f, standing: newStanding()}
}

func (t *countingTerminal) Write(b []byte) (int, error) {
	if t.painted.Add(1) == 1 && t.first != nil { // before the screen can be seen: a key may follow at once
		t.first()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	news := b
	if _, rows, err := term.GetSize(t.Fd()); err == nil {
		news = t.standing.without(b, rows)
	}
	if _, err := t.File.Write(news); err != nil {
		return 0, err
	}
	return len(b), nil
}
