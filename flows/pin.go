package flows

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"

	"dialtone/api"
	"dialtone/eligibility/phone"
)

// PINLength is the number of digits of a two-step verification PIN (seed 001).
const PINLength = 6

// PINFault says why a PIN is not taken.
type PINFault string

// The faults of a PIN. The first two make it invalid; the others make it weak,
// which matters for a new PIN only.
const (
	PINNotDigits  PINFault = "not_digits"
	PINLengthOff  PINFault = "length"
	PINRepeated   PINFault = "repeated"   // 111111, 121212, 123123
	PINSequential PINFault = "sequential" // 123456, 987654
	PINOfNumber   PINFault = "of_number"  // six digits in a row of the phone number
)

// PINFaults lists every fault.
func PINFaults() []PINFault {
	return []PINFault{PINNotDigits, PINLengthOff, PINRepeated, PINSequential, PINOfNumber}
}

// CheckPIN returns the fault of a PIN, "" for none. number is the phone number
// in any form; with new false only the form of the PIN is checked, since a
// present PIN is what it is.
func CheckPIN(pin api.Secret, number string, isNew bool) PINFault {
	text := pin.Reveal()
	if phone.Digits(text) != text {
		return PINNotDigits
	}
	if len(text) != PINLength {
		return PINLengthOff
	}
	switch {
	case !isNew:
		return ""
	case repeated(text):
		return PINRepeated
	case sequential(text):
		return PINSequential
	case strings.Contains(phone.Digits(number), text):
		return PINOfNumber
	}
	return ""
}

// repeated finds one, two or three digits that make up the whole PIN.
func repeated(pin string) bool {
	for unit := 1; unit <= len(pin)/2; unit++ {
		if len(pin)%unit == 0 && strings.Repeat(pin[:unit], len(pin)/unit) == pin {
			return true
		}
	}
	return false
}

// sequential finds steps of +1 or -1 throughout, with 0 following 9.
func sequential(pin string) bool {
	const up, down = "012345678901234", "987654321098765"
	return strings.Contains(up, pin) || strings.Contains(down, pin)
}

// GeneratePIN draws a PIN that [CheckPIN] takes.
func GeneratePIN(number string) (api.Secret, error) {
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return api.Secret{}, fmt.Errorf("draw a PIN: %w", err)
		}
		pin := api.NewSecret(fmt.Sprintf("%06d", n))
		if CheckPIN(pin, number, true) == "" {
			return pin, nil
		}
	}
}
