package graphsim

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/url"
	"slices"
)

// Page sizes (openapi).
const (
	defaultPage = 25
	largestPage = 100
)

// page is what part of a list was asked for.
type page struct {
	fields        []field
	after, before string
	limit         int
	edge          string     // the list's path, for the links
	asked         url.Values // what else was asked for, so that a link leads to the same list
}

// page reads which page of a list is meant; named are the parameters that choose
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
	return p, p.take(limit)
}

// take sets the limit, if there is one.
func (p *page) take(limit string) *refusal {
	if limit == "" {
		return nil
	}
	n, ok := wholeNumber(limit)
	if !ok || n < 1 || n > largestPage {
		return invalid("limit must be 1 to %d.", largestPage)
	}
	p.limit = n
	return nil
}

// cut finds the page in a list of that length.
func (p page) cut(length int, place func(cursor string) int) (from, to int, refused *refusal) {
	to = length
	switch {
	case p.after != "" && p.before != "":
		return 0, 0, invalid("after and before exclude each other.")
	case p.after != "":
		if from = place(p.after) + 1; from == 0 {
			return 0, 0, invalid("The cursor after does not belong to this list.")
		}
	case p.before != "":
		if to = place(p.before); to < 0 {
			return 0, 0, invalid("The cursor before does not belong to this list.")
		}
		from = max(0, to-p.limit)
	}
	return from, min(to, from+p.limit), nil
}

// onePage is a page with the cursors at both its ends, and a link to each
// neighbouring page. The place of a cursor is -1 when it belongs to another list.
func onePage[T any](c *call, p page, all []T, place func(cursor string) int, show func(T) view) (object, *refusal) {
	from, to, refused := p.cut(len(all), place)
	if refused != nil {
		return nil, refused
	}
	data := []any{}
	var first, last string
	for _, one := range all[from:to] {
		v := show(one)
		item, refused := v.choose(p.fields)
		if refused != nil {
			return nil, refused
		}
		data, last = append(data, item), cursor(v.id)
		orElse(&first, last)
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

// placed finds cursors in a list that is short.
func placed[T any](all []T, id func(T) string) func(string) int {
	return func(at string) int {
		return slices.IndexFunc(all, func(one T) bool { return cursor(id(one)) == at })
	}
}

// link leads to a neighbouring page. Meta's carries the access token; this one
// never does, so that nothing learns to follow it blindly.
func (p page) link(c *call, direction, cursor string) string {
	q := url.Values{direction: {cursor}, "limit": {fmt.Sprint(p.limit)}}
	maps.Copy(q, p.asked)
	if len(p.fields) > 0 {
		q.Set("fields", writeFields(p.fields))
	}
	return fmt.Sprintf("%s/%s/%s?%s", c.base, c.version, p.edge, q.Encode())
}

// cursor is an opaque place in a list.
func cursor(id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte("n" + id))
}
