package cli

import (
	"strings"
	"testing"
	"time"

	"dialtone/flows/journal"
	"dialtone/tui/words"
)

// TestInitials: no name can be read out of its initials, and no digit is one.
func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                              "",
		"Lotus Bakery":                  "L. B.",
		"lotus":                         "L.",
		"Golden Dragon Trading Co. Ltd": "G. D. T. C.",
		"金龍貿易有限公司":                      "金.",
		"ร้านกาแฟ เชียงใหม่": "ร้. เ.",
		"Tiệm bánh":      "T. B.",
		"E\u0301cole":    "E\u0301.",
		"7-Eleven":       "E.",
		"+852 9123 4567": "",
		"\xff\xfe Lotus": "L.",
	} {
		if got := initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestHistoryTellsWhyMetaRefused by our heading and Meta's numbers; what no version of
// the words knows stands as it is.
func TestHistoryTellsWhyMetaRefused(t *testing.T) {
	t.Parallel()
	p := &program{words: words.Load("en")}
	s := journal.Summary{State: "Review", Refused: "shared 100"}
	if text := p.standing(s); !strings.Contains(text, p.words.Say("advice.shared.title")+", 100") {
		t.Error(text)
	}
	s.Refused = "later_word 100/2388001"
	if text := p.standing(s); !strings.Contains(text, "later_word, 100/2388001") {
		t.Error(text)
	}
	s.Ended = time.Now()
	if text := p.standing(s); strings.Contains(text, "later_word") {
		t.Errorf("it has ended: %s", text)
	}
	if got := entriesOf([]journal.Summary{s})[0]; got.Refused != s.Refused {
		t.Errorf("%+v", got)
	}
}

// TestHistoryNamesNobody unless asked: not who did it, and not on which computer.
func TestHistoryNamesNobody(t *testing.T) {
	t.Parallel()
	p := &program{words: words.Load("en")}
	told := func(id, number, name string) journal.Summary {
		s := journal.Summary{ID: journal.SessionID(id), State: "Review", Who: "may@desk"}
		s.Display, s.Name = number, name
		return s
	}
	all := []journal.Summary{
		told("k3v9q2m4xa", "+852 •••• 0100", "L. B."),
		told("p7", "+49 ••• 0133", "F. W. G."),
	}
	if text := p.historyTable(all, false); strings.Contains(text, "may") || strings.Contains(text, "desk") {
		t.Errorf("without names:\n%s", text)
	}
	text := p.historyTable(all, true)
	if !strings.Contains(text, "may@desk") {
		t.Errorf("with names:\n%s", text)
	}
	lines := strings.Split(text, "\n")
	if a, b := strings.Index(lines[0], "+852"), strings.Index(lines[1], "+49"); a != b {
		t.Errorf("the columns are not aligned:\n%s", text)
	}
}
