package graphsim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// maxBody limits the size of a request. Graph's own limit is far above anything that an
// onboarding sends.
const maxBody = 1 << 20

// params are the parameters of a call. Graph reads them alike from query string, form and
// JSON body (openapi, docs). Values are strings, json.Numbers, bools, objects or lists; form
// values are strings.
type params map[string]any

// errBody says that the body is not of its content type.
var errBody = errors.New("body is not what its content type says")

// readParams reads query and body. If both have a parameter, that of the body counts.
func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	p := params{}
	p.addForm(r.URL.Query())
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return p, errBody
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return p, nil
	}
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return p, nil // without a content type Graph ignores the body
	}
	switch {
	case kind == "application/json" || strings.HasSuffix(kind, "+json"):
		return p, p.addJSON(body)
	case kind == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return p, errBody
		}
		p.addForm(form)
	case kind == "multipart/form-data":
		return p, p.addMultipart(body, options["boundary"])
	}
	return p, nil
}

func (p params) addForm(form url.Values) {
	for key, values := range form {
		value := values[len(values)-1]
		outer, inner, nested := strings.Cut(strings.TrimSuffix(key, "]"), "[")
		if !nested {
			p[key] = value
			continue
		}
		if inner == "" { // websites[]=a&websites[]=b
			p[outer] = anyList(values)
			continue
		}
		m, ok := p[outer].(object)
		if !ok {
			m = object{}
			p[outer] = m
		}
		m[inner] = value
	}
}

func (p params) addJSON(body []byte) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber() // so that a PIN sent as a number keeps all its digits
	var m object
	if err := d.Decode(&m); err != nil {
		return errBody
	}
	if d.More() {
		return errBody
	}
	for key, value := range m {
		p[key] = value
	}
	return nil
}

func (p params) addMultipart(body []byte, boundary string) error {
	r := http.Request{Method: http.MethodPost, Body: io.NopCloser(bytes.NewReader(body)),
		Header: http.Header{"Content-Type": {mime.FormatMediaType("multipart/form-data", map[string]string{"boundary": boundary})}}}
	if err := r.ParseMultipartForm(maxBody); err != nil {
		return errBody
	}
	p.addForm(r.MultipartForm.Value)
	return r.MultipartForm.RemoveAll()
}

// text returns a parameter as text, or false if it is absent or not a plain value.
func (p params) text(key string) (string, bool) { return plain(p[key]) }

// plain returns a value as text, or false if it is an object, a list or nothing.
func plain(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		if v {
			return "true", true
		}
		return "false", true
	}
	return "", false
}

// truth returns a value as a boolean; ok is false if it is none.
func truth(v any) (value, ok bool) {
	s, _ := plain(v)
	switch strings.ToLower(s) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

// object returns a parameter as an object. It is nested JSON, or JSON inside a text.
func (p params) object(key string) (object, bool) {
	switch v := p[key].(type) {
	case object:
		return v, true
	case string:
		d := json.NewDecoder(strings.NewReader(v))
		d.UseNumber()
		var m object
		if d.Decode(&m) != nil || m == nil {
			return nil, false
		}
		return m, true
	}
	return nil, false
}

// list returns a parameter as a list of texts. It is a JSON list, such a list inside a text,
// or one text.
func (p params) list(key string) ([]string, bool) {
	raw, ok := p[key]
	if !ok {
		return nil, false
	}
	if s, text := raw.(string); text {
		var inner []any
		if json.Unmarshal([]byte(s), &inner) != nil {
			return []string{s}, true
		}
		raw = inner
	}
	items, ok := raw.([]any)
	if !ok {
		return nil, false
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		s, ok := plain(item)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}
