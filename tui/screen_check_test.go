package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/assets/constants"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/onboard"
	"dialtone/tui/words"
)

// paneWidths are those of the main pane in the windows that are tested, and of one that is
// just too narrow for a side pane.
func paneWidths() []int { return []int{56, 58, 76, 92, 95} }

// checkStage is the checklist in a language.
func checkStage(t *testing.T, w *words.Words, s flows.Session) *stage {
	t.Helper()
	return newStage(t, s, func(o *Options) { o.Words = w }).enter(80, 24)
}

// allResults are the lines of the checklist that facts and answers can lead to,
// with the answers that they take.
func allResults() map[eligibility.Result]eligibility.Answers {
	var platforms []*eligibility.Platform
	for _, status := range []string{"PENDING", "CONNECTED", "BANNED", "MIGRATED", "DELETED", "DISCONNECTED"} {
		for _, host := range []string{"CLOUD_API", "ON_PREMISE"} {
			for _, code := range []string{"VERIFIED", "NOT_VERIFIED", "EXPIRED"} {
				platforms = append(platforms,
					&eligibility.Platform{Status: status, PlatformType: host, CodeVerification: code, AccountMode: "LIVE", NameStatus: "APPROVED", Onboarded: true},
					&eligibility.Platform{Status: status, PlatformType: host, CodeVerification: code, OnBusinessApp: true, VerifiedName: "Test Number", AccountMode: "SANDBOX"})
			}
		}
	}
	for _, name := range []string{"PENDING_REVIEW", "DECLINED", "EXPIRED", "NONE", ""} {
		platforms = append(platforms, &eligibility.Platform{Status: "PENDING", NameStatus: name, VerifiedName: "Test Number"})
	}
	platforms = append(platforms, nil, &eligibility.Platform{Status: "PENDING", OnBusinessApp: true})
	accounts := []*eligibility.Account{
		nil, {ReviewStatus: "REJECTED", Known: true}, {Status: "DISABLED"}, {ReviewStatus: "PENDING", Known: true, NumbersRegistered: 2},
		{ReviewStatus: "APPROVED", Known: true, NumbersRegistered: 2, MessagingLimit: "TIER_2K"}, {Known: true, NumbersRegistered: 3, NumberCap: 3},
	}
	var numbers []phone.Number
	for _, text := range []string{"+85251230100", "+18005550199", "+12125552671", "+611300123456", "+447640123456", "+15550783881", "+1 911", "+80012345678", ""} {
		n, _ := phone.Parse(text, "")
		numbers = append(numbers, n)
	}
	answers := []eligibility.Answers{nil}
	for _, q := range eligibility.Questions() {
		for _, a := range q.Choices() {
			answers = append(answers, eligibility.Answers{q: a})
		}
	}
	all := map[eligibility.Result]eligibility.Answers{}
	add := func(f eligibility.Facts) {
		for _, a := range answers {
			for _, r := range eligibility.Check(f, a) {
				all[r] = a
			}
		}
	}
	for _, n := range numbers {
		for _, p := range platforms {
			add(eligibility.Facts{Number: n, Platform: p})
		}
		for _, account := range accounts {
			add(eligibility.Facts{Number: n, Account: account})
		}
	}
	return all
}

// Nothing on a line of the checklist may be cut off, in any language, whatever is
// known about the rule.
func TestCheckRowsAreNeverCut(t *testing.T) {
	t.Parallel()
	results := allResults()
	reasons := map[eligibility.ReasonCode]bool{}
	for r := range results {
		reasons[r.Reason] = true
	}
	if all := constants.Of[eligibility.ReasonCode](t); len(reasons) < len(all) {
		t.Errorf("only %d of %d reasons are looked at", len(reasons), len(all))
	}
	for _, locale := range assets.Locales() {
		st := checkStage(t, speak(locale.Tag), inState(flows.Eligibility, fresh()))
		e, screen := st.m.env, st.m.page().(*onboard.CheckPage)
		screen.Asked = eligibility.QuestionNone
		for r, answers := range results {
			e.Flow.Checks.Answers = answers
			for _, w := range paneWidths() {
				row := screen.Row(e, r, w)
				text := ansi.Strip(strings.Join(row, "\n"))
				for _, line := range row {
					if ansi.StringWidth(line) > w {
						t.Errorf("%s: %d columns: too wide: %s", locale.Tag, w, text)
					}
				}
				if strings.Contains(text, "…") || missingWord.MatchString(text) {
					t.Errorf("%s: %d columns: cut off, or without words: %s", locale.Tag, w, text)
				}
				if len(row) > 3 || len(row) > 1 && r.Outcome == eligibility.Met && !r.Contradicts {
					t.Errorf("%s: %d columns: %d lines for one rule: %s", locale.Tag, w, len(row), text)
				}
			}
		}
	}
}

