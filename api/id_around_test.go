package api_test

import (
	"regexp"
	"testing"

	"dialtone/api"
)

// idForm writes W for the id of an account, P for that of a number, B for a portfolio's.
var idForm = regexp.MustCompile(`(^|[^A-Za-z])([WPB])($|[^A-Za-z])`)

func withIDs(form string) string {
	for range 2 { // neighbours share a sign
		form = idForm.ReplaceAllStringFunc(form, func(m string) string {
			parts := idForm.FindStringSubmatch(m)
			return parts[1] + map[string]string{"W": wabaID, "P": phoneID, "B": portfolioID}[parts[2]] + parts[3]
		})
	}
	return form
}

// TestDigitsBesideAnID are no part of it.
func TestDigitsBesideAnID(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		"W.0", `{"id": W.0}`, `{"id": W}`, "WABA ID\nW\n1 phone number", "WABA ID\nW\n3 phone numbers", "W 2 numbers", "W 24h", "W 10:15",
		"WABA 1 W", "Lotus 24\nW", "#1 W", "1.W", "1. W", "1) W", "1\tW", "WABA ID: W,2", "W-1", "W, 2", "2026-11-29 W", "W 29.11.2026",
		"W/2", "W|3", "1 W 2", "WABA ID: W 100%", "Lotus 2000 Ltd, WABA ID W", "W\n2", "1\nW", "W (2)", "W'2", "W – 3",
		"104 820 560 913 301",
		"1048 2056 0913 301", "104,820,560,913,301", "104.820.560.913.301", "104'820'560'913'301", "104-820-560-913-301",
		"10482056-0913301",
		"1 0 4 8 2 0 5 6 0 9 1 3 3 0 1", "10482 05609 13301",
	} {
		wantID(t, withIDs(form), api.IDOfAccount, wabaID, "")
	}
	wantID(t, "1,048,205,609,133,011", api.IDOfAccount, "1048205609133011", "")
	for _, text := range []string{
		"1 104 820 560 913 301", "104 820 560 913 301 2", "1-104-820-560-913-301", "1048 2056 0913 3011 2", "91234567 98765432",
		"91234567,98765432", "91234567\n98765432", "9123456\n9876543\n1", "104820560913 301", "1 04820560913301", "10482056091330 1",
		"+104820560913301", "+104 820 560 913 301", "+ 1048 2056 0913 301", "104 8205 60913301", "104 820-560 913 301",
		"abc104820560913301",
		"104820560913301abc", "x_104820560913301", "WABA ID: 1048205609133011234", "2 104 820 560 913 301 1",
	} {
		wantID(t, text, api.IDOfAccount, "", api.IDNotDigits)
	}
	for _, text := range []string{
		"1.04820560913301E+16", "1.04820560913301E+14", "1,04820560913301E+16", "1.04820560913301e16", "WABA ID: 1.0482056091330112E+15",
		"1.04821E+14", "1.0482056091330133E+17", `{"id": 1.04820560913301e+16}`, "WABA ID\t1.04821E+14",
	} {
		wantID(t, text, api.IDOfAccount, "", api.IDCut)
	}
}

