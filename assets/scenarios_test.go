package assets_test

import (
	"slices"
	"testing"

	"dialtone/assets"
)

// TestEveryScenarioIsInAGroup, and every group has some.
func TestEveryScenarioIsInAGroup(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for _, name := range assets.Scenarios() {
		group := assets.ScenarioGroup(name)
		if !slices.Contains(assets.ScenarioGroups(), group) {
			t.Errorf("%s is in group %q", name, group)
		}
		seen[group]++
	}
	for _, group := range assets.ScenarioGroups() {
		if seen[group] == 0 {
			t.Errorf("nothing is in group %s", group)
		}
	}
	if group := assets.ScenarioGroup("no-such"); group != "" {
		t.Errorf("a story that is not there is in group %q", group)
	}
}
