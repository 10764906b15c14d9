package api_test

import (
	"encoding/json"
	"slices"
	"testing"

	"dialtone/api"
)

// TestProfileChange finds what differs, clears what is empty and leaves the rest
// alone.
func TestProfileChange(t *testing.T) {
	t.Parallel()
	is := api.Profile{
		About: "Fresh from five", Address: "1 Queen's Road", Email: "orders@lotus.example", Picture: "https://pictures.example/1",
		Websites: []string{"https://lotus.example"}, Vertical: "RETAIL",
	}
	want := is
	want.Address, want.Description, want.Websites = "", "Bread and buns", nil
	change := is.To(want)
	if got := change.Fields(); !slices.Equal(got, []string{"address", "description", "websites"}) {
		t.Errorf("changes %v", got)
	}
	raw, err := json.Marshal(change)
	must(t, err)
	if got := string(raw); got != `{"address":"","description":"Bread and buns","websites":[]}` {
		t.Errorf("sends %s", got)
	}
	after := change.On(is)
	if after.Address != "" || after.Description != "Bread and buns" || len(after.Websites) != 0 || after.About != is.About || after.Picture != is.Picture {
		t.Errorf("becomes %+v", after)
	}
	if got := after.To(want).Fields(); got != nil {
		t.Errorf("still differs in %v", got)
	}
	if is.Websites[0] != "https://lotus.example" {
		t.Error("the profile itself was changed")
	}
}
