package eligibility

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dialtone/assets/constants"
	"dialtone/eligibility/phone"
)

// source is this package and that of phone numbers without their tests, as syntax.
func source(t *testing.T) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, folder := range []string{".", "phone"} {
		//lint:ignore SA1019 a package of one folder, without build tags, is all there is to read
		pkgs, err := parser.ParseDir(token.NewFileSet(), folder, func(fi fs.FileInfo) bool {
			return !strings.HasSuffix(fi.Name(), "_test.go")
		}, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, pkg := range pkgs {
			for _, f := range pkg.Files {
				files = append(files, f)
			}
		}
	}
	return files
}

// TestPure keeps the promise of both package comments: no clock, no network, no
// screen, no state, no work at start.
func TestPure(t *testing.T) {
	t.Parallel()
	allowed := []string{
		"cmp", "errors", "slices", "strconv", "strings", "time", "unicode", "unicode/utf8", "github.com/nyaruka/phonenumbers",
		"dialtone/api/mask", "dialtone/eligibility/phone", // pure as well
	}
	for _, file := range source(t) {
		for _, imp := range file.Imports {
			if path, _ := strconv.Unquote(imp.Path.Value); !slices.Contains(allowed, path) {
				t.Errorf("import of %s", path)
			}
		}
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "init" && d.Recv == nil {
					t.Error("there is an init function")
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR {
					t.Error("there is a package-level variable")
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(
				[]string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}, sel.Sel.Name) {
				t.Errorf("the clock is read with time.%s", sel.Sel.Name)
			}
			return true
		})
	}
}

func TestQuestionsAreComplete(t *testing.T) {
	t.Parallel()
	if want := constants.Of[Question](t); !slices.Equal(Questions(), want) {
		t.Errorf("questions %v, declared %v", Questions(), want)
	}
}

// TestEveryCodeIsReached walks facts and answers until every reason and every
// remedy was given, and checks what holds for all results on the way.
func TestEveryCodeIsReached(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is for the race detector, which has nothing to find in one goroutine")
	}
	t.Parallel()
	reasons, remedies := map[ReasonCode]bool{}, map[RemedyID]bool{}
	words := []string{
		"", "PENDING", "CONNECTED", "BANNED", "MIGRATED", "DELETED", "DISCONNECTED", "RATE_LIMITED", "LINKED", "NEW_WORD",
	}
	platforms := []*Platform{nil}
	for _, status := range words {
		for _, host := range []string{"", "CLOUD_API", "ON_PREMISE", "NEW_WORD"} {
			for _, code := range []string{"", "VERIFIED", "NOT_VERIFIED"} {
				platforms = append(platforms,
					&Platform{Status: status, PlatformType: host, CodeVerification: code, AccountMode: "LIVE"},
					&Platform{Status: status, PlatformType: host, CodeVerification: code, OnBusinessApp: true},
					&Platform{Status: status, PlatformType: host, CodeVerification: code, VerifiedName: "Test Number"})
			}
		}
	}
	for _, name := range []string{"APPROVED", "AVAILABLE_WITHOUT_REVIEW", "PENDING_REVIEW", "DECLINED", "EXPIRED", "NONE", "NEW_WORD"} {
		platforms = append(platforms, &Platform{Status: "PENDING", NameStatus: name})
	}
	for _, code := range []string{"VERIFIED", "NOT_VERIFIED", "EXPIRED"} {
		platforms = append(platforms, &Platform{Status: "PENDING", CodeVerification: code, Onboarded: true})
	}
	accounts := []*Account{
		nil, {}, {Known: true}, {Known: true, NumbersRegistered: 3}, {Known: true, NumbersRegistered: 3, NumberCap: 3},
		{ReviewStatus: "REJECTED"}, {ReviewStatus: "APPROVED", Status: "DISABLED"}, {Status: "ACTIVE"}, {ReviewStatus: "APPROVED"}, {ReviewStatus: "PENDING"}, {ReviewStatus: "NEW_WORD", BusinessVerification: "NEW_WORD", MessagingLimit: "NEW_WORD"},
	}
	numbers := []phone.Number{
		mobile(t), fixed(t), tollFree(t), either(t), shared(t), pager(t), short(t), meta555(t), nowhere(t), {},
	}
	answers := []Answers{nil, allGood()}
	for _, q := range Questions() {
		for _, a := range append(q.Choices(), "new_word") {
			answers = append(answers, Answers{q: a})
		}
	}
	walk := func(platforms []*Platform, accounts []*Account) {
		for _, p := range platforms {
			for _, acc := range accounts {
				for _, n := range numbers {
					for _, a := range answers {
						results := Check(Facts{Number: n, Platform: p, Account: acc}, a)
						if v := Decide(results); slices.ContainsFunc(results, Result.Final) && (v.Open > 0 || v.Kind == Undecided || v.Kind == Eligible) {
							t.Fatalf("%+v although a rule failed for good: %+v %+v %+v %v", v, n, p, acc, a)
						}
						for _, r := range results {
							if problem := inconsistent(r); problem != "" {
								t.Fatalf("%s: %+v for %+v %+v %+v %v", problem, r, n, p, acc, a)
							}
							reasons[r.Reason], remedies[r.Remedy] = true, true
						}
					}
				}
			}
		}
	}
	walk(platforms, []*Account{nil})
	walk([]*Platform{nil, {Status: "PENDING"}, {Status: "CONNECTED"}}, accounts)
	for _, c := range constants.Of[ReasonCode](t) {
		if !reasons[c] {
			t.Errorf("no facts and answers lead to reason %s", c)
		}
	}
	for _, c := range constants.Of[RemedyID](t) {
		isWay := slices.ContainsFunc(Walks(), func(w Walk) bool { return remedies[w.Remedy] && w.LeadsTo(c) })
		if !remedies[c] && !isWay && c != RemedySharedUnseen { // that one is Meta's own word for it
			t.Errorf("no facts and answers lead to remedy %s", c)
		}
	}
}

// inconsistent says what is wrong with a result whatever its rule.
func inconsistent(r Result) string {
	switch {
	case r.Reason == "":
		return "no reason"
	case r.Ask != QuestionNone && r.Outcome != Unknown:
		return fmt.Sprintf("asks although %v", r.Outcome)
	case r.Outcome == NotMet && r.Remedy == RemedyNone:
		return "nothing can be done about it"
	case r.Remedy != RemedyNone && (r.Outcome == Met || r.Outcome == NotApplicable):
		return "a remedy for nothing"
	case r.Outcome.settled() && r.Source == SourceNone:
		return "settled by nobody"
	case (r.Source == FromGraph) != (r.Field != ""):
		return "a field of Graph's without Graph, or Graph without a field"
	case r.Contradicts && r.Source == FromOperator:
		return "the operator contradicts the operator"
	}
	return ""
}
