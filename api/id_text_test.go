package api_test

import (
	"errors"
	"testing"

	"dialtone/api"
)

func TestFindID(t *testing.T) {
	t.Parallel()
	const waba, number, business = "104820560913301", "106540352242922", "220771904456101"
	const manager = "https://business.facebook.com/latest/whatsapp_manager/phone_numbers?business_id=" + business + "&asset_id=" + waba
	both := "WABA ID: " + waba + "\nPhone number ID: " + number
	for _, tc := range []struct {
		text   string
		kind   api.IDKind
		want   string
		reason api.IDReason
	}{
		{waba, api.IDOfAccount, waba, ""},
		{" " + waba + "\n", api.IDOfAccount, waba, ""},
		{"12345", api.IDOfAccount, "12345", ""},
		{"１０４８２０５６０９１３３０１", api.IDOfAccount, waba, ""},
		{"١٠٤٨٢٠٥٦٠٩١٣٣٠١", api.IDOfAccount, waba, ""},
		{"\u200e" + waba + "\u200b", api.IDOfAccount, waba, ""},
		{"104 820 560 913 301", api.IDOfAccount, waba, ""},
		{"10482056-0913301", api.IDOfAccount, waba, ""},
		{"104820560913301.", api.IDOfAccount, waba, ""},
		{"WABA ID: " + waba, api.IDOfAccount, waba, ""},
		{"WhatsApp Business Account ID\n" + waba, api.IDOfAccount, waba, ""},
		{"Messaging account (WABA) ID = " + waba, api.IDOfAccount, waba, ""},
		{"WhatsApp Business 帳戶編號：" + waba, api.IDOfAccount, waba, ""},
		{waba + " (WABA)", api.IDOfAccount, waba, ""},
		{"ID: " + waba, api.IDOfAccount, waba, ""},
		{"\"id\": \"" + waba + "\",", api.IDOfAccount, waba, ""},
		{`{"id":"` + waba + `","name":"Phone shop 24"}`, api.IDOfAccount, waba, ""},
		{"DIALTONE_ACCOUNT=" + waba, api.IDOfAccount, waba, ""},
		{both, api.IDOfAccount, waba, ""},
		{both, api.IDOfNumber, number, ""},
		{both, api.IDOfBusiness, "", api.IDSeveral},
		{`{"phone_number_id":"` + number + `","waba_id":"` + waba + `","business_id":"` + business + `"}`, api.IDOfBusiness, business, ""},
		{waba + " " + number, api.IDOfAccount, "", api.IDSeveral},
		{waba + " or " + number, api.IDOfAccount, "", api.IDSeveral},
		{"Phone number ID: " + number, api.IDOfAccount, "", api.IDIsNumber},
		{"Phone number ID " + number, api.IDOfNumber, number, ""},
		{"電話號碼 ID：" + number, api.IDOfAccount, "", api.IDIsNumber},
		{"Business portfolio ID: " + business, api.IDOfAccount, "", api.IDIsBusiness},
		{"Business portfolio ID: " + business, api.IDOfBusiness, business, ""},
		{"WABA ID: " + waba, api.IDOfNumber, "", api.IDIsAccount},
		{"App ID: " + waba, api.IDOfAccount, "", api.IDIsApp},
		{manager, api.IDOfAccount, waba, ""},
		{manager, api.IDOfBusiness, business, ""},
		{manager, api.IDOfNumber, "", api.IDNotInAddress},
		{manager[len("https://"):], api.IDOfAccount, waba, ""},
		{"https://business.facebook.com/wa/manage/phone-numbers/?business_id=" + business + "&waba_id=" + waba, api.IDOfAccount, waba, ""},
		{"https://business.facebook.com/latest/settings/whatsapp_account?business_id=" + business + "&selected_asset_id=" + waba +
			"&selected_asset_type=whatsapp-business-account", api.IDOfAccount, waba, ""},
		{"https://business.facebook.com/latest/home?business_id=" + business + "&asset_id=" + waba, api.IDOfAccount, "", api.IDNotInAddress},
		{"https://business.facebook.com/latest/whatsapp_manager?business_id=" + business, api.IDOfAccount, "", api.IDNotInAddress},
		{"https://example.com/?phone_number_id=" + number, api.IDOfNumber, number, ""},
		{"", api.IDOfAccount, "", api.IDEmpty},
		{"1234", api.IDOfAccount, "", api.IDLength},
		{"1065 4035", api.IDOfAccount, "", api.IDNotDigits},
		{"+85291230100", api.IDOfAccount, "", api.IDNotDigits},
		{"../register", api.IDOfAccount, "", api.IDNotDigits},
		{"WABA ID: 10482056091330123456", api.IDOfAccount, "", api.IDNotDigits},
	} {
		got, err := api.FindID(tc.text, tc.kind)
		var fault *api.IDError
		if errors.As(err, &fault); got != tc.want || (fault == nil) != (tc.reason == "") || fault != nil && fault.Reason != tc.reason {
			t.Errorf("%q of a %s: %q, %v; want %q, %q", tc.text, tc.kind, got, err, tc.want, tc.reason)
		}
	}
}