// TestLabelsOfSeveralIDs: an id belongs to the label directly before it or directly
// behind it, and to none where it may be either.
func TestLabelsOfSeveralIDs(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		"W (WABA)\nP (phone number)", "W is the WABA ID and P is the phone number ID", "W\nWABA ID\nP\nPhone number ID",
		"P phone number ID\nW WABA ID", "P phone number ID W WABA ID", "WABA ID W Phone number ID P", "WABA ID: W, phone number ID: P",
		"W (WABA), P (phone number)", "W (WABA) P (phone number)", "WABA_ID=W PHONE_NUMBER_ID=P", "WABA ID\nW\nPhone number ID\nP",
		"WABA ID\tW\nPhone number ID\tP", "W\tWABA ID\nP\tPhone number ID", "W,WABA ID\nP,phone number ID",
		"WABA ID,W\nPhone number ID,P",
		"| WABA ID | W |\n| Phone number ID | P |", "- WABA ID: `W`\n- Phone number ID: `P`", "Phone number ID: P; WABA ID: W",
		"<tr><td>WABA ID</td><td>W</td></tr><tr><td>Phone number ID</td><td>P</td></tr>",
		"W = WABA, P = phone number", "WABA ID: W (phone number ID: P)", "Messaging account: W\nWhatsApp phone number: P\n",
		`{"waba_id":"W","phone_number_id":"P"}`, "{'waba_id': 'W', 'phone_number_id': 'P'}", `"waba_id": "W", "phone_number_id": "P",`,
		"{waba_id: 'W', phone_number_id: 'P'}",
		`{"id":"W","phone_numbers":{"data":[{"id":"P","display_phone_number":"+1 631-555-0142"}]}}`,
		`{"object":"whatsapp_business_account","entry":[{"id":"W","changes":[{"value":{"metadata":{"phone_number_id":"P"}}}]}]}`,
		`{"health_status":{"entities":[{"entity_type":"PHONE_NUMBER","id":"P"},{"entity_type":"WABA","id":"W"}]}}`,
		`{"id":"P","verified_name":"Lotus","whatsapp_business_account":{"id":"W"}}`,
	} {
		wantID(t, withIDs(form), api.IDOfAccount, wabaID, "")
		wantID(t, withIDs(form), api.IDOfNumber, phoneID, "")
	}
	for _, form := range []string{
		"W P", "W\nP", "W, P", "W or P", "W (WABA old)\nP (WABA new)", "WABA ID | Phone ID\nW | P", "WABA ID, Phone ID\nW, P",
		"WABA ID\tPhone number ID\nW\tP", "WABA ID    Phone number ID\nW    P", "WABA ID: W\nP", "W\nWABA ID: P B",
		"waba_id,phone_number_id\nW,P",
		"Phone number IDs:\nW\nP", "Phone number IDs:\nLotus W\nRose P", "WABA ID\nW\nP\nPhone number ID\nB", "WABA IDs: W, P",
		"WABA: W / P",
		"W phone number ID P", `{"data":[{"id":"W"},{"id":"P"}]}`, "WABA ID: W\nWABA ID: P",
		`{"data":[{"id":"W","message_template_namespace":"a"},{"id":"P","message_template_namespace":"b"}]}`,
	} {
		wantID(t, withIDs(form), api.IDOfAccount, "", api.IDSeveral)
	}
	wantID(t, withIDs("W https://business.facebook.com/latest/whatsapp_manager?asset_id=P"), api.IDOfAccount, "", api.IDSeveral)
	wantID(t, withIDs("W https://business.facebook.com/latest/whatsapp_manager?asset_id=W"), api.IDOfAccount, wabaID, "")
	wantID(t, withIDs("W W"), api.IDOfAccount, wabaID, "")
	wantID(t, withIDs("WABA ID: W (W)"), api.IDOfAccount, wabaID, "")
	wantID(t, withIDs("WABA ID: W\nPhone number ID: W"), api.IDOfAccount, "", api.IDDoubtful)
}

