package onboard

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// reviewPage is the receipt with everything that will be sent, before the call that
// counts.
type reviewPage struct {
	page.Confirm
	insists bool // of the two buttons after a refusal, the one that sends again is lit
}

// What a receipt leaves out where there is no room for it, one after the other.
const (
	withoutRule    = iota + 1 // between what is sent and what that costs
	withoutAccount            // the head names it
	withoutOwner              // that the number is verified: else the page would not be here
	withoutSaid               // Meta's own words about what it refused
	withoutOthers             // who may have used some of the count
	withoutAfter              // what it means afterwards
	withoutLong               // the ends of long names
	withoutAir                // between the receipt and what is to be minded
)

func (r reviewPage) View(e *page.Env) page.View {
	p := e.Heading(flows.Review)
	refused, was := e.Flow.Refused()
	was = was && refused.Call == api.Register
	switch {
	case was && refused.Unclear:
		p.Title, p.Intro = e.Say("review.unclear_title"), e.Say("review.unclear_lead", "At", e.Moment(refused.At))
	case was:
		p.Title, p.Intro = e.Say("review.refused_title"), e.Say("review.refused_lead", "At", e.Moment(refused.At))
	}
	lines := r.whole(e, 0)
	const below = 2 // a blank and the button
	for left := withoutRule; left <= withoutAir && len(lines)+below > e.Height; left++ {
		lines = r.whole(e, left)
	}
	used := e.Used(api.Register)
	label := e.Say("review.register")
	switch {
	case e.IsClosed(api.Register) && used < flows.Allowed: // Meta counted others' requests as well
		label = e.Say("review.register_closed")
	case used >= flows.Allowed:
		label = e.Say("review.register_over", "Number", used+1, "Allowed", flows.Allowed)
	case looksFirst(e):
		label = e.Say("review.refused_look")
	case was && !refused.Unclear:
		label = e.Say("review.register_again", "Number", used+1, "Allowed", flows.Allowed)
	}
	button := e.Button(label, r.sends(e), e.Width)
	if asksAgain(e) {
		button = bubble.Button(e.Style, e.Say("review.go_back"), "", !r.sends(e), e.Width) + "   " + button
	}
	r.Finish(e, &p, lines, button)
	return p
}

// sends reports whether Enter is for what the page is about, and does not go back.
func (r *reviewPage) sends(e *page.Env) bool { return r.insists || !asksAgain(e) }

func (r *reviewPage) Enter(e *page.Env) tea.Cmd {
	r.insists = false
	return r.Confirm.Enter(e)
}

func (r *reviewPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if !asksAgain(e) {
		r.insists = false
		return r.Confirm.Update(e, msg)
	}
	switch page.Pressed(msg) {
	case "up", "down", "left", "tab", "shift+tab":
		r.insists = !r.insists
		return nil, nil
	case "enter":
		if !r.insists {
			return page.Do(flows.BackAsked{}), nil
		}
	}
	return r.Confirm.Update(e, msg)
}

// whole is the receipt, and below it what is to be minded.
func (r *reviewPage) whole(e *page.Env, left int) []string {
	lines := r.receipt(e, left)
	mind := r.mind(e, left)
	if len(mind) > 0 && left < withoutAir {
		lines = append(lines, "")
	}
	return append(lines, mind...)
}

// receipt is the frame with what is sent, and what that costs.
func (r *reviewPage) receipt(e *page.Env, left int) []string {
	empty := func(l page.ConfirmLine) bool { return l.Value == "" && !l.Rule }
	rows := slices.DeleteFunc(slices.Concat(r.sent(e, left), r.cost(e, left)), empty)
	return bubble.Frame{Look: e.Style.Frame}.Draw(r.Rows(e, rows, e.Width-bubble.FrameCells), e.Width)
}

