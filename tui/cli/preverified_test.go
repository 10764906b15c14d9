package cli

import (
	"errors"
	"testing"

	"dialtone/flows"
)

// TestBusiness takes the Business ID of the pool by flag and by variable, for the
// job that it is about.
func TestBusiness(t *testing.T) {
	t.Parallel()
	p := spoken(t, "en")
	p.env = map[string]string{"DIALTONE_BUSINESS": "220771904456162"}
	c := p.jobCommand(flows.JobPreverified)
	if err := p.fillIn(c); err != nil || c.Flags().Lookup("business").Value.String() != "220771904456162" {
		t.Errorf("the variable is not taken: %v", err)
	}
	if p.jobCommand(flows.JobPIN).Flags().Lookup("business") != nil {
		t.Error("the flag stands where it means nothing")
	}
	w, _, err := p.flowOptions(&options{job: flows.JobPreverified, business: "220771904456162", sandbox: true})
	if err != nil || w.Business != "220771904456162" || w.Scenario != "preverified-pool" {
		t.Errorf("options %+v, %v", w, err)
	}
	if w, _, _ = p.flowOptions(&options{job: flows.JobPreverified, scenario: "clean-mobile"}); w.Scenario != "clean-mobile" {
		t.Errorf("another story was chosen: %q", w.Scenario)
	}
	for _, bad := range []string{"abc", "1", "+85291230100"} {
		var usage *usageError
		if _, _, err := p.flowOptions(&options{job: flows.JobPreverified, business: bad}); !errors.As(err, &usage) {
			t.Errorf("%q is taken: %v", bad, err)
		}
	}
}
