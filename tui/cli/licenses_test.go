package cli

import (
	"testing"

	"dialtone/assets"
)

// TestLicenses: the notices are printed whole, and no word of theirs is taken for a secret.
func TestLicenses(t *testing.T) {
	want, err := assets.Notices()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"licenses", "licences"} {
		if r := execute(t, "", []string{"DIALTONE_TOKEN=Permission"}, name); r.code != 0 || r.text != string(want) {
			t.Errorf("%s ends with %d and prints %d bytes of %d", name, r.code, len(r.text), len(want))
		}
	}
}
