package flows

import (
	"fmt"
	"slices"
	"strings"
)

// Pseudo states of the drawing.
const (
	anywhere State = "Anywhere" // stands for [Any] and, as a goal, for [Noted]
	standing State = "standing" // stands for [Derived]
)

// edge is a line of the drawing with everything that leads along it.
type edge struct {
	from, to State
	labels   []string
}

// Mermaid draws the table as a state diagram that GitHub shows. Rows that stay
// in their state are left out; those of [Any] start at one pseudo state, and so
// does what an error card offers; a number's standing is a choice of its own.
// The same table always gives the same text.
func (m *Machine) Mermaid() string {
	var edges []edge
	var notes []string
	for _, r := range m.rows {
		from, to := r.From, r.To
		if from == Any {
			from = anywhere
		}
		if from != anywhere && m.everywhere(r) {
			continue
		}
		switch to {
		case Noted:
			to = anywhere
		case Derived:
			to = standing
		case Previous:
			notes = append(notes, fmt.Sprintf("%s, %s leads back", from, label(r)))
			continue
		case Same, Advised, from:
			continue
		}
		edges = draw(edges, from, to, label(r))
	}
	for _, r := range standings() {
		edges = draw(edges, standing, r.start, string(r.standing))
	}
	for _, t := range treatments() {
		if t.to != "" {
			edges = draw(edges, anywhere, t.to, "advice "+string(t.id))
		}
	}
	return render(edges, notes)
}

// everywhere reports whether a row of [Any] says the same.
func (m *Machine) everywhere(r Transition) bool {
	return slices.ContainsFunc(m.rows, func(other Transition) bool {
		return other.From == Any && other.On == r.On && other.If.Name == r.If.Name && other.To == r.To
	})
}

func label(r Transition) string {
	if r.If.Name == "" {
		return string(r.On)
	}
	return fmt.Sprintf("%s [%s]", r.On, r.If.Name)
}

// draw adds a label to the edge between two states.
func draw(edges []edge, from, to State, text string) []edge {
	for i := range edges {
		if e := &edges[i]; e.from == from && e.to == to {
			if !slices.Contains(e.labels, text) {
				e.labels = append(e.labels, text)
			}
			return edges
		}
	}
	return append(edges, edge{from, to, []string{text}})
}

func render(edges []edge, notes []string) string {
	var b strings.Builder
	var order []State
	b.WriteString("stateDiagram-v2\n    direction TB\n    state \"any state\" as " + string(anywhere) + "\n    state " + string(standing) + " <<choice>>\n    [*] --> Connect\n")
	for _, d := range Declarations() {
		order = append(order, d.State)
	}
	order = append(order, standing, anywhere)
	slices.SortStableFunc(edges, func(a, b edge) int {
		if a.from != b.from {
			return slices.Index(order, a.from) - slices.Index(order, b.from)
		}
		return slices.Index(order, a.to) - slices.Index(order, b.to)
	})
	for _, e := range edges {
		fmt.Fprintf(&b, "    %s --> %s : %s\n", e.from, e.to, strings.Join(e.labels, " / "))
	}
	if len(notes) > 0 {
		b.WriteString("    note right of " + string(anywhere) + "\n")
		for _, n := range notes {
			b.WriteString("        " + n + "\n")
		}
		b.WriteString("    end note\n")
	}
	return b.String()
}
