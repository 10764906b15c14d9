package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// said is what a page and its card say, wherever its lines are folded.
func (st *stage) said() string {
	st.frame()
	view, texts := st.m.page().View(st.m.env), []string{}
	texts = append(texts, view.Title, view.Intro, view.Body)
	if p := st.session().Problem; p != nil {
		for _, g := range detailGroups(st.m.env, p) {
			for _, part := range g.parts {
				texts = append(texts, part.text)
			}
		}
	}
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(texts, "\n"))), " ")
}

// says fails where a page lacks a text, or has one that it must not have.
func (st *stage) says(want, never string) {
	st.tb.Helper()
	text := st.said()
	if !strings.Contains(text, want) || never != "" && strings.Contains(text, never) {
		st.tb.Errorf("want %q and never %q:\n%s", want, never, st.text())
	}
}

// does fails where Enter does something else.
func (st *stage) does(want flows.Event) {
	st.tb.Helper()
	if got, _ := st.m.page().Update(st.m.env, keyNamed("enter")); got != page.Do(want) {
		st.tb.Errorf("Enter leads to %#v\n%s", got, st.text())
	}
}

// TestWhatWasNotReadIsNotEmpty: no page says that there is nothing where nobody knows, and
// Enter reads again instead of adding.
func TestWhatWasNotReadIsNotEmpty(t *testing.T) {
	t.Parallel()
	say := english().Say
	for _, job := range []flows.Job{flows.JobOnboard, flows.JobManage, flows.JobPIN} {
		list := func(s flows.Session) *stage {
			s.Job = job
			return newStage(t, s).enter(200, 30)
		}
		st := list(loading(nil))
		st.says(say("numbers.reading"), say("numbers.empty"))
		st.does(nil)
		st = list(unread(nil))
		st.says(say("numbers.unread"), say("numbers.empty"))
		st.says(say("advice.offline.title"), "")
		st.does(flows.ReloadAsked{})
		st = list(unread(many(3)))
		st.says(say("numbers.unread_rest", "Count", 3), say("numbers.count", "Count", 3))
		st = list(accountOf(nil))
		st.says(say("numbers.empty"), "")
		st.does(flows.AddAsked{})
	}

	pool := func(change ...func(*flows.Session)) *stage {
		none := func(s *flows.Session) { s.Pool.Numbers = nil }
		return newStage(t, inState(flows.Pool, fresh(), append([]func(*flows.Session){none}, change...)...)).enter(200, 30)
	}
	failed := func(s *flows.Session) { s.Pool.Listed, s.Pool.Unread = false, flows.AdviseOffline }
	st := pool(failed)
	st.says(say("pool.unread", "ID", st.session().Pool.Business), say("pool.empty", "ID", st.session().Pool.Business))
	st.does(flows.ReloadAsked{})
	st = pool()
	st.says(say("pool.empty", "ID", st.session().Pool.Business), "")
	st.does(flows.AddAsked{})

	for reading, want := range map[bool]string{true: say("told.reading"), false: say("webhooks.unread")} {
		st := newStage(t, inState(flows.Webhooks, api.Number{}, func(s *flows.Session) { s.AppsReading = reading })).enter(200, 30)
		st.says(want, say("webhooks.none"))
		st = newStage(t, inState(flows.Connected, fresh(connected), func(s *flows.Session) { s.AppsReading = reading })).enter(200, 40)
		if want == say("webhooks.unread") {
			want = say("connected.webhooks.unread")
		}
		st.says(want, say("connected.webhooks.none"))
	}
	profile := inState(flows.EditProfile, fresh(connected), func(s *flows.Session) { s.Profile = flows.ProfileEdit{} })
	newStage(t, profile).enter(200, 30).says(say("profile.unread"), say("profile.empty"))
	awaiting(flows.ReadProfile{}, 0)(&profile)
	newStage(t, profile).enter(200, 30).says(say("told.reading"), say("profile.unread"))
	off := inState(flows.Deregister, fresh(connected), func(s *flows.Session) { s.Settings = api.Settings{} })
	newStage(t, off).enter(200, 30).says(say("region.unread"), say("region.none"))
	uncounted := inState(flows.Connected, fresh(connected), func(s *flows.Session) { s.List = flows.NumberList{} })
	newStage(t, uncounted).enter(200, 30).press("a").says(say("connected.cap_unread", "Allowed", 2), say("connected.cap", "Used", 0, "Allowed", 2))
}

