package tui

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// program is the wizard as a real program on an emulated terminal, inside a
// bubble of synctest: hours of waiting take no time.
type program struct {
	t    *testing.T
	tea  *tea.Program
	mu   sync.Mutex
	em   *vt.Emulator
	done chan error
}

// Write does the newline job of a tty as well.
func (p *program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := p.em.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	return len(b), err
}

func run(t *testing.T, m *Root, w, h int) *program {
	t.Helper()
	p := &program{t: t, em: vt.NewEmulator(w, h), done: make(chan error, 1)}
	p.tea = tea.NewProgram(m, tea.WithInput(nil), tea.WithOutput(p), tea.WithWindowSize(w, h), tea.WithoutSignalHandler(),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	go func() {
		_, err := p.tea.Run()
		p.done <- err
	}()
	t.Cleanup(func() {
		p.tea.Quit()
		<-p.done
		time.Sleep(time.Minute) // ticks and blinking run out
	})
	return p
}

// screen is what the terminal shows once nothing moves.
func (p *program) screen() string {
	time.Sleep(40 * time.Millisecond)
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.em.String()
}

// until waits for a text, for two minutes at most.
func (p *program) until(want string) {
	p.t.Helper()
	for range 120 {
		if strings.Contains(p.screen(), want) {
			return
		}
		time.Sleep(time.Second)
	}
	p.t.Fatalf("%q never came:\n%s", want, p.screen())
}

func (p *program) press(names ...string) {
	for _, name := range names {
		p.tea.Send(keyNamed(name))
		p.screen()
	}
}

// graph answers the calls of an onboarding whose number needs some looks until
// it reads CONNECTED.
type graph struct {
	mu         sync.Mutex
	registered bool
	looks      int
	calls      []api.Endpoint
	pin        string
}

func (g *graph) Do(ctx context.Context, c flows.Command) flows.Input {
	if poll, ok := c.Effect.(flows.Poll); ok {
		select {
		case <-time.After(poll.After):
		case <-ctx.Done():
		}
	}
	time.Sleep(200 * time.Millisecond) // the way to Meta and back
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls = append(g.calls, c.Effect.Spec().Call)
	return flows.Input{Event: g.event(c.Effect), At: time.Now(), Generation: c.Generation}
}

func (g *graph) event(e flows.Effect) flows.Event {
	number := fresh(verified)
	if g.registered {
		if g.looks++; g.looks > 4 {
			number = fresh(connected)
		}
	}
	switch e := e.(type) {
	case flows.OpenAccount:
		opened := opened(func(*api.TokenInfo) {})
		opened.Account = api.Account{ID: wabaID, Name: "Lotus Bakery Limited", Country: "HK"}
		return opened
	case flows.ReadNumbers:
		return flows.NumbersListed{Page: api.NumbersPage{Numbers: []api.Number{number}}}
	case flows.ReadNumber:
		return flows.NumberRead{Number: number}
	case flows.ReadSettings:
		return flows.SettingsRead{Settings: settings("")}
	case flows.ReadFacts:
		return flows.FactsRead{Number: number, Settings: settings("")}
	case flows.RegisterNumber:
		g.registered, g.pin = true, e.Registration.PIN.Reveal()
		return flows.Registered{}
	case flows.ReadApps:
		return flows.AppsRead{Apps: []api.App{{ID: "1", Name: "Dialtone sandbox"}}}
	case flows.Poll:
		return flows.PollDue{}
	}
	return flows.Failed{Call: e.Spec().Call, Err: context.Canceled}
}

// TestAWholeRun goes from a token and a verified number to CONNECTED, and out.
func TestAWholeRun(t *testing.T) {
	t.Parallel()
	say := english().Say
	synctest.Test(t, func(t *testing.T) {
		g := &graph{}
		m := New(Options{
			Machine: machine(), Runner: g, Words: english(),
			Want: flows.Options{Token: api.NewSecret(tokenText), Account: wabaID, Number: firstID},
		})
		p := run(t, m, 100, 30)
		p.until(say("state.ChoosePIN.title"))
		p.press("2")
		p.press("enter")
		for range 2 {
			for _, digit := range pinText {
				p.press(string(digit))
			}
			if s := strings.NewReplacer(" ", "", "│", "").Replace(p.screen()); partOf(pinText, s, 3) != "" {
				t.Errorf("the PIN is shown:\n%s", p.screen())
			}
		}
		p.press("enter")
		p.until(say("state.ChooseRegion.title"))
		time.Sleep(time.Second)
		p.press("enter")
		p.until(say("state.Review.title"))
		time.Sleep(2 * time.Second)
		p.press("enter")
		p.until(say("connected.not_yet.taken.title"))
		p.until(say("state.Connected.title"))
		p.until("Dialtone sandbox")
		p.press("x")
		if err := <-p.done; err != nil {
			t.Error(err)
		}
		p.done <- nil // for the end of the test
		registers := 0
		for _, call := range g.calls {
			if call == api.Register {
				registers++
			}
		}
		if registers != 1 || g.pin != pinText || g.looks < 5 {
			t.Errorf("registered %d times with a PIN of %d digits, looked %d times", registers, len(g.pin), g.looks)
		}
		if m.Outcome() != page.Done || !strings.Contains(m.Summary(), say("summary.connected")) {
			t.Errorf("outcome %d:\n%s", m.Outcome(), m.Summary())
		}
	})
}
