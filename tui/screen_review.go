package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
)

// reviewScreen is one page with everything that will be sent, before the call
// that counts.
type reviewScreen struct{ lastPage }

func newReviewScreen() *reviewScreen {
	return &reviewScreen{lastPage{edits: []flows.State{flows.ChoosePIN, flows.ChooseRegion}, sent: flows.RegisterAsked{}}}
}

func (r *reviewScreen) lines(e *env) []reviewLine {
	s := e.s
	where := "review.region_settings"
	if s.RegionAtRegister {
		where = "review.region_register"
	}
	region := e.region(s.Storage.Region)
	if s.Storage.Region != "" {
		region += " · " + e.say(where)
	}
	lines := []reviewLine{
		{label: e.say("field.number"), value: e.asked(s.Number)},
		{label: e.say("field.name"), value: e.reviewed(s.Number)},
		{label: e.say("field.account"), value: e.name(s.Account.Name)},
		{label: e.say("field.verified"), value: string(s.Number.Verification)},
		{label: e.say("field.pin"), value: pinLine(e), edit: flows.ChoosePIN},
		{label: e.say("field.region"), value: region, edit: flows.ChooseRegion},
	}
	if s.Checks.Backup != nil {
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
	if e.s.PIN.Value.Empty() {
		return e.say("review.no_pin")
	}
	return api.Secret{}.String() + " · " + e.say("review.pin_"+string(pinMode(e.s)))
}

// pinMode is how the PIN came about. Once Meta has a replaced one it is the
// present one to the flow; the operator knows it as the new one.
func pinMode(s flows.Session) flows.PINMode {
	for _, d := range s.Actions {
		if d.Call == api.SetPIN && d.Number == s.Number.ID && s.PIN.Mode == flows.PresentPIN {
			return flows.ReplacePIN
		}
	}
	return s.PIN.Mode
}

func (r *reviewScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Review)
	p.essential = true
	p.told = e.s.Notice == flows.NoticeNameStands
	facts, at := r.rows(e, r.lines(e), w)
	p.focus = at
	const low, around = 18, 3 // title, blank, and the button
	lines := slices.Concat(facts, r.said(e, w, true))
	if h < low || len(lines)+around > h {
		lines = slices.Concat(facts, r.said(e, w, false))
	}
	used := e.used(api.Register)
	button := e.say("review.register", "Number", used+1, "Allowed", flows.Allowed)
	switch closed := !e.s.Budget.Frees(e.s.Counter(api.Register), e.now).IsZero(); {
	case closed && used < flows.Allowed: // Meta counted others' requests as well
		button = e.say("review.register_closed")
	case used >= flows.Allowed:
		button = e.say("review.register_over", "Number", used+1, "Allowed", flows.Allowed)
	}
	r.finish(e, &p, lines, button, w)
	return p
}

// said is what is to be known of the name and the counter, line by line: the
// focus counts them. Where there is no room for air it is said in short.
func (r *reviewScreen) said(e *env, w int, airy bool) []string {
	cost := wrap(e.style.Muted, e.say("review.cost_short"), w)
	if airy {
		cost = "\n" + wrap(e.style.Muted, e.say("review.cost", "Number", e.used(api.Register)+1, "Allowed", flows.Allowed), w) + "\n"
	}
	text := e.spent(api.Register, cost, w)
	if warning := r.aboutName(e); warning != "" {
		text = "\n" + wrap(e.style.Warn, "! "+warning, w) + "\n" + text
	}
	if !airy {
		text = strings.Trim(strings.ReplaceAll(text, "\n\n", "\n"), "\n")
	}
	return strings.Split(text, "\n")
}

// aboutName says what a name that Meta has not approved may have to do with the
// registration: no rule of Meta's asks for its approval (docs), and still some
// were refused for it (field). After such a refusal it asks once more.
func (r *reviewScreen) aboutName(e *env) string {
	k := "review.name_" + string(e.s.Number.NameStatus)
	switch {
	case e.s.Notice == flows.NoticeNameStands:
		return e.notice()
	case e.words.Has(k):
		return e.say(k)
	}
	return ""
}

// spent says what of a counter is used up, below what the next request costs; or,
// in its place, until when the counter is closed.
func (e *env) spent(call api.Endpoint, cost string, w int) string {
	counted := e.s.Counter(call)
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

// hidden is what can be shown here: the number, to be read before it is
// registered.
func (r *reviewScreen) hidden(*env) secretKind { return secretNumber }

func (r *reviewScreen) keys(e *env) []key.Binding {
	word := "register"
	if !r.sends() {
		word = "change"
	}
	return []key.Binding{e.bind("enter", word), e.bind("↑↓", "choose")}
}

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
	if e.s.Settle.Err != nil {
		k = "register.settling"
	}
	p.body = wrap(e.style.Text, e.say(k), w)
	return p
}

func (registerScreen) keys(*env) []key.Binding { return nil }
func (registerScreen) typing() bool            { return false }
