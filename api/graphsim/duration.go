package graphsim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time in a scenario, in Go's notation with days added: "1.5s",
// "-72h" or "-3d". A scenario states a moment as a duration from the start of the
// simulation, so that it never becomes outdated.
type Duration time.Duration

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(text []byte) error {
	raw := strings.TrimSpace(string(text))
	if days, ok := strings.CutSuffix(raw, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		if err != nil {
			return errNoDuration(raw)
		}
		*d = Duration(n * 24 * float64(time.Hour))
		return nil
	}
	parsed, err := time.ParseDuration(raw)
	if err != nil {
		return errNoDuration(raw)
	}
	*d = Duration(parsed)
	return nil
}

func errNoDuration(text string) error {
	return fmt.Errorf("%q is not a duration such as 90s, -72h or -3d", text)
}

// MarshalText writes a duration in Go's notation.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// after returns start plus the duration, or the zero time if there is no duration.
func (d *Duration) after(start time.Time) time.Time {
	if d == nil {
		return time.Time{}
	}
	return start.Add(time.Duration(*d))
}

// afterOr returns start plus the duration, or other if there is no duration.
func (d *Duration) afterOr(start, other time.Time) time.Time {
	if d == nil {
		return other
	}
	return d.after(start)
}

// earlier returns a duration that ends some minutes earlier, or nil if there is none.
func (d *Duration) earlier(minutes int) *Duration {
	if d == nil {
		return nil
	}
	return new(*d - Duration(time.Duration(minutes)*time.Minute))
}

// moments turns durations from the start into times.
func moments(durations []Duration, start time.Time) []time.Time {
	var at []time.Time
	for _, d := range durations {
		at = append(at, d.after(start))
	}
	return at
}

// within returns the times that lie less than window before now.
func within(times []time.Time, now time.Time, window time.Duration) []time.Time {
	var kept []time.Time
	for _, at := range times {
		if now.Sub(at) < window {
			kept = append(kept, at)
		}
	}
	return kept
}