// TestWhatMetaDidNotSayIsNoNo on the page of facts.
func TestWhatMetaDidNotSayIsNoNo(t *testing.T) {
	t.Parallel()
	say := english().Say
	facts := func(n api.Number) *stage {
		return newStage(t, inState(flows.Manage, n)).enter(160, 60).press("tab")
	}
	row := func(k, value string) string { return say(k) + " " + say(value) }
	told := func(n *api.Number) {
		n.Told = api.Told{OnBusinessApp: true, Official: true, Preverified: true, Callbacks: true, Certificates: true}
	}
	for _, k := range []string{"page.on_app", "page.preverified"} {
		facts(fresh(connected, untold)).says(row(k, "page.untold"), row(k, "page.no"))
		facts(fresh(connected, told)).says(row(k, "page.no"), row(k, "page.untold"))
		facts(fresh(connected, told, func(n *api.Number) { n.OnBusinessApp, n.Preverified = true, true })).says(row(k, "page.yes"), "")
	}
	facts(fresh(connected)).says(row("page.official", "page.untold"), say("page.unofficial"))
	facts(fresh(connected, told)).says(say("page.unofficial"), "")
	facts(fresh(connected)).press("end").says(row("page.hook_none", "page.untold"), say("page.no_hook"))
	facts(fresh(connected, told)).press("end").says(say("page.no_hook"), "")
	facts(fresh(connected)).press("end").says(row("page.valid", "page.untold"), say("page.no_certificate"))
	facts(fresh(connected, told)).says(say("page.no_certificate"), row("page.valid", "page.untold"))
	reading := facts(fresh(connected)).press("end")
	awaiting(flows.ReadNumber{Detail: true}, 0)(&reading.m.env.Flow)
	reading.says(row("page.hook_none", "told.reading"), say("page.no_certificate"))
	facts(fresh(connected, detailed)).says("UNDER_REVIEW", say("page.unofficial"))
	facts(fresh(connected, detailed)).says("@lotusbakery · "+say("username.reserved"), "")
}

// TestThePageOfAPendingNumberSaysOneThing: beside a registration that Meta took nothing
// speaks of registering, and beside none nothing says that there was one.
func TestThePageOfAPendingNumberSaysOneThing(t *testing.T) {
	t.Parallel()
	say := english().Say
	for heard, actions := range map[flows.RegisterHeard][]flows.Action{
		flows.RegisterNone:  nil,
		flows.RegisterTaken: {{At: t0, Call: api.Register, Number: firstID}},
		flows.RegisterShown: {{At: t0, Call: api.Register, Number: firstID, Unclear: true}},
	} {
		for _, looking := range []bool{true, false} {
			s := inState(flows.Connected, fresh(verified), func(s *flows.Session) {
				s.Actions, s.Settle.Looks, s.Looking = actions, 20, looking
			})
			st := newStage(t, s).enter(140, 40)
			k := "connected.not_yet." + string(heard)
			title, other := say(k+".title"), say("state.Connected.title")
			if !looking && heard != flows.RegisterNone { // nothing says any more how long it takes
				title, other = say("connected.not_yet.idle_title"), say(k+".known", "Status", "PENDING")
			} else {
				st.says(say(k+".known", "Status", "PENDING"), "")
			}
			st.says(title, other)
			doing, never := say("connected.not_yet.looking", "Look", 20), say("connected.not_yet.idle")
			if !looking {
				doing, never = never, doing
			}
			st.says(doing, never)
			if summary := st.m.Summary(); !strings.Contains(bubble.Fold(summary), bubble.Fold(title)) {
				t.Errorf("%s: the summary says\n%s", heard, summary)
			}
			if looking {
				continue
			}
			happens(flows.NumberRead{Number: fresh(verified)})(&s)
			s.Looking = false
			st = newStage(t, s).enter(140, 40)
			registers, waits := say("diagnosis.not_registered.next"), say("advice.stuck.meaning")
			if heard == flows.RegisterNone {
				st.says(registers, waits)
			} else {
				st.says(waits, registers)
			}
			st.says(title, say("connected.not_yet.again")) // the card says what to do
		}
	}
}

// TestWhatHoldsMessagesBackIsTold on the last page and in the report, with Meta's own words
// and without anybody's number; so is the question that no call answers.
func TestWhatHoldsMessagesBackIsTold(t *testing.T) {
	t.Parallel()
	say := english().Say
	ill := fresh(connected, detailed, func(n *api.Number) {
		n.Health.Entities[1].Errors[0].Solution = "Call " + numberText + " about the payment\x1b[2J method."
	})
	st := newStage(t, inState(flows.Connected, ill, subscribed("Desk"))).enter(160, 60)
	st.says(say("connected.ailing"), say("state.Connected.lead"))
	details := newStage(t, inState(flows.Connected, ill, subscribed("Desk"))).enter(160, 60).press("a")
	for _, text := range []string{details.said(), st.m.reportText()} {
		for _, want := range []string{
			say("ailment.BLOCKED", "Entity", say("entity.WABA")), say("ailment.LIMITED", "Entity", say("entity.PHONE_NUMBER")),
			"The display name has not been approved yet.", "payment method.", "BLOCKED", "@lotusbakery", "UNDER", say("connected.payment"),
		} {
			if !strings.Contains(strings.ReplaceAll(text, `\`, ""), want) {
				t.Errorf("%q is missing in\n%s", want, text)
			}
		}
		if strings.Contains(text, middleText) {
			t.Errorf("a number is told:\n%s", text)
		}
	}
}
