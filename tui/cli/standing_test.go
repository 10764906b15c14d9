package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// The window of drawnTwice.
const twiceCols, twiceRows = 40, 12

// drawnTwice is two terminals: one gets all that the toolkit writes, the other one only
// what [standing] leaves of it.
type drawnTwice struct {
	t            *testing.T
	whole, spare *vt.Emulator
	standing     *standing
	all, left    int // bytes of both
	frames       int
}

func (d *drawnTwice) Write(b []byte) (int, error) {
	spared := d.standing.without(b, twiceRows)
	d.all, d.left, d.frames = d.all+len(b), d.left+len(spared), d.frames+1
	// Without a terminal for its input the toolkit leaves the return to the line discipline.
	_, _ = d.whole.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	_, _ = d.spare.Write(bytes.ReplaceAll(spared, []byte("\n"), []byte("\r\n")))
	if want, got := d.whole.Render(), d.spare.Render(); got != want {
		d.t.Errorf("frame %d shows\n%q\nnot\n%q\nafter\n%q\nof\n%q", d.frames, got, want, spared, b)
	}
	if want, got := d.whole.CursorPosition(), d.spare.CursorPosition(); got != want {
		d.t.Errorf("frame %d leaves the cursor at %v, not at %v", d.frames, got, want)
	}
	return len(b), nil
}

// changing is a screen that changes by chance.
type changing struct {
	chance *rand.Rand
	rows   []string
	cursor *tea.Cursor
}

func (c *changing) Init() tea.Cmd { return nil }

func (c *changing) View() tea.View {
	return tea.View{Content: strings.Join(c.rows, "\n"), AltScreen: true, Cursor: c.cursor}
}

func (c *changing) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, is := msg.(changeMsg); !is {
		return c, nil
	}
	for range 1 + c.chance.IntN(3) {
		c.rows[c.chance.IntN(len(c.rows))] = c.row()
	}
	c.cursor = nil
	if c.chance.IntN(2) == 0 {
		c.cursor = tea.NewCursor(c.chance.IntN(twiceCols), c.chance.IntN(twiceRows))
	}
	switch c.chance.IntN(12) {
	case 0: // rows move
		c.rows = append(c.rows[2:], c.row(), c.row())
	case 1:
		c.rows = append([]string{c.row(), c.row(), c.row()}, c.rows[:len(c.rows)-3]...)
	case 2: // all goes
		for i := range c.rows {
			c.rows[i] = ""
		}
	case 3: // the end goes
		for i := len(c.rows) / 2; i < len(c.rows); i++ {
			c.rows[i] = ""
		}
	case 4:
		return c, tea.ClearScreen
	}
	return c, nil
}

// row is a row of parts, some of them wide, each in a look of its own.
func (c *changing) row() string {
	parts := []string{"", "Lotus Bakery", "蓮花餅店", "가나다", "×", "────────", "☎️", "  ", "é", "👨‍👩‍👧", "▸ 香港"}
	looks := []lipgloss.Style{
		lipgloss.NewStyle(), lipgloss.NewStyle().Foreground(lipgloss.Color("#5EEAD4")), lipgloss.NewStyle().Bold(true),
		lipgloss.NewStyle().Background(lipgloss.Color("#FCD34D")).Foreground(lipgloss.Color("#000000")), lipgloss.NewStyle().Reverse(true),
	}
	var row strings.Builder
	for range c.chance.IntN(4) {
		row.WriteString(looks[c.chance.IntN(len(looks))].Render(parts[c.chance.IntN(len(parts))]) + strings.Repeat(" ", c.chance.IntN(9)))
	}
	return row.String()
}

type changeMsg struct{}

