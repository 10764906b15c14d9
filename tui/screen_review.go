package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// reviewScreen is one page with everything that will be sent, before the call
// that counts.
type reviewScreen struct {
	at int // a line that can be changed, or the last one: register
}

// reviewLine is one line of the page; edit is the state that changes it.
type reviewLine struct {
	label, value string
	edit         flows.State
}

func (r *reviewScreen) enter(*env) tea.Cmd {
	r.at = len(editable())
	return nil
}

// editable are the states whose choice can be changed from here.
func editable() []flows.State { return []flows.State{flows.ChoosePIN, flows.ChooseRegion} }

func (r *reviewScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	last := len(editable())
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "up", "shift+tab":
		r.at = (r.at + last) % (last + 1)
	case "down", "tab":
		r.at = (r.at + 1) % (last + 1)
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "enter":
		if r.at < last {
			return flows.EditAsked{State: editable()[r.at]}, nil
		}
		return flows.RegisterAsked{}, nil
	}
	return nil, nil
}

func (r *reviewScreen) lines(e *env) []reviewLine {
	s := e.s
	where := "review.region_settings"
	if s.AtRegister {
		where = "review.region_register"
	}
	region := e.region(s.Region)
	if s.Region != "" {
		region += " · " + e.say(where)
	}
	return []reviewLine{
		{label: e.say("field.number"), value: e.display(s.Number)},
		{label: e.say("field.name"), value: s.Number.Name},
		{label: e.say("field.account"), value: s.Account.Name},
		{label: e.say("field.verified"), value: string(s.Number.Verification)},
		{label: e.say("field.pin"), value: api.Secret{}.String() + " · " + e.say("review.pin_"+string(s.PINMode)), edit: flows.ChoosePIN},
		{label: e.say("field.region"), value: region, edit: flows.ChooseRegion},
	}
}

func (r *reviewScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Review)
	rows := r.lines(e)
	label := 0
	for _, row := range rows {
		label = max(label, ansi.StringWidth(row.label))
	}
	var lines []string
	edit := 0
	for _, row := range rows {
		mark, look := "  ", e.style.Text
		if row.edit != "" {
			if edit == r.at {
				mark, look = "▸ ", e.style.Focus
				p.focus = len(lines)
			}
			edit++
		}
		value := strings.Split(ansi.Wrap(row.value, max(8, w-label-4), ""), "\n")
		lines = append(lines, look.Render(mark)+e.style.Muted.Render(bubble.Pad(row.label, label))+"  "+look.Render(value[0]))
		for _, more := range value[1:] {
			lines = append(lines, strings.Repeat(" ", label+4)+look.Render(more))
		}
	}
	counted := e.s.Counted(api.Register)
	used := e.s.Budget.Used(counted, e.now)
	lines = append(lines, "", wrap(e.style.Muted, e.say("review.cost", "Number", used+1, "Allowed", flows.Allowed), w), "")
	button := e.say("review.register", "Number", used+1, "Allowed", flows.Allowed)
	if r.at == len(editable()) {
		p.focus = len(lines)
		lines = append(lines, e.style.Button.Render(bubble.Fit(button, w-4)))
	} else {
		lines = append(lines, "  "+e.style.Text.Render("[ "+bubble.Fit(button, w-6)+" ]"))
	}
	p.body = strings.Join(lines, "\n")
	return p
}

func (r *reviewScreen) keys(e *env) []key.Binding {
	word := "register"
	if r.at < len(editable()) {
		word = "change"
	}
	return []key.Binding{e.bind("enter", word), e.bind("↑↓", "choose")}
}

func (r *reviewScreen) typing() bool { return false }

// registerScreen waits for the answer to the call that counts.
type registerScreen struct{}

func (registerScreen) enter(*env) tea.Cmd { return nil }

func (registerScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "enter", "ctrl+l":
		return flows.ReloadAsked{}, nil
	}
	return nil, nil
}

func (registerScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Register)
	k := "register.sent"
	if e.s.Settling != nil {
		k = "register.settling"
	}
	p.body = wrap(e.style.Text, e.say(k), w)
	return p
}

