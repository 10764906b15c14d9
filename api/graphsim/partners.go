package graphsim

import "dialtone/api"

// What other partners, and the Business app, do with a number or a line.

// reconnectApp connects a number again that the Business app shared and Cloud API lost.
func (s *Sim) reconnectApp(n *number) error {
	if !n.onBusinessApp(s.now()) || n.Status != api.StatusDisconnected || n.halfShared() {
		return notApplicable("Cloud API has not lost the number of a Business app")
	}
	return s.shareWithApp(n)
}

// shareNumber makes this account share a number with the other account that has it, which
// goes on as before.
func (s *Sim) shareNumber(n *number) error {
	if !n.Elsewhere {
		return notApplicable("no other partner has the number")
	}
	n.Elsewhere, n.partnerHas = false, true
	s.bySignup(n)
	return nil
}

// shareLine does the same for a line, which becomes a number of this account.
func (s *Sim) shareLine(l *line) error {
	if !l.OnPlatform {
		return notApplicable("no other partner has the line")
	}
	n := s.join(l)
	n.partnerHas = true
	s.bySignup(n)
	return nil
}

// leaveSolution leaves a number to this account alone.
func (s *Sim) leaveSolution(n *number) error {
	if !n.Elsewhere {
		return notApplicable("no other partner has the number")
	}
	n.Elsewhere, n.verifiedAt = false, s.now()
	if n.Status == api.StatusMigrated {
		n.Status = api.StatusPending
	}
	return nil
}

func (s *Sim) lineLeavesSolution(l *line) error {
	if !l.OnPlatform {
		return notApplicable("no other partner has the line")
	}
	s.join(l).verifiedAt = s.now()
	return nil
}

// bySignup notes that a number came through Embedded Signup, which verifies it (docs).
func (s *Sim) bySignup(n *number) {
	now := s.now()
	if n.Status == api.StatusMigrated {
		n.Status = api.StatusPending
	}
	n.onboarded, n.verifiedAt, n.registeredSinceSignup = now, now, false
}

// join makes a line a number of this account. It keeps its PIN and the state of its name.
func (s *Sim) join(l *line) *number {
	n := Number{
		ID: api.PhoneNumberID(s.newID()), Phone: l.Phone, Name: s.sc.Account.BusinessName, NameStatus: api.NameApproved, Reach: l.Reach,
	}
	if l.Unapproved {
		n.NameStatus = api.NamePendingReview
	}
	if l.TwoStep {
		n.PIN = unknownPIN
	}
	n.defaults()
	x := s.newNumber(n, s.now(), 0)
	x.paidAt = l.paidAt
	s.numbers = append(s.numbers, x)
	delete(s.lines, l.Phone)
	return x
}
