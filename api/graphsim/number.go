package graphsim

import (
	"fmt"
	"time"

	"dialtone/api"
)

// unknownPIN stands in a scenario for a PIN that somebody set and nobody remembers.
const unknownPIN = "unknown"

// verifiedFor is how long a verification by a code is valid (graph-ref).
const verifiedFor = 14 * 24 * time.Hour

// number is the state of one phone number.
type number struct {
	Number // what the scenario or add_number set, and what calls changed since

	registered            bool      // register took effect and deregister did not
	partnerHas            bool      // another partner shares it and has registered it already
	reads                 int       // how often its status was read
	connects              time.Time // when a registered number becomes CONNECTED
	verifiedAt            time.Time
	noCodeUntil           time.Time // until then a deregistered number needs no new code
	created               time.Time
	onboarded             time.Time
	registeredSinceSignup bool      // it was registered after it was onboarded
	appReleased           time.Time // when the app frees the number, after its account there was deleted
	deletedAt             time.Time
	paidAt                time.Time // when it sent its last paid message
	retention             int
	nameAsked             time.Time
	// nameApproved is when [ApproveName] approved the new name. The end of a review that
	// ends by itself follows from nameAsked.
	nameApproved time.Time
	renames      []time.Time
	profile      object
	calling      object // the calling settings that were changed
	encryption   string // of payload_encryption, "" for untouched

	ownership codeCheck
	requests  []time.Time // for a code
	pin       guessCounter
	regs      requestLimit
	deregs    requestLimit
	sent      []sentMessage
}

// newNumber creates a number that is some minutes old, unless its Created says otherwise.
func (s *Sim) newNumber(n Number, start time.Time, minutes int) *number {
	if n.PIN == unknownPIN {
		n.PIN = randomText(s.random, 6, decimals)
	}
	x := &number{
		Number: n, created: n.Created.afterOr(start, start.Add(-time.Duration(minutes)*time.Minute)),
		verifiedAt: n.VerifiedAt.afterOr(start, verificationTime(n.Verification, verifiedFor, start)),
		onboarded:  n.Onboarded.after(start), deletedAt: n.Deleted.after(start), paidAt: n.LastPaid.after(start),
	}
	x.registered = n.Platform == api.PlatformCloud && n.Status.Registered()
	x.registeredSinceSignup = n.Status != api.StatusPending && n.Status != api.StatusUnverified
	x.requests = moments(n.CodeRequests, start)
	x.regs.at, x.deregs.at = moments(n.Registers, start), moments(n.Deregisters, start)
	x.profile = profileOf(n)
	if n.NewName != "" {
		x.nameAsked, x.nameApproved = start, start
	}
	return x
}

// verificationTime returns a time that fits a verification which lasts for life.
func verificationTime(v api.Verification, life time.Duration, start time.Time) time.Time {
	switch v {
	case api.Verified:
		return start.Add(-time.Hour)
	case api.VerificationExpired:
		return start.Add(-life - 24*time.Hour)
	}
	return time.Time{}
}

func (s *Sim) byID(id string) (*number, bool) {
	for _, n := range s.numbers {
		if string(n.ID) == id {
			return n, true
		}
	}
	return nil, false
}

func (s *Sim) byPhone(phone string) *number {
	for _, n := range s.numbers {
		if n.Phone == phone {
			return n
		}
	}
	return nil
}

// status is the state that Graph tells. After a register it can lag (field); every call that
// needs a registered number works at once.
func (n *number) status(now time.Time) api.Status {
	if n.registered && now.Before(n.connects) {
		return api.StatusPending
	}
	return n.Status
}

// verification is the state of the ownership check, which expires after 14 days
// (graph-ref).
func (n *number) verification(now time.Time) api.Verification {
	switch {
	case n.verifiedAt.IsZero() && n.Verification == api.Unverified:
		return api.Unverified
	case n.verifiedAt.IsZero():
		return api.NotVerified
	case now.Sub(n.verifiedAt) >= n.proofLife():
		return api.VerificationExpired
	}
	return api.Verified
}

// signupLapsed reports whether nobody registered the number in time after Embedded
// Signup, so that the customer has to repeat it (seed 002).
func (n *number) signupLapsed(now time.Time) bool {
	return !n.registeredSinceSignup && !n.onboarded.IsZero() && now.Sub(n.onboarded) >= n.proofLife()
}

// proofLife is how long the verification of this number is valid and how long there is to
// register it. Both are 90 days for a pre-verified number (docs).
func (n *number) proofLife() time.Duration {
	if n.Preverified {
		return poolLife
	}
	return verifiedFor
}

// inApp reports whether the number counts as in use in an app, which it does until three
// minutes after its account there was deleted (seed 000, docs).
func (n *number) inApp(now time.Time) bool {
	return (n.InApp || n.BusinessApp) && (n.appReleased.IsZero() || now.Before(n.appReleased))
}

// onBusinessApp is is_on_biz_app (docs): whether the number has an account in the Business
// app.
func (n *number) onBusinessApp(now time.Time) bool { return n.BusinessApp && n.inApp(now) }

// elsewhere reports whether another account holds the number, which it does until five
// minutes after the number was deleted there (docs).
func (n *number) elsewhere(now time.Time) bool {
	return n.Elsewhere || now.Sub(n.deletedAt) < deletionTime
}

