package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/bubble"
)

// newScreens makes one screen per state.
func newScreens() map[flows.State]screen {
	return map[flows.State]screen{
		flows.Connect:      &connectScreen{},
		flows.PickNumber:   &numbersScreen{},
		flows.AddNumber:    newAddScreen(),
		flows.Eligibility:  &checkScreen{},
		flows.Remedy:       newRemedyScreen(),
		flows.CodeMethod:   &methodScreen{state: flows.CodeMethod},
		flows.EnterCode:    newCodeScreen(flows.EnterCode),
		flows.ChoosePIN:    newPINScreen(flows.ChoosePIN),
		flows.ChooseRegion: &regionScreen{state: flows.ChooseRegion},
		flows.Review:       newReviewScreen(),
		flows.Register:     &registerScreen{},
		flows.Connected:    &connectedScreen{},
		flows.Manage:       &manageScreen{},
		flows.SetPIN:       newPINScreen(flows.SetPIN),
		flows.Identity:     &identityScreen{},
		flows.Deregister:   newDeregisterScreen(),
		flows.Doctor:       &doctorScreen{},
		flows.Recipient:    &recipientScreen{},
		flows.TestMessage:  newMessageScreen(),
		flows.MessageSent:  &sentScreen{},
		flows.ChangeName:   newNameScreen(),
		flows.RegisterName: &nameRegisterScreen{digits: bubble.NewDigits(flows.PINLength)},
		flows.EditProfile:  &profileScreen{},
		flows.Webhooks:     webhooksScreen{},
		flows.MoveRegion:   &regionScreen{state: flows.MoveRegion},
		flows.MovePIN:      newPINScreen(flows.MovePIN),
		flows.MovePlan:     newMovePlanScreen(),
		flows.Moving:       movingScreen{},
		flows.Pool:         &poolScreen{},
		flows.PoolBusiness: newBusinessScreen(),
		flows.PoolAdd:      &poolAddScreen{},
		flows.PoolCode:     &methodScreen{state: flows.PoolCode},
		flows.PoolEnter:    newCodeScreen(flows.PoolEnter),
		flows.PoolUse:      newPoolUseScreen(),
	}
}

// screenEvent makes what a screen reports to the root look like an event; the
// flow never sees it.
type screenEvent struct{}

// Kind implements [flows.Event].
func (screenEvent) Kind() flows.Kind { return "" }

// heading is a pane with the words of a state.
func (e *env) heading(s flows.State) pane {
	k := "state." + string(s)
	p := pane{title: e.say(k + ".title"), why: e.say(k + ".why")}
	if e.words.Has(k + ".lead") { // not every state needs one
		p.lead = e.say(k + ".lead")
	}
	return p
}

// wrap folds text to a width and sets it in a style.
func wrap(style lipgloss.Style, text string, w int) string {
	lines := strings.Split(bubble.Wrap(text, max(8, w)), "\n")
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return strings.Join(lines, "\n")
}

// indent moves the lines of a text to the right.
func indent(text string, by int) []string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.Repeat(" ", by) + lines[i]
	}
	return lines
}

// fault is the sentence below a field that was filled in wrongly.
func (e *env) fault(text string, w int) string {
	if text == "" {
		return ""
	}
	return wrap(e.style.Bad, "× "+text, w)
}

// region names a storage region.
func (e *env) region(r api.Region) string {
	if r == "" {
		return e.say("region.none")
	}
	return e.say("region.in_"+string(r)) + " (" + string(r) + ")"
}

// storage says where the number's data rests, as its settings say.
func (e *env) storage() string {
	if e.s.Settings.Storage == nil {
		return e.say("region.unread")
	}
	return e.rests(e.s.Settings.Storage)
}

// throughput says what a sending speed class means.
func (e *env) throughput(level api.ThroughputLevel) string {
	if level == "" {
		level = "NOT_APPLICABLE"
	}
	if k := "throughput." + string(level); e.words.Has(k) {
		return e.say(k)
	}
	return string(level)
}

// table sets rows of two columns.
func (e *env) table(rows [][2]string, w int) string {
	label := 0
	for _, r := range rows {
		label = max(label, ansi.StringWidth(r[0]))
	}
	label = min(label, w/2)
	var lines []string
	for _, r := range rows {
		value := strings.Split(bubble.Wrap(r[1], max(8, w-label-2)), "\n")
		lines = append(lines, e.style.Muted.Render(bubble.Pad(r[0], label))+"  "+value[0])
		for _, more := range value[1:] {
			lines = append(lines, strings.Repeat(" ", label+2)+more)
		}
	}
	return strings.Join(lines, "\n")
}
