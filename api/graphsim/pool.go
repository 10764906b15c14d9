package graphsim

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// Pooled is a pre-verified number of the business at the start.
type Pooled struct {
	ID           api.PreverifiedID `toml:"id"`
	Phone        string            `toml:"phone"`        // +85291234567
	Verification api.Verification  `toml:"verification"` // default UNVERIFIED
	VerifiedAt   *Duration         `toml:"verified_at"`  // default -1h when VERIFIED, -91d when EXPIRED
	Added        *Duration         `toml:"added"`        // default one minute apart, in order
	Reach
}

// Times of a pre-verified number (docs).
const (
	// poolLife is how long its verification is valid, how long it may stay in the pool
	// unverified, and how long an account that took it has to register it.
	poolLife = 90 * 24 * time.Hour
	// poolRenew is the last part of poolLife, in which it can be verified again.
	poolRenew = 45 * 24 * time.Hour
)

// poolHour is the time in which code calls are counted (openapi).
const poolHour = time.Hour

// pooled is the state of a number of the pool.
type pooled struct {
	Pooled
	verifiedAt time.Time
	added      time.Time
	ownership  codeCheck
}

// newPooled creates a number that was added some minutes ago, unless its Added says
// otherwise.
func newPooled(p Pooled, start time.Time, minutes int) *pooled {
	return &pooled{
		Pooled: p, added: p.Added.afterOr(start, start.Add(-time.Duration(minutes)*time.Minute)),
		verifiedAt: p.VerifiedAt.afterOr(start, verificationTime(p.Verification, poolLife, start)),
	}
}

// verification is the state of the ownership check. The guide writes UNVERIFIED for the
// pool where an account writes NOT_VERIFIED (docs).
func (p *pooled) verification(now time.Time) api.Verification {
	switch {
	case p.verifiedAt.IsZero():
		return api.Unverified
	case now.Sub(p.verifiedAt) >= poolLife:
		return api.VerificationExpired
	}
	return api.Verified
}

// dropped reports whether Meta removed the number because nobody verified it in time
// (docs).
func (p *pooled) dropped(now time.Time) bool {
	return p.verifiedAt.IsZero() && now.Sub(p.added) >= poolLife
}

// currentPool removes the dropped numbers from the pool and returns the others.
func (s *Sim) currentPool(now time.Time) []*pooled {
	s.pool = slices.DeleteFunc(s.pool, func(p *pooled) bool { return p.dropped(now) })
	return s.pool
}

func (s *Sim) pooledByID(id string, now time.Time) *pooled {
	for _, p := range s.currentPool(now) {
		if string(p.ID) == id {
			return p
		}
	}
	return nil
}

func (s *Sim) pooledByPhone(phone string, now time.Time) *pooled {
	for _, p := range s.currentPool(now) {
		if p.Phone == phone {
			return p
		}
	}
	return nil
}

// addPooled adds a number to the pool. It is not documented how Meta refuses a number that
// is there already or in use; here the answers are those of adding a number to an account.
func (s *Sim) addPooled(c *call) (any, *refusal) {
	text, ok := c.params.text("phone_number")
	if !ok || text == "" {
		return nil, missing("phone_number")
	}
	phone := "+" + strings.TrimPrefix(text, "+")
	if !e164().MatchString(phone) {
		return nil, invalid("phone_number is not a phone number with country and area code.")
	}
	found, listed := s.findLine(phone)
	switch {
	case s.pooledByPhone(phone, c.at) != nil:
		return nil, numberInUse("This number is already in the list of pre-verified numbers.")
	case listed, found.OnPlatform:
		return nil, numberInUse("This number is in use on the WhatsApp Business Platform.")
	}
	p := newPooled(Pooled{ID: api.PreverifiedID(s.newID()), Phone: phone, Reach: found.Reach}, c.at, 0)
	s.pool = append(s.pool, p)
	c.effective = true
	return object{"id": string(p.ID)}, nil
}

// listPooled lists the pool, oldest number first (docs).
func (s *Sim) listPooled(c *call) (any, *refusal) {
	p, refused := c.page("code_verification_status")
	if refused != nil {
		return nil, refused
	}
	p.edge = s.sc.Account.BusinessID + "/preverified_numbers"
	want := api.Verification(p.asked.Get("code_verification_status"))
	if want == api.NotVerified {
		want = api.Unverified
	}
	if want != "" && checkVerification(want) != nil {
		return nil, invalid("code_verification_status is VERIFIED, UNVERIFIED or EXPIRED.")
	}
	all := slices.Clone(s.currentPool(c.at))
	if want != "" {
		all = slices.DeleteFunc(all, func(x *pooled) bool { return x.verification(c.at) != want })
	}
	slices.SortStableFunc(all, func(a, b *pooled) int { return a.added.Compare(b.added) })
	position := func(at string) int {
		return slices.IndexFunc(all, func(x *pooled) bool { return cursor(string(x.ID)) == at })
	}
	return refusedOr(onePage(c, p, all, position, func(x *pooled) view { return s.viewPooled(c, x) }))
}

