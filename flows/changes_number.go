package flows

import (
	"slices"

	"dialtone/api"
	"dialtone/eligibility"
)

// The changes of Connect, PickNumber, AddNumber, Eligibility and Remedy.

func openWishedSandbox(s *Session, _ Input) []Effect {
	return []Effect{OpenSandbox{s.Wish.Scenario}}
}

func openWishedAccount(s *Session, _ Input) []Effect {
	s.Target = Target{Token: s.Wish.Token, Account: s.Wish.Account}
	return []Effect{OpenAccount{s.Target}}
}

func listSaved(*Session, Input) []Effect { return []Effect{ListSaved{}} }

func keepSaved(s *Session, in Input) []Effect {
	s.Saved = in.Event.(SavedListed).Accounts
	return nil
}

func openSandbox(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{OpenSandbox{in.Event.(SandboxAsked).Scenario}}
}

func openSandboxAccount(s *Session, in Input) []Effect {
	s.Target = in.Event.(SandboxOpened).Target
	return []Effect{OpenAccount{s.Target}}
}

func openAccount(s *Session, in Input) []Effect {
	e := in.Event.(AccountGiven)
	s.Problem = nil
	s.Target = Target{Token: e.Token, Account: e.Account, Saved: e.Saved}
	s.Remember = e.Remember
	return []Effect{OpenAccount{s.Target}}
}

func keepAccount(s *Session, in Input) []Effect {
	e := in.Event.(AccountOpened)
	s.Target, s.Token, s.Account, s.Asked, s.Served = e.Target, e.Token, e.Account, e.Asked, e.Served
	s.AtRegister = !e.Asked.RegionBySettings()
	s.Problem = nil
	if e.Served != "" && e.Served != e.Asked {
		s.Notice = NoticeOtherVersion
	}
	if s.Remember {
		s.Remember = false
		return []Effect{SaveToken{e.Account}}
	}
	return nil
}

func keepAccountAndList(s *Session, in Input) []Effect {
	return append(keepAccount(s, in), startList(s)...)
}

func keepAccountAndReadWished(s *Session, in Input) []Effect {
	id := s.Wish.Number
	s.Wish.Number = ""
	return append(keepAccount(s, in), append(startList(s), ReadNumber{ID: id})...)
}

// goOn continues where the token died. Nothing is sent again by itself; facts
// are read once, since time has passed.
func goOn(s *Session, in Input) []Effect {
	effects := keepAccount(s, in)
	s.Return = ""
	s.Notice = NoticeNewToken
	switch s.State {
	case PickNumber:
		return append(effects, startList(s)...)
	case ChooseRegion:
		return append(effects, ReadSettings{s.Number.ID})
	case Review:
		return append(effects, ReadFacts{s.Number.ID})
	case Connect, AddNumber:
		return effects
	}
	if s.Number.ID != "" {
		effects = append(effects, ReadNumber{ID: s.Number.ID})
	}
	return effects
}

func explainToken(s *Session, in Input) []Effect {
	e := in.Event.(AccountOpened)
	s.Target, s.Token = e.Target, e.Token
	s.Problem = tokenProblem(e)
	return nil
}

func noteSaved(s *Session, in Input) []Effect {
	s.Notice = NoticeTokenSaved
	if in.Event.(TokenSaved).Err != nil {
		s.Notice = NoticeNotSaved
	}
	return nil
}

func startList(s *Session) []Effect {
	s.Pages, s.Next, s.Listed = nil, "", false
	return []Effect{ReadNumbers{Account: s.Target.Account}}
}

func listAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	s.Ask++ // pages still on their way belong to the old list
	return startList(s)
}

func keepPage(s *Session, in Input) []Effect {
	page := in.Event.(NumbersListed).Page
	s.Pages = append(slices.Clip(s.Pages), page.Numbers)
	s.Next, s.Listing, s.Listed = page.Next, false, page.Next == ""
	return nil
}

func keepPageAndReadNext(s *Session, in Input) []Effect {
	keepPage(s, in)
	return []Effect{ReadNumbers{s.Target.Account, s.Next}}
}

