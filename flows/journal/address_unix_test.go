//go:build unix

package journal

import (
	"path/filepath"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
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

func TestStateFolder(t *testing.T) {
	t.Parallel()
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
		{"windows", map[string]string{"LOCALAPPDATA": "/C/Users/ana/AppData/Local"}, "/C/Users/ana/AppData/Local"},
		{"windows", map[string]string{"USERPROFILE": "/C/Users/ana"}, "/C/Users/ana/AppData/Local"},
		{"windows", nil, ""},
	} {
		if got := StateFolder(c.system, func(key string) string { return c.env[key] }); got != c.want {
			t.Errorf("%s %v: %q", c.system, c.env, got)
		}
	}
}
