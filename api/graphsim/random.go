package graphsim

import (
	crand "crypto/rand"
	"encoding/binary"
	"math/rand/v2"
)

// system draws from the operating system; codes and tokens of a sandbox should
// not be guessable either.
type system struct{}

func (system) Uint64() uint64 {
	var b [8]byte
	_, _ = crand.Read(b[:]) // never fails since Go 1.24
	return binary.NativeEndian.Uint64(b[:])
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, ^seed)) }

// draw makes a text of n characters out of the alphabet.
func draw(from *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[from.IntN(len(alphabet))]
	}
	return string(b)
}

const (
	decimals = "0123456789"
	letters  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + decimals
)

// newID is an id of 15 digits that no node has yet.
func (s *Sim) newID() string {
	for {
		id := "7" + draw(s.random, 14, decimals)
		if _, taken := s.byID(id); !taken && id != string(s.sc.Account.ID) {
			return id
		}
	}
}
