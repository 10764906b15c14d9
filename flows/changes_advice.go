package flows

import (
	"maps"
	"regexp"
	"sync"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// The changes that follow the advice of a card.

// followAdvice does what the one key of the card promises.
func followAdvice(s *Session, in Input) []Effect {
	p := s.Problem
	s.Problem = nil
	switch p.Advice.Act {
	case ActGo:
		return s.goTo(p)
	case ActAgain:
		if p.again != nil {
			return []Effect{p.again}
		}
	case ActReload:
		if _, open := s.attempt(p.Call); open && confirms(s.State) {
			return s.readBack(p.Call)
		}
		switch s.State {
		case Pool, PoolBusiness, PoolAdd, PoolCode, PoolEnter, PoolUse:
			return nil
		case Review, Deregister, MoveRegion, MovePlan:
			return readFacts(s, in)
		case Connected:
			return startPolling(s, in)
		}
		return readAgain(s, in)
	case ActDeregister:
		return deregister(s, in)
	case ActSubscribe:
		return subscribe(s, in)
	case ActNothing, ActDismiss:
	}
	return nil
}

// expected matches the country in Meta's "expected data localization region:
// 'IN'" (field).
var expected = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`'([A-Z]{2})'`) })

// wantedRegion is the region that a refusal names, "" for none.
func wantedRegion(p *Problem) api.Region {
	if p.Advice.ID != AdviseRegionWanted || p.Said == nil {
		return ""
	}
	for _, text := range []string{p.Said.Details, p.Said.UserMessage, p.Said.Message} {
		if m := expected().FindStringSubmatch(text); m != nil {
			return api.Region(m[1])
		}
	}
	return ""
}

// goTo prepares the state that an advice led to.
func (s *Session) goTo(p *Problem) []Effect {
	switch s.State {
	case Remedy:
		s.Checks.Remedy = p.Advice.Help
		if p.Advice.ID == AdviseBackup { // the one that was refused is of no use
			s.Checks.Backup, s.Checks.Walks = nil, maps.Clone(s.Checks.Walks)
			delete(s.Checks.Walks, s.Checks.Remedy)
		}
	case Eligibility: // where is it in use, if not where it was left?
		s.Checks.Walks, s.Checks.Answers = nil, maps.Clone(s.Checks.Answers)
		delete(s.Checks.Answers, eligibility.QuestionInUse)
		s.check()
	case CodeMethod:
		s.Code.SentAt = time.Time{} // the old code proves nothing any more
		if s.Move.Chosen {
			s.Storage.Region, s.Storage.Chosen = s.Move.To.Region, true // the onboarding registers it where it was to go
		}
		s.propose()
	case ChoosePIN:
		s.Confirm.Editing = s.from == Review
	case ChooseRegion:
		s.Confirm.Editing = s.from == Review
		if p.Advice.ID == AdviseRegionMoved {
			s.RegionAtRegister = false
		}
		if wanted := wantedRegion(p); wanted != "" {
			s.Storage.Region, s.Storage.Chosen = wanted, true
		}
		return []Effect{ReadSettings{s.Number.ID}}
	case MoveRegion:
		if p.Advice.ID == AdviseRegionMoved {
			s.RegionAtRegister = false
		}
		if wanted := wantedRegion(p); wanted != "" {
			s.Move.To = api.InRegion(wanted)
		}
		return askFacts(s)
	case Review, MovePlan:
		return askFacts(s)
	case Connect:
		s.markReturn()
		return s.offerSaved()
	case PickNumber:
		return startList(s)
	case Pool:
		return startPool(s)
	case AddNumber: // there is nothing to move
		if s.Typed.Phone.E164 == "" {
			s.Typed = NumberTyped{Phone: s.Phone, Name: s.Number.Name}
		}
		s.Typed.Migrate = false
	}
	return nil
}

// noteListener notes that an app of the token's listens to the account now: the
// number can be tried once more.
func noteListener(s *Session, in Input) []Effect {
	s.did(api.SetSubscribed, in.At)
	return nil
}
