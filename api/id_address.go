package api

import (
	"net/url"
	"slices"
	"strings"

	"dialtone/api/pattern"
)

// The functions of this file read ids in the addresses of Meta's pages and of Graph.

var (
	// graphCall matches a node of Graph's with what is asked of it, without its host.
	graphCall = pattern.Of(`^/?(?:v[0-9]+\.[0-9]+/[0-9]{15,17}(?:[/?]|$)|[0-9]{15,17}/[a-z_]+)`)
	// withHost matches an address without its scheme.
	withHost = pattern.Of(`(?i)^(?://)?(?:[a-z0-9\-]+\.)+[a-z]{2,}(?::[0-9]+)?/`)
)

// partAddresses takes the addresses out of a text.
func partAddresses(text string) (rest string, addresses []string) {
	isEnd := func(r rune) bool { return strings.ContainsRune(" \n\t\"'`<>(){}[]|\\，。", r) }
	for _, word := range strings.FieldsFunc(text, isEnd) {
		if strings.Contains(word, "://") || withHost().MatchString(word) || graphCall().MatchString(word) {
			addresses = append(addresses, strings.TrimRight(word, ".,;:"))
			text = strings.Replace(text, word, " ", 1)
		}
	}
	return text, addresses
}

// inAddresses returns the id of a kind that addresses hold. Where a call to Graph shows
// that its node is of another kind, the error says so.
func inAddresses(addresses []string, kind IDKind) (string, error) {
	all := idsOfAll(addresses)
	ofKind := slices.DeleteFunc(slices.Clone(all), func(l labelledID) bool { return l.kind != kind })
	switch {
	case len(ofKind) > 1:
		return "", &IDError{IDSeveral}
	case len(ofKind) == 1:
		return ofKind[0].id, nil
	case len(all) == 1 && all[0].kind == "": // a node of Graph's that nothing is said of
		return all[0].id, nil
	case len(all) == 1 && kind != all[0].kind && len(addresses) == 1 && !strings.Contains(addresses[0], "business_id="):
		return "", &IDError{wrongKind(all[0].kind)}
	}
	return "", &IDError{IDNotInAddress}
}

// againstAddress reports whether addresses that stand beside an id may mean another one:
// they hold one of the kind that is asked for, or of an unknown one.
func againstAddress(one labelledID, kind IDKind, addresses []string) bool {
	return slices.ContainsFunc(idsOfAll(addresses), func(l labelledID) bool {
		return l.id != one.id && (l.kind == kind || l.kind == "")
	})
}

