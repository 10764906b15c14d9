package eligibility

import (
	"testing"
	"time"
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
		DeadlineAttempt:         time.Date(2026, 3, 23, 12, 30, 0, 0, time.UTC),
		DeadlineGuess:           time.Date(2026, 3, 21, 0, 30, 0, 0, time.UTC),
		DeadlineCode:            time.Date(2026, 3, 20, 12, 40, 0, 0, time.UTC),
		DeadlineAppRelease:      time.Date(2026, 3, 20, 12, 33, 0, 0, time.UTC),
		DeadlinePlatformRelease: time.Date(2026, 3, 20, 12, 35, 0, 0, time.UTC),
	} {
		if got := Deadline(kind, from); !got.Equal(want) {
			t.Errorf("Deadline(%s) = %v, want %v", kind, got, want)
		}
	}
	for _, kind := range DeadlineKinds() {
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

// A window is a span of time: the change to summer time must not stretch it.
func TestDeadlineAcrossSummerTime(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("before", 3600)
	from := time.Date(2026, 3, 28, 12, 0, 0, 0, zone)
	if got := Deadline(DeadlineAttempt, from).Sub(from); got != 72*time.Hour {
		t.Errorf("the attempt window is %v long", got)
	}
}

func TestLeft(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		passed, want time.Duration
	}{
		{0, 72 * time.Hour},
		{71 * time.Hour, time.Hour},
		{72 * time.Hour, 0},
		{100 * time.Hour, 0},
	} {
		if got := Left(DeadlineAttempt, from, from.Add(tc.passed)); got != tc.want {
			t.Errorf("after %v %v are left, want %v", tc.passed, got, tc.want)
		}
	}
	if got := Left(DeadlineAttempt, time.Time{}, from); got != 0 {
		t.Errorf("without a start %v are left", got)
	}
}
