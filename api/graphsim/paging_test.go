package graphsim_test

import (
	"slices"
	"strings"
	"testing"
)

// The links of a page lead to the same list, with the same fields, forwards and backwards
// (openapi).
func TestLinksStayInTheList(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path string
		ids  []string
		keys int
	}{
		"pool": {businessID + "/preverified_numbers?limit=1&code_verification_status=VERIFIED&fields=phone_number,owner_business{id}",
			[]string{readyID, agingID}, 3},
		"whole pool": {businessID + "/preverified_numbers?limit=2", []string{staleID, readyID, agingID, newID}, 3},
		"numbers": {wabaID + "/phone_numbers?limit=1&sort=creation_time.asc&fields=status",
			[]string{numberID, "106540352242902", "106540352242901"}, 2},
		"numbers of the account": {wabaID + "?fields=phone_numbers.limit(1){status,throughput{level}}",
			[]string{numberID, "106540352242901", "106540352242902"}, 3},
	} {
		w := with(t, three)
		if strings.HasPrefix(c.path, businessID) {
			w = poolWorld(t)
		}
		var forth, back []string
		read := func(page obj, into *[]string) {
			items, _ := page["data"].([]any)
			for _, item := range items {
				entry := item.(obj)
				if len(entry) != c.keys {
					t.Errorf("%s: an entry has %v", name, entry)
				}
				*into = append(*into, entry["id"].(string))
			}
		}
		follow := func(page obj, direction string) obj {
			paging, _ := page["paging"].(obj)
			link, ok := paging[direction].(string)
			if !ok {
				return nil
			}
			return w.get(strings.TrimPrefix(link, w.url)).ok(t).body
		}
		page := w.get("/v24.0/" + c.path).ok(t).body
		if inner, ok := page["phone_numbers"].(obj); ok {
			page = inner
		}
		read(page, &forth)
		for next := follow(page, "next"); next != nil; next = follow(page, "next") {
			page = next
			read(page, &forth)
		}
		for ; page != nil; page = follow(page, "previous") {
			var ids []string
			read(page, &ids)
			back = append(ids, back...)
		}
		if !slices.Equal(forth, c.ids) || !slices.Equal(back, c.ids) {
			t.Errorf("%s: forth %v, back %v, want %v", name, forth, back, c.ids)
		}
	}
	w := poolWorld(t)
	for _, bad := range []string{"before=nowhere", "before=a&after=b"} {
		if got := w.pool("GET", businessID+"/preverified_numbers?"+bad, "").code(); got != 100 {
			t.Errorf("%s: code %d", bad, got)
		}
	}
}