// The line that Enter acts on, for every verdict that there can be.
func TestVerdictLines(t *testing.T) {
	t.Parallel()
	verdicts := []eligibility.Verdict{{Kind: eligibility.Eligible}}
	for open := 1; open <= 8; open++ {
		verdicts = append(verdicts, eligibility.Verdict{Kind: eligibility.Undecided, Open: open})
	}
	for _, id := range constants.Of[eligibility.RemedyID](t) {
		for steps := 1; steps <= 4; steps++ {
			verdicts = append(verdicts, eligibility.Verdict{Kind: eligibility.AfterSteps, Remedy: id, Remedies: make([]eligibility.RemedyID, steps)})
		}
	}
	for r := range allResults() {
		if r.Remedy == eligibility.RemedyOtherNumber {
			verdicts = append(verdicts, eligibility.Verdict{Kind: eligibility.NotEligible, Reason: r.Reason})
		}
	}
	for _, locale := range assets.Locales() {
		st := checkStage(t, speak(locale.Tag), inState(flows.Eligibility, fresh()))
		e := st.m.env
		for _, v := range verdicts {
			for _, w := range paneWidths() {
				text := onboard.VerdictLine(e, v, w-6)
				for _, line := range []string{text, onboard.ButtonLine(e, v, w-6)} {
					if ansi.StringWidth(line) > w-6 || strings.Contains(line, "…") || missingWord.MatchString(line) {
						t.Errorf("%s: %d columns: %q", locale.Tag, w, line)
					}
				}
				if v.Kind == eligibility.AfterSteps && !strings.Contains(text, fmt.Sprint(len(v.Remedies))) {
					t.Errorf("%s: %d columns: %q does not count the steps", locale.Tag, w, text)
				}
			}
		}
	}
	e := checkStage(t, english(), inState(flows.Eligibility, fresh())).m.env
	leave := eligibility.Verdict{Kind: eligibility.AfterSteps, Remedy: eligibility.RemedyLeaveApp, Remedies: []eligibility.RemedyID{eligibility.RemedyLeaveApp}}
	out := eligibility.Verdict{Kind: eligibility.NotEligible, Reason: eligibility.ReasonIsShortCode, Remedy: eligibility.RemedyOtherNumber}
	for _, tt := range []struct {
		v            eligibility.Verdict
		says, button string
	}{
		{eligibility.Verdict{Kind: eligibility.Eligible}, "Nothing is in the way", "Ready to go"},
		{eligibility.Verdict{Kind: eligibility.Undecided, Open: 1}, "1 question left", "Continue"},
		{eligibility.Verdict{Kind: eligibility.Undecided, Open: 4}, "4 questions left", "Continue"},
		{out, "Can't go live: it's a short code", "You need another number"},
		{leave, "1 thing to do first", "First: leave the WhatsApp app"},
	} {
		if says, button := onboard.VerdictLine(e, tt.v, 100), onboard.ButtonLine(e, tt.v, 100); says != tt.says || button != tt.button {
			t.Errorf("got %q and %q, want %q and %q", says, button, tt.says, tt.button)
		}
	}
}

