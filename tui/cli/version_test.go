package cli

import (
	"encoding/json"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"dialtone/assets"
)

func TestBuildOf(t *testing.T) {
	t.Parallel()
	const revision = "6343e046de0b4d9f8d7d6a5a9e7b1f0c2d3e4f50"
	settings := func(pairs ...string) (all []debug.BuildSetting) {
		for pair := range slices.Chunk(pairs, 2) {
			all = append(all, debug.BuildSetting{Key: pair[0], Value: pair[1]})
		}
		return all
	}
	for name, c := range map[string]struct {
		info                  debug.BuildInfo
		version, commit, date string
	}{
		"nothing is known":    {},
		"no version control":  {info: debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}},
		"a release":           {debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: settings("vcs", "git", "vcs.revision", revision, "vcs.time", "2026-11-30T12:00:00Z", "vcs.modified", "false")}, "v1.2.3", revision, "2026-11-30T12:00:00Z"},
		"changed since":       {debug.BuildInfo{Main: debug.Module{Version: "v1.2.4-0.20261130120000-6343e046de0b+dirty"}, Settings: settings("vcs.modified", "true", "vcs.revision", revision)}, "v1.2.4-0.20261130120000-6343e046de0b+dirty", revision + "+dirty", ""},
		"from the proxy":      {debug.BuildInfo{Main: debug.Module{Version: "v1.2.3", Sum: "h1:x"}, Settings: settings("CGO_ENABLED", "0")}, "v1.2.3", "", ""},
		"changed, no commit":  {info: debug.BuildInfo{Settings: settings("vcs.modified", "true")}},
		"a commit that waits": {debug.BuildInfo{Settings: settings("vcs.revision", revision)}, "", revision, ""},
	} {
		b := buildOf(&c.info)
		if said(b.Version) != c.version || said(b.Commit) != c.commit || said(b.Date) != c.date || b.Go != runtime.Version() || b.System != runtime.GOOS+"/"+runtime.GOARCH {
			t.Errorf("%s: %s", name, asJSON(t, b))
		}
		for _, l := range assets.Locales() {
			text := spoken(t, l.Tag).versionText(b)
			for _, want := range []string{"dialtone version " + c.version, c.commit, c.date, b.Go, b.System} {
				if !strings.Contains(text, want) {
					t.Errorf("%s, %s: no %q in\n%s", name, l.Tag, want, text)
				}
			}
			if strings.Contains(text, "[cmd") || strings.Contains(text, "  \n") {
				t.Errorf("%s, %s:\n%s", name, l.Tag, text)
			}
		}
	}
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestVersionCommand: --version and version say the same, and --json says it to scripts.
func TestVersionCommand(t *testing.T) {
	short, long := execute(t, "", []string{"DIALTONE_TIMEOUT=soon"}, "--version"), execute(t, "", nil, "version")
	if short.code != 0 || long.code != 0 || short.text != long.text || !strings.HasPrefix(short.text, "dialtone version ") {
		t.Errorf("%d %q, %d %q", short.code, short.text, long.code, long.text)
	}
	r := execute(t, "", nil, "version", "--json")
	var got map[string]*string
	if err := json.Unmarshal(objectIn(t, r.text).Data, &got); err != nil || r.code != 0 {
		t.Fatalf("%v, %d: %s", err, r.code, r.text)
	}
	for _, name := range []string{"version", "commit", "date", "go", "system"} {
		if _, ok := got[name]; !ok {
			t.Errorf("no %s in %s", name, r.text)
		}
	}
	if r := execute(t, "", nil, "--version", "now"); r.code != exitUsage {
		t.Errorf("%d: %s", r.code, r.text)
	}
	if r := execute(t, "", nil, "-v"); r.text != short.text {
		t.Errorf("%d: %s", r.code, r.text)
	}
	if r := execute(t, "", nil, "version", "now", "--json"); r.code != exitUsage || faultIn(t, r).Code != "usage" {
		t.Errorf("%d: %s", r.code, r.text)
	}
}
