package tui

import (
	"strings"
	"testing"
	"time"

	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/onboard"
)

// fourOpen is the checklist of a clean mobile, whose four questions nobody answered.
func fourOpen(t *testing.T, w, h int, change ...func(*Options)) *stage {
	t.Helper()
	return newStage(t, inState(flows.Eligibility, fresh()), change...).enter(w, h).pass(2 * time.Second)
}

// TestANumberAnswers at once and turns to the next open question; Enter answers nothing.
func TestANumberAnswers(t *testing.T) {
	t.Parallel()
	st := fourOpen(t, 80, 24, painting)
	screen := st.m.page().(*onboard.CheckPage)
	if st.press("enter", "right", "enter"); len(st.session().Checks.Answers) > 0 || !strings.Contains(st.text(), english().Say("enter.choose")) {
		t.Errorf("Enter answers %v:\n%s", st.session().Checks.Answers, st.text())
	}
	if st.press("4"); len(st.session().Checks.Answers) > 0 {
		t.Errorf("there are three answers, and the fourth is %v", st.session().Checks.Answers)
	}
	if st.pass(time.Second).press("down", "1"); st.session().Checks.Answers[eligibility.QuestionScaled] != eligibility.AnswerYes || screen.Asked != eligibility.QuestionInUse {
		t.Errorf("answers %v, then %s", st.session().Checks.Answers, screen.Asked)
	}
	for range 3 {
		st.pass(time.Second).press("1")
	}
	if v := st.session().Checks.Verdict.Kind; v != eligibility.Eligible || screen.Asked != eligibility.QuestionNone {
		t.Errorf("the verdict is %v; asked is %s", v, screen.Asked)
	}
	if st.press("enter"); st.session().State == flows.Eligibility && !st.session().Busy() {
		t.Errorf("Enter does not go on:\n%s", st.text())
	}
}

// TestAKeyThatSticksAnswersOnce: it is no customer who says the same four times.
func TestAKeyThatSticksAnswersOnce(t *testing.T) {
	t.Parallel()
	st := fourOpen(t, 80, 24, painting)
	for range 20 {
		st.press("1") // every 30 ms, as a keyboard repeats it
	}
	if n := len(st.session().Checks.Answers); n != 1 {
		t.Errorf("a key that is held down answers %d questions", n)
	}
	if st.pass(time.Second).press("1"); len(st.session().Checks.Answers) != 2 {
		t.Errorf("after it was let go there are %d answers", len(st.session().Checks.Answers))
	}
}

// TestAPastedTextAnswersNothing, and asks for no sentence.
func TestAPastedTextAnswersNothing(t *testing.T) {
	t.Parallel()
	st := fourOpen(t, 80, 24, painting)
	before := st.text()
	if st.burst("1111").paste("1"); len(st.session().Checks.Answers) > 0 {
		t.Errorf("a paste answers %v", st.session().Checks.Answers)
	}
	if st.burst("y\r").burst("y\n"); st.text() != before || len(st.session().Checks.Answers) > 0 {
		t.Errorf("a paste leads to\n%s", st.text())
	}
}

// TestOneSentenceForAll: y shows it, Enter says that the customer said yes, and the verdict
// is seen before anything goes on.
func TestOneSentenceForAll(t *testing.T) {
	t.Parallel()
	st := fourOpen(t, 100, 30, painting)
	const said = "“We own this number, we'll keep it, it isn't used on WhatsApp, and it was never banned.”"
	flat := func() string {
		var b strings.Builder
		for line := range strings.Lines(st.text()) {
			line, _, _ = strings.Cut(strings.Trim(line, " ┃│\n"), "   ")
			b.WriteString(strings.Trim(line, " ┃│") + " ")
		}
		return b.String()
	}
	if !strings.Contains(flat(), said) {
		t.Errorf("it is not to be seen before y:\n%s", st.text())
	}
	if st.press("y"); len(st.session().Checks.Answers) != 4 || st.session().Checks.Verdict.Kind != eligibility.Eligible {
		t.Errorf("answers: %v", st.session().Checks.Answers)
	}
	if !strings.Contains(flat(), said) || !strings.Contains(st.text(), english().Say("checks.ready")) || st.session().State != flows.Eligibility {
		t.Errorf("the sentence or the way on is not to be seen:\n%s", st.text())
	}
	if st.press("down", "2"); st.session().Checks.Verdict.Kind == eligibility.Eligible || strings.Contains(flat(), said) {
		t.Errorf("the customer's no is not heard afterwards:\n%s", st.text())
	}
}

