package bubble

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/tui/theme"
)

// plain are styles that add nothing to the text.
func plain() theme.Styles { return theme.New(theme.Unknown, false) }

// press is the message of a key: a name, or the character itself.
func press(name string) tea.KeyPressMsg {
	named := map[string]tea.Key{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "backspace": {Code: tea.KeyBackspace}, "space": {Code: tea.KeySpace, Text: " "},
		"ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+n": {Code: 'n', Mod: tea.ModCtrl}, "ctrl+p": {Code: 'p', Mod: tea.ModCtrl},
	}
	if k, ok := named[name]; ok {
		return tea.KeyPressMsg(k)
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// stripped are the lines of a picture without its colours.
func stripped(view string) []string { return strings.Split(ansi.Strip(view), "\n") }

func wantLine(t *testing.T, view, want string) {
	t.Helper()
	for _, line := range stripped(view) {
		if strings.TrimRight(line, " ") == want {
			return
		}
	}
	t.Errorf("no line %q in\n%s", want, ansi.Strip(view))
}
