package journal

import (
	"cmp"
	"context"
	"strings"
	"time"
	"unicode"
)

// Kind says what an entry of the journal tells.
type Kind string

// The kinds of entries.
const (
	KindBegin  Kind = "begin"  // a session began
	KindNote   Kind = "note"   // it reached State
	KindFinish Kind = "finish" // it ended with Outcome
	KindIntend Kind = "intend" // Call was about to be sent
	KindSettle Kind = "settle" // the call of Intent ended with Outcome
	KindLock   Kind = "lock"   // Meta closed Call until Until
	KindKept   Kind = "kept"   // a counted Call of a session that was forgotten
)

// Entry is one line of a session's record.
type Entry struct {
	At      time.Time
	Kind    Kind
	Who     string   // user@host
	State   string   // of a note
	Call    string   // of an intent
	Intent  IntentID // of an intent and of its settling
	Outcome string   // of a settling and of the end
	Forced  bool     // the intent went against a limit
	Reason  string   // of a settling: why Meta refused it
}

// Entries gives the record of one session, oldest first.
func (j *Journal) Entries(ctx context.Context, id SessionID) ([]Entry, error) {
	rows, err := j.db.QueryContext(ctx, `
		SELECT at, kind, who, state, coalesce(call, ''), coalesce(intent, CASE kind WHEN 'intend' THEN seq ELSE 0 END),
			outcome, forced, reason
		FROM dialtone_entries WHERE session = $1 ORDER BY seq`, id)
	var (
		list []Entry
		at   int64
		e    Entry
	)
	err = each(rows, err, func() error {
		err := rows.Scan(&at, &e.Kind, &e.Who, &e.State, &e.Call, &e.Intent, &e.Outcome, &e.Forced, &e.Reason)
		e.At = moment(at)
		list = append(list, e)
		return err
	})
	if err == nil && (list == nil || id == "") {
		err = ErrNoSession
	}
	if err != nil {
		return nil, j.failure("entries", err)
	}
	return list, nil
}

// line is an entry as it is written.
type line struct {
	at                     time.Time
	kind                   Kind
	session                SessionID
	place, account, number string
	display, name, state   string
	goal                   string
	call                   string
	intent                 IntentID
	outcome                string
	until                  time.Time
	forced                 bool
	facts                  string
	reason                 string
	accountKind            IDKind
	numberKind             IDKind
}

// add writes an entry and gives its sequence number.
func (j *Journal) add(ctx context.Context, db querier, l line) (int64, error) {
	var seq int64
	err := db.QueryRowContext(ctx, `
		INSERT INTO dialtone_entries (at, kind, session, who, owner, place, account, number, display, name, state,
			call, intent, outcome, until, forced, goal, facts, reason, account_kind, number_kind)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) RETURNING seq`,
		l.at.UnixNano(), l.kind, l.session, j.who, j.self.String(), l.place, l.account, l.number, l.display, l.name, l.state,
		orNull(l.call, l.call == ""), orNull(int64(l.intent), l.intent == 0), l.outcome,
		orNull(l.until.UnixNano(), l.until.IsZero()), l.forced, l.goal, l.facts,
		l.reason, cmp.Or(l.accountKind, MessagingAccount), cmp.Or(l.numberKind, PhoneNumber)).Scan(&seq)
	return seq, err
}

// orNull returns v, or NULL if it is empty.
func orNull(v any, empty bool) any {
	if empty {
		return nil
	}
	return v
}

// moment reads a time as entries hold it.
func moment(ns int64) time.Time { return time.Unix(0, ns).UTC() }

const (
	clearDigits = 6   // digits of a display number that may be seen
	dottedDigit = 7   // the same for a number masked with dots: three of the calling code, and the last four
	dots        = "•" // stands for a hidden digit
	longestName = 100 // runes
)

// isDisplay reports whether a display number is safely masked.
func isDisplay(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsControl(r), unicode.IsLetter(r):
			return false
		}
	}
	return digits <= clearDigits || digits <= dottedDigit && strings.Contains(s, dots)
}

// isName reports whether a text can be a display name rather than a phone number.
func isName(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			return true
		case unicode.IsDigit(r):
			digits++
		}
	}
	return digits <= clearDigits
}

// isID reports whether a text can be an id of the Graph API. A phone number with its
// plus cannot.
func isID(s string) bool {
	return len(s) <= 64 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") == ""
}

// isPlace reports whether a text can be a host, with or without a port.
func isPlace(s string) bool {
	return s != "" && len(s) <= 255 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyz.:-_[]") == ""
}

// isWord reports whether a text can be the name of a state, a call or an end.
// It has no digits, so that it cannot hide a code.
func isWord(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.") == ""
}

// isGoal reports whether a text can be what a session is for: nothing, or words
// with colons between them. It has no digits, so that it cannot hide a code.
func isGoal(s string) bool { return s == "" || isWord(strings.ReplaceAll(s, ":", "-")) }

// isFacts reports whether a text can be how a number read: words, without a digit.
func isFacts(s string) bool {
	return len(s) <= 300 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_= ") == ""
}

// isReason reports whether a text can be why Meta refused a request: a word, and
// Meta's own numbers for it. A row of digits alone cannot.
func isReason(s string) bool {
	const digits, longest = "0123456789", 8
	word, numbers, _ := strings.Cut(s, " ")
	code, subcode, _ := strings.Cut(numbers, "/")
	whole := strings.Trim(code+subcode, digits) == "" && len(code) <= longest && len(subcode) <= longest
	return isWord(strings.TrimRight(word, digits)) && whole
}

// clean makes a name fit to be stored and shown: printable, valid and short.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar:
			return -1
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > longestName {
		s = strings.TrimSpace(string(runes[:longestName]))
	}
	return s
}
