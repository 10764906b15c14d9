package run_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
)

// robot is the operator: it answers, types and presses what a sensible person
// would, and goes against a warning only where it was told to.
type robot struct {
	d         *desk
	dice      *rand.Rand
	overrules bool       // it goes past a card that says that an outcome is not known
	region    api.Region // that it chooses; "" for what is proposed
	resumes   bool       // it takes the offer to go on

	until    time.Time       // it waits until then
	handed   string          // the code that it typed last
	refused  map[string]bool // codes that were no good
	replaces bool            // the PIN that the customer named was no good
	asked    time.Time       // when it asked for a code last
	times    map[string]int  // how often it was at a loss
	jumps    map[int]time.Duration
	acts     int

	cards   []card // that it saw, in order
	notices []flows.Notice
}

// card is an error card as it was shown.
type card struct {
	at      time.Time
	state   flows.State
	id      flows.AdviceID
	call    api.Endpoint
	settled bool
}

func newRobot(d *desk) *robot {
	return &robot{d: d, dice: d.sk.dice(len(d.sk.desks)), refused: map[string]bool{}, times: map[string]int{}, jumps: map[int]time.Duration{}}
}

const robotPIN = "493027"

// looked takes note of what is new on the screen.
func (r *robot) looked(before, after flows.Session) {
	if p := after.Problem; p != nil && p != before.Problem {
		r.cards = append(r.cards, card{time.Now(), after.State, p.Advice.ID, p.Call, p.Settled})
		r.d.sk.road.heard()
		switch p.Advice.ID {
		case flows.AdviseWrongCode:
			r.refused[r.handed] = true
		case flows.AdvisePIN:
			r.replaces = true
		}
	}
	if after.Notice != "" && after.Notice != before.Notice {
		r.notices = append(r.notices, after.Notice)
	}
}

// pause is how long it looks at the screen before it does something.
func (r *robot) pause() time.Duration {
	if wait := time.Until(r.until); wait > 0 {
		return wait
	}
	return time.Duration(1000+r.dice.IntN(15000)) * time.Millisecond
}

// wait has it do nothing for a while.
func (r *robot) wait(by time.Duration) (flows.Event, string) {
	r.until = time.Now().Add(by)
	return nil, ""
}

func (r *robot) waits() bool { return time.Until(r.until) > 0 }

// often counts how often it was at a place, and reports whether that was enough.
func (r *robot) often(where string, enough int) bool {
	r.times[where]++
	return r.times[where] > enough
}

// act is what it does on its turn, or how it ends.
func (r *robot) act() (flows.Event, string) {
	s := r.d.s
	r.acts++
	if by := r.jumps[r.acts]; by > 0 {
		r.d.sk.tale.note("%s: sleeps for %s", r.d.name, by)
		return r.wait(by)
	}
	if p := s.Problem; p != nil {
		return r.atCard(s, p)
	}
	switch s.State {
	case flows.Connect:
		if len(r.d.running) > 0 {
			return r.wait(time.Second)
		}
		if r.resumes && len(s.Unfinished) > 0 {
			r.resumes = false
			return flows.ResumeAsked{Session: s.Unfinished[0]}, ""
		}
		return flows.AccountGiven{Token: r.d.sk.token(), Account: r.d.sk.account}, ""
	case flows.PickNumber:
		if s.NumberCount() == 0 {
			return flows.ReloadAsked{}, ""
		}
		return flows.NumberPicked{ID: r.d.sk.chosen}, ""
	case flows.Eligibility:
		return r.answer(s)
	case flows.CodeMethod:
		if !s.Code.SentAt.IsZero() && r.code() != "" {
			return flows.CodeAtHand{}, ""
		}
		r.asked = time.Now()
		return flows.CodeAsked{Method: s.Code.Method, Language: s.Code.Language}, ""
	case flows.EnterCode:
		if code := r.code(); code != "" {
			r.handed = code
			return flows.CodeTyped{Code: api.NewSecret(code)}, ""
		}
		if time.Since(s.Code.SentAt) < time.Minute {
			return r.wait(time.Minute)
		}
		return flows.NewCodeAsked{}, ""
	case flows.ChoosePIN:
		return r.pin(s), ""
	case flows.ChooseRegion:
		if r.region == "" {
			return flows.StorageChosen{To: api.InRegion(s.Storage.Region)}, ""
		}
		return flows.StorageChosen{To: api.InRegion(r.region)}, ""
	case flows.Review:
		return flows.RegisterAsked{}, ""
	case flows.Register:
		return r.lookAgain("Register")
	case flows.Connected:
		switch {
		case !s.Number.Status.Registered():
			return r.lookAgain("Connected")
		case len(r.d.running) > 0:
			return r.wait(time.Second)
		case s.AppsRead && len(s.Apps) == 0:
			return flows.SubscribeAsked{}, ""
		}
		return nil, connected
	}
	return nil, "in " + string(s.State) + " " + string(s.Checks.Remedy)
}

