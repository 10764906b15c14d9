// Command bare is the smallest full-screen Bubble Tea program that reacts to a
// key: one line on the alternate screen. It is the yardstick for what dialtone
// adds to the toolkit's own cost.
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

// model shows the last key.
type model struct{ key string }

// Init starts nothing.
func (m model) Init() tea.Cmd { return nil }

// Update notes the key, or quits on q and ctrl+c.
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if msg, ok := msg.(tea.KeyPressMsg); ok {
		m.key = msg.String()
		if m.key == "q" || m.key == "ctrl+c" {
			return m, tea.Quit
		}
	}
	return m, nil
}

// View is one line.
func (m model) View() tea.View {
	v := tea.NewView("bare, last key: " + m.key)
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(model{}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
