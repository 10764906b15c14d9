// Package tui is the wizard as a person sees it: one screen per state of the
// flow, in one frame, with overlays for help and for the calls just made.
//
// Only [Root] is a Bubble Tea model. It turns what a screen reports into events
// of the flow, the flow's commands into Bubble Tea commands, and their answers
// back into events; it decides nothing itself.
package tui

import (
	"cmp"
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/api/mask"
	"dialtone/flows"
	"dialtone/tui/theme"
	"dialtone/tui/words"
)

// Doer carries out the commands of a flow. [flows.Runner] is one.
type Doer interface {
	Do(context.Context, flows.Command) flows.Input
}

// Options is what the wizard is made of.
type Options struct {
	Machine *flows.Machine
	Runner  Doer
	Words   *words.Words
	Wish    flows.Options
	// Source says where the wished token came from ("env" or "stdin").
	Source string
	// Stories are the scenarios that the sandbox can play; empty hides it.
	Stories []string
	// Phone waits for the next message of the simulated phone; nil for none.
	Phone func(ctx context.Context, after int) (Text, error)
	// Calls returns the calls made so far, oldest first.
	Calls func() []api.Trace
	// Painted counts the frames that reached the terminal; nil when nobody can
	// tell. With it, Enter is heard only for a screen that has been seen.
	Painted func() uint64
	// Forget drops the calls that began before a moment; nil where nobody keeps them.
	Forget func(before time.Time)
	// Report writes the report and returns where it lies.
	Report func(text string) (string, error)
	// Save puts a text into a file named after it and returns where it lies.
	Save func(name, text string) (string, error)
	// Flags are those that a resumed run needs beside account and number, with
	// a leading blank.
	Flags string
	// Terminal looks at the terminal; nil where there is none.
	Terminal func() Terminal
	// Now is the clock; nil for [time.Now].
	Now func() time.Time
}

// themeWait is how long the terminal may take to name its background before
// dark is taken for granted.
const themeWait = 150 * time.Millisecond

// Root is the program's one model.
type Root struct {
	opts    Options
	env     *env
	screens map[flows.State]screen
	over    overlay
	guide   guide
	code    chatCode
	w, h    int
	bg      theme.Background

	asked  int // the question that ctx belongs to
	ctx    context.Context
	stop   context.CancelFunc
	whole  context.Context // ends with the program
	end    context.CancelFunc
	hideAt time.Time
	ticks  bool // a tick is on its way
	seen   uint64
	// undrawn says that View was not asked for it yet: a frame that comes now
	// still shows what was before.
	undrawn bool
	turned  time.Time // when what is to be seen now came up
	due     time.Time // since when it has to be painted
	shownAt time.Time // when it was found painted; zero for not yet
	enter   enterKey
	burst   burst
	still   *tea.View // what stands while a burst comes in
	// ending says that Enter ends the program, ended since when.
	ending bool
	ended  time.Time
	report string // where the report lies
	// cardTop is how far a tall error card is scrolled.
	cardTop  int
	cardTall bool
	copied   *flows.Problem     // the card whose text for support was copied
	shown    bool               // the screen itself shows what is waited for
	trouble  *flows.Problem     // the last one in the present state, put away or not
	phone    context.CancelFunc // stops listening to the simulated phone; nil when nobody listens

	stays    []stay                       // whose calls were made when
	arrived  time.Time                    // when the account page came up last
	worked   map[api.PhoneNumberID]string // masked numbers: their account may be gone by the end
	known    mask.Secrets                 // what this run knows to be secret
	swallows bool                         // what is typed is the rest of a secret that was taken out

	left    bool // the program is ending; what still comes in changes nothing
	outcome Outcome
}

// New returns the wizard before its first frame.
func New(o Options) *Root {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Calls == nil {
		o.Calls = func() []api.Trace { return nil }
	}
	m := &Root{opts: o, enter: enterKey{alone: true}}
	m.whole, m.end = context.WithCancel(context.Background())
	m.env = &env{words: o.Words, style: theme.New(theme.Unknown), s: flows.Start(o.Wish), stories: o.Stories, source: o.Source, now: o.Now(), terminal: o.Terminal}
	m.screens = newScreens()
	m.learn(nil)
	m.renew()
	return m
}

type (
	themeLateMsg struct{}
	tickMsg      struct{}
	revealMsg    struct{} // what is hidden is shown now, or hidden again
	inputMsg     struct{ flows.Input }
	phoneMsg     struct {
		Text
		from string // the simulator that it comes from
	}
	reportMsg struct {
		path string
		err  error
	}
)

// Init implements [tea.Model].
func (m *Root) Init() tea.Cmd {
	return tea.Batch(
		tea.RequestBackgroundColor,
		tea.Tick(themeWait, func(time.Time) tea.Msg { return themeLateMsg{} }),
		m.screens[m.env.s.State].enter(m.env),
		// The flow starts after the first frame is on its way, not before it.
		func() tea.Msg { return inputMsg{flows.Input{Event: flows.Started{}, At: m.opts.Now()}} },
	)
}

// Update implements [tea.Model].
func (m *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.env.now = m.opts.Now()
	m.notice()
	cmd := m.handle(msg)
	m.env.alone = m.enter.alone && m.opts.Painted != nil
	return m, tea.Batch(cmd, m.tick(), m.tickQuiet())
}

