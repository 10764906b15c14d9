package credentials

import (
	"strings"

	"dialtone/api/pattern"
)

// The functions of this file tell whether what was found is a whole token. A shell, a
// program or a page parts a long text by signs that stand around whole tokens too.

var (
	jointBehind = pattern.Of("^" + joint)
	jointBefore = pattern.Of(joint + "$")
	firstRun    = pattern.Of(`^[0-9A-Za-z_\-]+`)
	// sum matches what joins two pieces and nothing else: the end of a line in a shell,
	// or the sign of a sum of two texts.
	sum = pattern.Of("^(?:[\"'`]?\\s*[\\\\^`]\\s*\\n\\s*[\"'`]?|" +
		"[\"'`]\\s*[+.&_]*\\s*[+.&_\\n]\\s*[+.&_]*\\s*[\"'`])$")
	// goesOn matches the end of a line behind which the rest is still to come.
	goesOn = pattern.Of("^[\"'`]?\\s*[\\\\+^]\\s*$")
	// head matches what stands behind a name, or behind the beginning of an address.
	head     = pattern.Of(`^(?:\\*["']?\s*[=:]|[(@]|[./][A-Za-z/])`)
	isValue  = pattern.Of(`^\\*["'\])]*\s*[=:]`)
	capitals = pattern.Of(`[A-Z]{2}`)
	lower    = pattern.Of(`[a-z]`)
	upper    = pattern.Of(`[A-Z]`)
	figure   = pattern.Of(`[0-9]`)
	names    = pattern.Of(`(?i)token|secret`)
)

// joint is what may stand between two pieces: tags, entities, and signs that no token has.
const joint = `(?:<[^<>]*>|&#?[0-9A-Za-z]+;| _\s|[\s+(][fFrRuUbB]["']|[^0-9A-Za-z_\-])+`

// isTorn reports whether another piece of a token may stand beside one that is in a text.
func isTorn(text, token string) bool {
	for at := 0; ; at += len(token) {
		i := strings.Index(text[at:], token)
		if i < 0 {
			return false
		}
		at += i
		before, behind := text[:at], text[at+len(token):]
		if goesOn().MatchString(behind) {
			return true
		}
		between := jointBehind().FindString(behind)
		rest := behind[len(between):]
		next := firstRun().FindString(rest)
		if isDrawn(next) || !head().MatchString(rest[len(next):]) && isPiece(next, between) {
			return true
		}
		between = jointBefore().FindString(before)
		last := lastRun().FindString(before[:len(before)-len(between)])
		if isDrawn(last) || !isValue().MatchString(between) && isPiece(last, between) {
			return true
		}
	}
}

// isDrawn reports whether a long run of signs looks random, as no name does.
func isDrawn(run string) bool {
	const shortest = 12
	return len(run) >= shortest && !strings.ContainsAny(strings.Trim(run, "-"), "-_") && !names().MatchString(run) &&
		lower().MatchString(run) && upper().MatchString(run) && (figure().MatchString(run) || capitals().MatchString(run))
}

// isPiece reports whether a run that stands beside a token may be a piece of it. Where
// nothing but blanks is between, [beginsHere] and [endsHere] decide.
func isPiece(run, between string) bool {
	switch {
	case run == "", strings.HasPrefix(run, "-"), strings.TrimSpace(between) == "":
		return false
	case sum().MatchString(between):
		return true
	}
	return looksLikePiece(run) && !names().MatchString(run)
}
