package api

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Number is a business phone number as Graph describes it. Fields that were not
// asked for, or that Graph left out, are zero.
type Number struct {
	ID           PhoneNumberID `json:"id"`
	Display      string        `json:"display_phone_number"` // "+1 631-555-5555" or bare digits (seed 001)
	Name         string        `json:"verified_name"`        // says nothing about approval (docs)
	Status       Status        `json:"status"`
	Verification Verification  `json:"code_verification_status"`
	Quality      Quality       `json:"quality_rating"`
	NameStatus   NameStatus    `json:"name_status"`
	Platform     Platform      `json:"platform_type"`
	Host         Platform      `json:"host_platform"` // only while an answer is read: Platform has it then
	Throughput   struct {
		Level ThroughputLevel `json:"level"`
	} `json:"throughput"`
	Mode           AccountMode `json:"account_mode"`
	Certificate    string      `json:"certificate"`     // valid for 7 days (seed 001)
	NewCertificate string      `json:"new_certificate"` // from approval of a new name until registered again (seed 002)
	NewName        string      `json:"new_display_name"`
	NewNameStatus  NameStatus  `json:"new_name_status"`

	PINEnabled    *bool `json:"is_pin_enabled"` // nil when Graph did not say
	OnBusinessApp bool  `json:"is_on_biz_app"`  // with CLOUD_API: shared with the Business app (docs)
	Official      bool  `json:"is_official_business_account"`
	Preverified   bool  `json:"is_preverified_number"`
	Told          Told  `json:"-"` // which of these Graph sent

	OfficialReview OfficialReview `json:"official_business_account"`
	Username       Username       `json:"username"`

	LastOnboarded Time         `json:"last_onboarded_time"` // end of Embedded Signup (seed 002)
	Limit         string       `json:"whatsapp_business_manager_messaging_limit"`
	Health        HealthStatus `json:"health_status"`
	Callbacks     Callbacks    `json:"webhook_configuration"`
}

// Callbacks are the addresses that the webhooks of a number go to. The address of
// the account or of the number, where there is one, replaces the app's (seed 002, docs).
type Callbacks struct {
	Application string `json:"application"`
	Account     string `json:"whatsapp_business_account"`
	Number      string `json:"phone_number"`
}

// hosted says once where the number is hosted: by host_platform where platform_type is
// missing, since not every reference has both (docs), or names no host.
func (n *Number) hosted() {
	if n.Host != "" && (n.Platform == "" || n.Platform == PlatformNotApplicable) {
		n.Platform = n.Host
	}
	n.Host = ""
}

// HealthStatus says whether messages can be sent and, if not, why (docs).
type HealthStatus struct {
	CanSend  string         `json:"can_send_message"` // AVAILABLE, LIMITED or BLOCKED
	Entities []HealthEntity `json:"entities"`
}

// HealthEntity is one link of the chain from app to number (docs).
type HealthEntity struct {
	Type    string        `json:"entity_type"`
	ID      string        `json:"id"`
	CanSend string        `json:"can_send_message"`
	Info    []string      `json:"additional_info"`
	Errors  []HealthError `json:"errors"`
}

// HealthError is a cause of BLOCKED with Meta's own suggestion (docs).
type HealthError struct {
	Code        int    `json:"error_code"`
	Description string `json:"error_description"`
	Solution    string `json:"possible_solution"`
}

// Time is a moment as Graph writes it: 2023-08-22T19:05:53+0000 (seed 002).
type Time struct{ time.Time }

// graphTime is Graph's layout; its zone has no colon, unlike RFC 3339.
const graphTime = "2006-01-02T15:04:05-0700"

// UnmarshalJSON reads Graph's layout, RFC 3339, and Unix seconds. Anything else
// is left zero, since a date that cannot be read must not hide a number. So is a year
// that a program's list could not be written with.
func (t *Time) UnmarshalJSON(b []byte) error {
	at := momentOf(strings.Trim(string(b), `"`))
	if year := at.UTC().Year(); year < 1 || year > 9999 {
		return nil
	}
	t.Time = at
	return nil
}

