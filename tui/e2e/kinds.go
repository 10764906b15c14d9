//go:build unix

package e2e

import (
	"fmt"
	"time"
)

// The window that the aims of [Pages] are for.
const (
	KindCols = 120
	KindRows = 36
)

// Kind is a kind of page, the way to it, and what a key on it may write.
type Kind struct {
	Name  string
	Aim   int      // bytes that the program may write for a key, in the middle; 0 for no aim
	Press []string // the keys, in turn; each changes something
	Args  []string // with them and the keys of Way the program gets to a page of this kind
	Way   []string
}

// Kinds are the kinds of pages that have an aim for what a key writes.
func Kinds() []Kind {
	var all []Kind
	for _, k := range Pages() {
		if k.Aim > 0 {
			all = append(all, k)
		}
	}
	return all
}

// Pages are the kinds of pages on which keys are measured: those of the onboarding in
// their order, those of the other jobs, and what can lie over a page.
func Pages() []Kind {
	upDown, digits := []string{"down", "up"}, []string{"1", "2", "3", "4", "5", "ctrl+u"}
	sandbox := func(job, scenario string) []string {
		args := []string{"--sandbox"}
		if job != "" {
			args = append([]string{job}, args...)
		}
		if scenario != "" {
			args = append(args, "--scenario", scenario)
		}
		return args
	}
	checked := []string{"enter", "y", "enter"}
	return []Kind{
		{Name: "framed choices", Aim: 1400, Press: upDown},
		{Name: "a list", Aim: 450, Press: []string{"down", "down", "down", "up", "up", "up"}, Args: sandbox("", "many-numbers")},
		{
			Name: "a plain field", Aim: 60, Press: []string{"a", "b", "c", "backspace", "backspace", "backspace"},
			Args: sandbox("", "empty-account"), Way: []string{"enter", "14165550199", "enter", "Maple Street Books"},
		},
		{Name: "the check", Press: upDown, Args: sandbox("", ""), Way: []string{"enter"}},
		{Name: "a remedy", Press: upDown, Args: sandbox("", "half-shared"), Way: []string{"enter"}},
		{Name: "how the code comes", Press: upDown, Args: sandbox("", ""), Way: checked},
		{Name: "the code", Press: digits, Args: sandbox("", ""), Way: append(checked, "right", "enter")},
		{Name: "code boxes", Aim: 350, Press: digits, Args: sandbox("pin", ""), Way: []string{"enter", "2", "enter"}},
		{Name: "where data is stored", Press: upDown, Args: sandbox("region", ""), Way: []string{"enter"}},
		{Name: "the countries", Press: upDown, Args: sandbox("region", ""), Way: []string{"enter", "c"}},
		{Name: "the live number", Press: upDown, Args: sandbox("", "full-profile"), Way: []string{"enter"}},
		{Name: "a number's page", Press: upDown, Args: sandbox("numbers", ""), Way: []string{"enter"}},
		{Name: "all details", Press: upDown, Args: sandbox("numbers", ""), Way: []string{"enter", "tab"}},
		{Name: "the display name", Press: upDown, Args: sandbox("name", "name-approved"), Way: []string{"enter"}},
		{Name: "the business profile", Press: upDown, Args: sandbox("profile", "full-profile"), Way: []string{"enter"}},
		{Name: "a test message", Press: upDown, Args: sandbox("message", "test-message"), Way: []string{"enter"}},
		{Name: "the identity check", Press: upDown, Args: sandbox("identity", ""), Way: []string{"enter"}},
		{Name: "taking a number off", Press: []string{"0", "1", "2", "backspace", "backspace", "backspace"}, Args: sandbox("deregister", "full-profile"), Way: []string{"enter"}},
		{Name: "the pool", Press: upDown, Args: sandbox("preverified", "")},
		{Name: "help", Press: []string{"f1"}, Args: sandbox("", "")},
		{Name: "the calls", Press: upDown, Args: sandbox("", ""), Way: []string{"ctrl+t"}},
		{Name: "a guide", Press: []string{"pgdown", "pgup"}, Args: sandbox("", "on-premises"), Way: []string{"enter", "ctrl+g"}},
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
