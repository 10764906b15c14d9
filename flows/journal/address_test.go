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
		"host=db password=s3cret", "password=s3cret host=db", "host=db\tpassword='s3cret'", "HOST=db PASSWORD=s3cret", "sqlite://host=db password=s3cret", "file:host=db%20password=s3cret",
		"Host=db;Username=u;Password=s3cret", "password=s3cret", "user=u", "service=s3cret x", "postgres:u:s3cret@db/d", "postgresql:/u:s3cret@db/d", "u:s3cret@db:5432/d",
		"jdbc:postgresql://u:s3cret@db/d", "PGPASSWORD=s3cret postgres://u@db/d", "EAABs3cret0123456789", "sqlite://EAABs3cret0123456789", "/tmp/EAABs3cret0123456789.db",
		"pass=s3cret", "DB_PASS=s3cret", "pw=s3cret", "DB_PW=s3cret", "pwd: s3cret", "secret:s3cret", "client_secret = s3cret", "token:s3cret", "api_key=s3cret", "password s3cret", "pass%3Ds3cret", "sqlite://pass=s3cret", "file:secret:s3cret",
		"s3cret@host", "s3cret@host/db", "file:s3cret@host", "sqlite://s3cret@host", "/srv/u:s3cret@db", "/tmp/EAABs3cret0123456789/j.db", "/tmp/1234567890123456|s3cretKlMnOpQrStUvWx/j.db", "/tmp/6f1ed002ab5595859014ebf0951522d9",
		"6f1ed002ab5595859014ebf0951522d9",
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

// What names a file or a server in the usual way is taken, and no password of it
// is in its label.
func TestAddressesThatAreFine(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "a.db", "/srv/dialtone/journal.db", "./a=b.db", "/srv/my journals/a.db", "sqlite:///srv/a%20b.db", "file:a.db", `C:\Users\me\journal.db`, "/home/me@work/a.db",
		"~/.password-store/j.db", "/home/me/.password-store/j.db", "/tmp/6f1ed002ab5595859014ebf0951522d9/j.db", "/tmp/TestFoo_bar12_Baz34_Qux56_abcdefghijk/j.db", "./me@work/a.db", "/srv/passengers/secrets/tokens.db", "/srv/my password files/a.db",
		"/var/lib/docker/overlay2/9e107d9d372bb6826bd81d3542a419d69e107d9d372bb6826bd81d3542a419d6/merged/j.db", "/srv/6f1ed002ab5595859014ebf0951522d9.db", "keys.db", "compass.db", "passw.db",
		"postgres://db/d", "postgres://u@db:5432/d?sslmode=require", "postgresql://u:s3cret@db/d", "postgres://u@db/d?password=s3cret", "postgres://db/d?user=u&password=s3cret",
	} {
		a, err := parseAddress(text, "/state")
		switch {
		case err != nil:
			t.Errorf("%q: %v", text, err)
		case strings.Contains(a.label, "s3cret"):
			t.Errorf("%q is shown as %q", text, a.label)
		case MayHoldSecret(text):
			t.Errorf("%q may not be", text)
		}
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
