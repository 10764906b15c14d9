package api

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzParts splits answers into their members, bounds them, and cuts them for a trace.
// What is split is one JSON object without a contradiction, what is let through is not
// too deep, and what is left of a long answer can still be read.
func FuzzParts(f *testing.F) {
	for _, s := range []string{
		`{"success":true}`, `{"success":"false","a":[1,2]}`, `{"success":1}`, `{"a":1,"A":2}`, `{"ß":1,"ẞ":2}`, `{"a":{"b":[{"c":"}"}]},"d":"\\\""}`, `[1]`, `{} {}`, `{"a":1e999}`,
		`{"n":"12"}`, `{"n":1.5}`, `{"n":2147483649}`, `{"n":"NaN"}`, `{"n":"0x10"}`, ` {"a":null} `, `{"a":"\ud800"}`, `{"a`, `{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]`, "\xff{}",
	} {
		f.Add([]byte(s), uint16(8))
	}
	f.Fuzz(func(t *testing.T, raw []byte, most uint16) {
		all, err := partsOf(raw)
		if err == nil {
			var object map[string]json.RawMessage
			if json.Unmarshal(raw, &object) != nil || len(object) != len(all) {
				t.Fatalf("%q has %d members", raw, len(all))
			}
		}
		for name := range all {
			if n, is := all.whole(name); is && (n > 1<<31 || n < -1<<31) || !is && n != 0 {
				t.Fatalf("%q: %s is %d", raw, name, n)
			}
			if all.yes(name) && !all.holds(name) {
				t.Fatalf("%q: %s is yes and not there", raw, name)
			}
		}
		if yes, clear := all.done(); yes && !clear || clear && !all.holds("success") {
			t.Fatalf("%q is done %t, clear %t", raw, yes, clear)
		}
		if bounded(raw) == nil && json.Valid(raw) && depthOf(raw) > maxDepth {
			t.Fatalf("%q is %d deep", raw, depthOf(raw))
		}
		part := beginning(raw, int(most))
		if len(part) > int(most)+len(raw) || !bytes.HasPrefix(raw, bytes.TrimRight(part, "]}")) {
			t.Fatalf("%q is cut to %q", raw, part)
		}
		if json.Valid(raw) && isTree(raw) && len(bytes.TrimSpace(part)) > 0 && !json.Valid(part) {
			t.Fatalf("%q is cut to %q, which cannot be read", raw, part)
		}
	})
}

// depthOf is how deep valid JSON is.
func depthOf(raw []byte) int {
	d, deep, deepest := json.NewDecoder(bytes.NewReader(raw)), 0, 0
	for {
		token, err := d.Token()
		if err != nil {
			return deepest
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			deep++
			deepest = max(deepest, deep)
		case json.Delim('}'), json.Delim(']'):
			deep--
		}
	}
}
