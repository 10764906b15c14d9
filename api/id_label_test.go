package api_test

import (
	"errors"
	"strings"
	"testing"

	"dialtone/api"
)

const wabaID, phoneID, portfolioID = "104820560913301", "106540352242922", "220771904456101"

// TestLabelsInLanguages: each label says the kind of its id, which is taken for that kind
// and refused by its name for any other.
func TestLabelsInLanguages(t *testing.T) {
	t.Parallel()
	for kind, labels := range map[api.IDKind][]string{
		api.IDOfAccount: {
			"Identificação da conta do WhatsApp Business: ", "ID da conta do WhatsApp Business: ",
			"Identificador de la cuenta de WhatsApp Business: ",
			"ID de la cuenta: ", "Identifiant du compte WhatsApp Business : ", "ID des WhatsApp Business-Kontos: ",
			"WhatsApp-Business-Konto-ID ", "ID konta: ",
			"ID dell'account WhatsApp Business: ", "ID akun WhatsApp Business: ", "WhatsApp Business Hesabı Kimliği: ",
			"Идентификатор аккаунта WhatsApp Business: ",
			"WhatsApp Business アカウントID：", "WhatsApp Business 계정 ID: ", "ID tài khoản WhatsApp Business: ", "معرف حساب واتساب للأعمال: ",
			"รหัสบัญชี WhatsApp Business: ",
			"WhatsApp Business 帳戶編號：", "WhatsApp 商家帳號編號：", "WhatsApp Business 账户编号：", "Messaging account (WABA) ID: ", "waba_id=", "WABA: ",
			"wabaId: ",
			"Lotus Phones Ltd\nWABA ID: ", "Lotus Phones Ltd WABA ID: ", "Phone number: +852 9123 4567\nWABA ID: ",
			"Phone number +852 91234567 WABA ID ",
			"WhatsApp Business Account ID\n", "Número da conta: ", "{\"whatsapp_business_account_id\": \"",
		},
		api.IDOfNumber: {
			"ID do número de telefone: ", "Identificação do número de telefone: ", "Identificador del número de teléfono: ",
			"ID de número de teléfono: ",
			"Telefonnummer-ID: ", "ID der Telefonnummer: ", "Telefonnummern-ID: ", "ID du numéro de téléphone : ",
			"ID del numero di telefono: ", "Telefoonnummer-ID: ",
			"ID nomor telepon: ", "Telefon Numarası Kimliği: ", "Идентификатор номера телефона: ", "電話番号ID：", "전화번호 ID: ",
			"ID số điện thoại: ", "معرف رقم الهاتف: ",
			"รหัสหมายเลขโทรศัพท์: ", "電話號碼 ID：", "电话号码编号：", "Phone number ID: ", "phone_number_id=", "PHONE_NUMBER_ID=",
			"\"phoneNumberId\": \"", "Business phone number ID: ",
			"WhatsApp Business phone number ID: ", "Lotus account\nPhone number ID: ", "Número ID: ", "ID da conta e do número de telefone: ",
		},
		api.IDOfBusiness: {
			"Business portfolio ID: ", "Business ID: ", "business_id=", "Identificador do portfólio empresarial: ", "ID da empresa: ",
			"Identificador del portafolio comercial: ",
			"ID de la empresa: ", "ID du portefeuille d'entreprise : ", "Unternehmens-ID: ", "ID des Unternehmensportfolios: ",
			"ID azienda: ", "İşletme portföyü: ", "商家資產組合編號：",
			"企業ID：", "비즈니스 ID: ", "Идентификатор бизнеса: ",
		},
		api.IDOfApp: {"App ID: ", "APP_ID=", "Application ID: ", "ID do aplicativo: ", "應用程式編號：", "アプリID: "},
		"other": {
			"Ad account ID: ", "Instagram account ID: ", "Page ID: ", "Pixel ID: ", "System user ID: ", "Catalog ID: ", "Template ID: ",
			"message_template_id: ",
		},
	} {
		ids := map[api.IDKind]string{api.IDOfNumber: phoneID, api.IDOfBusiness: portfolioID}
		id := wabaID
		if of := ids[kind]; of != "" {
			id = of
		}
		reasons := map[api.IDKind]api.IDReason{
			api.IDOfAccount: api.IDIsAccount, api.IDOfNumber: api.IDIsNumber, api.IDOfBusiness: api.IDIsBusiness,
			api.IDOfApp: api.IDIsApp, "other": api.IDIsOther,
		}
		for _, label := range labels {
			for _, asked := range []api.IDKind{api.IDOfAccount, api.IDOfNumber, api.IDOfBusiness} {
				want, reason := "", reasons[kind]
				if asked == kind {
					want, reason = id, ""
				}
				wantID(t, label+id, asked, want, reason)
			}
		}
	}
}

