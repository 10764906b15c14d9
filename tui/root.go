// Package tui is the wizard as a person sees it: one page per state of the
// flow, in one frame, with overlays for help and for the calls just made.
//
// Only [Root] is a Bubble Tea model. It turns what a page reports into events
// of the flow, the flow's commands into Bubble Tea commands, and their answers
// back into events; it decides nothing itself.
package tui

import (
	"cmp"
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/jobs"
	"dialtone/tui/page"
	"dialtone/tui/theme"
	"dialtone/tui/words"
)

// Doer carries out the commands of a flow. The Runner of package run is one.
type Doer interface {
	Do(context.Context, flows.Command) flows.Input
}

// Options is what the wizard is made of.
type Options struct {
	Machine *flows.Machine
	Runner  Doer
	Words   *words.Words
	Want    flows.Options
	Source  string   // where the token in Want came from: "env" or "stdin"
	Stories []string // the scenarios that the sandbox can play; empty hides it
	// Phone waits for the next message of the simulated phone; nil for none.
	Phone func(ctx context.Context, after int) (page.Text, error)
	Calls func() []api.Trace // those made so far, oldest first
	// Painted counts the frames that reached the terminal; nil when nobody can
	// tell. With it, Enter is heard only for a page that has been seen.
	Painted func() uint64
	// Forget drops the calls that began before a moment; nil where nobody keeps them.
	Forget func(before time.Time)
	// Report writes the report where the operator asked for it and returns where it is;
	// Keep writes it by itself, once a number that is not simulated is live. Nil for neither.
	Report func(text string) (string, error)
	Keep   func(text string) (string, error)
	// Save puts a text into a file named after it and returns where it lies.
	Save func(name, text string) (string, error)
	// Pause stops the program as a shell's job, after the terminal was given back; nil where
	// the system cannot.
	Pause func()
	// Flags are those that a resumed run needs beside account and number, with
	// a leading blank.
	Flags    string
	Terminal func() page.Terminal // looks at the terminal; nil where there is none
	Now      func() time.Time     // nil for [time.Now]
	Still    bool                 // nothing moves
	// Warm opens a connection to where calls go that no sandbox answers, and returns at
	// once; nil where that is of no use.
	Warm    func(context.Context)
	ASCII   bool              // the terminal's locale has no other signs
	Entered func(flows.State) // is told of each state that is entered; nil for nobody
}

// themeWait is how long the terminal may take to name its background before
// dark is taken for granted.
const themeWait = 150 * time.Millisecond

// Root is the program's one model.
type Root struct {
	opts    Options
	env     *page.Env
	pages   map[flows.State]page.Page
	w, h    int
	bg      theme.Background
	few     bool // the terminal has sixteen colours or less
	look    theme.Styles
	picture tea.View     // what is to be seen
	drawn   *page.Traits // of the page while it is drawn, which changes no fact; else nil

	askedMarks bool
	marks      func(string) string // puts others in their place; nil where the terminal draws them one cell wide

	over  overlay
	guide guide
	code  jobs.ChatCode
	card  errorCard

	calling calling
	guard   inputGuard
	burst   burst
	visits  visits
	secrets secretGuard
	arrival arrival

	hideAt  time.Time      // when what is revealed is hidden again
	ticks   bool           // a tick is on its way
	report  string         // where the report lies
	trouble *flows.Problem // the last one in the present state, put away or not
	phone   simPhone

	left    bool // the program is ending; what still comes in changes nothing
	outcome page.Outcome
}

// calling is what calls are made in: a context that ends with the program, and in it
// one for each question to the flow.
type calling struct {
	question int // the question that ctx belongs to
	ctx      context.Context
	stop     context.CancelFunc
	whole    context.Context // ends with the program
	end      context.CancelFunc
}

// New returns the wizard before its first frame.
func New(o Options) *Root {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Calls == nil {
		o.Calls = func() []api.Trace { return nil }
	}
	m := &Root{opts: o, guard: inputGuard{enter: enterKey{alone: true}}, visits: visits{masked: map[api.PhoneNumberID]string{}}}
	m.calling.whole, m.calling.end = context.WithCancel(context.Background())
	m.env = &page.Env{Words: o.Words, Style: theme.New(theme.Unknown, false), Flow: flows.Start(o.Want), Stories: o.Stories,
		Source: o.Source, Now: o.Now(), Terminal: o.Terminal, Still: o.Still, Arrival: 1}
	if o.Warm != nil {
		m.env.Warm = func() tea.Msg { o.Warm(m.calling.whole); return nil }
	}
	if o.ASCII {
		m.marks, m.askedMarks = theme.ASCII(), true
	}
	m.pages = newPages()
	m.look = m.env.Style
	m.learn(nil)
	m.renew()
	if o.Entered != nil {
		o.Entered(m.env.Flow.State)
	}
	m.picture = m.draw()
	return m
}

type (
	themeLateMsg struct{}
	tickMsg      struct{}
	revealMsg    struct{} // what is hidden is shown now, or hidden again
	inputMsg     struct{ flows.Input }
	phoneMsg     struct {
		page.Text
		from string // the simulator that it comes from
	}
)

// Init implements [tea.Model].
func (m *Root) Init() tea.Cmd {
	return tea.Batch(
		tea.RequestBackgroundColor,
		tea.Tick(themeWait, func(time.Time) tea.Msg { return themeLateMsg{} }),
		m.pages[m.env.Flow.State].Enter(m.env),
		// The flow starts after the first frame is on its way, not before it.
		func() tea.Msg { return inputMsg{flows.Input{Event: flows.Started{}, At: m.opts.Now()}} },
	)
}

