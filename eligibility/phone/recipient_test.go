package phone

import (
	"slices"
	"strings"
	"testing"

	"dialtone/assets/constants"
)

const india = 91

// TestRecipientsOfTheDocs are the rows of Meta's own table: a business in India,
// and a customer in the United States (seed 001).
func TestRecipientsOfTheDocs(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]struct {
		readAs  string
		correct bool
	}{
		"+16315551234":      {"+16315551234", true},
		"+1 (631) 555-1234": {"+16315551234", true},
		"(631) 555-1234":    {"+916315551234", false},
		"1 (631) 555-1234":  {"+9116315551234", false},
	} {
		got := ReadRecipient(to, india)
		if got.ReadAs != want.readAs || got.Reason.AsMeant() != want.correct {
			t.Errorf("%q: %+v, want %+v", to, got, want)
		}
	}
}

func TestReadRecipient(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		to     string
		code   int
		reason RecipientReason
		readAs string
		send   string
		twin   string
	}{
		{"+1 (631) 555-1234", india, RecipientWhole, "+16315551234", "+16315551234", ""},
		{" +85291234567 ", 0, RecipientWhole, "+85291234567", "+85291234567", ""},
		{"(631) 555-1234", india, RecipientNoPlus, "+916315551234", "+916315551234", ""},
		{"(631) 555-1234", 1, RecipientNoPlus, "+16315551234", "+16315551234", ""},
		{"631 555 1234", 0, RecipientNoPlus, "", "", ""},
		{"1 (631) 555-1234", india, RecipientCodeTwice, "+9116315551234", "+16315551234", ""},
		{"1 (631) 555-1234", 1, RecipientCodeTwice, "+116315551234", "+16315551234", ""},
		{"1 (631) 555-1234", 0, RecipientCodeTwice, "", "+16315551234", ""},
		{"9123 4567", 852, RecipientNoPlus, "+85291234567", "+85291234567", ""},
		{"852 9123 4567", 852, RecipientCodeTwice, "+85285291234567", "+85291234567", ""},
		{"020 7946 0018", 44, RecipientNoPlus, "+4402079460018", "+442079460018", ""},
		{"00 852 9123 4567", 44, RecipientDialPrefix, "+440085291234567", "+85291234567", ""},
		{"011 44 20 7946 0018", 1, RecipientDialPrefix, "+1011442079460018", "+442079460018", ""},
		{"+44 (0)20 7946 0018", 1, RecipientTrunk, "+4402079460018", "+442079460018", ""},
		{"+00 852 9123 4567", 1, RecipientTrunk, "+0085291234567", "+85291234567", ""},
		{"+39 06 698 12345", 1, RecipientWhole, "+390669812345", "+390669812345", ""},
		{"+1 631.555.1234", india, RecipientSigns, "+16315551234", "+16315551234", ""},
		{"\u202a+1 631 555 1234\u202c", india, RecipientSigns, "+16315551234", "+16315551234", ""},
		{"＋８５２ 9123 4567", india, RecipientSigns, "+85291234567", "+85291234567", ""},
		{"tel:+85291234567", india, RecipientSigns, "", "+85291234567", ""},
		{"+1 555 010 9999", india, RecipientUnlisted, "+15550109999", "+15550109999", ""},
		{"+55 11 98765-4321", india, RecipientWhole, "+5511987654321", "+5511987654321", "+551187654321"},
		{"+55 11 8765-4321", india, RecipientWhole, "+551187654321", "+551187654321", "+5511987654321"},
		{"+55 11 3071-0100", india, RecipientWhole, "+551130710100", "+551130710100", ""},
		{"+52 55 1234 5678", india, RecipientWhole, "+525512345678", "+525512345678", "+5215512345678"},
		{"+52 1 55 1234 5678", india, RecipientWhole, "+5215512345678", "+5215512345678", "+525512345678"},
		{"+54 9 11 5555-0142", india, RecipientWhole, "+5491155550142", "+5491155550142", "+541155550142"},
		{"+54 11 5555-0142", india, RecipientWhole, "+541155550142", "+541155550142", "+5491155550142"},
		{"+54 11 15 5555-0142", india, RecipientTrunk, "+54111555550142", "+5491155550142", ""},
		{"16315550142@c.us", india, RecipientSigns, "", "+16315550142", ""},
		{"+852 9123 4567 (WhatsApp)", india, RecipientSigns, "", "+85291234567", ""},
	} {
		got := ReadRecipient(c.to, c.code)
		if got.Reason != c.reason || got.ReadAs != c.readAs || strings.Join(got.Send, " ") != c.send ||
			got.Twin != c.twin || got.Fault != "" {
			t.Errorf("%q for +%d: %+v, want %+v", c.to, c.code, got, c)
		}
	}
}

func TestRecipientsThatAreNone(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]ParseReason{
		"": ReasonEmpty, "  ": ReasonEmpty, "+": ReasonNotANumber, "call me": ReasonLetters,
		"+1 800 FLOWERS": ReasonLetters, "+1 212 555 2671 ext. 3": ReasonExtension,
		"+852 12": ReasonTooShort, "+999 1234 5678": ReasonUnknownCountry, "+1 212 555 26711": ReasonTooLong, "12": ReasonTooShort,
		strings.Repeat("5", 16): ReasonTooLong, strings.Repeat("5", 300): ReasonTooLong,
	} {
		for _, code := range []int{0, india} {
			meant := map[string]string{"+1 800 FLOWERS": "+18003569377", "+1 212 555 2671 ext. 3": "+12125552671"}[to]
			got := ReadRecipient(to, code)
			if got.Reason != RecipientNone || got.Fault != want || got.ReadAs != "" || strings.Join(got.Send, " ") != meant {
				t.Errorf("%.20q for +%d: %+v, want %s", to, code, got, want)
			}
		}
	}
}

// TestEveryReasonOfARecipient is met above, and what is to be sent is read as
// meant itself.
func TestEveryReasonOfARecipient(t *testing.T) {
	t.Parallel()
	var seen []RecipientReason
	for _, to := range []string{
		"+16315551234", "+1 555 010 9999", "(631) 555-1234", "1 (631) 555-1234", "00 852 9123 4567",
		"+44 (0)20 7946 0018", "+1 631.555.1234", "hello",
	} {
		r := ReadRecipient(to, india)
		seen = append(seen, r.Reason)
		for _, form := range r.Send {
			if again := ReadRecipient(form, india); !again.Reason.AsMeant() || again.ReadAs != form {
				t.Errorf("%q: sent as %s it is %+v", to, form, again)
			}
		}
	}
	if all := constants.Of[RecipientReason](t); !slices.Equal(seen, all) {
		t.Errorf("%v of %v", seen, all)
	}
}

func TestCallingCode(t *testing.T) {
	t.Parallel()
	for country, want := range map[string]int{
		"IN": 91, "in": 91, " HK ": 852, "UK": 44, "852": 852, "+91": 91, "1": 1, "US": 1, "CA": 1,
		"": 0, "XX": 0, "999": 0, "India": 0, "0": 0, "-1": 0,
	} {
		if got, err := CallingCode(country); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q: %d, %v", country, got, err)
		}
	}
}
