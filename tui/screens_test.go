package tui

import (
	"fmt"
	"image/color"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/assets/constants"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/page"
	"dialtone/tui/words"
)

// size is that of a terminal window.
type size struct{ w, h int }

// sizes are the smallest window, an ordinary one, one with a side pane, and a
// projector.
func sizes() []size { return []size{{60, 20}, {80, 24}, {100, 30}, {160, 45}} }

// shot is one picture of a look.
type shot struct {
	size
	look look
	m    *Root
	view tea.View
	text string
}

// shoot takes a picture of a look, once the terminal told its background; nil
// for one that does not tell.
func (l look) shoot(st *stage, s size, background color.Color) shot {
	if background != nil {
		st.send(tea.BackgroundColorMsg{Color: background})
	}
	view := st.frame()
	return shot{s, l, st.m, view, ansi.Strip(view.Content)}
}

// backgrounds of a terminal: one that does not tell, a dark and a light one.
func backgrounds() []color.Color { return []color.Color{nil, color.Black, color.White} }

// TestScreens looks at every picture at every size, and keeps what fixes the
// layout. After a wanted change of looks or words, refresh the files with:
// go test ./tui -update
func TestScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				album := l.album(t, english(), sizes(), l.kept(), backgrounds())
				if !l.worded {
					golden.RequireEqual(t, album)
				}
			})
		})
	}
}

// TestScreensInEveryLanguage keeps the key pictures of every other language,
// and looks at all of them.
func TestScreensInEveryLanguage(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	for _, locale := range assets.Locales()[1:] {
		said := speak(locale.Tag)
		for _, l := range looks() {
			t.Run(locale.Tag+"/"+l.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					drawn := sizes()[:3]
					album := l.album(t, said, drawn, drawn, backgrounds()[1:2])
					if l.key {
						golden.RequireEqual(t, album)
					}
				})
			})
		}
	}
}

// TestTooSmallAWindow keeps the notice that takes the place of every screen.
func TestTooSmallAWindow(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, s := range []size{{59, 20}, {60, 19}, {40, 12}, {20, 8}} {
		st := newStage(t, inState(flows.EnterCode, fresh())).enter(s.w, s.h)
		fmt.Fprintf(&b, "== %d x %d ==\n%s\n", s.w, s.h, tidy(st.text()))
	}
	golden.RequireEqual(t, b.String())
}

// album draws and checks a look at several sizes, and returns the pictures of those
// that are kept in one text.
func (l look) album(t *testing.T, w *words.Words, drawn, kept []size, backgrounds []color.Color) string {
	var b strings.Builder
	for _, s := range drawn {
		first, st := "", l.stage(t, w, s.w, s.h, true)
		for i, background := range backgrounds {
			shot := l.shoot(st, s, background)
			shot.check(t)
			if i == 0 {
				first = tidy(shot.text)
				if slices.Contains(kept, s) {
					fmt.Fprintf(&b, "== %d x %d ==\n%s\n", s.w, s.h, first)
				}
			} else if tidy(shot.text) != first {
				t.Errorf("%dx%d: another background changes the text:\n%s\ninstead of\n%s", s.w, s.h, shot.text, first)
			}
		}
	}
	return b.String()
}

