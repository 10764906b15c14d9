package journal

import (
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the paths are those of Unix")
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]address{
		"":                               {file: "/state/dialtone/journal.db", label: "/state/dialtone/journal.db", ours: true},
		"/srv/team.db":                   {file: "/srv/team.db", label: "/srv/team.db"},
		"team.db":                        {file: here + "/team.db", label: here + "/team.db"},
		"./a/../team.db":                 {file: here + "/team.db", label: here + "/team.db"},
		"odd?name#100%.db":               {file: here + "/odd?name#100%.db", label: here + "/odd?name#100%.db"},
		":memory:":                       {file: here + "/:memory:", label: here + "/:memory:"},
		"C:/team.db":                     {file: here + "/C:/team.db", label: here + "/C:/team.db"},
		"sqlite:///srv/team.db":          {file: "/srv/team.db", label: "/srv/team.db"},
		"sqlite://team.db":               {file: here + "/team.db", label: here + "/team.db"},
		"sqlite://a%20b%3F.db":           {file: here + "/a b?.db", label: here + "/a b?.db"},
		"file:/srv/team.db":              {file: "/srv/team.db", label: "/srv/team.db"},
		"file:///srv/team.db":            {file: "/srv/team.db", label: "/srv/team.db"},
		"FILE://localhost/srv/team.db":   {file: "/srv/team.db", label: "/srv/team.db"},
		"file:team.db":                   {file: here + "/team.db", label: here + "/team.db"},
		"postgres://u:pw@db:5432/d?a=b":  {url: "postgres://u:pw@db:5432/d?a=b", label: "postgres://db:5432/d"},
		"postgresql://db/d":              {url: "postgresql://db/d", label: "postgresql://db/d"},
		"Postgres://u:p%40%2F%23@db/d":   {url: "Postgres://u:p%40%2F%23@db/d", label: "postgres://db/d"},
		"postgres:///d?host=/run/pg":     {url: "postgres:///d?host=/run/pg", label: "postgres:///d"},
		"postgres://[::1]:5432/d":        {url: "postgres://[::1]:5432/d", label: "postgres://[::1]:5432/d"},
		"postgres://u@db/d?password=s3c": {url: "postgres://u@db/d?password=s3c", label: "postgres://db/d"},
	} {
		if got, err := parseAddress(text, "/state"); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

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

func TestStateFolder(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the paths are those of Unix")
	}
	for _, c := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/home/ana"}, "/home/ana/.local/state"},
		{"linux", map[string]string{"HOME": "/home/ana", "XDG_STATE_HOME": "/var/ana"}, "/var/ana"},
		{"linux", map[string]string{"HOME": "/home/ana", "XDG_STATE_HOME": "relative"}, "/home/ana/.local/state"},
		{"linux", nil, ""},
		{"darwin", map[string]string{"HOME": "/Users/ana"}, "/Users/ana/Library/Application Support"},
		{"darwin", map[string]string{"HOME": "/Users/ana", "XDG_STATE_HOME": "/x"}, "/x"},
		{"darwin", nil, ""},
		{"windows", map[string]string{"LocalAppData": "/C/Users/ana/AppData/Local"}, "/C/Users/ana/AppData/Local"},
		{"windows", map[string]string{"USERPROFILE": "/C/Users/ana"}, "/C/Users/ana/AppData/Local"},
		{"windows", nil, ""},
	} {
		if got := stateFolder(c.system, func(key string) string { return c.env[key] }); got != c.want {
			t.Errorf("%s %v: %q", c.system, c.env, got)
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
