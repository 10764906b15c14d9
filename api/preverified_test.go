package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dialtone/api"
)

// A number's way through the pool of a business, and out of it.
func TestPreverified(t *testing.T) {
	t.Parallel()
	b := setup(t, "preverified-pool")
	ctx := t.Context()
	account, err := b.Account(ctx, b.waba())
	must(t, err)
	business := account.Owner.ID
	page, err := b.PreverifiedPage(ctx, business, api.PreverifiedQuery{Limit: 3})
	must(t, err)
	if len(page.Numbers) != 3 || page.Next == "" {
		t.Fatalf("page %+v", page)
	}
	rest, err := b.PreverifiedPage(ctx, business, api.PreverifiedQuery{Limit: 3, After: page.Next})
	must(t, err)
	if len(rest.Numbers) != 1 || rest.Next != "" || rest.Numbers[0].Verification != api.Unverified || !rest.Numbers[0].Expires.IsZero() {
		t.Errorf("second page %+v", rest)
	}
	only, err := b.PreverifiedPage(ctx, business, api.PreverifiedQuery{Verification: api.VerificationExpired})
	must(t, err)
	if len(only.Numbers) != 1 || only.Numbers[0].Verification != api.VerificationExpired {
		t.Errorf("filtered %+v", only)
	}
	id, err := b.AddPreverified(ctx, business, "+85291230199")
	must(t, err)
	must(t, b.RequestPreverifiedCode(ctx, id, api.SMS, "en_US"))
	must(t, b.VerifyPreverifiedCode(ctx, id, b.code()))
	p, err := b.Preverified(ctx, id)
	must(t, err)
	if p.ID != id || p.Phone != "85291230199" || p.Verification != api.Verified || p.Expires.Sub(p.VerifiedAt.Time) != 90*24*time.Hour {
		t.Errorf("number %+v", p)
	}
	number, err := b.AddNumber(ctx, b.waba(), api.NewNumber{CallingCode: "852", National: "91230199", Name: "Silver Birch Clinics", Preverified: id})
	must(t, err)
	n, err := b.Number(ctx, number, api.OnboardingFields()...)
	must(t, err)
	if n.Verification != api.Verified || !n.Preverified {
		t.Errorf("claimed %+v", n)
	}
	_, err = b.Preverified(ctx, id)
	refused(t, err, api.GetPreverified, 100, 33)
	must(t, b.DeletePreverified(ctx, only.Numbers[0].ID))
	for _, tr := range b.traces {
		if strings.Contains(tr.URL+tr.Request+tr.Answer, "91230199") || strings.Contains(tr.URL+tr.Request+tr.Answer, b.code().Reveal()) {
			t.Errorf("a trace shows the number or the code: %+v", tr)
		}
	}
}

func TestPreverifiedRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t, "preverified-pool")
	ctx := t.Context()
	const lost, nobody = api.PreverifiedID("109430352249999"), api.BusinessID("220771904459999")
	for call, do := range map[api.Endpoint]func() error{
		api.AddPreverified:         func() error { _, err := b.AddPreverified(ctx, nobody, "+85291230199"); return err },
		api.ListPreverified:        func() error { _, err := b.PreverifiedPage(ctx, nobody, api.PreverifiedQuery{}); return err },
		api.GetPreverified:         func() error { _, err := b.Preverified(ctx, lost); return err },
		api.RequestPreverifiedCode: func() error { return b.RequestPreverifiedCode(ctx, lost, api.SMS, "en") },
		api.VerifyPreverifiedCode:  func() error { return b.VerifyPreverifiedCode(ctx, lost, api.NewSecret("123456")) },
		api.DeletePreverified:      func() error { return b.DeletePreverified(ctx, lost) },
	} {
		refused(t, do(), call, 100, 33)
	}
	b = setup(t, "preverified-no-permission")
	_, err := b.PreverifiedPage(ctx, "220771904456142", api.PreverifiedQuery{})
	refused(t, err, api.ListPreverified, 10, 0)
}

// The node is written down in two shapes; both are read.
func TestPreverifiedShapes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		want api.Preverified
	}{
		"business SDK": {
			`{"id":"1","phone_number":"15551234567","code_verification_status":"VERIFIED","verification_expiry_time":"2027-02-20T12:00:00+0000"}`,
			api.Preverified{ID: "1", Phone: "15551234567", Verification: api.Verified, Expires: api.Time{Time: time.Date(2027, 2, 20, 12, 0, 0, 0, time.UTC)}},
		},
		"openapi": {
			`{"id":"1","display_phone_number":"555-123-4567","country_prefix":"1","verification_status":"PENDING","availability_status":"AVAILABLE"}`,
			api.Preverified{ID: "1", Phone: "+1 555-123-4567", Verification: "PENDING", Availability: "AVAILABLE"},
		},
		"prefix as a number": {`{"id":"1","display_phone_number":"5551234567","country_prefix":1}`, api.Preverified{ID: "1", Phone: "+1 5551234567"}},
		"prefix twice":       {`{"id":"1","display_phone_number":"+1 555","country_prefix":"+1"}`, api.Preverified{ID: "1", Phone: "+1 555"}},
		"Unix seconds":       {`{"id":"1","verification_expiry_time":1800000000}`, api.Preverified{ID: "1", Expires: api.Time{Time: time.Unix(1800000000, 0).UTC()}}},
		"control signs":      {`{"id":"1","phone_number":"1\u001b[31m555"}`, api.Preverified{ID: "1", Phone: "1555"}},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(c.body)) }))
		got, err := client(t, api.Options{BaseURL: server.URL, Token: api.NewSecret("EAAtoken")}).Preverified(t.Context(), "1")
		server.Close()
		if got.Expires.Time = got.Expires.UTC(); err != nil || got != c.want {
			t.Errorf("%s: %+v (%v), want %+v", name, got, err, c.want)
		}
	}
}