func readPicked(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{ID: in.Event.(NumberPicked).ID}}
}

func explainGone(s *Session, in Input) []Effect {
	s.Problem = &Problem{Call: api.GetNumber, Advice: Advice{ID: AdviseGone}}
	s.replace(in.Event.(NumberRead).Number)
	return nil
}

// takeUp begins with a number where its standing says.
func takeUp(s *Session, in Input) []Effect {
	n := in.Event.(NumberRead).Number
	if n.ID != s.Number.ID {
		s.forget()
	}
	keepNumber(s, in)
	return arrive(s)
}

// arrive does what the state that a standing led to wants to have done.
func arrive(s *Session) []Effect {
	switch s.State {
	case Remedy:
		s.Remedy = remedyOf(s.Number)
	case Connected:
		return []Effect{ReadApps{s.Target.Account}}
	case CodeMethod:
		s.propose()
	}
	return nil
}

func takeUpRemedied(s *Session, in Input) []Effect {
	s.Remedy = ""
	return takeUp(s, in)
}

// keepNumber takes over fresh facts and checks the rules again.
func keepNumber(s *Session, in Input) []Effect {
	s.keep(in.Event.(NumberRead).Number, in)
	return nil
}

func (s *Session) keep(n api.Number, in Input) {
	if s.Phone.E164 == "" || n.ID != s.Number.ID {
		s.Phone = phoneOf(n)
	}
	s.Number, s.ReadAt = n, in.At
	s.replace(n)
	s.check()
}

// replace puts fresh facts into the list that they came from.
func (s *Session) replace(n api.Number) {
	for i, page := range s.Pages {
		for j := range page {
			if page[j].ID == n.ID {
				s.Pages = slices.Clone(s.Pages)
				s.Pages[i] = slices.Clone(page)
				s.Pages[i][j] = n
				return
			}
		}
	}
}

func createNumber(s *Session, in Input) []Effect {
	e := in.Event.(NumberTyped)
	s.Problem = nil
	s.Typed = e
	return []Effect{CreateNumber{s.Target.Account, newNumber(e)}}
}

func readAdded(s *Session, in Input) []Effect {
	s.done(api.AddNumber, in.At)
	s.forget()
	s.Phone, s.Typed = s.Typed.Phone, NumberTyped{}
	s.Number.ID = in.Event.(NumberAdded).ID
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

// findAdded looks whether the number is there after all.
func findAdded(s *Session, in Input) []Effect {
	return []Effect{FindNumber{s.Target.Account, s.Typed.Phone, in.Event.(Failed).Err}}
}

func noteAnswer(s *Session, in Input) []Effect {
	e := in.Event.(Answered)
	s.answer(e.Question, e.Answer)
	s.check()
	return nil
}

func noteOpen(s *Session, _ Input) []Effect {
	s.Notice = NoticeChecksOpen
	return nil
}

func firstRemedy(s *Session, _ Input) []Effect {
	s.Remedy = eligibility.RemedyOtherNumber
	if len(s.Verdict.Remedies) > 0 {
		s.Remedy = s.Verdict.Remedies[0]
	}
	return nil
}

func readAgain(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadNumber{s.Number.ID, s.State == Connected}}
}

func noteStill(s *Session, in Input) []Effect {
	keepNumber(s, in)
	s.Notice = NoticeStillInUse
	return nil
}

// clearRemedied takes back the answers that asked for the remedy just done, so
// that the checklist asks them again.
func clearRemedied(s *Session, in Input) []Effect {
	answers := eligibility.Answers{}
	for q, a := range s.Answers {
		asked := false
		for _, r := range s.Checks {
			asked = asked || r.Ask == q && r.Remedy == s.Remedy
		}
		if !asked {
			answers[q] = a
		}
	}
	s.Answers, s.Remedy = answers, ""
	return keepNumber(s, in)
}

func proposeCode(s *Session, _ Input) []Effect {
	s.propose()
	return nil
}
