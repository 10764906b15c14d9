package tui

import (
	"strings"
	"testing"

	"dialtone/flows"
)

// TestATickIsForWhatHasWorked: a notice that asks for something, or says that nothing has
// changed, has none.
func TestATickIsForWhatHasWorked(t *testing.T) {
	t.Parallel()
	for notice, mark := range map[flows.Notice]string{
		flows.NoticeTokenSaved: "✓ ", flows.NoticePINReplaced: "✓ ", flows.NoticeTokenEnds: "! ",
		flows.NoticeChecksOpen: "", flows.NoticeUnsaved: "", flows.NoticeStillInUse: "", flows.NoticeRegionSame: "", flows.NoticeCodeMayCome: "",
	} {
		st := newStage(t, inState(flows.CodeMethod, fresh(), func(s *flows.Session) { s.Notice = notice })).enter(100, 30)
		said := strings.Fields(st.m.env.Notice())[:3]
		line := strings.TrimSpace(lineWith(st.text(), strings.Join(said, " ")))
		if !strings.HasPrefix(line, mark+strings.Join(said, " ")) {
			t.Errorf("%s: %q, not with %q", notice, line, mark)
		}
	}
}
