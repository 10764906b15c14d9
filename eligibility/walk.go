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

// WalkOf returns the walk of a remedy. The walk has no steps if nothing has to be done.
func WalkOf(id RemedyID) Walk {
	for _, w := range Walks() {
		if w.Remedy == id {
			return w
		}
	}
	return Walk{Remedy: id}
}

// Walks returns the walk of every remedy. The taps in the app and the three minutes
// come from seed 000; deleting a number and the paid messages from seed 000 and seed
// 001; the voice menu and the cap from seed 001; repeating Embedded Signup from seed
// 002; the ways from another provider, sharing and the backup from docs; the ticket for a
// sharing that cannot be finished from the field. Where a way loses something, one that
// loses nothing stands before it.
func Walks() []Walk {
	leave := []Step{
		{ID: "export", By: ActorCustomer, Kind: StepTick},
		{ID: "settings", By: ActorCustomer, Kind: StepTick},
		{ID: "delete", By: ActorCustomer, Kind: StepTick},
		{ID: "number", By: ActorCustomer, Kind: StepTick},
		{ID: "reason", By: ActorCustomer, Kind: StepTick},
		{ID: "confirm", By: ActorCustomer, Kind: StepTick, Opens: DeadlineAppRelease},
		{ID: "wait", By: ActorMeta, Kind: StepWait},
	}
	return []Walk{
		{Remedy: RemedyProveOwnership, Settles: map[Question]Answer{QuestionOwnership: AnswerYes}, Steps: []Step{
			{ID: "bill", By: ActorCustomer, Kind: StepTick},
			{ID: "transfer", By: ActorProvider, Kind: StepTick},
		}},
		{Remedy: RemedyOtherNumber},
		{Remedy: RemedyLeaveApp, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: leave},
		{Remedy: RemedyOnBusinessApp, AnyOf: true, Steps: []Step{
			{ID: "share", By: ActorCustomer, Kind: StepWay, Leads: RemedyShareWithApp},
			{ID: "leave", By: ActorCustomer, Kind: StepWay, Leads: RemedyLeaveBusiness},
		}},
		{Remedy: RemedyShareWithApp, Steps: []Step{ // how the number reads then says whether it is shared
			{ID: "phone", By: ActorCustomer, Kind: StepTick},
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "finish", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyLeaveBusiness, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: leave},
		{Remedy: RemedySharedUnseen, AnyOf: true, Steps: []Step{
			{ID: "finish", By: ActorCustomer, Kind: StepWay, Leads: RemedyFinishSharing},
			{ID: "end", By: ActorCustomer, Kind: StepWay, Leads: RemedyCoexistence},
		}},
		{Remedy: RemedyCoexistence, Steps: []Step{
			{ID: "disconnect", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyFinishSharing, Steps: []Step{
			{ID: "phone", By: ActorCustomer, Kind: StepTick},
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "finish", By: ActorCustomer, Kind: StepTick},
			{ID: "ticket", By: ActorOperator, Kind: StepTicket},
		}},
		{Remedy: RemedyReconnect, Steps: []Step{
			{ID: "ask", By: ActorOperator, Kind: StepTick},
			{ID: "open", By: ActorCustomer, Kind: StepTick},
			{ID: "signup", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyOnOtherAccount, AnyOf: true, Steps: []Step{
			{ID: "share", By: ActorCustomer, Kind: StepWay, Leads: RemedyShareNumber},
			{ID: "delete", By: ActorCustomer, Kind: StepWay, Leads: RemedyDeleteElsewhere},
		}},
		{Remedy: RemedyDeleteElsewhere, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: []Step{
			{ID: "admin", By: ActorCustomer, Kind: StepTick},
			{ID: "paid", By: ActorCustomer, Kind: StepDate},
			{ID: "pin", By: ActorCustomer, Kind: StepTick},
			{ID: "open", By: ActorCustomer, Kind: StepTick},
			{ID: "delete", By: ActorCustomer, Kind: StepTick, Opens: DeadlinePlatformRelease},
			{ID: "wait", By: ActorMeta, Kind: StepWait},
		}},
		{Remedy: RemedyMigrateProvider, AnyOf: true, Steps: []Step{
			{ID: "share", By: ActorCustomer, Kind: StepWay, Leads: RemedyShareNumber},
			{ID: "leave", By: ActorOperator, Kind: StepWay, Leads: RemedyLeaveSolution},
			{ID: "move", By: ActorProvider, Kind: StepWay, Leads: RemedyMoveNumber},
		}},
		{Remedy: RemedyShareNumber, Settles: map[Question]Answer{QuestionInUse: AnswerWithBoth}, Steps: []Step{
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "pick", By: ActorCustomer, Kind: StepTick},
			{ID: "account", By: ActorOperator, Kind: StepTick},
		}},
		{Remedy: RemedyLeaveSolution, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: []Step{
			{ID: "tag", By: ActorOperator, Kind: StepTick},
			{ID: "accept", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyMoveNumber, Settles: map[Question]Answer{QuestionInUse: AnswerNotUsed}, Steps: []Step{
			{ID: "two_step", By: ActorProvider, Kind: StepTick},
			{ID: "name", By: ActorProvider, Kind: StepTick},
			{ID: "payment", By: ActorCustomer, Kind: StepTick},
			{ID: "verified", By: ActorCustomer, Kind: StepTick},
			{ID: "subscribed", By: ActorOperator, Kind: StepTick},
		}},
		{Remedy: RemedyOnPremise, Steps: []Step{
			{ID: "ask", By: ActorProvider, Kind: StepTick},
			{ID: "backup", By: ActorOperator, Kind: StepBackup},
		}},
		{Remedy: RemedyRepeatSignup, Steps: []Step{
			{ID: "link", By: ActorOperator, Kind: StepTick},
			{ID: "finish", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyAddAgain, Steps: []Step{
			{ID: "free", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyAppeal, Settles: map[Question]Answer{QuestionBanned: AnswerNo}, Steps: []Step{
			{ID: "alert", By: ActorCustomer, Kind: StepTick},
			{ID: "review", By: ActorCustomer, Kind: StepTick},
			{ID: "lifted", By: ActorMeta, Kind: StepTick},
		}},
		{Remedy: RemedyIVR, Settles: map[Question]Answer{QuestionBehindIVR: AnswerPrepared}, Steps: []Step{
			{ID: "added", By: ActorOperator, Kind: StepTick},
			{ID: "ticket", By: ActorOperator, Kind: StepTicket},
			{ID: "abroad", By: ActorProvider, Kind: StepTick},
			{ID: "allow", By: ActorProvider, Kind: StepTick},
			{ID: "redirect", By: ActorProvider, Kind: StepTick},
		}},
		{Remedy: RemedyRaiseCap, AnyOf: true, Settles: map[Question]Answer{QuestionRoom: AnswerYes}, Steps: []Step{
			{ID: "verify", By: ActorCustomer, Kind: StepTick},
			{ID: "limit", By: ActorCustomer, Kind: StepTick},
			{ID: "remove", By: ActorCustomer, Kind: StepTick},
		}},
		{Remedy: RemedyFindOut, Steps: []Step{
			{ID: "ask", By: ActorOperator, Kind: StepTick},
			{ID: "try", By: ActorOperator, Kind: StepTick},
		}},
	}
}
