// Package run carries out what package flows asks for: calls of the Graph API,
// timers, the keyring and the journal. It is the room with the clock and with
// everything that happens at once.
//
// A request that Meta counts is written down before it leaves, and the number is
// looked at once more right before it. Nothing is sent for a number that is not as
// it was when the request was decided on.
package run
