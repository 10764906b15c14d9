package flows

import "dialtone/api"

// The account that is open, and what goes with the one before it.

// leaveAccount drops what belongs to one customer, before another one's account
// is taken over. What was done stays as it was noted, by ids: a call that may have
// been carried out is not to be sent again by whoever comes back.
func (s *Session) leaveAccount() {
	s.Case = newCase(s.Want)
	s.List.Query, s.List.unsorted = ListQuery{}, false
	s.List.Pages, s.List.Next, s.List.Listing, s.List.Listed = nil, "", false, false
	s.Pool, s.Typed, s.Checkups = NumberPool{}, NumberTyped{}, nil
	s.History, s.Notice, s.Last = []State{Connect}, "", nil
}

// SameAccount reports whether both sessions have the same account open, of the
// same place.
func (s Session) SameAccount(o Session) bool {
	return s.Account.ID == o.Account.ID && s.place == o.place
}

// keepAccount takes over an account. What was known of another one goes.
func keepAccount(s *Session, in Input) []Effect {
	e := in.Event.(AccountOpened)
	if !s.SameAccount(Session{Access: Access{Account: e.Account, place: e.Target.BaseURL}}) {
		s.leaveAccount()
	}
	if s.Want.Account != "" && s.Want.Account != e.Account.ID { // what was wished for lies elsewhere
		s.Want.Account, s.Want.Number, s.resumes = "", "", Unfinished{}
	}
	s.place = e.Target.BaseURL
	if s.AskedVersion != e.Asked || s.ServedVersion != e.Served { // else what Meta's answers taught stays
		s.RegionAtRegister = !answering(e).RegionBySettings()
	}
	s.Target, s.Token, s.Account, s.AskedVersion, s.ServedVersion = e.Target, e.Token, e.Account, e.Asked, e.Served
	s.Problem, s.Return = nil, ""
	if e.Served != "" && e.Served != e.Asked {
		s.Notice = NoticeOtherVersion
	}
	s.remarkOnToken(in.At)
	if s.Remember {
		s.Remember = false
		return []Effect{SaveToken{e.Account}}
	}
	return nil
}

// answering is the version that decides how things are done: the one that
// answers, when it says so.
func answering(e AccountOpened) api.Version {
	if e.Served.Major() > 0 {
		return e.Served
	}
	return e.Asked
}
