package flows

import (
	"errors"
	"slices"

	"dialtone/api"
	"dialtone/eligibility"
)

// dice makes choices out of bytes, so that a fuzzer can steer them.
type dice struct {
	data []byte
	at   int
}

func (d *dice) over() bool { return d.at >= len(d.data) }

func (d *dice) roll(n int) int {
	if d.over() {
		return 0
	}
	d.at++
	return int(d.data[d.at-1]) % n
}

func pick[T any](d *dice, all []T) T { return all[d.roll(len(all))] }

// fake is a small world: what is true at Meta, and which calls are under way.
type fake struct {
	dice    *dice
	numbers map[api.PhoneNumberID]*api.Number
	region  map[api.PhoneNumberID]api.Storage
	apps    []api.App

	identity *api.IdentityCheck
	profile  api.Profile
	pool     []api.Preverified
	out      []Command
}

func newFake(d *dice) *fake {
	kinds := []func(*api.Number){func(*api.Number) {}, verified, expired, connected, banned, deleted, onPremise, halfway, shared, hasPIN}
	one, two := fresh(pick(d, kinds)), fresh(another, pick(d, kinds))
	return &fake{dice: d, numbers: map[api.PhoneNumberID]*api.Number{firstID: &one, otherID: &two}, region: map[api.PhoneNumberID]api.Storage{}, pool: pooledNumbers()}
}

// answerTo carries out a call, or not, and says what comes back.
func (f *fake) answerTo(e Effect) Event {
	call := e.Spec().Call
	switch f.dice.roll(12) {
	case 0:
		return offline(call)
	case 1:
		return noAnswer(call) // lost on the way there
	case 2:
		f.effect(e)
		return noAnswer(call) // lost on the way back
	case 3:
		f.effect(e)
		return refusal(call, 0, 0, status(502))
	case 4:
		codes := []int{100, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 133000, 136024, 136025, 131031, 12, 10, 4, 33, 999999, 2388091, 2388367,
			368, 2388001, 2388093, 2388103, 2388012, 200, 200000, 131045, 3, 131057, 2494100, 803}
		return refusal(call, pick(f.dice, codes), pick(f.dice, []int{0, 33, 2388004, 1349175, 1349176, 2388001}))
	case 5:
		if f.dice.roll(3) == 0 {
			return tokenDead(call)
		}
		return unreadable(call)
	case 6:
		return Failed{call, api.ErrNotDone}
	}
	if f.dice.roll(10) == 0 { // the world turns
		*f.numbers[firstID] = fresh(pick(f.dice, []func(*api.Number){verified, expired, connected, banned, deleted, hasPIN}))
	}
	return f.effect(e)
}

func (f *fake) number(id api.PhoneNumberID) api.Number {
	if n := f.numbers[id]; n != nil {
		return *n
	}
	return api.Number{ID: id}
}

func (f *fake) change(id api.PhoneNumberID, by func(*api.Number)) {
	if n := f.numbers[id]; n != nil {
		by(n)
	}
}

func (f *fake) settings(id api.PhoneNumberID) api.Settings {
	s := f.region[id]
	return api.Settings{Storage: &s}
}

func (f *fake) takeOff(id api.PhoneNumberID) {
	f.change(id, func(n *api.Number) { n.Status, n.Platform = api.StatusDisconnected, api.PlatformNotApplicable })
	f.region[id] = api.InRegion("")
}