// halfShared reports whether sharing the number with the Business app was started and not
// finished. Such a number reads as if it were on the On-Premises API (field).
func (n *number) halfShared() bool {
	return n.Platform == api.PlatformOnPremise && (n.InApp || n.BusinessApp)
}

// shownStatus is the status that a read shows. That of a number whose sharing is not
// finished alternates (field).
func (n *number) shownStatus(now time.Time) api.Status {
	n.reads++
	if n.Alternates != "" && n.halfShared() && n.reads%2 == 0 {
		return n.Alternates
	}
	return n.status(now)
}

// saysApp is is_on_biz_app as a read shows it; nil leaves it out.
func (n *number) saysApp(now time.Time) any {
	switch n.SaysApp {
	case saysFalse:
		return false
	case saysNothing:
		return nil
	}
	return n.onBusinessApp(now)
}

// isTest reports whether it is one of Meta's test numbers.
func (n *number) isTest() bool { return n.Name == "Test Number" && n.Mode == api.ModeSandbox }

// unregister takes the number off Cloud API. Its local storage ends (seed 003), its
// verification and its PIN stay.
func (n *number) unregister(status api.Status) {
	n.registered, n.Status = false, status
	n.Platform, n.Throughput = api.PlatformNotApplicable, "NOT_APPLICABLE"
	n.Region, n.retention = "", 0
}

// sharedWithApp reports whether the Business app and Cloud API share the number (docs).
func (n *number) sharedWithApp(now time.Time) bool {
	return n.onBusinessApp(now) && n.Platform == api.PlatformCloud
}

// offboard takes the number off Cloud API and leaves it to the Business app. To come back
// it needs a code, because none was ever checked here (our choice).
func (n *number) offboard() {
	n.BusinessApp, n.InApp = false, true
	n.unregister(api.StatusDisconnected)
	n.Verification, n.verifiedAt, n.noCodeUntil = api.NotVerified, time.Time{}, time.Time{}
	n.ownership.code = code{}
}

// graphTime is the layout in which Graph writes a time (seed 002).
const graphTime = "2006-01-02T15:04:05-0700"

// formatTime returns a time as Graph writes it, or nil for the zero time.
func formatTime(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(graphTime)
}

// numberDefaults are the fields of a number that a call gets if it names none (seed 001,
// seed 002, docs).
func numberDefaults() []string {
	return []string{
		"verified_name", "code_verification_status", "display_phone_number", "quality_rating", "platform_type", "throughput",
		"webhook_configuration",
	}
}

// getNumber reads one number.
func (s *Sim) getNumber(c *call) (any, *refusal) { return c.read(s.viewNumber(c, c.number)) }

// viewNumber returns a number with all its fields (seed 001, seed 002, graph-ref, openapi,
// docs).
func (s *Sim) viewNumber(c *call, n *number) view {
	now := c.at
	newName := s.newNameStatus(n, now)
	cc, _ := callingCode(n.Phone[1:])
	var newCertificate any
	if newName == api.NameApproved {
		newCertificate = certificate(n, n.NewName, newName)
	}
	fields := map[string]func(field) (any, *refusal){
		"display_phone_number":         value(n.Display),
		"verified_name":                value(n.Name),
		"status":                       func(field) (any, *refusal) { return string(n.shownStatus(now)), nil },
		"code_verification_status":     value(string(n.verification(now))),
		"quality_rating":               value(string(n.Quality)),
		"quality_score":                value(object{"score": string(n.Quality)}),
		"name_status":                  value(string(n.NameStatus)),
		"new_name_status":              value(string(newName)),
		"new_display_name":             value(n.NewName),
		"certificate":                  value(certificate(n, n.Name, n.NameStatus)),
		"new_certificate":              value(newCertificate),
		"platform_type":                value(string(n.Platform)),
		"host_platform":                value(string(n.Platform)),
		"throughput":                   value(object{"level": string(n.Throughput)}),
		"account_mode":                 value(string(n.Mode)),
		"is_official_business_account": value(n.Official),
		"is_pin_enabled":               value(n.PIN != ""),
		"is_preverified_number":        value(n.Preverified),
		"is_on_biz_app":                value(n.saysApp(now)),
		"last_onboarded_time":          value(formatTime(n.onboarded)),
		"whatsapp_business_manager_messaging_limit":  value(s.sc.Account.Limit),
		"messaging_limit_tier":                       value(s.sc.Account.Limit),
		"search_visibility":                          value("NON_VISIBLE"),
		"eligibility_for_api_business_global_search": value("NON_ELIGIBLE_UNDEFINED_COUNTRY"),
		"conversational_automation":                  value(nil),
		"unified_cert_status":                        value(nil),
		"username":                                   value(n.Username),
		"official_business_account":                  value(object{"oba_status": n.oba()}),
		"country_code":                               value(nil),
		"country_dial_code":                          value(cc),
		"health_status":                              value(s.health(n)),
		"webhook_configuration":                      value(s.hooks(n)),
		"whatsapp_business_profile": func(f field) (any, *refusal) {
			profile, refused := profileView(n).selectFields(f.inner)
			if refused != nil {
				return nil, refused
			}
			delete(profile, "id")
			return object{"data": []any{profile}}, nil
		},
	}
	return s.hide(view{id: string(n.ID), kind: onNumber.String(), defaults: numberDefaults(), fields: fields})
}

func checkVerification(v api.Verification) error {
	switch v {
	case api.Verified, api.NotVerified, api.Unverified, api.VerificationExpired:
		return nil
	}
	return fmt.Errorf("verification %q is not known", v)
}
