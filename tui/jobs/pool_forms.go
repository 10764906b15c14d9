package jobs

import (
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dialtone/api"
	"dialtone/eligibility"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/bubble"
	"dialtone/tui/page"
)

// businessPage asks whose pool it is.
type businessPage struct{ id bubble.Field }

// NewBusiness asks whose pool of pre-verified numbers it is.
func NewBusiness() page.Page {
	const longest = 40
	return &businessPage{bubble.NewField(longest)}
}

func (b *businessPage) Enter(e *page.Env) tea.Cmd {
	b.id.Placeholder, b.id.Fault = e.Say("pool.business.example"), ""
	return nil
}

func (b *businessPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch page.Pressed(msg) {
	case "esc":
		return page.Do(flows.BackAsked{}), nil
	case "enter":
		id, fault := b.read(e)
		if b.id.Fault = fault; fault != "" {
			return nil, nil
		}
		return page.Do(flows.BusinessGiven{ID: id}), nil
	}
	return nil, b.id.Update(msg)
}

// read is the id that was typed, or the sentence why it is none.
func (b *businessPage) read(e *page.Env) (api.BusinessID, string) {
	text := b.id.Value()
	if phone.LooksLikeNumber(text) {
		return "", e.Say("pool.business.phone")
	}
	id, err := api.ParseID(text)
	var fault *api.IDError
	if errors.As(err, &fault) {
		return "", e.Say("id." + string(fault.Reason))
	}
	return api.BusinessID(id), ""
}

func (b businessPage) View(e *page.Env) page.View {
	w := e.Width
	p := e.Heading(flows.PoolBusiness)
	rows := bubble.NewRows(e.Style, w, 0)
	rows.Label(e.Say("pool.business.label"))
	rows.Field(b.id)
	rows.Fault(b.id.Fault)
	p.Body, p.Focus, p.Cursor = rows.View()
	return p
}

func (b *businessPage) Keys(e *page.Env) []key.Binding {
	return []key.Binding{e.Bind("enter", "continue")}
}

func (b *businessPage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.PoolBusiness)
	t.Typing, t.Fields = true, []page.Field{page.InputField(&b.id)}
	return t
}

// poolAddPage takes a number for the pool. What the add form refuses is
// refused here with the same sentences.
type poolAddPage struct{ number page.PhoneField }

// NewPoolAdd takes a number for the pool.
func NewPoolAdd() page.Page { return &poolAddPage{page.NewPhoneField()} }

func (p *poolAddPage) Enter(e *page.Env) tea.Cmd {
	p.number.Fault = ""
	if e.Flow.Typed.Phone.E164 == "" { // what was typed before is in the pool
		p.number.SetValue("")
	}
	return nil
}

func (p *poolAddPage) Update(e *page.Env, msg tea.Msg) (page.Action, tea.Cmd) {
	switch page.Pressed(msg) {
	case "esc":
		return page.Do(flows.BackAsked{}), nil
	case "enter":
		if !p.number.Check(e) {
			return nil, nil
		}
		phone, _ := p.number.Read(e)
		return page.Do(flows.NumberTyped{Phone: phone}), nil
	}
	p.number.Update(msg)
	return nil, nil
}

func (p poolAddPage) View(e *page.Env) page.View {
	w := e.Width
	v := e.Heading(flows.PoolAdd)
	rows := bubble.NewRows(e.Style, w, 0)
	rows.Label(e.Say("add.number.label"))
	p.number.Row(e, rows, e.Flow.Account.Country, e.Say("add.number.example"))
	v.Body, v.Focus, v.Cursor = rows.View()
	return v
}

func (p *poolAddPage) Keys(e *page.Env) []key.Binding {
	return []key.Binding{e.Bind("enter", "add_pool")}
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

// NewPoolUse puts a number of the pool into the account.
func NewPoolUse() page.Page { return &poolUsePage{name: page.NewNameField()} }

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
		return page.Do(flows.BackAsked{}), nil
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
	return nil, p.name.Update(msg)
}

func (p poolUsePage) View(e *page.Env) page.View {
	w := e.Width
	v := e.Heading(flows.PoolUse)
	st := e.Style
	facts := [][2]string{
		{e.Say("field.number"), st.Strong.Render(e.Pooled(e.Flow.Pool.At))},
		{e.Say("field.account"), st.Text.Render(e.RedactName(e.Flow.Account.Name))},
	}
	if ends := flows.PoolEnds(e.Flow.Pool.At); !ends.IsZero() {
		facts = append(facts, [2]string{e.Say("pool.use.until"), st.Text.Render(e.Day(ends))})
	}
	by := eligibility.Deadline(eligibility.DeadlinePreVerified, e.Now)
	facts = append(facts, [2]string{e.Say("field.register_by"),
		st.Text.Render(e.Say("pool.use.by", "Day", e.Day(by), "Days", page.PoolDays))})
	rows := bubble.NewRows(st, w, p.field)
	rows.Add(e.Table(facts, w) + "\n")
	p.name.Row(e, rows, w)
	rows.Button(e.Say("pool.use.send"))
	v.Body, v.Focus, v.Cursor = rows.View()
	return v
}

func (p *poolUsePage) Keys(e *page.Env) []key.Binding {
	if p.field == poolUseSend {
		return []key.Binding{e.Bind("enter", "use_pooled"), e.Bind("↑↓", "move")}
	}
	return []key.Binding{e.Bind("enter", "continue"), e.Bind("↑↓", "move")}
}

func (p *poolUsePage) Traits(e *page.Env) page.Traits {
	t := e.Traits(flows.PoolUse)
	t.Typing, t.Fields = p.field == poolUseName, []page.Field{page.InputField(&p.name)}
	if p.field == poolUseSend {
		t.OnEnter = page.Do(flows.ClaimAsked{})
	}
	return t
}