// Every line says who knows, in every width: Meta, the number, the operator. The
// field of Meta's gives way where there is no room.
func TestCheckRowsSayFromWhere(t *testing.T) {
	t.Parallel()
	st := checkStage(t, english(), inState(flows.Eligibility, fresh(), answering(eligibility.QuestionBanned, eligibility.AnswerNo)))
	e, screen := st.m.env, st.m.page().(*onboard.CheckPage)
	for rule, want := range map[eligibility.RuleID]struct{ wide, narrow string }{
		eligibility.RuleShortCode:  {"a full number  the number", "a full number  the number"},
		eligibility.RuleReach:      {"SMS and calls  the number", "SMS and calls  the number"},
		eligibility.RuleBanned:     {"not banned  you", "not banned  you"},
		eligibility.RuleAccount:    {"approved  Meta · account_review_status", "approved  Meta"},
		eligibility.RuleName:       {"ready for use  Meta · name_status", "ready for use  Meta"},
		eligibility.RuleCap:        {"there's room  Meta · phone_numbers", "there's room  Meta"},
		eligibility.RuleTestNumber: {"an ordinary one  Meta · account_mode", "an ordinary one  Meta"},
		eligibility.RuleScaled:     {"open", "open"},
	} {
		at := slices.IndexFunc(e.Flow.Checks.Results, func(r eligibility.Result) bool { return r.Rule == rule })
		for _, w := range paneWidths() {
			line := ansi.Strip(screen.Row(e, e.Flow.Checks.Results[at], w)[0])
			if w >= 76 && !strings.HasSuffix(line, " "+want.wide) || !strings.HasSuffix(line, " "+want.wide) && !strings.HasSuffix(line, " "+want.narrow) {
				t.Errorf("%s in %d columns: %q", rule, w, line)
			}
		}
	}
	for _, locale := range assets.Locales() {
		st := checkStage(t, speak(locale.Tag), inState(flows.Eligibility, fresh()))
		e, screen := st.m.env, st.m.page().(*onboard.CheckPage)
		screen.Asked = eligibility.QuestionNone
		for r, answers := range allResults() {
			e.Flow.Checks.Answers = answers
			if r.Source == eligibility.SourceNone || r.Contradicts {
				continue
			}
			for _, w := range paneWidths() {
				text := ansi.Strip(strings.Join(screen.Row(e, r, w), "\n"))
				_, from, _ := strings.Cut(text, onboard.ReasonText(e, r.Reason))
				if !strings.Contains(from, onboard.Knows(e, r, false)) {
					t.Errorf("%s: %d columns: %q does not say who knows", locale.Tag, w, text)
				}
			}
		}
	}
}

// A fact that contradicts an answer is shown beside it, in full.
func TestCheckShowsBothSides(t *testing.T) {
	t.Parallel()
	s := inState(flows.Eligibility, fresh(func(n *api.Number) { n.OnBusinessApp = true }),
		answering(eligibility.QuestionInUse, eligibility.AnswerNotUsed, eligibility.QuestionBanned, eligibility.AnswerNo))
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		st := newStage(t, s, func(o *Options) { o.Words = said }).enter(60, 20)
		flat := strings.Join(strings.Fields(st.text()), "")
		for _, key := range []string{"question.in_use.not_used", "reason.sharing_maybe_unfinished"} {
			if want := strings.ReplaceAll(said.Say(key), " ", ""); !strings.Contains(flat, want) {
				t.Errorf("%s: %q is not shown\n%s", locale.Tag, said.Say(key), st.text())
			}
		}
	}
}

// The whole checklist fits the smallest window, and whatever is asked stands in it
// with all its answers.
func TestCheckFitsTheSmallestWindow(t *testing.T) {
	t.Parallel()
	sessions := map[string]flows.Session{
		"mobile":    inState(flows.Eligibility, fresh()),
		"toll-free": inState(flows.Eligibility, fresh(tollFree)),
		"American":  inState(flows.Eligibility, fresh(func(n *api.Number) { n.Display = "+1 212-555-2671" })),
		"banned":    inState(flows.Eligibility, fresh(withStatus(api.StatusBanned)), answering(eligibility.QuestionBanned, eligibility.AnswerNo)),
		"declined":  inState(flows.Eligibility, fresh(func(n *api.Number) { n.NameStatus = "DECLINED" })),
	}
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		for _, name := range slices.Sorted(maps.Keys(sessions)) {
			st := newStage(t, sessions[name], func(o *Options) { o.Words = said }).enter(60, 20)
			for range len(eligibility.Questions()) + 1 {
				screen := st.m.page().(*onboard.CheckPage)
				text := st.text()
				if strings.Contains(text, "↓\n") || strings.Contains(text, "↑\n") {
					t.Errorf("%s, %s: the list is longer than the window\n%s", locale.Tag, name, text)
				}
				for _, a := range screen.Asked.Choices() {
					if label := said.Say("question." + string(screen.Asked) + "." + string(a)); !strings.Contains(text, label) {
						t.Errorf("%s, %s: %q cannot be seen\n%s", locale.Tag, name, label, text)
					}
				}
				st.press("tab")
			}
		}
	}
}