// TestTheScreenIsTheSameWithoutStandingRows draws chance frames by the toolkit itself.
func TestTheScreenIsTheSameWithoutStandingRows(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &drawnTwice{t: t, standing: newStanding()}
				d.whole, d.spare = vt.NewEmulator(twiceCols, twiceRows), vt.NewEmulator(twiceCols, twiceRows)
				model := &changing{chance: rand.New(rand.NewPCG(seed, seed)), rows: make([]string, twiceRows)}
				program := tea.NewProgram(model, tea.WithInput(nil), tea.WithOutput(d), tea.WithWindowSize(twiceCols, twiceRows),
					tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignalHandler())
				done := make(chan error, 1)
				go func() {
					_, err := program.Run()
					done <- err
				}()
				for range 300 {
					program.Send(changeMsg{})
					time.Sleep(time.Second / 30)
				}
				program.Quit()
				if err := <-done; err != nil {
					t.Error(err)
				}
				if d.frames < 250 || d.left > d.all*9/10 {
					t.Errorf("%d frames, %d of %d bytes left: too little was left out to prove anything", d.frames, d.left, d.all)
				}
			})
		})
	}
}

// TestStandingRows holds what counts as the same row.
func TestStandingRows(t *testing.T) {
	row := "\x1b[?7l\x1b[m\r\n\x1b[K \x1b[1m中\x1b[m \x1b[2m文\x1b[?7h\x1b[5;9H"
	trace := "\x1b[m\x1b[2m\x1b[5;9H"
	for name, tt := range map[string]struct{ frames, want []string }{
		"the same twice":   {[]string{row, row}, []string{row, trace}},
		"another row":      {[]string{row, strings.Replace(row, "5;9H", "6;9H", 1)}, []string{row, strings.Replace(row, "5;9H", "6;9H", 1)}},
		"another colour":   {[]string{row, strings.Replace(row, "[1m", "[3m", 1)}, []string{row, strings.Replace(row, "[1m", "[3m", 1)}},
		"back again":       {[]string{row, strings.Replace(row, "中", "上", 1), row}, []string{row, strings.Replace(row, "中", "上", 1), row}},
		"beside others":    {[]string{row, "\x1b[7da" + row + "\x1b[8db"}, []string{row, "\x1b[7da" + trace + "\x1b[8db"}},
		"written over":     {[]string{row, "a" + row}, []string{row, "a" + row}},
		"one trace of two": {[]string{row, row + row}, []string{row, trace}},
		"after an erasing": {[]string{row, "\x1b[J" + row}, []string{row, "\x1b[J" + row}},
		"after a scroll":   {[]string{row, "\x1b[2S", row}, []string{row, "\x1b[2S", row}},
		"after what nobody knows": {[]string{row, "\x1b[?1049h" + row, "\x1bc" + row},
			[]string{row, "\x1b[?1049h" + row, "\x1bc" + row}},
		"at the last row":    {[]string{row, "\x1b[9H\n", row}, []string{row, "\x1b[9H\n", row}},
		"at the first row":   {[]string{row, "\x1b[H\x1bM", row}, []string{row, "\x1b[H\x1bM", row}},
		"within the screen":  {[]string{row, "\x1b[8d\n\x1bM\x1b[2A\x1b[3B", row}, []string{row, "\x1b[8d\n\x1bM\x1b[2A\x1b[3B", trace}},
		"a corner is no row": {[]string{"\x1b[?7l│\x1b[?7h", "\x1b[?7l│\x1b[?7h"}, []string{"\x1b[?7l│\x1b[?7h", "\x1b[?7l│\x1b[?7h"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStanding()
			var got []string
			for _, frame := range tt.frames {
				got = append(got, string(s.without([]byte(frame), 9)))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestARowThatWasWrittenOverIsWrittenAgain, also with the same bytes as before.
func TestARowThatWasWrittenOverIsWrittenAgain(t *testing.T) {
	t.Parallel()
	const row = "\x1b[?7l\x1b[5;1H\x1b[K東京\x1b[?7h\x1b[5;5H"
	for name, between := range map[string]string{
		"nothing": "", "another row": "\x1b[3;1Habc", "text": "\x1b[5;2Habc", "erased": "\x1b[5;1H\x1b[K", "shifted": "\x1b[5;1H\x1b[2@",
	} {
		s := newStanding()
		s.without([]byte(row), 24)
		s.without([]byte(between), 24)
		dropped := !strings.Contains(string(s.without([]byte(row), 24)), "東京")
		if want := name == "nothing" || name == "another row"; dropped != want {
			t.Errorf("%s between them: the second one is left out: %v", name, dropped)
		}
	}
}
