package api

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
)

// An answer beyond these bounds is not read, whoever sent it: a list of empty
// objects takes seventy times its own length once it is decoded. A full page of
// 100 numbers with every field has about 100 KB and 5,000 values, six deep.
const (
	maxAnswer = 1 << 20  // bytes
	maxHeader = 64 << 10 // bytes of a header
	maxValues = 20_000
	maxDepth  = 32
)

// errLong is the cause for an answer that is longer than is read.
var errLong = fmt.Errorf("answer is larger than %d bytes: %w", maxAnswer, ErrUnreadable)

// unpack reads the body of an answer. What is read and what comes of it have the same bound:
// package net/http, which would unpack by itself, reads on for as long as nothing comes of
// what it reads.
func unpack(res *http.Response) ([]byte, error) {
	packed := &io.LimitedReader{R: res.Body, N: maxAnswer + 1}
	var body io.Reader = packed
	if strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip") {
		zip, err := gzip.NewReader(packed)
		switch {
		case errors.Is(err, io.EOF): // nothing at all
			return nil, nil
		case packed.N <= 0:
			return nil, errLong
		case err != nil:
			return nil, err
		}
		body = zip
	}
	raw, err := io.ReadAll(io.LimitReader(body, maxAnswer+1))
	if packed.N <= 0 {
		return nil, errLong
	}
	return raw, err
}

// bounded returns an error if an answer is too large to be decoded.
func bounded(raw []byte) error {
	if len(raw) > maxAnswer {
		return errLong
	}
	if !isTree(raw) {
		return nil // no values are made of it
	}
	values, depth := 0, 0
	for _, mark := range marks(raw) {
		switch mark {
		case '{', '[':
			values++
			depth++
		case ',':
			values++
		default:
			depth--
		}
		if values > maxValues || depth > maxDepth {
			return fmt.Errorf("answer has more than %d values or %d levels: %w", maxValues, maxDepth, ErrUnreadable)
		}
	}
	return nil
}

// beginning returns the part of an answer that a trace parses. It cuts longer JSON after
// a complete value and closes its brackets, so that what must not be shown is still found
// by its key.
func beginning(raw []byte, most int) []byte {
	if len(raw) <= most {
		return raw
	}
	raw = raw[:most]
	if !isTree(raw) {
		return raw
	}
	end := 0
	for i, mark := range marks(raw) {
		if mark == ',' {
			end = i
		}
	}
	var open []byte
	for _, mark := range marks(raw[:end]) {
		switch mark {
		case '{':
			open = append(open, '}')
		case '[':
			open = append(open, ']')
		case '}', ']':
			open = open[:max(0, len(open)-1)]
		}
	}
	if len(open) == 0 { // not one whole value
		return nil
	}
	slices.Reverse(open)
	return slices.Concat(raw[:end], open)
}

// isTree reports whether raw can be JSON that holds other values.
func isTree(raw []byte) bool {
	text := bytes.TrimLeft(raw, " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[')
}

// marks goes over the brackets and commas of JSON, leaving out its strings.
func marks(raw []byte) iter.Seq2[int, byte] {
	return func(yield func(int, byte) bool) {
		quoted := false
		for i := 0; i < len(raw); i++ {
			switch c := raw[i]; {
			case quoted && c == '\\':
				i++
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == '{', c == '}', c == '[', c == ']', c == ',':
				if !yield(i, c) {
					return
				}
			}
		}
	}
}
