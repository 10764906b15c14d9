package tui

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"dialtone/flows"
)

// TestTheFirstPageSaysWhatHappens: beside it the steps stand with their numbers, and below it
// in a narrow window what to have ready.
func TestTheFirstPageSaysWhatHappens(t *testing.T) {
	t.Parallel()
	say := english().Say
	st := newStage(t, start(flows.Options{}), withStories).enter(100, 30)
	for i, step := range st.session().Steps() {
		if want := strconv.Itoa(i+1) + " " + say("step."+string(step)); !strings.Contains(st.text(), "│ "+want) {
			t.Errorf("nothing says %q:\n%s", want, st.text())
		}
	}
	if !strings.Contains(st.text(), "┃ 1  "+say("connect.own.label")) || !strings.Contains(st.text(), say("connect.shared.heading")) {
		t.Errorf("the first page is\n%s", st.text())
	}
	if st.enter(80, 24); strings.Contains(st.text(), say("connect.today.heading")) || !st.asks("state.Connect.why") {
		t.Errorf("in a narrow window it is\n%s", st.text())
	}
}

// TestANumberIsNotDrawnInTheFieldForAnAccount, where it does not belong.
func TestANumberIsNotDrawnInTheFieldForAnAccount(t *testing.T) {
	t.Parallel()
	bubbled(t, "phone", func(t *testing.T) {
		st := atTheToken(t).paste(tokenText)
		if text := st.text(); strings.Contains(text, "*") || !strings.Contains(text, "┃ ••••••••") {
			t.Errorf("the token:\n%s", text)
		}
		if st.press("enter").paste("+85291234567"); strings.Contains(st.text(), "9123") {
			t.Errorf("pasted:\n%s", st.text())
		}
		if st.press("enter"); strings.Contains(st.text(), "91234567") || !st.asks("id.phone_number") {
			t.Errorf("after Enter:\n%s", st.text())
		}
		if st.press("ctrl+u").write("104820"); !strings.Contains(st.text(), "┃ 104820 ") {
			t.Errorf("another one:\n%s", st.text())
		}
	})
}

// TestAPastedNameIsCleaned of what nobody can see, instead of being refused.
func TestAPastedNameIsCleaned(t *testing.T) {
	t.Parallel()
	st := newStage(t, inState(flows.AddNumber, fresh())).enter(100, 30)
	st.write(numberText).press("enter")
	if st.paste("Lotus\u200b Bakery\ufeff").press("enter"); !strings.Contains(st.text(), "┏━ "+english().Say("add.migrate.label")) {
		t.Errorf("it is refused:\n%s", st.text())
	}
}

// TestAConnectionIsOpenedWhileOneTypes: once somebody types a token, and not before: who
// only wants the sandbox calls nobody.
func TestAConnectionIsOpenedWhileOneTypes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		warmed := 0
		st := newStage(t, flows.Start(flows.Options{}), withStories, func(o *Options) {
			o.Warm = func(context.Context) { warmed++ }
		}).goLive().enter(100, 30)
		st.press("down", "up")
		if warmed != 0 {
			t.Error("a connection is opened before anybody wants one")
		}
		st.press("enter")
		synctest.Wait()
		if warmed == 0 {
			t.Error("no connection is opened while somebody types")
		}
	})
}
