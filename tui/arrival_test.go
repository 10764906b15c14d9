package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
)

// kept notes the reports that are written by themselves.
func kept(texts *[]string, err error) func(*Options) {
	return func(o *Options) {
		o.Keep = func(text string) (string, error) {
			*texts = append(*texts, text)
			return "~/.local/state/dialtone/reports/report-1.md", err
		}
	}
}

// arrives brings a number that this run registered to CONNECTED.
func arrives(t *testing.T, change func(*flows.Session), options ...func(*Options)) *stage {
	t.Helper()
	s := inState(flows.Connected, fresh(verified), func(s *flows.Session) {
		s.Actions = []flows.Action{{At: t0.Add(-2 * time.Second), Call: api.Register, Number: firstID}}
		s.PIN.Value = api.NewSecret(pinText)
		s.Looking = true
	}, change)
	st := newStage(t, s, options...).goLive().enter(100, 30)
	return st.answer(flows.NumberRead{Number: fresh(verified, connected)})
}

// TestTheReportIsWrittenByItself once a real number is live and all of it is read, once,
// without a secret, and never for one that is simulated or was live before.
func TestTheReportIsWrittenByItself(t *testing.T) {
	t.Parallel()
	say := english().Say
	real := func(*flows.Session) {}
	bubbled(t, "real", func(t *testing.T) {
		var texts []string
		st := arrives(t, real, kept(&texts, nil))
		if len(texts) > 0 {
			t.Error("it is written before the region and the apps are read")
		}
		region := settings("CH")
		st.answer(flows.AppsRead{Apps: []api.App{{ID: "1", Name: "Desk"}}, Settings: &region})
		st.press("w", "esc", "esc")
		if len(texts) != 1 {
			t.Fatalf("%d reports", len(texts))
		}
		for _, want := range []string{"+852 •••• 0100", "CONNECTED", string(firstID), say("region.in_CH")} {
			if !strings.Contains(texts[0], want) {
				t.Errorf("no %s in\n%s", want, texts[0])
			}
		}
		for _, secret := range []string{tokenText, pinText, codeText, middleText} {
			if strings.Contains(texts[0], secret) {
				t.Errorf("the report holds %q", secret)
			}
		}
		if !strings.Contains(st.text(), say("live.report")) || !strings.Contains(st.m.Summary(), "~/.local/state/dialtone/reports/report-1.md") {
			t.Errorf("nothing says where it is:\n%s", st.text())
		}
	})
	bubbled(t, "it cannot be written", func(t *testing.T) {
		var texts []string
		st := arrives(t, real, kept(&texts, errors.New("the disk is full"))).answer(flows.AppsRead{})
		if !strings.Contains(st.text(), "! "+say("connected.no_report", "Reason", "the disk is full")) || st.session().Problem != nil {
			t.Errorf("the page says\n%s", st.text())
		}
	})
	bubbled(t, "sandbox", func(t *testing.T) {
		var texts []string
		st := arrives(t, sandboxed, kept(&texts, nil)).answer(flows.AppsRead{})
		if len(texts) > 0 || !strings.Contains(st.text(), say("live.no_report")) {
			t.Errorf("%d reports:\n%s", len(texts), st.text())
		}
	})
	bubbled(t, "live before", func(t *testing.T) {
		var texts []string
		st := newStage(t, inState(flows.Connected, fresh(connected)), kept(&texts, nil)).goLive().enter(100, 30)
		if st.answer(flows.AppsRead{}); len(texts) > 0 {
			t.Error("a report is written of what nobody did")
		}
	})
}

