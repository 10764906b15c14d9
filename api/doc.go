// Package api speaks to Meta's Graph API for the WhatsApp Business Platform:
// one method per call, typed values in and out, typed errors.
//
// The client keeps three promises that the rest of Dialtone leans on. A secret
// (token, PIN, code) is carried as [Secret] and never reaches an error, a trace
// or a URL. A POST is sent at most once, also by net/http: Meta counts many of
// them, so repeating one is the caller's decision. And an error says whether the
// request can have reached Meta ([Ambiguous]), so the caller can read the number back
// before it acts.
package api
