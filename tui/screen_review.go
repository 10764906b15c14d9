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
	lines := []reviewLine{
		{label: e.say("field.number"), value: e.display(s.Number)},
		{label: e.say("field.name"), value: s.Number.Name},
		{label: e.say("field.account"), value: s.Account.Name},
		{label: e.say("field.verified"), value: string(s.Number.Verification)},
		{label: e.say("field.pin"), value: pinLine(e), edit: flows.ChoosePIN},
		{label: e.say("field.region"), value: region, edit: flows.ChooseRegion},
	}
	if s.Backup != nil {
		lines = append(lines, reviewLine{label: e.say("field.backup"), value: api.Secret{}.String() + " · " + e.say("review.backup")})
	}
	switch by := s.RegisterBy(); {
	case by.After(e.now):
		lines = append(lines, reviewLine{label: e.say("field.register_by"), value: e.deadline(by)})
	case by.IsZero() && e.claimed():
		lines = append(lines, reviewLine{label: e.say("field.register_by"), value: e.say("review.register_within", "Days", poolDays)})
	}
	return lines
}

// pinLine says how the PIN came about, never the PIN.
func pinLine(e *env) string {
	if e.s.PIN.Empty() {
		return e.say("review.no_pin")
	}
	return api.Secret{}.String() + " · " + e.say("review.pin_"+string(pinMode(e.s)))
}

// pinMode is how the PIN came about. Once Meta has a replaced one it is the
// present one to the flow; the operator knows it as the new one.
func pinMode(s flows.Session) flows.PINMode {
	for _, d := range s.Deeds {
		if d.Call == api.SetPIN && d.Number == s.Number.ID && s.PINMode == flows.PresentPIN {
			return flows.ReplacePIN
		}
	}
	return s.PINMode
}

func (r *reviewScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Review)
	p.essential = true
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
		value := strings.Split(bubble.Wrap(row.value, max(8, w-label-4)), "\n")
		lines = append(lines, look.Render(mark)+e.style.Muted.Render(bubble.Pad(row.label, label))+"  "+look.Render(value[0]))
		for _, more := range value[1:] {
			lines = append(lines, strings.Repeat(" ", label+4)+look.Render(more))
		}
	}
	used := e.s.Budget.Used(e.s.Counted(api.Register), e.now)
	cost := wrap(e.style.Muted, e.say("review.cost_short"), w)
	if h >= 18 {
		cost = "\n" + wrap(e.style.Muted, e.say("review.cost", "Number", used+1, "Allowed", flows.Allowed), w) + "\n"
	}
	lines = append(lines, strings.Split(e.spent(api.Register, cost, w), "\n")...) // one by one: the focus counts them
	button := e.say("review.register", "Number", used+1, "Allowed", flows.Allowed)
	if used >= flows.Allowed {
		button = e.say("review.register_over", "Number", used+1, "Allowed", flows.Allowed)
	}
	switch {
	case !e.ready && r.sends():
		p.title = e.say("review.read_first")
		p.focus = len(lines)
		lines = append(lines, "  "+e.style.Muted.Render("[ "+bubble.Fit(e.say("review.moment"), w-6)+" ]"))
	case r.at == len(editable()):
		p.focus = len(lines)
		lines = append(lines, e.style.Button.Render(bubble.Fit(button, w-4)))
	default:
		lines = append(lines, "  "+e.style.Text.Render("[ "+bubble.Fit(button, w-6)+" ]"))
	}
	p.body = strings.Join(lines, "\n")
	return p
}

// spent says what of a counter is used up, below what the next request costs; or,
// in its place, until when the counter is closed.
func (e *env) spent(call api.Endpoint, cost string, w int) string {
	counted := e.s.Counted(call)
	if until := e.s.Budget.Frees(counted, e.now); !until.IsZero() {
		return "\n" + wrap(e.style.Warn, "! "+e.closed(until), w) + "\n"
	}
	first, used := e.s.Budget.First(counted, e.now), e.s.Budget.Used(counted, e.now)
	if first.IsZero() {
		return cost
	}
	look, mark := e.style.Muted, ""
	if flows.Scarce(used) {
		look, mark = e.style.Warn, "! "
	}
	return strings.TrimSuffix(cost, "\n") + "\n" + wrap(look, mark+e.say("review.used", "Count", used, "Allowed", flows.Allowed, "At", e.moment(first)), w) + "\n"
}

func (r *reviewScreen) keys(e *env) []key.Binding {
	word := "register"
	if r.at < len(editable()) {
		word = "change"
	}
	return []key.Binding{e.bind("enter", word), e.bind("↑↓", "choose")}
}

func (r *reviewScreen) typing() bool { return false }

// sends reports whether Enter would send the call that counts.
func (r *reviewScreen) sends() bool { return r.at == len(editable()) }

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
	p.waits = true
	k := "register.sent"
	if e.s.Settling != nil {
		k = "register.settling"
	}
	p.body = wrap(e.style.Text, e.say(k), w)
	return p
}

func (registerScreen) keys(*env) []key.Binding { return nil }
func (registerScreen) typing() bool            { return false }
