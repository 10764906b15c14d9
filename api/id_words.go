package api

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The functions of this file know the words of labels in the languages of Meta's pages.

// holdsWord reports whether a line holds a word from its beginning on; a word of another
// script than Latin may stand anywhere. A blank behind the word says that it ends there.
func holdsWord(line, word string) bool {
	line, word = unaccented(line)+" ", unaccented(word)
	whole := strings.HasSuffix(word, " ")
	word = strings.TrimSuffix(word, " ")
	for at := 0; ; at += len(word) {
		i := strings.Index(line[at:], word)
		if i < 0 {
			return false
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(line[:at])
		behind, _ := utf8.DecodeRuneInString(line[at+len(word):])
		begins := word[0] >= utf8.RuneSelf || !unicode.Is(unicode.Latin, before)
		if begins && !(whole && unicode.IsLetter(behind)) {
			return true
		}
	}
}

// unaccented takes accents off letters, which people leave out.
func unaccented(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

type kindWord struct {
	kind IDKind
	of   []string
}

// kindWords are the words of labels in the languages of Meta's pages.
func kindWords() []kindWord {
	return []kindWord{
		{idOfOther, []string{
			"ad account", "adaccount", "instagram", "page", "facebook page", "pixel", "dataset", "catalog", "system user", "user id",
			"template", "message id", "wamid", "payment", "client token",
		}},
		{IDOfNumber, []string{
			"phone ", "phonenumber", "phoneid", "number id", "telef", "telep", "điện thoại", "puhelin", "τηλέφων", "τηλεφών",
			"телефон", "هاتف", "הטלפון", "טלפון", "โทรศัพท์", "फ़ोन", "फोन",
			"電話", "电话", "전화", "號碼", "号码", "番号",
		}},
		{IDOfAccount, []string{
			"waba", "account ", "accountid", "conta ", "cuenta", "compte ", "konto", "konta ", "akun", "hesab",
			"hesap", "rekening", "tili ", "účet",
			"účtu", "fiók", "cont ",
			"tài khoản", "аккаунт", "акаунт", "учетн", "учётн", "λογαριασμ", "حساب", "חשבון",
			"บัญชี", "खाता", "खाते", "帳戶", "帐户", "账户",
			"帳號", "账号", "帳號", "アカウント", "계정",
		}},
		{IDOfNumber, []string{"número id", "id do número", "id del número", "id numero", "nummer-id"}},
		{IDOfBusiness, []string{
			"business", "portfolio", "portefeuille", "portafolio", "portafoglio", "empresa", "negocio", "entreprise", "unternehmen",
			"azienda",
			"bisnis", "işletme", "doanh nghiệp", "бизнес", "компани", "أعمال", "עסק", "ธุรกิจ",
			"व्यवसाय", "बिज़नेस", "商家", "企業", "企业",
			"ビジネス", "비즈니스",
		}},
		{IDOfApp, []string{
			"app id", "app-id", "application", "aplicativo", "aplicación", "applicazione", "anwendung", "приложени",
			"應用程式", "应用", "アプリ",
			"앱", "id do app", "id de la app",
		}},
	}
}
