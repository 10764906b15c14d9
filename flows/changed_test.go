package flows

import (
	"slices"
	"testing"

	"dialtone/api"
)

func TestChangedBetween(t *testing.T) {
	t.Parallel()
	display := func(text string) func(*api.Number) { return func(n *api.Number) { n.Display = text } }
	for name, c := range map[string]struct {
		before, now api.Number
		want        []FactChange
	}{
		"nothing":          {fresh(), fresh(), nil},
		"written bare":     {fresh(), fresh(display("85291230100")), nil},
		"written in parts": {fresh(), fresh(display("+852-9123 (0100)")), nil},
		"not read before":  {fresh(display("")), fresh(), nil},
		"not told now":     {fresh(), fresh(display("")), nil},
		"another number":   {fresh(), fresh(display("+852 9123 0101")), []FactChange{ChangedDisplay}},
		"one digit more":   {fresh(), fresh(display("+852 9123 01000")), []FactChange{ChangedDisplay}},
		"another country":  {fresh(), fresh(display("+65 9123 0100")), []FactChange{ChangedDisplay}},
		"all at once":      {fresh(), fresh(connected, another), []FactChange{ChangedDisplay, ChangedStatus, ChangedVerification, ChangedHosting}},
		"name and PIN":     {fresh(), fresh(hasPIN, func(n *api.Number) { n.Name = "Rose" }), nil},
	} {
		if got := changedBetween(c.before, c.now); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
