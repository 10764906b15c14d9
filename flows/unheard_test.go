package flows

import (
	"testing"

	"dialtone/api"
)

// TestNothingIsQuotedOfSilence: what Graph answered is told only where it answered.
func TestNothingIsQuotedOfSilence(t *testing.T) {
	t.Parallel()
	lost := &api.TransportError{Call: api.GetAccount, Sent: true, Err: api.ErrUnreadable}
	said := &api.Error{Call: api.GetAccount, Status: 400, Code: 100, Message: "No"}
	for _, c := range []struct {
		err               error
		account, settings Notice
	}{{lost, NoticeAccountUnheard, NoticeSettingsUnheard}, {said, NoticeAccountUnread, NoticeSettingsUnread}} {
		var s Session
		s.AccountUnread, s.Settings.Unread = c.err, c.err
		if s.noteAccountUnread(); s.Notice != c.account {
			t.Errorf("%v: %s, want %s", c.err, s.Notice, c.account)
		}
		if s.noteSettingsUnread(); s.Notice != c.settings {
			t.Errorf("%v: %s, want %s", c.err, s.Notice, c.settings)
		}
	}
}
