package graphsim

import (
	"strings"
	"time"

	"dialtone/api"
)

// Call is the record of a Graph call. It holds no body, no query and no secret.
type Call struct {
	At        time.Time         `json:"at"`
	Method    string            `json:"method"`
	Path      string            `json:"path"`    // without version
	Version   api.Version       `json:"version"` // as the caller wrote it; "" for none
	Endpoint  api.Endpoint      `json:"endpoint"`
	Number    api.PhoneNumberID `json:"phone_number_id"`
	Status    int               `json:"status"` // 0 when the connection was dropped
	Code      int               `json:"code"`
	Subcode   int               `json:"subcode"`
	Effective bool              `json:"effective"` // the call changed something, whatever the answer said
}

// Record returns every Graph call, oldest first.
func (s *Sim) Record() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call{}, s.record...)
}

// Snapshot is the state of a number at one moment. It shows no secret.
type Snapshot struct {
	ID           api.PhoneNumberID   `json:"id"`
	Phone        string              `json:"phone"`
	Display      string              `json:"display_phone_number"`
	Name         string              `json:"verified_name"`
	NameStatus   api.NameStatus      `json:"name_status"`
	NewName      string              `json:"new_display_name"`
	NewStatus    api.NameStatus      `json:"new_name_status"`
	Status       api.Status          `json:"status"`
	Verification api.Verification    `json:"code_verification_status"`
	Platform     api.Platform        `json:"platform_type"`
	Throughput   api.ThroughputLevel `json:"throughput"`
	Registered   bool                `json:"registered"`
	PINSet       bool                `json:"pin_set"`
	Region       api.Region          `json:"region"`
	Retention    int                 `json:"retention_minutes"`
	Identity     bool                `json:"identity_check"`
	InApp        bool                `json:"live_in_app"`
	BusinessApp  bool                `json:"on_business_app"`
	Elsewhere    bool                `json:"elsewhere"`
	Official     bool                `json:"official"`
	CodeAlive    bool                `json:"code_alive"`

	CodeRequests      int       `json:"code_requests"` // in 24 hours
	WrongCodes        int       `json:"wrong_codes"`
	Registers         int       `json:"register_requests"` // in 72 hours
	Deregisters       int       `json:"deregister_requests"`
	RegisterBlocked   time.Time `json:"register_blocked_until"`
	DeregisterBlocked time.Time `json:"deregister_blocked_until"`

	pin string
}

// PINIs reports whether pin is the PIN of the number.
func (s Snapshot) PINIs(pin string) bool { return s.PINSet && s.pin == pin }

// Snapshot returns the state of a number, or false if there is no such number.
func (s *Sim) Snapshot(id api.PhoneNumberID) (Snapshot, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.byID(string(id))
	if !ok {
		return Snapshot{}, false
	}
	return s.snapshot(n), true
}

// Snapshots returns the state of every number, in order of creation.
func (s *Sim) Snapshots() []Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []Snapshot{}
	for _, n := range s.numbers {
		all = append(all, s.snapshot(n))
	}
	return all
}

// Subscribed reports whether the app receives the account's webhooks.
func (s *Sim) Subscribed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.subscribed
}

func (s *Sim) snapshot(n *number) Snapshot {
	now := s.now()
	return Snapshot{
		ID: n.ID, Phone: n.Phone, Display: n.Display,
		Name: n.Name, NameStatus: n.NameStatus, NewName: n.NewName, NewStatus: s.newNameStatus(n, now),
		Status: n.status(now), Verification: n.verification(now), Platform: n.Platform, Throughput: n.Throughput,
		Registered: n.registered, PINSet: n.PIN != "", Region: n.Region, Retention: n.retention, Identity: n.Identity,
		InApp: n.inApp(now), BusinessApp: n.onBusinessApp(now), Elsewhere: n.elsewhere(now), Official: n.Official,
		CodeAlive:    n.ownership.code.valid(now),
		CodeRequests: len(within(n.requests, now, codeDay)), WrongCodes: n.ownership.guesses.wrong,
		Registers: len(within(n.regs.at, now, registerWindow)), Deregisters: len(within(n.deregs.at, now, registerWindow)),
		RegisterBlocked: n.regs.blockedUntil, DeregisterBlocked: n.deregs.blockedUntil, pin: n.PIN,
	}
}

// recordDropped records a call that ended before it was carried out.
func (s *Sim) recordDropped(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recordCall(c, answer{drop: true})
}

func (s *Sim) recordCall(c *call, a answer) {
	entry := Call{At: c.at, Method: c.method, Path: "/" + strings.Join(c.path, "/"), Version: c.asked, Endpoint: c.endpoint,
		Status: a.status, Effective: c.effective}
	if c.number != nil {
		entry.Number = c.number.ID
	}
	if a.refused != nil {
		entry.Status, entry.Code, entry.Subcode = a.refused.Status, a.refused.Code, a.refused.Subcode
	}
	if a.drop {
		entry.Status = 0
	}
	s.record = append(s.record, entry)
}