// An answer may raise a question; the checklist turns to it by itself.
func TestCheckAsksWhatAnAnswerRaises(t *testing.T) {
	t.Parallel()
	american := fresh(func(n *api.Number) { n.Display = "+1 212-555-2671" })
	for what, tc := range map[string]struct {
		choice string // the number of what the line can receive
		asks   bool   // about the voice menu
	}{
		"both":       {"1", false},
		"calls only": {"3", true},
		"not sure":   {"5", true},
	} {
		bubbled(t, what, func(t *testing.T) {
			st := newStage(t, inState(flows.Eligibility, american, func(s *flows.Session) { s.Code.Method = "" })).enter(80, 24)
			screen := st.m.page().(*onboard.CheckPage)
			asked := map[eligibility.Question]bool{}
			for range 10 {
				q := screen.Asked
				if q == eligibility.QuestionNone {
					break
				}
				if asked[q] {
					t.Fatalf("%s is asked twice", q)
				}
				asked[q] = true
				if q == eligibility.QuestionReach {
					st.press(tc.choice)
				} else {
					st.press("1") // the first answer is a good one
				}
			}
			if !asked[eligibility.QuestionReach] || asked[eligibility.QuestionBehindIVR] != tc.asks {
				t.Errorf("asked %v", slices.Sorted(maps.Keys(asked)))
			}
			if v := st.session().Checks.Verdict; v.Kind != eligibility.Eligible {
				t.Errorf("the verdict is %v because of %s", v.Kind, v.First)
			}
			st.press("enter")
			if st.session().State != flows.CodeMethod {
				t.Errorf("enter leads to %s", st.session().State)
			}
			if want := map[bool]api.CodeMethod{true: api.Voice, false: api.SMS}[tc.asks]; st.session().Code.Method != want {
				t.Errorf("the method is %s, want %s", st.session().Code.Method, want)
			}
		})
	}
}

// What was answered can be answered otherwise, also when it left the rule to the
// number itself.
func TestCheckTakesAnAnswerBack(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Eligibility, fresh(func(n *api.Number) { n.Display = "+1 212-555-2671" }),
		answering(eligibility.QuestionReach, eligibility.AnswerUnsure))).enter(80, 24)
	if !slices.Contains(onboard.Questions(st.m.env), eligibility.QuestionReach) {
		t.Error("what the line can receive cannot be answered again")
	}
}

// Where nothing but doubts is left the button says where Enter leads; as long as a question
// has no answer there is no button.
func TestCheckSaysWhereDoubtsLead(t *testing.T) {
	t.Parallel()
	questions := len(eligibility.Questions())
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		for _, doubt := range eligibility.Questions() {
			answers := []any{doubt, eligibility.AnswerUnsure}
			for _, q := range eligibility.Questions() {
				if q != doubt {
					answers = append(answers, q, q.Choices()[0])
				}
			}
			s := inState(flows.Eligibility, fresh(), answering(answers...))
			if !s.OnlyDoubts() { // the facts alone settle it
				continue
			}
			st := newStage(t, s, func(o *Options) { o.Words = said }).enter(60, 20)
			for range questions + 1 {
				st.press("tab")
				if st.m.page().(*onboard.CheckPage).Asked == eligibility.QuestionNone {
					break
				}
			}
			if want := said.Say("remedy." + string(s.Checks.Verdict.Remedy) + ".title"); !strings.Contains(st.text(), want) {
				t.Errorf("%s, %s: no %q\n%s", locale.Tag, doubt, want, st.text())
			}
		}
		st := newStage(t, inState(flows.Eligibility, fresh(), answering(eligibility.QuestionOwnership, eligibility.AnswerUnsure)),
			func(o *Options) { o.Words = said }).enter(60, 20)
		for range questions + 1 {
			if st.press("shift+tab"); st.m.page().(*onboard.CheckPage).Asked == eligibility.QuestionNone {
				t.Errorf("%s: it goes on although a question has no answer\n%s", locale.Tag, st.text())
			}
		}
	}
}
