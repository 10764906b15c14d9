package flows

import (
	"slices"
	"testing"

	"dialtone/api"
	"dialtone/assets/constants"
)

func texts[T ~string](all []T) []string {
	var out []string
	for _, v := range all {
		out = append(out, string(v))
	}
	return out
}

func TestListsAreComplete(t *testing.T) {
	t.Parallel()
	var states []string
	for _, d := range Declarations() {
		states = append(states, string(d.State))
	}
	places := []string{string(Any), string(First), string(Same), string(Previous), string(Interrupted), string(Advised), string(ByStanding), string(JobStart)}
	for name, lists := range map[string][2][]string{
		"Step":         {texts(constants.Of[Step](t)), texts(Steps())},
		"Job":          {texts(constants.Of[Job](t)), texts(Jobs())},
		"ProfileField": {texts(constants.Of[ProfileField](t)), texts(ProfileFields())},
		"State":        {texts(constants.Of[State](t)), append(states, places...)},
	} {
		want, listed := lists[0], lists[1]
		slices.Sort(want)
		slices.Sort(listed)
		if !slices.Equal(want, listed) {
			t.Errorf("%s:\nconstants %v\nlisted    %v", name, want, listed)
		}
	}
}

// TestSamplesAreComplete: a new event has its samples, and with them its cells.
func TestSamplesAreComplete(t *testing.T) {
	t.Parallel()
	for _, k := range kinds() {
		if len(samples(k)) == 0 {
			t.Errorf("there is no sample of %s", k)
		}
		for _, e := range samples(k) {
			if nameOf(e) != k {
				t.Errorf("%T is a %s, not a %s", e, nameOf(e), k)
			}
		}
	}
	for _, r := range NewMachine().Rows() {
		if !slices.Contains(kinds(), r.Event()) {
			t.Errorf("%s has no samples", r.Event())
		}
	}
}

// TestEveryCallIsKnown: whatever the client calls stands in the table of calls.
func TestEveryCallIsKnown(t *testing.T) {
	t.Parallel()
	for _, e := range api.Endpoints() {
		if !slices.ContainsFunc(Calls(), func(c Call) bool { return c.Endpoint == e }) {
			t.Errorf("%s is not in the table of calls", e)
		}
	}
}

// TestAGuardOfAnotherEventIsRefused before anything is shown.
func TestAGuardOfAnotherEventIsRefused(t *testing.T) {
	t.Parallel()
	for name, build := range map[string]func(){
		"a line and its guard": func() { newMachine(in(Connect, on[CodeSent]{If: tokenUseless})) },
		"two guards":           func() { both(tokenUseless, replaces) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s that never hold are taken", name)
				}
			}()
			build()
		}()
	}
}

// TestTable holds the table to its own rules.
func TestTable(t *testing.T) {
	t.Parallel()
	known := append(texts(allStates()), string(Same), string(Previous), string(Interrupted), string(Advised), string(ByStanding), string(JobStart))
	rows := NewMachine().Rows()
	for i, r := range rows {
		if r.From != Any && r.From != First && !slices.Contains(texts(allStates()), string(r.From)) || !slices.Contains(known, string(r.To)) || !slices.Contains(kinds(), r.Event()) {
			t.Errorf("%s --%s--> %s: no such state or event", r.From, r.Event(), r.To)
		}
		if (r.If.holds == nil) != (r.If.Name == "") {
			t.Errorf("%s --%s--> %s: a condition without a name, or the other way round", r.From, r.Event(), r.To)
		}
		for _, later := range rows[i+1:] {
			if later.From == r.From && later.On == r.On && (r.If.Name == "" || later.If.Name == r.If.Name) {
				t.Errorf("%s --%s [%s]--> %s is never reached", later.From, later.Event(), later.If.Name, later.To)
			}
		}
	}
}

// allStates are the states themselves.
func allStates() []State {
	var all []State
	for _, d := range Declarations() {
		all = append(all, d.State)
	}
	return all
}
