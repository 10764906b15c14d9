package flows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// constants reads the values of the string constants of a type out of the
// source, so that a list that forgets one is found.
func constants(t *testing.T, typeName string) []string {
	t.Helper()
	var values []string
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			id, named := spec.Type.(*ast.Ident)
			text, literal := spec.Values[0].(*ast.BasicLit)
			if named && literal && id.Name == typeName && spec.Names[0].IsExported() {
				value, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, value)
			}
			return true
		})
	}
	return values
}

// sources are the files of the package, without its tests.
func sources(t *testing.T) []*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func texts[T ~string](all []T) []string {
	var out []string
	for _, v := range all {
		out = append(out, string(v))
	}
	return out
}

func TestListsAreComplete(t *testing.T) {
	t.Parallel()
	var states []string
	for _, d := range Declarations() {
		states = append(states, string(d.State))
	}
	places := []string{string(Any), string(First), string(Same), string(Previous), string(Noted), string(Advised), string(Derived), string(Begun)}
	for name, listed := range map[string][]string{
		"Kind": texts(Kinds()), "AdviceID": texts(AdviceIDs()), "Notice": texts(Notices()), "Standing": texts(Standings()), "Step": texts(Steps()), "Job": texts(Jobs()),
		"FactChange": texts(FactChanges()), "PINFault": texts(PINFaults()), "ProfileField": texts(ProfileFields()), "ProfileFault": texts(ProfileFaults()), "Cost": append(texts(Costs()), ""), "State": append(states, places...),
	} {
		want := constants(t, name)
		slices.Sort(want)
		slices.Sort(listed)
		if !slices.Equal(want, listed) {
			t.Errorf("%s:\nconstants %v\nlisted    %v", name, want, listed)
		}
	}
}

func TestKindsOfEvents(t *testing.T) {
	t.Parallel()
	for i, k := range Kinds() {
		if byHand := i < slices.Index(Kinds(), KSandboxOpened); k.operators() != byHand {
			t.Errorf("%s: by the operator %t", k, k.operators())
		}
		for _, e := range samples(k) {
			if e.Kind() != k {
				t.Errorf("%T is a %s, not a %s", e, e.Kind(), k)
			}
		}
	}
}

// TestTable holds the table to its own rules.
func TestTable(t *testing.T) {
	t.Parallel()
	known := append(texts(allStates()), string(Same), string(Previous), string(Noted), string(Advised), string(Derived), string(Begun))
	rows := NewMachine().Rows()
	for i, r := range rows {
		if r.From != Any && r.From != First && !slices.Contains(texts(allStates()), string(r.From)) || !slices.Contains(known, string(r.To)) || !slices.Contains(Kinds(), r.On) {
			t.Errorf("%s --%s--> %s: no such state or event", r.From, r.On, r.To)
		}
		if (r.If.holds == nil) != (r.If.Name == "") {
			t.Errorf("%s --%s--> %s: a condition without a name, or the other way round", r.From, r.On, r.To)
		}
		for _, later := range rows[i+1:] {
			if later.From == r.From && later.On == r.On && (r.If.Name == "" || later.If.Name == r.If.Name) {
				t.Errorf("%s --%s [%s]--> %s is never reached", later.From, later.On, later.If.Name, later.To)
			}
		}
	}
}

// allStates are the states themselves.
func allStates() []State {
	var all []State
	for _, d := range Declarations() {
		all = append(all, d.State)
	}
	return all
}

// effects are the types that have an answer, by the source.
func effects(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "answer" {
				if of, is := f.Recv.List[0].Type.(*ast.Ident); is {
					names = append(names, of.Name)
				}
			}
		}
	}
	return names
}