func (f *fake) effect(e Effect) Event {
	switch e := e.(type) {
	case OpenSandbox:
		return SandboxOpened{opened().Target}
	case ListSaved:
		return SavedListed{[]SavedAccount{{ID: wabaID}}}
	case OpenAccount:
		o := opened()
		o.Token.Valid = f.dice.roll(8) > 0
		if f.dice.roll(4) > 0 {
			o.Token.Scopes = append(o.Token.Scopes, api.ScopeBusiness)
			o.Account.Owner.ID = poolOwner
		}
		return o
	case SaveToken:
		return TokenSaved{}
	case ReadNumbers:
		page := api.NumbersPage{Numbers: []api.Number{f.number(firstID), f.number(otherID)}}
		if e.After == "" && f.dice.roll(2) == 0 {
			page.Next = "two"
		}
		return NumbersListed{page}
	case CreateNumber:
		return NumberAdded{otherID}
	case FindNumber:
		if f.dice.roll(2) == 0 {
			return Failed{api.AddNumber, e.Cause}
		}
		return NumberAdded{otherID}
	case ReadNumber:
		return NumberRead{f.number(e.ID)}
	case HandInCode:
		f.change(e.ID, verified)
	case ReplacePINOf:
		f.change(e.ID, hasPIN)
	case ReadSettings:
		return SettingsRead{f.settings(e.ID)}
	case SetStorage:
		if !f.number(e.ID).Status.Registered() {
			f.region[e.ID] = e.To
		}
		return StorageSet{f.settings(e.ID)}
	case ReadFacts:
		return FactsRead{f.number(e.ID), f.settings(e.ID)}
	case ReadBack:
		return FactsRead{f.number(e.ID), f.settings(e.ID)}
	case RegisterNumber:
		f.change(e.ID, connected)
		f.change(e.ID, func(n *api.Number) {
			if n.NewNameStatus == api.NameApproved {
				n.Name, n.NewName, n.NewNameStatus = n.NewName, "", ""
			}
		})
	case DeregisterNumber:
		f.takeOff(e.ID)
	case SetIdentity:
		f.identity = &api.IdentityCheck{Enabled: e.On}
		s := settings("")
		s.Identity = f.identity
		return IdentitySet{e.On, &s}
	case TakeOff:
		f.takeOff(e.ID)
	case ReadApps:
		return AppsRead{Apps: f.apps}
	case ReadPool:
		page := api.PreverifiedPage{Numbers: f.pool}
		if e.After == "" && f.dice.roll(3) == 0 {
			page.Next = "two"
		}
		return PoolListed{e.Business, page}
	case FindPooled:
		if f.dice.roll(2) == 0 {
			return Failed{api.AddPreverified, e.Cause}
		}
	case ReadPooled:
		for _, p := range f.pool {
			if p.ID == e.ID {
				return PooledRead{p}
			}
		}
		return PooledRead{api.Preverified{ID: e.ID}}
	case HandInPoolCode:
		for i := range f.pool {
			if f.pool[i].ID == e.ID {
				f.pool[i] = provenLater(f.pool[i])
			}
		}
	case SubscribeApp:
		f.apps = []api.App{{ID: "1"}}
	case AskName:
		f.change(e.ID, func(n *api.Number) {
			n.NewName, n.NewNameStatus = e.Name, pick(f.dice, []api.NameStatus{api.NamePendingReview, api.NameApproved})
		})
	case ReadProfile:
		return ProfileRead{f.profile}
	case SaveProfile:
		f.profile = e.Change.On(f.profile)
	}
	return samples(e.Spec().Answer.Name())[0]
}