// momentOf reads a moment; zero for what is none.
func momentOf(text string) time.Time {
	for _, layout := range []string{graphTime, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	if s, err := strconv.ParseInt(text, 10, 64); err == nil && s > 0 {
		return time.Unix(s, 0).UTC()
	}
	return time.Time{}
}

// Field is a property of a number that can be asked for by name.
type Field string

// OnboardingFields are what the wizard wants to know of a number: enough to
// derive its next step and to show its result.
func OnboardingFields() []Field {
	return []Field{
		"id", "display_phone_number", "verified_name", "status", "code_verification_status", "quality_rating", "name_status",
		"new_name_status", "platform_type", "host_platform", "throughput", "account_mode", "is_pin_enabled", "is_on_biz_app",
		"is_official_business_account", "last_onboarded_time", "whatsapp_business_manager_messaging_limit", "is_preverified_number",
	}
}

// ListFields are what a list shows of a number, and what its standing is read
// from. An account can have tens of thousands of them.
func ListFields() []Field {
	return []Field{
		"id", "display_phone_number", "verified_name", "status", "code_verification_status", "quality_rating", "name_status",
		"platform_type", "host_platform", "throughput", "account_mode", "is_on_biz_app", "is_official_business_account",
		"last_onboarded_time",
	}
}

// DetailFields adds to [OnboardingFields] what a number's own page shows.
func DetailFields() []Field {
	return append(OnboardingFields(), "certificate", "new_certificate", "new_display_name", "health_status", "webhook_configuration",
		"official_business_account", "username")
}

// withID adds the id to the fields, because it shows which number an answer is about.
func withID(fields []Field) []Field {
	if len(fields) == 0 || slices.Contains(fields, "id") {
		return fields
	}
	return append([]Field{"id"}, fields...)
}

// standingFields are what the standing of a number is read from, and nameFields what it
// is known by. They are read alone where Graph refuses some of the others.
func standingFields() []string {
	return append(nameFields(), "status", "code_verification_status", "quality_rating", "name_status", "platform_type")
}
func nameFields() []string { return []string{"id", "display_phone_number", "verified_name"} }

func fieldNames(fields []Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return names
}

// Number reads one number. Without fields Graph answers with its few defaults, the id
// among them. Fields that Graph refuses stay empty.
func (c *Client) Number(ctx context.Context, id PhoneNumberID, fields ...Field) (Number, error) {
	var n Number
	r := request{call: GetNumber, path: []string{url.PathEscape(string(id))}, out: &n, node: string(id)}
	left, err := c.readFields(ctx, r, fieldNames(withID(fields)), standingFields(), nameFields())
	if err != nil {
		return Number{}, err
	}
	got := func(f Field) bool { return slices.Contains(fields, f) && !slices.Contains(left, string(f)) }
	n.Told.Certificates = got("certificate") && got("new_certificate")
	n.hosted()
	return n, nil
}

// Order is how a list of numbers is sorted by the end of Embedded Signup.
type Order string

// Orders of a list. The default is newest first (seed 001).
const (
	NewestFirst Order = ""
	OldestFirst Order = "['last_onboarded_time_ascending']"
)

// NumbersQuery selects numbers of an account. Its zero value asks for the first
// page of all of them with Graph's default fields.
type NumbersQuery struct {
	Fields []Field
	Order  Order
	Mode   AccountMode // LIVE or SANDBOX; a beta filter that not every app has (seed 001)
	Limit  int         // 1 to 100 a page; 0 for Graph's default of 25 (openapi)
	After  string      // cursor of the page before
}

// largestPage is the most that Graph puts on a page (openapi).
const largestPage = 100

// tooLong is the error for a page that is longer than Graph allows.
func tooLong(call Endpoint) error {
	return request{call: call}.unreadable(http.StatusOK, errLongPage.Error())
}

// paging is how the page of a list leads to the next one.
type paging struct {
	Cursors struct {
		After string `json:"after"`
	} `json:"cursors"`
	Next string `json:"next"`
}

// on returns the cursor of the next page. The list is endless if there is a next page and
// no cursor leads to it. The next link only shows that there is more: following it would
// let an answer choose where the token goes.
func (p paging) on() (cursor string, endless bool) {
	if p.Next == "" {
		return "", false
	}
	return p.Cursors.After, p.Cursors.After == ""
}

// NumbersPage is one page of an account's numbers.
type NumbersPage struct {
	Numbers []Number
	Next    string // cursor for [NumbersQuery.After]; "" on the last page
	Endless bool   // there is more, and no cursor leads to it
}

// NumbersPage reads one page of the account's numbers.
func (c *Client) NumbersPage(ctx context.Context, id WABAID, query NumbersQuery) (NumbersPage, error) {
	q := url.Values{}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	set("sort", string(query.Order))
	set("after", query.After)
	if query.Limit > 0 {
		q.Set("limit", strconv.Itoa(query.Limit))
	}
	if query.Mode != "" {
		filter, err := json.Marshal([]map[string]string{{"field": "account_mode", "operator": "EQUAL", "value": string(query.Mode)}})
		if err != nil {
			return NumbersPage{}, err
		}
		q.Set("filtering", string(filter))
	}
	var page struct {
		Data   numberPage `json:"data"`
		Paging paging     `json:"paging"`
	}
	r := request{call: ListNumbers, path: []string{url.PathEscape(string(id)), "phone_numbers"}, query: q, out: &page, part: "data"}
	if _, err := c.readFields(ctx, r, fieldNames(withID(query.Fields)), standingFields(), nameFields()); err != nil {
		return NumbersPage{}, err
	}
	for i := range page.Data {
		page.Data[i].hosted()
	}
	result := NumbersPage{Numbers: page.Data}
	result.Next, result.Endless = page.Paging.on()
	return result, nil
}

// Numbers walks over every page. The walk ends after the first error, which is
// yielded with a zero number. A list without an end is an error too ([ErrCut]).
func (c *Client) Numbers(ctx context.Context, id WABAID, query NumbersQuery) iter.Seq2[Number, error] {
	return func(yield func(Number, error) bool) {
		var walk Walk
		for {
			page, err := c.NumbersPage(ctx, id, query)
			if err != nil {
				yield(Number{}, err)
				return
			}
			walk, query.After = walk.Numbers(page)
			for _, n := range page.Numbers {
				if !walk.Stale && !yield(n, nil) {
					return
				}
			}
			if err := walk.Err(ListNumbers); err != nil {
				yield(Number{}, err)
				return
			}
			if query.After == "" {
				return
			}
		}
	}
}

// NewNumber is a number to be added to an account.
type NewNumber struct {
	CallingCode string // digits, without plus
	National    string // digits after the calling code
	Name        string // display name, 2 to 75 characters (openapi)
	Migrate     bool   // take it over from another account of the same business (docs)
	// Preverified is the number of a pool that becomes this number. It is already
	// verified and has to be registered within 90 days (docs, openapi).
	Preverified PreverifiedID
}

// AddNumber adds a number to an account; it is not verified yet, unless it comes
// out of a pool (docs).
func (c *Client) AddNumber(ctx context.Context, id WABAID, n NewNumber) (PhoneNumberID, error) {
	body := map[string]any{"cc": n.CallingCode, "phone_number": n.National, "verified_name": n.Name}
	if n.Migrate {
		body["migrate_phone_number"] = true
	}
	if n.Preverified != "" {
		body["preverified_id"] = n.Preverified
	}
	var created struct {
		ID PhoneNumberID `json:"id"`
	}
	err := c.act(ctx, request{call: AddNumber, path: []string{url.PathEscape(string(id)), "phone_numbers"}, body: body, out: &created})
	if err == nil {
		err = newID(AddNumber, string(created.ID))
	}
	if err != nil {
		return "", err
	}
	return created.ID, nil
}