// viewPooled returns a number of the pool with every field of the business SDK.
func (s *Sim) viewPooled(c *call, p *pooled) view {
	var expires time.Time
	if !p.verifiedAt.IsZero() {
		expires = p.verifiedAt.Add(poolLife)
	}
	return view{id: string(p.ID), kind: onPooled.String(), defaults: []string{"phone_number", "code_verification_status"},
		fields: map[string]func(field) (any, *refusal){
			"phone_number":             value(p.Phone[1:]),
			"owner_business":           value(object{"id": s.sc.Account.BusinessID, "name": s.sc.Account.BusinessName}),
			"code_verification_status": value(string(p.verification(c.at))),
			"code_verification_time":   value(formatTime(p.verifiedAt)),
			"verification_expiry_time": value(formatTime(expires)),
		}}
}

func (s *Sim) getPooled(c *call) (any, *refusal) { return c.read(s.viewPooled(c, c.pooled)) }

func (s *Sim) deletePooled(c *call) (any, *refusal) {
	s.pool = slices.DeleteFunc(s.pool, func(p *pooled) bool { return p == c.pooled })
	c.effective = true
	return success(), nil
}

// countCodeCall counts a code call of the pool, of which there may be 125 an hour
// (openapi). That requests and guesses share this limit is our choice, and so is that
// refused calls do not count, because otherwise the hour would never end.
func (s *Sim) countCodeCall(now time.Time) *refusal {
	s.poolCodeCalls = within(s.poolCodeCalls, now, poolHour)
	if len(s.poolCodeCalls) >= s.sc.Limits.PoolCodeCalls {
		r := refuse(613, "Calls to this api have exceeded the rate limit.", "Too many code requests for pre-verified numbers.")
		r.Status = http.StatusUnprocessableEntity
		return r
	}
	s.poolCodeCalls = append(s.poolCodeCalls, now)
	return nil
}

func (s *Sim) requestPooledCode(c *call) (any, *refusal) {
	p := c.pooled
	m, refused := readCodeRequest(c)
	if refused != nil {
		return nil, refused
	}
	if refused := s.countCodeCall(c.at); refused != nil {
		return nil, refused
	}
	if renews := p.verifiedAt.Add(poolLife - poolRenew); p.verification(c.at) == api.Verified && c.at.Before(renews) {
		return nil, codeError(0, "The number is verified",
			"This number has been verified already. It can be verified again from "+renews.UTC().Format(time.DateOnly)+".")
	}
	if p.InApp {
		return nil, codeNotSent()
	}
	m.Number, m.Display = api.PhoneNumberID(p.ID), display(p.Phone)
	s.sendCode(&p.ownership, m, p.Phone, p.Reach)
	c.effective = true
	return success(), nil
}

func (s *Sim) verifyPooledCode(c *call) (any, *refusal) {
	guess, ok := c.params.text("code")
	if !ok || guess == "" {
		return nil, missing("code")
	}
	const shortest, longest = 4, 8 // (openapi)
	if strings.Trim(guess, decimals) != "" || len(guess) < shortest || len(guess) > longest {
		return nil, invalid("code must be %d to %d digits.", shortest, longest)
	}
	if refused := s.countCodeCall(c.at); refused != nil {
		return nil, refused
	}
	if refused := s.checkCode(&c.pooled.ownership, guess, c.at); refused != nil {
		return nil, refused
	}
	c.pooled.verifiedAt = c.at
	c.effective = true
	return success(), nil
}

// claimable returns the number of the pool that add_number is to take, or nil if the call
// names none.
func (s *Sim) claimable(c *call, phone string) (*pooled, *refusal) {
	id, ok := c.params.text("preverified_id")
	if !ok || id == "" {
		return nil, nil
	}
	p := s.pooledByID(id, c.at)
	switch {
	case !slices.Contains(s.sc.Token.Scopes, api.ScopeBusiness), p == nil:
		return nil, invalid("preverified_id does not name a number of this business's pool.")
	case p.verification(c.at) != api.Verified:
		return nil, invalid("The number of preverified_id is not verified.")
	case p.Phone != phone:
		return nil, invalid("cc and phone_number are not those of preverified_id.")
	}
	return p, nil
}

// claim takes a number out of the pool and makes it an ordinary number, which is verified
// and can be registered within 90 days (docs).
func (s *Sim) claim(p *pooled, x *number, now time.Time) {
	x.Preverified, x.verifiedAt, x.Reach = true, now, p.Reach
	s.pool = slices.DeleteFunc(s.pool, func(other *pooled) bool { return other == p })
}

// notPartner refuses a business that is no approved Solution Partner. Only those have a
// pool (docs).
func notPartner() *refusal {
	return forbidden(10, "Permission Denied", "Pre-verified numbers are available to approved Solution Partners only.")
}

// PooledSnapshot is the state of a number of the pool at one moment.
type PooledSnapshot struct {
	ID           api.PreverifiedID `json:"id"`
	Phone        string            `json:"phone"`
	Verification api.Verification  `json:"code_verification_status"`
	VerifiedAt   time.Time         `json:"code_verification_time"`
}

// Pool returns the state of the pool, in order of creation.
func (s *Sim) Pool() []PooledSnapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	all := []PooledSnapshot{}
	for _, p := range s.currentPool(now) {
		all = append(all, PooledSnapshot{p.ID, p.Phone, p.verification(now), p.verifiedAt})
	}
	return all
}

func (p Pooled) check(seen map[string]bool) error {
	switch {
	case !graphID().MatchString(string(p.ID)), !e164().MatchString(p.Phone):
		return errors.New("id must be 15 to 17 digits and phone of the form +85291234567")
	case seen[string(p.ID)] || seen[p.Phone]:
		return errors.New("id or phone is there twice")
	case p.Verification == "":
		return nil
	}
	return checkVerification(p.Verification)
}
