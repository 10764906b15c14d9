package phone

import "errors"

// reasonIn returns the reason of a ParseError, and "" for no error.
func reasonIn(err error) ParseReason {
	var pe *ParseError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &pe):
		return pe.Reason
	}
	return "no ParseError"
}