// Update implements [tea.Model]. It also draws, so that what is known of the picture,
// and since when it is to be seen, is known here: View only hands it over.
func (m *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.step(msg)
	m.redraw()
	return m, cmd
}

// step is everything that follows from a message but the next picture.
func (m *Root) step(msg tea.Msg) tea.Cmd {
	m.env.Now = m.opts.Now()
	m.checkPainted()
	cmd := m.handle(msg)
	m.setAlone()
	return tea.Batch(cmd, m.tick(), m.tickPhone(), m.tickQuiet(), m.askMarks())
}

func (m *Root) handle(msg tea.Msg) tea.Cmd {
	if m.left { // a call that was cut off is no call that failed
		return nil
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.size()
		m.readAnew()
	case tea.BackgroundColorMsg:
		m.paint(msg.IsDark())
		return m.pass(msg)
	case tea.ColorProfileMsg:
		m.few = msg.Profile <= colorprofile.ANSI
		m.setLook()
		return m.pass(msg)
	case tea.CursorPositionMsg:
		return m.hearMarks(msg)
	case themeLateMsg:
		if m.bg == theme.Unknown {
			m.paint(true)
		}
	case tea.ResumeMsg: // the program steps aside, or is back
		return m.hide()
	case tickMsg:
		m.ticks = false
		m.env.Frame++
		if m.env.Reveal && !m.env.Now.Before(m.hideAt) {
			return m.hide()
		}
	case inputMsg:
		return m.input(msg.Input)
	case phoneMsg:
		return m.ring(msg)
	case phoneTickMsg:
		m.phone.ticks = false
	case page.ReportMsg:
		m.report, m.env.Report = msg.Path, msg
	case quietMsg:
		return m.quiet()
	case tea.KeyPressMsg:
		return m.typed(msg)
	case tea.PasteMsg:
		before := m.settle() // what came before it
		m.env.Reveal = false
		m.guard.enter.alone = m.guard.enter.alone && !m.takesText()
		m.guard.enter.hint = ""
		if len(msg.Content) > page.LongestText {
			msg.Content = strings.ToValidUTF8(msg.Content[:page.LongestText], "")
		}
		msg.Content = lines(msg.Content)
		return tea.Batch(before, m.pass(msg))
	default:
		return m.pass(msg)
	}
	return nil
}

// paint sets the colours for the background.
func (m *Root) paint(dark bool) {
	m.bg = theme.Light
	if dark {
		m.bg = theme.Dark
	}
	m.setLook()
}

// setLook makes the styles for what is known of the terminal.
func (m *Root) setLook() { m.look = theme.New(m.bg, m.few); m.env.Style = m.look }

func (m *Root) page() page.Page { return m.pages[m.env.Flow.State] }

// traits are those of the present page.
func (m *Root) traits() page.Traits {
	if m.drawn != nil {
		return *m.drawn
	}
	return m.page().Traits(m.env)
}

// tell hands the page a message of the frame's.
func (m *Root) tell(msg tea.Msg) tea.Cmd {
	done, cmd := m.page().Update(m.env, msg)
	return tea.Batch(cmd, m.take(done))
}

// do feeds an operator's event to the flow.
func (m *Root) do(e flows.Event) tea.Cmd {
	if e == nil {
		return nil
	}
	return m.input(flows.Input{Event: e, At: m.env.Now})
}

// input feeds an event to the flow and starts what it commands.
func (m *Root) input(in flows.Input) tea.Cmd {
	before, was := m.env.Flow, m.traits()
	var commands []flows.Command
	m.env.Flow, commands = m.opts.Machine.Step(m.env.Flow, in)
	after := m.env.Flow
	if m.opts.Entered != nil && after.State != before.State {
		m.opts.Entered(after.State)
	}
	m.meet(before, after, was)
	m.learn(in.Event)
	if after.Generation != m.calling.question {
		m.renew()
	}
	if after.Problem != before.Problem {
		m.card.open = false
		m.card.scroll.Reset()
		m.pageCameUp()
	}
	if before.Busy() && !after.Busy() { // an answer may have changed what the page says
		m.readAnew()
	}
	switch {
	case after.Problem != nil:
		m.trouble = after.Problem
	case after.State != before.State:
		m.trouble = nil
	}
	var cmds []tea.Cmd
	if after.State == before.State {
		cmds = append(cmds, m.tell(page.Stepped{Before: before}))
	} else {
		m.size()
		m.pageCameUp()
		m.env.Misplaced, m.secrets.swallows = "", false
		cmds = append(cmds, m.page().Enter(m.env))
	}
	settled := m.traits().Settled
	if settled && !m.guard.settled && after.State == before.State {
		m.guard.then = m.env.Now
	}
	m.guard.settled = settled
	cmds = append(cmds, m.arrive(before, after))
	ctx, runner := m.calling.ctx, m.opts.Runner
	for _, c := range commands {
		cmds = append(cmds, func() tea.Msg { return inputMsg{runner.Do(ctx, c)} })
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
	if m.calling.stop != nil {
		m.calling.stop()
	}
	m.calling.question = m.env.Flow.Generation
	m.calling.ctx, m.calling.stop = context.WithCancel(m.calling.whole)
}

// Interrupt notes that a signal ended the program.
func (m *Root) Interrupt() { _ = m.quit(true) }

// quit ends the program. The terminal is restored at once: a call under way is
// cut off.
func (m *Root) quit(interrupted bool) tea.Cmd {
	m.left, m.outcome = true, m.outcomeNow(cmp.Or(m.env.Flow.Problem, m.trouble), interrupted)
	m.calling.stop()
	m.calling.end()
	return tea.Quit
}
