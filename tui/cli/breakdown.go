package cli

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// guarded is a screen that breaks down in silence. The library would print what
// broke it and what every call was given, and that can be a token. Only the place
// where it happened is kept here.
type guarded struct {
	tea.Model
	quit   func() // ends the program
	broken atomic.Pointer[string]
}

// guardScreen guards a screen.
func guardScreen(m tea.Model) *guarded { return &guarded{Model: m} }

// Init implements [tea.Model].
func (g *guarded) Init() (cmd tea.Cmd) {
	defer g.catch(func() { cmd = tea.Quit })
	return g.watch(g.Model.Init())
}

// Update implements [tea.Model].
func (g *guarded) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	defer g.catch(func() { m, cmd = g, tea.Quit })
	_, cmd = g.Model.Update(msg)
	return g, g.watch(cmd)
}

// View implements [tea.Model].
func (g *guarded) View() (v tea.View) {
	if g.where() != "" { // a page that is half drawn is not to be seen
		return tea.View{}
	}
	defer g.catch(func() {
		v = tea.View{}
		go g.quit()
	})
	return g.Model.View()
}

// watch guards a command as the screen is guarded, and the commands that it leads to.
func (g *guarded) watch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.catch(func() { msg = tea.QuitMsg{} })
		msg = cmd()
		// A batch and a sequence are lists of commands; the type of the second has no name.
		list := reflect.ValueOf(msg)
		if list.IsValid() && list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range list.Len() {
				one := list.Index(i)
				one.Set(reflect.ValueOf(g.watch(one.Interface().(tea.Cmd))))
			}
		}
		return msg
	}
}

// catch is deferred. It keeps the first place where something was thrown.
func (g *guarded) catch(instead func()) {
	if thrown := recover(); thrown != nil {
		place := placeOf(thrown)
		g.broken.CompareAndSwap(nil, &place)
		instead()
	}
}

// where names the place where the screen broke down; "" if it did not.
func (g *guarded) where() string {
	if place := g.broken.Load(); place != nil {
		return *place
	}
	return ""
}

// between stands between two calls of a place.
const between = " < "

// placeOf names the type of what was thrown, since its text may hold anything, and
// the calls that led there, innermost first. A deferred function calls it.
func placeOf(thrown any) string {
	const deep, kept = 32, 12
	pcs := make([]uintptr, deep)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	var calls []string
	begun := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			begun, calls = true, nil
		case begun && !strings.HasPrefix(f.Function, "runtime.") && len(calls) < kept:
			calls = append(calls, fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line))
		}
		if !more {
			return fmt.Sprintf("%T, %s", thrown, strings.Join(calls, between))
		}
	}
}

// broke says that the program broke down, and where, and keeps what led there in a file.
func (p *program) broke(where string) error {
	const shown = 4
	calls := strings.Split(where, between)
	text := p.words.Say("cmd.broken", "Where", strings.Join(calls[:min(shown, len(calls))], between))
	if file, err := p.keepCrash(where); err == nil {
		text += "\n" + p.words.Say("cmd.broken_file", "Path", file)
	}
	return &failure{code: "broken", exit: exitFailed, text: text}
}
