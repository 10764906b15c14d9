package cli

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"dialtone/api"
	"dialtone/api/credentials"
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
	var err error
	if f.Account, err = graphID[api.WABAID](p, "--account", api.IDOfAccount, o.account); err != nil {
		return f, "", err
	}
	if f.Number, err = graphID[api.PhoneNumberID](p, "--number", api.IDOfNumber, o.number); err != nil {
		return f, "", err
	}
	if f.Business, err = graphID[api.BusinessID](p, "--business", api.IDOfBusiness, o.business); err != nil {
		return f, "", err
	}
	f.Method, f.Language = api.CodeMethod(o.method), api.Language(o.language)
	storage(o, &f)
	if f.Sandbox {
		return f, "", nil
	}
	source := ""
	f.Token, source, err = p.token(o.tokenStdin)
	return f, source, err
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

// storage reads the storage region into the flow's options. For the job that changes
// it, the region is the goal. A session that is resumed has its own goal.
func storage(o *options, f *flows.Options) {
	changes := o.job == flows.JobRegion
	if o.region == "" || changes && o.goal != "" {
		return
	}
	region := api.Region(o.region)
	if o.region == noRegion {
		region = ""
	}
	switch {
	case changes && o.region == page.NoStorage:
		f.Goal = flows.RegionGoal(api.Unkept())
	case changes:
		f.Goal = flows.RegionGoal(api.InRegion(region))
	default:
		f.Region = &region
	}
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
