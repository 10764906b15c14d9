package eligibility

import (
	"slices"
	"testing"

	"dialtone/assets/constants"
)

// deletes reports whether a walk has somebody delete an account or a number.
func deletes(id RemedyID) bool {
	step, is := WalkOf(id).Step("delete")
	return is && step.Kind != StepWay
}

// Wherever the number can be shared instead, nothing is deleted unless that way was chosen,
// and the way that loses nothing stands before it. Only the app for private use cannot share.
func TestNothingIsDeletedUnasked(t *testing.T) {
	t.Parallel()
	for _, rule := range Rules() {
		for answer, finding := range rule.Answers {
			if deletes(finding.Remedy) && answer != AnswerOnWhatsApp {
				t.Errorf("%s of %s leads to %s without a choice", answer, rule.ID, finding.Remedy)
			}
		}
	}
	asked := 0
	for _, w := range Walks() {
		at := slices.IndexFunc(w.Steps, func(s Step) bool { return s.Kind == StepWay && deletes(s.Leads) })
		if at < 0 {
			continue
		}
		if asked++; at == 0 || !w.AsksWay() {
			t.Errorf("%s begins with %s", w.Remedy, w.Steps[at].Leads)
		}
	}
	if asked != 2 {
		t.Errorf("%d remedies ask before something is deleted", asked)
	}
}

// That a number which the Business app has is half shared is known only where Graph takes it
// for one of the On-Premises API.
func TestTheAppAloneProvesNoHalfSharing(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"", "NOT_APPLICABLE", "EDGE_API", "ON_PREMISE"} {
		want := ReasonMaybeHalf
		if host == "ON_PREMISE" {
			want = ReasonHalfShared
		}
		f := Facts{Platform: &Platform{Status: "PENDING", CodeVerification: "NOT_VERIFIED", PlatformType: host, OnBusinessApp: true}}
		if r := resultOf(t, f, nil, RuleInUse); r.Reason != want || r.Remedy != RemedyFinishSharing {
			t.Errorf("%q: %s, %s", host, r.Reason, r.Remedy)
		}
	}
}

// Every remedy has its walk in the list, once.
func TestEveryRemedyIsListed(t *testing.T) {
	t.Parallel()
	var listed []RemedyID
	for _, w := range Walks() {
		listed = append(listed, w.Remedy)
	}
	all := slices.DeleteFunc(constants.Of[RemedyID](t), func(id RemedyID) bool { return id == RemedyNone })
	slices.Sort(all)
	slices.Sort(listed)
	if !slices.Equal(all, listed) {
		t.Errorf("listed are %v of %v", listed, all)
	}
}
