package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// certificatesAsked is what a number's page reports when its certificates are to
// be put into files.
type certificatesAsked struct{ screenEvent }

// savedMsg says where files lie, or why not.
type savedMsg struct {
	paths []string
	err   error
}

// saveCertificates has them written, beside the screen.
func (m *Root) saveCertificates() tea.Cmd {
	if m.opts.Save == nil {
		return nil
	}
	n, save := m.env.s.Number, m.opts.Save
	return func() tea.Msg {
		var saved savedMsg
		for _, c := range []struct{ name, text string }{{"certificate", n.Certificate}, {"new-certificate", n.NewCertificate}} {
			if c.text == "" || saved.err != nil {
				continue
			}
			path, err := save(c.name+"-"+string(n.ID), c.text+"\n")
			saved.paths, saved.err = append(saved.paths, path), err
		}
		return saved
	}
}

// nextStep says the next safe action for a number in its standing.
func (e *env) nextStep(n api.Number) string {
	if n.NewName != "" && flows.NameWaits(n) {
		return e.say("page.do.name_waits", "Name", e.hush(n.NewName))
	}
	if flows.StandingOf(n) == flows.StandingConnected && n.Status.Held() {
		return e.say("held." + string(n.Status) + ".do")
	}
	return e.say("page.do." + string(flows.StandingOf(n)))
}

// facts is everything that Meta says about the number at hand, in groups.
func (e *env) facts(w int) []string {
	n, st := e.s.Number, e.style
	var lines []string
	group := func(title string, rows ...[2]string) {
		var there [][2]string
		for _, r := range rows {
			if r[1] != "" {
				there = append(there, [2]string{r[0], st.Text.Render(r[1])})
			}
		}
		if len(there) == 0 {
			return
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, st.Strong.Render(e.say("page.group."+title)))
		lines = append(lines, strings.Split(e.table(there, w), "\n")...)
	}
	row := func(k, value string) [2]string { return [2]string{e.say(k), value} }
	word, _ := e.standing(n)
	onboarded := e.say("page.never")
	if !n.LastOnboarded.IsZero() {
		onboarded = e.day(n.LastOnboarded.Time)
	}
	by := ""
	if at := e.s.RegisterBy(); !at.IsZero() {
		by = e.deadline(at)
	}
	group("standing", row("page.verdict", word), row("page.next", e.nextStep(n)), row("field.status", e.status(n.Status)),
		row("field.verified", string(n.Verification)), row("field.register_by", by), row("page.onboarded", onboarded))
	group("identity", row("field.number", e.display(n)), row("field.number_id", string(n.ID)), row("field.account_id", string(e.s.Account.ID)),
		row("page.hosted", string(n.Platform)), row("page.mode", string(n.Mode)), row("page.official", e.official(n.Official)),
		row("page.on_app", e.yesNo(n.OnBusinessApp)), row("page.preverified", e.yesNo(n.Preverified)), row("field.pin", e.say("page.pin_"+hasPIN(e))))
	group("name", row("field.name", e.hush(n.Name)), row("field.name_status", both(string(n.NameStatus), e.nameStatus(n.NameStatus))),
		row("page.new_name", e.hush(n.NewName)), row("page.new_name_status", both(string(n.NewNameStatus), e.nameStatus(n.NewNameStatus))),
		row("field.register_by", e.adoptBy(n)))
	group("certificate", row("field.certificate", e.certificate(n.Certificate)), row("page.new_certificate", e.certificate(n.NewCertificate)),
		row("page.valid", e.validity(n)))
	group("quality", row("field.quality", both(string(n.Quality), e.quality(n.Quality))), row("field.limit", e.limit(n.Limit)),
		row("field.throughput", e.throughput(n.Throughput.Level)))
	lines = append(lines, e.health(n, w)...)
	group("webhooks", row("page.hook_app", e.hush(n.Callbacks.Application)), row("page.hook_account", e.hush(n.Callbacks.Account)),
		row("page.hook_number", e.hush(n.Callbacks.Number)), row("page.hook_none", noHook(e, n)))
	return lines
}

func noHook(e *env, n api.Number) string {
	if n.Callbacks != (api.Callbacks{}) {
		return ""
	}
	return e.say("page.no_hook")
}

// both sets Meta's word beside the plain one.
func both(word, plain string) string {
	if word == "" || plain == "–" || plain == word {
		return word
	}
	return plain + " (" + word + ")"
}

// official also says where the status is asked for (seed 001, docs).
func (e *env) official(is bool) string {
	if is {
		return e.say("page.yes")
	}
	return e.say("page.unofficial")
}

func (e *env) yesNo(is bool) string {
	if is {
		return e.say("page.yes")
	}
	return e.say("page.no")
}

// certificate shows that there is one by its beginning: the whole is for a file.
func (e *env) certificate(text string) string {
	if text == "" {
		return ""
	}
	return e.say("page.certificate", "Begin", bubble.Fit(steady(text), 12), "Count", len(text))
}

// adoptBy says until when an approved name has to be registered. Meta does not say
// when it approved it.
func (e *env) adoptBy(n api.Number) string {
	if n.NewNameStatus != api.NameApproved || !flows.NameWaits(n) {
		return ""
	}
	return e.say("page.name_days", "When", e.moment(e.s.Latest(eligibility.DeadlineName)))
}

// validity says how long certificates last. Meta does not say since when.
func (e *env) validity(n api.Number) string {
	switch {
	case n.NameStatus == api.NameExpired:
		return e.say("page.certificate_over")
	case flows.CertificateOf(n) != "":
		return e.say("page.certificate_days", "When", e.moment(e.s.Latest(eligibility.DeadlineCertificate)))
	}
	return e.say("page.no_certificate")
}

// limit is how many customers may be written to in a day.
func (e *env) limit(tier string) string {
	switch tier {
	case "TIER_50", "TIER_250", "TIER_1K", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED":
		return e.say("limit."+tier) + " (" + tier + ")"
	}
	return steady(tier)
}

// health says for every link of the chain whether it lets messages pass, and what
// Meta suggests where it does not.
func (e *env) health(n api.Number, w int) []string {
	if n.Health.CanSend == "" {
		return nil
	}
	st := e.style
	look := func(can string) string {
		switch can {
		case "AVAILABLE":
			return st.Good.Render("✓ " + can)
		case "LIMITED":
			return st.Warn.Render("! " + can)
		}
		return st.Bad.Render("× " + steady(can))
	}
	lines := []string{"", st.Strong.Render(e.say("page.group.health")) + "  " + look(n.Health.CanSend)}
	for _, entity := range n.Health.Entities {
		lines = append(lines, bubble.Pad(look(entity.CanSend), 14)+st.Text.Render(bubble.Fit(e.entity(entity.Type), max(8, w-14))))
		tell := func(text string) {
			if text = e.hush(text); text != "" {
				lines = append(lines, indent(wrap(st.Muted, text, w-4), 4)...)
			}
		}
		for _, info := range entity.Info {
			tell(info)
		}
		for _, fault := range entity.Errors {
			tell(e.say("page.fault", "Code", fault.Code, "Text", fault.Description))
			if fault.Solution != "" {
				tell(e.say("page.solution", "Text", fault.Solution))
			}
		}
	}
	return lines
}

func (e *env) entity(kind string) string {
	switch kind {
	case "PHONE_NUMBER", "WABA", "BUSINESS", "APP", "MESSAGE_TEMPLATE":
		return e.say("entity." + kind)
	}
	return steady(kind)
}
