package eligibility

import (
	"strconv"
	"strings"

	"dialtone/eligibility/phone"
)

// Facts is everything known about a number before anybody is asked. A nil part
// was not looked up, or could not be.
type Facts struct {
	Number   phone.Number
	Platform *Platform
	Account  *Account
}

// Platform is what Graph says about a number that is already listed in the
// account. The strings are Graph's own words; every one of them is an open list,
// so a word that is not known is taken as no word at all. Empty means that Graph
// did not send the field.
type Platform struct {
	// Status is the field status: PENDING, CONNECTED, BANNED, … (docs).
	Status string
	// CodeVerification is code_verification_status: VERIFIED, NOT_VERIFIED,
	// EXPIRED, in places UNVERIFIED (seed 002, docs).
	CodeVerification string
	// PlatformType is platform_type: CLOUD_API, ON_PREMISE, NOT_APPLICABLE
	// (openapi).
	PlatformType string
	// AccountMode is account_mode: LIVE, or SANDBOX for an unverified trial
	// (seed 002).
	AccountMode string
	// NameStatus is name_status (seed 001).
	NameStatus string
	// VerifiedName is verified_name, the display name. It serves only to recognize
	// Meta's test numbers.
	VerifiedName string
	// OnBusinessApp is is_on_biz_app: the WhatsApp Business app uses the
	// number (docs). False also stands for a field that Graph did not send.
	OnBusinessApp bool
	// Onboarded says that Graph sent last_onboarded_time: the number came
	// through Embedded Signup (seed 001, seed 002).
	Onboarded bool
}

// Account is what Graph says about the WABA and its business portfolio.
type Account struct {
	// ReviewStatus is account_review_status: PENDING, APPROVED, REJECTED, …
	// (openapi).
	ReviewStatus string
	// Status is the account's own status: ACTIVE, or DISABLED where Meta switched it
	// off (openapi).
	Status string
	// BusinessVerification is business_verification_status; live answers are
	// in lower case, the description in upper case (openapi).
	BusinessVerification string
	// MessagingLimit is whatsapp_business_manager_messaging_limit, for
	// example TIER_2K (docs).
	MessagingLimit string
	// NumbersRegistered counts the registered numbers that were seen. It is a
	// lower bound: the cap is the portfolio's, and other accounts of the same
	// portfolio may hold more.
	NumbersRegistered int
	// NumberCap is the cap if Meta stated it, for instance by webhook; zero
	// to derive it with Cap.
	NumberCap int
	// Known says that NumbersRegistered was really counted.
	Known bool
}

// The caps on registered numbers of a business portfolio (seed 001).
const (
	NewPortfolioCap      = 2
	VerifiedPortfolioCap = 20

	// raisedAt is the messaging limit, in customers a day, that raises the
	// cap without a business verification (seed 001).
	raisedAt = 2000
)

// Cap returns how many numbers a portfolio may have registered: twenty once the
// business is verified or its messaging limit has reached 2,000, else two
// (seed 001). The arguments are Graph's own words in any case.
func Cap(verification, limit string) int {
	n, _ := derivedCap(verification, limit)
	return n
}

// derivedCap is Cap, and reports whether the two facts are enough to be sure: a low cap
// that comes from missing facts must not stop anybody.
func derivedCap(verification, limit string) (n int, sure bool) {
	customers, known := tier(limit)
	if word(verification) == "VERIFIED" || customers >= raisedAt {
		return VerifiedPortfolioCap, true
	}
	return NewPortfolioCap, known && word(verification) != ""
}

// limit returns the cap of the account's portfolio, whether it is sure, and the field
// of Graph that decides whether the count reaches it.
func (a *Account) limit() (n int, sure bool, field string) {
	if a.NumberCap > 0 {
		return a.NumberCap, true, fieldCap
	}
	n, sure = derivedCap(a.BusinessVerification, a.MessagingLimit)
	switch {
	case a.NumbersRegistered < NewPortfolioCap, a.NumbersRegistered >= VerifiedPortfolioCap:
		return n, sure, fieldNumbers // neither of the two facts matters
	case n == VerifiedPortfolioCap && word(a.BusinessVerification) != "VERIFIED":
		return n, sure, fieldLimit
	}
	return n, sure, fieldBusiness
}

// tier reads a messaging limit such as TIER_250, TIER_2K or TIER_UNLIMITED.
// Reading the figure instead of a list lets tiers come that Meta has not
// thought of yet. TIER_NOT_SET and UNTIERED tell nothing.
func tier(limit string) (customers int, known bool) {
	figure, ok := strings.CutPrefix(word(limit), "TIER_")
	if !ok {
		return 0, false
	}
	if figure == "UNLIMITED" {
		return raisedAt, true
	}
	factor := 1
	if thousands, found := strings.CutSuffix(figure, "K"); found {
		figure, factor = thousands, 1000
	} else if millions, found := strings.CutSuffix(figure, "M"); found {
		figure, factor = millions, 1000*1000
	}
	// Six digits are plenty and keep the product from running over.
	n, err := strconv.Atoi(figure)
	if err != nil || n < 0 || len(figure) > 6 {
		return 0, false
	}
	return n * factor, true
}

// word brings one of Graph's words into the form it is compared in.
func word(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// registeredHere reports whether the number is registered in this very account.
// Beside CONNECTED these are states that only a registered number can be in
// (docs).
func (p *Platform) registeredHere() bool {
	if p == nil || word(p.PlatformType) == "ON_PREMISE" {
		return false
	}
	switch word(p.Status) {
	case "CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED":
		return true
	}
	return false
}

// codeReceived reports whether a code got through to the number's owner and
// still counts.
func (p *Platform) codeReceived() bool {
	return p != nil && word(p.CodeVerification) == "VERIFIED"
}
