package eligibility

import "slices"

// Actor is who does a step of a remedy.
type Actor string

// The actors. ActorProvider is whoever runs the number's line, or ran it on the
// platform before.
const (
	ActorCustomer Actor = "customer"
	ActorOperator Actor = "operator"
	ActorProvider Actor = "provider"
	ActorMeta     Actor = "meta"
)

// StepKind is what a step of a remedy wants of the operator.
type StepKind string

// The kinds of step.
const (
	StepTick   StepKind = "tick"   // have it done, then tick it
	StepDate   StepKind = "date"   // tell the day of the last paid message
	StepTicket StepKind = "ticket" // copy a text for Meta's support, then tick it
	StepBackup StepKind = "backup" // hand over the backup and its password, or say that there is none
	StepWait   StepKind = "wait"   // let time pass; it ticks itself
	StepWay    StepKind = "way"    // choose this way, which has a walk of its own
)

// StepID names a step within its remedy.
type StepID string

// Step is one thing to do.
type Step struct {
	ID   StepID
	By   Actor
	Kind StepKind
	// Opens starts the wait of the walk's StepWait when the step is ticked;
	// "" for a step that starts nothing.
	Opens DeadlineKind
	// Leads is the remedy that a StepWay chooses.
	Leads RemedyID
}

// Walk is a remedy as a guided walk: what to do, in order, and what is known
// once it is done.
type Walk struct {
	Remedy RemedyID
	Steps  []Step
	// AnyOf says that one step is enough: they are ways and not stages.
	AnyOf bool
	// Settles is the answer that a finished walk gives, where no call of Meta's
	// can tell. AnswerNone leaves the question to be asked again.
	Settles map[Question]Answer
}

// Step returns a step by its name.
func (w Walk) Step(id StepID) (Step, bool) {
	i := slices.IndexFunc(w.Steps, func(s Step) bool { return s.ID == id })
	if i < 0 {
		return Step{}, false
	}
	return w.Steps[i], true
}

// Done reports whether the ticked steps finish the walk.
func (w Walk) Done(ticked func(StepID) bool) bool {
	for _, s := range w.Steps {
		switch is := ticked(s.ID); {
		case w.AnyOf && is:
			return true
		case !w.AnyOf && !is:
			return false
		}
	}
	return !w.AnyOf || len(w.Steps) == 0
}

// AsksWay reports whether the walk is a choice among ways, each with a walk of its own.
func (w Walk) AsksWay() bool { return len(w.Steps) > 0 && w.Steps[0].Kind == StepWay }

// LeadsTo reports whether a remedy is one of the ways that the walk asks for.
func (w Walk) LeadsTo(id RemedyID) bool {
	return slices.ContainsFunc(w.Steps, func(s Step) bool { return s.Kind == StepWay && s.Leads == id })
}

