package flows

import (
	"strings"
	"time"
)

// tokenSoon is how much of a token's life has to be left for nothing to be said:
// what a number waits for, such as a review, can take days.
const tokenSoon = 24 * time.Hour

// remarkOnToken says of a token that was just given when it ends soon, and that a
// person's one is made for a few hours (docs). Its end matters more than which
// version answered, whose token it is does not.
func (s *Session) remarkOnToken(now time.Time) {
	if s.from != Connect {
		return // it was read again for something else
	}
	end := s.Token.Expires()
	soon := !end.IsZero() && end.Sub(now) < tokenSoon
	personal := strings.EqualFold(s.Token.Kind, "USER")
	switch {
	case soon && personal:
		s.Notice = NoticePersonalEnds
	case soon:
		s.Notice = NoticeTokenEnds
	case personal && s.Notice == "":
		s.Notice = NoticePersonal
	}
}

// tokenEnds reports whether a notice says that the token ends within a day.
func (n Notice) tokenEnds() bool { return n == NoticeTokenEnds || n == NoticePersonalEnds }
