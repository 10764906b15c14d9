package graphsim

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
)

// Page sizes (openapi).
const (
	defaultPage = 25
	maxPage     = 100
)

// page is the part of a list that a call asks for.
type page struct {
	fields        []field
	after, before string
	limit         int
	edge          string     // the path of the list, for the links
	asked         url.Values // the other parameters; a link repeats them, so that it leads to the same list
}

// page reads which page of a list is meant. The named parameters are those that choose
// the list.
func (c *call) page(named ...string) (page, *refusal) {
	fields, refused := c.fields()
	if refused != nil {
		return page{}, refused
	}
	p := page{fields: fields, limit: defaultPage, asked: url.Values{}}
	p.after, _ = c.params.text("after")
	p.before, _ = c.params.text("before")
	limit, _ := c.params.text("limit")
	for _, key := range named {
		if text := listText(c.params, key); text != "" {
			p.asked.Set(key, text)
		}
	}
	return p, p.setLimit(limit)
}

// setLimit sets the limit unless it is "".
func (p *page) setLimit(limit string) *refusal {
	if limit == "" {
		return nil
	}
	n, ok := wholeNumber(limit)
	if !ok || n < 1 || n > maxPage {
		return invalid("limit must be 1 to %d.", maxPage)
	}
	p.limit = n
	return nil
}

// bounds finds the page in a list.
func (p page) bounds(length int, position func(cursor string) int) (from, to int, refused *refusal) {
	to = length
	switch {
	case p.after != "" && p.before != "":
		return 0, 0, invalid("after and before exclude each other.")
	case p.after != "":
		if from = position(p.after) + 1; from == 0 {
			return 0, 0, invalid("The cursor after does not belong to this list.")
		}
	case p.before != "":
		if to = position(p.before); to < 0 {
			return 0, 0, invalid("The cursor before does not belong to this list.")
		}
		from = max(0, to-p.limit)
	}
	return from, min(to, from+p.limit), nil
}

// onePage returns a page with the cursors of its first and last entry and links to the
// pages before and after it. The position of a cursor of another list is -1.
func onePage[T any](c *call, p page, all []T, position func(cursor string) int, show func(T) view) (object, *refusal) {
	from, to, refused := p.bounds(len(all), position)
	if refused != nil {
		return nil, refused
	}
	data := []any{}
	var first, last string
	for _, one := range all[from:to] {
		v := show(one)
		item, refused := v.selectFields(p.fields)
		if refused != nil {
			return nil, refused
		}
		data, last = append(data, item), cursor(v.id)
		setDefault(&first, last)
	}
	if len(data) == 0 {
		return object{"data": data}, nil
	}
	paging := object{"cursors": object{"before": first, "after": last}}
	if to < len(all) {
		paging["next"] = p.link(c, "after", last)
	}
	if from > 0 {
		paging["previous"] = p.link(c, "before", first)
	}
	return object{"data": data, "paging": paging}, nil
}

// link returns the link to the page before or after. Meta's links contain the access token.
// These do not, so that no client gets used to following them blindly.
func (p page) link(c *call, direction, cursor string) string {
	q := url.Values{direction: {cursor}, "limit": {fmt.Sprint(p.limit)}}
	maps.Copy(q, p.asked)
	if len(p.fields) > 0 {
		q.Set("fields", writeFields(p.fields))
	}
	return fmt.Sprintf("%s/%s/%s?%s", c.base, c.version, p.edge, q.Encode())
}

// cursor returns the opaque text that stands for an entry of a list.
func cursor(id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte("n" + id))
}

// listText returns a parameter as the text that a link repeats.
func listText(p params, key string) string {
	if text, ok := p.text(key); ok {
		return text
	}
	if p[key] == nil {
		return ""
	}
	raw, err := json.Marshal(p[key])
	if err != nil {
		return ""
	}
	return string(raw)
}
