package doctor

import (
	"errors"
	"strings"

	"dialtone/api"
	"dialtone/flows"
)

// hooks says where the messages of the account go: which apps receive its webhooks, and
// which of them at an address that is for this account alone. A number can have an address
// of its own on top of that (docs).
func (e Exam) hooks() flows.Checkup {
	var said *api.Error
	switch {
	case !e.usable():
		return e.needs(flows.CheckHooks)
	case e.Account == "", !e.Token.Reaches(e.Account):
		return finding(flows.CheckHooks, flows.FoundNeedsAccount)
	case !e.accountAnswered():
		return finding(flows.CheckHooks, flows.FoundNeedsAnswer)
	case e.NumberHook != "":
		return finding(flows.CheckHooks, flows.FoundNumberHooks, "Address", api.MaskPhones(api.ShortAddress(e.NumberHook)))
	case flows.Barred(e.AppsFault) && errors.As(e.AppsFault, &said):
		return finding(flows.CheckHooks, flows.FoundLimited, "Why", saidOf(said))
	case errors.As(e.AppsFault, &said) && !said.Foreign():
		return finding(flows.CheckHooks, flows.FoundNotShown, "Why", saidOf(said))
	case e.AppsFault != nil:
		return unanswered(flows.CheckHooks, flows.FoundUnanswered, e.AppsFault)
	case len(e.Apps) == 0:
		return finding(flows.CheckHooks, flows.FoundNoHooks)
	}
	id, names := flows.FoundHooks, make([]string, len(e.Apps))
	for i, a := range e.Apps {
		names[i] = api.MaskPhones(api.Clean(a.Name))
		if a.Override != "" {
			id, names[i] = flows.FoundOverride, names[i]+" → "+api.MaskPhones(api.ShortAddress(a.Override))
		}
	}
	if e.NumberFault != nil {
		id = flows.FoundNumberUntold
	}
	return finding(flows.CheckHooks, id, "Apps", strings.Join(names, ", "))
}

// payment asks whether there is a payment method, which no documented call tells. Since
// 2026-10-01 replies cost money as well, and without a payment method they stop after those
// that are free (docs).
func (e Exam) payment() flows.Checkup {
	switch {
	case !e.usable():
		return e.needs(flows.CheckPayment)
	case e.Account == "":
		return finding(flows.CheckPayment, flows.FoundNeedsAccount)
	}
	return finding(flows.CheckPayment, flows.FoundPayment)
}
