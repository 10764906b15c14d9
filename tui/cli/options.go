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

// wizardOptions is what flags and environment say about a run of the wizard.
type wizardOptions struct {
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
	noColor      bool
	journal      string
	goal         flows.Goal // of what is gone on with
}

func (o *wizardOptions) flags(f *pflag.FlagSet, describe func(string, ...any) string) {
	f.BoolVar(&o.sandbox, "sandbox", false, describe("flag.sandbox"))
	f.StringVar(&o.scenario, "scenario", "", describe("flag.scenario"))
	f.BoolVar(&o.tokenStdin, "token-stdin", false, describe("flag.token_stdin"))
	f.StringVar(&o.account, "account", "", describe("flag.account"))
	f.StringVar(&o.number, "number", "", describe("flag.number"))
	if o.job == flows.JobPreverified {
		f.StringVar(&o.business, "business", "", describe("flag.business"))
	}
	f.StringVar(&o.graphURL, "graph-url", api.DefaultBaseURL, describe("flag.graph_url"))
	f.StringVar(&o.graphVersion, "graph-version", string(api.DefaultVersion), describe("flag.graph_version"))
	f.DurationVar(&o.timeout, "timeout", api.DefaultTimeout, describe("flag.timeout"))
	f.StringVar(&o.method, "method", "", describe("flag.method"))
	f.StringVar(&o.language, "code-language", "", describe("flag.code_language"))
	f.StringVar(&o.region, "region", "", describe("flag.region"))
	f.StringVar(&o.journal, "journal", "", describe("flag.journal"))
	f.BoolVar(&o.noColor, "no-color", false, describe("flag.no_color"))
}

// poolStory is the scenario with pre-verified numbers.
const poolStory = "preverified-pool"

// elsewhere lists the flags that say where calls go, for going on later.
func (o *wizardOptions) elsewhere() string {
	text := ""
	if o.graphURL != api.DefaultBaseURL {
		text += " --graph-url " + o.graphURL
	}
	if o.graphVersion != string(api.DefaultVersion) {
		text += " --graph-version " + o.graphVersion
	}
	if o.journal != "" && !strings.Contains(o.journal, "://") { // an address with a server may hold a password
		text += " --journal " + o.journal
	}
	return text
}

// wish checks the options and turns them into what the flow begins with. The
// second result says where the token came from.
func (p *program) wish(o *wizardOptions) (flows.Options, string, error) {
	w := flows.Options{Job: o.job, Goal: o.goal, Sandbox: o.sandbox || o.scenario != "", Scenario: o.scenario}
	if o.scenario != "" && !slices.Contains(assets.Scenarios(), o.scenario) {
		return w, "", p.usage("usage.scenario", "Name", o.scenario, "Names", strings.Join(assets.Scenarios(), ", "))
	}
	if w.Sandbox && w.Scenario == "" && o.job == flows.JobRegion { // the usual story has no region to change yet
		w.Scenario = "region-change"
	}
	var err error
	account, err := p.id("--account", o.account)
	if err != nil {
		return w, "", err
	}
	number, err := p.id("--number", o.number)
	if err != nil {
		return w, "", err
	}
	business, err := p.id("--business", o.business)
	if err != nil {
		return w, "", err
	}
	w.Business = api.BusinessID(business)
	if o.job == flows.JobPreverified && w.Sandbox && w.Scenario == "" { // the ordinary one has no pool
		w.Scenario = poolStory
	}
	w.Account, w.Number = api.WABAID(account), api.PhoneNumberID(number)
	switch method := api.CodeMethod(strings.ToUpper(o.method)); method {
	case "", api.SMS, api.Voice:
		w.Method = method
	default:
		return w, "", p.usage("usage.method", "Value", o.method)
	}
	if w.Language = api.Language(o.language); w.Language != "" && !slices.ContainsFunc(assets.CodeLanguages(), func(l assets.CodeLanguage) bool { return l.Code == o.language }) {
		return w, "", p.usage("usage.code_language", "Value", o.language)
	}
	if err := p.storage(o, &w); err != nil {
		return w, "", err
	}
	if w.Sandbox {
		return w, "", nil
	}
	source := ""
	w.Token, source, err = p.token(o.tokenStdin)
	return w, source, err
}

// id checks a Graph id that came by flag.
func (p *program) id(flag, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if phone.LooksLikeNumber(text) {
		return "", p.usage("usage.id_phone", "Flag", flag)
	}
	id, err := api.ParseID(text)
	var fault *api.IDError
	if errors.As(err, &fault) {
		return "", p.usage("usage.graph_id", "Flag", flag, "Reason", p.words.Say("id."+string(fault.Reason)))
	}
	return id, err
}

// storage reads where data is to rest. For the job that changes it, it is the
// goal: what is gone on with has its own.
func (p *program) storage(o *wizardOptions, w *flows.Options) error {
	if o.job != flows.JobRegion {
		var err error
		w.Region, err = p.region(o.region)
		return err
	}
	if o.goal != "" || o.region == "" {
		return nil
	}
	if strings.EqualFold(strings.TrimSpace(o.region), page.NoStorage) {
		w.Goal = flows.RegionGoal(api.Unkept())
		return nil
	}
	region, err := p.region(o.region, page.NoStorage)
	if region != nil {
		w.Goal = flows.RegionGoal(api.InRegion(*region))
	}
	return err
}

// region reads a storage region; "none" asks for none. A fault names what else
// would be taken.
func (p *program) region(text string, also ...string) (*api.Region, error) {
	region := api.Region(strings.ToUpper(strings.TrimSpace(text)))
	switch {
	case region == "":
		return nil, nil
	case region == "NONE":
		none := api.Region("")
		return &none, nil
	}
	var codes []string
	for _, g := range assets.Regions() {
		codes = append(codes, g.Codes...)
	}
	if !slices.Contains(codes, string(region)) {
		codes = append(codes, also...)
		return nil, p.usage("usage.region", "Value", text, "Codes", strings.Join(codes, ", "))
	}
	return &region, nil
}

// token takes the token from standard input when asked to, else from the
// environment.
func (p *program) token(fromStdin bool) (api.Secret, string, error) {
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

func (p *program) usage(key string, pairs ...any) error {
	return &usageError{p.words.Say(key, pairs...)}
}
