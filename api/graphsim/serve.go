package graphsim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
)

// answer is what goes back over the wire.
type answer struct {
	status     int
	version    api.Version
	body       any
	refused    *refusal
	raw        []byte // not JSON
	retryAfter time.Duration
	truncate   bool
	drop       bool
	textCode   bool // the code of a refusal is written as a text
}

// ServeHTTP answers one Graph call, or one call of the simulator's own under
// /_sim/. A fault that drops the connection panics with
// [http.ErrAbortHandler], which every Go server understands.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, controlPath); ok {
		s.control(w, r, rest)
		return
	}
	c := s.parse(r)
	c.params, c.bad = readParams(w, r)
	c.bearer = bearer(r, c.params)
	fault := s.begin(c)
	if fault != nil && fault.Delay > 0 && s.sleep(r.Context(), time.Duration(fault.Delay)) != nil {
		s.finish(c, answer{drop: true})
		panic(http.ErrAbortHandler)
	}
	a, header := s.carryOut(c, fault)
	if a.drop {
		panic(http.ErrAbortHandler)
	}
	write(w, a, header)
}

// begin finds out what the call is and which fault strikes it.
func (s *Sim) begin(c *call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.at = s.now()
	s.find(c)
	return s.strike(c)
}

// carryOut does what the call asks for, as far as the fault lets it.
func (s *Sim) carryOut(c *call, fault *Fault) (answer, http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.at = s.now()
	a := s.decide(c, fault)
	a.version = c.version
	s.note(c, a)
	trace := draw(s.noise, 23, letters)
	if a.refused != nil {
		a.status, a.body = a.refused.Status, a.refused.envelope("A"+trace)
		if inner, ok := a.body.(object)["error"].(object); ok && a.textCode {
			inner["code"] = strconv.Itoa(a.refused.Code)
		}
	}
	return a, s.headers(c, a, trace)
}

func (s *Sim) decide(c *call, fault *Fault) answer {
	if fault == nil {
		return s.act(c)
	}
	if fault.ExpireTokens {
		if t := s.tokens[c.bearer]; t != nil {
			t.used = true
		}
		s.expireTokens(c.at)
	}
	if fault.Drop == DropBefore {
		return answer{drop: true}
	}
	other, replaced := fault.instead(c.version)
	if replaced && !fault.AlsoEffect {
		return other
	}
	a := s.act(c)
	if replaced {
		return other
	}
	a.drop = fault.Drop == DropAfter
	fault.mangle(&a)
	return a
}

// act is Graph itself: who asks, for what, may they, is there budget, do it.
func (s *Sim) act(c *call) answer {
	if refused := s.admit(c); refused != nil {
		return answer{refused: refused}
	}
	body, refused := c.route.run(s, c)
	if c.method != http.MethodGet {
		s.last = selection{}
	}
	if refused != nil {
		return answer{refused: refused}
	}
	return answer{status: http.StatusOK, body: body}
}

func (s *Sim) admit(c *call) *refusal {
	t, refused := s.authenticate(c.bearer, c.at)
	if refused != nil {
		return refused
	}
	c.token, t.used = t, true
	switch {
	case c.bad != nil:
		return invalid("The body is not what its content type says, or is too large.")
	case c.route == nil:
		return s.lost(c)
	case c.node == onNumber && c.number == nil:
		return unseen(c.method, c.path[0])
	}
	if refused := s.permit(c); refused != nil {
		return refused
	}
	if c.number != nil && c.number.Status == api.StatusDeleted && c.method != http.MethodGet {
		return gone()
	}
	return s.spend(c)
}

// note adds the call to the record.
func (s *Sim) note(c *call, a answer) {
	entry := Call{At: c.at, Method: c.method, Path: "/" + strings.Join(c.path, "/"), Version: c.asked, Endpoint: c.endpoint,
		Status: a.status, Effective: c.effective}
	if c.number != nil {
		entry.Number = c.number.ID
	}
	if a.refused != nil {
		entry.Status, entry.Code, entry.Subcode = a.refused.Status, a.refused.Code, a.refused.Subcode
	}
	if a.drop {
		entry.Status = 0
	}
	s.record = append(s.record, entry)
}

// finish records a call that ended before it was carried out.
func (s *Sim) finish(c *call, a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(c, a)
}

func write(w http.ResponseWriter, a answer, header http.Header) {
	for key, values := range header {
		w.Header()[key] = values
	}
	body := a.raw
	if body == nil {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		body, _ = json.Marshal(a.body) // maps, lists, texts and numbers only
	} else {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	if a.truncate {
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body)
}
