package tui

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialtone/assets"
	"dialtone/flows"
	"dialtone/tui/page"
)

// TestTheGlossary explains at most five words on a page, and each of its words somewhere.
func TestTheGlossary(t *testing.T) {
	t.Parallel()
	seen := map[page.Word]bool{}
	for _, d := range flows.Declarations() {
		words := page.Glossary(d.State)
		if len(words) > 5 {
			t.Errorf("%s has %d words", d.State, len(words))
		}
		for _, word := range words {
			seen[word] = true
		}
	}
	source, err := os.ReadFile("page/glossary.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range regexp.MustCompile(`Word = "(.*)"`).FindAllStringSubmatch(string(source), -1) {
		if !seen[page.Word(word[1])] {
			t.Errorf("%s is explained on no page", word[1])
		}
	}
}

// TestHelpReadsToItsEnd: at every size the marks, the words, the why and what stays hidden
// can be reached, and no line of it is cut.
func TestHelpReadsToItsEnd(t *testing.T) {
	t.Parallel()
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		for _, s := range sizes() {
			st := newStage(t, inState(flows.Review, fresh(verified)), func(o *Options) { o.Words = said }).enter(s.w, s.h).press("f1")
			var all strings.Builder
			for range 60 {
				all.WriteString(st.text())
				st.press("down")
			}
			for _, k := range []string{"help.own", "help.everywhere", "help.mark_refused", "glossary.certificate.means", "frame.why", "help.hidden"} {
				if !folded(all.String(), said.Say(k)) {
					t.Errorf("%s, %dx%d: %s is not reached", locale.Tag, s.w, s.h, k)
				}
			}
			if strings.Contains(all.String(), "…") {
				t.Errorf("%s, %dx%d: something is cut:\n%s", locale.Tag, s.w, s.h, all.String())
			}
		}
	}
}

// TestTheSpinnerStandsStill where nothing is to move, and the seconds go on.
func TestTheSpinnerStandsStill(t *testing.T) {
	t.Parallel()
	bubbled(t, "while a call is under way", func(t *testing.T) {
		st := newStage(t, inState(flows.Review, fresh(verified), awaiting(flows.ReadNumber{}, 0))).goLive().enter(80, 24)
		st.m.env.Still = true
		st.send(nil)
		first := st.m.waiting()
		if st.pass(time.Second); st.m.waiting() != first {
			t.Errorf("%q became %q", first, st.m.waiting())
		}
		if st.pass(3 * time.Second); !strings.Contains(st.text(), english().Say("waiting.seconds", "Count", 4)) {
			t.Errorf("the seconds stand still too:\n%s", st.text())
		}
	})
}
