// Package eligibility answers two questions about a phone number: may it be
// brought onto the WhatsApp Business Platform, and what has to happen first?
//
// Everything here is a pure function from facts to findings. Nothing is read
// from the clock, the network or a file; moments come in as arguments. Findings
// are codes, never sentences: the words for them are kept by whoever shows them.
//
// The package holds four subjects: the checklist (Check, Decide), what to do about
// it (WalkOf), the display name (CheckDisplayName), and days and deadlines
// (Deadline, FirstDeletion, ParseDay). The number itself is in eligibility/phone.
//
// Marks such as (seed 001), (docs) and (openapi) say where a fact comes from:
// the business-phone-number pages the project started from, Meta's later
// documentation, and Meta's published API description. (advice) marks a choice
// that is this project's own.
package eligibility
