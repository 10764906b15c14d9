package flows

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/eligibility"
)

// What Meta refused is remembered for its number. The facts can contradict it: a
// half-shared number reads like any other (field). Until one of them changes, or what
// is sent does, they are no ground to send the same request again without a word. A wait
// that Meta names closes the counter of the call instead, and is over by itself.

// Refusal is the last no of Meta's to a counted call, while it still counts, or the last
// answer to one for a code that was not clear.
type Refusal struct {
	Call   api.Endpoint
	At     time.Time
	Advice AdviceID
	// Code and Subcode are Meta's own, and Said is its sentence; "" for one of an
	// earlier run.
	Code, Subcode int
	Said          string
	// Unclear says that nobody knows whether Meta carried it out.
	Unclear bool
	earlier bool // the journal told of it
	doubted bool // Meta said otherwise since
	// Help is the remedy that its card led to; "" for none.
	Help   eligibility.RemedyID
	Before api.Number // how the number read then, as far as it matters here
	sent   choice
	// pins are those that Meta refused to register with. They are written down nowhere.
	pins []api.Secret
	last time.Time // when the newest request was refused, whatever for; zero in an earlier run
}

// Reason is a refusal as the journal keeps it: the advice, and Meta's numbers.
func (r Refusal) Reason() string {
	reason := string(r.Advice) + " " + strconv.Itoa(r.Code)
	if r.Subcode != 0 {
		reason += "/" + strconv.Itoa(r.Subcode)
	}
	return reason
}

// ReadRefusal reads what [Refusal.Reason] wrote, with the facts of the number then.
func ReadRefusal(call api.Endpoint, at time.Time, reason, facts string) Refusal {
	advice, numbers, _ := strings.Cut(reason, " ")
	code, subcode, _ := strings.Cut(numbers, "/")
	r := Refusal{Call: call, At: at, Advice: AdviceID(advice), earlier: true, Before: ReadFactsText(facts)}
	r.Code, _ = strconv.Atoi(code)
	r.Subcode, _ = strconv.Atoi(subcode)
	return r
}

// counts reports whether a refusal still counts for a number as it reads now. A fact
// that was not read on either side has not changed.
func (r Refusal) counts(now api.Number) bool {
	was := r.Before
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	signedUp := !was.LastOnboarded.IsZero() && !now.LastOnboarded.IsZero() && !now.LastOnboarded.Equal(was.LastOnboarded.Time)
	shared := was.Told.OnBusinessApp && now.Told.OnBusinessApp && was.OnBusinessApp != now.OnBusinessApp
	// The status of such a number alternates by itself (field).
	alternates := slices.Contains([]AdviceID{AdviseSMB, AdviseHalfShared, AdviseSharedOff}, r.Advice)
	return !signedUp && !shared &&
		(alternates || !differ(string(was.Status), string(now.Status))) &&
		!differ(string(was.Verification), string(now.Verification)) &&
		!differ(string(was.Platform), string(now.Platform)) &&
		!differ(string(was.NameStatus), string(now.NameStatus)) &&
		!differ(string(was.NewNameStatus), string(now.NewNameStatus))
}

// vague reports whether nobody knows what a refusal is about, so that anything that is
// chosen anew may be it.
func (r Refusal) vague() bool {
	switch r.Advice {
	case AdviseNotDone, AdviseUnknown, AdviseParameter, AdviseParamMissing, AdviseParamValue, AdviseUserError:
		return true
	}
	return false
}

// ofChoice reports whether another PIN or region, or another way for the code to come, is
// another request.
func (r Refusal) ofChoice() bool {
	return !r.Unclear && (r.vague() || chosenAt(r.Call, r.Advice) != "")
}

// ofUse reports whether a refusal may be about where else the number is in use, which the
// customer knows and no fact shows.
func (r Refusal) ofUse() bool {
	return r.Help != "" || r.Advice == AdviseInUse || r.Advice == AdviseNotFree
}

// ofAccess reports whether a refusal is about what the token may do. What mends that shows
// in no fact of the number; another token does, and another run may have one.
func (r Refusal) ofAccess() bool { return Advice{ID: r.Advice}.Denied() }

