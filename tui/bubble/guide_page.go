package bubble

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dialtone/tui/theme"
)

// page draws Markdown in width cells: headings without their signs, lists with
// hanging marks, text folded as its script allows. Raw HTML is left out, and a
// link is its text.
//
// Only the parser of goldmark is used. The renderers for terminals that stand on
// it colour code as well and load the grammar of every programming language
// before the first screen; they fold at blanks alone, which Chinese has not.
func page(st theme.Styles, markdown string, width int) []string {
	if width <= 0 {
		return nil
	}
	source := []byte(clean(markdown))
	d := &drawer{st: st, source: source}
	lines := d.blocks(parse().Parse(text.NewReader(source)), width)
	for i, line := range lines {
		if ansi.StringWidth(line) > width { // not even a mark or a character fits
			lines[i] = ansi.Truncate(line, width, "")
		}
	}
	return lines
}

// parse is built at the first page.
var parse = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
})

// clean drops what a terminal would take for an order.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// drawer turns the nodes of one text into lines.
type drawer struct {
	st     theme.Styles
	source []byte
}

// blocks draws what a block is made of, with air where a reader pauses.
func (d *drawer) blocks(parent ast.Node, width int) []string {
	var lines []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		block := d.block(n, width)
		if len(lines) > 0 && len(block) > 0 && apart(n) {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

// apart reports whether a blank line stands above a block: not within a list,
// nor between a heading or a sentence and the list that it leads to.
func apart(n ast.Node) bool {
	above, kind := n.PreviousSibling().Kind(), n.Kind()
	switch {
	case kind == ast.KindHeading:
		return true
	case above == ast.KindHeading, kind == ast.KindListItem, n.Parent().Kind() == ast.KindListItem:
		return false
	}
	return kind != ast.KindList || above != ast.KindParagraph
}

func (d *drawer) block(n ast.Node, width int) []string {
	switch n := n.(type) {
	case *ast.Heading:
		look := &d.st.Focus
		if n.Level == 1 {
			look = &d.st.Title
		}
		return d.fold(n, look, width)
	case *ast.Paragraph, *ast.TextBlock:
		return d.fold(n, &d.st.Text, width)
	case *ast.List:
		return d.list(n, width)
	case *ast.Blockquote:
		bar := d.st.Rule.Render("┃") + " "
		return hang(d.blocks(n, max(1, width-2)), bar, bar)
	case *ast.ThematicBreak:
		return []string{d.st.Rule.Render(strings.Repeat("─", width))}
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return d.verbatim(n, width)
	case *ast.HTMLBlock:
		return nil
	}
	return d.blocks(n, width)
}

// list draws items behind marks of one width.
func (d *drawer) list(list *ast.List, width int) []string {
	marks := make([]string, 0, list.ChildCount())
	wide := 0
	for i := range list.ChildCount() {
		mark := "•"
		if list.IsOrdered() {
			mark = strconv.Itoa(list.Start+i) + "."
		}
		marks, wide = append(marks, mark), max(wide, ansi.StringWidth(mark))
	}
	look := d.st.Muted
	if list.IsOrdered() {
		look = d.st.Focus
	}
	var lines []string
	i := 0
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := strings.Repeat(" ", wide-ansi.StringWidth(marks[i])) + look.Render(marks[i]) + " "
		lines = append(lines, hang(d.blocks(item, max(1, width-wide-1)), mark, strings.Repeat(" ", wide+1))...)
		i++
	}
	return lines
}

// hang sets the first line behind one mark and the others behind another.
func hang(lines []string, first, others string) []string {
	for i := range lines {
		switch {
		case i == 0:
			lines[i] = first + lines[i]
		case lines[i] != "":
			lines[i] = others + lines[i]
		}
	}
	return lines
}

// verbatim draws lines as they are.
func (d *drawer) verbatim(n ast.Node, width int) []string {
	var lines []string
	raw := n.Lines()
	for i := range raw.Len() {
		segment := raw.At(i)
		text := strings.TrimRight(string(segment.Value(d.source)), " \n")
		lines = append(lines, Lines(d.st.Text, text, width)...)
	}
	return lines
}

// fold draws the text of a block.
func (d *drawer) fold(n ast.Node, look *theme.Look, width int) []string {
	text := Wrap(d.dressed(n, look, width), width)
	return strings.Split(strings.ReplaceAll(text, joint, ""), "\n")
}

// dressed is the text of a block, each piece of it in its look.
func (d *drawer) dressed(parent ast.Node, look *theme.Look, width int) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			text, hardBreak := strings.CutSuffix(d.text(n), "\n")
			b.WriteString(look.Render(text))
			if hardBreak {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.WriteString(look.Render(string(n.Value)))
		case *ast.Emphasis:
			strong := &d.st.Strong
			if n.Level == 1 || look != &d.st.Text {
				strong = look // a heading is strong already, and slanted characters are hard to read
			}
			b.WriteString(d.dressed(n, strong, width))
		case *ast.CodeSpan:
			b.WriteString(d.st.Strong.Render(breakable(d.code(n), width)))
		case *ast.AutoLink:
			b.WriteString(look.Render(string(n.Label(d.source))))
		case *ast.RawHTML:
		default:
			b.WriteString(d.dressed(n, look, width))
		}
	}
	return b.String()
}

// text is what a piece says, with the line end that follows it: a blank, or
// nothing where the script has no blanks.
func (d *drawer) text(n *ast.Text) string {
	said := n.Segment.Value(d.source)
	said = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(said)))
	switch {
	case n.HardLineBreak():
		return string(said) + "\n"
	case !n.SoftLineBreak():
		return string(said)
	}
	const signs = " \n*_`"
	before, _ := utf8.DecodeLastRune(bytes.TrimRight(d.source[:n.Segment.Stop], signs))
	after, _ := utf8.DecodeRune(bytes.TrimLeft(d.source[n.Segment.Stop:], signs))
	if isWide(before) && isWide(after) {
		return string(said)
	}
	return string(said) + " "
}

func isWide(r rune) bool { return ansi.StringWidth(string(r)) == 2 }

// code is the text of a code span.
func (d *drawer) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for t := n.FirstChild(); t != nil; t = t.NextSibling() {
		if t, is := t.(*ast.Text); is {
			b.Write(t.Segment.Value(d.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// joint is where a name that is too wide for a line may be broken. It is not
// drawn.
const joint = "\u200b"

// breakable marks the joints of a name that a line has no room for, with the
// signs that may follow it.
func breakable(name string, width int) string {
	const signs = 4
	if ansi.StringWidth(name)+signs <= width {
		return name
	}
	return strings.NewReplacer("_", "_"+joint, ".", "."+joint, "/", "/"+joint).Replace(name)
}