// TestIDsInAddresses of Graph's and of the Manager's.
func TestIDsInAddresses(t *testing.T) {
	t.Parallel()
	type want = map[api.IDKind]string // an id, or the reason
	manager := "https://business.facebook.com/latest/whatsapp_manager/phone_numbers"
	account := want{api.IDOfAccount: wabaID, api.IDOfNumber: "is_account", api.IDOfBusiness: "is_account"}
	number := want{api.IDOfAccount: "is_number", api.IDOfNumber: phoneID, api.IDOfBusiness: "is_number"}
	page := want{api.IDOfAccount: wabaID, api.IDOfNumber: "not_in_address", api.IDOfBusiness: portfolioID}
	for text, all := range map[string]want{
		"https://graph.facebook.com/v24.0/" + wabaID +
			"/phone_numbers": account,
		"graph.facebook.com/v24.0/" + wabaID +
			"/phone_numbers?fields=id,verified_name": account,
		"GET /v24.0/" + wabaID +
			"/phone_numbers": account,
		"/v24.0/" + wabaID +
			"/message_templates": account,
		wabaID +
			"/phone_numbers": account,
		"POST https://graph.facebook.com/v24.0/" + wabaID +
			"/subscribed_apps": account,
		"curl -X GET 'https://graph.facebook.com/v24.0/" + wabaID +
			"/phone_numbers' -H 'Authorization: Bearer x'": account,
		"https://graph.facebook.com/v24.0/" + phoneID +
			"/messages": number,
		"POST /v24.0/" + phoneID +
			"/register": number,
		"curl -i -X POST https://graph.facebook.com/v24.0/" + phoneID +
			"/messages -d '{\"messaging_product\":\"whatsapp\"}'": number,
		"https://graph.facebook.com/" + phoneID +
			"/whatsapp_business_profile": number,
		"https://graph.facebook.com/v24.0/" + phoneID +
			"?fields=display_phone_number,status": number,
		"https://graph.facebook.com/v24.0/" + portfolioID +
			"/owned_whatsapp_business_accounts": {api.IDOfAccount: "is_business", api.IDOfNumber: "is_business", api.IDOfBusiness: portfolioID},
		"https://graph.facebook.com/v24.0/" +
			wabaID: {api.IDOfAccount: wabaID, api.IDOfNumber: wabaID},
		"https://business.facebook.com/latest/settings/whatsapp-business-accounts/" + wabaID +
			"?business_id=" + portfolioID: page,
		"https://business.facebook.com/settings/whatsapp-business-accounts/" + wabaID + "/?business_id=" + portfolioID +
			"#home": page,
		manager + "?business_id=" + portfolioID + "&amp;asset_id=" +
			wabaID: page,
		manager + `?business_id=` + portfolioID + `\u0026asset_id=` +
			wabaID: page,
		"WhatsApp Manager: " + manager + "?business_id=" + portfolioID + "&asset_id=" +
			wabaID: page,
		"[link](" + manager + "?business_id=" + portfolioID + "&asset_id=" + wabaID +
			")": page,
		"<a href=\"" + manager + "?business_id=" + portfolioID + "&amp;asset_id=" + wabaID +
			"\">": page,
		manager + "/" + phoneID + "?business_id=" + portfolioID + "&asset_id=" +
			wabaID: {api.IDOfAccount: wabaID, api.IDOfNumber: phoneID, api.IDOfBusiness: portfolioID},
		"https://business.facebook.com/latest/settings/whatsapp_account?selected_asset_id=" + phoneID +
			"&selected_asset_type=phone-number": {api.IDOfNumber: phoneID, api.IDOfAccount: "is_number"},
		"https://developers.facebook.com/apps/" + wabaID +
			"/whatsapp-business/wa-dev-console/?business_id=" + portfolioID: {
			api.IDOfAccount: "not_in_address", api.IDOfNumber: "not_in_address", api.IDOfBusiness: portfolioID,
		},
		"https://example.com/" +
			wabaID: {api.IDOfAccount: "not_in_address"},
		"https://example.com/lotus/" + phoneID +
			"/edit": {api.IDOfAccount: "not_in_address", api.IDOfNumber: "not_in_address"},
		"https://www.facebook.com/profile.php?id=" +
			wabaID: {api.IDOfAccount: "not_in_address"},
		"/v24.0/" + wabaID + "/phone_numbers /v24.0/" + portfolioID +
			"/phone_numbers": {api.IDOfAccount: "several"},
		"WABA ID: " + wabaID + " (" + manager + "?business_id=" + portfolioID +
			")": {api.IDOfAccount: wabaID, api.IDOfNumber: "is_account"},
	} {
		for kind, want := range all {
			if strings.Trim(want, "0123456789") == "" {
				wantID(t, text, kind, want, "")
			} else {
				wantID(t, text, kind, "", api.IDReason(want))
			}
		}
	}
}

func wantID(t *testing.T, text string, kind api.IDKind, want string, reason api.IDReason) {
	t.Helper()
	got, err := api.FindID(text, kind)
	var fault *api.IDError
	if errors.As(err, &fault); got != want || (fault == nil) != (reason == "") || fault != nil && fault.Reason != reason {
		t.Errorf("%q of a %s: %q, %v; want %q, %q", text, kind, got, err, want, reason)
	}
}
