package cli

import (
	"encoding/json"
	"os"
	"testing"

	"dialtone/eligibility/phone"
)

// TestNumbersAsPeoplePasteThem reads each as `check --json` and `recipient --json` do.
func TestNumbersAsPeoplePasteThem(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/numbers.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Input string
		Want  map[string]string
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) == 0 {
		t.Fatal(err)
	}
	for _, c := range cases {
		checked := told(t, judgeNumber(c.Input, ""))
		for key, want := range c.Want {
			if checked[key] != want {
				t.Errorf("check %q: %s is %q, want %q", c.Input, key, checked[key], want)
			}
		}
		r := phone.ReadRecipient(c.Input, 0)
		got := told(t, recipientReportOf(c.Input, r, 0))
		if want := c.Want["wa_id_may_be"]; want != "" && got["wa_id_may_be"] != want {
			t.Errorf("recipient %q: wa_id may be %q, want %q", c.Input, got["wa_id_may_be"], want)
		}
		if want := c.Want["suggestion"]; want != "" && (len(r.Send) != 1 || r.Send[0] != want) {
			t.Errorf("recipient %q: send %q, want %q", c.Input, r.Send, want)
		}
	}
}

// told lists the texts of a report by their key, whatever they stand in. The reason of
// an error goes by the error's own name.
func told(t *testing.T, report any) map[string]string {
	t.Helper()
	raw, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var whole map[string]any
	if err := json.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var walk func(map[string]any)
	walk = func(object map[string]any) {
		for key, value := range object {
			switch value := value.(type) {
			case string:
				all[key] = value
			case map[string]any:
				if reason, is := value["reason"].(string); is {
					all[key] = reason
				}
				walk(value)
			}
		}
	}
	walk(whole)
	return all
}

// A country that was named gives way where only the international reading is listed.
func TestASuggestionWithACountry(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1 (631) 555-0142": "+16315550142", "521 55 5555 0142": "+525555550142", "9123 4567": "",
	} {
		r := judgeNumber(text, "HK")
		switch {
		case want == "" && r.Error != nil:
			t.Errorf("%s: %+v", text, *r.Error)
		case want != "" && (r.Error == nil || r.Error.Suggestion == nil || *r.Error.Suggestion != want):
			t.Errorf("%s: %+v", text, r.Error)
		}
	}
}
