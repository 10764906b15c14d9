package graphsim

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// Pooled is a number that the business verified in advance, as a scenario has it
// at the start.
type Pooled struct {
	ID           api.PreverifiedID `toml:"id"`
	Phone        string            `toml:"phone"`        // +85291234567
	Verification api.Verification  `toml:"verification"` // default UNVERIFIED
	VerifiedAt   *Span             `toml:"verified_at"`  // default -1h when VERIFIED, -91d when EXPIRED
	Added        *Span             `toml:"added"`        // default one minute apart, in order
	Reach
}

// The life of a number in the pool (docs).
const (
	poolLife  = 90 * 24 * time.Hour // verified for; kept unverified for; registered within, once taken
	poolRenew = 45 * 24 * time.Hour // of which the last ones allow another verification
)

// poolHour is the time in which code calls are counted (openapi).
const poolHour = time.Hour

// pooled is the present state of a number of the pool.
type pooled struct {
	Pooled
	verifiedAt time.Time
	added      time.Time
	code       code
	codes      guard
	shared     []Business // with these
}

func newPooled(p Pooled, start time.Time, age int) *pooled {
	x := &pooled{Pooled: p, added: p.Added.from(start), verifiedAt: p.VerifiedAt.from(start)}
	if p.Added == nil {
		x.added = start.Add(-time.Duration(age) * time.Minute)
	}
	if p.VerifiedAt == nil {
		switch p.Verification {
		case api.Verified:
			x.verifiedAt = start.Add(-time.Hour)
		case api.VerificationExpired:
			x.verifiedAt = start.Add(-poolLife - 24*time.Hour)
		}
	}
	return x
}

// verification is what the node says; the guide writes UNVERIFIED where numbers
// of an account write NOT_VERIFIED (docs).
func (p *pooled) verification(now time.Time) api.Verification {
	switch {
	case p.verifiedAt.IsZero():
		return api.Unverified
	case now.Sub(p.verifiedAt) >= poolLife:
		return api.VerificationExpired
	}
	return api.Verified
}

// dropped reports whether Meta has thrown a number out that nobody verified in
// time (docs).
func (p *pooled) dropped(now time.Time) bool {
	return p.verifiedAt.IsZero() && now.Sub(p.added) >= poolLife
}

// poolNow is the pool without what was dropped from it.
func (s *Sim) poolNow(now time.Time) []*pooled {
	s.pool = slices.DeleteFunc(s.pool, func(p *pooled) bool { return p.dropped(now) })
	return s.pool
}

func (s *Sim) pooledByID(id string, now time.Time) *pooled {
	for _, p := range s.poolNow(now) {
		if string(p.ID) == id {
			return p
		}
	}
	return nil
}

func (s *Sim) pooledByPhone(phone string, now time.Time) *pooled {
	for _, p := range s.poolNow(now) {
		if p.Phone == phone {
			return p
		}
	}
	return nil
}

// addPooled puts a number into the pool. What Meta says to one that is there
// already, or in use, is not written down; the answers are those of adding a
// number to an account.
func (s *Sim) addPooled(c *call) (any, *refusal) {
	text, ok := c.params.text("phone_number")
	if !ok || text == "" {
		return nil, missing("phone_number")
	}
	phone := "+" + strings.TrimPrefix(text, "+")
	if !e164.MatchString(phone) {
		return nil, invalid("phone_number is not a phone number with country and area code.")
	}
	found, listed := s.lineOf(phone)
	switch {
	case s.pooledByPhone(phone, c.at) != nil:
		return nil, taken("This number is already in the list of pre-verified numbers.")
	case listed, found.OnPlatform:
		return nil, taken("This number is in use on the WhatsApp Business Platform.")
	}
	p := newPooled(Pooled{ID: api.PreverifiedID(s.newID()), Phone: phone, Reach: found.Reach}, c.at, 0)
	s.pool = append(s.pool, p)
	c.effective = true
	return object{"id": string(p.ID)}, nil
}

// listPooled lists the pool, the oldest first (docs).
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
	all := slices.DeleteFunc(slices.Clone(s.poolNow(c.at)), func(x *pooled) bool { return want != "" && x.verification(c.at) != want })
	slices.SortStableFunc(all, func(a, b *pooled) int { return a.added.Compare(b.added) })
	return refusedOr(onePage(c, p, all, placed(all, (*pooled).id), func(x *pooled) view { return s.viewPooled(c, x) }))
}

func (p *pooled) id() string { return string(p.ID) }

// viewPooled is a number of the pool with every field of the business SDK.
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
			"code_verification_time":   value(stamp(p.verifiedAt)),
			"verification_expiry_time": value(stamp(expires)),
		}}
}