// TestTheSentenceSaysWhatIsOpen and nothing else, in every language: not what was answered,
// nor that a number is not in use of which Meta says that it is.
func TestTheSentenceSaysWhatIsOpen(t *testing.T) {
	t.Parallel()
	inUse := func(s *flows.Session) { s.Checks.SaidInUse = true }
	for _, locale := range assets.Locales() {
		said := speak(locale.Tag)
		clause := func(q eligibility.Question) string { // whatever begins the sentence is written large
			return strings.ReplaceAll(strings.ToLower(said.Say("question."+string(q)+".said")), " ", "")
		}
		st := newStage(t, inState(flows.Eligibility, fresh(), answering(eligibility.QuestionOwnership, eligibility.AnswerYes), inUse),
			func(o *Options) { o.Words = said }).enter(60, 20)
		text := strings.ToLower(strings.NewReplacer(" ", "", "\n", "", "┃", "").Replace(st.text()))
		for q, want := range map[eligibility.Question]bool{
			eligibility.QuestionScaled: true, eligibility.QuestionBanned: true, eligibility.QuestionInUse: false, eligibility.QuestionRoom: false,
		} {
			if strings.Contains(text, clause(q)) != want {
				t.Errorf("%s: %s is said: %v\n%s", locale.Tag, q, !want, st.text())
			}
		}
		if st.press("y"); st.session().Checks.Answers[eligibility.QuestionInUse] != eligibility.AnswerNone || len(st.session().Checks.Answers) < 2 {
			t.Errorf("%s: answers %v", locale.Tag, st.session().Checks.Answers)
		}
	}
}

// TestNoLineMovesAsAnswersCome: the frame keeps its place and size, with whatever is in it.
func TestNoLineMovesAsAnswersCome(t *testing.T) {
	t.Parallel()
	edges := func(st *stage) (at []int) {
		for i, line := range strings.Split(st.text(), "\n") {
			if begins, ends := strings.HasPrefix(line, "  ┏━") || strings.HasPrefix(line, "  ╭─"), strings.HasPrefix(line, "  ┗━") || strings.HasPrefix(line, "  ╰─"); (begins || ends) && len(at) < 2 {
				at = append(at, i)
			}
		}
		return at
	}
	for _, locale := range assets.Locales() {
		for _, s := range sizes() {
			st := newStage(t, inState(flows.Eligibility, fresh()), func(o *Options) { o.Words = speak(locale.Tag) }).enter(s.w, s.h)
			first := edges(st)
			if len(first) != 2 {
				t.Fatalf("%s, %dx%d: the frame's edges are %v:\n%s", locale.Tag, s.w, s.h, first, st.text())
			}
			for _, key := range []string{"y", "down", "down", "up", "1", "1", "3", "1"} {
				st.press(key)
				if now := edges(st); now[0] != first[0] || now[1] != first[1] {
					t.Errorf("%s, %dx%d: after %s the edges are %v, not %v:\n%s", locale.Tag, s.w, s.h, key, now, first, st.text())
				}
			}
		}
	}
}

// TestWhatPassedIsFolded to a line, and a key shows it; what failed stays in sight.
func TestWhatPassedIsFolded(t *testing.T) {
	t.Parallel()
	say := english().Say
	st := newStage(t, inState(flows.Eligibility, fresh(tollFree), answering(eligibility.QuestionBehindIVR, eligibility.AnswerYes))).enter(60, 20)
	folded, one := say("rule.met", "Count", 7), say("reason.is_no_short_code")
	if text := st.text(); !strings.Contains(text, "✓ "+folded) || strings.Contains(text, one) {
		t.Errorf("it is not folded:\n%s", text)
	}
	if !strings.Contains(st.text(), "× ") {
		t.Errorf("what failed is not in sight:\n%s", st.text())
	}
	answers := len(st.session().Checks.Answers)
	if st.press("v"); !strings.Contains(st.text(), one) || !strings.Contains(st.text(), say("source.number")) {
		t.Errorf("v does not show it:\n%s", st.text())
	}
	if st.press("1", "y", "enter"); len(st.session().Checks.Answers) != answers {
		t.Errorf("a question that is not in sight is answered: %v", st.session().Checks.Answers)
	}
	if st.press("v", "esc"); strings.Contains(st.text(), one) || st.session().State != flows.Eligibility {
		t.Errorf("it is not folded again:\n%s", st.text())
	}
}
