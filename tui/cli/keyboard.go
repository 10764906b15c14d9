package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// keyboard is the terminal that the wizard reads from. The library that parses keys
// waits for the end of every sequence that a terminal has begun, above all of a
// paste, and takes everything until then for a part of it, even ctrl+c. So the
// keyboard looks for ctrl+c itself, and ends a paste that does not end.
type keyboard struct {
	*os.File
	keys
	quit func() // called when ctrl+c was pressed
	gone func() // called when the terminal is gone
}

// A paste ends when the terminal says so, or when it has sent nothing for this
// long. One without brackets, known by its speed alone, ends sooner.
const (
	pasteSilence = time.Second
	burstSilence = 100 * time.Millisecond
)

// Read implements [io.Reader].
func (k *keyboard) Read(b []byte) (int, error) {
	if len(b) <= keysRoom {
		return k.File.Read(b)
	}
	n, err := k.File.Read(b[:len(b)-keysRoom])
	switch {
	case errors.Is(err, syscall.EAGAIN): // another program made the terminal non-blocking
		return 0, nil
	case err != nil:
		k.gone()
		return 0, io.EOF
	}
	read, quit := k.take(b[:n])
	if quit {
		k.paste = noPaste
		k.quit()
		return 0, nil
	}
	if silence := k.patience(); silence > 0 && !comes(k.File, silence) {
		read = k.end(read)
	}
	return copy(b, read), nil
}

const (
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	ctrlC      = 0x03
	escape     = 0x1b

	// keysRoom is how much take and end can add to one read.
	keysRoom = len(pasteBegin) + 2*len(pasteEnd)
	// pasteBound is longer than any paste into a field.
	pasteBound = 1 << 20
	// burst is more than fingers type between two reads.
	burst = 256
)

// keys follows what a terminal sends. It knows where a paste begins and ends, and
// the forms of ctrl+c.
type keys struct {
	state  keyState
	params []byte // parameters of the control sequence that has begun
	paste  pasteState
	size   int // length of the paste so far
}

type keyState uint8

const (
	plainKeys keyState = iota
	escaped
	inSequence
)

type pasteState uint8

const (
	noPaste    pasteState = iota
	bracketed             // the terminal marks its beginning and its end
	burstPaste            // it is not marked, but faster than fingers
	overlong              // it was ended at its bound, and the rest is dropped
)

// take returns what to read in place of b, and whether ctrl+c is part of it. It
// drops what follows ctrl+c, as a terminal does that handles ctrl+c itself.
func (k *keys) take(b []byte) (read []byte, quit bool) {
	if k.paste == noPaste && k.state == plainKeys && len(b) >= burst && bytes.IndexByte(b, escape) < 0 {
		k.paste, k.size = burstPaste, 0
		read = append(read, pasteBegin...)
	}
	for _, c := range b {
		if c == ctrlC || k.step(c) {
			return read, true
		}
		if k.paste == overlong {
			continue
		}
		read = append(read, c)
		if k.paste == noPaste {
			continue
		}
		if k.size++; k.size >= pasteBound {
			read = append(read, pasteEnd...)
			k.paste = overlong
		}
	}
	return read, false
}

// step follows the stream by one byte. It reports whether that byte ended a control
// sequence that means ctrl+c.
func (k *keys) step(c byte) (quit bool) {
	const longest = 32
	switch {
	case c == escape:
		k.state = escaped
	case k.state == escaped && c == '[':
		k.state, k.params = inSequence, k.params[:0]
	case k.state == inSequence && c >= 0x20 && c <= 0x3f && len(k.params) < longest:
		k.params = append(k.params, c)
	case k.state == inSequence && c >= 0x40 && c <= 0x7e:
		k.state = plainKeys
		return k.sequence(string(k.params), c)
	default:
		k.state = plainKeys
	}
	return false
}

// sequence notes where a paste begins and ends, and reports whether a control
// sequence means ctrl+c.
func (k *keys) sequence(params string, final byte) (quit bool) {
	all := strings.Split(params, ";")
	first, _, _ := strings.Cut(all[0], ":")
	key, _ := strconv.Atoi(first)
	const letter = 'c'
	switch {
	case final == '~' && key == 200 && k.paste == noPaste:
		k.paste, k.size = bracketed, 0
	case final == '~' && key == 201:
		k.paste = noPaste
	case final == 'u' && key == letter && len(all) > 1: // the form of Kitty
		return withCtrl(all[1])
	case final == '~' && key == 27 && len(all) == 3: // the form of xterm
		return all[2] == strconv.Itoa(letter) && withCtrl(all[1])
	}
	return false
}

// withCtrl reports whether ctrl is the only modifier that is held. Caps lock and num
// lock do not matter.
func withCtrl(field string) bool {
	const shift, alt, ctrl, super, hyper, meta = 1, 2, 4, 8, 16, 32
	mod, event, _ := strings.Cut(field, ":")
	held, err := strconv.Atoi(mod)
	const released = "3"
	return err == nil && event != released && (held-1)&(shift|alt|ctrl|super|hyper|meta) == ctrl
}

// patience is how long the terminal may send nothing before the paste that has begun
// is over; 0 when none has begun.
func (k *keys) patience() time.Duration {
	switch k.paste {
	case noPaste:
		return 0
	case burstPaste:
		return burstSilence
	}
	return pasteSilence
}

// end adds the end of the paste to what is to be read.
func (k *keys) end(read []byte) []byte {
	if k.paste != overlong {
		read = append(read, pasteEnd...)
	}
	k.paste, k.state = noPaste, plainKeys
	return read
}
