package bubble

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"github.com/charmbracelet/x/ansi"
)

// table runs forms the way a program does, one after the other: what their
// commands answer goes to the form that is up.
type table struct {
	forms []*Form
	at    int
	world chan tea.Msg
}

func newTable(t *testing.T, forms ...*Form) *table {
	t.Helper()
	b := &table{forms: forms, world: make(chan tea.Msg, 100)}
	t.Cleanup(func() { time.Sleep(time.Minute) }) // the cursors stop blinking
	b.run(forms[0].Init())
	b.settle()
	return b
}

func (b *table) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				b.run(v.Index(i).Interface().(tea.Cmd))
			}
		} else if msg != nil {
			b.world <- msg
		}
	}()
}

// hear gives a message to the form that is up and turns to the next one when it
// is complete.
func (b *table) hear(msg tea.Msg) {
	if b.at == len(b.forms) {
		return
	}
	done, cmd := b.forms[b.at].Update(msg)
	b.run(cmd)
	if done {
		if b.at++; b.at < len(b.forms) {
			b.run(b.forms[b.at].Init())
		}
	}
}

func (b *table) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-b.world:
			b.hear(msg)
		default:
			return
		}
	}
}

func input(value *string, check func(string) error) *huh.Group {
	return huh.NewGroup(huh.NewInput().Title("A name").Value(value).Validate(check))
}

func anything(string) error { return nil }

// TestTwoEntersInOneRead complete one form and not the one behind it.
func TestTwoEntersInOneRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var first, second string
		b := newTable(t, NewForm(1, plain(), input(&first, anything)), NewForm(2, plain(), input(&second, anything)))
		b.hear(press("a"))
		b.hear(press("enter"))
		b.hear(press("enter")) // before any answer to the first one came back
		if b.settle(); b.at != 1 {
			t.Fatalf("%d forms are complete", b.at)
		}
		b.hear(press("b"))
		b.hear(press("enter"))
		if b.settle(); b.at != 2 || first != "a" || second != "b" {
			t.Errorf("%d forms are complete with %q and %q", b.at, first, second)
		}
	})
}

// TestAnswersOfAFormThatIsGone do not reach the one that took its place.
func TestAnswersOfAFormThatIsGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var value string
		old := newTable(t, NewForm(1, plain(), input(&value, anything)))
		_, cmd := old.forms[0].Update(press("enter"))
		b := newTable(t, NewForm(2, plain(), input(&value, anything)))
		b.run(cmd)
		if b.settle(); b.at != 0 {
			t.Error("an Enter for the form before completed this one")
		}
	})
}

func TestFormChecks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		value := ""
		b := newTable(t, NewForm(1, plain(), input(&value, func(s string) error {
			if s != "ok" {
				return errors.New("it has to be ok")
			}
			return nil
		})))
		b.hear(press("enter"))
		if b.settle(); b.at != 0 || !strings.Contains(ansi.Strip(formView(b.forms[0], 40)), "it has to be ok") {
			t.Fatalf("the fault is not told:\n%s", formView(b.forms[0], 40))
		}
		b.hear(press("o"))
		b.hear(press("k"))
		if strings.Contains(ansi.Strip(formView(b.forms[0], 40)), "has to be") {
			t.Error("the fault stays while it is mended")
		}
		b.hear(press("enter"))
		if b.settle(); b.at != 1 {
			t.Error("a value that is right is not taken")
		}
	})
}

// TestFormDrawsAnew when nothing happened but the width, as on the first frame
// and when the window changes.
func TestFormDrawsAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var value string
		b := newTable(t, NewForm(1, plain(), huh.NewGroup(huh.NewInput().Title("An id").Placeholder("106540352242922").Value(&value))))
		for _, width := range []int{40, 12, 60} {
			view := ansi.Strip(formView(b.forms[0], width))
			if width >= 40 && !strings.Contains(view, "106540352242922") {
				t.Errorf("in %d cells:\n%s", width, view)
			}
			for line := range strings.SplitSeq(view, "\n") {
				if ansi.StringWidth(line) > max(16, width) {
					t.Errorf("%q is wider than %d", line, width)
				}
			}
		}
	})
}

// TestFormLeavesCtrlC to the program.
func TestFormLeavesCtrlC(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var value string
		b := newTable(t, NewForm(1, plain(), input(&value, anything)))
		b.hear(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl})
		b.hear(tea.WindowSizeMsg{Width: 1, Height: 1}) // huh panics at this width
		if b.settle(); b.at != 0 || b.forms[0].form.State != huh.StateNormal {
			t.Error("ctrl+c ended the form")
		}
	})
}

// Two forms that begin close together ask twice for the window's size, and
// bubbletea answers both at once: a data race.
func TestAFormDoesNotAskForTheSize(t *testing.T) {
	t.Parallel()
	var word string
	cmds := []tea.Cmd{NewForm(1, plain(), input(&word, anything)).Init()}
	for seen := 0; len(cmds) > 0; seen++ {
		cmd := cmds[0]
		cmds = cmds[1:]
		if cmd == nil {
			continue
		}
		msg := cmd()
		if msg == tea.RequestWindowSize() {
			t.Fatalf("message %d asks", seen)
		}
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				cmds = append(cmds, v.Index(i).Interface().(tea.Cmd))
			}
		}
	}
}

// formView draws a form in a width.
func formView(f *Form, width int) string {
	f.Fit(width)
	return f.View()
}

// TestFormInABox has its label in a heavy edge, dots in place of stars, and what is wrong
// below.
func TestFormInABox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		value := "abc"
		hidden := huh.NewInput().Prompt("").EchoMode(huh.EchoModePassword).Value(&value)
		f := NewForm(1, plain(), huh.NewGroup(hidden.Validate(func(string) error { return errors.New("too short") })))
		b := newTable(t, f)
		f.Fit(26)
		b.hear(press("enter"))
		b.settle()
		lines := stripped(strings.Join(f.Box(plain(), "Token", true, 30), "\n"))
		if !strings.HasPrefix(lines[0], "┏━ Token ━") || !strings.HasPrefix(lines[1], "┃ •••") || strings.Contains(lines[1], "*") || !strings.Contains(lines[3], "× too short") {
			t.Errorf("the box is\n%s", strings.Join(lines, "\n"))
		}
	})
}
