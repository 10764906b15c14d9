package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/page"
)

func TestOutcomes(t *testing.T) {
	t.Parallel()
	scopes := opened(func(token *api.TokenInfo) { token.Scopes = []api.Scope{} })
	for _, tt := range []struct {
		name    string
		session flows.Session
		key     string
		want    page.Outcome
		code    int
	}{
		{"connected", inState(flows.Connected, fresh(connected)), "x", page.Done, 0},
		{"connected and left", inState(flows.Connected, fresh(connected)), "ctrl+q", page.Done, 0},
		{"not seen connected", inState(flows.Connected, fresh(verified)), "ctrl+q", page.Unfinished, 1},
		{"midway", inState(flows.EnterCode, fresh()), "ctrl+q", page.Unfinished, 1},
		{"not eligible", inState(flows.Remedy, fresh(), func(s *flows.Session) { s.Checks.Remedy = eligibility.RemedyLeaveApp }), "ctrl+q", page.NotEligible, 3},
		{"not owned", inState(flows.Eligibility, fresh(), answering(eligibility.QuestionOwnership, eligibility.AnswerNo)), "ctrl+q", page.NotEligible, 3},
		{"dead token", needsToken(flows.Review, false), "ctrl+q", page.NoAccess, 4},
		{"missing scope", inState(flows.Connect, fresh(), happens(scopes)), "ctrl+q", page.NoAccess, 4},
		{"permission", inState(flows.PickNumber, fresh(), failing(refusal(api.ListNumbers, 10, 0))), "ctrl+q", page.NoAccess, 4},
		{"blocked", inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133016, 0))), "ctrl+q", page.Limited, 5},
		{"our own count", inState(flows.Review, fresh(verified), used(api.Register, 10), happens(flows.RegisterAsked{})), "ctrl+q", page.Limited, 5},
		{"interrupted", inState(flows.Connected, fresh(connected)), "ctrl+c", page.Interrupted, 130},
	} {
		bubbled(t, tt.name, func(t *testing.T) {
			st := newStage(t, tt.session).goLive().enter(80, 24).press(tt.key)
			if !st.quit {
				t.Fatal("the wizard did not end")
			}
			if st.m.Outcome() != tt.want || tt.want.Code() != tt.code {
				t.Errorf("outcome %d with code %d, want %d with %d", st.m.Outcome(), st.m.Outcome().Code(), tt.want, tt.code)
			}
			if st.m.calling.whole.Err() == nil {
				t.Error("calls go on after the end")
			}
			summary := st.m.Summary()
			if missingWord.MatchString(summary) || !strings.HasSuffix(summary, "\n") || strings.Contains(summary, "\x1b") {
				t.Errorf("the summary reads:\n%s", summary)
			}
			for _, secret := range []string{tokenText, pinText, codeText, middleText} {
				if strings.Contains(summary, secret) {
					t.Errorf("the summary holds %q", secret)
				}
			}
		})
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	say := english().Say
	deeds := func(s *flows.Session) {
		s.Actions = []flows.Action{{At: t0, Call: api.RequestCode}, {At: t0.Add(time.Minute), Call: api.VerifyCode}}
	}
	resume := "dialtone --account " + string(wabaID) + " --number " + string(firstID)
	for _, tt := range []struct {
		name    string
		session flows.Session
		keys    []string
		report  string
		has     []string
		not     []string
	}{
		{"nothing done", inState(flows.Eligibility, fresh()), nil, "",
			[]string{say("summary.nothing"), say("summary.stopped", "Step", say("state.Eligibility.name")), resume, "+852 •••• 0100"}, nil},
		{"revealed when left", inState(flows.Review, fresh()), []string{"ctrl+r"}, "", []string{"+852 •••• 0100"}, []string{middleText}},
		{"midway", inState(flows.ChoosePIN, fresh(verified), deeds), nil, "",
			[]string{"09:00:00  " + say("action.request_code"), "09:01:00  " + say("action.verify_code"), resume}, []string{say("summary.nothing")}},
		{"under way", inState(flows.Register, fresh(verified), awaiting(flows.RegisterNumber{ID: firstID}, 0)), nil, "",
			[]string{say("summary.under_way", "Action", say("action.register"))}, []string{say("summary.nothing")}},
		{"connected", inState(flows.Connected, fresh(connected), deeds), nil, "/tmp/report.md",
			[]string{say("summary.connected"), say("summary.report", "Path", "/tmp/report.md")}, []string{resume}},
		{"misplaced", inState(flows.Connected, fresh(connected), found(settings("BR"), flows.PINUnsure)), nil, "",
			[]string{
				say("summary.connected"), say("connected.misplaced.remark", "Is", say("region.in_BR")+" (BR)", "Wanted", say("region.none")), say("connected.pin_unsure"),
				say("summary.region", "Command", "dialtone region --account "+string(wabaID)+" --number "+string(firstID)+" --region none"),
			}, nil},
		{"already", inState(flows.Connected, fresh(connected), func(s *flows.Session) { s.Arrival.PIN = flows.PINAsItWas }), nil, "",
			[]string{say("summary.connected"), say("connected.pin_as_it_was")}, nil},
		{"not by us", inState(flows.Connected, fresh(connected), found(settings(""), flows.PINNotSent)), nil, "",
			[]string{say("summary.connected"), say("connected.pin_not_sent")}, []string{"--region"}},
		{"in the journal", inState(flows.ChoosePIN, fresh(verified), func(s *flows.Session) {
			s.Actions = []flows.Action{{At: t0, Call: api.VerifyCode, Number: firstID}}
			s.Record = flows.Record{Open: true, Number: firstID}
		}), nil, "", []string{say("summary.resume", "Command", "dialtone resume") + "\n"}, []string{"--account"}},
		{"sandbox", inState(flows.Review, fresh(verified), sandboxed), nil, "", []string{"dialtone --sandbox"}, []string{"--account"}},
		{"before any account", start(flows.Options{}), nil, "", []string{say("summary.resume", "Command", "dialtone") + "\n"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := newStage(t, tt.session).enter(80, 24).press(tt.keys...)
			if tt.report != "" {
				st.send(page.ReportMsg{Path: tt.report})
			}
			got := st.press("ctrl+q").m.Summary()
			if first, _, _ := strings.Cut(got, "\n"); strings.HasPrefix(first, "Dialtone: ") || strings.HasPrefix(first, "  ") {
				t.Errorf("how it ended does not come first:\n%s", got)
			}
			flat := func(text string) string { return strings.Join(strings.Fields(text), " ") } // however it is folded
			for _, want := range tt.has {
				if !strings.Contains(flat(got), flat(want)) {
					t.Errorf("%q is missing in\n%s", want, got)
				}
			}
			for _, no := range tt.not {
				if strings.Contains(flat(got), flat(no)) {
					t.Errorf("%q stands in\n%s", no, got)
				}
			}
		})
	}
}

