package page

import (
	"cmp"

	"dialtone/api"
	"dialtone/flows"
)

// YesNo is a fact of Meta's in a word: where Meta left it out, nobody knows.
func (e *Env) YesNo(is, told bool) string {
	switch {
	case !told:
		return e.Untold("")
	case is:
		return e.Say("page.yes")
	}
	return e.Say("page.no")
}

// Untold is a text of Meta's, or that Meta does not say.
func (e *Env) Untold(text string) string { return cmp.Or(text, e.Say("page.untold")) }

// WhyUnread says of something why it could not be read, where a card said so.
func (e *Env) WhyUnread(said string, why flows.AdviceID) string {
	if reason := e.SayIf("advice." + string(why) + ".title"); why != "" && reason != "" {
		return After(said, e.Say("told.why_unread", "Reason", reason))
	}
	return said
}

// Address is where webhooks go to, as far as it may be shown.
func (e *Env) Address(url string) string { return e.Redact(api.ShortAddress(url)) }

// OwnAddresses says of each address that goes before an app's own whose it is.
func (e *Env) OwnAddresses() []string {
	var all []string
	for _, a := range e.Flow.OwnAddresses() {
		all = append(all, e.Say("own_address."+string(a.Of), "URL", e.Address(a.URL), "App", e.RedactName(a.App)))
	}
	return all
}

// addresses are those sentences in a row.
func (e *Env) addresses() (all string) {
	for _, sentence := range e.OwnAddresses() {
		all = After(all, sentence)
	}
	return all
}

// Ailment is what holds messages back, in our words and in Meta's.
type Ailment struct {
	Ours  string
	Metas []string
}

// Ailments says of each link of the chain that holds messages back that it does, and below
// that what Meta says and suggests.
func (e *Env) Ailments(all []api.HealthEntity) []Ailment {
	said := make([]Ailment, len(all))
	for i, entity := range all {
		k := "ailment.doubtful"
		if e.Words.Has("ailment." + entity.CanSend) {
			k = "ailment." + entity.CanSend
		}
		said[i] = Ailment{e.Say(k, "Entity", e.Known("entity.", entity.Type)), e.HealthTexts(entity)}
	}
	return said
}

// HealthTexts are Meta's own texts about a link of the chain, fit to be shown.
func (e *Env) HealthTexts(entity api.HealthEntity) []string {
	var texts []string
	add := func(text string) {
		if text = e.Redact(text); text != "" {
			texts = append(texts, text)
		}
	}
	for _, info := range entity.Info {
		add(info)
	}
	for _, fault := range entity.Errors {
		add(e.Say("page.fault", "Code", fault.Code, "Text", fault.Description))
		if fault.Solution != "" {
			add(e.Say("page.solution", "Text", fault.Solution))
		}
	}
	return texts
}
