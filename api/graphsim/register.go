package graphsim

import (
	"math"
	"net/http"
	"time"

	"dialtone/api"
)

// The limit of register requests. Deregister requests have the same limit, counted apart
// (seed 003).
const (
	registerLimit  = 10
	registerWindow = 72 * time.Hour
	registerBlock  = 72 * time.Hour
)

// requestLimit counts the requests of the last 72 hours and blocks when there are too many.
type requestLimit struct {
	at           []time.Time
	blockedUntil time.Time
}

// allow counts a request, or reports false if there were too many. A request that Graph
// refuses for another reason counts (our choice; seed 003 names only the 72 hours). One
// that is made during a block does not make the block longer.
func (l *requestLimit) allow(now time.Time) bool {
	if now.Before(l.blockedUntil) {
		return false
	}
	l.at = within(l.at, now, registerWindow)
	if len(l.at) >= registerLimit {
		l.blockedUntil = now.Add(registerBlock)
		return false
	}
	l.at = append(l.at, now)
	return true
}

// deletionTime is how long the platform takes to remove a deleted number (docs).
const deletionTime = 5 * time.Minute

// PIN guesses: the pause that has to lie between two, how many are too many, and how long
// they are refused then. Meta publishes none of the three (our choice).
const (
	pinPause   = 5 * time.Second
	pinGuesses = 3
	pinWait    = time.Hour
)

// register registers a number for Cloud API (seed 003).
func (s *Sim) register(c *call) (any, *refusal) {
	n := c.number
	if !n.regs.allow(c.at) {
		return nil, tooManyRegistrations(n.regs.blockedUntil, api.Register)
	}
	want, refused := readRegistration(c)
	if refused == nil {
		refused = s.mayRegister(n, want, c.at)
	}
	if refused != nil {
		return nil, refused
	}
	if n.registered {
		// The call succeeds, does not change the PIN, and makes an approved new name
		// take effect (docs).
		c.effective = s.adoptName(n, c.at)
		return s.registeredAlready(), nil
	}
	if refused := n.checkPIN(want.pin, c.at); refused != nil && !n.partnerHas {
		if n.Platform == api.PlatformOnPremise {
			n.Status = api.StatusDisconnected // a wrong PIN stops the On-Premises client (docs)
		}
		return nil, refused
	}
	if refused := s.mayConnect(n, want); refused != nil {
		return nil, refused
	}
	if n.Platform == api.PlatformOnPremise && want.backup == nil {
		n.Official, n.profile = false, emptyProfile() // only a backup preserves them (docs)
	}
	n.connect(c.at.Add(time.Duration(s.sc.Rules.ConnectAfter)))
	if !n.partnerHas || n.PIN == "" { // of a number that a partner registered the PIN stays (docs)
		n.PIN = want.pin
	}
	if want.region != "" {
		n.Region = want.region
	}
	if want.retention != 0 {
		n.retention = want.retention
	}
	s.adoptName(n, c.at)
	c.effective = true
	return success(), nil
}

// connect puts the number on Cloud API.
func (n *number) connect(at time.Time) {
	n.registered, n.registeredSinceSignup, n.Status, n.connects = true, true, api.StatusConnected, at
	n.Platform, n.Throughput = api.PlatformCloud, "STANDARD"
}

// registerRequest is what a register call asks for.
type registerRequest struct {
	pin       string
	region    api.Region
	retention int
	backup    *backup
}

// backup is what the backup call of an On-Premises client returned (docs).
type backup struct{ data, password string }

func readRegistration(c *call) (registerRequest, *refusal) {
	var want registerRequest
	if product, _ := c.params.text("messaging_product"); product != "whatsapp" {
		return want, invalid("The parameter messaging_product must be whatsapp.")
	}
	pin, ok := c.params.text("pin")
	if !ok {
		return want, missing("pin")
	}
	if !sixDigits().MatchString(pin) {
		return want, invalid("PIN must be exactly six digits.")
	}
	want.pin = pin
	region, hasRegion := c.params.text("data_localization_region")
	minutes, hasMinutes := c.params.text("meta_store_retention_minutes")
	if (hasRegion || hasMinutes) && c.version.RegionBySettings() {
		// (field): from v21.0 on, storage is chosen through settings (docs)
		return want, titleOnly(12, "Deprecated for versions v21.0 or higher")
	}
	switch {
	case hasRegion && hasMinutes:
		return want, invalid("A storage country and meta_store_retention_minutes exclude each other.")
	case hasRegion && !isRegion(api.Region(region)):
		return want, invalid("data_localization_region is not a storage country.")
	case hasMinutes && minutes != "60":
		return want, invalid("meta_store_retention_minutes can only be 60.")
	}
	if hasRegion {
		want.region = api.Region(region)
	}
	if hasMinutes {
		want.retention = 60
	}
	if _, given := c.params["backup"]; given {
		b, ok := c.params.object("backup")
		data, _ := plain(b["data"])
		password, _ := plain(b["password"])
		if !ok || data == "" || password == "" {
			return want, invalid("backup must hold data and password.")
		}
		want.backup = &backup{data, password}
	}
	return want, nil
}

