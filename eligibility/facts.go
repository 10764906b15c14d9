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
	// SaidInUse says that Meta refused a call because the number is in use, without saying
	// where. That it was verified shows no more then that it is free.
	SaidInUse bool
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
	// Display is display_phone_number as Graph wrote it: a 555 number is recognized by
	// it, which the plans do not know for a number.
	Display string
	// OnBusinessApp is is_on_biz_app: the WhatsApp Business app uses the
	// number (docs). False also stands for a field that Graph did not send.
	OnBusinessApp bool
	// Onboarded says that Graph sent last_onboarded_time: the number came
	// through Embedded Signup (seed 001, seed 002).
	Onboarded bool
	// SignupOpen says that its time to be registered after that is not over.
	SignupOpen bool
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

// The caps on registered numbers as they are usual: two, and twenty once Meta raised
// them. Meta words the limit in two ways, by portfolio and by the hierarchy of a WhatsApp
// account (docs), so that nothing is refused by them here.
const (
	NewPortfolioCap      = 2
	VerifiedPortfolioCap = 20

	// raisedAt is the messaging limit, in customers a day, that raises the
	// cap without a business verification (seed 001).
	raisedAt = 2000
)

// Cap returns how many numbers a portfolio usually may have registered: twenty once the
// business is verified or its messaging limit has reached 2,000, else two
// (seed 001). The arguments are Graph's own words in any case.
func Cap(verification, limit string) int {
	if word(verification) == "VERIFIED" || tier(limit) >= raisedAt {
		return VerifiedPortfolioCap
	}
	return NewPortfolioCap
}

// CapKnown reports whether Graph told what the usual cap depends on: a business of which
// that was not read may be verified all the same.
func CapKnown(verification, limit string) bool {
	return word(verification) != "" || Cap(verification, limit) == VerifiedPortfolioCap
}

// Full reports whether the numbers that were counted reach the usual cap, as far as that
// is known.
func (a *Account) Full() bool {
	limit, _ := a.limit()
	return limit > 0 && a.NumbersRegistered >= limit
}

// limit returns the cap of the account's portfolio, and the field of Graph that decides
// whether the count reaches it; zero where that was not read.
func (a *Account) limit() (n int, field string) {
	if a.NumberCap > 0 {
		return a.NumberCap, fieldCap
	}
	n = Cap(a.BusinessVerification, a.MessagingLimit)
	switch {
	case a.NumbersRegistered < NewPortfolioCap, a.NumbersRegistered >= VerifiedPortfolioCap:
		return n, fieldNumbers // neither of the two facts matters
	case !CapKnown(a.BusinessVerification, a.MessagingLimit):
		return 0, ""
	case n == VerifiedPortfolioCap && word(a.BusinessVerification) != "VERIFIED":
		return n, fieldLimit
	}
	return n, fieldBusiness
}

// tier reads a messaging limit such as TIER_250, TIER_2K or TIER_UNLIMITED.
// Reading the figure instead of a list lets tiers come that Meta has not
// thought of yet. TIER_NOT_SET and UNTIERED tell nothing.
func tier(limit string) (customers int) {
	figure, ok := strings.CutPrefix(word(limit), "TIER_")
	if !ok {
		return 0
	}
	if figure == "UNLIMITED" {
		return raisedAt
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
		return 0
	}
	return n * factor
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

// halfShared reports whether sharing the number with the Business app was begun and not
// finished. Graph takes most of those for numbers of the On-Premises API, of which nobody
// has proven whose they are; their status says nothing, since it alternates, and the app is
// not always told (field). The On-Premises API itself ended in October 2025 (docs). One whose
// proof ran out had one, and may well be a number of that API: it is neither. Of any
// other number with the app only the Cloud API, or a state that only a registered number is
// in, shows that the sharing is finished; where Graph does not tell its host, it is unknown.
func (p *Platform) halfShared() bool {
	switch word(p.PlatformType) {
	case "ON_PREMISE":
		return p.OnBusinessApp || p.unproven()
	case "CLOUD_API":
		return false
	}
	return p.OnBusinessApp && !p.registeredHere() && word(p.Status) != "DISCONNECTED"
}

// FreshTestNumber reports whether the number is a test number of Meta's that may wait for
// its PIN: it is not known to be registered, or to be gone. No field says so.
// Its display name does, together with a 555 number or a trial account (seed 001). Whether
// it needs a code the sources disagree about, so that what it reads of one says nothing.
func (f Facts) FreshTestNumber() bool {
	if !f.testNumber() {
		return false
	}
	switch word(f.Platform.Status) {
	case "CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "BANNED", "DELETED", "MIGRATED":
		return false
	}
	return true
}

// testNumber reports whether all signs of a test number of Meta's are there.
func (f Facts) testNumber() bool {
	return f.Platform.namedTest() && (f.is555() || word(f.Platform.AccountMode) == "SANDBOX")
}

// namedTest reports whether the number bears the display name of Meta's test numbers.
func (p *Platform) namedTest() bool {
	return p != nil && strings.EqualFold(strings.TrimSpace(p.VerifiedName), "Test Number")
}

// is555 reports whether it is a number of the American area code 555, in whatever form
// Graph wrote it: the plans do not know them.
func (f Facts) is555() bool {
	if f.Number.CallingCode == 1 {
		return strings.HasPrefix(f.Number.National, "555")
	}
	if f.Number.E164 != "" || f.Platform == nil {
		return false
	}
	const areaAndNumber = 10
	digits := phone.Digits(f.Platform.Display)
	national, american := strings.CutPrefix(digits, "1")
	if !american && strings.HasPrefix(strings.TrimSpace(f.Platform.Display), "+") {
		return false
	}
	return len(national) == areaAndNumber && strings.HasPrefix(national, "555")
}

// neverRegistered reports whether the status is one of a number that was not registered
// yet. One that is DISCONNECTED was (docs), and a word that is not known tells nothing.
func (p *Platform) neverRegistered() bool {
	return word(p.Status) == "PENDING" || word(p.Status) == "UNVERIFIED"
}

// unproven reports whether Graph says that nobody has proven yet whose the number is.
func (p *Platform) unproven() bool {
	return word(p.CodeVerification) == "NOT_VERIFIED" || word(p.CodeVerification) == "UNVERIFIED"
}

// codeReceived reports whether a code got through to the number's owner and
// still counts.
func (p *Platform) codeReceived() bool {
	return p != nil && word(p.CodeVerification) == "VERIFIED"
}
