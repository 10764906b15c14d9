package tui

import (
	"cmp"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
)

// identityWay is a line of the identity check's menu.
type identityWay string

const (
	identityOn      identityWay = "on"
	identityOff     identityWay = "off"
	identityExample identityWay = "example" // of a message that carries the hash
)

// identityScreen switches the identity-change check, and shows what a message
// with a hash looks like.
type identityScreen struct {
	menu    bubble.Menu
	was     string // how the check was when the lines were drawn last
	example bool   // the message is shown
	copied  bool   // and was copied
}

func (i *identityScreen) enter(*env) tea.Cmd {
	*i = identityScreen{}
	return nil
}

// ways begin with the one that changes nothing, so that an Enter too many does no
// harm. They are both where Meta does not say how the check is. Once it says
// something else, the lines are others, and the mark begins anew.
func (i *identityScreen) ways(e *env) []identityWay {
	if now := i.now(e); now != i.was {
		i.menu, i.was = bubble.Menu{}, now
	}
	switch is := e.s.Settings.Identity; {
	case is == nil:
		return []identityWay{identityExample, identityOn, identityOff}
	case is.Enabled:
		return []identityWay{identityExample, identityOff}
	}
	return []identityWay{identityExample, identityOn}
}

func (i *identityScreen) update(e *env, msg tea.Msg) (flows.Event, tea.Cmd) {
	ways := i.ways(e)
	name := pressed(msg)
	switch {
	case i.example && (name == "ctrl+y" || name == "y"):
		i.copied = true
		return nil, tea.SetClipboard(example(e))
	case i.example && (name == "esc" || name == "enter"):
		i.example, i.copied = false, false
	case i.example:
	case name == "esc":
		return flows.BackAsked{}, nil
	case name == "ctrl+l":
		return flows.ReloadAsked{}, nil
	case name == "enter":
		switch way := ways[i.menu.At()]; way {
		case identityOn, identityOff:
			return flows.IdentityChosen{On: way == identityOn}, nil
		case identityExample:
			i.example = true
		}
	default:
		i.menu.Update(msg, len(ways))
	}
	return nil, nil
}

func (i *identityScreen) view(e *env, w, h int) pane {
	p := e.heading(flows.Identity)
	p.guide = "identity_check"
	if i.example {
		p.lead, p.why = e.say("identity.example.lead"), ""
		if i.copied {
			p.lead = e.say("identity.copied")
		}
		p.body = i.message(e)
		return p
	}
	p.lead = e.say("identity.now." + i.now(e))
	var options []bubble.Option
	for _, way := range i.ways(e) {
		k := "identity.way." + string(way)
		options = append(options, bubble.Option{Label: e.say(k + ".label"), Note: e.say(k + ".note")})
	}
	menu, focus := i.menu.View(e.style, options, w)
	var rows [][2]string
	for _, k := range []string{"on", "held", "trust"} {
		k = "identity.means." + k
		rows = append(rows, [2]string{e.say(k + ".label"), e.style.Text.Render(e.say(k + ".text"))})
	}
	p.body, p.focus = menu+"\n\n"+e.table(rows, w), focus
	return p
}

// now names how the check is, as far as Meta says.
func (i *identityScreen) now(e *env) string {
	is := e.s.Settings.Identity
	_, reading := e.s.Waiting.(flows.ReadSettings)
	switch {
	case is == nil && reading:
		return "reading"
	case is == nil:
		return "unknown"
	case is.Enabled:
		return "on"
	}
	return "off"
}

// message is the example in colours.
func (i *identityScreen) message(e *env) string {
	lines := strings.Split(example(e), "\n")
	for at, line := range lines {
		look := e.style.Text
		if strings.Contains(line, "recipient_identity_key_hash") {
			look = e.style.Focus
		}
		lines[at] = look.Render(line)
	}
	return strings.Join(lines, "\n")
}

// example is a message that is delivered only while the recipient's identity is
// the one that the hash was taken from (seed 001). Recipient and hash are left
// out, and the token is a variable of the shell.
func example(e *env) string {
	return fmt.Sprintf(`POST /%s/%s/messages
Authorization: Bearer $DIALTONE_TOKEN

{
  "messaging_product": "whatsapp",
  "recipient_type": "individual",
  "to": "+•• •••• ••••",
  "recipient_identity_key_hash": "••••••••••••",
  "type": "text",
  "text": {"body": "…"}
}`, cmp.Or(e.s.ServedVersion, e.s.AskedVersion), e.s.Number.ID)
}

func (i *identityScreen) keys(e *env) []key.Binding {
	if i.example {
		return []key.Binding{e.bind("ctrl+y", "copy"), e.bind("esc", "back")}
	}
	return []key.Binding{e.bind("↑↓", "choose"), e.bind("enter", "continue"), e.bind("ctrl+g", "guide")}
}

// onEnter switches the check, from its line.
func (i *identityScreen) onEnter(e *env) flows.Event {
	if way := i.ways(e)[i.menu.At()]; !i.example && way != identityExample {
		return flows.IdentityChosen{On: way == identityOn}
	}
	return nil
}

func (i *identityScreen) typing() bool { return false }
