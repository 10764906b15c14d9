package jobs

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// identityWay is a line of the identity check's menu.
type identityWay string

const (
	identityOn      identityWay = "on"
	identityOff     identityWay = "off"
	identityExample identityWay = "example" // of a message that carries the hash
)

// identityPage switches the identity-change check, and shows what a message
// with a hash looks like.
type identityPage struct {
	menu    bubble.Menu
	was     string // how the check was when the lines were drawn last
	example bool   // the message is shown
	copied  bool   // and was copied
}

func (i *identityPage) Enter(e *page.Env) tea.Cmd {
	*i = identityPage{was: i.now(e)}
	i.menu.Clear()
	return nil
}

// ways are what can be done: both where Meta does not say how the check is. None is lit at
// first, so that an Enter too many does no harm.
func (i *identityPage) ways(e *page.Env) []identityWay {
	switch is := e.Flow.Settings.Identity; {
	case is == nil:
		return []identityWay{identityOn, identityOff, identityExample}
	case is.Enabled:
		return []identityWay{identityOff, identityExample}
	}
	return []identityWay{identityOn, identityExample}
}

func (i *identityPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if now := i.now(e); now != i.was { // the lines are others, so the mark begins anew
		i.was = now
		i.menu.Clear()
	}
	ways := i.ways(e)
	name := page.Pressed(msg)
	switch {
	case i.example && (name == "ctrl+y" || name == "y"):
		i.copied = true
		return nil, tea.SetClipboard(example(e))
	case i.example && (name == "esc" || name == "enter"):
		i.example, i.copied = false, false
		return nil, nil
	case i.example:
		return nil, nil
	case name == "enter" && i.menu.At() < 0:
		return page.HintChoose, nil
	case name == "enter":
		switch way := ways[i.menu.At()]; way {
		case identityOn, identityOff:
			return page.Do(flows.IdentityChosen{On: way == identityOn}), nil
		case identityExample:
			i.example = true
		}
	default:
		i.menu.Update(msg, len(ways))
	}
	return page.BackOrReload(msg), nil
}

func (i identityPage) View(e *page.Env) page.View {
	p := e.Heading(flows.Identity)
	if i.example {
		p.Title, p.Intro = e.Say("identity.example.title"), e.Say("identity.example.lead")
		if i.copied {
			p.Intro = e.Say("identity.copied")
		}
		p.Body = i.message(e)
		return p
	}
	p.Intro = e.Say("identity.now." + i.now(e))
	means := bubble.Lines(e.Style.Text, e.Say("identity.code"), e.Width)
	use := bubble.Lines(e.Style.Text, e.Say("identity.use"), e.Width)
	const each, gaps = 2, 2 // lines of a way, and blanks
	if len(means)+len(use)+gaps+each*len(i.ways(e)) <= e.Height {
		means = append(means, "")
	}
	means = append(means, use...)
	word := e.EnterTo("continue")
	if i.lit(e) != identityExample && !e.Ready { // which sends nothing
		word = moment(e)
	}
	menu, focus := i.menu.View(e.Style, page.Options(e, "identity.way.", i.ways(e)), e.Width, e.Height-len(means)-1, word)
	p.Body, p.Focus = strings.Join(means, "\n")+"\n\n"+menu, len(means)+1+focus
	return p
}

// lit is the way that the mark stands at; "" while it stands at none.
func (i *identityPage) lit(e *page.Env) identityWay {
	if ways := i.ways(e); i.menu.At() >= 0 {
		return ways[min(i.menu.At(), len(ways)-1)]
	}
	return ""
}

// now names how the check is, as far as Meta says.
func (i *identityPage) now(e *page.Env) string {
	is := e.Flow.Settings.Identity
	_, reading := e.Flow.Waiting.(flows.ReadSettings)
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
func (i *identityPage) message(e *page.Env) string {
	lines := strings.Split(example(e), "\n")
	for at, line := range lines {
		look := e.Style.Text
		if strings.Contains(line, "recipient_identity_key_hash") {
			look = e.Style.Focus
		}
		lines[at] = look.Render(line)
	}
	return strings.Join(lines, "\n")
}

// example is a message that is delivered only while the recipient's identity is
// the one that the hash was taken from (seed 001). Recipient and hash are left
// out, and the token is a variable of the shell.
func example(e *page.Env) string {
	return fmt.Sprintf(`POST /%s/%s/messages
Authorization: Bearer $DIALTONE_TOKEN

{
  "messaging_product": "whatsapp",
  "recipient_type": "individual",
  "to": "+•• •••• ••••",
  "recipient_identity_key_hash": "••••••••••••",
  "type": "text",
  "text": {"body": "…"}
}`, cmp.Or(e.Flow.ServedVersion, e.Flow.AskedVersion), e.Flow.Number.ID)
}

func (i *identityPage) Keys(e *page.Env) page.Keys {
	if i.example {
		return page.Keys{e.Bind("ctrl+y", "copy"), e.Bind("esc", "back")}
	}
	keys := page.Keys{e.Bind(fmt.Sprintf("1-%d", len(i.ways(e))), "choose")}
	if i.menu.At() >= 0 {
		keys = append(keys, e.Bind("enter", "continue"))
	}
	return append(keys, e.Bind("ctrl+g", "guide"))
}

func (i *identityPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.Identity)
	t.Guide = "identity_check"
	switch way := i.lit(e); {
	case i.example:
		t.Why, t.Guide, t.Wide = "", "", true // nothing beside it, so that a mouse can mark it
	case way == identityOn, way == identityOff:
		t.OnEnter = page.Do(flows.IdentityChosen{On: way == identityOn})
	}
	return t
}
