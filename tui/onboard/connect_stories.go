package onboard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// firstStories are those that a demonstration needs: the clean one, and one of each group
// after it. They stand before all groups.
func firstStories() []string {
	return []string{assets.DefaultScenario, "on-the-app", "seventy-two-hour-block", "flaky-network", "test-message"}
}

// openStories begins the list of stories anew, with the clean one under the mark.
func (c *connectPage) openStories(e *page.Env) {
	c.stories = bubble.NewPicker(e.Say("connect.story.search"))
	var items []bubble.Item
	add := func(name, group string) {
		if slices.Contains(e.Stories, name) {
			items = append(items, bubble.Item{
				ID: name, Label: e.Say("scenario." + name + ".title"), Group: group, Note: e.Say("scenario." + name + ".note"),
			})
		}
	}
	for _, name := range firstStories() {
		add(name, e.Say("connect.story.first"))
	}
	for _, group := range assets.ScenarioGroups() {
		for _, name := range e.Stories {
			if assets.ScenarioGroup(name) == group && !slices.Contains(firstStories(), name) {
				add(name, e.Say("connect.group."+group))
			}
		}
	}
	c.stories.SetItems(items)
}

// pickStory plays the story under the mark.
func (c *connectPage) pickStory(msg tea.Msg) page.Action {
	if page.Pressed(msg) != "enter" {
		c.stories.Update(msg)
		return nil
	}
	if item, is := c.stories.Chosen(); is {
		return page.Do(flows.SandboxAsked{Scenario: item.ID})
	}
	return nil
}

// storyList draws the stories with what each is about beside it, or, where there is no room
// for that, what the marked one is about below them.
func (c *connectPage) storyList(e *page.Env, w, h int) (string, *tea.Cursor) {
	const below = 2
	if c.stories.Beside(w) > 0 {
		return c.stories.View(e.Style, w, h-1, e.Say("picker.nothing"))
	}
	body, cursor := c.stories.View(e.Style, w, h-below, e.Say("picker.nothing"))
	lines := strings.Split(body, "\n")
	lines = append(lines, make([]string, max(0, h-below-len(lines)))...)
	note := ""
	if item, is := c.stories.Chosen(); is {
		note = e.Style.Muted.Render("  " + bubble.Fit(item.Note, w-2))
	}
	return strings.Join(append(lines, "", note), "\n"), cursor
}
