package onboard

import (
	"cmp"
	"slices"
	"strings"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// reviewPage is one page with everything that will be sent, before the call
// that counts.
type reviewPage struct{ page.Confirm }

func (r *reviewPage) lines(e *page.Env) []page.ConfirmLine {
	s := e.Flow
	where := "review.region_settings"
	if s.RegionAtRegister {
		where = "review.region_register"
	}
	region := e.Region(s.Storage.Region)
	if s.Storage.Region == "" && s.Settings.Unread != nil { // whatever there is stays as it is
		region = e.Say("region.unread")
	}
	if s.Storage.Region != "" {
		region += " · " + e.Say(where)
	}
	lines := []page.ConfirmLine{
		{Label: e.Say("field.number"), Value: e.Shown(s.Number)},
		{Label: e.Say("field.name"), Value: e.Reviewed(s.Number)},
		{Label: e.Say("field.account"), Value: e.AccountName()},
		{Label: e.Say("field.verified"), Value: string(s.Number.Verification)},
		{Label: e.Say("field.pin"), Value: page.PINLine(e), Edit: flows.ChoosePIN},
		{Label: e.Say("field.region"), Value: region, Edit: flows.ChooseRegion},
	}
	if s.Checks.Backup != nil {
		lines = append(lines, page.ConfirmLine{
			Label: e.Say("field.backup"), Value: api.Secret{}.String() + " · " + e.Say("review.backup"),
		})
	}
	switch by := s.RegisterBy(); {
	case by.After(e.Now):
		lines = append(lines, page.ConfirmLine{Label: e.Say("field.register_by"), Value: e.Deadline(by)})
	case by.IsZero() && e.Claimed():
		lines = append(lines, page.ConfirmLine{Label: e.Say("field.register_by"),
			Value: e.Say("review.register_within", "Days", page.PoolDays)})
	}
	return lines
}

func (r reviewPage) View(e *page.Env) page.View {
	w, h := e.Width, e.Height
	p := e.Heading(flows.Review)
	facts, at := r.Rows(e, r.lines(e), w)
	p.Focus = at
	const button = 3
	lines := slices.Concat(facts, r.notes(e, w, true))
	if len(lines)+button > h {
		lines = slices.Concat(facts, r.notes(e, w, false))
	}
	used := e.Used(api.Register)
	label := e.Say("review.register", "Number", used+1, "Allowed", flows.Allowed)
	switch {
	case e.IsClosed(api.Register) && used < flows.Allowed: // Meta counted others' requests as well
		label = e.Say("review.register_closed")
	case used >= flows.Allowed:
		label = e.Say("review.register_over", "Number", used+1, "Allowed", flows.Allowed)
	}
	r.Finish(e, &p, lines, label, w)
	return p
}

// notes is what is to be known of the name and the counter, line by line: the
// focus counts them. Where there is no room for air it is said in short.
func (r *reviewPage) notes(e *page.Env, w int, airy bool) []string {
	cost := page.Wrap(e.Style.Muted, e.Say("review.cost_short"), w)
	if airy {
		cost = "\n" + page.Wrap(e.Style.Muted, e.Say("review.cost", "Number", e.Used(api.Register)+1, "Allowed", flows.Allowed), w) + "\n"
	}
	text := e.Spent(api.Register, cost, w)
	if e.Flow.FreshTestNumber() {
		text = "\n" + page.Wrap(e.Style.Warn, "! "+e.Say("test_number.pin"), w) + "\n" + text
	}
	if word := e.Together(api.Register); word != "" {
		text = strings.TrimSuffix(text, "\n") + "\n" + page.Wrap(e.Style.Warn, "! "+word, w) + "\n"
	}
	if warning := r.warning(e); warning != "" {
		text = "\n" + page.Wrap(e.Style.Warn, "! "+warning, w) + "\n" + text
	}
	if !airy {
		text = strings.Trim(strings.ReplaceAll(text, "\n\n", "\n"), "\n")
	}
	return strings.Split(text, "\n")
}

// warning says what Meta refused before while nothing has changed, and asks once more
// whether it is to be sent again. Else it says what a name that Meta has not approved may
// have to do with the registration: no rule of Meta's asks for its approval (docs), and
// still some were refused for it (field).
func (r *reviewPage) warning(e *page.Env) string {
	if e.Flow.Notice == flows.NoticeRefused {
		return e.Notice()
	}
	return cmp.Or(e.Refused(), e.SayIf("review.name_"+string(e.Flow.Number.NameStatus)))
}

func (r *reviewPage) Keys(e *page.Env) page.Keys {
	word := "register"
	if !r.Sends() {
		word = "change"
	}
	return page.Keys{e.Bind("enter", word), e.Bind("↑↓", "choose")}
}

func (r *reviewPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Review)
	t.Hidden, t.OnEnter = page.SecretNumber, r.OnEnter() // to be read before the number is registered
	t.Noticed = e.Flow.Notice == flows.NoticeRefused
	t.Ticks, t.OwnFacts = e.IsClosed(api.Register), true
	return t
}

// registerPage waits for the answer to the call that counts.
type registerPage struct{ page.Waiting }

func (registerPage) View(e *page.Env) page.View {
	p := e.Heading(flows.Register)
	k := "register.sent"
	if e.Flow.Settle.Err != nil {
		k = "register.settling"
	}
	p.Body = page.Wrap(e.Style.Text, e.Say(k), e.Width)
	return p
}