func (s *Sim) getPooled(c *call) (any, *refusal) {
	fields, refused := c.fields()
	if refused != nil {
		return nil, refused
	}
	return refusedOr(s.viewPooled(c, c.pooled).choose(fields))
}

func (s *Sim) deletePooled(c *call) (any, *refusal) {
	s.pool = slices.DeleteFunc(s.pool, func(p *pooled) bool { return p == c.pooled })
	c.effective = true
	return done(), nil
}

// spendCodeCall counts a code call of the pool; there are 125 an hour (openapi).
// That requests and guesses share them is our choice, and so is that refused
// ones are not counted, or the hour would never end.
func (s *Sim) spendCodeCall(now time.Time) *refusal {
	s.poolCalls = within(s.poolCalls, now, poolHour)
	if len(s.poolCalls) >= s.sc.Limits.PoolCodeCalls {
		return &refusal{Status: http.StatusUnprocessableEntity, Code: 613, Title: "Calls to this api have exceeded the rate limit.",
			Details: "Too many code requests for pre-verified numbers."}
	}
	s.poolCalls = append(s.poolCalls, now)
	return nil
}

func (s *Sim) requestPooledCode(c *call) (any, *refusal) {
	p := c.pooled
	method, language, refused := codeWish(c.params)
	if refused != nil {
		return nil, refused
	}
	if refused := s.spendCodeCall(c.at); refused != nil {
		return nil, refused
	}
	if renews := p.verifiedAt.Add(poolLife - poolRenew); p.verification(c.at) == api.Verified && c.at.Before(renews) {
		return nil, codeError(0, "The number is verified",
			"This number has been verified already. It can be verified again from "+renews.UTC().Format(time.DateOnly)+".")
	}
	if p.InApp {
		return nil, codeError(cannotSend, "Servers are busy", "The code cannot be sent at present. Try again in one hour.")
	}
	p.code = code{text: draw(s.random, 6, decimals), expires: c.at.Add(codeLife)}
	c.effective = true
	s.deliver(Message{At: c.at, Number: api.PhoneNumberID(p.ID), Display: display(p.Phone), Method: method, Language: language, Code: p.code.text}, p.Phone, p.Reach)
	return done(), nil
}

func (s *Sim) verifyPooledCode(c *call) (any, *refusal) {
	p := c.pooled
	guess, ok := c.params.text("code")
	if !ok || guess == "" {
		return nil, missing("code")
	}
	const shortest, longest = 4, 8 // (openapi)
	if strings.Trim(guess, decimals) != "" || len(guess) < shortest || len(guess) > longest {
		return nil, invalid("code must be %d to %d digits.", shortest, longest)
	}
	if refused := s.spendCodeCall(c.at); refused != nil {
		return nil, refused
	}
	if c.at.Before(p.codes.blocked) {
		return nil, s.wrongCode("Too many wrong codes were entered. Wait about 12 hours.")
	}
	if !p.codes.blocked.IsZero() {
		p.codes = guard{}
	}
	if p.code.text == "" || !c.at.Before(p.code.expires) || guess != p.code.text {
		p.codes.wrong++
		if p.codes.wrong >= s.sc.Limits.Guesses {
			p.codes.blocked = c.at.Add(guessWait)
		}
		return nil, s.wrongCode("Enter the six digits of the newest message, or ask for a new code.")
	}
	p.code, p.codes, p.verifiedAt = code{}, guard{}, c.at
	c.effective = true
	return done(), nil
}

// claimable is the number of the pool that add_number is to make an ordinary one
// of, nil for none.
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

// claim takes a number out of the pool: what is left is an ordinary number that
// is verified and has 90 days to be registered (docs).
func (s *Sim) claim(p *pooled, x *number, now time.Time) {
	x.Preverified, x.verifiedAt, x.Reach = true, now, p.Reach
	s.pool = slices.DeleteFunc(s.pool, func(other *pooled) bool { return other == p })
}

// notPartner is the answer to a business that is no approved Solution Partner,
// the only ones with a pool (docs).
func notPartner() *refusal {
	return forbidden(10, "Permission Denied", "Pre-verified numbers are available to approved Solution Partners only.")
}

// PooledSnapshot is the present state of a number of the pool.
type PooledSnapshot struct {
	ID           api.PreverifiedID `json:"id"`
	Phone        string            `json:"phone"`
	Verification api.Verification  `json:"code_verification_status"`
	VerifiedAt   time.Time         `json:"code_verification_time"`
}

// Pool tells the present state of the pool, in order of adding.
func (s *Sim) Pool() []PooledSnapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	all := []PooledSnapshot{}
	for _, p := range s.poolNow(now) {
		all = append(all, PooledSnapshot{p.ID, p.Phone, p.verification(now), p.verifiedAt})
	}
	return all
}
