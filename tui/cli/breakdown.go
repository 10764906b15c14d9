package cli

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// guarded is a screen that breaks down in silence. The library would print what
// broke it and what every call was given, and that can be a token; what is kept
// here is where it happened.
type guarded struct {
	tea.Model
	fell   func() // ends the program
	mu     sync.Mutex
	broken string
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
	if g.where() != "" { // what is half done is not to be seen
		return tea.View{}
	}
	defer g.catch(func() {
		v = tea.View{}
		go g.fell()
	})
	return g.Model.View()
}

// watch has a command break down as the screen does, and those that it leads to.
func (g *guarded) watch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.catch(func() { msg = tea.QuitMsg{} })
		msg = cmd()
		// A batch and a sequence are lists of commands; the type of the second has no name.
		if list := reflect.ValueOf(msg); list.IsValid() && list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range list.Len() {
				one := list.Index(i)
				one.Set(reflect.ValueOf(g.watch(one.Interface().(tea.Cmd))))
			}
		}
		return msg
	}
}

// catch is deferred. Only the type of what was thrown is kept, since its text may
// hold anything.
func (g *guarded) catch(instead func()) {
	thrown := recover()
	if thrown == nil {
		return
	}
	g.mu.Lock()
	if g.broken == "" {
		g.broken = placeOf(thrown)
	}
	g.mu.Unlock()
	instead()
}

// where names the place where the screen broke down; "" if it did not.
func (g *guarded) where() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.broken
}

// placeOf names what was thrown, by its type, and the calls that led there,
// innermost first. A deferred function asks for it.
func placeOf(thrown any) string {
	const deep, shown = 32, 4
	pcs := make([]uintptr, deep)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	var calls []string
	begun := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			begun, calls = true, nil
		case begun && !strings.HasPrefix(f.Function, "runtime.") && len(calls) < shown:
			calls = append(calls, fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line))
		}
		if !more {
			return fmt.Sprintf("%T, %s", thrown, strings.Join(calls, " < "))
		}
	}
}

// brokenError is a breakdown of the program, told without what was in it.
type brokenError struct{ text string }

func (e *brokenError) Error() string { return e.text }

func (p *program) broke(where string) error {
	return &brokenError{p.words.Say("cmd.broken", "Where", where)}
}
