package tui

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
)

// hardTrace is a call whose texts are long, and hold what a shell takes for its own.
func hardTrace() api.Trace {
	return api.Trace{
		Call: api.SetProfile, Method: "POST", URL: "https://graph.facebook.com/v24.0/106540352242922/whatsapp_business_profile?fields=about%2Caddress%2Cdescription&x=" + strings.Repeat("y", 90),
		Request: `{"about":"Joe's $HOME \"bakery\" ` + "`id`" + ` 長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長","websites":["https://lotus.example"]}`,
		Status:  200, Answer: `{"data":[{"name":"Lotus","count":3,"live":true,"text":"` + strings.Repeat("word ", 40) + `"}]}`, Start: t0, Attempt: 1,
	}
}

// TestTheCommandFitsAndCanBePasted: no line of it is wider than the window, and a shell reads
// the same words from it as from the command in one piece.
func TestTheCommandFitsAndCanBePasted(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	read := func(lines []string) string {
		command := "DIALTONE_TOKEN=word; curl() { printf '%s\\n' \"$@\"; }; " + strings.Join(lines, "\n")
		out, err := exec.Command(sh, "-c", command).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	for _, trace := range append(traces(), hardTrace()) {
		want := read(curl(trace, 0))
		if !strings.Contains(want, "Bearer word\n") || !strings.Contains(want, trace.Request) {
			t.Fatalf("the command is read as\n%s", want)
		}
		for _, w := range []int{56, 76, 96, 156} {
			lines := curl(trace, w)
			for _, line := range lines {
				if n := ansi.StringWidth(line); n > w {
					t.Errorf("%d cells of %d: %s", n, w, line)
				}
			}
			if got := read(lines); got != want {
				t.Errorf("at %d cells it is read as\n%s\nnot as\n%s", w, got, want)
			}
		}
	}
}

// TestTheInspector shows path, status and time, marks what Meta counts, indents the answer,
// and copies and prints the command.
func TestTheInspector(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Review, fresh(verified)), func(o *Options) { o.Calls = traces }).enter(60, 20).press("ctrl+t")
	for _, want := range []string{"GET  /v24.0/104…301/phone_numbers", "● POST /v24.0/106…922/register", "400    431 ms"} {
		if !strings.Contains(st.text(), want) {
			t.Errorf("no %q in\n%s", want, st.text())
		}
	}
	if strings.Contains(st.text(), "● GET") {
		t.Errorf("a call that only reads is marked:\n%s", st.text())
	}
	if st.press("2"); !strings.Contains(st.text(), "\n    \"error\": {") || strings.Contains(st.text(), "curl -X") {
		t.Errorf("the answer is not indented:\n%s", st.text())
	}
	if st.press("end"); !strings.Contains(st.text(), "fbtrace_id") {
		t.Errorf("the end of the answer is not reached:\n%s", st.text())
	}
	if st.press("1"); !strings.Contains(st.text(), "curl -X POST") {
		t.Errorf("the command is not back:\n%s", st.text())
	}
	cmd := st.m.overlayKey(keyNamed("c"))
	if cmd == nil || !strings.Contains(fmt.Sprint(cmd()), "curl -X POST \\\n  'https://graph.facebook.com/v24.0/106540352242922/register'") {
		t.Error("the command is not copied")
	}
	if !strings.Contains(st.text(), english().Say("calls.copied")) {
		t.Errorf("nothing says that it was handed over:\n%s", st.text())
	}
	if st.press("p"); !strings.Contains(st.text(), "\ncurl -X POST \\\n") {
		t.Errorf("the command is not printed plainly:\n%s", st.text())
	}
	if st.press("esc"); st.m.over.kind != overCalls {
		t.Error("esc does not lead back to the calls")
	}
}

// TestAnswersAsTheyCame: what is no JSON is not touched, and nothing of it moves the cursor.
func TestAnswersAsTheyCame(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]string{
		`{"a":[1,"b"]}`: "{\n  \"a\": [\n    1,\n    \"b\"\n  ]\n}", `{"a":"cut …`: `{"a":"cut …`, "<html>\x1b[2J\n<b>": "<html>\n<b>",
	} {
		if got := strings.Join(answerText(api.Trace{Answer: answer}), "\n"); got != want {
			t.Errorf("%q reads\n%s", answer, got)
		}
	}
	st := newStage(t, inState(flows.Review, fresh(verified)), func(o *Options) { o.Calls = func() []api.Trace { return []api.Trace{hardTrace()} } })
	for _, line := range strings.Split(st.enter(60, 20).press("ctrl+t", "2").text(), "\n") {
		if ansi.StringWidth(line) > 60 {
			t.Errorf("too wide: %s", line)
		}
	}
}