// WalkOf returns the walk of a remedy; without steps if nothing has to be done. The taps
// in the app and the three minutes come from seed 000; deleting a number and the paid
// messages from seed 000 and seed 001; the voice menu and the cap from seed 001; repeating
// Embedded Signup from seed 002; the ways from another provider, sharing and the backup
// from docs; the ticket for a sharing that cannot be finished from the field. Where a way
// loses something, one that loses nothing stands before it.
func WalkOf(id RemedyID) Walk {
	switch id {
	case RemedyProveOwnership:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionOwnership: AnswerYes}, Steps: []Step{
			{ID: "bill", By: ActorCustomer, Kind: StepTick},
			{ID: "transfer", By: ActorProvider, Kind: StepTick},
		}}
	case RemedyLeaveApp:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: leaveApp()}
	case RemedyOnBusinessApp:
		return Walk{Remedy: id, AnyOf: true, Steps: []Step{
			{ID: "share", By: ActorCustomer, Kind: StepWay, Leads: RemedyShareWithApp},
			{ID: "leave", By: ActorCustomer, Kind: StepWay, Leads: RemedyLeaveBusiness},
		}}
	case RemedyShareWithApp:
		return Walk{Remedy: id, Steps: []Step{ // how the number reads then says whether it is shared
			{ID: "phone", By: ActorCustomer, Kind: StepTick},
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "finish", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyLeaveBusiness:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: leaveApp()}
	case RemedySharedUnseen:
		return Walk{Remedy: id, AnyOf: true, Steps: []Step{
			{ID: "finish", By: ActorCustomer, Kind: StepWay, Leads: RemedyFinishSharing},
			{ID: "end", By: ActorCustomer, Kind: StepWay, Leads: RemedyCoexistence},
		}}
	case RemedyCoexistence:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "disconnect", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyFinishSharing:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "phone", By: ActorCustomer, Kind: StepTick},
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "finish", By: ActorCustomer, Kind: StepTick},
			{ID: "ticket", By: ActorOperator, Kind: StepTicket},
		}}
	case RemedyReconnect:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "ask", By: ActorOperator, Kind: StepTick},
			{ID: "open", By: ActorCustomer, Kind: StepTick},
			{ID: "signup", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyOnOtherAccount:
		return Walk{Remedy: id, AnyOf: true, Steps: []Step{
			{ID: "share", By: ActorCustomer, Kind: StepWay, Leads: RemedyShareNumber},
			{ID: "delete", By: ActorCustomer, Kind: StepWay, Leads: RemedyDeleteElsewhere},
		}}
	case RemedyDeleteElsewhere:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: []Step{
			{ID: "admin", By: ActorCustomer, Kind: StepTick},
			{ID: "paid", By: ActorCustomer, Kind: StepDate},
			{ID: "pin", By: ActorCustomer, Kind: StepTick},
			{ID: "open", By: ActorCustomer, Kind: StepTick},
			{ID: "delete", By: ActorCustomer, Kind: StepTick, Opens: DeadlinePlatformRelease},
			{ID: "wait", By: ActorMeta, Kind: StepWait},
		}}
	case RemedyMigrateProvider:
		return Walk{Remedy: id, AnyOf: true, Steps: []Step{
			{ID: "share", By: ActorCustomer, Kind: StepWay, Leads: RemedyShareNumber},
			{ID: "leave", By: ActorOperator, Kind: StepWay, Leads: RemedyLeaveSolution},
			{ID: "move", By: ActorProvider, Kind: StepWay, Leads: RemedyMoveNumber},
		}}
	case RemedyShareNumber:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionInUse: AnswerWithBoth}, Steps: []Step{
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "pick", By: ActorCustomer, Kind: StepTick},
			{ID: "account", By: ActorOperator, Kind: StepTick},
		}}
	case RemedyLeaveSolution:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: []Step{
			{ID: "tag", By: ActorOperator, Kind: StepTick},
			{ID: "accept", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyMoveNumber:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: []Step{
			{ID: "two_step", By: ActorProvider, Kind: StepTick},
			{ID: "name", By: ActorProvider, Kind: StepTick},
			{ID: "payment", By: ActorCustomer, Kind: StepTick},
			{ID: "verified", By: ActorCustomer, Kind: StepTick},
			{ID: "subscribed", By: ActorOperator, Kind: StepTick},
		}}
	case RemedyOnPremise:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "ask", By: ActorProvider, Kind: StepTick},
			{ID: "backup", By: ActorOperator, Kind: StepBackup},
		}}
	case RemedyRepeatSignup:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "finish", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyAddAgain:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "free", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyAppeal:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionBanned: AnswerNo}, Steps: []Step{
			{ID: "alert", By: ActorCustomer, Kind: StepTick},
			{ID: "review", By: ActorCustomer, Kind: StepTick},
			{ID: "lifted", By: ActorMeta, Kind: StepTick},
		}}
	case RemedyIVR:
		return Walk{Remedy: id, Settles: map[Question]Answer{QuestionBehindIVR: AnswerPrepared}, Steps: []Step{
			{ID: "added", By: ActorOperator, Kind: StepTick},
			{ID: "ticket", By: ActorOperator, Kind: StepTicket},
			{ID: "abroad", By: ActorProvider, Kind: StepTick},
			{ID: "allow", By: ActorProvider, Kind: StepTick},
			{ID: "redirect", By: ActorProvider, Kind: StepTick},
		}}
	case RemedyRaiseCap:
		return Walk{Remedy: id, AnyOf: true, Settles: map[Question]Answer{QuestionRoom: AnswerYes}, Steps: []Step{
			{ID: "verify", By: ActorCustomer, Kind: StepTick},
			{ID: "limit", By: ActorCustomer, Kind: StepTick},
			{ID: "remove", By: ActorCustomer, Kind: StepTick},
		}}
	case RemedyFindOut:
		return Walk{Remedy: id, Steps: []Step{
			{ID: "ask", By: ActorOperator, Kind: StepTick},
			{ID: "try", By: ActorOperator, Kind: StepTick},
		}}
	}
	return Walk{Remedy: id}
}

// leaveApp has the customer delete the account in an app.
func leaveApp() []Step {
	return []Step{
		{ID: "export", By: ActorCustomer, Kind: StepTick},
		{ID: "settings", By: ActorCustomer, Kind: StepTick},
		{ID: "delete", By: ActorCustomer, Kind: StepTick},
		{ID: "number", By: ActorCustomer, Kind: StepTick},
		{ID: "reason", By: ActorCustomer, Kind: StepTick},
		{ID: "confirm", By: ActorCustomer, Kind: StepTick, Opens: DeadlineAppRelease},
		{ID: "wait", By: ActorMeta, Kind: StepWait},
	}
}

// Walks returns the walk of every remedy.
func Walks() []Walk {
	var all []Walk
	for _, id := range []RemedyID{
		RemedyProveOwnership, RemedyOtherNumber, RemedyLeaveApp, RemedyOnBusinessApp, RemedyShareWithApp,
		RemedyLeaveBusiness, RemedySharedUnseen, RemedyCoexistence, RemedyFinishSharing, RemedyReconnect,
		RemedyOnOtherAccount, RemedyDeleteElsewhere, RemedyMigrateProvider, RemedyShareNumber,
		RemedyLeaveSolution, RemedyMoveNumber, RemedyOnPremise, RemedyRepeatSignup, RemedyAddAgain,
		RemedyAppeal, RemedyIVR, RemedyRaiseCap, RemedyFindOut,
	} {
		all = append(all, WalkOf(id))
	}
	return all
}
