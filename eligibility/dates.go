package eligibility

import "time"

const day = 24 * time.Hour

// The windows that Meta sets. They are spans of time, not calendar days.
const (
	// VerificationWindow is how long a confirmed code counts: register within
	// it or confirm again (docs).
	VerificationWindow = 14 * day
	// SignupWindow is how long after Embedded Signup the number may be
	// registered before the customer has to repeat the flow (seed 002).
	SignupWindow = 14 * day
	// PreVerifiedWindow is how long a number verified in advance stays so,
	// and how long a claimed one may wait for its registration (docs).
	PreVerifiedWindow = 90 * day
	// PreVerifiedRenewal are the last days of that, in which alone a number can
	// be verified in advance once more (docs).
	PreVerifiedRenewal = 45 * day
	// CertificateWindow is how long a name certificate is valid (seed 001).
	CertificateWindow = 7 * day
	// NameWindow is how long after the approval of a new display name the
	// number has to be registered again to show it (docs).
	NameWindow = 14 * day
	// PaidMessageWindow is how long a number cannot be deleted after its last
	// paid message (seed 000, seed 001).
	PaidMessageWindow = 30 * day
	// AttemptWindow is the moving window in which ten register requests, and
	// ten deregister requests, are allowed; it is also how long a number is
	// blocked after the eleventh (seed 003).
	AttemptWindow = 72 * time.Hour
	// CodeWindow is about how long a six-digit code can be used (openapi).
	CodeWindow = 10 * time.Minute
	// AppReleaseWindow is about how long a number stays taken after its
	// account in the app was deleted (seed 000).
	AppReleaseWindow = 3 * time.Minute
	// PlatformReleaseWindow is how long to wait before registering a number
	// that was just deleted from the platform (docs).
	PlatformReleaseWindow = 5 * time.Minute
)

// DeadlineKind names what runs out, or what opens, at a Deadline.
type DeadlineKind string

// The kinds of deadline. Each counts from the event named in its comment.
const (
	// DeadlineVerification counts from the moment the code was accepted.
	DeadlineVerification DeadlineKind = "verification"
	// DeadlineSignup counts from the end of Embedded Signup.
	DeadlineSignup DeadlineKind = "signup"
	// DeadlinePreVerified counts from the pre-verification, or from the claim.
	DeadlinePreVerified DeadlineKind = "pre_verified"
	// DeadlineCertificate counts from the issue of the certificate.
	DeadlineCertificate DeadlineKind = "certificate"
	// DeadlineName counts from the approval of a new display name.
	DeadlineName DeadlineKind = "name"
	// DeadlineDelete counts from the last paid message; deleting opens then.
	DeadlineDelete DeadlineKind = "delete"
	// DeadlineCode counts from the code request.
	DeadlineCode DeadlineKind = "code"
	// DeadlineAppRelease counts from deleting the account in the app.
	DeadlineAppRelease DeadlineKind = "app_release"
	// DeadlinePlatformRelease counts from deleting the number in the manager.
	DeadlinePlatformRelease DeadlineKind = "platform_release"
)

// Window returns the length of the kind's window, and zero for a kind that is
// not known.
func (k DeadlineKind) Window() time.Duration {
	switch k {
	case DeadlineVerification:
		return VerificationWindow
	case DeadlineSignup:
		return SignupWindow
	case DeadlinePreVerified:
		return PreVerifiedWindow
	case DeadlineCertificate:
		return CertificateWindow
	case DeadlineName:
		return NameWindow
	case DeadlineDelete:
		return PaidMessageWindow
	case DeadlineCode:
		return CodeWindow
	case DeadlineAppRelease:
		return AppReleaseWindow
	case DeadlinePlatformRelease:
		return PlatformReleaseWindow
	}
	return 0
}

// Deadline returns the moment at which the window that began at from ends. It
// is the zero time if from is, or if the kind is not known: no deadline can be
// told then.
func Deadline(kind DeadlineKind, from time.Time) time.Time {
	window := kind.Window()
	if from.IsZero() || window == 0 {
		return time.Time{}
	}
	return from.Add(window)
}
