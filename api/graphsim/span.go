package graphsim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Span is a length of time in a scenario: Go's notation with days added, such
// as "1.5s", "-72h" or "-3d". Moments are written as spans from the start of
// the simulation, so that a scenario does not age.
type Span time.Duration

// UnmarshalText reads a span.
func (s *Span) UnmarshalText(text []byte) error {
	raw := strings.TrimSpace(string(text))
	if days, ok := strings.CutSuffix(raw, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		if err != nil {
			return fmt.Errorf("%q is not a span such as 90s, -72h or -3d", raw)
		}
		*s = Span(n * 24 * float64(time.Hour))
		return nil
	}
	d, err := time.ParseDuration(raw)
	if err != nil {
		return fmt.Errorf("%q is not a span such as 90s, -72h or -3d", raw)
	}
	*s = Span(d)
	return nil
}

// MarshalText writes a span in Go's notation.
func (s Span) MarshalText() ([]byte, error) { return []byte(time.Duration(s).String()), nil }

// from is the moment that lies the span after start; zero when there is none.
func (s *Span) from(start time.Time) time.Time {
	if s == nil {
		return time.Time{}
	}
	return start.Add(time.Duration(*s))
}
