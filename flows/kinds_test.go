package flows

import "reflect"

// nameOf is the name of an event's type.
func nameOf(e Event) string { return reflect.TypeOf(e).Name() }

// kinds lists the types of events by name, the operator's first.
func kinds() []string {
	return []string{
		"Started", "SandboxAsked", "AccountGiven", "NumberPicked", "AddAsked", "ReloadAsked", "ListAsked", "NumberTyped", "Answered", "AllAnswered", "ChecklistDone",
		"StepTicked", "WayChosen", "PaidTold", "BackupGiven", "TimeAsked", "CodeInstead", "RemedyDone", "ResumeAsked", "JobChosen", "CodeAsked", "CodeAtHand",
		"CodeTyped", "NewCodeAsked", "PINChosen", "EditAsked", "RegisterAsked",
		"NameTyped", "ProfileEdited", "ProfileDropped", "SaveAsked",
		"StorageChosen", "MoveAsked", "OverrideAsked", "SubscribeAsked", "MessageTyped", "MessageSeen", "AdviceTaken", "ProblemDismissed", "BackAsked",
		"IdentityChosen", "DeregisterAsked",
		"BusinessAsked", "BusinessGiven", "PooledChosen", "ClaimAsked",
		firstOfWorld, "SavedListed", "AccountOpened", "TokenSaved", "NumbersListed", "NumberAdded", "NumberRead", "CodeSent",
		"CodeAccepted", "PINSet", "SettingsRead", "StorageSet", "FactsRead", "Registered", "Deregistered", "AppsRead", "Subscribed",
		"MessageAccepted", "PollDue",
		"NameAsked", "ProfileRead", "ProfileSaved",
		"StepPlayed", "TimePassed", "Examined", "JournalOpened", "UnfinishedListed", "JournalWritten", "IdentitySet",
		"PoolListed", "PooledAdded", "PooledRead", "Overtaken", "Failed",
	}
}

// firstOfWorld is the first in the list that the world causes.
const firstOfWorld = "SandboxOpened"

// byOperator reports whether a person causes an event.
func byOperator(e Event) bool {
	for _, k := range kinds() {
		switch k {
		case nameOf(e):
			return true
		case firstOfWorld:
			return false
		}
	}
	return false
}
