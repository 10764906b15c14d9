package onboard

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/page"
	"dialtone/tui/words"
)

// TestEveryStoryIsListedOnce: five that matter first, with the clean one under the mark.
func TestEveryStoryIsListedOnce(t *testing.T) {
	t.Parallel()
	e := &page.Env{Words: words.Load("en"), Stories: assets.Scenarios()}
	var c connectPage
	c.openStories(e)
	enter, down := tea.KeyPressMsg{Code: tea.KeyEnter}, tea.KeyPressMsg{Code: tea.KeyDown}
	var listed []string
	for range e.Stories {
		picked, _ := c.pickStory(enter).(page.Operated)
		asked, _ := picked.Event.(flows.SandboxAsked)
		listed = append(listed, asked.Scenario)
		c.pickStory(down)
	}
	if !slices.Equal(listed[:len(firstStories())], firstStories()) || listed[0] != assets.DefaultScenario {
		t.Errorf("the list begins with %v", listed[:5])
	}
	slices.Sort(listed)
	all := slices.Sorted(slices.Values(e.Stories))
	if !slices.Equal(listed, all) {
		t.Errorf("listed are\n%v\nof\n%v", listed, all)
	}
}
