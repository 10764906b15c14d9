package graphsim

// Outward is what a number shows to people and where its messages go.
type Outward struct {
	// OBA is how far the number is on its way to an official business account:
	// NOT_STARTED (default), PENDING, UNDER_REVIEW, APPROVED (default with Official),
	// REJECTED, EXPIRED or CANCELLED (docs).
	OBA      string `toml:"oba_status"`
	Username string `toml:"username"` // that of the business (docs)
	// Override is the address that receives the number's webhooks, before that of the
	// account and that of the app (docs).
	Override string `toml:"override_callback_uri"`
}

// oba is how far the number is on its way to an official business account.
func (n *number) oba() string {
	switch {
	case n.OBA != "":
		return n.OBA
	case n.Official:
		return "APPROVED"
	}
	return "NOT_STARTED"
}

// hooks are the addresses of the token's app for a number. The most special one that is set
// receives the webhooks (docs).
func (s *Sim) hooks(n *number) any {
	out := object{}
	if s.subscribed {
		out["application"] = "https://hooks.example.com/whatsapp"
		if s.sc.App.Override != "" {
			out["whatsapp_business_account"] = s.sc.App.Override
		}
	}
	if n.Override != "" {
		out["phone_number"] = n.Override
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
