package tui

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// heldStatuses are those of a number that is registered and can hardly be used.
func heldStatuses() []api.Status {
	return []api.Status{api.StatusFlagged, api.StatusRestricted, api.StatusRateLimited}
}

func withHeld(s api.Status) func(*api.Number) {
	return func(n *api.Number) { connected(n); n.Status = s }
}

// TestHeldBackIsNeverGood shows numbers that Meta holds back everywhere, in every
// language: no tick, no "connected", and what it means and what to do stand there.
func TestHeldBackIsNeverGood(t *testing.T) {
	t.Parallel()
	for _, status := range heldStatuses() {
		for _, tag := range []string{"en", "zh-Hant-HK"} {
			t.Run(string(status)+" "+tag, func(t *testing.T) {
				t.Parallel()
				at := func(state flows.State) *stage {
					return newStage(t, inState(state, fresh(withHeld(status))), func(o *Options) { o.Words = speak(tag) }).enter(120, 32)
				}
				e := at(flows.Connected).m.env
				means, do, word := e.Say("held."+string(status)+".means"), e.Say("held."+string(status)+".do"), e.Say("held."+string(status)+".word")
				if !slices.ContainsFunc([]string{means, do}, func(s string) bool { return s != "" }) || word == "" {
					t.Fatal("there are no words")
				}
				good := e.Standing(fresh(connected)).Text

				last := at(flows.Connected)
				if text := last.text(); strings.Contains(text, "✓ "+string(status)) || strings.Contains(text, "✓ "+e.Say("step."+string(flows.StepOf(flows.Connected)))) || !strings.Contains(text, "! "+word) {
					t.Errorf("the last page tells it as good:\n%s", text)
				}
				if !folded(last.text(), means) || !folded(last.text(), do) {
					t.Errorf("the last page does not say what it means:\n%s", last.text())
				}
				list := at(flows.PickNumber).text()
				if !strings.Contains(list, word) || strings.Contains(lineWith(list, "▸ +852"), good) {
					t.Errorf("the list:\n%s", list)
				}
				leaving := at(flows.Manage)
				if text := leaving.text(); !strings.Contains(text, word) || !folded(text, do) || strings.Contains(lineWith(text, string(status)), good) {
					t.Errorf("the number's leaving:\n%s", text)
				}
				if text := leaving.press("tab").text(); !folded(text, means) || !folded(text, do) || strings.Contains(lineWith(text, e.Say("field.status")), good) {
					t.Errorf("its facts:\n%s", text)
				}
				if report := last.m.reportText(); !strings.Contains(report, markdown(means)) {
					t.Errorf("the report:\n%s", report)
				}
				last.m.env.Flow.Actions = []flows.Action{{At: t0, Call: api.GetNumber, Number: firstID}}
				last.m.quit(false)
				if sum := last.m.Summary(); last.m.Outcome() != page.Limited || strings.Contains(sum, e.Say("summary.connected")) || strings.Contains(sum, e.Say("action.get_number")) || !folded(sum, do) {
					t.Errorf("ends with %d:\n%s", last.m.Outcome().Code(), sum)
				}
			})
		}
	}
}

// lineWith is the first line with a text.
func lineWith(text, sign string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, sign) {
			return line
		}
	}
	return ""
}

// folded reports whether a sentence stands in a text that may have been broken into
// lines, beside other panes.
func folded(text, sentence string) bool {
	for _, word := range strings.Fields(sentence) {
		if start := []rune(word); !strings.Contains(text, string(start[:min(2, len(start))])) {
			return false
		}
	}
	return true
}

// TestNewStatusesKeepTheirName: of a state that nobody knows the name is shown, and no
// colour says that it is good.
func TestNewStatusesKeepTheirName(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.PickNumber, fresh())).enter(120, 32)
	for _, change := range []func(*api.Number){func(*api.Number) {}, verified, connected} {
		n := fresh(change, withStatus("HIBERNATING"))
		v := st.m.env.Standing(n)
		if v.Text != "HIBERNATING" || v.Look.GetForeground() != st.m.env.Style.Muted.GetForeground() {
			t.Errorf("%+v: %q", n, v.Text)
		}
	}
	for _, tt := range []struct {
		state flows.State
		want  string
	}{{flows.PickNumber, "HIBERNATING"}, {flows.Manage, "HIBERNATING"}, {flows.Connected, "HIBERNATING"}} {
		text := newStage(t, inState(tt.state, fresh(connected, withStatus("HIBERNATING")))).enter(120, 32).text()
		if !strings.Contains(text, tt.want) || strings.Contains(text, "✓ HIBERNATING") {
			t.Errorf("%s:\n%s", tt.state, text)
		}
	}
}
