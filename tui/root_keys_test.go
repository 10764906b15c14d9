package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// bubbled runs a test where time is the test's own.
func bubbled(t *testing.T, name string, f func(*testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, f)
	})
}

func TestReveal(t *testing.T) {
	t.Parallel()
	open := func(t *testing.T) *stage {
		t.Helper()
		return newStage(t, inState(flows.EnterCode, fresh())).goLive().enter(80, 24).write(codeText)
	}
	shows := func(st *stage) bool {
		return strings.Contains(strings.NewReplacer(" ", "", "│", "").Replace(st.text()), codeText)
	}
	bubbled(t, "hides by itself", func(t *testing.T) {
		st := open(t)
		if st.press("ctrl+r"); !shows(st) {
			t.Fatalf("the code is not shown:\n%s", st.text())
		}
		if st.pass(revealFor - time.Second); !shows(st) {
			t.Error("the code was hidden too early")
		}
		if st.pass(2 * time.Second); shows(st) {
			t.Error("the code is still shown")
		}
	})
	bubbled(t, "the same key hides", func(t *testing.T) {
		if st := open(t).press("ctrl+r", "ctrl+r"); shows(st) {
			t.Error("the code is still shown")
		}
	})
	bubbled(t, "another screen hides", func(t *testing.T) {
		st := open(t).press("ctrl+r")
		if st.press("enter").answer(flows.CodeAccepted{}); st.m.env.Reveal {
			t.Error("the next screen is revealed as well")
		}
	})
	bubbled(t, "any key hides", func(t *testing.T) {
		for _, k := range []string{"right", "tab", "x", "ctrl+t", "f1", "esc", "ctrl+g", "pgdown"} {
			if st := open(t).press("ctrl+r", k); st.m.env.Reveal || shows(st) {
				t.Errorf("%s leaves the code shown:\n%s", k, st.text())
			}
		}
	})
	bubbled(t, "a badge counts", func(t *testing.T) {
		st := open(t).press("ctrl+r")
		for left := 5; left > 0; left-- {
			if want := english().Say("shown.code", "Bar", strings.Repeat("▰", left)+strings.Repeat("▱", 5-left), "Count", left); !strings.Contains(st.text(), want) {
				t.Errorf("no %q:\n%s", want, st.text())
			}
			st.pass(time.Second)
		}
		if strings.Contains(st.text(), english().Say("shown.code", "Count", 1)[:10]) || shows(st) {
			t.Errorf("it is still shown:\n%s", st.text())
		}
	})
	bubbled(t, "the head stays hidden", func(t *testing.T) {
		st := newStage(t, inState(flows.Review, fresh(verified))).goLive().enter(80, 24).press("ctrl+r")
		head, body, _ := strings.Cut(st.text(), "─\n")
		if strings.Contains(head, middleText) || !strings.Contains(body, middleText) {
			t.Errorf("the number is not shown in its line alone:\n%s", st.text())
		}
		if st.send(sizeOf(100, 30)); !st.m.env.Reveal {
			t.Error("another window hides it")
		}
	})
	bubbled(t, "token", func(t *testing.T) {
		st := newStage(t, start(flows.Options{})).goLive().enter(80, 24).press("enter").paste(tokenText).press("ctrl+r")
		if strings.Contains(st.text(), tokenText[:8]) || strings.Contains(st.text(), "ctrl+r") {
			t.Errorf("the token is shown, or seems to be shown by a key:\n%s", st.text())
		}
	})
}

// TestEnterIsMeantForWhatIsSeen presses Enter for a second time: in the same
// read, or before the screen that the first one led to has been painted, it was
// not meant for that screen.
func TestEnterIsMeantForWhatIsSeen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		later   time.Duration
		painted bool
		heard   bool
	}{
		{"in the same read", 0, false, false},
		{"a held key", 33 * time.Millisecond, true, false},
		{"two quick presses", 60 * time.Millisecond, true, true},
		{"before the frame", 120 * time.Millisecond, false, false},
		{"after the frame", 120 * time.Millisecond, true, true},
		{"long after, where no frame was needed", time.Second, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			frames := uint64(1)
			st := newStage(t, inState(flows.ChoosePIN, fresh(verified)), func(o *Options) { o.Painted = func() uint64 { return frames } }).enter(80, 24)
			way, fault := inside[string](st.pass(time.Second), "way"), inside[string](st, "fault")
			if st.press("enter"); *way != "generate" {
				t.Fatal("the first Enter was not heard")
			}
			if tt.painted {
				frames++
			}
			if st.pass(max(0, tt.later-2*together)).press("enter"); (*fault != "") != tt.heard {
				t.Errorf("heard: %q", *fault)
			}
		})
	}
}