// rememberRefusal takes note of what a card is about. A later no of another kind takes
// its place; one that may pass by itself says nothing of the number, and neither does an
// answer that is not clear.
func (s *Session) rememberRefusal(f Failed, p *Problem) {
	a := p.Advice
	passes := a.Retry == RetryWaited || a.Retry == RetryBackoff || a.Limited()
	before, is := s.RefusalOf(p.Call)
	outlasts := is && !before.Unclear && before.Advice != a.ID
	closed := p.Known || a.Locks && !p.Until.IsZero()
	unclear := MayHaveWorked(f, *s)
	switch {
	case s.Number.ID == "" || !slices.Contains(refusable(), p.Call):
		return
	case unclear && CallOf(p.Call).Exclusive: // it is an open attempt
		return
	case !unclear && p.Said == nil && a.ID != AdviseNotDone: // nothing was sent
		return
	}
	if !unclear {
		s.restartWalks(a, p.At)
	}
	switch {
	case (passes || unclear) && outlasts: // nothing is in the way but what was before
		before.last = p.At
		s.remember(before)
		return
	case passes && closed && !unclear: // once the wait is over, nothing is
		return
	case a.ID == AdviseWrongCode: // another one is typed
		s.dropRefusal(p.Call)
		return
	}
	r := Refusal{
		Call: p.Call, At: p.At, Advice: a.ID, Said: p.Answered, Unclear: unclear, Help: a.Help, last: p.At,
		Before: ReadFactsText(FactsText(s.Number)), sent: s.choice(p.Call), pins: s.refusals[s.Counter(p.Call)].pins,
	}
	r.Before.LastOnboarded = s.Number.LastOnboarded
	if p.Said != nil {
		r.Code, r.Subcode = p.Said.Code, p.Said.Subcode
		r.Said = cmp.Or(p.Said.UserTitle, p.Said.Details, p.Said.Message)
	}
	if a.Limited() { // no fact of the number shows that there is room
		r.Help = ""
	}
	if p.Call == api.Register && r.ofChoice() {
		r.pins = append(slices.Clip(r.pins), s.PIN.Value)
	}
	s.remember(r)
}

// refusable are the calls whose refusals are remembered.
func refusable() []api.Endpoint {
	return []api.Endpoint{api.Register, api.RequestCode, api.VerifyCode, api.Deregister}
}

func (s *Session) remember(r Refusal) {
	refusals := maps.Clone(s.refusals)
	if refusals == nil {
		refusals = map[Counter]Refusal{}
	}
	refusals[s.Counter(r.Call)] = r
	s.refusals = refusals
}

// chosenAt is where something is chosen anew after a refusal, such as the PIN, before the
// call is sent again; "" for nothing.
func chosenAt(call api.Endpoint, id AdviceID) State {
	if call == api.RequestCode && id == AdviseCodeNotSent {
		return CodeMethod
	}
	for _, r := range adviceRules() {
		if call == api.Register && r.id == id && (r.to == ChoosePIN || r.to == ChooseRegion) {
			return r.to
		}
	}
	return ""
}

func (s *Session) dropRefusal(call api.Endpoint) {
	s.refusals = maps.Clone(s.refusals)
	delete(s.refusals, s.Counter(call))
}

// dropOutdated forgets the refusals that a fact of the number has outdated.
func (s *Session) dropOutdated() {
	for _, call := range refusable() {
		if r, is := s.refusals[s.Counter(call)]; is && !r.counts(s.Number) {
			s.dropRefusal(call)
		}
	}
	if s.Notice == NoticeRefused || s.Notice == NoticeStillRefused {
		if _, is := s.Refused(); !is {
			s.Notice = ""
		}
	}
}

// dropAccess forgets the refusals that were about a token, once there is another one.
func (s *Session) dropAccess() {
	s.refusals = maps.Clone(s.refusals)
	maps.DeleteFunc(s.refusals, func(_ Counter, r Refusal) bool { return r.ofAccess() })
}

// dropCap forgets that Meta had no room for the number, which shows in none of its facts.
func (s *Session) dropCap() {
	if s.refusals[s.Counter(api.Register)].Advice == AdviseCap {
		s.dropRefusal(api.Register)
	}
}

// lifts forgets what a call that worked shows to be over. A code proves once more whose
// the number is, and taking a number off begins anew; a PIN or a region that Meta took may
// be what register wanted.
func (s *Session) lifts(call api.Endpoint) {
	for _, refused := range CallOf(call).lifts {
		s.dropRefusal(refused)
	}
	if r := s.refusals[s.Counter(api.Register)]; r.ofChoice() && (call == api.SetPIN || call == api.SetSettings) {
		s.dropRefusal(api.Register)
	}
}

// choice is what a request is made of by what was chosen for it, but for the PIN. A region
// that is set before it is none of it.
type choice struct {
	region   api.Storage
	method   api.CodeMethod
	language api.Language
}

