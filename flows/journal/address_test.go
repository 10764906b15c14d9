package journal

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"mysql://root:s3cret@db/d", "https://example.com/s3cret", "sqlite://", "file:", "file://", "sqlite://a.db?mode=s3cret",
		"file:a.db#s3cret", "sqlite://s3cret%2", "nul\x00s3cret", "a/folder/",
		"postgres://u:s3cret@ss@db/d",        // @ in the password
		"postgres://u:12/s3cret@db/d",        // / in it
		"postgres://u:12#s3cret@db/d",        // # in it
		"postgres://u:12?s3cret@db/d",        // ? in it
		"postgres://u:s3 cret@db/d",          // a blank in it
		"postgres://u:s3cret%zz@db/d",        // % in it
		"postgres://u:s3cret",                // no host
		"postgres://u:12@db:s3cret/d",        // no port
		"postgres://db/d?sslmode=s3cret@db2", // @ behind the host
	} {
		_, err := parseAddress(text, "/state")
		var e *OpenError
		if !errors.As(err, &e) || e.Reason != ReasonBadAddress {
			t.Errorf("%q: %v", text, err)
		} else if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%q: %v", text, err)
		}
	}
	_, err := parseAddress("", "")
	if e := as[*OpenError](t, err); e.Reason != ReasonNoFolder {
		t.Errorf("without a home: %v", err)
	}
}

func FuzzAddress(f *testing.F) {
	for _, text := range []string{
		"", "a.db", "/a/b", "sqlite:///a%20b", "file:a", "file:///a?b", "postgres://u:pw@h/d", "postgresql://h:1,h2:2/d?x=y",
		"postgres://u:p@w@h", "://", "file://localhost/", "C:\\a.db", "postgres://u:p#@h/", "sqlite://%00",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseAddress(text, "/state")
		if err != nil {
			var e *OpenError
			if !errors.As(err, &e) || e.Reason == "" || e.Path == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		switch {
		case (a.url == "") == (a.file == ""):
			t.Fatalf("%q: %+v is neither one nor the other", text, a)
		case a.file != "" && (!filepath.IsAbs(a.file) || strings.ContainsRune(a.file, 0)):
			t.Fatalf("%q: path %q", text, a.file)
		case a.url != "" && strings.Contains(a.label, "@"):
			t.Fatalf("%q: label %q shows a user", text, a.label)
		case a.ours != (text == ""):
			t.Fatalf("%q: %+v", text, a)
		}
		if a.url != "" {
			_ = hider(a.url, "pw").Replace("text") // must not panic
		}
	})
}
