package graphsim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dialtone/api"
)

// answer is the HTTP response to a call before it is written.
type answer struct {
	status     int
	body       any
	refused    *refusal // takes the place of body
	raw        []byte   // takes the place of body, and goes out as it is
	foreign    bool     // the answer is not Graph's, so it has none of its headers
	retryAfter time.Duration
	truncate   bool // write the first half and close the connection
	drop       bool // close the connection without an answer
	textCode   bool // write the code of a refusal as a string
}

// success is the body with which Graph answers most calls that change something.
func success() object { return object{"success": true} }

// ServeHTTP answers a Graph call or, below /_sim/, a call that controls the
// simulator. When a fault drops the connection it panics with
// [http.ErrAbortHandler], which makes a Go server close the connection.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, controlPath); ok {
		s.control(w, r, rest)
		return
	}
	c := s.parse(r)
	c.params, c.bad = readParams(w, r)
	c.bearer = bearer(r, c.params)
	fault := s.resolveAndMatch(c)
	if fault != nil && fault.Delay > 0 && s.sleep(r.Context(), time.Duration(fault.Delay)) != nil {
		s.recordDropped(c)
		panic(http.ErrAbortHandler)
	}
	a, header := s.carryOut(c, fault)
	if a.drop {
		panic(http.ErrAbortHandler)
	}
	if fault != nil {
		for key, text := range fault.Headers {
			header.Set(key, text)
		}
	}
	write(w, a, header)
}

// resolveAndMatch finds the route of the call and the fault that applies to it.
func (s *Sim) resolveAndMatch(c *call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.at = s.now()
	s.resolve(c)
	return s.matchFault(c)
}

// carryOut executes the call, unless the fault prevents it, and returns the answer.
func (s *Sim) carryOut(c *call, fault *Fault) (answer, http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.at = s.now()
	a := s.decide(c, fault)
	s.recordCall(c, a)
	trace := randomText(s.traceRandom, 23, letters)
	if a.refused != nil {
		a.status, a.body = a.refused.Status, a.refused.envelope("A"+trace)
		if inner, ok := a.body.(object)["error"].(object); ok && a.textCode {
			inner["code"] = strconv.Itoa(a.refused.Code)
		}
	}
	return a, s.headers(c, a, trace)
}

// decide lets the fault act before, after or in place of the call.
func (s *Sim) decide(c *call, fault *Fault) answer {
	if fault == nil {
		return s.execute(c)
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
	other, replaced := fault.replacement()
	if replaced && !fault.AlsoEffect {
		return other
	}
	a := s.execute(c)
	if replaced {
		return other
	}
	a.drop = fault.Drop == DropAfter
	fault.mangle(&a)
	return a
}

// execute does what Graph does without faults: it checks the call and carries it out.
func (s *Sim) execute(c *call) answer {
	if refused := s.admit(c); refused != nil {
		return answer{refused: refused}
	}
	body, refused := c.route.run(s, c)
	if c.method != http.MethodGet { // the call may have changed the list
		s.lastList = numberList{}
	}
	if refused != nil {
		return answer{refused: refused}
	}
	return answer{status: http.StatusOK, body: body}
}

// admit checks the token, the path, the permission and the call budget.
func (s *Sim) admit(c *call) *refusal {
	switch {
	case c.noVersion(): // it is found out before the token is looked at (field)
		return unknownComponents(c)
	case c.bearer == "" && c.endpoint == Me:
		return noUser()
	}
	t, refused := s.authenticate(c.bearer, c.at)
	if refused != nil {
		return refused
	}
	c.token, t.used = t, true
	if refused := cmp.Or(s.checkProof(c), gone(c), s.standing(c)); refused != nil {
		return refused
	}
	switch {
	case c.bad != nil:
		return invalid("The body is not what its content type says, or is too large.")
	case c.route == nil:
		return s.unknownPath(c)
	case c.node == onNumber && c.number == nil:
		return notFound(c.method, c.path[0])
	}
	if refused := s.permit(c); refused != nil {
		return refused
	}
	if c.number != nil && c.number.Status == api.StatusDeleted && c.method != http.MethodGet {
		return numberDeleted()
	}
	return s.countCall(c)
}

func write(w http.ResponseWriter, a answer, header http.Header) {
	for key, values := range header {
		if values[0] != "" {
			w.Header()[key] = values
		}
	}
	body := a.raw
	if body == nil {
		body, _ = json.Marshal(a.body) // it holds only values that can be encoded
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

// headers returns the headers that Graph adds to every answer (openapi).
func (s *Sim) headers(c *call, a answer, trace string) http.Header {
	s.forgetOldCalls(c.at)
	used := min(100, 100*len(s.managementCalls)/max(1, s.budget()))
	h := http.Header{}
	h.Set("Content-Type", Body(a.raw).contentType())
	if a.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(a.retryAfter.Seconds()))))
	}
	if a.foreign {
		return h
	}
	h.Set("Facebook-Api-Version", string(c.version))
	h.Set("X-Fb-Request-Id", trace[:15])
	h.Set("X-Fb-Trace-Id", trace[15:])
	h.Set("X-Fb-Rev", "1030000000")
	h.Set("Cache-Control", "private, no-cache, no-store, must-revalidate")
	set := func(key string, v any) {
		if text, err := json.Marshal(v); err == nil {
			h.Set(key, string(text))
		}
	}
	if c.token != nil {
		use := "whatsapp_business_management"
		if a.refused != nil && a.refused.Code == 80008 {
			use = "whatsapp" // (field)
		}
		set("X-App-Usage", object{"call_count": used, "total_cputime": used / 4, "total_time": used / 4})
		row := object{"type": use, "call_count": used, "total_cputime": used / 4, "total_time": used / 4,
			"estimated_time_to_regain_access": 0}
		if a.refused != nil && a.refused.Regain > 0 {
			row["call_count"] = 100
			row["estimated_time_to_regain_access"] = math.Ceil(a.refused.Regain.Minutes())
		}
		set("X-Business-Use-Case-Usage", object{string(s.sc.Account.ID): []any{row}})
	}
	if a.refused != nil && a.refused.Status == http.StatusUnauthorized {
		h.Set("Www-Authenticate", fmt.Sprintf(`OAuth "Facebook Platform" "invalid_token" %q`, a.refused.Title))
	}
	return h
}
