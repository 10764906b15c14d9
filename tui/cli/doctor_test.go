package cli

import (
	"encoding/json"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/flows"
	"dialtone/flows/doctor"
	"dialtone/flows/journal"
	"dialtone/tui/page"
)

// worlds are what the doctor may find: nothing wrong, a little, and a lot.
func worlds() map[string][]flows.Checkup {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	const id = api.WABAID("104820560913301")
	well := doctor.Exam{
		At: at, Place: "graph.facebook.com", Given: true, Account: id,
		Token: api.TokenInfo{
			AppID: "614902337715001", App: "Lotus onboarding", Kind: "SYSTEM_USER", Valid: true,
			Scopes: []api.Scope{api.ScopeManagement, api.ScopeMessaging},
		},
		WABA: api.Account{ID: id, Name: "Lotus Bakery Limited", Ownership: "SELF"}, Asked: "v24.0", Served: "v24.0",
		Apps:  []api.App{{ID: "614902337715001", Name: "Lotus onboarding"}},
		Clock: api.Clock{Server: at, Here: at.Add(time.Second)}, Saved: []flows.SavedAccount{{ID: id, Name: "Lotus Bakery Limited"}},
		Journal: journal.Condition{Where: "/home/may/.local/state/dialtone/journal.db", There: true, Unfinished: 1},
	}
	good := page.Terminal{
		Is: true, Name: "xterm-256color", Width: 100, Height: 30, Profile: colorprofile.ANSI256, Locale: "en_GB.UTF-8", UTF8: true,
	}
	odd := well
	odd.Token.Kind, odd.Token.ExpiresAt = "USER", at.Add(30*time.Hour).Unix()
	odd.Apps = []api.App{{Name: "Lotus onboarding", Override: "https://hooks.example.com/s3cret"}, {Name: "Lotus CRM"}}
	odd.WABA.Ownership, odd.WABA.Owner.Name = "CLIENT_OWNED", "Lotus Bakery"
	odd.Clock.Here, odd.Served, odd.Keyring, odd.JournalOff = at.Add(-time.Minute), "v25.0", errors.New("none"), true
	ill := well
	ill.TokenFault, ill.Clock.Here = &api.Error{Status: 401, Code: 190, Message: "Session has expired."}, at.Add(time.Hour)
	ill.JournalFault = &journal.OpenError{Reason: journal.ReasonDenied, Path: "/var/lib/journal.db"}
	unread := well
	unread.Token, unread.TokenFault = api.TokenInfo{}, &api.Error{Status: 400, Code: 200, Message: "API access blocked."}
	unread.At, unread.Asked, unread.Served = at.AddDate(0, 8, 0), "v20.0", "v21.0"
	dumb := page.Terminal{Is: true, Name: "dumb", Width: 40, Height: 10}
	none := doctor.Exam{
		At: at, Place: "graph.facebook.com", Asked: "v24.0", Silent: &net.DNSError{Err: "no such host", Name: "graph.facebook.com"},
		Keyring: errors.New("none"), Journal: journal.Condition{Where: "/journal.db"},
	}
	return map[string][]flows.Checkup{
		"unread": append(unread.Checkups(), good.Checkups()...),
		"well":   append(well.Checkups(), good.Checkups()...), "odd": append(odd.Checkups(), good.Checkups()...),
		"ill": append(ill.Checkups(), dumb.Checkups()...), "none": append(none.Checkups(), page.Terminal{}.Checkups()...),
	}
}

// TestDoctorLines keeps what the doctor says, in every language, and for scripts.
// After a wanted change: go test ./tui/cli -update
func TestDoctorLines(t *testing.T) {
	t.Parallel()
	for name, lines := range worlds() {
		for _, l := range assets.Locales() {
			t.Run(name+"/"+l.Tag, func(t *testing.T) {
				t.Parallel()
				p := spoken(t, l.Tag)
				drawn := sheet{program: p, width: 80}.checkups(lines)
				var b strings.Builder
				e := json.NewEncoder(&b)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				if err := e.Encode(p.checkupReports(lines)); err != nil {
					t.Fatal(err)
				}
				golden.RequireEqual(t, drawn+"\n"+b.String())
			})
		}
	}
}

// TestDoctorLinesFit into any width.
func TestDoctorLinesFit(t *testing.T) {
	t.Parallel()
	for name, lines := range worlds() {
		for _, l := range assets.Locales() {
			for _, width := range []int{40, 60, 80} {
				for line := range strings.SplitSeq((sheet{program: spoken(t, l.Tag), width: width}).checkups(lines), "\n") {
					if ansi.StringWidth(line) > width || strings.TrimRight(line, " ") != line || strings.ContainsAny(line, "\x1b") {
						t.Errorf("%s, %s in %d columns: %q", name, l.Tag, width, line)
					}
				}
			}
		}
	}
}

func TestDoctorsExitCode(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"well": 0, "odd": 0, "unread": 0, "ill": 4, "none": 1} {
		var exit *exitError
		code := 0
		if errors.As(verdictOn(worlds()[name]), &exit) {
			code = exit.code
		}
		if code != want {
			t.Errorf("%s: %d, want %d", name, code, want)
		}
	}
}
