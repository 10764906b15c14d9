package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api/mask"
	"dialtone/assets"
	"dialtone/tui/theme"
	"dialtone/tui/words"
)

// spoken is a program in a language, with no terminal and no environment.
func spoken(t *testing.T, tag string) *program {
	t.Helper()
	p := &program{words: words.Load(tag), json: &jsonOutput{}, known: &mask.Secrets{}}
	if err := p.words.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

// manyTexts are numbers of every kind of line, and texts that are none.
func manyTexts() []string {
	return []string{
		"+852 5123 0100", "+852 2123 4567", "+852 800 123 456", "+852 3002 1234", "+852 8123 4567", "+84 1900 1234",
		"+86 400 810 1234", "+81 50 1234 5678", "+1 212 555 2671", "+1 555 010 9999", "+44 76 4012 3456", "+41 860 79 123 45 67",
		"+800 1234 5678", "+55 11 98765-4321", "+55 11 8765-4321", "999", "112",
		"", "12", "+", "+852", "+999 1234 5678", "2123 4567", "call me", "1-800-FLOWERS", "+1 212 555 2671 ext. 3", "+33 12",
		"+852 5123 0100 5123 0100", "16315550142@c.us", "120363025246125486@g.us", "+1 631 555 O142", "+54 9 11 5555-0142", "1 (631) 555-0142",
		"\x1b[31m+852 5123 0100\x1b[0m", strings.Repeat("5", 300), strings.Repeat("長", 100), "📱 +852 5123 0100",
	}
}

// TestSheets draws every report in every language and width, and reads it as a
// terminal would.
func TestSheets(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		p := spoken(t, l.Tag)
		for _, width := range []int{30, 60, 80} {
			s := sheet{program: p, width: width}
			for _, text := range manyTexts() {
				drawn := s.number(judgeNumber(text, "GB"))
				for line := range strings.SplitSeq(drawn, "\n") {
					if ansi.StringWidth(line) > width || strings.TrimRight(line, " ") != line {
						t.Errorf("%s in %d columns: %q", l.Tag, width, line)
					}
				}
				if strings.ContainsAny(drawn, "[\x1b") || strings.Contains(drawn, "no value") {
					t.Errorf("%s: %q is drawn as\n%s", l.Tag, text, drawn)
				}
				if strings.HasPrefix(drawn, "\n") || strings.Contains(drawn, "\n\n\n") || !strings.ContainsAny(drawn, "✓×?") {
					t.Errorf("%s: %q is laid out as\n%s", l.Tag, text, drawn)
				}
			}
		}
	}
}

// TestSheetColumns: what stands in the second column begins in one place,
// whatever the script of the first.
func TestSheetColumns(t *testing.T) {
	t.Parallel()
	for _, l := range assets.Locales() {
		p := spoken(t, l.Tag)
		drawn := sheet{program: p, width: 60}.number(judgeNumber("+852 2123 4567", ""))
		facts, _, _ := strings.Cut(drawn, "\n\n")
		columns, found := map[int]bool{}, 0
		for line := range strings.SplitSeq(facts, "\n") {
			for _, value := range []string{
				"+852 2123 4567", "+85221234567",
				p.words.Say("line.fixed"), p.words.Say("check.reach.yes"), p.words.Language("zh_HK", "Chinese"),
			} {
				if before, _, is := strings.Cut(line, value); is {
					columns[ansi.StringWidth(before)], found = true, found+1
					break
				}
			}
		}
		if len(columns) != 1 || found < 6 {
			t.Errorf("%s: the second column begins at %v in\n%s", l.Tag, columns, drawn)
		}
	}
}

// TestLooksAddNoText: styles change nothing but the looks.
func TestLooksAddNoText(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	for _, text := range manyTexts() {
		r := judgeNumber(text, "")
		plain := sheet{program: p, width: 60}.number(r)
		styled := sheet{program: p, width: 60, look: theme.New(theme.Unknown, false)}.number(r)
		if ansi.Strip(styled) != plain || styled == plain {
			t.Errorf("%q is drawn as\n%q\nand without looks as\n%q", text, styled, plain)
		}
	}
}

func TestHasPlan(t *testing.T) {
	t.Parallel()
	for country, want := range map[string]bool{
		"HK": true, " hk ": true, "uk": true, "XK": true, "852": true, "+1": true,
		"H": false, "HKG": false, "ZZ": false, "XX": false, "香港": false, "001": false, "H\x1bK": false, "Hong Kong": false,
		"999": false, "--json": false,
	} {
		if hasPlan(country) != want {
			t.Errorf("%q: %v", country, !want)
		}
	}
}

func TestPlannedCountries(t *testing.T) {
	t.Parallel()
	all := plannedCountries()
	if len(all) < 200 || !slices.Contains(all, "HK") || !slices.IsSorted(all) {
		t.Fatalf("%d countries: %v", len(all), all)
	}
	p := spoken(t, "en")
	for _, code := range all {
		if name := p.words.Country(code); name == "" || strings.Contains(name, "Unknown") {
			t.Errorf("%s is called %q", code, name)
		}
	}
}

// TestEveryVerdictHasItsQuestions: a number that is neither eligible nor ruled
// out says what has to be asked.
func TestEveryVerdictHasItsQuestions(t *testing.T) {
	t.Parallel()
	for _, text := range manyTexts() {
		r := judgeNumber(text, "")
		failed := fmt.Sprintf("%q: %+v", text, r)
		switch r.Verdict {
		case "eligible":
			if !r.Eligible || len(r.Questions) > 0 || r.Number == nil {
				t.Error(failed)
			}
		case "undecided":
			if !r.Eligible || len(r.Questions) == 0 || r.Number == nil {
				t.Error(failed)
			}
		case "not_eligible":
			if r.Eligible || (r.Error == nil) == (r.Number == nil) {
				t.Error(failed)
			}
		default:
			t.Error(failed)
		}
	}
}