func (s Session) choice(call api.Endpoint) choice {
	switch {
	case call == api.RequestCode:
		return choice{method: s.Code.Method, language: s.Code.Language}
	case call == api.Register && s.RegionAtRegister && s.Job == JobRegion:
		return choice{region: s.Move.To}
	case call == api.Register && s.RegionAtRegister:
		return choice{region: api.InRegion(s.Storage.Region)}
	}
	return choice{}
}

// choseAnew reports whether what a request is made of was chosen anew since Meta refused
// it. Of a refusal of an earlier run nobody knows.
func (s Session) choseAnew(r Refusal) bool {
	if r.earlier {
		return false
	}
	pin := r.Call == api.Register && !slices.Contains(r.pins, s.PIN.Value)
	other := s.choice(r.Call) != r.sent
	switch chosenAt(r.Call, r.Advice) {
	case ChoosePIN:
		return pin
	case ChooseRegion:
		return other
	}
	return pin || other
}

// RefusalOf is what Meta refused of a call for the number at hand; false for nothing
// that still counts.
func (s Session) RefusalOf(call api.Endpoint) (Refusal, bool) {
	r, is := s.refusals[s.Counter(call)]
	return r, is && r.counts(s.Number) && !(r.ofChoice() && s.choseAnew(r))
}

// Refused is what Meta refused of that which the present state is about.
func (s Session) Refused() (Refusal, bool) {
	if s.advisesDeregister() { // it is what the card's key sends
		return s.RefusalOf(api.Deregister)
	}
	switch s.State {
	case Remedy:
		for _, call := range []api.Endpoint{api.Register, api.RequestCode} {
			if r, is := s.RefusalOf(call); is && r.Help != "" && r.Help == s.asked() {
				return r, true
			}
		}
		return Refusal{}, false
	case CodeMethod:
		return s.RefusalOf(api.RequestCode)
	case EnterCode:
		return s.RefusalOf(api.VerifyCode)
	case Review, RegisterName:
		return s.RefusalOf(api.Register)
	case Deregister:
		return s.RefusalOf(api.Deregister)
	case MovePlan:
		return s.planRefused()
	}
	return Refusal{}, false
}

var (
	// refusedBefore: the operator who was asked once more knows.
	refusedBefore = Guard{Name: "Meta refused it, and nothing has changed", holds: func(s Session, in Input) bool {
		told := s.Notice == NoticeRefused && !s.advisesDeregister() // there the notice is about that
		s.Problem = nil                                             // the event puts it away
		switch e := in.Event.(type) {                               // it is chosen with the event
		case CodeAsked:
			s.Code.Method, s.Code.Language = e.Method, e.Language
		case PINChosen:
			s.PIN.Value = e.PIN
		}
		_, is := s.Refused()
		return is && !told
	}}
	// stillRefused: the facts would lead on, but they read as they did when Meta said
	// no. What is done in an app or another account before a code is asked for shows
	// in no fact; there the finished walk counts.
	stillRefused = whenAt("Meta refused it, and nothing has changed", func(s Session, e NumberRead, at time.Time) bool {
		r, is := s.Refused()
		walk, p := s.Walk()
		return is && r.counts(e.Number) && !(r.Call == api.RequestCode && p.Done(walk, at))
	})
	// insists: the operator was told so, and has gone through the walk all the same.
	insists = now("all of it is done, as far as one can tell", func(s Session, at time.Time) bool {
		walk, p := s.Walk()
		return s.Notice == NoticeStillRefused && p.Done(walk, at)
	})
)

// JournalRefusal writes down why Meta refused a counted call.
type JournalRefusal struct {
	Of     Counter
	Reason string
}

// Spec implements [Effect].
func (JournalRefusal) Spec() Spec { return kept[JournalWritten]("") }

// refusalEffects tell the journal of a request that was refused since before. The next run
// may have another token, of the same app.
func (s *Session) refusalEffects(before Session) []Effect {
	var effects []Effect
	for _, call := range refusable() {
		of := Counter{s.Number.ID, call}
		keeps := func(r Refusal) bool { return !r.Unclear && (!r.ofAccess() || r.Advice == AdviseAppBlocked) }
		if r, is := s.refusals[of]; is && keeps(r) && !r.last.Equal(before.refusals[of].last) {
			effects = append(effects, JournalRefusal{of, r.Reason()})
		}
	}
	return effects
}

// storeRefusals takes over what the journal knows, unless this run knows better.
func (s *Session) storeRefusals(all []Refusal) {
	for _, r := range all {
		if _, known := s.refusals[s.Counter(r.Call)]; !known && r.counts(s.Number) {
			s.remember(r)
		}
	}
}
