package onboard

import (
	"cmp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dialtone/api"
	"dialtone/assets"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
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
		return page.Do(flows.CodeAsked{Method: methods()[m.menu.At()], Language: m.language}), nil
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
	sms, voice := e.Flow.Phone.Line.Reach()
	line := e.Say("line." + e.Flow.Phone.Line.String())
	var menu string
	menu, p.Focus = m.menu.View(e.Style, []bubble.Option{
		{Label: e.Say("method.SMS.label"), Note: e.Say("reach."+sms.String(), "Line", line)},
		{Label: e.Say("method.VOICE.label"), Note: e.Say("reach."+voice.String(), "Line", line)},
	}, w, 8, e.EnterTo("send_code"))
	used := 0
	if m.state == flows.CodeMethod {
		used = e.Used(api.RequestCode)
	}
	lines := []string{menu, "", e.Style.Text.Render(e.Say("method.language")) + "  " +
		e.Style.Strong.Render(languageName(e, m.language)) + "  " + e.Style.Muted.Render(string(m.language))}
	add := func(look lipgloss.Style, text string) {
		if h >= 18 || used == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, page.Wrap(look, text, w))
	}
	if !e.Flow.Code.SentAt.IsZero() {
		add(e.Style.Good, e.Say("method.sent", "Ago", e.Ago(e.Flow.Code.SentAt)))
	}
	if refused := e.Refused(); refused != "" {
		add(e.Style.Warn, "! "+refused)
	}
	call := api.RequestCode
	if m.state == flows.PoolCode {
		call = api.RequestPreverifiedCode
		add(e.Style.Muted, e.Say("pool.codes", "Count", e.Flow.PoolCodes(e.Now), "Allowed", flows.PoolCodeLimit))
	}
	if used > 0 {
		add(e.Style.Muted, e.Say("method.used", "Count", used))
	}
	switch until := e.Flow.Budget.Frees(e.Flow.Counter(call), e.Now); {
	case !until.IsZero():
		add(e.Style.Warn, "! "+e.ClosedUntil(until))
	case m.warned && m.early(e):
		add(e.Style.Warn, "! "+e.Say("method.early"))
		p.Focus = strings.Count(strings.Join(lines, "\n"), "\n") // in a small window too
	default:
		add(e.Style.Muted, e.Say("method."+string(methods()[m.menu.At()])+".ready"))
	}
	p.Body = strings.Join(lines, "\n")
	return p
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
		return page.Keys{e.Bind("↑↓", "choose"), e.Bind("enter", "take"), e.Bind("esc", "close")}
	}
	keys := page.Keys{e.Bind("enter", "send_code"), e.Bind("↑↓", "choose"), e.Bind("l", "language")}
	if !e.Flow.Code.SentAt.IsZero() {
		keys = append(keys, e.Bind("c", "have_code"))
	}
	return keys
}

func (m *methodPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(m.state)
	t.Typing, t.Fields = m.picker != nil, page.PickerFields(m.picker)
	t.Phone, t.Ticks = page.OwnPhone, !e.Flow.Code.SentAt.IsZero()
	if m.picker == nil {
		t.OnEnter = page.Do(flows.CodeAsked{})
	}
	return t
}

// codePage takes the six digits.
type codePage struct {
	state  flows.State // whose page it is
	digits bubble.Digits
	sent   string // the code that was handed in last
	wrong  string // the one that was refused last
	fault  string
}

// resendAfter is how long we ask for patience before another code is worth its
// attempt; Meta says that a code may take some minutes (docs).
const resendAfter = 2 * time.Minute

func (c *codePage) Enter(e *page.Env) tea.Cmd {
	c.digits.Clear()
	c.fault, c.sent, c.wrong = "", "", ""
	return nil
}

func (c *codePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if msg, is := msg.(page.Stepped); is {
		if msg.Refused(e) && e.Flow.Problem.Advice.ID == flows.AdviseWrongCode {
			c.wrong = c.sent // the same one again would cost a guess
		}
		return nil, nil
	}
	switch page.Pressed(msg) {
	case "esc":
		return page.Do(flows.BackAsked{}), nil
	case "ctrl+n":
		return page.Do(flows.NewCodeAsked{}), nil
	case "enter":
		if !c.digits.Full() {
			c.fault = e.Say("digits.missing", "Count", flows.PINLength-c.digits.Len())
			return nil, nil
		}
		c.digits.Anew()
		if c.wrong != "" && c.digits.Value() == c.wrong {
			c.fault = e.Say("digits.refused")
			return nil, nil
		}
		c.fault, c.sent = "", c.digits.Value()
		return page.Do(flows.CodeTyped{Code: api.NewSecret(c.digits.Value())}), nil
	}
	c.fault = e.DigitFault("digits", c.digits.Update(msg), c.fault, msg)
	return nil, nil
}

func (c codePage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(c.state)
	number, call := e.Display(e.Flow.Number), api.VerifyCode
	if c.state == flows.PoolEnter {
		number, call = e.Pooled(e.Flow.Pool.At), api.VerifyPreverifiedCode
	}
	p.Intro = e.Say("code.lead_"+string(e.Flow.Code.Method), "Number", number)
	if e.Flow.Code.Earlier {
		p.Intro = e.Say("code.lead_earlier", "Number", number)
	}
	lines := make([]string, 1)
	lines[0], p.Cursor = c.digits.View(e.Style, bubble.BoxesTyped, e.Reveal)
	if c.fault != "" {
		lines = append(lines, e.Fault(c.fault, w))
	}
	if !e.Flow.Code.SentAt.IsZero() {
		lines = append(lines, "", page.Wrap(e.Style.Muted,
			e.Say("code.sent", "Ago", e.Ago(e.Flow.Code.SentAt), "Until",
				e.Moment(eligibility.Deadline(eligibility.DeadlineCode, e.Flow.Code.SentAt))), w))
		if again := e.Flow.Code.SentAt.Add(resendAfter); again.After(e.Now) {
			lines = append(lines, page.Wrap(e.Style.Muted, e.Say("code.patience", "Left", e.TimeLeft(again)), w))
		} else {
			lines = append(lines, page.Wrap(e.Style.Text, e.Say("code.again"), w))
		}
	}
	if used := e.Used(call); used > 0 {
		lines = append(lines, "", page.Wrap(e.Style.Muted, e.Say("code.used", "Count", used), w))
	}
	p.Body = strings.Join(lines, "\n")
	return p
}

func (c *codePage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("0-9", "type"), e.Bind("enter", "check"), e.Bind("ctrl+n", "new_code")}
}

func (c *codePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(c.state)
	t.Boxes, t.Hidden, t.Asks, t.Secrets = true, page.SecretCode, page.TakesSix, page.Whole(&c.digits)
	t.Phone, t.Ticks = page.OwnPhone, true
	if c.digits.Full() {
		t.OnEnter = page.Do(flows.CodeTyped{})
	}
	return t
}
