//go:build unix

package e2e

import (
	"fmt"
	"time"
)

// The window that the aims of [Kinds] are for.
const (
	KindCols = 120
	KindRows = 36
)

// Kind is a kind of page, and what a key on it may cost.
type Kind struct {
	Name  string
	Aim   int      // bytes that the program may write for a key, in the middle
	Press []string // the keys, in turn; each changes something
	Args  []string // with them and the keys of Way the program gets to a page of this kind
	Way   []string
}

// Kinds are the kinds of pages that have an aim.
func Kinds() []Kind {
	return []Kind{
		{
			Name: "a list", Aim: 450, Press: []string{"down", "down", "down", "up", "up", "up"},
			Args: []string{"--sandbox", "--scenario", "many-numbers"},
		},
		{Name: "framed choices", Aim: 1400, Press: []string{"down", "up"}},
		{
			Name: "code boxes", Aim: 350, Press: []string{"1", "2", "3", "4", "5", "ctrl+u"},
			Args: []string{"pin", "--sandbox"}, Way: []string{"enter", "1", "enter"},
		},
		{
			Name: "a plain field", Aim: 60, Press: []string{"a", "b", "c", "backspace", "backspace", "backspace"},
			Args: []string{"--sandbox", "--scenario", "empty-account"}, Way: []string{"enter", "14165550199", "enter", "Maple Street Books"},
		},
	}
}

// Go presses the keys of a way, each on a page that has stood for a while.
func (t *Terminal) Go(way []string) error {
	const read = time.Second // longer than the wizard wants a page to stand before Enter
	if _, err := t.FirstPaint(); err != nil {
		return err
	}
	for _, key := range way {
		if err := t.Settle(read); err != nil {
			return fmt.Errorf("press %s: %w", key, err)
		}
		t.Press(key)
	}
	return t.Settle(read)
}

// Costs presses so many keys, in turn, each once the last one has shown, and returns
// the bytes of those that changed something.
func (t *Terminal) Costs(press []string, keys int) []int {
	const quiet, most = 100 * time.Millisecond, 2 * time.Second
	var costs []int
	for i := range keys {
		if r := t.Respond(press[i%len(press)], quiet, most); r.Bytes > 0 {
			costs = append(costs, r.Bytes)
		}
	}
	return costs
}
