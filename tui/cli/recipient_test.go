package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"dialtone/assets"
	"dialtone/eligibility/phone"
)

// manyRecipients are the rows of Meta's table (seed 001), and every other reason.
func manyRecipients() []string {
	return []string{
		"+16315551234", "+1 (631) 555-1234", "(631) 555-1234", "1 (631) 555-1234",
		"+55 11 98765-4321", "+52 1 55 1234 5678", "00 1 631 555 1234", "+44 (0)20 7946 0018", "+1 631.555.1234", "+1 555 010 9999",
		"call me", "+54 9 11 5555-0142", "16315550142@c.us", "+1 631 555 O142",
	}
}

// TestRecipients keeps what is said of them for a business in India, in every
// language, and for scripts. After a wanted change: go test ./tui/cli -update
func TestRecipients(t *testing.T) {
	t.Parallel()
	const india = 91
	for _, l := range assets.Locales() {
		t.Run(l.Tag, func(t *testing.T) {
			t.Parallel()
			p := spoken(t, l.Tag)
			var b strings.Builder
			for _, text := range manyRecipients() {
				r := phone.ReadRecipient(text, india)
				raw, err := json.Marshal(recipientReportOf(text, r, india))
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString(sheet{program: p, width: 80}.recipient(text, r, india, p.home("in", india)) + "\n" + string(raw) + "\n\n")
			}
			golden.RequireEqual(t, b.String())
		})
	}
}

func TestRecipientsFit(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		p := spoken(t, l.Tag)
		for _, width := range []int{30, 60, 80} {
			for _, text := range append(manyRecipients(), manyTexts()...) {
				for _, code := range []int{0, 91} {
					drawn := sheet{program: p, width: width}.recipient(text, phone.ReadRecipient(text, code), code, p.home("IN", 91))
					for line := range strings.SplitSeq(drawn, "\n") {
						if ansi.StringWidth(line) > width || strings.TrimRight(line, " ") != line || strings.ContainsAny(line, "\x1b") {
							t.Errorf("%s in %d columns: %q", l.Tag, width, line)
						}
					}
				}
			}
		}
	}
}
