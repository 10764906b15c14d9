package cli

import (
	"io/fs"
	"os"
	"testing"

	"dialtone/assets"
)

// TestNoGoldenFileIsLeftOver finds golden files that no test compares with
// anything.
func TestNoGoldenFileIsLeftOver(t *testing.T) {
	t.Parallel()
	compared := map[string]bool{"numbers.json": true}
	for _, l := range assets.Locales() {
		compared["TestRecipients/"+l.Tag+".golden"] = true
		for name := range worlds() {
			compared["TestDoctorLines/"+name+"/"+l.Tag+".golden"] = true
		}
	}
	err := fs.WalkDir(os.DirFS("testdata"), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !compared[path] {
			t.Errorf("no test compares testdata/%s with anything", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