// TestRegisterNeedsALook holds that the page before the call that counts cannot
// be passed by an Enter that was on its way already.
func TestRegisterNeedsALook(t *testing.T) {
	t.Parallel()
	frames := uint64(1)
	st := newStage(t, inState(flows.ChooseRegion, fresh(verified)), func(o *Options) { o.Painted = func() uint64 { return frames } }).enter(80, 24)
	st.press("enter").answer(flows.FactsRead{Number: fresh(verified), Settings: settings("")})
	if s := st.session(); s.State != flows.Review || s.Busy() {
		t.Fatalf("in %s, waiting for %v", s.State, s.Waiting)
	}
	frames++
	if st.pass(300 * time.Millisecond).press("enter"); st.session().State != flows.Review || st.session().Busy() {
		t.Fatal("registered at once")
	}
	if st.pass(2*time.Second).press("enter", "enter"); st.session().State != flows.Review || st.session().Busy() {
		t.Fatal("registered by Enter alone")
	}
	if !strings.Contains(st.text(), english().Say("enter.alone")) {
		t.Errorf("nothing says what Enter lacks:\n%s", st.text())
	}
	if st.pass(2*time.Second).press("right", "enter"); st.session().State != flows.Register {
		t.Errorf("an Enter that was meant is lost: in %s, waiting for %v", st.session().State, st.session().Waiting)
	}
}

func TestWhileSomethingIsUnderWay(t *testing.T) {
	t.Parallel()
	reading := inState(flows.ChooseRegion, fresh(verified), awaiting(flows.ReadSettings{ID: firstID}, 0))
	sending := inState(flows.CodeMethod, fresh(), awaiting(flows.SendCode{ID: firstID}, 0))
	t.Run("keys do nothing", func(t *testing.T) {
		t.Parallel()
		st := newStage(t, sending).enter(80, 24)
		before := st.text()
		if st.press("down", "enter", "l", "c", "x", "esc"); st.text() != before || st.session().Generation != sending.Generation {
			t.Errorf("a key was heard:\n%s", st.text())
		}
	})
	t.Run("esc takes a read back", func(t *testing.T) {
		t.Parallel()
		st := newStage(t, reading).enter(80, 24)
		ctx := st.m.calling.ctx
		st.press("esc")
		if s := st.session(); s.Busy() || s.State != flows.ChooseRegion || s.Generation == reading.Generation {
			t.Errorf("the read was not taken back: %+v", s.Waiting)
		}
		if !errors.Is(ctx.Err(), context.Canceled) {
			t.Error("the call goes on")
		}
	})
	t.Run("a late answer is thrown away", func(t *testing.T) {
		t.Parallel()
		st := newStage(t, reading).enter(80, 24).press("esc")
		st.send(inputMsg{flows.Input{Event: flows.SettingsRead{Settings: settings("CH")}, At: st.now, Generation: reading.Generation}})
		if s := st.session(); s.Storage.Region != "" || s.Settings.Storage != nil {
			t.Errorf("an answer to a question that was given up: %q", s.Storage.Region)
		}
	})
	t.Run("a paste does nothing", func(t *testing.T) {
		t.Parallel()
		st := newStage(t, inState(flows.EnterCode, fresh(), awaiting(flows.HandInCode{ID: firstID}, 0))).enter(80, 24)
		if st.paste(codeText); inside[bubble.Digits](st, "digits").Len() != 0 {
			t.Error("a paste went into the boxes")
		}
	})
}

func TestQuestionMark(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		session flows.Session
		play    func(*stage)
		opens   bool
	}{
		{"checklist", inState(flows.Eligibility, fresh()), nil, true},
		{"search", inState(flows.PickNumber, fresh()), nil, false},
		{"display name", inState(flows.AddNumber, fresh()), keys("down"), false},
		{"button", inState(flows.AddNumber, fresh()), keys("up"), true},
		{"region", inState(flows.ChooseRegion, fresh()), nil, true},
		{"countries", inState(flows.ChooseRegion, fresh()), keys("c"), false},
		{"code", inState(flows.EnterCode, fresh()), nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := newStage(t, tt.session).enter(80, 24)
			if tt.play != nil {
				tt.play(st)
			}
			before := st.text()
			if st.press("?"); (st.m.over.kind == overHelp) != tt.opens {
				t.Errorf("help open: %v", st.m.over.kind)
			}
			if st.text() == before {
				t.Error("the key did nothing")
			}
			if st.m.over = (overlay{}); st.press("f1").m.over.kind != overHelp {
				t.Error("f1 opens no help")
			}
		})
	}
}

