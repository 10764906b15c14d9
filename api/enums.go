package api

// Every enum of Graph is open: a value that is not listed here is kept as it
// came and shown as it is.

// Status is the state of a number on the platform; only CONNECTED can send and
// receive (seed 001).
type Status string

// Values of [Status] (graph-ref).
const (
	StatusPending      Status = "PENDING"
	StatusConnected    Status = "CONNECTED"
	StatusDisconnected Status = "DISCONNECTED"
	StatusFlagged      Status = "FLAGGED"
	StatusRestricted   Status = "RESTRICTED"
	StatusRateLimited  Status = "RATE_LIMITED"
	StatusBanned       Status = "BANNED"
	StatusDeleted      Status = "DELETED"
	StatusMigrated     Status = "MIGRATED"
	StatusUnverified   Status = "UNVERIFIED"
	StatusUnknown      Status = "UNKNOWN"
)

// Registered reports whether a number in this state is registered for Cloud
// API: connected, or connected and held back for quality or volume (graph-ref).
func (s Status) Registered() bool {
	switch s {
	case StatusConnected, StatusFlagged, StatusRestricted, StatusRateLimited:
		return true
	}
	return false
}

// Held reports whether a number in this state is registered and held back: only
// CONNECTED sends and receives as it should (seed 001, graph-ref).
func (s Status) Held() bool { return s.Registered() && s != StatusConnected }

// Known reports whether the state is one that this package knows.
func (s Status) Known() bool {
	switch s {
	case StatusPending, StatusConnected, StatusDisconnected, StatusFlagged, StatusRestricted, StatusRateLimited,
		StatusBanned, StatusDeleted, StatusMigrated, StatusUnverified, StatusUnknown:
		return true
	}
	return false
}

// Verification is the state of the ownership check by code. VERIFIED holds for
// 14 days (graph-ref).
type Verification string

// Values of [Verification] (seed 001, seed 002; EXPIRED and UNVERIFIED from
// graph-ref and openapi).
const (
	Verified            Verification = "VERIFIED"
	NotVerified         Verification = "NOT_VERIFIED"
	VerificationExpired Verification = "EXPIRED"
	Unverified          Verification = "UNVERIFIED"
)

// Platform says where a number is hosted.
type Platform string

// Values of [Platform] (openapi, graph-ref).
const (
	PlatformCloud         Platform = "CLOUD_API"
	PlatformOnPremise     Platform = "ON_PREMISE"
	PlatformNotApplicable Platform = "NOT_APPLICABLE"
)

// NameStatus is the review state of a display name.
type NameStatus string

// Values of [NameStatus] (seed 001, seed 002).
const (
	NameApproved               NameStatus = "APPROVED"
	NameAvailableWithoutReview NameStatus = "AVAILABLE_WITHOUT_REVIEW"
	NameDeclined               NameStatus = "DECLINED"
	NameExpired                NameStatus = "EXPIRED"
	NamePendingReview          NameStatus = "PENDING_REVIEW"
	NameNone                   NameStatus = "NONE"
)

// AccountMode tells trial numbers from real ones.
type AccountMode string

// Values of [AccountMode] (seed 001).
const (
	ModeLive    AccountMode = "LIVE"
	ModeSandbox AccountMode = "SANDBOX"
)

// Quality is the quality rating of a number: GREEN, YELLOW, RED, NA, UNKNOWN
// (seed 001, openapi).
type Quality string

// ThroughputLevel is the sending speed class of a number: STANDARD (80
// messages a second), HIGH (1,000) or NOT_APPLICABLE (docs).
type ThroughputLevel string

// CodeMethod is how the verification code reaches the customer (seed 001).
type CodeMethod string

// Values of [CodeMethod].
const (
	SMS   CodeMethod = "SMS"
	Voice CodeMethod = "VOICE"
)

// Language is the language of the code message, such as "en_US" or "en"
// (seed 001).
type Language string

// Region is an ISO 3166-1 alpha-2 country in which message data rests, or ""
// for none (seed 003).
type Region string

// StorageStatus says whether message data is kept in one country.
type StorageStatus string

// Values of [StorageStatus] (docs). Compare without regard to case: the
// reference page lists them in lower case.
const (
	StorageDefault   StorageStatus = "DEFAULT"
	StorageInCountry StorageStatus = "IN_COUNTRY_STORAGE_ENABLED"
	StorageDisabled  StorageStatus = "IN_COUNTRY_STORAGE_DISABLED"
	StorageNone      StorageStatus = "NO_STORAGE_ENABLED"
)

// Scope is a permission that a token carries.
type Scope string

// The scopes that onboarding needs: management for numbers and codes, both for
// register, deregister and the PIN (seed 003, docs). ScopeBusiness is for what
// belongs to the portfolio, such as pre-verified numbers (docs).
const (
	ScopeBusiness   Scope = "business_management"
	ScopeManagement Scope = "whatsapp_business_management"
	ScopeMessaging  Scope = "whatsapp_business_messaging"
)

// Endpoint names a call independently of the ids in its path. The names are
// those of the error table.
type Endpoint string

// The calls of this package.
const (
	DebugToken     Endpoint = "debug_token"
	GetAccount     Endpoint = "get_waba"
	ListNumbers    Endpoint = "list_numbers"
	GetNumber      Endpoint = "get_number"
	AddNumber      Endpoint = "add_number"
	RequestCode    Endpoint = "request_code"
	VerifyCode     Endpoint = "verify_code"
	Register       Endpoint = "register"
	Deregister     Endpoint = "deregister"
	SetPIN         Endpoint = "set_pin"
	SetDisplayName Endpoint = "set_display_name"
	GetSettings    Endpoint = "settings_get"
	SetSettings    Endpoint = "settings_set"
	GetSubscribed  Endpoint = "subscribed_apps_get"
	SetSubscribed  Endpoint = "subscribed_apps"
	GetProfile     Endpoint = "profile_get"
	SetProfile     Endpoint = "profile"
	SendMessage    Endpoint = "messages"

	AddPreverified         Endpoint = "preverified_add"
	ListPreverified        Endpoint = "preverified_list"
	GetPreverified         Endpoint = "preverified_get"
	RequestPreverifiedCode Endpoint = "preverified_request_code"
	VerifyPreverifiedCode  Endpoint = "preverified_verify_code"
	DeletePreverified      Endpoint = "preverified_delete"
)

// Endpoints lists every call of this package.
func Endpoints() []Endpoint {
	return []Endpoint{
		DebugToken, GetAccount, ListNumbers, GetNumber, AddNumber, RequestCode, VerifyCode, Register, Deregister,
		SetPIN, SetDisplayName, GetSettings, SetSettings, GetSubscribed, SetSubscribed, GetProfile, SetProfile, SendMessage,
		AddPreverified, ListPreverified, GetPreverified, RequestPreverifiedCode, VerifyPreverifiedCode, DeletePreverified,
	}
}
