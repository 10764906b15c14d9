package flows

import (
	"slices"
	"strings"
	"testing"

	"dialtone/api"
)

func TestCheckProfile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field ProfileField
		value string
		want  ProfileFault
	}{
		{FieldAbout, strings.Repeat("花", 139), ""}, {FieldAbout, strings.Repeat("花", 140), FaultTooLong}, {FieldAbout, "", FaultEmpty},
		{FieldAddress, "", ""}, {FieldAddress, strings.Repeat("x", 257), FaultTooLong}, {FieldDescription, "one\u202etwo", FaultHidden},
		{FieldDescription, strings.Repeat("x", 256), ""}, {FieldDescription, "line\nbreak", FaultHidden},
		{FieldEmail, "orders@lotus.example", ""}, {FieldEmail, "", ""}, {FieldEmail, "orders", FaultEmail}, {FieldEmail, "orders@lotus", FaultEmail},
		{FieldEmail, "Lotus <orders@lotus.example>", FaultEmail}, {FieldEmail, strings.Repeat("x", 120) + "@lotus.example", FaultTooLong},
		{FieldWebsite, "https://lotus.example/菜單", ""}, {FieldWebsite, "lotus.example", FaultWebsite}, {FieldWebsite2, "ftp://lotus.example", FaultWebsite},
		{FieldWebsite, "https://", FaultWebsite}, {FieldWebsite, "https://lotus", FaultWebsite}, {FieldWebsite2, "", ""}, {FieldVertical, "RETAIL", ""},
	} {
		if got := CheckProfile(c.field, c.value); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.field, c.value, got, c.want)
		}
	}
}

// TestProfileFields reads and sets every field by itself.
func TestProfileFields(t *testing.T) {
	t.Parallel()
	full := api.Profile{
		About: "a", Description: "d", Vertical: "RETAIL", Address: "s", Email: "e@lotus.example",
		Websites: []string{"https://one.example", "https://two.example"},
	}
	for _, f := range ProfileFields() {
		value := f.Of(full)
		if value == "" || f.Set(full, value).On(full).To(full).Fields() != nil {
			t.Errorf("%s is %q", f, value)
		}
		if got := f.Of(f.Set(full, "new").On(full)); got != "new" {
			t.Errorf("%s becomes %q", f, got)
		}
		if got := f.Set(full, "new").Fields(); len(got) != 1 {
			t.Errorf("%s changes %v", f, got)
		}
	}
	if got := FieldWebsite.Set(full, "").On(full).Websites; !slices.Equal(got, []string{"https://two.example"}) {
		t.Errorf("websites %v", got)
	}
	if got := FieldWebsite2.Set(api.Profile{}, "https://two.example").Websites; len(got) != 1 {
		t.Errorf("websites %v", got)
	}
}
