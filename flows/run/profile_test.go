package run

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/flows"
)

// profileTales change one field, take another change back, and clear a third.
func profileTales() []tale {
	step := 0
	return []tale{{scenario: "full-profile", job: flows.JobProfile, end: flows.EditProfile, operate: func(*drive) flows.Event {
		step++
		edits := []flows.Event{
			flows.ProfileEdited{Change: api.ProfileChange{About: new("Flowers")}},
			flows.ProfileEdited{Change: api.ProfileChange{Address: new("elsewhere")}},
			flows.ProfileEdited{Change: api.ProfileChange{Address: new("Shop 12, 100 Peak Road, The Peak, Hong Kong")}},
			flows.ProfileEdited{Change: api.ProfileChange{Websites: []string{}}},
			flows.BackAsked{},
			flows.SaveAsked{},
		}
		if step > len(edits) {
			return nil
		}
		return edits[step-1]
	}}}
}

// TestEditingAProfile sends what changed, and nothing else.
func TestEditingAProfile(t *testing.T) {
	t.Parallel()
	d := profileTales()[0].play(t)
	i := slices.IndexFunc(d.calls, func(c seen) bool { return c.Call == api.SetProfile })
	if i < 0 || d.effective(api.SetProfile) != 1 {
		t.Fatalf("the profile was set %d times", d.effective(api.SetProfile))
	}
	if body := d.calls[i].Request; strings.Contains(body, "address") || strings.Contains(body, "vertical") || !strings.Contains(body, `"websites":[]`) {
		t.Errorf("sent %s", body)
	}
	if d.s.Profile.Now.About != "Flowers" || len(d.s.Profile.Now.Websites) != 0 || d.s.Profile.Now.Email == "" || d.s.Profile.Edits.Fields() != nil {
		t.Errorf("profile %+v, not saved %v", d.s.Profile.Now, d.s.Profile.Edits.Fields())
	}
	if d.s.Notice != flows.NoticeProfileSaved {
		t.Errorf("notice %q", d.s.Notice)
	}
}

// TestProfileAcrossALostAnswer finds out by a look what became of it.
func TestProfileAcrossALostAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop    graphsim.Drop
		settled bool
	}{"after": {graphsim.DropAfter, true}, "before": {graphsim.DropBefore, false}} {
		step := 0
		d := newDrive(t, "full-profile", "")
		if err := d.sim.AddFault(graphsim.Fault{Endpoint: api.SetProfile, Drop: c.drop}); err != nil {
			t.Fatal(err)
		}
		tale{job: flows.JobProfile, end: flows.EditProfile, operate: func(*drive) flows.Event {
			step++
			return []flows.Event{flows.ProfileEdited{Change: api.ProfileChange{About: new("Flowers")}}, flows.SaveAsked{}, nil, nil}[min(step-1, 3)]
		}}.on(t, d)
		if settled := d.s.Notice == flows.NoticeSettled; settled != c.settled || (d.s.Profile.Edits.Fields() == nil) != c.settled || len(d.sim.Record()) == 0 {
			t.Errorf("%s: settled %t, not saved %v, card %+v", name, settled, d.s.Profile.Edits.Fields(), d.s.Problem)
		}
	}
}
