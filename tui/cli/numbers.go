package cli

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// listOptions say how the list of numbers is printed.
type listOptions struct {
	mode, sort string
}

// withList adds flags to the command that shows an account's numbers, with which it
// prints them instead.
func (p *program) withList(c *cobra.Command, o *options) {
	l := listOptions{}
	p.jsonFlag(c, p.describe("flag.numbers_json"))
	c.Flags().StringVar(&l.mode, "mode", "", p.describe("flag.numbers_mode"))
	c.Flags().StringVar(&l.sort, "sort", "", p.describe("flag.numbers_sort"))
	c.Example += "\ndialtone numbers --json --account 104820560913301 --mode LIVE --sort oldest"
	wizard := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case p.json.asked:
			return p.listNumbers(c.Context(), o, l)
		case l.mode != "" || l.sort != "":
			return p.usage("usage.only_json")
		}
		return wizard(c, args)
	}
}

// listNumbers prints the account's numbers, once all are there: the whole list, or nothing
// that somebody could take for the whole.
func (p *program) listNumbers(ctx context.Context, o *options, l listOptions) error {
	query := listQuery(l)
	client, account, err := p.listClient(ctx, o)
	if err != nil {
		return err
	}
	var all []api.Number
	for page, err := range numberPages(ctx, client, account, query) {
		if err != nil {
			return p.listFault(err, p.sayMeant(ctx, client, account, err))
		}
		for _, n := range page { // one of which the mode is not told may be of any
			if l.mode == "" || n.Mode == "" || strings.EqualFold(string(n.Mode), l.mode) {
				all = append(all, n)
			}
		}
	}
	if l.sort != "" {
		slices.SortStableFunc(all, func(a, b api.Number) int { return byOnboarding(a, b, l.sort == "oldest") })
	}
	list := make([]listed, len(all))
	for i, n := range all {
		list[i] = listedOf(n)
	}
	return p.json.data(list)
}

