package run

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
	"dialtone/eligibility"
	"dialtone/flows"
)

// recorded is an answer as Meta, or something on the way, gave it; and how the number read.
type recorded struct {
	ID       string            `json:"id"`
	Endpoint api.Endpoint      `json:"endpoint"`
	Status   int               `json:"status"`
	Headers  map[string]string `json:"headers"`
	Body     graphsim.Body     `json:"body"`
	Standing *struct {
		Status       api.Status       `json:"status"`
		Verification api.Verification `json:"code_verification_status"`
		Platform     api.Platform     `json:"platform_type"`
		OnApp        bool             `json:"is_on_biz_app"`
		Mode         api.AccountMode  `json:"account_mode"`
		Name         string           `json:"verified_name"`
		Display      string           `json:"display_phone_number"`
		Quality      api.Quality      `json:"quality_rating"`
	} `json:"standing"`
}

// bring has a drive's simulator give the answer, and its number read as it did.
func (r recorded) bring(t *testing.T) *drive {
	t.Helper()
	story := "clean-mobile"
	if r.Endpoint == api.AddNumber {
		story = "empty-account"
	}
	d := newDrive(t, story, "", func(sc *graphsim.Scenario) {
		if r.Standing == nil || len(sc.Numbers) == 0 {
			return
		}
		n := &sc.Numbers[0]
		n.Status, n.Platform = cmp.Or(r.Standing.Status, n.Status), cmp.Or(r.Standing.Platform, n.Platform)
		n.Verification = cmp.Or(r.Standing.Verification, n.Verification)
		n.Name, n.Display = cmp.Or(r.Standing.Name, n.Name), cmp.Or(r.Standing.Display, n.Display)
		n.Mode, n.Quality, n.BusinessApp = cmp.Or(r.Standing.Mode, n.Mode), cmp.Or(r.Standing.Quality, n.Quality), r.Standing.OnApp
	})
	d.wrong = true // this operator types no wrong code and no wrong PIN first
	if r.Body == "" {
		return d
	}
	times := -1
	if r.Endpoint == api.GetAccount { // what is read again is answered
		times = 1
	}
	fault := graphsim.Fault{Endpoint: r.Endpoint, Times: times, Status: r.Status, Headers: r.Headers, Body: r.Body}
	if err := d.sim.AddFault(fault); err != nil {
		t.Fatal(err)
	}
	return d
}

// until has the operator go on until a card is up, or a state is reached.
func (d *drive) until(state flows.State) *flows.Problem {
	d.t.Helper()
	usual := d.before
	d.before = func(d *drive) flows.Event {
		if d.s.Problem != nil || d.s.State == state {
			return stop{}
		}
		if usual != nil {
			return usual(d)
		}
		return nil
	}
	d.run()
	d.before = usual
	return d.s.Problem
}

func (d *drive) shows(id flows.AdviceID) *flows.Problem {
	d.t.Helper()
	if p := d.until(""); p == nil || p.Advice.ID != id {
		d.t.Fatalf("in %s with %+v, want the card %s", d.s.State, p, id)
	}
	return d.s.Problem
}

// askedFor is what the last call of a kind asked for in its address.
func (d *drive) askedFor(call api.Endpoint) string {
	for _, c := range slices.Backward(d.calls) {
		if c.Call == call {
			return c.URL
		}
	}
	return ""
}