func (m *Root) handle(msg tea.Msg) tea.Cmd {
	if m.left { // a call that was cut off is no call that failed
		return nil
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.changed()
		return nil
	case tea.BackgroundColorMsg:
		m.paint(msg.IsDark())
		return m.pass(msg)
	case themeLateMsg:
		if m.bg == theme.Unknown {
			m.paint(true)
		}
		return nil
	case tea.ResumeMsg: // the program steps aside, or is back
		m.env.reveal = false
		return m.pass(revealMsg{})
	case tickMsg:
		m.ticks = false
		m.env.frame++
		if m.env.reveal && !m.env.now.Before(m.hideAt) {
			m.env.reveal = false
			return m.pass(revealMsg{})
		}
		return nil
	case inputMsg:
		return m.input(msg.Input)
	case phoneMsg:
		if msg.from != m.env.s.Target.BaseURL {
			return nil
		}
		m.phone = nil
		m.env.phone = append(m.env.phone, msg.Text)
		m.hear(msg.Text)
		return m.listen()
	case reportMsg:
		m.report = msg.path
		return m.pass(msg)
	case quietMsg:
		return m.quiet()
	case tea.KeyPressMsg:
		return m.typed(msg)
	case tea.PasteMsg:
		before := m.settle() // what came before it
		m.env.reveal = false
		m.enter.alone = m.enter.alone && !m.takesText()
		m.enter.hint = ""
		if len(msg.Content) > longestText {
			msg.Content = strings.ToValidUTF8(msg.Content[:longestText], "")
		}
		msg.Content = lines(msg.Content)
		return tea.Batch(before, m.pass(msg))
	}
	return m.pass(msg)
}

// paint settles the background.
func (m *Root) paint(dark bool) {
	m.bg = theme.Light
	if dark {
		m.bg = theme.Dark
	}
	m.env.style = theme.New(m.bg)
}

func (m *Root) screen() screen { return m.screens[m.env.s.State] }

// do feeds an operator's event to the flow.
func (m *Root) do(e flows.Event) tea.Cmd {
	if e == nil {
		return nil
	}
	return m.input(flows.Input{Event: e, At: m.env.now})
}

// input feeds an event to the flow and starts what it commands.
func (m *Root) input(in flows.Input) tea.Cmd {
	before := m.env.s
	var commands []flows.Command
	m.env.s, commands = m.opts.Machine.Step(m.env.s, in)
	after := m.env.s
	m.meet(before, after)
	m.learn(in.Event)
	if after.Generation != m.asked {
		m.renew()
	}
	if after.Problem != before.Problem {
		m.cardTop = 0
		m.turn()
		m.enter.alone, m.enter.hint = true, ""
		m.env.reveal = false
	}
	if before.Busy() && !after.Busy() { // an answer may have changed what the page says
		m.changed()
	}
	switch {
	case after.Problem != nil:
		m.trouble = after.Problem
	case after.State != before.State:
		m.trouble = nil
	}
	var cmds []tea.Cmd
	if page, ok := m.screen().(interface{ refused(*env) tea.Cmd }); ok && after.Problem != nil && after.Problem != before.Problem {
		cmds = append(cmds, page.refused(m.env))
	}
	if page, ok := m.screen().(interface{ offered(*env) tea.Cmd }); ok && len(after.Unfinished) > len(before.Unfinished) {
		cmds = append(cmds, page.offered(m.env))
	}
	if list, ok := m.screen().(interface{ listed(*env) tea.Cmd }); ok && len(after.List.Pages) != len(before.List.Pages) && after.State == before.State {
		cmds = append(cmds, list.listed(m.env))
	}
	if after.State != before.State {
		m.turn()
		m.enter.alone, m.enter.hint = true, ""
		m.env.reveal = false
		m.env.misplaced, m.swallows = "", false
		cmds = append(cmds, m.screen().enter(m.env))
	}
	last, ok := m.screen().(interface{ ends(*env) bool })
	ends := ok && last.ends(m.env)
	if ends && !m.ending && after.State == before.State {
		m.ended = m.env.now
	}
	m.ending = ends
	for _, c := range commands {
		cmds = append(cmds, m.run(c))
	}
	if after.Target.BaseURL != before.Target.BaseURL { // another place has another phone
		m.hangUp()
	}
	cmds = append(cmds, m.listen())
	return tea.Batch(cmds...)
}

// renew gives the present question a context of its own and ends that of the
// one before it.
func (m *Root) renew() {
	if m.stop != nil {
		m.stop()
	}
	m.asked = m.env.s.Generation
	m.ctx, m.stop = context.WithCancel(m.whole)
}

func (m *Root) run(c flows.Command) tea.Cmd {
	ctx, runner := m.ctx, m.opts.Runner
	return func() tea.Msg { return inputMsg{runner.Do(ctx, c)} }
}

// Interrupt notes that a signal ended the program.
func (m *Root) Interrupt() { _ = m.quit(true) }

// quit ends the program. The terminal is restored at once: a call under way is
// cut off.
func (m *Root) quit(interrupted bool) tea.Cmd {
	m.left, m.outcome = true, outcomeOf(m.env.s, cmp.Or(m.env.s.Problem, m.trouble), interrupted)
	m.stop()
	m.end()
	return tea.Quit
}