// numberPages goes through the numbers of an account, page by page. Where Graph
// does not filter or sort for this app, it gives all, in its own order.
func numberPages(ctx context.Context, client *api.Client, account api.WABAID, query api.NumbersQuery) iter.Seq2[[]api.Number, error] {
	return func(yield func([]api.Number, error) bool) {
		var walk api.Walk
		for {
			page, err := client.NumbersPage(ctx, account, query)
			if refusesQuery(err) && query.After == "" && (query.Mode != "" || query.Order != "") {
				query.Mode, query.Order = "", ""
				continue
			}
			if err == nil {
				walk, query.After = walk.Numbers(page)
				if walk.Stale { // a page that came before
					page.Numbers = nil
				}
				if !yield(page.Numbers, nil) {
					return
				}
				err = walk.Err(api.ListNumbers)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if query.After == "" {
				return
			}
		}
	}
}

// refusesQuery reports whether Graph refused to filter or sort, which the client
// can do as well.
func refusesQuery(err error) bool {
	var no *api.Error
	const refused, permission, parameter, denied = 3, 10, 100, 200
	return errors.As(err, &no) && slices.Contains([]int{refused, permission, parameter, denied}, no.Code)
}

// byOnboarding compares numbers by the day of their last onboarding. Those that were
// never onboarded come last either way.
func byOnboarding(a, b api.Number, oldestFirst bool) int {
	switch x, y := a.LastOnboarded, b.LastOnboarded; {
	case x.IsZero() || y.IsZero():
		return cmp.Compare(y.Unix(), x.Unix())
	case oldestFirst:
		return x.Compare(y.Time)
	default:
		return y.Compare(x.Time)
	}
}

func listQuery(l listOptions) api.NumbersQuery {
	const largestPage = 100
	q := api.NumbersQuery{Fields: api.ListFields(), Limit: largestPage, Mode: api.AccountMode(l.mode)}
	if l.sort == "oldest" {
		q.Order = api.OldestFirst
	}
	return q
}

// listClient opens the account that the options name. A number alone is asked for like an
// account: Meta says then whose it is.
func (p *program) listClient(ctx context.Context, o *options) (*api.Client, api.WABAID, error) {
	target, graph, err := p.target(ctx, o)
	if err == nil && target.Account == "" {
		target.Account, err = graphID[api.WABAID](p, "--number", api.IDOfNumber, o.number)
	}
	switch {
	case err != nil:
		return nil, "", err
	case target.Account == "":
		return nil, "", p.usage("usage.list_account")
	}
	if graph.Token = tokenOf(ctx, target); graph.Token.Empty() {
		return nil, "", p.usage("usage.list_token")
	}
	client, err := api.New(graph)
	return client, target.Account, err
}

// listFault explains a failure as the wizard does, and has the exit code of the
// wizard. What may be meant is more of a next step than what helps most others.
func (p *program) listFault(err error, meant string) error {
	s := flows.Start(flows.Options{})
	s.State = flows.PickNumber
	failed := flows.Failed{Call: api.ListNumbers, Err: err}
	s, _ = flows.NewMachine().Step(s, flows.Input{Event: failed, At: time.Now(), Generation: s.Generation})
	told := &failure{code: "failed", exit: exitFailed, next: meant, text: api.MaskPhones(api.Clean(err.Error())), err: err}
	if s.Problem == nil {
		return told
	}
	advice := s.Problem.Advice
	if why := s.Problem.Silence; why != "" && why != api.SilenceUnknown {
		told.text = p.words.Say("silence." + string(why))
	}
	key := "advice." + string(advice.ID)
	told.code, told.text = string(advice.ID), p.words.Say(key+".title")+": "+told.text
	if p.words.Has(key+".next") && meant == "" {
		told.next = p.words.Say(key + ".next")
	}
	switch {
	case advice.Denied(), api.TokenDead(err):
		told.exit = page.NoAccess.Code()
	case advice.Limited():
		told.exit = page.Limited.Code()
	}
	return told
}

// listed is a number as the list prints it: the names are Graph's, the standing
// is ours. It is data for a program, so that nothing is masked; null is what Graph does
// not say.
type listed struct {
	ID           api.PhoneNumberID `json:"id"`
	Display      *string           `json:"display_phone_number"`
	Name         *string           `json:"verified_name"`
	Standing     *flows.Standing   `json:"standing"`
	Status       *string           `json:"status"`
	Verification *string           `json:"code_verification_status"`
	Quality      *string           `json:"quality_rating"`
	NameStatus   *string           `json:"name_status"`
	Platform     *string           `json:"platform_type"`
	Throughput   *string           `json:"throughput"`
	Mode         *string           `json:"account_mode"`
	OnApp        *bool             `json:"is_on_biz_app"`
	Official     *bool             `json:"is_official_business_account"`
	Onboarded    *time.Time        `json:"last_onboarded_time"` // null for never, too
}

func listedOf(n api.Number) listed {
	l := listed{
		ID: n.ID, Display: orNull(n.Display), Name: orNull(n.Name), Standing: shownStanding(n), Status: orNull(string(n.Status)),
		Verification: orNull(string(n.Verification)), Quality: orNull(string(n.Quality)), NameStatus: orNull(string(n.NameStatus)),
		Platform:   orNull(string(n.Platform)),
		Throughput: orNull(string(n.Throughput.Level)), Mode: orNull(string(n.Mode)),
	}
	if n.Told.OnBusinessApp {
		l.OnApp = &n.OnBusinessApp
	}
	if n.Told.Official {
		l.Official = &n.Official
	}
	if !n.LastOnboarded.IsZero() {
		l.Onboarded = &n.LastOnboarded.Time
	}
	return l
}

// shownStanding is a number's standing for scripts. They are told "connected" only
// of a number that is not held back, and nothing where Graph did not tell enough.
func shownStanding(n api.Number) *flows.Standing {
	standing := flows.StandingAt(n, time.Now())
	switch {
	case standing == flows.StandingUnread:
		return nil
	case standing == flows.StandingConnected && n.Status.Held():
		standing = "held"
	}
	return &standing
}