// operator does something: mostly what the screen offers, at times anything.
func (f *fake) operator(s Session) Event {
	d := f.dice
	if d.roll(8) == 0 {
		return pick(d, samples(pick(d, slices.DeleteFunc(kinds(), func(k string) bool { return !byOperator(samples(k)[0]) }))))
	}
	if s.Problem != nil && d.roll(3) > 0 {
		return pick(d, []Event{AdviceTaken{}, AdviceTaken{}, ProblemDismissed{}, OverrideAsked{}, BackAsked{}})
	}
	if d.roll(10) == 0 {
		return pick(d, []Event{BackAsked{}, ReloadAsked{}})
	}
	switch s.State {
	case Pool:
		return pick(d, []Event{PooledChosen{readyID, true}, PooledChosen{unprovenID, false}, AddAsked{}, BusinessAsked{}, ReloadAsked{}})
	case PoolBusiness:
		return BusinessGiven{poolOwner}
	case PoolAdd:
		return samples("NumberTyped")[0]
	case PoolCode:
		return pick(d, []Event{CodeAsked{api.SMS, "en"}, CodeAtHand{}})
	case PoolEnter:
		return pick(d, []Event{CodeTyped{pin("918273")}, CodeTyped{pin("918273")}, NewCodeAsked{}})
	case PoolUse:
		return ClaimAsked{"Lotus"}
	case Connect:
		if d.roll(3) == 0 {
			return JobChosen{JobPreverified}
		}
		return AccountGiven{Token: pin("EAAG-token"), Account: wabaID, Remember: d.roll(2) == 0}
	case PickNumber:
		return pick(d, []Event{NumberPicked{firstID}, NumberPicked{otherID}, NumberPicked{firstID}, AddAsked{}})
	case AddNumber:
		return samples("NumberTyped")[0]
	case Eligibility:
		for _, r := range s.Checks.Results {
			if r.Ask != eligibility.QuestionNone && r.Outcome == eligibility.Unknown {
				if d.roll(6) == 0 {
					return Answered{r.Ask, pick(d, r.Ask.Choices())}
				}
				return Answered{r.Ask, goodAnswers()[r.Ask]}
			}
		}
		return ChecklistDone{}
	case Remedy:
		return RemedyDone{}
	case CodeMethod:
		return pick(d, []Event{CodeAsked{api.SMS, "en"}, CodeAsked{api.Voice, "en"}, CodeAtHand{}})
	case EnterCode:
		return pick(d, []Event{CodeTyped{pin("918273")}, CodeTyped{pin("918273")}, NewCodeAsked{}})
	case ChoosePIN:
		return PINChosen{pick(d, []PINMode{NewPIN, PresentPIN, ReplacePIN}), pin("493027")}
	case ChooseRegion:
		return StorageChosen{api.InRegion(pick(d, []api.Region{"", "SG", "DE"}))}
	case Review:
		return pick(d, []Event{RegisterAsked{}, RegisterAsked{}, RegisterAsked{}, EditAsked{ChoosePIN}, EditAsked{ChooseRegion}})
	case Connected:
		return pick(d, []Event{SubscribeAsked{}, SubscribeAsked{}, JobChosen{JobManage}})
	case Manage:
		events := []Event{ReloadAsked{}, JobChosen{JobOnboard}}
		for _, f := range Flows() {
			if f.Fits != nil {
				events = append(events, JobChosen{f.Job})
			}
		}
		return pick(d, events)
	case Deregister:
		return pick(d, []Event{DeregisterAsked{LastDigits(s.Number)}, DeregisterAsked{LastDigits(s.Number)}, DeregisterAsked{"0000"}, JobChosen{JobManage}})
	case Identity:
		return IdentityChosen{d.roll(2) == 0}
	case TestMessage:
		return testMessage("")
	case MessageSent:
		return MessageSeen{}
	case Webhooks:
		return pick(d, []Event{SubscribeAsked{}, BackAsked{}})
	case ChangeName:
		return pick(d, []Event{NameTyped{"Lotus Bread"}, RegisterAsked{}, BackAsked{}})
	case RegisterName:
		return PINChosen{PresentPIN, pin("493027")}
	case EditProfile:
		return pick(d, []Event{samples("ProfileEdited")[0], SaveAsked{}, ProfileDropped{}, BackAsked{}})
	case MoveRegion:
		return StorageChosen{pick(d, []api.Storage{api.InRegion(""), api.InRegion("SG"), api.InRegion("DE"), api.Unkept()})}
	case MovePIN:
		return PINChosen{pick(d, []PINMode{NewPIN, PresentPIN, ReplacePIN}), pin("493027")}
	case MovePlan:
		return pick(d, []Event{MoveAsked{}, MoveAsked{}, MoveAsked{}, EditAsked{MovePIN}, EditAsked{MoveRegion}})
	}
	return BackAsked{}
}

// inDoubt reports whether a failure leaves open what happened.
func inDoubt(e Event) bool {
	failed, ok := e.(Failed)
	if !ok {
		return false
	}
	var t *api.TransportError
	var g *api.Error
	return errors.As(failed.Err, &t) && t.Sent || errors.As(failed.Err, &g) && g.Status >= 500
}