// mayRegister checks what can be wrong with the number itself.
func (s *Sim) mayRegister(n *number, want registerRequest, now time.Time) *refusal {
	switch {
	case n.onBusinessApp(now), n.halfShared():
		// (field): the app is registered already
		return titleOnly(100, "Register is not available for SMB businesses")
	case n.Status == api.StatusBanned:
		return banned(accountLocked())
	case s.rejected():
		return accountRejected(accountLocked())
	case now.Sub(n.deletedAt) < deletionTime:
		return refuse(133015, "Recently deleted, still being removed",
			"The number was deleted a moment ago. Wait 5 minutes, then register.")
	case n.NeedsDeregister:
		r := refuse(133000, "Incomplete deregistration", "An earlier deregister did not finish. Deregister again.")
		r.Status = http.StatusInternalServerError
		return r
	case n.registered:
		return nil
	}
	if refused := s.checkOwnership(n, want, now); refused != nil {
		return refused
	}
	if n.inApp(now) || n.Elsewhere {
		// The rule is seed 001's. No source names the code, so it is the one that
		// openapi has for adding such a number.
		return numberInUse("This number is in use on WhatsApp or in another account. Remove it there first.")
	}
	return nil
}

// checkOwnership checks the proof of ownership: a code, an Embedded Signup that is not too
// long ago, or the unmodified backup of an On-Premises client (docs).
func (s *Sim) checkOwnership(n *number, want registerRequest, now time.Time) *refusal {
	byCode := n.verification(now) == api.Verified || now.Before(n.noCodeUntil)
	if n.Platform == api.PlatformOnPremise && want.backup != nil {
		switch {
		case n.Backup == "", *want.backup == backup{n.Backup, n.BackupPassword}:
			return nil
		case byCode || s.sc.Rules.WrongBackup == 100:
			return invalid("backup cannot be read. Hand in data and password as the On-Premises client gave them.")
		}
	}
	if n.signupLapsed(now) && !s.sc.Rules.CodeForSignup {
		return refuse(133006, "Re-verification needed", "The customer has to go through Embedded Signup again.")
	}
	if byCode || n.isTest() && n.Status == api.StatusPending && !s.sc.Rules.CodeForTests {
		return nil
	}
	return refuse(133006, "Re-verification needed", "Verify the number with a code, then register it.")
}

// mayConnect checks what does not depend on the number: storage country and cap.
func (s *Sim) mayConnect(n *number, want registerRequest) *refusal {
	if n.Expects != "" && n.Region != n.Expects && want.region != n.Expects {
		return titleOnly(100, "Expected data localization region: '"+string(n.Expects)+"'")
	}
	if s.sc.Rules.CapAt == capAtRegister {
		return s.checkCap()
	}
	return nil
}

// checkPIN compares the PIN with that of the number, if it has one (seed 003), and counts
// wrong guesses (docs).
func (n *number) checkPIN(pin string, now time.Time) *refusal {
	switch {
	case n.PIN == "":
		return nil
	case now.Before(n.pin.blockedUntil):
		return pinRefused(133008, "Too many PIN guesses", n.pin.blockedUntil.Sub(now))
	case !n.pin.last.IsZero() && now.Sub(n.pin.last) < pinPause:
		return pinRefused(133009, "PIN guessed too fast", n.pin.last.Add(pinPause).Sub(now))
	case pin == n.PIN:
		n.pin = guessCounter{}
		return nil
	}
	n.pin.add(now, pinGuesses, pinWait)
	return refuse(133005, "Two-step PIN mismatch", "The PIN is not the one that was set for this number.")
}

func pinRefused(code int, title string, wait time.Duration) *refusal {
	return refuse(code, title, "Wait %d seconds before the next try.", int(math.Ceil(wait.Seconds())))
}

// deregister takes a number off Cloud API (seed 003).
func (s *Sim) deregister(c *call) (any, *refusal) {
	n := c.number
	if !n.deregs.allow(c.at) {
		return nil, tooManyRegistrations(n.deregs.blockedUntil, api.Deregister)
	}
	switch {
	case n.onBusinessApp(c.at):
		return nil, titleOnly(100, "Deregister is not available for API solution for SMB businesses")
	case n.NeedsDeregister:
	case n.Platform == api.PlatformOnPremise:
		return nil, titleOnly(100, "The phone number is not currently linked to Cloud API")
	case !n.registered:
		r := titleOnly(100, "The phone number is not registered")
		r.Subcode = 2207051
		return nil, r
	}
	// The PIN stays (seed 003), and within the usual 14 days the number can be registered
	// again without a new code (docs).
	n.unregister(api.StatusDisconnected)
	n.NeedsDeregister, n.noCodeUntil = false, c.at.Add(verifiedFor)
	c.effective = true
	return success(), nil
}

// tooManyRegistrations refuses a register or deregister request (seed 003).
func tooManyRegistrations(until time.Time, what api.Endpoint) *refusal {
	return refuse(133016, "Register/deregister rate limit exceeded",
		"More than %d %s requests in 72 hours for this number. It is refused until %s.",
		registerLimit, what, until.UTC().Format(time.RFC3339))
}
