package jobs

import (
	"cmp"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// nextStep says the next safe action for a number in its standing.
func nextStep(e *page.Env, n api.Number) string {
	if n.NewName != "" && flows.NameWaits(n) {
		return e.Say("page.do.name_waits", "Name", e.Redact(n.NewName))
	}
	if flows.StandingOf(n) == flows.StandingConnected && n.Status.Held() {
		return e.Say("held." + string(n.Status) + ".do")
	}
	if flows.LikelyHalfShared(n) {
		return e.Say("page.do.half_shared_likely")
	}
	return e.Say("page.do." + string(flows.StandingAt(n, e.Now)))
}

// acts reports whether there is anything to do with a number.
func acts(e *page.Env, n api.Number) bool {
	return flows.NameWaits(n) || n.Status.Held() || flows.StandingAt(n, e.Now) != flows.StandingConnected
}

// next is the next safe action for the number at hand, with its mark where there is any.
func next(e *page.Env) string {
	if !acts(e, e.Flow.Number) {
		return e.Style.Text.Render(nextStep(e, e.Flow.Number))
	}
	return marked(e, "!", nextStep(e, e.Flow.Number))
}

// numberRows are the number at hand with its name, and how it stands.
func numberRows(e *page.Env) [][2]string {
	n, st := e.Flow.Number, e.Style
	number := st.Strong.Render(e.Shown(n))
	if name := e.RedactName(n.Name); name != "" {
		number += st.Muted.Render(" · ") + st.Strong.Render(name)
	}
	return [][2]string{{e.Say("field.number"), number}, {e.Say("field.status"), standing(e, n)}}
}

// standing is our verdict on a number, with its mark.
func standing(e *page.Env, n api.Number) string {
	v := e.Standing(n)
	return marked(e, v.Mark, v.Text)
}

// factGroup is a heading with what belongs to it.
type factGroup struct {
	title string
	rows  [][2]string
	rest  func(label, w int) []string // further lines, beside a column of labels; nil for none
}

// factLines is everything that Meta says about the number at hand, in groups. All of
// them share one column of labels.
func factLines(e *page.Env, w int) []string {
	const indent = 2
	groups, rows := factGroups(e), [][2]string{}
	for _, g := range groups {
		rows = append(rows, g.rows...)
	}
	label := labelColumn(rows, w-indent)
	var lines []string
	for _, g := range groups {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, e.Style.Strong.Render(e.Say("page.group."+g.title)))
		lines = append(lines, bubble.Beside("  ", factsBeside(e, g.rows, label, w-indent))...)
		if g.rest != nil {
			lines = append(lines, bubble.Beside("  ", g.rest(label, w-indent))...)
		}
	}
	return lines
}

// factGroups are the groups of which anything is known.
func factGroups(e *page.Env) []factGroup {
	n, st := e.Flow.Number, e.Style
	var all []factGroup
	group := func(title string, rows ...[2]string) {
		var there [][2]string
		for _, r := range rows {
			if r[1] != "" {
				there = append(there, [2]string{r[0], st.Text.Render(r[1])})
			}
		}
		if len(there) > 0 {
			all = append(all, factGroup{title: title, rows: there})
		}
	}
	row := func(k, value string) [2]string { return [2]string{e.Say(k), value} }
	onboarded := e.Say("page.never")
	if !n.LastOnboarded.IsZero() {
		onboarded = e.Day(n.LastOnboarded.Time)
	}
	by := ""
	if at := e.Flow.RegisterBy(); !at.IsZero() {
		by = e.Deadline(at)
	}
	status := standing(e, n)
	if word := e.Status(n.Status); word != "" {
		status += st.Muted.Render(" (" + word + ")")
	}
	group("standing", row("page.next", next(e)), row("field.status", status),
		row("field.verified", page.Once(string(n.Verification), e.Known("page.verified_", string(n.Verification)))),
		row("field.register_by", by), row("page.onboarded", onboarded))
	group("identity", row("field.number", e.Display(n)), row("field.number_id", string(n.ID)),
		row("field.account_id", string(e.Flow.Account.ID)),
		row("page.hosted", e.Untold(page.Once(string(n.Platform), e.Known("page.host_", string(n.Platform))))),
		row("page.mode", e.Untold(page.Once(string(n.Mode), e.Known("page.mode_", string(n.Mode))))),
		row("page.official", official(e, n)), row("page.username", e.Username(n)),
		row("page.on_app", e.YesNo(n.OnBusinessApp, n.Told.OnBusinessApp)),
		row("page.preverified", e.YesNo(n.Preverified, n.Told.Preverified)),
		row("field.pin", e.Say("page.pin_"+page.HasPIN(e))))
	group("name", row("field.name", e.Redact(n.Name)),
		row("field.name_status", page.Once(string(n.NameStatus), e.NameStatus(n.NameStatus))),
		row("page.new_name", e.Redact(n.NewName)),
		row("page.new_name_status", page.Once(string(n.NewNameStatus), e.NameStatus(n.NewNameStatus))),
		row("field.register_by", adoptBy(e, n)))
	group("certificate", row("field.certificate", certificateBegin(e, n.Certificate)),
		row("page.new_certificate", certificateBegin(e, n.NewCertificate)),
		row("page.valid", validity(e, n)))
	group("quality", row("field.quality", page.Once(string(n.Quality), e.Quality(n.Quality))),
		row("field.limit", page.Once(page.Sanitize(n.Limit), e.Known("limit.", n.Limit))),
		row("field.throughput", e.Throughput(n.Throughput.Level)))
	all = append(all, healthGroup(e, n))
	noHook := ""
	switch {
	case n.Callbacks != (api.Callbacks{}):
	case n.Told.Callbacks:
		noHook = e.Say("page.no_hook")
	case readingPage(e):
		noHook = e.Say("told.reading")
	default:
		noHook = e.Untold("")
	}
	group("webhooks", row("page.hook_app", e.Address(n.Callbacks.Application)), row("page.hook_account", e.Address(n.Callbacks.Account)),
		row("page.hook_number", e.Address(n.Callbacks.Number)), row("page.hook_none", noHook))
	return all
}