// TestRecordedAnswers plays what people got, word for word, over HTTP, and looks at what the
// wizard makes of it.
func TestRecordedAnswers(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/recorded.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []recorded
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	wants := map[string]func(*testing.T, *drive){
		"C01": func(t *testing.T, d *drive) { // a wrong code, and nothing else
			p := d.shows(flows.AdviseWrongCode)
			if p.Advice.Act != flows.ActDismiss || d.s.State != flows.EnterCode || p.Heading != "" {
				t.Errorf("in %s with %+v", d.s.State, p)
			}
		},
		"C02a": func(t *testing.T, d *drive) { // the token's facts are not known
			if p := d.until(flows.PickNumber); p != nil || d.s.State != flows.PickNumber || d.s.Notice != flows.NoticeTokenUnread {
				t.Errorf("in %s, notice %q, with %+v", d.s.State, d.s.Notice, p)
			}
			d.before = nil
			if d.goOn(); d.s.State != flows.Connected {
				t.Errorf("it ends in %s with %+v", d.s.State, d.s.Problem)
			}
		},
		"C03a": func(t *testing.T, d *drive) {
			p := d.until(flows.PickNumber)
			if asked := d.askedFor(api.GetAccount); p != nil || d.s.State != flows.PickNumber ||
				strings.Contains(asked, "messaging_limit") || !strings.Contains(asked, "account_review_status") {
				t.Errorf("in %s with %+v, asked %q", d.s.State, p, asked)
			}
		},
		"C03c": func(t *testing.T, d *drive) {
			p := d.until(flows.PickNumber)
			if asked := d.askedFor(api.GetAccount); p != nil || d.s.State != flows.PickNumber || !strings.HasSuffix(asked, "fields=id,name") {
				t.Errorf("in %s with %+v, asked %q", d.s.State, p, asked)
			}
		},
		"C04a": func(t *testing.T, d *drive) {
			if d.until(flows.Remedy); d.s.State != flows.Remedy || d.s.Checks.Remedy != eligibility.RemedyFinishSharing {
				t.Errorf("in %s, %s", d.s.State, d.s.Checks.Remedy)
			}
		},
		"C05a": func(t *testing.T, d *drive) {
			if p := d.shows(flows.AdviseAppBlocked); p.Advice.Act != flows.ActDismiss || p.Advice.Retry != flows.RetryNever {
				t.Errorf("the card is %+v", p.Advice)
			}
		},
		"C06": func(t *testing.T, d *drive) {
			p := d.shows(flows.AdviseBusy)
			if wait := p.Until.Sub(p.At); wait != 17*time.Minute || !p.Known || d.s.List.Listed || d.s.List.Unread != flows.AdviseBusy {
				t.Errorf("a wait of %s, the list %+v", wait, d.s.List)
			}
		},
		"C07": func(t *testing.T, d *drive) { d.shows(flows.AdviseCap) },
		"C09": func(t *testing.T, d *drive) { // registered with a PIN, and no code
			d.until(flows.Eligibility)
			if d.s.State != flows.Eligibility || d.s.Checks.Verdict.Kind == eligibility.NotEligible {
				t.Fatalf("in %s, %s", d.s.State, d.s.Checks.Verdict.Kind)
			}
			d.before = nil
			if d.goOn(); d.s.State != flows.Connected || d.count(api.RequestCode) != 0 || d.count(api.Register) != 1 {
				t.Errorf("it ends in %s with %+v", d.s.State, d.s.Problem)
			}
		},
		"C11": func(t *testing.T, d *drive) {
			if p := d.shows(flows.AdviseNoAccess); len(p.Missing) > 0 {
				t.Errorf("the card is %+v", p)
			}
		},
		"C12": func(t *testing.T, d *drive) { // what Meta said counts against what reads otherwise
			d.shows(flows.AdviseSMB)
			asks, asked := 0, false
			d.before = func(d *drive) flows.Event {
				if d.s.State == flows.Remedy && d.s.Problem == nil {
					if walk, _ := d.s.Walk(); walk.AsksWay() { // to finish the pairing, or to end it
						asked = walk.LeadsTo(eligibility.RemedyFinishSharing) && walk.LeadsTo(eligibility.RemedyCoexistence)
						return flows.WayChosen{Remedy: eligibility.RemedyFinishSharing}
					}
					if asks++; asks > 3 {
						return stop{}
					}
					return flows.RemedyDone{}
				}
				return nil
			}
			if d.goOn(); !asked || d.s.State != flows.Remedy || d.count(api.Register) != 1 {
				t.Errorf("it ends in %s with %d requests", d.s.State, d.count(api.Register))
			}
		},
		"C13": func(t *testing.T, d *drive) { d.shows(flows.AdvisePINWeak) },
		"C15": func(t *testing.T, d *drive) {
			if p := d.shows(flows.AdviseInUse); p.Advice.To != flows.Eligibility {
				t.Errorf("it leads to %s", p.Advice.To)
			}
		},
		"C16": func(t *testing.T, d *drive) { d.shows(flows.AdviseTooOften) },
		"C17": func(t *testing.T, d *drive) {
			if d.until(flows.Connected); d.s.State != flows.Connected || d.count(api.RequestCode) != 0 {
				t.Errorf("in %s", d.s.State)
			}
		},
		"C18": func(t *testing.T, d *drive) {
			p := d.shows(flows.AdvisePINFast)
			if wait := p.Until.Sub(p.At); wait != 8*time.Hour || !p.Known {
				t.Errorf("a wait of %s", wait)
			}
		},
		"C19": func(t *testing.T, d *drive) { d.shows(flows.AdvisePIN) },
		"C20a": func(t *testing.T, d *drive) {
			if p := d.shows(flows.AdviseForeign); p.Said != nil || p.Answered != "HTTP 200, “Sign in to Guest WiFi”" || d.s.State != flows.CodeMethod {
				t.Errorf("in %s with %+v", d.s.State, p)
			}
		},
		"C20b": func(t *testing.T, d *drive) {
			d.shows(flows.AdviseProxyLogin)
			if used := d.s.Budget.Used(d.s.Counter(api.Register), d.sim.Now()); used != 0 || d.count(api.Register) != 1 {
				t.Errorf("%d are counted", used)
			}
		},
		"C20d": func(t *testing.T, d *drive) { // the number is read back, and nothing is sent again
			p := d.shows(flows.AdviseOpen)
			if p.Said != nil || p.Answered != "HTTP 504, “504 Gateway Time-out”" || d.count(api.Register) != 1 {
				t.Errorf("%d requests, %+v", d.count(api.Register), p)
			}
		},
		"C22": func(t *testing.T, d *drive) { // what the line takes is asked, and a call is proposed
			d.until(flows.Eligibility)
			asks := slices.ContainsFunc(d.s.Checks.Results, func(r eligibility.Result) bool { return r.Ask == eligibility.QuestionReach })
			d.said = eligibility.Answers{eligibility.QuestionReach: eligibility.AnswerUnsure}
			d.until(flows.CodeMethod)
			if !asks || d.s.Code.Method != api.Voice {
				t.Errorf("asks %v, proposes %s in %s", asks, d.s.Code.Method, d.s.State)
			}
		},
	}
	for _, r := range all {
		check, is := wants[r.ID]
		if !is {
			t.Errorf("%s: nobody says what it is to lead to", r.ID)
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			check(t, r.bring(t))
		})
	}
}
