package jobs

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// businessPage asks whose pool it is.
type businessPage struct{ id bubble.Field }

func (b *businessPage) Enter(e *page.Env) tea.Cmd {
	b.id.Placeholder, b.id.Fault = e.Say("pool.business.example"), ""
	return nil
}

func (b *businessPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) != "enter" {
		return page.Back(msg), b.id.Update(msg)
	}
	id, fault := e.ReadID(b.id.Value(), api.IDOfBusiness, "pool.business.phone")
	if b.id.Fault = fault; fault != "" {
		return nil, nil
	}
	return page.Do(flows.BusinessGiven{ID: api.BusinessID(id)}), nil
}

func (b businessPage) View(e *page.Env) page.View {
	p := e.Heading(flows.PoolBusiness)
	rows := bubble.NewRows(e.Style, e.Width, 0).Framed(e.Height)
	rows.Label(e.Say("pool.business.label"))
	rows.Field(b.id)
	rows.Fault(b.id.Fault)
	p.Body, p.Focus, p.Cursor = rows.View()
	return p
}

func (b *businessPage) Keys(e *page.Env) page.Keys {
	return page.Keys{e.Bind("enter", "continue")}
}

func (b *businessPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.PoolBusiness)
	t.Typing, t.Fields = true, []page.Field{page.InputField(&b.id)}
	return t
}

// poolAddPage takes a number for the pool, and refuses what the add form refuses.
type poolAddPage struct{ number page.PhoneField }

func (p *poolAddPage) Enter(e *page.Env) tea.Cmd {
	p.number.Fault = ""
	if e.Flow.Typed.Phone.E164 == "" { // what was typed before is in the pool
		p.number.SetValue("")
	}
	return nil
}

func (p *poolAddPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	if page.Pressed(msg) != "enter" {
		p.number.Update(msg)
		return page.Back(msg), nil
	}
	if !p.number.Check(e) {
		return nil, nil
	}
	phone, _ := p.number.Read(e)
	return page.Do(flows.NumberTyped{Phone: phone}), nil
}

func (p poolAddPage) View(e *page.Env) page.View {
	v := e.Heading(flows.PoolAdd)
	rows := bubble.NewRows(e.Style, e.Width, 0).Framed(e.Height)
	rows.Label(e.Say("add.number.label"))
	p.number.Row(e, rows, e.Flow.Account.Country, e.Say("add.number.example"))
	v.Body, v.Focus, v.Cursor = rows.View()
	return v
}

func (p *poolAddPage) Keys(e *page.Env) page.Keys {
	return append(page.Keys{e.Bind("enter", "add_pool")}, p.number.Keys(e)...)
}

func (p *poolAddPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.PoolAdd)
	t.Typing, t.Fields = true, []page.Field{page.NumberField(&p.number)}
	t.Hidden = p.number.Hidden(true)
	if p.number.Value() != "" {
		t.OnEnter = page.Do(flows.NumberTyped{})
	}
	return t
}

// poolUsePage asks for the display name under which a number of the pool goes
// into the account, and for the last word.
type poolUsePage struct {
	field int // the one at hand
	name  page.NameField
	of    api.PreverifiedID // that the name was typed for
}

// The fields of the form.
const (
	poolUseName = iota
	poolUseSend
	poolUseFields
)

func (p *poolUsePage) Enter(e *page.Env) tea.Cmd {
	p.field, p.name.Fault = poolUseName, ""
	if p.of != e.Flow.Pool.At.ID {
		p.of = e.Flow.Pool.At.ID
		p.name.SetValue("")
		// else a number stands in it, which the field would draw
		if name := e.Flow.Account.Name; e.RedactName(name) == page.Sanitize(name) {
			p.name.SetValue(name)
		}
	}
	return nil
}

func (p *poolUsePage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch page.Pressed(msg) {
	case "esc":
		if p.field == poolUseSend {
			p.field = poolUseName
			return nil, nil
		}
	case "enter":
		switch {
		case !p.name.Check(e):
			p.field = poolUseName
		case p.field == poolUseName:
			p.field = poolUseSend
		default:
			return page.Do(flows.ClaimAsked{Name: p.name.Text()}), nil
		}
		return nil, nil
	}
	if field, moved := bubble.Move(msg, p.field, poolUseFields); moved {
		p.field = field
		return nil, nil
	}
	if p.field == poolUseSend {
		return nil, nil
	}
	return page.Back(msg), p.name.Update(msg)
}

func (p poolUsePage) View(e *page.Env) page.View {
	w := e.Width
	v := e.Heading(flows.PoolUse)
	st := e.Style
	by := eligibility.Deadline(eligibility.DeadlinePreVerified, e.Now)
	about := [][2]string{
		{e.Say("field.number"), st.Strong.Render(e.Pooled(e.Flow.Pool.At))},
		{e.Say("field.account"), st.Text.Render(e.AccountName())},
		{e.Say("field.register_by"), st.Text.Render(e.Say("pool.use.by", "Day", e.Day(by)))},
	}
	rows := bubble.NewRows(st, w, p.field).Framed(e.Height)
	rows.Add(strings.Join(facts(e, about, w), "\n") + "\n")
	p.name.Row(e, rows, w)
	rows.Draws(func(lit bool) string { return e.Button(e.Say("pool.use.send"), lit, w) })
	v.Body, v.Focus, v.Cursor = rows.View()
	return v
}

func (p *poolUsePage) Keys(e *page.Env) page.Keys {
	if p.field == poolUseSend {
		return page.Keys{e.Bind("enter", "use_pooled"), e.Bind("↑↓", "move")}
	}
	return page.Keys{e.Bind("enter", "continue"), e.Bind("↑↓", "move")}
}

func (p *poolUsePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.PoolUse)
	t.Typing, t.Fields = p.field == poolUseName, []page.Field{page.InputField(&p.name)}
	if p.field == poolUseSend {
		t.OnEnter = page.Do(flows.ClaimAsked{})
	}
	return t
}
