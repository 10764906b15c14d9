package cli

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// show runs a wizard's screen until it ends, by a key or a signal.
func (p *program) show(model *guarded, options ...tea.ProgramOption) error {
	for _, log := range []string{"TEA_TRACE", "TEA_DEBUG"} { // they put every key into a file, and what breaks
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
	line := &lifeline{signals: p.signals, screen: p.stdout, keys: in, before: before}
	keyboard := &keyboard{
		File: in,
		quit: func() { line.program.Send(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}) },
		gone: func() { line.program.Quit() },
	}
	// At 120 frames a second the first one comes 8 ms after the start, not 17.
	line.program = tea.NewProgram(model, append(options, tea.WithFPS(120), tea.WithInput(keyboard), tea.WithoutSignalHandler())...)
	model.fell = line.program.Quit
	p.signals.show(line.answer)
	defer p.signals.show(nil)
	_, err = line.program.Run()
	if keyboard.interrupted.Load() {
		forget(in) // as a terminal does by itself at ctrl+c: what came with it is no command for a shell
	}
	if where := model.where(); where != "" {
		return p.broke(where)
	}
	return err
}
