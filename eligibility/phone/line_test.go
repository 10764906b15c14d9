package phone

import (
	"testing"

	"dialtone/assets/constants"
)

func TestReachOfLines(t *testing.T) {
	t.Parallel()
	want := map[LineType][2]Reach{
		LineMobile:        {ReachYes, ReachYes},
		LineFixed:         {ReachNotRecommended, ReachYes},
		LineTollFree:      {ReachNotRecommended, ReachYes},
		LinePremium:       {ReachNotRecommended, ReachYes},
		LineUAN:           {ReachNotRecommended, ReachYes},
		LineVoIP:          {ReachNotRecommended, ReachYes},
		LineSharedCost:    {ReachNotRecommended, ReachNotRecommended},
		LinePersonal:      {ReachNotRecommended, ReachNotRecommended},
		LineVoicemail:     {ReachNotRecommended, ReachNotRecommended},
		LinePager:         {ReachNo, ReachNo},
		LineShortCode:     {ReachNo, ReachNo},
		LineFixedOrMobile: {ReachUnknown, ReachYes},
		LineUnknown:       {ReachUnknown, ReachUnknown},
	}
	names := map[string]bool{}
	all := constants.Of[LineType](t)
	for _, l := range all {
		sms, voice := l.Reach()
		if w, ok := want[l]; !ok || w != [2]Reach{sms, voice} {
			t.Errorf("%v.Reach() = %v, %v; want %v", l, sms, voice, w)
		}
		if names[l.String()] {
			t.Errorf("two line types are called %q", l)
		}
		names[l.String()] = true
	}
	if len(all) != len(want) {
		t.Errorf("%d line types, %d in the table", len(all), len(want))
	}
	if sms, voice := LineType(200).Reach(); sms != ReachUnknown || voice != ReachUnknown {
		t.Errorf("a line type of the future: %v, %v", sms, voice)
	}
}
