// Package mask takes out of a text what nobody may see in it: the middle of
// phone numbers, words in the form of a token, and the secrets of this run,
// however they are written or escaped.
//
// It sees texts only. The caller leaves out the fields whose digits are exempt: ids,
// times and the codes of errors.
package mask

// Dots replace a secret.
const Dots = "••••••"