func (registerScreen) keys(*env) []key.Binding { return nil }
func (registerScreen) typing() bool            { return false }

// connectedScreen shows that it worked, or that it still has to.
type connectedScreen struct {
	report string // what became of the report
}

func (c *connectedScreen) enter(*env) tea.Cmd {
	c.report = ""
	return nil
}

func (c *connectedScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	if r, ok := msg.(reportMsg); ok {
		c.report = e.say("connected.report", "Path", r.path)
		if r.err != nil {
			c.report = e.say("connected.no_report", "Reason", r.err.Error())
		}
		return nil, nil
	}
	switch pressed(msg) {
	case "esc":
		return flows.BackAsked{}, nil
	case "s":
		return reportAsked{}, nil
	case "ctrl+l":
		return flows.ReloadAsked{}, nil
	case "w":
		if e.s.AppsRead && len(e.s.Apps) == 0 {
			return flows.SubscribeAsked{}, nil
		}
	case "enter":
		if e.s.Number.Status.Registered() {
			return finished{}, nil
		}
		return flows.ReloadAsked{}, nil
	}
	return nil, nil
}

func (c *connectedScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Connected)
	n := e.s.Number
	if !n.Status.Registered() {
		p.title, p.lead = e.say("connected.not_yet.title"), e.say("connected.not_yet.lead")
	}
	st := e.style
	status := st.Warn.Render("… " + string(n.Status))
	if n.Status.Registered() {
		status = st.Good.Bold(true).Render("✓ " + string(n.Status))
	}
	rows := [][2]string{
		{e.say("field.status"), status},
		{e.say("field.number"), st.Strong.Render(e.display(n))},
		{e.say("field.name"), st.Text.Render(n.Name) + st.Muted.Render("  "+string(n.NameStatus))},
		{e.say("field.quality"), st.Text.Render(string(n.Quality))},
		{e.say("field.throughput"), st.Text.Render(e.throughput(n.Throughput.Level))},
		{e.say("field.region"), st.Text.Render(e.region(e.s.Settings.Storage.Localized()))},
		{e.say("field.cap"), st.Text.Render(c.cap(e))},
		{e.say("field.webhooks"), c.webhooks(e)},
	}
	if n.Certificate != "" {
		rows = append(rows, [2]string{e.say("field.certificate"), st.Text.Render(e.say("connected.certificate"))})
	}
	if n.Health.CanSend != "" {
		rows = append(rows, [2]string{e.say("field.health"), st.Text.Render(n.Health.CanSend)})
	}
	p.body = e.table(rows, w)
	if c.report != "" {
		p.body += "\n\n" + wrap(st.Good, c.report, w)
	}
	return p
}

// cap says how many numbers the business may register, and how many it has.
func (c *connectedScreen) cap(e *env) string {
	count := 0
	for _, page := range e.s.Pages {
		for _, n := range page {
			if n.Status.Registered() {
				count++
			}
		}
	}
	allowed := 2
	if e.s.Account.Verified() {
		allowed = 20
	}
	return e.say("connected.cap", "Used", count, "Allowed", allowed)
}

// webhooks says whether incoming messages reach anybody.
func (c *connectedScreen) webhooks(e *env) string {
	switch {
	case !e.s.AppsRead:
		return e.style.Muted.Render(e.say("connected.webhooks.unread"))
	case len(e.s.Apps) == 0:
		return e.style.Warn.Render("! " + e.say("connected.webhooks.none"))
	}
	names := make([]string, len(e.s.Apps))
	for i, a := range e.s.Apps {
		names[i] = a.Name
	}
	return e.style.Good.Render("✓ ") + e.style.Text.Render(strings.Join(names, ", "))
}

func (c *connectedScreen) keys(e *env) []key.Binding {
	var keys []key.Binding
	if e.s.Number.Status.Registered() {
		keys = append(keys, e.bind("enter", "finish"), e.bind("s", "report"))
	} else {
		keys = append(keys, e.bind("enter", "check_again"))
	}
	if e.s.AppsRead && len(e.s.Apps) == 0 {
		keys = append(keys, e.bind("w", "subscribe"))
	}
	return keys
}

func (c *connectedScreen) typing() bool { return false }