// TestTheSummaryFitsTheTerminal: no sentence is broken within a word, and what is
// to be copied is not broken at all.
func TestTheSummaryFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "zh-HK"} {
		w := speak(lang)
		for _, cols := range []int{60, 80, 100, 160} {
			st := newStage(t, inState(flows.MovePlan, fresh(connected), takenOff, used(api.Register, 3), func(s *flows.Session) {
				s.Actions = []flows.Action{{At: t0, Call: api.Deregister, Unclear: true}}
			}), func(o *Options) { o.Words = w })
			st.enter(cols, 24).send(page.ReportMsg{Path: "/home/ops/" + strings.Repeat("reports/", 20) + "dialtone.md"})
			var folded []string
			for line := range strings.Lines(st.press("ctrl+q").m.Summary()) {
				line = strings.TrimSuffix(line, "\n")
				copied := strings.HasPrefix(line, "  dialtone region --account ") || strings.Contains(line, "dialtone.md")
				if ansi.StringWidth(line) >= cols && !copied {
					t.Errorf("%s: too wide for %d columns: %q", lang, cols, line)
				}
				if !copied {
					folded = append(folded, strings.TrimSpace(line))
				}
			}
			if all := strings.Join(folded, " "); lang == "en" && !strings.Contains(all, w.Say("summary.off")) {
				t.Errorf("%d columns: words are broken in %q", cols, all)
			}
			if !strings.Contains(st.m.Summary(), "\n  dialtone region --account "+string(wabaID)+" --number "+string(firstID)+" --region BR\n") {
				t.Errorf("the command is not whole:\n%s", st.m.Summary())
			}
		}
	}
}

// TestAfterTheEnd holds that a call which was cut off by leaving is no failure
// of Meta's.
func TestAfterTheEnd(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.ChooseRegion, fresh(verified), awaiting(flows.ReadSettings{ID: firstID}, 0))).enter(80, 24).press("ctrl+c")
	before := st.m.Summary()
	st.answer(flows.Failed{Call: api.GetSettings, Err: errors.New("context canceled")})
	if st.session().Problem != nil || st.m.Summary() != before || st.m.Outcome() != page.Interrupted {
		t.Errorf("what came in after the end changed the outcome:\n%s", st.m.Summary())
	}
}

// TestTheSummaryNamesNobodyGone: who ends the program on the account page is not
// told whom the page before was about.
func TestTheSummaryNamesNobodyGone(t *testing.T) {
	t.Parallel()
	at := func(change ...func(*flows.Session)) string {
		st := newStage(t, inState(flows.Connect, fresh(verified), append([]func(*flows.Session){func(s *flows.Session) {
			s.Account = api.Account{ID: wabaID, Name: "Lotus Bakery Limited"}
			s.Number = fresh(verified)
		}}, change...)...)).enter(80, 24).press("ctrl+c")
		return st.m.Summary()
	}
	if text := at(); strings.Contains(text, "Lotus") || strings.Contains(text, "+852") {
		t.Errorf("the summary reads\n%s", text)
	}
	if text := at(func(s *flows.Session) { s.Return = flows.Review }); !strings.Contains(text, "Lotus") {
		t.Errorf("on the way, the summary reads\n%s", text)
	}
}
