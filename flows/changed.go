package flows

import (
	"cmp"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// changedBetween lists which facts of one number differ between two readings of
// it. What depends on a choice of the operator's, PIN and region, is not among
// them.
func changedBetween(before, now api.Number) []FactChange {
	var changed []FactChange
	add := func(c FactChange, is bool) {
		if is {
			changed = append(changed, c)
		}
	}
	add(ChangedDisplay, !samePhone(before.Display, now.Display))
	add(ChangedStatus, before.Status != now.Status)
	add(ChangedVerification, before.Verification != now.Verification)
	add(ChangedHosting, before.Platform != now.Platform || before.OnBusinessApp != now.OnBusinessApp)
	return changed
}

// samePhone reports whether two texts are one phone number, however each is
// written. Where one of them says nothing there is no difference to be seen.
func samePhone(a, b string) bool {
	if x, y := phone.Digits(a), phone.Digits(b); x == "" || y == "" || x == y {
		return true
	}
	x, errX := phone.ParseDisplay(a)
	y, errY := phone.ParseDisplay(b)
	return errX == nil && errY == nil && x.E164 == y.E164
}

var (
	// otherPhone: what was chosen is another number by now. In the list the operator
	// chooses it as it is.
	otherPhone = guard("its id is another phone number now", func(s Session, in Input) bool {
		n := numberIn(in.Event)
		if s.State == PickNumber {
			return n.ID != "" && !samePhone(s.listed(n.ID), n.Display)
		}
		return n.ID != "" && n.ID == s.Number.ID && !samePhone(cmp.Or(s.Number.Display, s.Phone.E164), n.Display)
	})
	otherPooledPhone = guard("its id in the pool is another phone number now", func(s Session, in Input) bool {
		p, was := pooledIn(in.Event), s.Pool.At.Phone
		if was == "" { // it was added just now
			was = s.Typed.Phone.E164
		}
		return p.ID != "" && p.ID == s.Pool.At.ID && !samePhone(was, p.Phone)
	})
	// pickedNoID: the list gives it no id that could be asked for.
	pickedNoID = guard("it has no id", func(_ Session, in Input) bool {
		e, ok := in.Event.(NumberPicked)
		return ok && !api.IsID(string(e.ID))
	})
	pooledNoID = guard("it has no id", func(_ Session, in Input) bool {
		e, ok := in.Event.(PooledChosen)
		return ok && !api.IsID(string(e.ID))
	})
)

// numberIn is the number that an answer is about.
func numberIn(e Event) api.Number {
	switch e := e.(type) {
	case NumberRead:
		return e.Number
	case FactsRead:
		return e.Number
	case Overtaken:
		return e.Number
	}
	return api.Number{}
}

// pooledIn is the number of the pool that an answer is about.
func pooledIn(e Event) api.Preverified {
	switch e := e.(type) {
	case PooledRead:
		return e.Number
	case Overtaken:
		return e.Pooled
	}
	return api.Preverified{}
}

// showOtherPhone stops, wherever the work had come to: none of it was about this
// phone number. The operator chooses once more.
func showOtherPhone(s *Session, in Input) []Effect {
	if e, is := in.Event.(Overtaken); is {
		s.refundUnsent(e.Call)
	}
	s.Case = newCase(s.Want)
	s.replace(numberIn(in.Event))
	s.Problem = otherPhoneCard(api.GetNumber, in)
	return resumeList(s)
}

// showOtherPooledPhone does the same for the pool.
func showOtherPooledPhone(s *Session, in Input) []Effect {
	if e, is := in.Event.(Overtaken); is {
		s.refundUnsent(e.Call)
	}
	s.Case = newCase(s.Want)
	s.Typed, s.Pool.At = NumberTyped{}, api.Preverified{}
	s.Problem = otherPhoneCard(api.GetPreverified, in)
	return startPool(s)
}

func otherPhoneCard(call api.Endpoint, in Input) *Problem {
	return &Problem{Call: call, At: in.At, Changed: []FactChange{ChangedDisplay}, Advice: Advice{ID: AdviseChanged, Act: ActDismiss}}
}

// explainNoID says why a number of the list cannot be taken.
func explainNoID(s *Session, in Input) []Effect {
	s.Problem = &Problem{Call: api.ListNumbers, At: in.At, Advice: Advice{ID: AdviseUnreadable, Act: ActDismiss}}
	return nil
}

func explainNoPooledID(s *Session, in Input) []Effect {
	s.Problem = &Problem{Call: api.ListPreverified, At: in.At, Advice: Advice{ID: AdviseUnreadable, Act: ActDismiss}}
	return nil
}