// TestWhatALabelIs: a name, a count or what an id is not is no label, and what has two
// meanings is asked about.
func TestWhatALabelIs(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		"Account: Lotus Phones (W)", "Lotus Phones\nW\n3 phone numbers", "Lotus Phones (W)", "Lotus Phones: W",
		"WABA ID (not the phone number ID): W",
		"WABA ID, not the phone number ID: W", "WABA ID: W (not the phone number ID)", "WABA ID: W – not the phone number ID",
		"Lotus Telephone Shop W",
		"Phone House\nWABA ID\nW", "WABA ID of Lotus Phones: W", "WABA (WhatsApp Business account) ID: W", "Messaging account ID: W",
		"WhatsApp Business account: W", "Lotus\nW\n1 phone number", "WABA ID\nW\nPhone numbers\n3", "WABA ID:&nbsp;W", "<b>WABA ID</b> W",
		"WABA ID (in the portfolio Lotus): W", "The phone number is not there yet. WABA: W", "WABA ID\\n W",
		"Phone: +852 9123 4567 (W)", "WABA ID - W",
	} {
		wantID(t, withIDs(form), api.IDOfAccount, wabaID, "")
	}
	for _, form := range []string{
		`{"id":"P","display_phone_number":"+1 631-555-0142"}`, `{"data":[{"display_phone_number":"+1 631-555-0142","id":"P"}]}`,
		`{"data":[{"verified_name":"Lotus","id":"P"}],"paging":{"cursors":{"before":"a","after":"b"}}}`, `"id": "P",
		"display_phone_number": "+1 631"`,
		"HTTP/2 200\n{\"id\":\"P\",\"code_verification_status\":\"VERIFIED\"}\n", "Phone number ID (in the WABA Lotus): P",
		"Phone number ID:&nbsp;P",
		"Phone number ID of the WABA: P", "Phone number ID: P (account Lotus)", "phoneNumberId: P", "phone-number-id: P",
		"PHONE_ID=P", "P (phone number ID)",
		"WhatsApp Business account phone number ID: P", "Phone number ID (not the WABA ID): P", "P\nPhone number ID", "P phone number ID",
	} {
		wantID(t, withIDs(form), api.IDOfAccount, "", api.IDIsNumber)
		wantID(t, withIDs(form), api.IDOfNumber, phoneID, "")
	}
	for form, reason := range map[string]api.IDReason{
		"act_W": api.IDIsOther, "Page: W": api.IDIsOther, "IG W": api.IDIsOther, "IG: W": api.IDIsOther, "Instagram W": api.IDIsOther,
		"W@s.whatsapp.net": api.IDIsOther, "12036304820560913@g.us": api.IDIsOther, "Facebook page W": api.IDIsOther,
		"Page ID W": api.IDIsOther,
		"W (page)":  api.IDIsOther, "Ad account: act_W": api.IDIsOther, "Pixel W": api.IDIsOther, `{"page_id":"W"}`: api.IDIsOther,
		"facebook.com/W": api.IDNotInAddress, "www.facebook.com/W": api.IDNotInAddress, "m.facebook.com/W/": api.IDNotInAddress,
		"https://www.facebook.com/W": api.IDNotInAddress, "example.com/W": api.IDNotInAddress, "fb.com/W": api.IDNotInAddress,
		"wa.me/W": api.IDNotInAddress, "//facebook.com/W": api.IDNotInAddress,
		"WhatsApp account ID: W": api.IDDoubtful, "WhatsApp account W": api.IDDoubtful, "whatsapp_account_id=W": api.IDDoubtful,
		`{"whatsapp_account_id":"W"}`: api.IDDoubtful, "ID da conta do WhatsApp: W": api.IDDoubtful, "WhatsApp 帳戶編號：W": api.IDDoubtful,
		"WAAC ID: W": api.IDDoubtful, "W (WhatsApp account)": api.IDDoubtful, "WABA or phone number ID: W": api.IDDoubtful,
		"WABA/phone number ID: W": api.IDDoubtful, "WABA ID, phone number ID\nW": api.IDDoubtful,
	} {
		wantID(t, withIDs(form), api.IDOfAccount, "", reason)
	}
	const settings = "https://business.facebook.com/latest/settings/"
	for form, want := range map[string]string{
		settings + "messaging_accounts?business_id=B&selected_asset_id=W&selected_asset_type=messaging-account": wabaID,
		settings + "messaging_accounts?business_id=B&selected_asset_id=W":                                       wabaID,
		settings + "messaging-accounts/W?business_id=B":                                                         wabaID,
		settings + "whatsapp_accounts?business_id=B&selected_asset_id=P&selected_asset_type=whatsapp-account":   "",
		settings + "whatsapp_accounts?business_id=B&selected_asset_id=P":                                        "",
		settings + "pages?business_id=B&selected_asset_id=P&selected_asset_type=page":                           "",
	} {
		reason := api.IDNotInAddress
		if want != "" {
			reason = ""
		}
		wantID(t, withIDs(form), api.IDOfAccount, want, reason)
	}
}
