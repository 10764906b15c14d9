package flows

import (
	"errors"
	"time"

	"dialtone/api"
)

// The changes of CodeMethod, EnterCode, ChoosePIN and ChooseRegion.

func sendCode(s *Session, in Input) []Effect {
	e := in.Event.(CodeAsked)
	s.Code.Method, s.Code.Language = e.Method, e.Language
	return sendCodeAnyway(s, in)
}

// sendCodeAnyway also drops the question what became of an older code.
func sendCodeAnyway(s *Session, _ Input) []Effect {
	s.Problem, s.Settle.Err = nil, nil
	return []Effect{SendCode{s.Number.ID, s.Code.Method, s.Code.Language}}
}

// showCodesClosed keeps what was chosen, for when the operator overrules it.
func showCodesClosed(s *Session, in Input) []Effect {
	e := in.Event.(CodeAsked)
	s.Code.Method, s.Code.Language = e.Method, e.Language
	return showClosed(s, in, api.RequestCode)
}

func noteSent(s *Session, in Input) []Effect {
	s.Code.SentAt, s.Code.Earlier = in.At, false
	s.did(api.RequestCode, in.At)
	return nil
}

// takeUpCode goes on with a code that an earlier run asked for.
func takeUpCode(s *Session, in Input) []Effect {
	s.propose()
	return keepRecord(s, in)
}

// noteMayCome goes on to the code entry, since the code may be on its way. What
// Meta said about it, if it said anything, is shown there.
func noteMayCome(s *Session, in Input) []Effect {
	e := in.Event.(Failed)
	s.Code.SentAt, s.Code.Earlier = in.At, false
	s.maybeDid(e.Call, in.At)
	s.Notice = NoticeCodeMayCome
	var said *api.Error
	if errors.As(e.Err, &said) && !said.Foreign() {
		s.problem(e, in.At)
	}
	return nil
}

func showGuessesClosed(s *Session, in Input) []Effect { return showClosed(s, in, api.VerifyCode) }

// reopenGuesses lets the operator type the code once more: the one that was
// refused is not kept.
func reopenGuesses(s *Session, _ Input) []Effect {
	s.Budget = s.Budget.Unlock(s.Counter(api.VerifyCode))
	s.Problem = nil
	return nil
}

func handInCode(s *Session, in Input) []Effect {
	s.Problem = nil
	return []Effect{HandInCode{s.Number.ID, in.Event.(CodeTyped).Code}}
}

// noteVerified goes on to the PIN, for which it matters whether the number has
// one. That it is verified is no change that the review should stop at.
func noteVerified(s *Session, in Input) []Effect {
	s.did(api.VerifyCode, in.At)
	s.Number.Verification = api.Verified
	return []Effect{ReadNumber{ID: s.Number.ID}}
}

func noteSettledCode(s *Session, in Input) []Effect {
	if s.Settle.Err != nil {
		s.settled(in.At)
	}
	return keepNumber(s, in)
}

func replacePIN(s *Session, in Input) []Effect {
	e := in.Event.(PINChosen)
	s.Problem = nil
	s.PIN.Value, s.PIN.Mode = e.PIN, e.Mode
	return []Effect{ReplacePINOf{s.Number.ID, e.PIN}}
}

func keepPIN(s *Session, in Input) {
	e := in.Event.(PINChosen)
	s.Problem = nil
	s.PIN.Value, s.PIN.Mode = e.PIN, e.Mode
}

func keepPINAndReadSettings(s *Session, in Input) []Effect {
	keepPIN(s, in)
	return []Effect{ReadSettings{s.Number.ID}}
}

func keepPINAndReadFacts(s *Session, in Input) []Effect {
	keepPIN(s, in)
	return askFacts(s)
}

// notePIN remembers that the number's PIN is the chosen one now.
func notePIN(s *Session, in Input) {
	yes := true
	s.Number.PINEnabled = &yes
	s.pinProvesNothing()
	s.PIN.Mode, s.Arrival.PIN = PresentPIN, ""
	s.Notice = NoticePINReplaced
	s.did(api.SetPIN, in.At)
}

func notePINAndReadSettings(s *Session, in Input) []Effect {
	notePIN(s, in)
	return []Effect{ReadSettings{s.Number.ID}}
}

func notePINAndReadFacts(s *Session, in Input) []Effect {
	notePIN(s, in)
	return askFacts(s)
}

// askFacts reads what the review shows. Older facts are no ground to register
// on.
func askFacts(s *Session) []Effect {
	s.Confirm.Editing, s.FactsAt = false, time.Time{}
	return []Effect{ReadFacts{s.Number.ID}}
}

func keepSettings(s *Session, in Input) []Effect {
	s.Settings = in.Event.(SettingsRead).Settings
	if s.Want.Region == nil && !s.Storage.Chosen {
		s.Storage.Region = s.Settings.Storage.Localized()
	}
	return nil
}

func readSettings(s *Session, _ Input) []Effect {
	s.Problem = nil
	return []Effect{ReadSettings{s.Number.ID}}
}

func setRegion(s *Session, in Input) []Effect {
	s.Problem = nil
	s.Storage.Region, s.Storage.Chosen = in.Event.(RegionChosen).Region, true
	return []Effect{SetRegion{s.Number.ID, s.Storage.Region}}
}

func keepRegionAndReadFacts(s *Session, in Input) []Effect {
	s.Problem = nil
	s.Storage.Region, s.Storage.Chosen = in.Event.(RegionChosen).Region, true
	return askFacts(s)
}

func explainRegion(s *Session, in Input) []Effect {
	s.Settings = in.Event.(RegionSet).Settings
	s.Problem = &Problem{
		Call: api.SetSettings, Advice: Advice{ID: AdviseRegionNotKept, Act: ActAgain}, again: SetRegion{s.Number.ID, s.Storage.Region},
	}
	return nil
}

func keepSettingsAndReadFacts(s *Session, in Input) []Effect {
	s.Settings = in.Event.(RegionSet).Settings
	s.did(api.SetSettings, in.At)
	s.Notice = NoticeRegionKept
	return askFacts(s)
}
