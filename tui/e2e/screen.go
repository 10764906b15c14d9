//go:build unix

package e2e

import (
	"image/color"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// screen is the emulator, all that was ever written to it, and the lock over
// both: the emulator's own safe variant leaves some of its methods unlocked.
type screen struct {
	mu      sync.Mutex
	em      *vt.Emulator
	marks   ambiguous
	raw     []byte
	reads   []read
	on      map[ansi.Mode]bool
	kitty   int  // entries on the stack of the Kitty keyboard protocol
	other   bool // xterm's modifyOtherKeys
	started time.Time
	painted time.Time // when the screen first showed something
	filmed  bool
	film    []string // what was to be seen after each write
}

// read says how much of raw was there when.
type read struct {
	at  time.Time
	end int
}

func newScreen(o Options) *screen {
	s := &screen{filmed: o.Film, em: vt.NewEmulator(o.Cols, o.Rows), marks: ambiguous{on: o.Ambiguous}, on: map[ansi.Mode]bool{}}
	if o.Light {
		// The defaults, not the present colours: those a program may reset.
		s.em.SetDefaultBackgroundColor(color.White)
		s.em.SetDefaultForegroundColor(color.Black)
	}
	// The emulator keeps the visibility of the cursor once per screen, where
	// terminals have one for both; so modes are noted here.
	s.em.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { s.on[m] = true },
		DisableMode: func(m ansi.Mode) { s.on[m] = false },
	})
	s.on[ansi.ModeTextCursorEnable] = true
	s.watchKeyboard()
	s.offerFrames()
	s.shiftInAnyRow()
	return s
}

// offerFrames says that the terminal shows frames as a whole, which most do and
// the emulator does not know.
func (s *screen) offerFrames() {
	s.em.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(p ansi.Params) bool {
		mode, _, _ := p.Param(0, 0)
		if mode != ansi.ModeSynchronizedOutput.Mode() {
			return false
		}
		setting := ansi.ModeReset
		if s.on[ansi.ModeSynchronizedOutput] {
			setting = ansi.ModeSet
		}
		_, _ = io.WriteString(s.em.InputPipe(), ansi.ReportMode(ansi.ModeSynchronizedOutput, setting))
		return true
	})
}

// shiftInAnyRow inserts and deletes characters in every row, as terminals do. The emulator
// does so only between the margins of scrolling, which tmux sets for one row and leaves set
// while it writes others.
func (s *screen) shiftInAnyRow() {
	shift := func(x, y, by int) { // what comes to x is what was by columns to the right
		from := x + by
		if from < s.em.CursorPosition().X || from >= s.em.Width() {
			s.em.SetCell(x, y, nil)
		} else if cell := s.em.CellAt(from, y); cell.Width > 0 { // else it came with the wide one before it
			s.em.SetCell(x, y, cell.Clone())
		}
	}
	s.em.RegisterCsiHandler('P', func(p ansi.Params) bool {
		n, _, _ := p.Param(0, 1)
		at := s.em.CursorPosition()
		for x := at.X; x < s.em.Width(); x++ {
			shift(x, at.Y, max(1, n))
		}
		return true
	})
	s.em.RegisterCsiHandler('@', func(p ansi.Params) bool {
		n, _, _ := p.Param(0, 1)
		at := s.em.CursorPosition()
		for x := s.em.Width() - 1; x >= at.X; x-- {
			shift(x, at.Y, -max(1, n))
		}
		return true
	})
}

// watchKeyboard notes the keyboard protocols, which the emulator does not know
// and a shell cannot work with.
func (s *screen) watchKeyboard() {
	s.em.RegisterCsiHandler(ansi.Command('>', 0, 'u'), func(ansi.Params) bool {
		s.kitty++
		return true
	})
	s.em.RegisterCsiHandler(ansi.Command('<', 0, 'u'), func(p ansi.Params) bool {
		n, _, _ := p.Param(0, 1)
		s.kitty = max(0, s.kitty-max(1, n))
		return true
	})
	s.em.RegisterCsiHandler(ansi.Command('>', 0, 'm'), func(p ansi.Params) bool {
		const modifyOtherKeys = 4
		if which, _, _ := p.Param(0, 0); which == modifyOtherKeys {
			level, _, _ := p.Param(1, 0)
			s.other = level > 0
		}
		return true
	})
}

func (s *screen) draw(p []byte, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raw = append(s.raw, p...)
	s.reads = append(s.reads, read{at, len(s.raw)})
	_, _ = s.em.Write(s.marks.widen(p))
	if s.filmed {
		if now := s.em.String(); len(s.film) == 0 || s.film[len(s.film)-1] != now {
			s.film = append(s.film, now)
		}
	}
	if s.painted.IsZero() && strings.TrimSpace(s.em.String()) != "" {
		s.painted = at
	}
}

func (s *screen) resize(cols, rows int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.em.Resize(cols, rows)
}

// relay hands the emulator's answers to the program. It reads without the
// lock, since the emulator waits inside draw until its answer is taken, and
// never waits for the program, which may not be reading.
func (s *screen) relay(to *inbox) {
	buf := make([]byte, 4<<10)
	for {
		n, err := s.em.Read(buf)
		if n > 0 {
			to.put(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

// hangUp ends relay. The emulator's own Close races with its Read.
func (s *screen) hangUp() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.em.InputPipe().(io.Closer); ok {
		return c.Close()
	}
	return s.em.Close()
}

// Screen returns what the window shows, one line per row, without the blanks
// at the ends of lines.
func (s *screen) Screen() string {
	s.lockFrame()
	defer s.mu.Unlock()
	return s.marks.narrow(s.em.String())
}

// frameTime is how long a terminal waits for more of a frame before it shows what it has
// of it.
const frameTime = time.Second

// lockFrame takes the lock when no frame is half drawn.
func (s *screen) lockFrame() {
	for {
		s.mu.Lock()
		if !s.on[ansi.ModeSynchronizedOutput] || time.Since(s.reads[len(s.reads)-1].at) > frameTime {
			return
		}
		s.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
}

// Styled is what the window shows, with the looks of it.
func (s *screen) Styled() string {
	s.lockFrame()
	defer s.mu.Unlock()
	return s.marks.narrow(s.em.Render())
}

// Film returns what was to be seen after each write, where [Options.Film] asks for it.
func (s *screen) Film() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.film)
}

// Bytes returns every byte that the program has written to the terminal.
func (s *screen) Bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.raw)
}

// Transcript returns what a person finds by scrolling back: the lines that
// have left the top of the normal screen, and that screen itself. While the
// alternate screen is up the normal one is out of reach, and left out.
func (s *screen) Transcript() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for _, line := range s.em.Scrollback().Lines() {
		b.WriteString(strings.TrimRight(s.marks.narrow(line.String()), " "))
		b.WriteByte('\n')
	}
	if !s.em.IsAltScreen() {
		b.WriteString(s.marks.narrow(s.em.String()))
	}
	return strings.TrimRight(b.String(), " \n") + "\n"
}
