package jobs

import "testing"

// TestDoctorCutsNoEntry ends the part in view with a whole entry, and a page goes on with
// the one that was left out.
func TestDoctorCutsNoEntry(t *testing.T) {
	all := []string{"one", "", "two", "more of two", "", "three", "more of three", "", "four"}
	for room, want := range map[int]string{4: "more of two", 6: "more of two", 7: "more of three", 9: "four"} {
		var d doctorPage
		d.scroll.Fit(len(all), room)
		shown := d.shown(all)
		if last := shown[len(shown)-1]; last != want {
			t.Errorf("in %d lines the last one is %q, not %q", room, last, want)
		}
	}
	var d doctorPage
	d.scroll.Fit(len(all), 4)
	if shown := d.shown(nil); len(shown) > 0 { // while they are read again
		t.Errorf("of nothing, %q is shown", shown)
	}
}
