package eligibility

import (
	"testing"
	"time"

	"dialtone/assets/constants"
)

func TestDeadline(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 3, 20, 12, 30, 0, 0, time.UTC)
	for kind, want := range map[DeadlineKind]time.Time{
		DeadlineVerification:    time.Date(2026, 4, 3, 12, 30, 0, 0, time.UTC),
		DeadlineSignup:          time.Date(2026, 4, 3, 12, 30, 0, 0, time.UTC),
		DeadlinePreVerified:     time.Date(2026, 6, 18, 12, 30, 0, 0, time.UTC),
		DeadlineCertificate:     time.Date(2026, 3, 27, 12, 30, 0, 0, time.UTC),
		DeadlineName:            time.Date(2026, 4, 3, 12, 30, 0, 0, time.UTC),
		DeadlineDelete:          time.Date(2026, 4, 19, 12, 30, 0, 0, time.UTC),
		DeadlineCode:            time.Date(2026, 3, 20, 12, 40, 0, 0, time.UTC),
		DeadlineAppRelease:      time.Date(2026, 3, 20, 12, 33, 0, 0, time.UTC),
		DeadlinePlatformRelease: time.Date(2026, 3, 20, 12, 35, 0, 0, time.UTC),
	} {
		if got := Deadline(kind, from); !got.Equal(want) {
			t.Errorf("Deadline(%s) = %v, want %v", kind, got, want)
		}
	}
	for _, kind := range constants.Of[DeadlineKind](t) {
		if kind.Window() == 0 {
			t.Errorf("%s has no window", kind)
		}
		if got := Deadline(kind, time.Time{}); !got.IsZero() {
			t.Errorf("Deadline(%s) from nothing = %v", kind, got)
		}
	}
	if got := Deadline("tomorrow", from); !got.IsZero() {
		t.Errorf("a kind that is not known has the deadline %v", got)
	}
}

// Every window at its edges, in zones with a change to or from summer time within
// it and in one without: a window is a span of time and no change may stretch it.
func TestDeadlinesAtTheirEdges(t *testing.T) {
	t.Parallel()
	for _, start := range []struct{ zone, at string }{
		{"America/New_York", "2026-03-07 23:59:30"}, // two hours before the clock is put forward
		{"America/New_York", "2026-02-20 12:00:00"},
		{"America/New_York", "2026-11-01 00:30:00"}, // an hour and a half before it is put back
		{"America/New_York", "2026-10-30 12:00:00"},
		{"Europe/Berlin", "2026-03-29 01:59:59"},
		{"Europe/Berlin", "2026-03-01 08:00:00"},
		{"Europe/Berlin", "2026-10-25 01:59:59"},
		{"Europe/Berlin", "2026-08-31 08:00:00"},
		{"Asia/Hong_Kong", "2026-03-28 23:00:00"},
		{"Asia/Hong_Kong", "2026-10-24 23:00:00"},
		{"Asia/Hong_Kong", "2026-01-31 23:59:59"}, // the end of a month
		{"Asia/Hong_Kong", "2028-02-28 12:00:00"}, // before a leap day
		{"Asia/Hong_Kong", "2028-02-29 12:00:00"},
		{"Asia/Hong_Kong", "2026-12-31 23:59:59"},
	} {
		loc := zone(t, start.zone)
		from, err := time.ParseInLocation(time.DateTime, start.at, loc)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range constants.Of[DeadlineKind](t) {
			end := Deadline(kind, from)
			if got := end.Sub(from); got != kind.Window() {
				t.Errorf("%s from %v is %v long, want %v", kind, from, got, kind.Window())
			}
			if end.Location() != loc {
				t.Errorf("%s from %v ends in %v", kind, from, end.Location())
			}
		}
	}
}

// What a wall clock shows at the end of a window tells the summer time apart.
func TestDeadlinesOnTheWall(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		kind           DeadlineKind
		zone, at, want string
	}{
		{DeadlineVerification, "Europe/Berlin", "2026-03-20 12:00:00", "2026-04-03 13:00:00"},
		{DeadlineSignup, "Europe/Berlin", "2026-10-20 12:00:00", "2026-11-03 11:00:00"},
		{DeadlinePreVerified, "Europe/Berlin", "2026-01-31 12:00:00", "2026-05-01 13:00:00"},
		{DeadlinePreVerified, "Asia/Hong_Kong", "2026-01-31 12:00:00", "2026-05-01 12:00:00"},
		{DeadlineCertificate, "Asia/Hong_Kong", "2028-02-24 12:00:00", "2028-03-02 12:00:00"}, // over a leap day
		{DeadlineCertificate, "Asia/Hong_Kong", "2026-02-24 12:00:00", "2026-03-03 12:00:00"},
		{DeadlineName, "America/New_York", "2026-10-31 23:59:59", "2026-11-14 22:59:59"},
		{DeadlineDelete, "America/New_York", "2026-02-20 12:00:00", "2026-03-22 13:00:00"},
		{DeadlineCode, "Europe/Berlin", "2026-03-29 01:55:00", "2026-03-29 03:05:00"},
		{DeadlineAppRelease, "Europe/Berlin", "2026-03-29 01:59:00", "2026-03-29 03:02:00"},
		{DeadlinePlatformRelease, "America/New_York", "2026-03-08 01:57:00", "2026-03-08 03:02:00"},
	} {
		from, err := time.ParseInLocation(time.DateTime, tc.at, zone(t, tc.zone))
		if err != nil {
			t.Fatal(err)
		}
		if got := Deadline(tc.kind, from).Format(time.DateTime); got != tc.want {
			t.Errorf("%s from %s in %s ends at %s, want %s", tc.kind, tc.at, tc.zone, got, tc.want)
		}
	}
}
