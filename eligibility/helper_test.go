package eligibility

import (
	"errors"
	"testing"

	"dialtone/eligibility/phone"
)

func parsed(t *testing.T, s, region string) phone.Number {
	t.Helper()
	n, _ := phone.Parse(s, region) // refused numbers go to the checklist too
	return n
}

// reasonIn returns the reason of a ParseError, and "" for no error.
func reasonIn(err error) phone.ParseReason {
	var pe *phone.ParseError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &pe):
		return pe.Reason
	}
	return "no ParseError"
}

func resultOf(t *testing.T, f Facts, a Answers, id RuleID) Result {
	t.Helper()
	for _, r := range Check(f, a) {
		if r.Rule == id {
			return r
		}
	}
	t.Fatalf("no result for rule %s", id)
	return Result{}
}

var (
	mobile   = func(t *testing.T) phone.Number { return parsed(t, "+85251230100", "") }
	fixed    = func(t *testing.T) phone.Number { return parsed(t, "+85221234567", "") }
	tollFree = func(t *testing.T) phone.Number { return parsed(t, "+18005550199", "") }
	either   = func(t *testing.T) phone.Number { return parsed(t, "+12125552671", "") }
	shared   = func(t *testing.T) phone.Number { return parsed(t, "+611300123456", "") }
	pager    = func(t *testing.T) phone.Number { return parsed(t, "+447640123456", "") }
	short    = func(t *testing.T) phone.Number { return parsed(t, "60777", "GB") }
	meta555  = func(t *testing.T) phone.Number { return parsed(t, "+15550783881", "") }
	nowhere  = func(t *testing.T) phone.Number { return parsed(t, "+80012345678", "") }
	none     = func(*testing.T) phone.Number { return phone.Number{} }
)
