package api

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// What Graph refuses to send at once it may send in smaller pieces: fewer fields, or fewer
// rows on a page.

// refusedFields are the fields that Graph refused a token, by call, so that the pages of a
// long list do not ask for them again, and the length of the pages that it did send.
type refusedFields struct {
	mu     sync.Mutex
	fields map[Endpoint][]string
	page   map[Endpoint]int
	failed map[Endpoint]bool // the last read failed with all fields, and not with fewer
}

func (r *refusedFields) without(call Endpoint, fields []string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return except(fields, r.fields[call])
}

// length is how long a page may be, at most as long as wanted.
func (r *refusedFields) length(call Endpoint, wanted int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if most, known := r.page[call]; known && most < wanted {
		return most
	}
	return wanted
}

// add takes note of fields that were left out of a read, and of a shorter page; 0 for none.
// After a failure that may pass by itself they are left out only where it comes twice.
func (r *refusedFields) add(call Endpoint, page int, passing bool, fields ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fields == nil {
		r.fields, r.page, r.failed = map[Endpoint][]string{}, map[Endpoint]int{}, map[Endpoint]bool{}
	}
	once := passing && !r.failed[call]
	if r.failed[call] = passing; once {
		return
	}
	r.fields[call] = append(r.fields[call], fields...)
	if page > 0 {
		r.page[call] = page
	}
}

// among are the fields that both lists have.
func among(fields, core []string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return !slices.Contains(core, f) })
}

// except are the fields that only the first list has.
func except(fields, others []string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return slices.Contains(others, f) })
}

// A page of these lengths is tried where Graph says that one holds too much.
const (
	shortPage    = 25 // what Graph sends by itself (openapi)
	shortestPage = 10
)

// ask is what a read asks for: some fields, of a page this long. 0 is for an object, and
// for a page as long as Graph likes.
type ask struct {
	fields []string
	cores  [][]string // what has to do where Graph does not say which fields it refuses
	page   int
}

// less is what to ask for after a refusal, false where there is nothing less to ask for. A
// shorter page goes first, since nothing is lost by it. A failure that may pass by itself
// is no reason to go without what tells how a number stands.
func (a ask) less(said *Error) (ask, bool) {
	refused := said.refusedAmong(a.fields)
	for len(a.cores) > 0 && len(among(a.fields, a.cores[0])) == len(a.fields) {
		a.cores = a.cores[1:]
	}
	switch {
	case !said.mayBeFields():
		return a, false
	case len(refused) > 0:
		a.fields = except(a.fields, refused)
	case said.tooMuch() && a.page > shortPage:
		a.page = shortPage
	case said.longPage() && a.page > shortestPage:
		a.page = shortestPage
	case len(a.cores) > 0 && (!said.passes() || slices.Contains(a.cores[0], "status")):
		a.fields = among(a.fields, a.cores[0])
	case said.tooMuch() && a.page > shortestPage:
		a.page = shortestPage
	default:
		return a, false
	}
	return a, true
}

// readFields reads fields of an object or of the rows of a list. Fields that Graph refuses
// are left out. Where it does not say which ones, the first of the cores has to do, and
// then the next. If all is refused, what Graph said first counts, unless it says later that
// the token is dead or that calls have to wait. It returns the fields that were left out.
func (c *Client) readFields(ctx context.Context, r request, fields []string, cores ...[]string) ([]string, error) {
	if r.query == nil {
		r.query = url.Values{}
	}
	limit, _ := strconv.Atoi(r.query.Get("limit"))
	all := ask{fields: c.refused.without(r.call, fields), cores: cores, page: c.refused.length(r.call, limit)}
	var first error
	passing := false
	for now := all; ; {
		r.query.Del("fields")
		if len(now.fields) > 0 {
			r.query.Set("fields", strings.Join(now.fields, ","))
		}
		if now.page > 0 {
			r.query.Set("limit", strconv.Itoa(now.page))
		}
		err := c.read(ctx, r)
		if err == nil {
			c.refused.add(r.call, shorter(now.page, all.page), passing, except(all.fields, now.fields)...)
			return except(fields, now.fields), nil
		}
		var said *Error
		if !errors.As(err, &said) {
			return nil, cmp.Or(first, err)
		}
		less, some := now.less(said)
		switch {
		case !some && (TokenDead(said) || said.waits()):
			return nil, err
		case !some:
			return nil, cmp.Or(first, err)
		}
		if len(said.refusedAmong(now.fields)) == 0 { // else it does not ask for that again
			first = cmp.Or(first, err)
		}
		if said.passes() {
			c, passing = c.once(), true
		}
		now = less
	}
}

// once is the client without repeats: an answer that may pass was waited for already.
func (c *Client) once() *Client {
	other := *c
	other.retries = 0
	return &other
}

// shorter is the length of a page that is shorter than it was to be, else 0.
func shorter(page, wanted int) int {
	if page < wanted {
		return page
	}
	return 0
}
