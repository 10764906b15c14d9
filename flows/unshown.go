package flows

import (
	"errors"

	"dialtone/api"
)

// A read that only helps may be refused, and the flow goes on. Why it was refused still
// matters: a policy that is held against the account, or an app that is blocked, will stop
// other calls too.

// Barred reports whether Meta refused a read because of the account's policy or of the app,
// and not because of what was read.
func Barred(err error) bool {
	var said *api.Error
	if !errors.As(err, &said) || said.Foreign() {
		return false
	}
	row, known := RowFor(said, Session{})
	return known && (AdviceID(row.Advice) == AdvisePolicy || AdviceID(row.Advice) == AdviseAppBlocked)
}

// Unshown is the answer that the notice of something unread is about; nil for none.
func (s Session) Unshown() *api.Error {
	var err error
	switch s.Notice {
	case NoticeAccountUnread, NoticeAccountBarred:
		err = s.AccountUnread
	case NoticeSettingsUnread, NoticeSettingsBarred:
		err = s.Settings.Unread
	}
	var said *api.Error
	errors.As(err, &said)
	return said
}

// noteAccountUnread says that nothing was read of the account but its numbers.
func (s *Session) noteAccountUnread() {
	s.Notice = noticeBy(s.AccountUnread, NoticeAccountUnread, NoticeAccountUnheard)
	if Barred(s.AccountUnread) {
		s.Notice = NoticeAccountBarred
	}
}

// noteSettingsUnread says that nobody knows where the number's data rests now.
func (s *Session) noteSettingsUnread() {
	s.Notice = noticeBy(s.Settings.Unread, NoticeSettingsUnread, NoticeSettingsUnheard)
	if Barred(s.Settings.Unread) {
		s.Notice = NoticeSettingsBarred
	}
}

// noticeBy chooses between what Graph answered and that it did not.
func noticeBy(err error, answered, silent Notice) Notice {
	var said *api.Error
	if errors.As(err, &said) {
		return answered
	}
	return silent
}

// outweighs reports whether a notice matters more than what is noted on the same page.
func (n Notice) outweighs() bool { return n.tokenEnds() || n == NoticeAccountBarred }