func TestOverlaysTakeTheKeys(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Review, fresh(verified)), func(o *Options) { o.Calls = traces }).enter(80, 24)
	before := st.text()
	for _, k := range []string{"esc", "enter", "q", "ctrl+t"} {
		if st.press("ctrl+t"); st.m.over.kind != overCalls {
			t.Fatal("no calls are shown")
		}
		if st.press("up", "up", "x", k); st.m.over.kind != overNone || st.text() != before {
			t.Errorf("%s does not close the calls, or something else happened:\n%s", k, st.text())
		}
	}
	if st.press("ctrl+t", "f1"); st.m.over.kind != overHelp {
		t.Error("one overlay does not replace the other")
	}
	st.press("esc", "ctrl+t", "up", "up", "up", "up", "up", "up", "up")
	if at := st.m.over.back; at != len(traces())-1 {
		t.Errorf("scrolled beyond the oldest call: %d", at)
	}
}

func TestPasteIntoTheBoxes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"583926": codeText, "583-926": codeText, "Your code: 583 926\n": codeText, "58-39": "", "no digits": ""} {
		st := newStage(t, inState(flows.EnterCode, fresh())).enter(80, 24).paste(text)
		digits, fault := inside[bubble.Digits](st, "digits").Value(), *inside[string](st, "fault")
		if digits != want || (fault == "") != (want != "") {
			t.Errorf("%q: %q %q", text, digits, fault)
		}
	}
}

// TestThePhoneRings lets the simulated phone receive messages one by one, and
// only once there is a sandbox.
func TestThePhoneRings(t *testing.T) {
	t.Parallel()
	texts := []page.Text{{At: t0, Body: "000-111"}, {At: t0, Body: "222-333"}}
	bubbled(t, "sandbox", func(t *testing.T) {
		var after []int
		st := newStage(t, inState(flows.EnterCode, fresh(), sandboxed), func(o *Options) {
			o.Phone = func(ctx context.Context, n int) (page.Text, error) {
				after = append(after, n)
				if n < len(texts) {
					return texts[n], nil
				}
				<-ctx.Done()
				return page.Text{}, ctx.Err()
			}
		}).goLive().enter(80, 24)
		st.answer(flows.NumberRead{Number: fresh()}).pass(time.Second) // until it has slid in
		if !slices.Equal(after, []int{0, 1, 2}) || len(st.m.env.Phone) != 2 || !strings.Contains(st.text(), "222-333") {
			t.Errorf("asked after %v, got %v:\n%s", after, st.m.env.Phone, st.text())
		}
	})
	bubbled(t, "no sandbox", func(t *testing.T) {
		st := newStage(t, inState(flows.EnterCode, fresh()), func(o *Options) {
			o.Phone = func(context.Context, int) (page.Text, error) {
				t.Error("there is no phone to listen to")
				return page.Text{}, nil
			}
		}).goLive().enter(80, 24)
		st.answer(flows.NumberRead{Number: fresh()})
	})
}

// TestTicksOnlyWhileSomethingMoves keeps an idle wizard idle.
func TestTicksOnlyWhileSomethingMoves(t *testing.T) {
	t.Parallel()
	blocked := inState(flows.Register, fresh(verified), failing(refusal(api.Register, 133016, 0)))
	for _, tt := range []struct {
		name    string
		session flows.Session
		key     string
		moves   bool
	}{
		{"review", inState(flows.Review, fresh(verified)), "up", false},
		{"checklist", inState(flows.Eligibility, fresh()), "down", false},
		{"waiting", inState(flows.ChooseRegion, fresh(), awaiting(flows.ReadSettings{ID: firstID}, 0)), "x", true},
		{"revealed", inState(flows.Review, fresh(verified)), "ctrl+r", true},
		{"countdown", blocked, "down", true},
		{"code", inState(flows.EnterCode, fresh()), "1", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := newStage(t, tt.session).enter(80, 24)
			st.m.ticks = false
			if st.press(tt.key); st.m.ticks != tt.moves {
				t.Errorf("ticks: %v", st.m.ticks)
			}
			if _, cmd := st.m.Update(nil); cmd != nil && tt.moves {
				t.Error("a second tick is asked for while one is on its way")
			}
		})
	}
}

// TestTheTerminalsOwnMessages are the messages of the terminal itself.
func TestTheTerminalsOwnMessages(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.Review, fresh(verified)))
	if v := st.frame(); v.Content != "" || !v.AltScreen {
		t.Error("something is drawn before the size is known")
	}
	st.enter(80, 24).send(themeLateMsg{})
	dark := st.frame().Content
	st.send(tea.BackgroundColorMsg{Color: backgrounds()[2]})
	light := st.frame().Content
	if st.send(themeLateMsg{}); st.frame().Content != light || light == dark {
		t.Error("a late answer of the clock overrules the terminal's own")
	}
	for _, s := range []size{{1, 1}, {20, 5}, {59, 20}, {60, 19}} {
		st.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
		for _, line := range strings.Split(st.text(), "\n") {
			if s.w > 1 && ansi.StringWidth(line) > s.w {
				t.Errorf("%dx%d: %q is too wide", s.w, s.h, line)
			}
		}
		if st.frame().Cursor != nil {
			t.Errorf("%dx%d: there is a cursor", s.w, s.h)
		}
	}
}
