package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

const secretInside = "EAAGtheTokenThatBrokeIt"

// fragile is a screen that breaks down in one of its parts.
type fragile struct{ in string }

func (f fragile) breaks(here string) {
	if f.in == here {
		panic(fmt.Errorf("no such token: %s", secretInside))
	}
}

func (f fragile) Init() tea.Cmd {
	f.breaks("Init")
	one := func() tea.Msg { f.breaks("command"); return "update" }
	two := func() tea.Msg { f.breaks("sequence"); return nil }
	return tea.Batch(one, tea.Sequence(two, two))
}

func (f fragile) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if msg == "update" {
		f.breaks("Update")
		if f.in == "nothing" {
			return f, tea.Quit
		}
	}
	return f, nil
}

func (f fragile) View() tea.View {
	f.breaks("View")
	return tea.NewView(secretInside)
}

// TestABreakdownIsToldWithoutWhatWasInIt breaks each part of a screen with a
// secret in hand. What the library would print goes to standard error, which the
// tests of the built program look at.
func TestABreakdownIsToldWithoutWhatWasInIt(t *testing.T) {
	for _, part := range []string{"Init", "command", "sequence", "Update", "View", "nothing"} {
		t.Run(part, func(t *testing.T) {
			var screen bytes.Buffer
			g := guardScreen(fragile{part})
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			program := tea.NewProgram(
				g, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(&screen),
				tea.WithoutSignalHandler(), tea.WithWindowSize(80, 24),
			)
			g.quit = program.Quit
			_, err := program.Run()
			if err != nil { // the library caught it, and not the guard
				t.Errorf("%v, %v", err, errors.Is(err, tea.ErrProgramPanic))
			}
			where := g.where()
			if broke := where != ""; broke != (part != "nothing") {
				t.Errorf("it broke: %v, %q", broke, where)
			}
			if part != "nothing" && (!strings.Contains(where, "breakdown_test.go:") || strings.Contains(where, secretInside)) {
				t.Errorf("it says %q", where)
			}
		})
	}
}
