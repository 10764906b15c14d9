package api_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"dialtone/api"
)

// A secret shows dots in every way of printing that Go has, also from within
// the unexported field of a struct, where package fmt does not ask the type.
func TestSecretNeverPrints(t *testing.T) {
	t.Parallel()
	const text = "EAAhush0123456789hush0123456789"
	s := api.NewSecret(text)
	type holder struct {
		Open   api.Secret
		hidden api.Secret
		list   []api.Secret
		table  map[string]api.Secret
		deep   *api.Secret
		any    any
	}
	h := holder{s, s, []api.Secret{s}, map[string]api.Secret{"a": s}, &s, s}
	type open struct {
		A api.Secret            `json:"a" xml:"a"`
		B *api.Secret           `json:"b" xml:"-"`
		C []api.Secret          `json:"c" xml:"c"`
		D map[string]api.Secret `json:"d" xml:"-"`
	}
	o := open{s, &s, []api.Secret{s}, map[string]api.Secret{"x": s}}
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%t", "%p", "%T", "%U", "%c", "%10s", "%-10.3s", "%b", "%e", "%o", "%w"} {
		for _, v := range []any{s, &s, h, &h, o, &o, []any{s}, api.Registration{PIN: s}, api.Options{Token: s}} {
			shown = append(shown, fmt.Sprintf(verb, v))
		}
	}
	for _, v := range []any{s, &s, h, o, &o} {
		raw, err := json.Marshal(v)
		must(t, err)
		shown = append(shown, string(raw), fmt.Sprint(v), fmt.Sprintln(v))
	}
	raw, err := xml.Marshal(o)
	must(t, err)
	shown = append(shown, string(raw), s.String(), s.GoString(), s.LogValue().String())
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		l := slog.New(handler)
		l.Info("x", "s", s, "p", &s, "h", h, "o", o, "any", slog.AnyValue(s))
		l.Info(fmt.Sprint(s, h))
	}
	shown = append(shown, log.String())
	c, err := api.New(api.Options{Token: s})
	must(t, err)
	shown = append(shown, fmt.Sprintf("%v %+v %#v", c, c, *c))
	for _, out := range shown {
		for _, part := range []string{text, text[:8], fmt.Sprintf("%x", text[:8]), fmt.Sprintf("%X", text[:8]), fmt.Sprintf("% x", text[:8])} {
			if strings.Contains(out, part) {
				t.Errorf("printed: %.200s", out)
			}
		}
	}
	if got := fmt.Sprintf("%v|%+v|%#v|%s|%q|%d", s, s, s, s, s, s); got != strings.Repeat("••••••|", 5)+"••••••" {
		t.Errorf("dots are %s", got)
	}
	if raw, _ := json.Marshal(s); string(raw) != `"••••••"` {
		t.Errorf("JSON is %s", raw)
	}
}

func TestSecretHolds(t *testing.T) {
	t.Parallel()
	s := api.NewSecret("016027")
	if s.Reveal() != "016027" || s.Empty() || s != api.NewSecret("016027") || s == api.NewSecret("016028") {
		t.Error("the text is not the text")
	}
	var none api.Secret
	if none.Reveal() != "" || !none.Empty() || none != api.NewSecret("") || none.String() != s.String() {
		t.Error("nothing is not nothing")
	}
	for text, want := range map[string]string{
		"":                                       "••••••",
		"016027":                                 "••••••",
		strings.Repeat("x", 23):                  "••••••",
		"EAA" + strings.Repeat("x", 20) + "tail": "••••••tail",
	} {
		if got := api.NewSecret(text).Hint(); got != want {
			t.Errorf("hint of %q is %q", text, got)
		}
	}
}