// sent is what goes to Meta, and what it is about.
func (r *reviewPage) sent(e *page.Env, left int) []page.ConfirmLine {
	s := e.Flow
	account, owner := "", ""
	if left < withoutAccount {
		account = e.AccountName()
	}
	kind, place := lineNotes(e)
	verified := s.Number.Verification == api.Verified
	switch {
	case !verified:
		owner = "! " + e.Say("review.unverified")
	case left < withoutOwner:
		owner = "✓ " + e.Say("review.verified")
	}
	rows := []page.ConfirmLine{
		{Label: e.Say("review.number"), Value: e.Shown(s.Number), Note: place, Brief: kind, Short: true},
		{Label: e.Say("review.shown_as"), Value: e.RedactName(s.Number.Name), Note: e.NameStatus(s.Number.NameStatus), Short: left >= withoutLong},
		{Label: e.Say("field.account"), Value: account, Short: left >= withoutLong},
		{Label: e.Say("field.verified"), Value: owner, Note: verifiedAt(e), True: verified, Short: true},
		{Label: e.Say("field.pin"), Value: e.Say("review.no_pin"), Edit: flows.ChoosePIN},
		{Label: e.Say("review.storage"), Value: storageLine(e), Note: storageNote(e), Edit: flows.ChooseRegion},
	}
	if !s.PIN.Value.Empty() {
		rows[4].Value, rows[4].Note = strings.Repeat("●", flows.PINLength), page.PINNote(e)
	}
	if s.Checks.Backup != nil {
		rows = append(rows, page.ConfirmLine{Label: e.Say("field.backup"), Value: strings.Repeat("●", flows.PINLength), Note: e.Say("review.backup")})
	}
	switch by := s.RegisterBy(); {
	case by.After(e.Now):
		rows = append(rows, page.ConfirmLine{Label: e.Say("field.register_by"), Value: e.Deadline(by)})
	case by.IsZero() && e.Claimed():
		rows = append(rows, page.ConfirmLine{Label: e.Say("field.register_by"),
			Value: e.Say("review.register_within", "Days", page.PoolDays)})
	}
	return rows
}

// lineNotes are the kind of line, and beside that its country.
func lineNotes(e *page.Env) (kind, place string) {
	line := e.Flow.Phone
	if line.Region == "" {
		return "", ""
	}
	kind = e.Say("line." + line.Line.String())
	return kind, kind + " · " + e.Country(line.Region)
}

// verifiedAt is when this run had the number verified; "" for an earlier one.
func verifiedAt(e *page.Env) string {
	for _, a := range slices.Backward(e.Flow.Actions) {
		if a.Call == api.VerifyCode && a.Number == e.Flow.Number.ID && !a.Unclear {
			return e.Say("review.by_code", "At", e.Moment(a.At))
		}
	}
	return ""
}

// storageLine is where the data will be stored.
func storageLine(e *page.Env) string {
	switch s := e.Flow; {
	case s.Storage.Region != "":
		return e.Region(s.Storage.Region)
	case s.Settings.Unread != nil: // whatever there is stays as it is
		return e.Say("region.unread")
	}
	return e.Say("review.storage_default")
}

// storageNote is how a chosen region gets to Meta.
func storageNote(e *page.Env) string {
	switch s := e.Flow; {
	case s.Storage.Region == "":
		return ""
	case s.RegionAtRegister:
		return e.Say("review.region_register")
	}
	return e.Say("review.region_settings")
}

// cost is what the request costs, what it means, and how it is undone.
func (r *reviewPage) cost(e *page.Env, left int) []page.ConfirmLine {
	used, counted := e.Used(api.Register), e.Flow.Counter(api.Register)
	st, refused := e.Style, isRefused(e)
	both := used + e.Used(api.Deregister)
	together := e.Together(api.Register) != "" && !refused && both < flows.Allowed // they may be counted as one
	attempt := "review.attempt"
	if together {
		used, attempt = both, "review.attempt_both"
	}
	before, this := st.Text, st.Focus
	if flows.Scarce(used) || e.IsClosed(api.Register) {
		before, this = st.Warn, st.Warn
	}
	earlier := min(used, flows.Allowed)
	pips := bubble.Pips(before, st.Muted, earlier, earlier)
	if earlier < flows.Allowed {
		pips += bubble.Pips(this, st.Muted, 1, flows.Allowed-earlier)
	}
	value := e.Say(attempt, "Number", min(used+1, flows.Allowed), "Allowed", flows.Allowed)
	if refused || earlier >= flows.Allowed { // none is proposed
		pips = bubble.Pips(before, st.Muted, earlier, flows.Allowed)
		value = e.Say("review.used_now", "Count", earlier, "Allowed", flows.Allowed)
	}
	others := e.Say("review.others")
	known := refused || e.Together(api.Register) != "" // that says when one is free again
	if first := e.Flow.Budget.First(counted, e.Now); !first.IsZero() && !e.IsClosed(api.Register) && !known {
		frees := e.Say("review.frees", "At", e.Moment(first))
		if left >= withoutOwner {
			others = frees
		} else {
			others += " · " + frees
		}
	}
	rows := []page.ConfirmLine{{Label: e.Say("review.count"), Value: pips + "  " + st.Text.Render(value)}}
	if left < withoutRule {
		rows = slices.Insert(rows, 0, page.ConfirmLine{Rule: true})
	}
	if left < withoutOthers && !together { // else there is enough to weigh
		rows[len(rows)-1].Note = others
	}
	if left < withoutAfter {
		rows = append(rows, page.ConfirmLine{Label: e.Say("review.after"), Value: st.Text.Render(e.Say("review.after_text"))},
			page.ConfirmLine{Label: e.Say("review.undo"), Value: st.Text.Render(e.Say("review.undo_text"))})
	}
	return rows
}

