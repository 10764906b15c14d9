package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
	"dialtone/tui/theme"
)

// part is a paragraph of a card.
type part struct {
	look theme.Look
	text string
	rank partRank
}

// partRank says which paragraphs a sheet shows: those that matter most first.
type partRank uint8

const (
	rankAsked    partRank = iota // what has to be known before the key is pressed once more
	rankWait                     // until when nothing helps
	rankNext                     // what to do
	rankAnswered                 // who answered in Meta's place
	rankList                     // what is missing, was found, or is likely
	rankMeaning                  // what happened
	rankCause                    // what usually is wrong
	rankDetail                   // what is shown with all details only
)

// cardTitle is what happened, in a few words.
func cardTitle(e *page.Env, p *flows.Problem) string {
	return cmp.Or(e.Redact(p.Heading), e.Say("advice."+string(p.Advice.ID)+".title"))
}

// paragraphs are parts of a card that are put together.
type paragraphs []part

func (all *paragraphs) add(rank partRank, look theme.Look, text string) {
	if text != "" {
		*all = append(*all, part{look, text, rank})
	}
}

// sheetParts are the paragraphs of which a sheet shows those that matter most. A wait comes
// first: until it is over nothing else helps.
func sheetParts(e *page.Env, p *flows.Problem) paragraphs {
	var all paragraphs
	if asksOnCard(e.Flow) {
		all.add(rankAsked, e.Style.Warn, "! "+e.Notice())
	}
	all = append(append(all, waitParts(e, p)...), happenedParts(e, p)...)
	all.add(rankNext, e.Style.Strong, cardNext(e, p))
	if p.Settled {
		all.add(rankAnswered, e.Style.Text, e.Say("card.settled"))
	}
	if e.Flow.Notice != "" && !asksOnCard(e.Flow) { // the sheet covers its place
		all.add(rankAnswered, e.Style.Text, e.Notice())
	}
	return append(all, answeredParts(e, p)...)
}

// detailGroup is a group of paragraphs with what they are about.
type detailGroup struct {
	head  string
	parts paragraphs
}

// detailGroups are all that is known: what happened and usually is wrong, what to do and at
// what cost, what Meta itself said, that by which its support finds it, and what was seen
// on this side.
func detailGroups(e *page.Env, p *flows.Problem) []detailGroup {
	st := e.Style
	var asked, do, metas, support, here paragraphs
	if asksOnCard(e.Flow) {
		asked.add(rankAsked, st.Warn, "! "+e.Notice())
	}
	do = waitParts(e, p)
	do.add(rankNext, st.Strong, cardNext(e, p))
	do.add(rankDetail, st.Muted, page.After(cardRetry(e, p), cardCost(e, p.Advice)))
	if p.Said != nil {
		metas.add(rankDetail, st.Text, metaSaid(e, p.Said))
		support.add(rankDetail, st.Text, page.Sanitize(string(p.Call))+" · "+metaCodes(e, p.Said))
	}
	here = answeredParts(e, p)
	if e.Flow.Notice != "" && !asksOnCard(e.Flow) {
		here.add(rankDetail, st.Text, e.Notice())
	}
	if p.Settled {
		here.add(rankList, st.Text, e.Say("card.settled"))
	}
	here.add(rankDetail, st.Text, p.Cause)
	return []detailGroup{
		{"", append(asked, happenedParts(e, p)...)}, {e.Say("card.do"), do}, {e.Say("card.said"), metas},
		{e.Say("card.support"), support}, {e.Say("card.here"), here},
	}
}

// happenedParts say what happened, what is missing or was found, and what usually is wrong.
func happenedParts(e *page.Env, p *flows.Problem) paragraphs {
	st, k := e.Style, "advice."+string(p.Advice.ID)
	var all paragraphs
	cause := rankCause
	if len(p.Likely) > 0 { // the sentence leads over to what is likely
		cause = rankDetail
	}
	all.add(rankMeaning, st.Text, e.Say(k+".meaning"))
	if p.Silence != "" && p.Silence != api.SilenceUnknown {
		all.add(rankMeaning, st.Text, e.Say("card.silent", "Why", e.Say("silence."+string(p.Silence))))
	}
	for _, c := range p.Changed {
		all.add(rankList, st.Warn, "! "+e.Say("changed."+string(c)))
	}
	for _, scope := range p.Missing {
		all.add(rankList, st.Warn, "× "+string(scope))
	}
	all.add(cause, st.Text, e.SayIf(k+".cause"))
	for _, line := range foundLines(e, p.Found) {
		all.add(rankList, st.Text, "○ "+line)
	}
	addLikely(e, p, all.add)
	return all
}

// waitParts say until when nothing helps.
func waitParts(e *page.Env, p *flows.Problem) paragraphs {
	var all paragraphs
	switch {
	case p.Until.IsZero():
	case !p.Until.After(e.Now):
		all.add(rankWait, e.Style.Text, e.Say("card.waited"))
	case p.Known:
		all.add(rankWait, e.Style.Warn, "! "+e.ClosedUntil(p.Until))
	default:
		all.add(rankWait, e.Style.Warn, "! "+e.Say("card.wait_guess", "Left", e.TimeLeft(p.Until), "At", e.WaitOver(p.Until)))
	}
	return all
}

// answeredParts say who answered in Meta's place.
func answeredParts(e *page.Env, p *flows.Problem) paragraphs {
	var all paragraphs
	if p.Answered != "" {
		k := "card.answered_between" // no other line says whose answer it is
		if p.Advice.ID == flows.AdviseForeign || p.Advice.ID == flows.AdviseProxyLogin {
			k = "card.answered"
		}
		all.add(rankAnswered, e.Style.Muted, e.Say(k, "Answer", p.Answered))
	}
	return all
}

