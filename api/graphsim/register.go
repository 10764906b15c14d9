package graphsim

import (
	"net/http"
	"time"

	"dialtone/api"
)

// Limits of register and of deregister, each for itself (seed 003).
const (
	registerLimit  = 10
	registerWindow = 72 * time.Hour
	registerBlock  = 72 * time.Hour
)

// window counts requests in a moving time and blocks when there are too many.
type window struct {
	at      []time.Time
	blocked time.Time
}

// admit counts a request. Refused ones count as well, except those made while
// blocked, which do not prolong the block (seed 003 names 72 hours; that
// refused ones count is our choice).
func (w *window) admit(now time.Time) bool {
	if now.Before(w.blocked) {
		return false
	}
	w.at = within(w.at, now, registerWindow)
	if len(w.at) >= registerLimit {
		w.blocked = now.Add(registerBlock)
		return false
	}
	w.at = append(w.at, now)
	return true
}

// deletionTime is how long the platform takes to forget a deleted number (docs).
const deletionTime = 5 * time.Minute

// PIN guesses: how soon is too fast, how many are too many, and for how long.
// Meta publishes none of the three; our choice.
const (
	pinPause   = 5 * time.Second
	pinGuesses = 3
	pinWait    = time.Hour
)

// register registers a number for Cloud API (seed 003).
func (s *Sim) register(c *call) (any, *refusal) {
	n := c.number
	if !n.regs.admit(c.at) {
		return nil, tooManyRegistrations(n.regs.blocked, api.Register)
	}
	want, refused := registration(c)
	if refused == nil {
		refused = s.mayRegister(n, want, c.at)
	}
	if refused != nil {
		return nil, refused
	}
	if n.registered {
		// Succeeds, leaves the PIN alone (docs), and lets an approved new name
		// take effect (docs).
		c.effective = s.adoptName(n, c.at)
		return done(), nil
	}
	if refused := n.checkPIN(want.pin, c.at); refused != nil {
		if n.Platform == api.PlatformOnPremise {
			n.Status = api.StatusDisconnected // a wrong PIN stops the On-Premises client (docs)
		}
		return nil, refused
	}
	if refused := s.mayConnect(n, want); refused != nil {
		return nil, refused
	}
	if n.Platform == api.PlatformOnPremise && want.backup == nil {
		n.Official, n.profile = false, emptyProfile() // the backup would have brought them along (docs)
	}
	n.connect(c.at.Add(time.Duration(s.sc.Rules.ConnectAfter)))
	n.PIN = want.pin
	if want.region != "" {
		n.Region = want.region
	}
	if want.retention != 0 {
		n.retention = want.retention
	}
	s.adoptName(n, c.at)
	c.effective = true
	return done(), nil
}

// connect puts the number on Cloud API.
func (n *number) connect(at time.Time) {
	n.registered, n.settled, n.Status, n.connects = true, true, api.StatusConnected, at
	n.Platform, n.Throughput = api.PlatformCloud, "STANDARD"
}

// wish is what a register call asks for.
type wish struct {
	pin       string
	region    api.Region
	retention int
	backup    *backup
}

// backup is what the backup call of an On-Premises client gave (docs).
type backup struct{ data, password string }

func registration(c *call) (wish, *refusal) {
	var w wish
	if product, _ := c.params.text("messaging_product"); product != "whatsapp" {
		return w, invalid("The parameter messaging_product must be whatsapp.")
	}
	pin, ok := c.params.text("pin")
	if !ok {
		return w, missing("pin")
	}
	if !sixes.MatchString(pin) {
		return w, invalid("PIN must be exactly six digits.")
	}
	w.pin = pin
	region, hasRegion := c.params.text("data_localization_region")
	minutes, hasMinutes := c.params.text("meta_store_retention_minutes")
	if (hasRegion || hasMinutes) && c.version.RegionBySettings() {
		// (field): storage is chosen through settings from v21.0 (docs)
		return w, &refusal{Status: http.StatusBadRequest, Code: 12, Title: "Deprecated for versions v21.0 or higher"}
	}
	switch {
	case hasRegion && hasMinutes:
		return w, invalid("A storage country and meta_store_retention_minutes exclude each other.")
	case hasRegion && !isRegion(api.Region(region)):
		return w, invalid("data_localization_region is not a storage country.")
	case hasMinutes && minutes != "60":
		return w, invalid("meta_store_retention_minutes can only be 60.")
	}
	if hasRegion {
		w.region = api.Region(region)
	}
	if hasMinutes {
		w.retention = 60
	}
	if _, given := c.params["backup"]; given {
		b, ok := c.params.object("backup")
		data, _ := plain(b["data"])
		password, _ := plain(b["password"])
		if !ok || data == "" || password == "" {
			return w, invalid("backup must hold data and password.")
		}
		w.backup = &backup{data, password}
	}
	return w, nil
}

