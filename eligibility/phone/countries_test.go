package phone

import (
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestEveryCountry takes the example numbers of every numbering plan through
// all that is done with a number: each plan has its own way of writing one.
func TestEveryCountry(t *testing.T) {
	t.Parallel()
	kinds := map[phonenumbers.PhoneNumberType]LineType{
		phonenumbers.MOBILE: LineMobile, phonenumbers.FIXED_LINE: LineFixed, phonenumbers.TOLL_FREE: LineTollFree,
		phonenumbers.PREMIUM_RATE: LinePremium, phonenumbers.SHARED_COST: LineSharedCost, phonenumbers.VOIP: LineVoIP,
		phonenumbers.PERSONAL_NUMBER: LinePersonal, phonenumbers.PAGER: LinePager, phonenumbers.UAN: LineUAN,
		phonenumbers.VOICEMAIL: LineVoicemail,
	}
	seen := 0
	for region := range phonenumbers.GetSupportedRegions() {
		for kind, line := range kinds {
			example := phonenumbers.GetExampleNumberForType(region, kind)
			if example == nil {
				continue
			}
			e164 := phonenumbers.Format(example, phonenumbers.E164)
			n, err := Parse(e164, "")
			if err != nil {
				t.Errorf("%s %v: Parse(%s): %v", region, line, e164, err)
				continue
			}
			seen++
			either := n.Line == LineFixedOrMobile && (line == LineFixed || line == LineMobile)
			if n.E164 != e164 || n.Line != line && !either {
				t.Errorf("%s %v: %s is read as %s, %v", region, line, e164, n.E164, n.Line)
			}
			checkMask(t, n.E164, Mask(n.E164))
			checkMask(t, n.International, Mask(n.International))
			if line != LineMobile && line != LineFixed {
				continue // key by key is slow, and these two cover the groupings
			}
			for _, whole := range []string{e164, Digits(n.NationalFormat)} {
				for i := range len(whole) + 1 {
					if got := FormatAsYouType(whole[:i], region); Digits(got) != Digits(whole[:i]) {
						t.Errorf("%s: typed %s, shown %s", region, whole[:i], got)
					}
				}
			}
		}
	}
	if seen < 900 {
		t.Errorf("only %d example numbers were tried", seen)
	}
}

// TestEveryCountryAtHome takes the example numbers in the form in which their own country
// writes them: none is taken for another one, and none needs a question.
func TestEveryCountryAtHome(t *testing.T) {
	t.Parallel()
	for region := range phonenumbers.GetSupportedRegions() {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.MOBILE, phonenumbers.FIXED_LINE} {
			example := phonenumbers.GetExampleNumberForType(region, kind)
			if example == nil || region == "AR" && kind == phonenumbers.MOBILE { // which the plan writes as nobody does
				continue
			}
			want := phonenumbers.Format(example, phonenumbers.E164)
			for _, text := range []string{phonenumbers.Format(example, phonenumbers.NATIONAL), phonenumbers.Format(example, phonenumbers.INTERNATIONAL)} {
				if n, err := Parse(text, region); err != nil || n.E164 != want {
					t.Errorf("%s, %q: %s, %v; want %s", region, text, n.E164, err, want)
				}
			}
		}
	}
}
