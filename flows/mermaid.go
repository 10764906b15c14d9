package flows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dialtone/api"
)

// Pseudo states of the drawing.
const (
	anywhere State = "Anywhere" // stands for [Any] and, as a goal, for [Interrupted]
	standing State = "standing" // stands for [ByStanding]
	otherJob State = "another"  // stands for [JobStart] where the job is not the one drawn
)

// edge is a line of the drawing with everything that leads along it.
type edge struct {
	from, to State
	labels   []string
}

// Mermaid draws the table of a flow as a state diagram that GitHub shows. Rows that stay
// in their state are left out; those of [Any] start at one pseudo state, and so
// does what an error card offers; a number's standing is a choice of its own.
// The same table always gives the same text.
func (f Flow) Mermaid() string {
	var edges []edge
	var notes []string
	rows := f.Rows()
	if f.Job.onboards() { // the other drawings would be buried in it
		rows = append(rows, everywhere()...)
	}
	for _, r := range rows {
		from, to := r.From, r.To
		if from == Any || from == First {
			from = anywhere
		}
		if from != anywhere && saidOfAny(r) {
			continue
		}
		switch to {
		case Interrupted:
			to = anywhere
		case ByStanding:
			to = standing
		case JobStart:
			to = otherJob
		case Previous:
			notes = append(notes, fmt.Sprintf("%s, %s leads back", from, label(r)))
			continue
		case Same, Advised, from:
			continue
		}
		edges = draw(edges, from, to, label(r))
	}
	begins := f.Start
	if f.Job.onboards() {
		begins = Connect
		for _, r := range standings(api.Number{}, time.Time{}) {
			edges = draw(edges, standing, r.start, string(r.standing))
		}
		for _, t := range adviceRules() {
			if t.to != "" {
				edges = draw(edges, anywhere, t.to, "advice "+string(t.id))
			}
		}
	}
	return render(begins, edges, notes)
}

// saidOfAny reports whether a row of [Any] says the same.
func saidOfAny(r Transition) bool {
	return slices.ContainsFunc(everywhere(), func(other Transition) bool {
		return other.On == r.On && other.If.Name == r.If.Name && other.To == r.To
	})
}

func label(r Transition) string {
	if r.If.Name == "" {
		return r.Event()
	}
	return fmt.Sprintf("%s [%s]", r.Event(), r.If.Name)
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

func render(begins State, edges []edge, notes []string) string {
	var b strings.Builder
	var order []State
	drawn := func(s State) bool {
		return slices.ContainsFunc(edges, func(e edge) bool { return e.from == s || e.to == s })
	}
	b.WriteString("stateDiagram-v2\n    direction TB\n    state \"any state\" as " + string(anywhere) + "\n")
	if drawn(standing) {
		b.WriteString("    state " + string(standing) + " <<choice>>\n")
	}
	if drawn(otherJob) {
		b.WriteString("    state \"another job\" as " + string(otherJob) + "\n")
	}
	b.WriteString("    [*] --> " + string(begins) + "\n")
	for _, d := range Declarations() {
		order = append(order, d.State)
	}
	order = append(order, standing, otherJob, anywhere)
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