// tidy drops blanks at the ends of lines, which nobody sees.
func tidy(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// TestNoPictureIsLeftOver finds golden files that no test compares with anything.
func TestNoPictureIsLeftOver(t *testing.T) {
	t.Parallel()
	compared := map[string]bool{"pasted.json": true, "TestTooSmallAWindow.golden": true, "TestWhatCardsAndNoticesSay.golden": true}
	names := map[string]bool{}
	for _, l := range looks() {
		if names[l.name] {
			t.Errorf("two looks are called %s", l.name)
		}
		if l.key && l.worded {
			t.Errorf("%s is kept, and is not", l.name)
		}
		names[l.name] = true
		file := l.name + ".golden"
		compared[filepath.Join("TestScreens", file)] = !l.worded
		for _, locale := range assets.Locales()[1:] {
			compared[filepath.Join("TestScreensInEveryLanguage", locale.Tag, file)] = l.key
		}
	}
	err := fs.WalkDir(os.DirFS("testdata"), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !compared[filepath.FromSlash(path)] {
			t.Errorf("no test compares testdata/%s with anything", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryStateAndCardHasALook holds that what the flow can show is looked at.
func TestEveryStateAndCardHasALook(t *testing.T) {
	t.Parallel()
	states, advice, remedies, notices := map[flows.State]bool{}, map[flows.AdviceID]bool{}, map[eligibility.RemedyID]bool{}, map[flows.Notice]bool{}
	for _, l := range looks() {
		s := l.session
		states[s.State], remedies[s.Checks.Remedy], notices[s.Notice] = true, true, true
		if s.Problem == nil {
			if strings.HasPrefix(l.name, "card-") && l.play == nil {
				t.Errorf("%s shows no card", l.name)
			}
			continue
		}
		advice[s.Problem.Advice.ID] = true
		if want, isCard := strings.CutPrefix(l.name, "card-"); isCard && l.play == nil && !strings.HasPrefix(want, "long") && want != "no-envelope" && want != string(s.Problem.Advice.ID) {
			t.Errorf("%s shows the card %s", l.name, s.Problem.Advice.ID)
		}
	}
	for _, d := range flows.Declarations() {
		if !states[d.State] {
			t.Errorf("no look at %s", d.State)
		}
	}
	for _, id := range constants.Of[flows.AdviceID](t) {
		if !advice[id] {
			t.Errorf("no look at the card %s", id)
		}
	}
	for _, id := range constants.Of[eligibility.RemedyID](t) {
		if !remedies[id] {
			t.Errorf("no look at the remedy %s", id)
		}
	}
	for _, n := range constants.Of[flows.Notice](t) {
		if !notices[n] {
			t.Errorf("no look at the notice %s", n)
		}
	}
}

// TestOneEnterLeavesTheIdentityCheck as it is, however it is.
func TestOneEnterLeavesTheIdentityCheck(t *testing.T) {
	t.Parallel()
	for _, is := range []func(*flows.Session){checked(true), checked(false), func(*flows.Session) {}} {
		st := newStage(t, inState(flows.Identity, fresh(connected), is)).enter(60, 20)
		if event, _ := st.m.page().Update(st.m.env, keyNamed("enter")); event != page.HintChoose || lit(st.text()) {
			t.Errorf("%+v: %#v\n%s", st.session().Settings.Identity, event, st.text())
		}
	}
	late := newStage(t, inState(flows.Identity, fresh(connected), awaiting(flows.ReadSettings{ID: firstID}, 0))).enter(60, 20)
	for _, key := range []string{"down", "end"} { // and what Meta says comes in under the mark
		late.press(key)
		late.answer(flows.SettingsRead{Settings: api.Settings{Identity: &api.IdentityCheck{Enabled: key == "down"}}})
		text := late.text()
		if event, _ := late.m.page().Update(late.m.env, keyNamed("enter")); event != page.HintChoose || lit(text) {
			t.Errorf("after %s: %#v\n%s", key, event, text)
		}
		late.m.pages[flows.Identity].Enter(late.m.env)
	}
}

// lit reports whether a choice is lit.
func lit(text string) bool { return strings.ContainsAny(text, "┃┏") }

// TestWebhooksEnd where they began: a command's page is done, a number's page is
// gone back to. Nothing but esc leads to the question which account.
func TestWebhooksEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		history []flows.State
		keys    string // the way on is named once
		want    page.Action
	}{
		{[]flows.State{flows.Connect}, "enter finish", page.Finish},
		{nil, "enter finish", page.Finish},
		{[]flows.State{flows.PickNumber, flows.Manage}, "enter back", page.Do(flows.BackAsked{})},
	} {
		st := newStage(t, inState(flows.Webhooks, fresh(connected), listening(ours), func(s *flows.Session) { s.History = c.history })).enter(80, 24)
		if event, _ := st.m.page().Update(st.m.env, keyNamed("enter")); event != c.want {
			t.Errorf("%v: Enter leads to %#v", c.history, event)
		}
		if !strings.Contains(st.text(), c.keys) {
			t.Errorf("%v: the keys are\n%s", c.history, st.text())
		}
		if outcome := st.m.outcomeNow(nil, false); outcome != page.Done {
			t.Errorf("%v: outcome %d", c.history, outcome)
		}
	}
}

// TestAJobDoneAsideLeadsBackToItsList, and the list to the first question.
func TestAJobDoneAsideLeadsBackToItsList(t *testing.T) {
	t.Parallel()
	say := english().Say
	st := newStage(t, start(flows.Options{}), withStories).enter(80, 24)
	all := flows.Jobs()
	st.press("3", "enter")
	for range slices.Index(all, flows.JobRecipient) {
		st.press("down")
	}
	st.press("enter")
	if st.session().State != flows.Recipient {
		t.Fatalf("in %s", st.session().State)
	}
	st.press("esc")
	if !strings.Contains(st.text(), say("connect.job.title")) {
		t.Errorf("it leads to\n%s", st.text())
	}
	st.press("esc")
	if !strings.Contains(st.text(), say("state.Connect.title")) {
		t.Errorf("the list leads to\n%s", st.text())
	}
}
