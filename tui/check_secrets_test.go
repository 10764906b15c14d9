package tui

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// leaks finds a part of a secret: five characters of the token, or three digits
// in a row of PIN, code or the middle of the number, also when they are spread
// over boxes.
func (s shot) leaks() string {
	if s.look.reveals {
		return ""
	}
	if part := partOf(tokenText[:len(tokenText)-4], s.text, 5); part != "" {
		return "a part of the token: " + part
	}
	for _, line := range s.lines() {
		line = strings.NewReplacer(" ", "", "│", "", "-", "").Replace(line)
		for _, secret := range []string{pinText, codeText, middleText} {
			if part := partOf(secret, line, 3); part != "" {
				return "a part of a secret: " + part
			}
		}
	}
	return ""
}

// partOf finds size characters in a row of a secret in a text.
func partOf(secret, text string, size int) string {
	for i := 0; i+size <= len(secret); i++ {
		if part := secret[i : i+size]; strings.Contains(text, part) {
			return part
		}
	}
	return ""
}

var coloured = regexp.MustCompile(`\x1b\[[0-9;:]*?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m:]`)

// wrongColours finds a picture that loses more than its colours where there are
// none (NO_COLOR), or that keeps some.
func (s shot) wrongColours() string {
	var b bytes.Buffer
	w := &colorprofile.Writer{Forward: &b, Profile: colorprofile.ASCII}
	if _, err := w.WriteString(s.view.Content); err != nil {
		return err.Error()
	}
	if ansi.Strip(b.String()) != s.text {
		return "the text is another one without colours"
	}
	if found := coloured.FindString(b.String()); found != "" {
		return "a colour is left without colours"
	}
	return ""
}
