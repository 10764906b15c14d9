//go:build unix

package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"dialtone/flows"
)

// reading is a line of `dialtone recipient --json`, as a script reads it.
type reading struct {
	Input, Verdict, Reason string
	ReadAs                 *string `json:"read_as"`
	Send                   []string
	Twin                   *string `json:"wa_id_may_be"`
	Code                   *int    `json:"business_calling_code"`
	Error                  *string
}

// TestRecipientsOfTheDocs are the rows of Meta's own table, for a business in
// India.
func TestRecipientsOfTheDocs(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		to, readAs, verdict, send string
		code                      int
	}{
		{"+16315551234", "+16315551234", "as_meant", "+16315551234", 0},
		{"+1 (631) 555-1234", "+16315551234", "as_meant", "+16315551234", 0},
		{"(631) 555-1234", "+916315551234", "may_be_misread", "+916315551234", 3},
		{"1 (631) 555-1234", "+9116315551234", "may_be_misread", "+16315551234", 3},
	} {
		for _, country := range []string{"IN", "91"} {
			code, out, errs := run(t, nil, "recipient", row.to, "--business-country", country, "--json")
			var all []reading
			dataOf(t, out, &all)
			got := all[0]
			if code != row.code || errs != "" || *got.ReadAs != row.readAs || got.Verdict != row.verdict || strings.Join(got.Send, " ") != row.send || *got.Code != 91 {
				t.Errorf("%q: code %d, %s%s", row.to, code, out, errs)
			}
		}
		code, out, _ := run(t, []string{"DIALTONE_BUSINESS_COUNTRY=IN"}, "recipient", row.to)
		if code != row.code || !strings.Contains(out, row.readAs) || strings.ContainsAny(out, "\x1b[") {
			t.Errorf("%q: code %d\n%s", row.to, code, out)
		}
	}
}

func TestRecipientLists(t *testing.T) {
	t.Parallel()
	code, out, _ := run(t, nil, "recipient", "--json", "+16315551234", "+55 11 98765-4321")
	var all []reading
	if dataOf(t, out, &all); code != 0 || len(all) != 2 || !strings.Contains(out, `"wa_id_may_be":"+551187654321"`) {
		t.Errorf("code %d\n%s", code, out)
	}
	code, out = runWith(t, "\ufeff+16315551234\r\n\n(631) 555-1234\nhello\n", "recipient", "-", "--json")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 3 || len(lines) != 3 {
		t.Fatalf("code %d\n%s", code, out)
	}
	for i, want := range []string{"as_meant", "may_be_misread", "no_number"} {
		var fields map[string]any
		dataOf(t, lines[i]+"\n", &fields)
		if fields["verdict"] != want || fields["business_calling_code"] != nil {
			t.Errorf("%s, want %s", lines[i], want)
		}
		const form = "business_calling_code error input read_as reason send verdict wa_id_may_be"
		if got := strings.Join(slices.Sorted(maps.Keys(fields)), " "); got != form {
			t.Errorf("the fields are %s", got)
		}
	}
	code, out = runWith(t, "+16315551234\n(631) 555-1234\n", "recipient", "-")
	if code != 3 || !strings.Contains(out, "\n\n! ") || !folded(say(t, "recipient.read_unknown")).MatchString(out) {
		t.Errorf("code %d\n%s", code, out)
	}
}

func TestRecipientRefusesWrongUsage(t *testing.T) {
	t.Parallel()
	wantRefused(t, say(t, "recipient.usage.no_number"), nil, "recipient")
	wantRefused(t, say(t, "recipient.usage.no_lines"), nil, "recipient", "-")
	wantRefused(t, say(t, "check.usage.minus"), nil, "recipient", "-852 5123 0100")
	for _, country := range []string{"XX", "India", "999"} {
		wantRefused(t, say(t, "recipient.usage.country", "Value", country), nil, "recipient", "+16315551234", "--business-country", country)
	}
	if code, out, _ := run(t, nil, "__complete", "recipient", "--business-country", ""); code != 0 || !strings.Contains(out, "IN\tIndia") {
		t.Errorf("code %d\n%s", code, out)
	}
	for _, field := range []string{"read_as", "wa_id_may_be", "business_calling_code", "may_be_misread"} {
		if _, out, _ := run(t, nil, "recipient", "--help"); !strings.Contains(strings.ReplaceAll(out, "\n", ""), field) {
			t.Errorf("the help says nothing of %s:\n%s", field, out)
		}
	}
}

// TestRecipientFromTheMenu types a number, sees it misread, mends it, and finds
// nothing of it left behind.
func TestRecipientFromTheMenu(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{wide(), {Cols: 60, Rows: 20}} {
		w := launch(t, o)
		w.see("connect.other.label")
		w.chooseJob(flows.JobRecipient)
		w.see("state.Recipient.title")
		w.Type("(631) 555-1234")
		w.see("recipient.reason.no_plus")
		w.see("recipient.read_unknown")
		w.Press("tab")
		w.Type("in")
		w.read("IN  India")
		w.read("+91 ••• ••• 1234")
		w.see("recipient.send_at_home", "Country", "India")
		w.Press("tab", "ctrl+u")
		w.Type("+1 (631) 555-1234")
		w.see("recipient.ok")
		w.read("+1 (•••) •••-1234")
		if strings.Contains(w.plain(), "631") {
			t.Error("the middle of the number was shown")
		}
		w.Press("ctrl+r")
		w.read("+1 (631) 555-1234")
		w.Press("esc")
		w.see("connect.job.title")
		w.Press("esc")
		w.see("connect.other.label")
		w.leave(1)
	}
}
