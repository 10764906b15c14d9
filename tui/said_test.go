package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/exp/golden"
)

// TestWhatCardsAndNoticesSay keeps the words of every card and every notice, and
// the keys that a card names. How they are laid out is for pictures.
func TestWhatCardsAndNoticesSay(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, l := range append(cardLooks(), noticeLooks()...) {
		synctest.Test(t, func(t *testing.T) {
			st := l.stage(t, english(), 100, 30, true)
			fmt.Fprintf(&b, "== %s, in %s ==\n%s", l.name, st.session().State, said(st))
		})
	}
	golden.RequireEqual(t, b.String())
}

// said is the card or notice that a stage shows, a paragraph in a line.
func said(st *stage) string {
	var b strings.Builder
	if p := st.session().Problem; p != nil {
		for _, g := range detailGroups(st.m.env, p) {
			for _, part := range g.parts {
				b.WriteString(part.text + "\n")
			}
		}
		for _, k := range st.m.cardKeys() {
			fmt.Fprintf(&b, "  %s %s\n", k.Help().Key, k.Help().Desc)
		}
	}
	if st.session().Notice != "" {
		b.WriteString(st.m.env.Notice() + "\n")
	}
	return b.String()
}
