//go:build unix

package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// printed is what every command prints with --json: one object with either of them.
type printed struct {
	Data  json.RawMessage
	Error *fault
}

type fault struct {
	Code, Message string
	Next          *string
	Meta          *struct{ Code int }
}

// object reads a text as exactly one object with either data or an error.
func object(t *testing.T, text string) printed {
	t.Helper()
	var keys map[string]json.RawMessage
	var object printed
	decoder := json.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&keys); err != nil || len(keys) != 1 || strings.Index(text, "\n") != len(text)-1 {
		t.Fatalf("not one object on one line: %v\n%s", err, text)
	}
	must(t, json.Unmarshal([]byte(text), &object))
	if (object.Data == nil) == (object.Error == nil) {
		t.Fatalf("neither data nor error, or both: %s", text)
	}
	return object
}

// dataOf reads the data of an object.
func dataOf(t *testing.T, text string, into any) {
	t.Helper()
	o := object(t, text)
	if o.Data == nil {
		t.Fatalf("no data in %s", text)
	}
	must(t, json.Unmarshal(o.Data, into))
}

// faultIn reads the error of an object.
func faultIn(t *testing.T, text string) fault {
	t.Helper()
	o := object(t, text)
	if o.Error == nil || o.Error.Code == "" || o.Error.Message == "" {
		t.Fatalf("no error in %s", text)
	}
	return *o.Error
}

// wantFault holds that a command line with --json ends with a code and an error, and says
// nothing else.
func wantFault(t *testing.T, sentence string, want int, env []string, args ...string) {
	t.Helper()
	code, out, errs := run(t, env, args...)
	if f := faultIn(t, out); code != want || errs != "" || !strings.Contains(f.Message, sentence) {
		t.Errorf("%q: code %d\nstdout: %s\nstderr: %s\nwant: %s", args, code, out, errs, sentence)
	}
}

// piping is a command whose standard streams are pipes.
type piping struct {
	*exec.Cmd
	in   io.WriteCloser
	out  *os.File
	errs bytes.Buffer
}

func pipeline(t *testing.T, env []string, args ...string) *piping {
	t.Helper()
	p := &piping{Cmd: exec.CommandContext(t.Context(), dialtone(t), args...)}
	p.Dir = t.TempDir()
	p.Env = append([]string{"HOME=" + p.Dir, "LANG=C.UTF-8"}, env...)
	p.Stderr = &p.errs
	var err error
	p.in, err = p.StdinPipe()
	must(t, err)
	out, written, err := os.Pipe()
	must(t, err)
	p.out, p.Stdout = out, written
	t.Cleanup(func() { _ = out.Close() })
	must(t, p.Start())
	must(t, written.Close())
	return p
}

// TestASignalIsTheLastWord: whoever waits for an answer is told that there will be none,
// by an object that is whole.
func TestASignalIsTheLastWord(t *testing.T) {
	t.Parallel()
	asked := make(chan bool, 100)
	hangs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/phone_numbers") && r.URL.Query().Get("after") == "" {
			_, _ = io.WriteString(w, `{"data":[{"id":"106540352242922"}],"paging":{"cursors":{"after":"two"},"next":"https://graph.facebook.com/next"}}`)
			return
		}
		asked <- true
		<-r.Context().Done()
	}))
	defer hangs.Close()
	token := []string{"DIALTONE_TOKEN=EAAGsomebody"}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		for _, command := range []string{"numbers", "doctor"} {
			p := pipeline(t, token, command, "--json", "--graph-url", hangs.URL, "--account", "104820560913301", "--journal", "off")
			<-asked
			must(t, p.Process.Signal(sig))
			out, err := io.ReadAll(p.out)
			must(t, err)
			_ = p.Wait() // the code tells
			if f := faultIn(t, string(out)); f.Code != "interrupted" || p.ProcessState.ExitCode() != 128+int(sig) || p.errs.Len() > 0 {
				t.Errorf("%s at %s: code %d, %s%s", command, sig, p.ProcessState.ExitCode(), out, p.errs.String())
			}
		}
		p := pipeline(t, nil, "check", "-", "--json")
		_, err := io.WriteString(p.in, "+85291234567\n")
		must(t, err)
		lines := bufio.NewReader(p.out)
		first, err := lines.ReadString('\n')
		must(t, err)
		must(t, p.Process.Signal(sig))
		rest, err := io.ReadAll(lines)
		must(t, err)
		_ = p.Wait()
		if object(t, first).Data == nil || faultIn(t, string(rest)).Code != "interrupted" || p.ProcessState.ExitCode() != 128+int(sig) {
			t.Errorf("check at %s: code %d, %s%s", sig, p.ProcessState.ExitCode(), first, rest)
		}
		p = pipeline(t, nil, "sandbox", "--json")
		lines = bufio.NewReader(p.out)
		_, err = lines.ReadString('\n')
		must(t, err)
		must(t, p.Process.Signal(sig))
		rest, err = io.ReadAll(lines)
		must(t, err)
		_ = p.Wait()
		stops := sig == syscall.SIGINT || sig == syscall.SIGTERM // that is how one stops it
		if code := p.ProcessState.ExitCode(); stops && (code != 0 || len(rest) > 0) || !stops && (code != 128+int(sig) || faultIn(t, string(rest)).Code != "interrupted") {
			t.Errorf("sandbox at %s: code %d, %s", sig, code, rest)
		}
	}
}

// TestNobodyReads: a command whose reader has gone comes to an end, and says nothing elsewhere.
func TestNobodyReads(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"check", "+85291234567"}, {"check", "-"}, {"recipient", "+85291234567"}, {"recipient", "-"}, {"flows"}, {"history"}, {"doctor", "--sandbox"},
		{"sandbox"}, {"numbers", "--sandbox"}, {"nope"},
	} {
		p := pipeline(t, nil, append(args, "--json")...)
		must(t, p.out.Close())
		for range 1000 { // until it has gone
			if _, err := io.WriteString(p.in, "+85291234567\n"); err != nil {
				break
			}
		}
		_ = p.in.Close()
		_ = p.Wait()
		if p.ProcessState.Success() || p.errs.Len() > 0 {
			t.Errorf("%q: %s, stderr %s", args, p.ProcessState, p.errs.String())
		}
	}
}

// TestAnAnswerThatCannotBeWritten is told where something can.
func TestAnAnswerThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no /dev/full")
	}
	defer func() { _ = full.Close() }()
	for _, args := range [][]string{{"check", "+85291234567"}, {"flows"}, {"recipient", "+85291234567"}} {
		cmd := exec.CommandContext(t.Context(), dialtone(t), append(args, "--json")...)
		var errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = full, &errs
		_ = cmd.Run()
		if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%q: code %d, %s", args, cmd.ProcessState.ExitCode(), errs.String())
		}
	}
}
