package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/flows"
	"dialtone/tui/page"
)

// listOptions say how the list of numbers is printed.
type listOptions struct {
	asJSON     bool
	mode, sort string
}

// listed is a number as the list prints it: the names are Graph's, the standing
// is ours. It is data for a program, so that nothing is masked.
type listed struct {
	ID           api.PhoneNumberID   `json:"id"`
	Display      string              `json:"display_phone_number"`
	Name         string              `json:"verified_name"`
	Standing     flows.Standing      `json:"standing"`
	Status       api.Status          `json:"status"`
	Verification api.Verification    `json:"code_verification_status"`
	Quality      api.Quality         `json:"quality_rating"`
	NameStatus   api.NameStatus      `json:"name_status"`
	Platform     api.Platform        `json:"platform_type"`
	Throughput   api.ThroughputLevel `json:"throughput"`
	Mode         api.AccountMode     `json:"account_mode"`
	OnApp        bool                `json:"is_on_biz_app"`
	Official     bool                `json:"is_official_business_account"`
	Onboarded    *time.Time          `json:"last_onboarded_time"` // null for never
}

func listedOf(n api.Number) listed {
	l := listed{
		ID: n.ID, Display: n.Display, Name: n.Name, Standing: shownStanding(n), Status: n.Status, Verification: n.Verification, Quality: n.Quality,
		NameStatus: n.NameStatus, Platform: n.Platform, Throughput: n.Throughput.Level, Mode: n.Mode, OnApp: n.OnBusinessApp, Official: n.Official,
	}
	if !n.LastOnboarded.IsZero() {
		l.Onboarded = &n.LastOnboarded.Time
	}
	return l
}

// listNumbers prints the account's numbers as one JSON array: page by page as
// they come or, sorted, once all are there. After a failure the array stays open,
// so that nobody takes a part for the whole.
func (p *program) listNumbers(ctx context.Context, o *wizardOptions, l listOptions) error {
	query, err := p.listQuery(l)
	if err != nil {
		return err
	}
	client, account, err := p.listClient(ctx, o)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.stdout)
	encoder, count := json.NewEncoder(out), 0
	encoder.SetEscapeHTML(false)
	print := func(n api.Number) error {
		if count++; count > 1 {
			_, _ = out.WriteString(",") // a broken pipe shows at the flush
		}
		return encoder.Encode(listedOf(n))
	}
	var (
		kept []api.Number
		walk api.Walk
	)
	_, _ = out.WriteString("[")
	for {
		page, err := client.NumbersPage(ctx, account, query)
		if helpless(err) && query.After == "" && (query.Mode != "" || query.Order != "") { // Graph does not sort or filter for this app
			query.Mode, query.Order = "", ""
			continue
		}
		if err != nil {
			_ = out.Flush()
			return p.listFault(err)
		}
		walk, query.After = walk.Numbers(page)
		for _, n := range page.Numbers {
			switch {
			case walk.Stale: // they are there already
			case l.mode != "" && !strings.EqualFold(string(n.Mode), l.mode):
			case l.sort != "":
				kept = append(kept, n)
			default:
				if err := print(n); err != nil {
					return fmt.Errorf("numbers: %w", err)
				}
			}
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("numbers: %w", err)
		}
		if err := walk.Err(api.ListNumbers); err != nil {
			return p.listFault(err)
		}
		if query.After == "" {
			break
		}
	}
	slices.SortStableFunc(kept, func(a, b api.Number) int { return onboardedFirst(a, b, l.sort == "oldest") })
	for _, n := range kept {
		if err := print(n); err != nil {
			return fmt.Errorf("numbers: %w", err)
		}
	}
	_, _ = out.WriteString("]\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("numbers: %w", err)
	}
	return nil
}

// onboardedFirst puts numbers in order; those that were never onboarded come last
// either way.
func onboardedFirst(a, b api.Number, oldest bool) int {
	switch x, y := a.LastOnboarded, b.LastOnboarded; {
	case x.IsZero() || y.IsZero():
		return cmp.Compare(y.Unix(), x.Unix())
	case oldest:
		return x.Compare(y.Time)
	default:
		return y.Compare(x.Time)
	}
}

func (p *program) listQuery(l listOptions) (api.NumbersQuery, error) {
	const largestPage = 100
	q := api.NumbersQuery{Fields: api.ListFields(), Limit: largestPage}
	switch mode := api.AccountMode(strings.ToUpper(l.mode)); mode {
	case "", api.ModeLive, api.ModeSandbox:
		q.Mode = mode
	default:
		return q, p.usage("usage.mode", "Value", l.mode)
	}
	switch l.sort {
	case "", "newest":
	case "oldest":
		q.Order = api.OldestFirst
	default:
		return q, p.usage("usage.sort", "Value", l.sort)
	}
	return q, nil
}

// listClient opens the account that the options name.
func (p *program) listClient(ctx context.Context, o *wizardOptions) (*api.Client, api.WABAID, error) {
	wish, _, err := p.wish(o)
	if err != nil {
		return nil, "", err
	}
	target := flows.Target{BaseURL: o.graphURL, Token: wish.Token, Account: wish.Account}
	if wish.Sandbox {
		if target, err = (&sandbox{ctx: ctx}).open(ctx, wish.Scenario); err != nil {
			return nil, "", err
		}
	}
	switch {
	case target.Account == "":
		return nil, "", p.usage("usage.list_account")
	case target.Token.Empty():
		return nil, "", p.usage("usage.list_token")
	}
	graph, err := p.graph(o)
	if err != nil {
		return nil, "", err
	}
	graph.BaseURL, graph.Token = target.BaseURL, target.Token
	client, err := api.New(graph)
	if err != nil {
		return nil, "", p.usage("usage.graph_url", "Reason", err.Error())
	}
	return client, target.Account, nil
}

// helpless reports whether Graph refused what the client can do as well.
func helpless(err error) bool {
	var no *api.Error
	const refused, permission, parameter, denied = 3, 10, 100, 200
	return errors.As(err, &no) && slices.Contains([]int{refused, permission, parameter, denied}, no.Code)
}

// listFault says what went wrong as the wizard would, and ends as it would.
func (p *program) listFault(err error) error {
	s := flows.Start(flows.Options{})
	s.State = flows.PickNumber
	s, _ = flows.NewMachine().Step(s, flows.Input{Event: flows.Failed{Call: api.ListNumbers, Err: err}, At: time.Now(), Generation: s.Generation})
	said := api.MaskPhones(api.Clean(err.Error()))
	if s.Problem == nil {
		return errors.New(said)
	}
	_, _ = fmt.Fprintln(p.stderr, "dialtone: "+p.words.Say("advice."+string(s.Problem.Advice.ID)+".title")+" "+said)
	switch {
	case s.Problem.Advice.Denied(), api.TokenDead(err):
		return &exitError{page.NoAccess.Code()}
	case s.Problem.Advice.Limited():
		return &exitError{page.Limited.Code()}
	}
	return &exitError{exitFailed}
}

// shownStanding is a number's standing for scripts: one that is registered and held
// back is not told as connected.
func shownStanding(n api.Number) flows.Standing {
	const held flows.Standing = "held"
	if standing := flows.StandingOf(n); standing != flows.StandingConnected || !n.Status.Held() {
		return standing
	}
	return held
}
