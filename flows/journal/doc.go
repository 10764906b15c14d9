// Package journal keeps what must survive the program: which sessions there
// were and where they stand, which requests were about to be sent and how they
// ended, and how many of them Meta counts.
//
// Meta takes ten register and ten deregister requests for one number within a
// moving 72 hours and then refuses them for 72 hours, with code 133016 (seed
// 003). Requests for a verification code and guesses at it are limited too, with
// figures that are not published (docs). Every such request is written down
// before it is sent ([Journal.Intend]) and settled afterwards
// ([Journal.Settle]). While one that cannot be shared is open, its number is
// held: nobody else can begin another one, in any window, on any machine that
// shares the journal. What a crash left open has to be settled by reading the
// number back before anything more is sent.
//
// The record is append-only: one table of entries that the database itself
// refuses to change. Sessions, open intents and counted requests are read out
// of it by queries. The only way to remove something is [Journal.Forget].
//
// No secret can get in: no function takes a token, a PIN or a code, and a
// display number has to be masked.
//
// The default journal is one SQLite file, safe for several processes at once. A
// team shares a journal in PostgreSQL. Both keep the same promises.
package journal
