package onboard

import (
	"testing"

	"dialtone/flows"
)

func TestDrawPIN(t *testing.T) {
	t.Parallel()
	zero := false
	for range 2000 {
		p, err := drawPIN("+852 9123 0100")
		if err != nil {
			t.Fatal(err)
		}
		if fault := flows.CheckPIN(p, "+852 9123 0100", true); fault != "" {
			t.Fatalf("%s: %s", p.Reveal(), fault)
		}
		zero = zero || p.Reveal()[0] == '0'
	}
	if !zero {
		t.Error("no PIN begins with a zero")
	}
}
