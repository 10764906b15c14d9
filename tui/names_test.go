package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
)

// telling puts the number of the tests into every name that a session knows.
func telling(s flows.Session, number string) flows.Session {
	tell := func(name *string) {
		if *name != "" {
			*name = "Lo " + number + " Ltd"
		}
	}
	tell(&s.Account.Name)
	tell(&s.Account.Owner.Name)
	tell(&s.Number.Name)
	tell(&s.Number.NewName)
	tell(&s.Typed.Name)
	for _, text := range []*string{&s.Profile.Now.About, &s.Profile.Now.Description, &s.Profile.Now.Address} {
		tell(text)
	}
	var all []api.Number
	for n := range s.Numbers() {
		tell(&n.Name)
		all = append(all, n)
	}
	if len(all) > 0 && len(all) < 100 {
		s.List.Pages = listed(all)
	}
	s.Saved, s.Unfinished, s.Apps = slices.Clone(s.Saved), slices.Clone(s.Unfinished), slices.Clone(s.Apps)
	for i := range s.Saved {
		tell(&s.Saved[i].Name)
	}
	for i := range s.Unfinished {
		tell(&s.Unfinished[i].Name)
	}
	for i := range s.Apps {
		tell(&s.Apps[i].Name)
	}
	return s
}

// A phone number within a name is hidden as one in a sentence is: on every page, in
// the list, the summary and the report. A field shows what stands in it.
func TestNamesTellNoNumber(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	forms := []string{numberText, "85261740100", "+852\u00a06174\u20110100", "852/6174.0100", "٨٥٢٦١٧٤٠١٠٠", "tel85261740100x"}
	for i, l := range looks() {
		if l.reveals || l.session.State == flows.AddNumber || l.session.State == flows.PoolUse {
			continue
		}
		form := forms[i%len(forms)]
		t.Run(fmt.Sprint(i, " ", l.name), func(t *testing.T) {
			t.Parallel()
			l := l
			l.session = telling(l.session, form)
			for _, width := range []int{60, 120} {
				st := l.stage(t, english(), width, 36, false)
				if l.session.State == flows.EditProfile && st.m.traits().Typing {
					continue
				}
				for what, text := range map[string]string{"page": st.text(), "summary": st.m.Summary(), "report": st.m.reportText()} {
					for line := range strings.Lines(ansi.Strip(text)) {
						ascii := strings.Map(func(r rune) rune {
							if r >= '٠' && r <= '٩' {
								return r - '٠' + '0'
							}
							return r
						}, line)
						if part := partOf(middleText, ascii, 4); part != "" {
							t.Errorf("%s at %d: %s", what, width, line)
						}
					}
				}
			}
		})
	}
}

// The name of the account is put into the field for a number of the pool, unless a
// phone number stands in it, which the field would draw.
func TestAFieldBeginsWithoutANumber(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Lotus Bakery Limited": "Lotus Bakery Limited", "Lotus 852/6174.0100": "", "Lotus " + numberText: "", "Bakery 24": "Bakery 24",
	} {
		st := newStage(t, inState(flows.PoolUse, fresh(), func(s *flows.Session) { s.Account.Name = name })).enter(100, 36)
		if got := st.m.traits().Fields[0].Text; got != want {
			t.Errorf("%q: the field begins with %q", name, got)
		}
	}
}
