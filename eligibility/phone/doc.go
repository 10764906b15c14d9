// Package phone holds a phone number and what its digits tell: its country, its
// kind of line, how it is written and masked, how a code gets to it, and how Cloud
// API reads it as the recipient of a message.
//
// Everything here is a pure function. Nothing is read from the clock, the network
// or a file. Findings are codes, never sentences: whoever shows them has the words.
//
// Marks such as (seed 001) and (docs) are explained in the package eligibility.
package phone
