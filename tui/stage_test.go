package tui

import (
	"context"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/flows"
	"dialtone/tui/words"
)

// TestMain fixes the time zone, since screens show local times. The words are
// read here, outside of every bubble.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	english()
	machine()
	os.Exit(m.Run())
}

// t0 is when every test begins.
var t0 = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// english is shared: looking words up changes nothing.
var english = sync.OnceValue(func() *words.Words { return speak("en") })

// machine is shared as well: it never changes.
var machine = sync.OnceValue(flows.NewMachine)

func speak(tag string) *words.Words {
	w := words.Load(tag)
	if err := w.Err(); err != nil {
		panic(err)
	}
	return w
}

// stage is a wizard without a program around it. What it commands is carried
// out by the test: not at all, or, on a live stage, in the bubble of synctest.
type stage struct {
	tb    testing.TB
	m     *Root
	now   time.Time
	live  bool
	world chan tea.Msg // what the commands of a live stage answered
	quit  bool         // the wizard asked to end
	doer  *doer
}

// doer notes commands and answers them as the test says; without an answer it
// waits until nobody wants one any more.
type doer struct {
	mu     sync.Mutex
	did    []flows.Command
	answer func(flows.Command) flows.Event
}

func (d *doer) Do(ctx context.Context, c flows.Command) flows.Input {
	d.mu.Lock()
	d.did = append(d.did, c)
	answer := d.answer
	d.mu.Unlock()
	if answer != nil {
		if e := answer(c); e != nil {
			return flows.Input{Event: e, At: t0, Generation: c.Generation}
		}
	}
	<-ctx.Done()
	return flows.Input{Event: flows.Failed{Call: c.Effect.Spec().Call, Err: ctx.Err()}, At: t0, Generation: c.Generation}
}

// newStage puts the wizard into a session, as if it had come to it.
func newStage(tb testing.TB, s flows.Session, change ...func(*Options)) *stage {
	tb.Helper()
	st := &stage{tb: tb, now: t0, doer: &doer{}, world: make(chan tea.Msg, 1000)}
	o := Options{Machine: machine(), Runner: st.doer, Words: english(), Now: func() time.Time { return st.now }}
	for _, c := range change {
		c(&o)
	}
	o.Want = s.Want
	st.m = New(o)
	st.m.env.Flow, st.m.env.Now = s, st.now
	st.m.renew()
	return st
}

// enter shows the state that the session is in, in a window of a size.
func (st *stage) enter(w, h int) *stage {
	st.send(tea.WindowSizeMsg{Width: w, Height: h})
	st.run(st.m.page().Enter(st.m.env))
	st.frame()
	return st
}

// goLive has commands carried out. It is for bubbles of synctest only; what
// still waits at the end of the test is given the time to run out.
func (st *stage) goLive() *stage {
	st.live = true
	st.tb.Cleanup(func() {
		st.m.calling.stop()
		st.m.calling.end()
		time.Sleep(time.Minute)
	})
	return st
}

// send hands the wizard a message and has what follows from it done.
func (st *stage) send(msg tea.Msg) *stage {
	st.run(st.m.step(msg))
	return st
}

func (st *stage) run(cmd tea.Cmd) {
	if cmd == nil || !st.live {
		return
	}
	go st.carryOut(cmd)
	for {
		synctest.Wait()
		select {
		case msg := <-st.world:
			if _, over := msg.(tea.QuitMsg); over {
				st.quit = true
				continue
			}
			if next := st.m.step(msg); next != nil {
				go st.carryOut(next)
			}
		default:
			return
		}
	}
}

// carryOut does what the runtime does with a command: a batch side by side, a
// sequence one after the other.
func (st *stage) carryOut(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, c := range batch {
			go st.carryOut(c)
		}
		return
	}
	if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			st.carryOut(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	if msg != nil {
		st.world <- msg
	}
}

// pass lets time go by. On a live stage, what is due meanwhile happens.
func (st *stage) pass(d time.Duration) *stage {
	if !st.live {
		if st.m.opts.Painted != nil { // the wizard looks now and then whether it is painted
			for step := max(50*time.Millisecond, d/50); d > step; d -= step {
				st.now = st.now.Add(step)
				st.send(nil)
				st.frame()
			}
		}
		st.now = st.now.Add(d)
		return st.send(nil)
	}
	step := max(20*time.Millisecond, d/250)
	for ; d > 0; d -= step {
		time.Sleep(min(step, d))
		st.now = st.now.Add(min(step, d))
		st.run(func() tea.Msg { return nil })
	}
	return st.send(nil) // looks at the clock
}

// press presses keys by name, one after the other, each once the picture of the
// one before it is up.
func (st *stage) press(names ...string) *stage {
	for _, name := range names {
		st.finger()
		st.send(keyNamed(name))
		st.frame()
		st.alone()
	}
	return st
}

// finger leaves the time before a key that a finger takes, where the wizard looks
// at that, and alone the time after it in which it is known to have come alone.
func (st *stage) finger() {
	if st.m.opts.Painted != nil {
		st.now = st.now.Add(together)
	}
}

func (st *stage) alone() {
	if st.m.opts.Painted != nil {
		st.now = st.now.Add(together)
		st.send(quietMsg{})
		st.frame()
	}
}

// burst hands keys over as a terminal does that does not mark what is pasted, and
// waits until it is known that no more come.
func (st *stage) burst(text string) *stage {
	st.finger()
	for _, r := range text {
		switch r {
		case '\r':
			st.send(keyNamed("enter"))
		case '\n':
			st.send(keyNamed("ctrl+j"))
		case '\t':
			st.send(keyNamed("tab"))
		default:
			st.send(keyNamed(string(r)))
		}
	}
	st.now = st.now.Add(fingerGap)
	st.send(quietMsg{})
	st.frame()
	return st
}

// write types a text letter by letter, faster than it is painted.
func (st *stage) write(text string) *stage {
	for _, r := range text {
		st.finger()
		st.send(keyNamed(string(r)))
	}
	st.frame()
	return st
}

func (st *stage) paste(text string) *stage {
	st.send(tea.PasteMsg{Content: text})
	st.frame()
	return st
}

// answer hands the wizard what a call answered, to the question that is open.
func (st *stage) answer(e flows.Event) *stage {
	return st.send(inputMsg{flows.Input{Event: e, At: st.now, Generation: st.m.env.Flow.Generation}})
}

func (st *stage) session() flows.Session { return st.m.env.Flow }

// frame is what would be painted now.
func (st *stage) frame() tea.View {
	st.m.redraw()
	return st.m.View()
}

// text is the frame without its colours.
func (st *stage) text() string { return ansi.Strip(st.frame().Content) }

// inside is a part of the present page that nobody else knows.
func inside[T any](st *stage, part string) *T {
	v := reflect.ValueOf(st.m.page()).Elem().FieldByName(part)
	return (*T)(v.Addr().UnsafePointer())
}

// keyNamed is the message of a key: a name, ctrl+x, or the character itself.
func keyNamed(name string) tea.KeyPressMsg {
	named := map[string]tea.Key{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
		"backspace": {Code: tea.KeyBackspace}, "space": {Code: tea.KeySpace, Text: " "}, " ": {Code: tea.KeySpace, Text: " "}, "f1": {Code: tea.KeyF1},
	}
	if k, ok := named[name]; ok {
		return tea.KeyPressMsg(k)
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(c)[0], Mod: tea.ModCtrl}
	}
	r := []rune(name)
	return tea.KeyPressMsg{Code: r[0], Text: name}
}