// addLikely adds what is likely wrong by all that was read, the likeliest first.
func addLikely(e *page.Env, p *flows.Problem, add func(partRank, theme.Look, string)) {
	for i, s := range p.Likely {
		cause := e.Say("diagnosis." + string(s.Cause) + ".cause")
		if i > 0 {
			add(rankDetail, e.Style.Muted, e.Say("card.or", "Cause", cause))
			continue
		}
		add(rankList, e.Style.Warn, "! "+cause)
		if s.Cause == flows.CauseHealth {
			for _, text := range ailments(e) {
				add(rankDetail, e.Style.Muted, text)
			}
		}
	}
}

// foundLines say what may be meant by an id that could not be opened: by ids, since it may
// be another customer's.
func foundLines(e *page.Env, f flows.Found) []string {
	var lines []string
	if f.Account != "" {
		lines = append(lines, e.Say("found.number", "Number", e.Display(f.Number)), e.Say("found.account", "ID", f.Account))
		if f.Business != "" {
			lines = append(lines, e.Say("found.business", "ID", f.Business))
		}
		return lines
	}
	for _, id := range f.Accounts {
		lines = append(lines, e.Say("found.account", "ID", id))
	}
	return lines
}

// metaSaid is Meta's own answer: the texts meant for people and the details or,
// without those, its message.
func metaSaid(e *page.Env, said *api.Error) string {
	var texts []string
	for _, text := range []string{said.UserTitle, said.UserMessage, said.Details} {
		if text = e.Redact(text); text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return e.Redact(said.Message)
	}
	return strings.Join(texts, " · ")
}

// metaCodes is that by which Meta's support finds an answer.
func metaCodes(e *page.Env, said *api.Error) string {
	text := fmt.Sprintf("HTTP %d", said.Status)
	if said.Code != 0 {
		text = strconv.Itoa(said.Code)
	}
	if said.Subcode != 0 {
		text += "/" + strconv.Itoa(said.Subcode)
	}
	if said.TraceID != "" {
		text += " · fbtrace_id " + trace(e, said.TraceID)
	}
	return text
}

// ailments is what Meta's own report on the number says, with its suggestions: each below
// our own sentence.
func ailments(e *page.Env) []string {
	const most = 2
	var all []string
	for _, a := range e.Ailments(e.Flow.Faults()) {
		if len(all) < most {
			all = append(all, page.After(a.Ours, strings.Join(a.Metas, " · ")))
		}
	}
	return all
}

// cardRetry says whether and when trying again is of use.
func cardRetry(e *page.Env, p *flows.Problem) string {
	switch p.Advice.Retry {
	case flows.RetryNever:
		return e.Say("card.retry_no")
	case flows.RetryFixed:
		return e.Say("card.retry_fix")
	case flows.RetryBackoff:
		return e.Say("card.retry_backoff")
	case flows.RetryWaited:
		switch {
		case p.Until.IsZero():
			return e.Say("card.retry_later")
		case p.Until.After(e.Now) && !p.Known:
			return e.Say("card.retry_guess")
		case p.Until.After(e.Now):
			return e.Say("card.retry_wait")
		}
	case flows.RetryUnsaid:
	}
	return ""
}

// cardCost says what trying again costs.
func cardCost(e *page.Env, a flows.Advice) string {
	switch {
	case a.Cost != flows.CostNothing:
		return e.Say("cost." + string(a.Cost))
	case a.Retry == flows.RetryFixed || a.Retry == flows.RetryWaited || a.Retry == flows.RetryBackoff:
		return e.Say("cost.free")
	}
	return ""
}

// cardNext names the next safe action, and where the key leads.
func cardNext(e *page.Env, p *flows.Problem) string {
	a := p.Advice
	waited := !p.Until.IsZero() && !p.Until.After(e.Now)
	switch {
	case a.Act == flows.ActNothing && waited: // there is nothing to wait for
		return ""
	case a.ID == flows.AdviseHeld:
		return e.Say("card.next_held", "Who", p.Who, "Since", e.Moment(p.Since))
	case a.ID == flows.AdviseOpen && e.Flow.CanOverride():
		if p.Since.IsZero() {
			return e.Say("card.next_open")
		}
		return page.After(e.Say("card.open_since", "Since", e.Moment(p.Since)), e.Say("card.next_open"))
	case a.ID == flows.AdviseBudget:
		return e.Say("card.next_budget")
	case a.ID == flows.AdviseJournal:
		reason, path := p.ReasonOf()
		return e.Say("journal_fault."+string(reason), "Path", path) + " " + e.Say("card.next_journal")
	}
	next := e.SayIf("advice." + string(a.ID) + ".next")
	switch {
	case a.Act == flows.ActOpen && a.ID != flows.AdviseNumberID:
		next = e.Say("found.open")
	case p.Found.Several():
		next = e.Say("found.choose")
	}
	switch {
	case len(p.Likely) > 0:
		next = e.Say("diagnosis." + string(p.Likely[0].Cause) + ".next")
	case a.Kept:
		next = e.Say("card.kept")
	}
	if next != "" {
		return next
	}
	switch a.Act {
	case flows.ActGo: // the button names the place
		return ""
	case flows.ActAgain:
		return e.Say("card.next_again")
	case flows.ActReload:
		return e.Say("card.next_reload")
	case flows.ActNothing:
		return e.Say("card.next_nothing")
	case flows.ActDismiss, flows.ActDeregister, flows.ActSubscribe, flows.ActOpen:
	}
	return ""
}