// connected is the good end.
const connected = "CONNECTED"

// lookAgain presses the key for another look where nothing looks by itself.
func (r *robot) lookAgain(where string) (flows.Event, string) {
	if len(r.d.running) > 0 {
		return r.wait(time.Second)
	}
	if r.often(where, 40) {
		return nil, "waits in " + where
	}
	if r.times[where] > 5 {
		r.until = time.Now().Add(time.Minute)
	}
	return flows.ReloadAsked{}, ""
}

func (r *robot) answer(s flows.Session) (flows.Event, string) {
	good := map[eligibility.Question]eligibility.Answer{
		eligibility.QuestionInUse: eligibility.AnswerNotUsed, eligibility.QuestionBanned: eligibility.AnswerNo, eligibility.QuestionBehindIVR: eligibility.AnswerNo,
	}
	for _, c := range s.Checks.Results {
		if c.Ask != eligibility.QuestionNone && c.Outcome == eligibility.Unknown && s.Checks.Answers[c.Ask] == eligibility.AnswerNone {
			if a, known := good[c.Ask]; known {
				return flows.Answered{Question: c.Ask, Answer: a}, ""
			}
			return flows.Answered{Question: c.Ask, Answer: eligibility.AnswerYes}, ""
		}
	}
	if r.often("Eligibility", 20) {
		return nil, "in Eligibility"
	}
	return flows.ChecklistDone{}, ""
}

// code is the newest one on the customer's phone, if it is any good.
func (r *robot) code() string {
	box := r.d.sk.sim.Outbox()
	if len(box) == 0 {
		return ""
	}
	m := box[len(box)-1]
	if r.refused[m.Code] || time.Since(m.At) > 9*time.Minute {
		return ""
	}
	return m.Code
}

func (r *robot) pin(s flows.Session) flows.Event {
	mode := flows.NewPIN
	if has := s.Number.PINEnabled; has != nil && *has {
		mode = flows.PresentPIN
		if r.replaces {
			mode = flows.ReplacePIN
		}
	}
	return flows.PINChosen{Mode: mode, PIN: api.NewSecret(robotPIN)}
}

// atCard reads a card and does what it advises.
func (r *robot) atCard(s flows.Session, p *flows.Problem) (flows.Event, string) {
	on := fmt.Sprintf("%s/%s", s.State, p.Advice.ID)
	enough := 6
	switch p.Advice.ID {
	case flows.AdviseHeld, flows.AdviseStuck:
		enough = 40
	}
	if wait := time.Until(p.Until); wait > 0 {
		if wait > 100*time.Hour {
			return nil, "card " + on
		}
		if wait > 5*time.Minute { // a code does not last as long
			r.d.sk.allowCode()
		}
		return r.wait(wait + time.Second)
	}
	if p.Advice.ID == flows.AdviseOpen && r.times[on] >= 3 {
		if !r.overrules || !s.CanOverride() {
			return nil, "card " + on
		}
		r.times[on] = 0
		return flows.OverrideAsked{}, ""
	}
	if r.often(on, enough) {
		return nil, "card " + on
	}
	switch {
	case s.State == flows.Connect:
		r.d.sk.renew(p)
		return flows.AccountGiven{Token: r.d.sk.token(), Account: r.d.sk.account}, ""
	case p.Advice.ID == flows.AdviseHeld, p.Advice.ID == flows.AdviseStuck:
		r.until = time.Now().Add(time.Minute)
		return flows.AdviceTaken{}, ""
	case p.Advice.Act == flows.ActNothing || p.Advice.Act == flows.ActDismiss:
		return flows.ProblemDismissed{}, ""
	case p.Advice.To == flows.Remedy:
		return nil, "card " + on
	}
	return flows.AdviceTaken{}, ""
}
