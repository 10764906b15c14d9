package graphsim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// noon is the start of every simulation.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	wabaID   = "104820560913300"
	numberID = "106540352242900"
)

// small is an account with one number. A test adds more to it.
const small = `
[account]
id = "104820560913300"
name = "Lotus Bakery"

[[number]]
id = "106540352242900"
phone = "+85291230100"
name = "Lotus Bakery"
`

// world is a simulator with an HTTP server.
type world struct {
	t     *testing.T
	sim   *graphsim.Sim
	url   string
	token string
}

func parse(t *testing.T, text string) graphsim.Scenario {
	t.Helper()
	sc, err := graphsim.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

func scenario(t *testing.T, name string) graphsim.Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "assets", "scenarios", name+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

func build(t *testing.T, sc graphsim.Scenario, opts ...graphsim.Option) *world {
	t.Helper()
	opts = append([]graphsim.Option{graphsim.WithSeed(7), graphsim.WithClock(func() time.Time { return noon })}, opts...)
	sim, err := graphsim.New(sc, opts...)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	return &world{t: t, sim: sim, url: server.URL, token: sim.Info().Token}
}

// with is the small world with more text at its end.
func with(t *testing.T, more string) *world { t.Helper(); return build(t, parse(t, small+more)) }

// reply is an answer, read to its end.
type reply struct {
	status int
	header http.Header
	raw    string
	body   map[string]any
}

func (w *world) do(r *http.Request) reply {
	w.t.Helper()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatalf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	out := reply{status: res.StatusCode, header: res.Header, raw: string(raw)}
	_ = json.Unmarshal(raw, &out.body)
	return out
}

func (w *world) request(method, path, contentType, body string) *http.Request {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if w.token != "" {
		r.Header.Set("Authorization", "Bearer "+w.token)
	}
	return r
}

func (w *world) get(path string, query ...string) reply {
	w.t.Helper()
	q := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		q.Set(query[i], query[i+1])
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return w.do(w.request(http.MethodGet, path, "", ""))
}

func (w *world) post(path string, body any) reply {
	w.t.Helper()
	var b bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&b).Encode(body); err != nil {
			w.t.Fatal(err)
		}
	}
	return w.do(w.request(http.MethodPost, path, "application/json", b.String()))
}

type obj = map[string]any

// Shorthands for the steps of an onboarding.

func (w *world) number(fields string) reply {
	w.t.Helper()
	return w.get("/v24.0/"+numberID, "fields", fields)
}

func (w *world) ask(method string) reply {
	w.t.Helper()
	return w.post("/v24.0/"+numberID+"/request_code", obj{"code_method": method, "language": "en_US"})
}

func (w *world) verify(code string) reply {
	w.t.Helper()
	return w.post("/v24.0/"+numberID+"/verify_code", obj{"code": code})
}

func (w *world) register(pin string, more ...string) reply {
	w.t.Helper()
	body := obj{"messaging_product": "whatsapp", "pin": pin}
	for i := 0; i+1 < len(more); i += 2 {
		body[more[i]] = more[i+1]
	}
	return w.post("/v24.0/"+numberID+"/register", body)
}

func (w *world) deregister() reply {
	w.t.Helper()
	return w.post("/v24.0/"+numberID+"/deregister", nil)
}

// lastCode is the code that reached the phone last.
func (w *world) lastCode() string {
	w.t.Helper()
	box := w.sim.Outbox()
	if len(box) == 0 {
		w.t.Fatal("no code reached the phone")
	}
	return box[len(box)-1].Code
}

// verified brings the number to VERIFIED.
func (w *world) verified() *world {
	w.t.Helper()
	w.ask("SMS").ok(w.t)
	w.verify(w.lastCode()).ok(w.t)
	return w
}

func (w *world) state() graphsim.Snapshot {
	w.t.Helper()
	s, ok := w.sim.Snapshot(api.PhoneNumberID(numberID))
	if !ok {
		w.t.Fatal("the number is gone")
	}
	return s
}

func (r reply) ok(t *testing.T) reply {
	t.Helper()
	if r.status != http.StatusOK {
		t.Fatalf("HTTP %d: %s", r.status, r.raw)
	}
	return r
}

// refused checks code, subcode and status of an error.
func (r reply) refused(t *testing.T, status, code, subcode int) obj {
	t.Helper()
	e, _ := r.body["error"].(obj)
	gotCode, _ := e["code"].(float64)
	gotSub, _ := e["error_subcode"].(float64)
	if r.status != status || int(gotCode) != code || int(gotSub) != subcode {
		t.Fatalf("got HTTP %d %s, want HTTP %d %d/%d", r.status, r.raw, status, code, subcode)
	}
	if trace, _ := e["fbtrace_id"].(string); trace == "" {
		t.Errorf("no fbtrace_id in %s", r.raw)
	}
	return e
}

func details(e obj) string {
	data, _ := e["error_data"].(obj)
	text, _ := data["details"].(string)
	return text
}