// readingPage reports whether what only a number's page shows is on its way.
func readingPage(e *page.Env) bool {
	read, is := e.Flow.Waiting.(flows.ReadNumber)
	return is && read.Detail
}

// official says whether the number is an official account, and how a wish for that
// stands. Without one it says where it is asked for; a number that is shared with the
// Business app takes none (seed 001, docs).
func official(e *page.Env, n api.Number) string {
	is := e.YesNo(n.Official, n.Told.Official)
	if review := e.OfficialReview(n); review != "" {
		return is + " · " + review
	}
	if n.OnBusinessApp && !n.Official {
		return e.Say("page.official_shared")
	}
	if n.Told.Official && !n.Official {
		return e.Say("page.unofficial")
	}
	return is
}

// certificateBegin shows that there is one by its beginning: the whole is for a file.
func certificateBegin(e *page.Env, text string) string {
	if text == "" {
		return ""
	}
	return e.Say("page.certificate", "Begin", bubble.Fit(page.Sanitize(text), 12), "Count", len(text))
}

// adoptBy says until when an approved name has to be registered. Meta does not say
// when it approved it.
func adoptBy(e *page.Env, n api.Number) string {
	if n.NewNameStatus != api.NameApproved || !flows.NameWaits(n) {
		return ""
	}
	return e.Say("page.name_days", "When", e.Moment(e.Flow.Latest(eligibility.DeadlineName)))
}

// validity says how long certificates last. Meta does not say since when.
func validity(e *page.Env, n api.Number) string {
	switch {
	case n.NameStatus == api.NameExpired:
		return e.Say("page.certificate_over")
	case flows.CertificateOf(n) != "":
		return e.Say("page.certificate_days", "When", e.Moment(e.Flow.Latest(eligibility.DeadlineCertificate)))
	}
	if readingPage(e) {
		return e.Say("told.reading")
	}
	if !n.Told.Certificates {
		return e.Untold("")
	}
	return e.Say("page.no_certificate")
}

// healthGroup says for every link of the chain whether it lets messages pass, and what
// Meta suggests where it does not.
func healthGroup(e *page.Env, n api.Number) factGroup {
	st, k := e.Style, e.Say("field.health")
	if n.Health.CanSend == "" {
		unread := e.Untold("")
		if readingPage(e) {
			unread = e.Say("told.reading")
		}
		return factGroup{title: "health", rows: [][2]string{{k, st.Text.Render(unread)}}}
	}
	look := func(can string) string {
		mark := cmp.Or(map[string]string{"AVAILABLE": "✓", "LIMITED": "!"}[can], "×")
		return e.MarkLook(mark).Render(mark + " " + page.Sanitize(can))
	}
	rest := func(label, w int) []string {
		var lines []string
		for _, entity := range n.Health.Entities {
			name := bubble.Fit(e.Known("entity.", entity.Type), max(8, w-label))
			lines = append(lines, bubble.Pad(look(entity.CanSend), label)+st.Text.Render(name))
			for _, text := range e.HealthTexts(entity) {
				lines = append(lines, page.Indent(page.Wrap(st.Muted, text, w-label), label)...)
			}
		}
		return lines
	}
	return factGroup{title: "health", rows: [][2]string{{k, look(n.Health.CanSend)}}, rest: rest}
}
