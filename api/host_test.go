package api_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dialtone/api"
)

// Where platform_type is missing host_platform says where a number is hosted, in a list
// and in a number alike; where both are there platform_type has the word.
func TestHostPlatform(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]api.Platform{
		`"host_platform":"CLOUD_API"`:                                   api.PlatformCloud,
		`"host_platform":"CLOUD_API","platform_type":null`:              api.PlatformCloud,
		`"host_platform":"CLOUD_API","platform_type":"NOT_APPLICABLE"`:  api.PlatformCloud, // it names no host
		`"host_platform":"NOT_APPLICABLE","platform_type":"ON_PREMISE"`: api.PlatformOnPremise,
		`"host_platform":"NOT_APPLICABLE"`:                              api.PlatformNotApplicable,
		`"platform_type":"CLOUD_API"`:                                   api.PlatformCloud,
		`"display_phone_number":"+852 9123 0100"`:                       "",
	} {
		var asked []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Query().Get("fields"))
			n := `{"id":"106540352242900",` + body + `}`
			if strings.HasSuffix(r.URL.Path, "/phone_numbers") {
				n = `{"data":[` + n + `]}`
			}
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, n)
		}))
		defer server.Close()
		client, err := api.New(api.Options{BaseURL: server.URL, Token: api.NewSecret("EAAtoken")})
		if err != nil {
			t.Fatal(err)
		}
		n, err := client.Number(t.Context(), "106540352242900", api.DetailFields()...)
		if err != nil || n.Platform != want || n.Host != "" {
			t.Errorf("%s: %q, %q, %v", body, n.Platform, n.Host, err)
		}
		page, err := client.NumbersPage(t.Context(), "104820560913300", api.NumbersQuery{Fields: api.ListFields()})
		if err != nil || len(page.Numbers) != 1 || page.Numbers[0].Platform != want || page.Numbers[0].Host != "" {
			t.Errorf("%s in a list: %+v, %v", body, page.Numbers, err)
		}
		for _, fields := range asked {
			if !strings.Contains(fields, "host_platform") {
				t.Errorf("asked for %s", fields)
			}
		}
	}
}