func idsOfAll(addresses []string) []labelledID {
	var all []labelledID
	for _, text := range addresses {
		for _, one := range idsOf(text) {
			if !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

// idsOf lists the ids in an address, each with what its place says (field). The asset of a
// page of the Manager is the account only on the pages about WhatsApp.
func idsOf(text string) []labelledID {
	if withHost().MatchString(text) {
		text = "https://" + strings.TrimPrefix(text, "//")
	}
	address, err := url.Parse(text)
	if err != nil {
		return nil
	}
	values := address.Query()
	if inside, err := url.ParseQuery(address.Fragment); err == nil {
		for name := range inside {
			if values.Get(name) == "" {
				values.Set(name, inside.Get(name))
			}
		}
	}
	var all []labelledID
	add := func(id string, kind IDKind) {
		if len(id) >= shortestID && len(id) <= longestID && strings.Trim(id, "0123456789") == "" {
			all = append(all, labelledID{id, kind})
		}
	}
	parts := strings.Split(address.Path, "/")
	for i, part := range parts {
		before, behind := "", ""
		if i > 0 {
			before = parts[i-1]
		}
		if i+1 < len(parts) {
			behind = parts[i+1]
		}
		if kind, known := kindOfPart(before, behind, values.Get("fields")); known {
			add(part, kind)
		} else if i <= 1 && (address.Host == "" || strings.HasPrefix(address.Host, "graph.")) {
			add(part, kind)
		}
	}
	places := []kindWord{
		{IDOfAccount, []string{"waba_id", "whatsapp_business_account_id"}},
		{IDOfNumber, []string{"phone_number_id", "phone_id"}},
		{IDOfBusiness, []string{"business_id"}},
		{IDOfApp, []string{"app_id"}},
	}
	path, asset := strings.ToLower(address.Path), []string{"asset_id", "selected_asset_id"}
	switch of := strings.ReplaceAll(strings.ToLower(values.Get("selected_asset_type")), "_", "-"); {
	case strings.Contains(of, "phone"):
		places = append(places, kindWord{IDOfNumber, asset})
	case of == "whatsapp-account", of == "" && strings.HasSuffix(path, "/whatsapp_accounts"): // one number, or the account of old
	case of == "messaging-account", strings.Contains(of, "whatsapp"):
		places = append(places, kindWord{IDOfAccount, asset})
	case of == "" && (strings.Contains(path, "whatsapp") || strings.Contains(path, "messaging_account") || strings.Contains(path, "/wa/")):
		places = append(places, kindWord{IDOfAccount, asset})
	}
	for _, p := range places {
		if slices.ContainsFunc(all, func(l labelledID) bool { return l.kind == p.kind }) {
			continue // the path has told
		}
		for _, name := range p.of {
			if before := len(all); values.Get(name) != "" {
				if add(values.Get(name), p.kind); len(all) > before {
					break
				}
			}
		}
	}
	return all
}

var version = pattern.Of(`^v[0-9]+\.[0-9]+$`)

// kindOfPart says of which kind the id between two parts of a path is, and whether they
// show that it is one of Graph's or of the Manager's at all.
func kindOfPart(before, behind, fields string) (kind IDKind, known bool) {
	before = strings.ReplaceAll(strings.ToLower(before), "_", "-")
	switch {
	case strings.Contains(before, "whatsapp-business-account"),
		strings.Contains(before, "messaging-account"), before == "waba", before == "wabas":
		return IDOfAccount, true
	case before == "phone-numbers", before == "phone-number", before == "whatsapp-phone-numbers":
		return IDOfNumber, true
	case before == "apps", before == "app":
		return IDOfApp, true
	case before == "businesses":
		return IDOfBusiness, true
	}
	for _, edges := range []kindWord{
		{IDOfAccount, []string{
			"phone_numbers", "message_templates", "subscribed_apps", "assigned_users", "flows", "solutions", "activities",
			"message_template_previews",
			"upsert_message_templates", "template_analytics", "conversation_analytics", "pricing_analytics", "schedules",
			"payment_configurations",
		}},
		{IDOfNumber, []string{
			"register", "deregister", "request_code", "verify_code", "messages", "media", "whatsapp_business_profile", "settings",
			"message_qrdls",
			"whatsapp_business_encryption", "official_business_account", "block_users", "whatsapp_commerce_settings", "calls",
			"call_permissions",
			"username", "groups", "smb_app_data", "marketing_messages",
		}},
		{IDOfBusiness, []string{
			"owned_whatsapp_business_accounts", "client_whatsapp_business_accounts", "preverified_numbers", "add_phone_numbers",
			"system_users",
			"extendedcredits", "owned_apps", "client_apps", "owned_pages", "business_users",
		}},
	} {
		if slices.Contains(edges.of, strings.ToLower(behind)) {
			return edges.kind, true
		}
	}
	switch known = version().MatchString(before); {
	case !known:
	case strings.Contains(fields, "display_phone_number") && !strings.Contains(fields, "phone_numbers"),
		strings.Contains(fields, "code_verification_status"), strings.Contains(fields, "verified_name"):
		return IDOfNumber, true
	case strings.Contains(fields, "phone_numbers"), strings.Contains(fields, "message_template_namespace"),
		strings.Contains(fields, "timezone_id"):
		return IDOfAccount, true
	}
	return "", known
}