// TestOneThingMovesAtLive: the word comes row by row and the rule turns green, and then
// nothing moves; without motion the end is there at once.
func TestOneThingMovesAtLive(t *testing.T) {
	t.Parallel()
	const word = "▀▀▀ ▀▀▀  ▀  ▀▀▀"
	rule := func(st *stage) string { return strings.Split(st.frame().Content, "\n")[1] }
	bubbled(t, "motion", func(t *testing.T) {
		st := arrives(t, func(*flows.Session) {})
		st.send(tea.BackgroundColorMsg{Color: backgrounds()[1]})
		first, began := st.text(), rule(st)
		if strings.Contains(first, word) {
			t.Errorf("all of it is there at once:\n%s", first)
		}
		st.pass(arrivalTakes)
		if ended := rule(st); !strings.Contains(st.text(), word) || ended == began {
			t.Errorf("it has not come:\n%s", st.text())
		}
		st.answer(flows.AppsRead{})
		if st.pass(time.Second); st.m.ticks {
			t.Error("something still moves")
		}
	})
	bubbled(t, "still", func(t *testing.T) {
		st := arrives(t, func(*flows.Session) {}, func(o *Options) { o.Still = true })
		if !strings.Contains(st.text(), word) {
			t.Errorf("it is not there at once:\n%s", st.text())
		}
		if strings.ContainsAny(st.text(), "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏") {
			t.Errorf("a spinner turns:\n%s", st.text())
		}
	})
}

// TestTheStagesStayWhereTheyAre from the request to the last look.
func TestTheStagesStayWhereTheyAre(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		sent := newStage(t, inState(flows.Register, fresh(verified), awaiting(flows.RegisterNumber{ID: firstID}, 0))).enter(s.w, s.h)
		first := strings.Split(sent.text(), "\n")
		next := strings.Split(sent.answer(flows.Registered{}).text(), "\n")
		if sent.session().State != flows.Connected {
			t.Fatalf("in %s", sent.session().State)
		}
		for i, line := range first {
			for _, part := range []string{"╭─", "╰──", "○ " + english().Say("review.step_live"), english().Say("register.reading")} {
				if strings.Contains(line, part) && i > headRows+1 && s.w < sideFrom && !strings.Contains(next[i], part) {
					t.Errorf("%dx%d: %q has moved:\n%s\n%s", s.w, s.h, part, sent.text(), line)
				}
			}
		}
		if text := sent.text(); strings.Contains(text, "BLOCKED") || strings.Contains(text, string(api.StatusPending)) && s.w < sideFrom {
			t.Errorf("half facts are told:\n%s", text)
		}
	}
}

// TestTheNextStepFitsTheNumber: one that Meta limits does not propose to write first.
func TestTheNextStepFitsTheNumber(t *testing.T) {
	t.Parallel()
	say := english().Say
	for status, want := range map[api.Status]string{api.StatusConnected: say("live.send.label"), api.StatusRestricted: say("live.qr.label")} {
		st := newStage(t, inState(flows.Connected, fresh(connected), subscribed("Desk"), func(s *flows.Session) { s.Number.Status = status })).enter(80, 24)
		for line := range strings.SplitSeq(st.text(), "\n") {
			if strings.Contains(line, say("key.open")) && strings.Contains(line, "┃") && !strings.Contains(line, want) {
				t.Errorf("%s: lit is %q", status, line)
			}
		}
		if !strings.Contains(st.text(), want) {
			t.Errorf("%s: no %q:\n%s", status, want, st.text())
		}
	}
}

// TestASimulatedNumberIsNotCalledLive without a word that it is simulated.
func TestASimulatedNumberIsNotCalledLive(t *testing.T) {
	t.Parallel()
	say := english().Say
	for _, change := range []func(*flows.Session){sandboxed, func(*flows.Session) {}} {
		s := inState(flows.Connected, fresh(connected), subscribed("Desk"), change)
		text := newStage(t, s).enter(60, 20).text()
		simulated := strings.Contains(text, say("live.simulated")) && strings.Contains(text, say("phone.simulated"))
		if simulated != s.Target.Sandbox || strings.Contains(text, say("live.connected")) == s.Target.Sandbox {
			t.Errorf("in the sandbox: %v:\n%s", s.Target.Sandbox, text)
		}
	}
}