// mayRegister checks the number itself: shared, banned, half gone, unproven, in
// use.
func (s *Sim) mayRegister(n *number, want wish, now time.Time) *refusal {
	switch {
	case n.onBusinessApp(now):
		// (field): the app is registered already
		return &refusal{Status: http.StatusBadRequest, Code: 100, Title: "Register is not available for SMB businesses"}
	case n.Status == api.StatusBanned:
		return banned(locked())
	case s.rejected():
		return accountRejected(locked())
	case now.Sub(n.deletedAt) < deletionTime:
		return refuse(133015, "Recently deleted, still being removed", "The number was deleted a moment ago. Wait 5 minutes, then register.")
	case n.NeedsDeregister:
		r := refuse(133000, "Incomplete deregistration", "An earlier deregister did not finish. Deregister again.")
		r.Status = http.StatusInternalServerError
		return r
	case n.registered:
		return nil
	}
	if refused := s.proved(n, want, now); refused != nil {
		return refused
	}
	if n.inApp(now) || n.Elsewhere {
		// The rule is seed 001's; no source names the code, so it is the one that
		// openapi has for adding such a number.
		return taken("This number is in use on WhatsApp or in another account. Remove it there first.")
	}
	return nil
}

// proved checks the proof of ownership: a code, Embedded Signup in time, or the
// unmodified backup of an On-Premises client (docs).
func (s *Sim) proved(n *number, want wish, now time.Time) *refusal {
	byCode := n.verification(now) == api.Verified || now.Before(n.proven)
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
	if byCode {
		return nil
	}
	return refuse(133006, "Re-verification needed", "Verify the number with a code, then register it.")
}

// mayConnect checks what lies outside the number: storage country and cap.
func (s *Sim) mayConnect(n *number, want wish) *refusal {
	if n.Expects != "" && n.Region != n.Expects && want.region != n.Expects {
		return &refusal{Status: http.StatusBadRequest, Code: 100, Title: "Expected data localization region: '" + string(n.Expects) + "'"}
	}
	if s.sc.Rules.CapAt == capAtRegister {
		return s.capped()
	}
	return nil
}

// checkPIN compares the PIN with the one on file, if there is one (seed 003),
// and counts the guesses (docs).
func (n *number) checkPIN(pin string, now time.Time) *refusal {
	switch {
	case n.PIN == "":
		return nil
	case now.Before(n.pin.blocked):
		return refuse(133008, "Too many PIN guesses", "Wait %d seconds before the next try.", seconds(n.pin.blocked.Sub(now)))
	case !n.pin.last.IsZero() && now.Sub(n.pin.last) < pinPause:
		return refuse(133009, "PIN guessed too fast", "Wait %d seconds before the next try.", seconds(n.pin.last.Add(pinPause).Sub(now)))
	case pin == n.PIN:
		n.pin = guard{}
		return nil
	}
	if !n.pin.blocked.IsZero() {
		n.pin = guard{}
	}
	n.pin.wrong++
	n.pin.last = now
	if n.pin.wrong >= pinGuesses {
		n.pin.blocked = now.Add(pinWait)
	}
	return refuse(133005, "Two-step PIN mismatch", "The PIN is not the one that was set for this number.")
}

// seconds rounds a wait up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// deregister takes a number off Cloud API (seed 003).
func (s *Sim) deregister(c *call) (any, *refusal) {
	n := c.number
	if !n.deregs.admit(c.at) {
		return nil, tooManyRegistrations(n.deregs.blocked, api.Deregister)
	}
	switch {
	case n.onBusinessApp(c.at):
		return nil, &refusal{Status: http.StatusBadRequest, Code: 100, Title: "Deregister is not available for API solution for SMB businesses"}
	case n.NeedsDeregister:
	case n.Platform == api.PlatformOnPremise:
		return nil, &refusal{Status: http.StatusBadRequest, Code: 100, Title: "The phone number is not currently linked to Cloud API"}
	case !n.registered:
		return nil, &refusal{Status: http.StatusBadRequest, Code: 100, Subcode: 2207051, Title: "The phone number is not registered"}
	}
	// Local storage goes off, the code check and the PIN stay (seed 003, docs).
	// Registering again needs no new code (docs), within the usual 14 days.
	n.unregister(api.StatusDisconnected)
	n.NeedsDeregister, n.proven = false, c.at.Add(verifiedFor)
	c.effective = true
	return done(), nil
}