// mind is what may have the request refused, or counted twice, and of what was refused
// before Meta's own words.
func (r *reviewPage) mind(e *page.Env, left int) []string {
	all, said := r.refused(e)
	if len(all) == 0 {
		all = append(all, e.SayIf("review.name_"+string(e.Flow.Number.NameStatus)))
	}
	if e.Flow.FreshTestNumber() {
		all = append(all, e.Say("test_number.pin"))
	}
	if until := e.Flow.Budget.Frees(e.Flow.Counter(api.Register), e.Now); !until.IsZero() {
		all = append(all, e.ClosedUntil(until))
	}
	all = append(all, e.Together(api.Register))
	const hang = 2      // below the words beside their mark
	why := isRefused(e) // comes first, and what another one means goes with it
	var lines []string
	for i, text := range all {
		switch {
		case text == "":
		case why && i == 1:
			lines = append(lines, bubble.Beside(strings.Repeat(" ", hang), bubble.Lines(e.Style.Warn, text, e.Width-hang))...)
		default:
			lines = append(lines, e.Mind(text, e.Width)...)
		}
	}
	if said != "" && left < withoutSaid {
		lines = append(lines, bubble.Beside(strings.Repeat(" ", hang), bubble.Lines(e.Style.Muted, said, e.Width-hang))...)
	}
	return lines
}

// ahead is what happens on Enter, beside the page.
func ahead(e *page.Env, w int) []string {
	inside := w - bubble.FrameCells
	var lines []string
	for i, k := range []string{"review.step_register", "review.step_read", "review.step_live"} {
		number := e.Style.Focus.Render(strconv.Itoa(i+1)) + "  "
		lines = append(lines, strings.Split(page.Hang(e.Style.Strong, number, e.Say(k), inside), "\n")...)
	}
	lines = append(append(lines, ""), bubble.Lines(e.Style.Text, e.Say("state.Review.why"), inside)...)
	return bubble.Panel(e.Style, e.Say("review.ahead"), lines, w)
}

func (r *reviewPage) Keys(e *page.Env) page.Keys {
	enter := e.Bind("enter", "register")
	switch {
	case looksFirst(e):
		enter = e.Bind("enter", "check_again")
	case !r.sends(e):
		return page.Keys{e.Bind("enter", "back"), e.Bind("↑↓", "choose"), e.Bind("p d", "change")}
	case isRefused(e):
		enter = e.Bind("enter", "override")
	}
	return page.Keys{enter, e.Bind("p d", "change")}
}

func (r *reviewPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Review)
	switch was, is := e.Flow.Refused(); {
	case !is || was.Unclear:
		t.Beside = func(w, _ int) []string { return ahead(e, w) }
	case looksFirst(e):
		t.Why = e.Say("review.again_counts")
	default:
		t.Why = cmp.Or(instead(e), t.Why)
	}
	t.Hidden = page.SecretNumber
	if r.sends(e) { // to be read before the number is registered
		t.OnEnter = r.OnEnter()
	}
	t.Noticed = e.Flow.Notice == flows.NoticeRefused
	t.Ticks, t.OwnFacts = e.IsClosed(api.Register), true
	return t
}
