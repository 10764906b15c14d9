package cli

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/credentials"
	"dialtone/assets"
	"dialtone/eligibility/phone"
	"dialtone/flows"
	"dialtone/tui/page"
)

// options is what flags and environment say about a run that calls Graph.
type options struct {
	job          flows.Job
	sandbox      bool
	scenario     string
	tokenStdin   bool
	account      string
	number       string
	business     string
	graphURL     string
	graphVersion string
	timeout      time.Duration
	method       string
	language     string
	region       string
	noMotion     bool
	journal      string
	goal         flows.Goal // of the session that is resumed
}

// accessFlags say where calls go, with which token, and where they are written down.
func (p *program) accessFlags(f *pflag.FlagSet, o *options) {
	f.BoolVar(&o.sandbox, "sandbox", false, p.describe("flag.sandbox"))
	f.StringVar(&o.scenario, "scenario", "", p.describe("flag.scenario"))
	f.BoolVar(&o.tokenStdin, "token-stdin", false, p.describe("flag.token_stdin"))
	f.StringVar(&o.account, "account", "", p.describe("flag.account"))
	f.StringVar(&o.graphURL, "graph-url", api.DefaultBaseURL, p.describe("flag.graph_url"))
	f.StringVar(&o.graphVersion, "graph-version", string(api.DefaultVersion), p.describe("flag.graph_version"))
	f.DurationVar(&o.timeout, "timeout", api.DefaultTimeout, p.describe("flag.timeout"))
	f.BoolVar(&o.noMotion, "no-motion", false, p.describe("flag.no_motion"))
	p.journalFlag(f, &o.journal)
	p.debugFlag(f)
}

func (p *program) journalFlag(f *pflag.FlagSet, address *string) {
	f.StringVar(address, "journal", "", p.describe("flag.journal"))
}

// wizardFlags are those of a command that begins the wizard.
func (p *program) wizardFlags(f *pflag.FlagSet, o *options) {
	p.accessFlags(f, o)
	f.StringVar(&o.number, "number", "", p.describe("flag.number"))
	if o.job == flows.JobPreverified {
		f.StringVar(&o.business, "business", "", p.describe("flag.business"))
	}
	f.StringVar(&o.method, "method", "", p.describe("flag.method"))
	f.StringVar(&o.language, "code-language", "", p.describe("flag.code_language"))
	f.StringVar(&o.region, "region", "", p.describe("flag.region"))
}

// placeFlags repeats the flags that say where calls go, for a command that resumes
// this run.
func (o *options) placeFlags() string {
	text := ""
	if o.graphURL != api.DefaultBaseURL {
		text += " --graph-url " + o.graphURL
	}
	if o.graphVersion != string(api.DefaultVersion) {
		text += " --graph-version " + o.graphVersion
	}
	if o.journal != "" && !strings.Contains(o.journal, "://") { // the address of a server may hold a password
		text += " --journal " + o.journal
	}
	return text
}

// flowOptions checks the options and turns them into those of the flow. The second
// result says where the token came from.
func (p *program) flowOptions(o *options) (flows.Options, string, error) {
	f := flows.Options{Job: o.job, Goal: o.goal, Sandbox: o.sandbox || o.scenario != "", Scenario: o.scenario}
	if f.Sandbox && f.Scenario == "" { // the default one has no region to change, and no pool
		f.Scenario = map[flows.Job]string{flows.JobRegion: "region-change", flows.JobPreverified: "preverified-pool"}[o.job]
	}
	err := p.checkScenario(o.scenario)
	if err != nil {
		return f, "", err
	}
	if f.Account, err = graphID[api.WABAID](p, "--account", api.IDOfAccount, o.account); err != nil {
		return f, "", err
	}
	if f.Number, err = graphID[api.PhoneNumberID](p, "--number", api.IDOfNumber, o.number); err != nil {
		return f, "", err
	}
	if f.Business, err = graphID[api.BusinessID](p, "--business", api.IDOfBusiness, o.business); err != nil {
		return f, "", err
	}
	f.Method = api.CodeMethod(strings.ToUpper(o.method))
	if !slices.Contains([]api.CodeMethod{"", api.SMS, api.Voice}, f.Method) {
		return f, "", p.usage("usage.method", "Value", o.method)
	}
	f.Language = api.Language(o.language)
	spoken := func(l assets.CodeLanguage) bool { return l.Code == o.language }
	if o.language != "" && !slices.ContainsFunc(assets.CodeLanguages(), spoken) {
		return f, "", p.usage("usage.code_language", "Value", o.language)
	}
	if err := p.storage(o, &f); err != nil || f.Sandbox {
		return f, "", err
	}
	source := ""
	f.Token, source, err = p.token(o.tokenStdin)
	return f, source, err
}

// checkScenario refuses a name that no scenario has.
func (p *program) checkScenario(name string) error {
	if name != "" && !slices.Contains(assets.Scenarios(), name) {
		return p.usage("usage.scenario", "Name", name, "Names", strings.Join(assets.Scenarios(), ", "))
	}
	return nil
}

// graphID checks a Graph ID that came by flag; without one it is empty.
func graphID[T ~string](p *program, flag string, kind api.IDKind, text string) (T, error) {
	if text == "" {
		return "", nil
	}
	if phone.LooksLikeNumber(text) {
		return "", p.usage("usage.id_phone", "Flag", flag)
	}
	id, err := api.FindID(text, kind)
	var fault *api.IDError
	if errors.As(err, &fault) {
		return "", p.usage("usage.graph_id", "Flag", flag, "Reason", p.words.Say("id."+string(fault.Reason)))
	}
	return T(id), err
}

// storage reads the storage region into the flow's options; "none" asks for none.
// For the job that changes it, the region is the goal. A session that is resumed
// has its own goal.
func (p *program) storage(o *options, f *flows.Options) error {
	text, changes := strings.ToUpper(strings.TrimSpace(o.region)), o.job == flows.JobRegion
	if text == "" || changes && o.goal != "" {
		return nil
	}
	var codes []string
	for _, g := range assets.Regions() {
		codes = append(codes, g.Codes...)
	}
	if changes {
		codes = append(codes, page.NoStorage)
	}
	region, storage := api.Region(text), api.InRegion(api.Region(text))
	switch {
	case text == "NONE":
		region, storage = "", api.InRegion("")
	case changes && strings.EqualFold(text, page.NoStorage):
		storage = api.Unkept()
	case !slices.Contains(codes, text):
		return p.usage("usage.region", "Value", o.region, "Codes", strings.Join(codes, ", "))
	}
	if changes {
		f.Goal = flows.RegionGoal(storage)
	} else {
		f.Region = &region
	}
	return nil
}

// token takes the token from standard input when asked to, else from the
// environment.
func (p *program) token(fromStdin bool) (token api.Secret, source string, err error) {
	if fromStdin {
		text, err := credentials.FromReader(p.stdin)
		p.known.Remember(text)
		return api.NewSecret(text), "stdin", p.badToken(err, "--token-stdin")
	}
	text, ok, err := credentials.FromEnv(func(name string) (string, bool) {
		value, ok := p.env[name]
		return value, ok
	})
	if !ok || err != nil {
		return api.Secret{}, "", p.badToken(err, credentials.EnvToken)
	}
	return api.NewSecret(text), "env", nil
}

func (p *program) badToken(err error, from string) error {
	var t *credentials.TokenError
	if errors.As(err, &t) {
		return p.usage("usage.token", "From", from, "Reason", p.words.Say("token."+string(t.Reason)))
	}
	return err
}
