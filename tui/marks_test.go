package tui

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/width"

	"dialtone/tui/theme"
)

// TestEveryMarkHasANarrowOne looks at all screens and all words: what some terminals draw two
// cells wide is replaced, but for letters of other people's names and the blocks of a code
// for a camera.
func TestEveryMarkHasANarrowOne(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, root := range []string{"testdata", "../assets/locales", "../assets/guides"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen++
			for _, r := range theme.NarrowMarks().Replace(string(text)) {
				if width.LookupRune(r).Kind() == width.EastAsianAmbiguous && !unicode.IsLetter(r) && !strings.ContainsRune("▀▄█", r) {
					t.Errorf("%s: nothing stands for %q", path, r)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 100 {
		t.Errorf("only %d files", seen)
	}
}

// TestMarksAreDrawnAsWideAsTheyAre: the terminal's answer decides.
func TestMarksAreDrawnAsWideAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer tea.CursorPositionMsg
		narrow bool
	}{
		"one cell":             {tea.CursorPositionMsg{X: 1, Y: 23}, false},
		"two cells":            {tea.CursorPositionMsg{X: 2, Y: 23}, true},
		"a key that looks so":  {tea.CursorPositionMsg{X: 2, Y: 0}, false},
		"an answer to nothing": {tea.CursorPositionMsg{X: 40, Y: 12}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := New(Options{Machine: machine(), Words: english()})
			m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			m.Update(tt.answer)
			if content := m.View().Content; strings.Contains(content, "─") == tt.narrow || strings.Contains(content, "----") != tt.narrow {
				t.Errorf("narrow marks are wanted: %v, in\n%s", tt.narrow, content)
			}
		})
	}
}

// TestTheWidthIsAskedOnceThereIsAScreen: before that, the answer would stand on the shell's.
func TestTheWidthIsAskedOnceThereIsAScreen(t *testing.T) {
	t.Parallel()
	painted := uint64(0)
	m := New(Options{Machine: machine(), Words: english(), Painted: func() uint64 { return painted }})
	if m.askMarks() != nil {
		t.Error("asked before the first frame")
	}
	painted = 1
	if m.askMarks() == nil {
		t.Error("never asked")
	}
	if m.askMarks() != nil {
		t.Error("asked twice")
	}
}
