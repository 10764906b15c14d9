package onboard

import (
	"crypto/rand"
	"fmt"
	"math/big"

	"dialtone/api"
	"dialtone/flows"
)

// drawPIN draws a PIN that [flows.CheckPIN] takes for a phone number.
func drawPIN(number string) (api.Secret, error) {
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return api.Secret{}, fmt.Errorf("draw a PIN: %w", err)
		}
		pin := api.NewSecret(fmt.Sprintf("%06d", n))
		if flows.CheckPIN(pin, number, true) == "" {
			return pin, nil
		}
	}
}
