package onboard

import (
	"cmp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// methodPage asks how the code comes, and in which language.
type methodPage struct {
	state    flows.State // whose page it is
	menu     bubble.Menu
	language api.Language
	picker   *bubble.Picker // the list of languages; nil while it is closed
	warned   bool           // that another code makes no sense yet
}

func methods() []api.CodeMethod { return []api.CodeMethod{api.SMS, api.Voice} }

func (m *methodPage) Enter(e *page.Env) tea.Cmd {
	m.picker, m.language, m.warned = nil, e.Flow.Code.Language, false
	for i, method := range methods() {
		if method == e.Flow.Code.Method {
			m.menu.Set(i)
		}
	}
	return nil
}

func (m *methodPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if m.picker != nil {
		item, done := page.Pick(m.picker, msg)
		if done {
			m.language, m.picker = cmp.Or(api.Language(item.ID), m.language), nil
		}
		return nil, nil
	}
	switch page.Pressed(msg) {
	case "l":
		picker := bubble.NewPicker(e.Say("language.search"))
		m.picker = &picker
		var items []bubble.Item
		for _, l := range assets.CodeLanguages() {
			items = append(items, bubble.Item{ID: l.Code, Label: e.Words.Language(l.Code, l.Name) + "  " + l.Code, Find: l.Name})
		}
		m.picker.SetItems(items)
		m.picker.Choose(string(m.language))
		return nil, nil
	case "c":
		return page.Do(flows.CodeAtHand{}), nil
	case "ctrl+n": // pressed once more on the way from the code: it moves nothing here
		return nil, nil
	case "enter":
		if m.early(e) && !m.warned {
			m.warned = true
			return nil, nil
		}
		return page.Do(flows.CodeAsked{Method: m.method(), Language: m.language}), nil
	}
	at := m.menu.At()
	m.menu.Update(msg, len(methods()))
	m.warned = m.warned && m.menu.At() == at // another choice is thought over anew
	return page.Back(msg), nil
}

// early reports whether the last code may still be on its way, so that another one would be
// a waste. Where no clear answer came that is asked about in other words.
func (m *methodPage) early(e *page.Env) bool {
	if r, is := e.Flow.Refused(); is && r.Unclear {
		return false
	}
	return !e.Flow.Code.SentAt.IsZero() && e.Now.Before(e.Flow.Code.SentAt.Add(resendAfter))
}

func (m methodPage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(m.state)
	if m.picker != nil {
		p.Title, p.Intro = e.Say("language.title"), e.Say("language.lead")
		p.Body, p.Cursor = m.picker.View(e.Style, w, max(6, h-1), e.Say("picker.nothing"))
		return p
	}
	st := e.Style
	if m.sending(e) {
		p.Title, st.Text = e.Say("method.SMS.sending"), st.Muted
		if m.method() == api.Voice {
			p.Title = e.Say("method.VOICE.sending")
		}
	}
	const listed = 4 // lines of the two choices without frames
	foot, cost := m.foot(e, w), m.cost(e, w)
	var menu string
	menu, p.Focus = m.menu.View(st, m.options(e), w, max(listed, h-len(foot)-len(cost)), m.verb(e))
	lines := append(strings.Split(menu, "\n"), foot...)
	if len(lines)+len(cost) < h {
		lines = append(lines, "")
	}
	lines = append(lines, cost...)
	if m.warned && m.early(e) {
		p.Focus = len(lines) - 1 // in a small window too
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

// method is the one that is lit.
func (m *methodPage) method() api.CodeMethod { return methods()[m.menu.At()] }

// sending reports whether Meta is being asked for the code.
func (m *methodPage) sending(e *page.Env) bool {
	if !e.Flow.Busy() {
		return false
	}
	call := e.Flow.Waiting.Spec().Call
	return call == api.RequestCode || call == api.RequestPreverifiedCode
}

// reach says how well the line gets an SMS and a call. Where both are the same it is one
// sentence for both.
func (m *methodPage) reach(e *page.Env) (sms, voice string, same bool) {
	bySMS, byCall := e.Flow.Phone.Line.Reach()
	line := e.Say("line." + e.Flow.Phone.Line.String())
	if bySMS == byCall && (bySMS == phone.ReachYes || bySMS == phone.ReachUnknown) {
		both := e.Say("reach.both_unknown", "Line", line)
		if bySMS == phone.ReachYes {
			both = e.Say("reach.both_yes", "Line", line)
		}
		return both, both, true
	}
	return e.Say("reach."+bySMS.String(), "Line", line), e.Say("reach."+byCall.String(), "Line", line), false
}

// options are the two ways, each with what it needs, and how well it suits the line where
// that differs.
func (m *methodPage) options(e *page.Env) []bubble.Option {
	sms, voice, same := m.reach(e)
	all := []bubble.Option{
		{Label: e.Say("method.SMS.label"), Note: e.Say("method.SMS.ready")},
		{Label: e.Say("method.VOICE.label"), Note: e.Say("method.VOICE.ready")},
	}
	if !same {
		all[0].Note, all[1].Note = sms, page.After(voice, all[1].Note)
	}
	return all
}

// verb is what stands beside the lit choice: what Enter does, or what it still lacks.
func (m *methodPage) verb(e *page.Env) string {
	plain := theme.Look{}
	const blocks = 4
	switch {
	case m.sending(e):
		return e.Spinner() + " " + e.Say("time.seconds", "Seconds", int(e.Now.Sub(e.Flow.Since)/time.Second))
	case e.Flow.Busy(), e.Flow.Problem != nil:
		return ""
	case !e.Ready:
		return e.Say("review.moment") + " " + bubble.Blocks(plain, plain, int(e.Stood*blocks), blocks)
	case e.Alone:
		return e.Say("method.alone", "Number", m.menu.At()+1)
	}
	if m.method() == api.Voice {
		return e.EnterTo("call_now")
	}
	return e.EnterTo("send_sms")
}

// foot are the choices below the two ways that have keys of their own. It has as many lines
// whichever of those is lit.
func (m *methodPage) foot(e *page.Env, w int) []string {
	lines := []string{"", keyed(e, "l",
		e.Style.Muted.Render(e.Say("method.language"))+"  "+e.Style.Strong.Render(languageName(e, m.language)), w)}
	if !e.Flow.Code.SentAt.IsZero() {
		lines = append(lines, keyed(e, "c", e.Style.Text.Render(e.Say("method.sent", "Ago", e.Ago(e.Flow.Code.SentAt))), w))
	}
	return lines
}

// keyed is a line that a key changes: the key stands where the numbers of the choices do.
func keyed(e *page.Env, key, text string, w int) string {
	return bubble.Fit("  "+e.Style.Key.Render(key)+"  "+text, w)
}

// cost says what the next code costs, or why it should wait, below what was refused.
func (m *methodPage) cost(e *page.Env, w int) []string {
	var lines []string
	if refused := e.Refused(); refused != "" {
		lines = e.Mind(refused, w)
	}
	call, text := api.RequestCode, e.Say("method.cost")
	switch used := e.Used(api.RequestCode); {
	case m.state == flows.PoolCode:
		call, text = api.RequestPreverifiedCode, e.Say("pool.codes", "Count", e.Flow.PoolCodes(e.Now), "Allowed", flows.PoolCodeLimit)
	case used > 0:
		text = e.Say("method.used", "Count", used)
	}
	if until := e.Flow.Budget.Frees(e.Flow.Counter(call), e.Now); !until.IsZero() {
		return append(lines, e.Mind(e.ClosedUntil(until), w)...)
	}
	cost := bubble.Lines(e.Style.Muted, text, w)
	if m.early(e) {
		early := e.Mind(e.Say("method.early"), w)
		rows := max(len(cost), len(early))
		if cost = fill(cost, rows); m.warned {
			cost = fill(early, rows)
		}
	}
	return append(lines, cost...)
}

// languageName names a language that codes are sent in.
func languageName(e *page.Env, code api.Language) string {
	for _, l := range assets.CodeLanguages() {
		if l.Code == string(code) {
			return e.Words.Language(l.Code, l.Name)
		}
	}
	return string(code)
}

func (m *methodPage) Keys(e *page.Env) page.Keys {
	if m.picker != nil {
		return page.PickKeys(e, m.picker, "take")
	}
	word := "send_sms"
	if m.method() == api.Voice {
		word = "call_now"
	}
	keys := page.Keys{e.Bind("enter", word), e.Bind("1-2", "choose"), e.Bind("l", "language")}
	if !e.Flow.Code.SentAt.IsZero() {
		keys = append(keys, e.Bind("c", "have_code"))
	}
	return keys
}

func (m *methodPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(m.state)
	t.Typing, t.Fields = m.picker != nil, page.PickerFields(m.picker)
	t.Phone, t.Ticks, t.OwnWait = page.OwnPhone, !e.Flow.Code.SentAt.IsZero(), m.sending(e)
	if reach, _, same := m.reach(e); same {
		t.Why = page.After(reach, t.Why)
	}
	if m.picker == nil {
		t.OnEnter = page.Do(flows.CodeAsked{})
	}
	return t
}
