package graphsim

import (
	"fmt"
	"regexp"
	"slices"

	"dialtone/api"
)

var (
	graphID = regexp.MustCompile(`^[1-9]\d{14,16}$`)
	e164    = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
	sixes   = regexp.MustCompile(`^\d{6}$`)
)

// check finds what would make a scenario say something else than it means.
func (sc *Scenario) check() error {
	if !graphID.MatchString(string(sc.Account.ID)) {
		return errNoID
	}
	for _, c := range []struct {
		key   string
		value any
		of    []any
	}{
		{"token.type", sc.Token.Kind, []any{"SYSTEM_USER", "USER"}},
		{"token.targets", sc.Token.Targets, []any{targetsAccount, targetsAll, targetsOther}},
		{"token.missing_scope_error", sc.Token.MissingScope, []any{200, 10}},
		{"token.unreachable_error", sc.Token.Unreachable, []any{200, 100}},
		{"rules.wrong_code_error", sc.Rules.WrongCode, []any{100, 136025}},
		{"rules.cap_at", sc.Rules.CapAt, []any{capAtAdd, capAtRegister}},
		{"rules.wrong_backup_error", sc.Rules.WrongBackup, []any{133006, 100}},
	} {
		if !slices.Contains(c.of, c.value) {
			return fmt.Errorf("%s is %v, not one of %v", c.key, c.value, c.of)
		}
	}
	seen := map[string]bool{string(sc.Account.ID): true}
	for i, n := range sc.Numbers {
		switch {
		case !graphID.MatchString(string(n.ID)):
			return fmt.Errorf("number %d: id must be 15 to 17 digits", i+1)
		case !e164.MatchString(n.Phone):
			return fmt.Errorf("number %s: phone %q is not of the form +85291234567", n.ID, n.Phone)
		case seen[string(n.ID)] || seen[n.Phone]:
			return fmt.Errorf("number %s: id or phone is there twice", n.ID)
		case n.Name == "":
			return fmt.Errorf("number %s: has no name", n.ID)
		case n.PIN != "" && n.PIN != unknownPIN && !sixes.MatchString(n.PIN):
			return fmt.Errorf("number %s: pin must be six digits, %q or nothing", n.ID, unknownPIN)
		case n.Region != "" && !isRegion(n.Region), n.Expects != "" && !isRegion(n.Expects):
			return fmt.Errorf("number %s: region is not a storage country", n.ID)
		case (n.Backup == "") != (n.BackupPassword == ""), n.Backup != "" && n.Platform != api.PlatformOnPremise:
			return fmt.Errorf("number %s: backup and backup_password go together, on the platform %s", n.ID, api.PlatformOnPremise)
		case n.Elsewhere && n.Status.Registered():
			return fmt.Errorf("number %s: is registered here and elsewhere", n.ID)
		}
		if err := checkVerification(n.Verification); err != nil {
			return fmt.Errorf("number %s: %w", n.ID, err)
		}
		seen[string(n.ID)], seen[n.Phone] = true, true
	}
	for _, p := range sc.Pool {
		switch {
		case !graphID.MatchString(string(p.ID)), !e164.MatchString(p.Phone):
			return fmt.Errorf("pre-verified number %q: id must be 15 to 17 digits and phone of the form +85291234567", p.ID)
		case seen[string(p.ID)] || seen[p.Phone]:
			return fmt.Errorf("pre-verified number %s: id or phone is there twice", p.ID)
		case p.Verification != "" && checkVerification(p.Verification) != nil:
			return fmt.Errorf("pre-verified number %s: %w", p.ID, checkVerification(p.Verification))
		}
		seen[string(p.ID)], seen[p.Phone] = true, true
	}
	for _, b := range sc.Partners {
		if !graphID.MatchString(string(b.ID)) || seen[string(b.ID)] || string(b.ID) == sc.Account.BusinessID || b.Name == "" {
			return fmt.Errorf("partner %q: id must be 15 to 17 digits of its own, with a name", b.ID)
		}
		seen[string(b.ID)] = true
	}
	if sc.Count != 0 && (sc.Count < len(sc.Numbers) || sc.Count > mostNumbers || len(sc.Numbers) == 0) {
		return fmt.Errorf("count is %d, not between the %d numbers that are listed and %d", sc.Count, len(sc.Numbers), mostNumbers)
	}
	for _, l := range sc.Lines {
		if !e164.MatchString(l.Phone) || seen[l.Phone] {
			return fmt.Errorf("line %q: phone is not of the form +85291234567, or is there twice", l.Phone)
		}
		seen[l.Phone] = true
	}
	for i, f := range sc.Faults {
		if err := f.check(); err != nil {
			return fmt.Errorf("fault %d: %w", i+1, err)
		}
	}
	return nil
}

func checkVerification(v api.Verification) error {
	switch v {
	case api.Verified, api.NotVerified, api.Unverified, api.VerificationExpired:
		return nil
	}
	return fmt.Errorf("verification %q is not known", v)
}

// regions are the countries of local storage (docs, openapi).
func regions() []api.Region {
	return []api.Region{"AU", "ID", "IN", "JP", "SG", "KR", "DE", "CH", "GB", "BR", "BH", "ZA", "AE", "CA"}
}

func isRegion(r api.Region) bool { return slices.Contains(regions(), r) }
