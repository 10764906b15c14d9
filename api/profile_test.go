package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
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

// TestAProfileThatIsNotTold in full is not empty there.
func TestAProfileThatIsNotTold(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]string{
		`{"about":"a"}`: nil,
		`{"about":7,"websites":"https://lotus.example","vertical":null}`:    {"about", "websites"},
		`{"websites":["https://lotus.example",7],"profile_picture_url":{}}`: {"profile_picture_url", "websites"},
	} {
		c := client(t, api.Options{Retries: -1, Transport: canned(func(*http.Request) (*http.Response, error) {
			return answer(200, []byte(`{"data":[`+body+`]}`)), nil
		})})
		p, err := c.Profile(t.Context(), "106540352242922")
		slices.Sort(p.Untold)
		if err != nil || !slices.Equal(p.Untold, want) || len(p.Websites) != 0 || p.Tells("websites") == slices.Contains(want, "websites") {
			t.Errorf("%s: %+v, %v", body, p, err)
		}
	}
	c := client(t, api.Options{Retries: -1, Transport: canned(func(r *http.Request) (*http.Response, error) {
		for _, field := range []string{"websites", "profile_picture_url"} {
			if strings.Contains(r.URL.Query().Get("fields"), field) {
				return answer(400, []byte(`{"error":{"code":100,"message":"(#100) Tried accessing nonexisting field (`+field+`)"}}`)), nil
			}
		}
		return answer(200, []byte(`{"data":[{"about":"a"}]}`)), nil
	})})
	for range 2 { // the second time it does not ask any more
		p, err := c.Profile(t.Context(), "106540352242922")
		if err != nil || p.Tells("websites") || p.TellsPicture() || !p.Tells("email") || p.About != "a" {
			t.Errorf("%+v, %v", p, err)
		}
	}
}
