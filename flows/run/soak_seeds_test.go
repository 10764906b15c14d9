package run_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

// TestSoak brings numbers on while everything goes wrong, by the dice of a seed:
// three seeds, or as many as DIALTONE_SOAK says, or -seed alone with what happened.
//
//	DIALTONE_SOAK=200 go test ./flows/run -run TestSoak
//	go test ./flows/run -run TestSoak/seed -seed 17 -v
//	go test ./flows/run -run TestSoak -kinds 'HTML|cut'
func TestSoak(t *testing.T) {
	t.Parallel()
	for _, seed := range seeds(t, 3) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			playSeed(t, seed)
		})
	}
}

// seeds are those to run.
func seeds(t *testing.T, few int) []uint64 {
	t.Helper()
	if *seedFlag != 0 {
		return []uint64{*seedFlag}
	}
	if n, err := strconv.Atoi(os.Getenv("DIALTONE_SOAK")); err == nil {
		few = n
	}
	var all []uint64
	for i := range few {
		all = append(all, uint64(i+1))
	}
	return all
}

// pick takes one of several by the dice.
func pick[T any](dice *rand.Rand, all []T) T { return all[dice.IntN(len(all))] }

// often reports true in so many of a hundred cases.
func often(dice *rand.Rand, percent int) bool { return dice.IntN(100) < percent }

// trouble is what a seed has in store.
type trouble struct {
	scenario string
	late     time.Duration // how long a registered number still reads PENDING
	orders   []order
	kills    []int // points at which one run after the other is killed
	rival    string
	meddles  []meddling
	jumps    map[int]time.Duration
	two      bool // HTTP/2 is spoken
}

// meddling is what somebody does beside, with a tool of their own.
type meddling struct {
	after time.Duration
	path  string
	body  string
}

// troubleOf reads the trouble of a seed.
func troubleOf(dice *rand.Rand) trouble {
	w := trouble{
		scenario: pick(dice, []string{"clean-mobile", "clean-mobile", "embedded-signup"}),
		late:     pick(dice, []time.Duration{0, 2 * time.Second, 30 * time.Second, 3 * time.Minute, 8 * time.Minute, 20 * time.Minute}),
		jumps:    map[int]time.Duration{},
		two:      often(dice, 50),
	}
	all := chosenKinds()
	for range dice.IntN(5) {
		k := pick(dice, all)
		o := order{kind: k, times: 1, skip: dice.IntN(2)}
		switch {
		case k.of != nil:
			o.call = pick(dice, k.of)
		case often(dice, 75):
			o.call = pick(dice, acting())
		default:
			o.call = graphsim.Reads
		}
		if reads(o.call) || o.call == graphsim.Reads {
			o.skip, o.times = dice.IntN(12), 1+dice.IntN(5)
		}
		w.orders = append(w.orders, o)
	}
	for often(dice, 45) {
		w.kills = append(w.kills, 1+dice.IntN(90))
	}
	if often(dice, 20) {
		w.rival = pick(dice, []string{"one", "two"}) // the same journal, or another one
	}
	if often(dice, 15) {
		w.meddles = append(w.meddles, meddling{
			time.Duration(dice.IntN(180)) * time.Second,
			pick(dice, []string{"register", "", "settings", "request_code"}), "",
		})
	}
	if often(dice, 25) {
		w.jumps[1+dice.IntN(15)] = pick(dice, []time.Duration{11 * time.Minute, time.Hour, 13 * time.Hour, 4 * 24 * time.Hour})
	}
	return w
}

func playSeed(t *testing.T, seed uint64) {
	dice := rand.New(rand.NewPCG(seed, 9))
	w := troubleOf(dice)
	sk := inSoak(t, seed, w.scenario, func(sc *graphsim.Scenario) { sc.Rules.ConnectAfter = graphsim.Duration(w.late) }, func(sk *soak) {
		sk.tale.note("%s, CONNECTED after %s, HTTP/2 %t, a rival with journal %q", w.scenario, w.late, w.two, w.rival)
		sk.road.two = w.two
		for _, o := range w.orders {
			sk.road.order(o)
		}
		sk.allow(w)
		ended := make(chan string, 2)
		people := 1
		go func() { ended <- sk.lineage("mei", "one", w.kills, dice, w.jumps) }()
		if w.rival != "" {
			people++
			go func() { ended <- sk.lineage("an", w.rival, nil, sk.dice(77), nil) }()
		}
		for _, m := range w.meddles {
			go func() {
				time.Sleep(m.after)
				sk.meddle(m)
			}()
		}
		var ends []string
		for range people {
			ends = append(ends, <-ended)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		sk.tale.note("ends: %s", ends)
		sk.check(ends...)
		for _, end := range ends {
			if end != connected && !strings.HasPrefix(end, "card") && (len(w.meddles) == 0 || !strings.HasPrefix(end, "in Remedy")) {
				sk.fail("it ends %s", end)
			}
		}
	})
	sk.report(t)
}

// allow says how many requests the trouble may cost beside those whose answers are
// lost.
func (sk *soak) allow(w trouble) {
	sk.meddled = len(w.meddles) > 0
	more := len(w.jumps) + len(w.meddles)
	if w.rival != "" { // a newer code of one ends the other's
		more += 2
	}
	for _, call := range []api.Endpoint{api.RequestCode, api.VerifyCode} {
		sk.spare[call] += more
	}
	if w.rival == "two" {
		sk.spare[api.Register]++
	}
	sk.spare[api.Register] += len(w.meddles)
}

// lineage is one person with one run of the program after another, each killed but
// the last.
func (sk *soak) lineage(name, book string, kills []int, dice *rand.Rand, jumps map[int]time.Duration) string {
	overrules := often(dice, 50)
	for i := range len(kills) + 1 {
		wish := sk.wish()
		resumes := false
		if i > 0 {
			switch dice.IntN(3) {
			case 0:
				wish.Number = sk.chosen
			case 1:
				wish.Account, resumes = "", true
			}
		}
		d := sk.desk(fmt.Sprintf("%s %d", name, i+1), sk.bookOf(book), wish)
		d.robot.resumes, d.robot.overrules = resumes, overrules
		if i < len(kills) {
			d.killAt = kills[i]
		}
		if i == 0 && jumps != nil {
			d.robot.jumps = jumps
		}
		if end := d.work(); end != "killed" {
			return end
		}
		time.Sleep(time.Duration(dice.IntN(120)) * time.Second)
	}
	return "killed"
}

// meddle does something with another tool.
func (sk *soak) meddle(m meddling) {
	m.body = map[string]string{
		"register": `{"messaging_product":"whatsapp","pin":"771206"}`, "": `{"pin":"771206"}`,
		"settings":     `{"storage_configuration":{"status":"IN_COUNTRY_STORAGE_ENABLED","data_localization_region":"SG"}}`,
		"request_code": `{"code_method":"SMS","language":"en"}`,
	}[m.path]
	r := httptest.NewRequest(http.MethodPost, strings.TrimSuffix("http://127.0.0.1/v24.0/"+string(sk.chosen)+"/"+m.path, "/"), strings.NewReader(m.body))
	r.Header.Set("Authorization", "Bearer "+sk.sim.IssueToken())
	r.Header.Set("Content-Type", "application/json")
	a := httptest.NewRecorder()
	sk.sim.ServeHTTP(a, r)
	sk.tale.note("somebody else: %s → %d %s", m.path, a.Code, brief(a.Body.Bytes()))
}
