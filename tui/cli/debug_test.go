package cli

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// TestDebugLog: a run writes lines of JSON about its calls into a file that only its owner
// can read, and a second one adds to it. No secret is in it.
func TestDebugLog(t *testing.T) {
	sim, url := simulated(t, "clean-mobile")
	info := sim.Info()
	const secret = "0a1b2c3d4e5f60718293a4b5c6d7e8f9" // of another app, so that every call is refused
	file := filepath.Join(t.TempDir(), "debug.log")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	env := []string{
		"DIALTONE_TOKEN=" + info.Token, "DIALTONE_GRAPH_URL=" + url, "DIALTONE_ACCOUNT=" + string(info.WABA), "DIALTONE_JOURNAL=off",
		"DIALTONE_DEBUG=" + file,
	}
	if r := execute(t, "", env, "numbers", "--json"); r.code != 0 || strings.Contains(r.text, file) {
		t.Fatalf("%d: %s", r.code, r.text)
	}
	execute(t, "", append(env, "DIALTONE_APP_SECRET="+secret), "doctor", "--number", string(info.Numbers[0]))
	const dead = "EAAnobodysTokenAtAll0000000"
	r := execute(t, "", append(env, "DIALTONE_TOKEN="+dead), "doctor")
	if r.code == 0 || !strings.Contains(r.text, "debug log: "+file) {
		t.Errorf("the log is not named: %d, %s", r.code, r.text)
	}
	held, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, no := range []string{info.Token, info.Token[3:20], secret, dead, "appsecret_proof", "fields=", "display_phone_number", "91230"} {
		if strings.Contains(string(held), no) {
			t.Errorf("it holds %q:\n%s", no, held)
		}
	}
	if at, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at.Mode(), err)
	}
	seen := map[string]int{}
	for lines := bufio.NewScanner(strings.NewReader(string(held))); lines.Scan(); {
		var line map[string]any
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil || line["since_start_ms"] == nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		seen[line["msg"].(string)]++
		if line["msg"] == "call" && line["status"] == 400.0 && (line["code"] == nil || line["fbtrace_id"] == "") {
			t.Errorf("Meta's codes are missing: %s", lines.Text())
		}
	}
	if seen["started"] != 3 || seen["ended"] != 3 || seen["call"] < 4 || !strings.Contains(string(held), string(info.WABA)) {
		t.Errorf("it holds %v:\n%s", seen, held)
	}
}

// TestDebugLogThatCannotBeWritten is wrong usage, and makes no file.
func TestDebugLogThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, path := range []string{dir, filepath.Join(dir, "none", "debug.log"), "EAABc4nary0ZBtokenThatNobodyMaySee123", "token=s3cret", os.DevNull} {
		r := execute(t, "", nil, "doctor", "--debug", path)
		r.free(t, []string{path}, "EAABc4nary", "s3cret")
		if r.code != exitUsage || !strings.Contains(r.text, "--debug") || !strings.Contains(r.text, "dialtone.log") {
			t.Errorf("%q ends with %d: %s", path, r.code, r.text)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("there is %v, %v", left, err)
	}
}

// TestCrashIsKept: what led to a breakdown is in a file that only its owner can read, and the
// sentence names it. What was thrown is nowhere.
func TestCrashIsKept(t *testing.T) {
	home := t.TempDir()
	p := spoken(t, "en")
	p.env = map[string]string{"HOME": home, "XDG_STATE_HOME": home}
	p.calls = &callLog{}
	p.calls.add(api.Trace{Call: api.GetNumber, Method: "GET", URL: "https://graph.facebook.com/v24.0/106540352242922?fields=status", Status: 400,
		Start: time.Now(), Answer: `{"error":{"code":100,"error_subcode":33,"fbtrace_id":"Abc"}}`, Request: secretInside})
	p.state.Store("Review")
	said := func() (text string) {
		defer func() { text = p.broke(placeOf(recover())).Error() }()
		panic(secretInside)
	}()
	files, err := filepath.Glob(filepath.Join(home, "dialtone", "crash-*.txt"))
	if err != nil || len(files) != 1 || !strings.Contains(said, "~"+strings.TrimPrefix(files[0], home)) {
		t.Fatalf("%v, %v: %s", files, err, said)
	}
	held, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Review", "string", "debug_test.go:", "path=/v24.0/106540352242922", "code=100", "subcode=33", thisBuild().name()} {
		if !strings.Contains(string(held), want) {
			t.Errorf("no %q in\n%s", want, held)
		}
	}
	if strings.Contains(string(held)+said, secretInside) || strings.Contains(string(held), "fields") {
		t.Errorf("it says %s and holds\n%s", said, held)
	}
	if at, err := os.Stat(files[0]); err != nil || runtime.GOOS != "windows" && at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at.Mode(), err)
	}
}
