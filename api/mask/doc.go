// Package mask takes out of a text what nobody may see in it: the middle of
// phone numbers, words in the form of a token, and the secrets of this run,
// however they are written or escaped.
//
// It knows texts only. What is exempt by the field that it stands in (ids,
// times, codes of errors) is for the caller to tell.
package mask

// Dots is what stands where a secret stood.
const Dots = "••••••"
