package flows

import (
	"testing"
	"time"

	"dialtone/api"
)

// TestWhatMetaSaysInWords: Meta's own words go before the plain meaning of a code, in the
// languages that Meta writes; and a word that is there for something else changes nothing.
func TestWhatMetaSaysInWords(t *testing.T) {
	t.Parallel()
	user := func(text string) func(*api.Error) { return func(e *api.Error) { e.UserMessage = text } }
	title := func(text string) func(*api.Error) { return func(e *api.Error) { e.UserTitle = text } }
	fr, adding, pin, poor := at(Review, fresh()), at(AddNumber, fresh()), at(ChoosePIN, fresh()), at(Review, fresh())
	poor.Token.Scopes = nil
	old, unready := at(Review, fresh(hasPIN)), at(AddNumber, fresh())
	unready.Account.Verification = "not_verified"
	for _, c := range []struct {
		f    Failed
		s    Session
		want AdviceID
		wait time.Duration
	}{
		// Codes that are asked for too often.
		{refusal(api.RequestCode, 136024, 0, user("You've requested too many codes. Please wait 1 hour.")), fr, AdviseTooOften, time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("Solicitaste demasiados códigos. Inténtalo de nuevo más tarde.")), fr, AdviseTooOften, 24 * time.Hour},
		{refusal(api.RequestCode, 136024, 0, title("Solicitar limite de volume do código")), fr, AdviseTooOften, 24 * time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("Aguarde 11 horas antes de tentar novamente.")), fr, AdviseTooOften, 11 * time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("您要求驗證碼的次數太多，請於 8 小時後再試。")), fr, AdviseTooOften, 8 * time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("The code could not be sent.")), fr, AdviseNoCode, 0},
		{refusal(api.RequestCode, 136024, 2388004, user("Wait 1 hour.")), fr, AdviseCodeNotSent, time.Hour},
		{refusal(api.RequestCode, 136024, 2388091, user("Aguarde 1 hour antes de tentar novamente.")), fr, AdviseInUse, 0},

		// Codes that are tried too often, and a code that is only wrong.
		{refusal(api.VerifyCode, 136025, 0, user("You have tried several times. Wait 11 hours.")), fr, AdviseGuesses, 11 * time.Hour},
		{refusal(api.VerifyCode, 136025, 2388093, user("Você fez muitas tentativas. Aguarde 11 horas.")), fr, AdviseGuesses, 11 * time.Hour},
		{refusal(api.VerifyCode, 136025, 0, user("Vous avez essayé plusieurs fois.")), fr, AdviseGuesses, 12 * time.Hour},
		{refusal(api.VerifyCode, 136025, 0, message("Try again in 40 minutes")), fr, AdviseGuesses, 40 * time.Minute},
		{refusal(api.VerifyCode, 136025, 2388093, user("Código incorreto. Você tem 2 tentativas restantes.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("The code is wrong. A code is good for 10 minutes.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("The code is wrong. Try again.")), fr, AdviseWrongCode, 0},

		// An account that is locked, and a PIN that does not fit.
		{refusal(api.Register, 131031, 0, details("The account was disabled for violating a policy.")), old, AdvisePolicy, 0},
		{refusal(api.Register, 131031, 0, user("A conta foi desativada por violar as políticas.")), old, AdvisePolicy, 0},
		{refusal(api.Register, 131031, 0, details("Restricted for a policy, or the two-step PIN is incorrect.")), old, AdviseLocked, 0},
		{refusal(api.Register, 131031, 0, message("Account has been locked")), old, AdviseLocked, 0},

		{refusal(api.SendMessage, 131031, 0, message("Account has been locked")), old, AdvisePolicy, 0}, // a message carries no PIN

		// A PIN that is easy to guess, and one that has another form.
		{refusal(api.SetPIN, 131009, 0, details("pin is not strong enough")), pin, AdvisePINWeak, 0},
		{refusal(api.Register, 100, 0, user("O PIN é muito fácil de adivinhar.")), fr, AdvisePINWeak, 0},
		{refusal(api.Register, 100, 0, user("Die PIN ist zu schwach.")), fr, AdvisePINWeak, 0},
		{refusal(api.Register, 100, 0, user("此 PIN 碼過於簡單。")), fr, AdvisePINWeak, 0},
		{refusal(api.SetPIN, 100, 0, details("Sequential digits are not allowed")), pin, AdvisePINWeak, 0},
		{refusal(api.Register, 131009, 0, details("pin must be a string of 6 digits")), fr, AdvisePINForm, 0},
		{refusal(api.Register, 100, 0, user("Por seguridad, el PIN ha de tener 6 dígitos.")), fr, AdvisePINForm, 0},

		// An app that is blocked, terms, and a missing permission.
		{refusal(api.GetAccount, 200, 0, message("(#200) API access blocked.")), fr, AdviseAppBlocked, 0}, // its 0 is no "not"
		{refusal(api.GetSettings, 10, 0, message("(#10) API access blocked.")), fr, AdviseAppBlocked, 0},
		{refusal(api.Register, 200, 0, message("API access disrupted.")), fr, AdviseAppBlocked, 0},
		{refusal(api.GetNumber, 200, 0, message("API access deactivated. To reactivate, go to the app dashboard.")), fr, AdviseAppBlocked, 0},
		{refusal(api.GetNumber, 200, 0, message("App is not active")), fr, AdviseAppBlocked, 0},
		{refusal(api.GetNumber, 10, 0, message("Application has been disabled")), fr, AdviseAppBlocked, 0},
		{refusal(api.Register, 200, 0, user("O acesso à API foi bloqueado.")), fr, AdviseAppBlocked, 0},
		{refusal(api.Register, 200, 0, user("Der API-Zugriff wurde gesperrt.")), fr, AdviseAppBlocked, 0},
		{refusal(api.Register, 200, 0, user("應用程式已遭停用")), fr, AdviseAppBlocked, 0},
		{refusal(api.Register, 200, 0, message("Permissions error")), fr, AdviseNoAccess, 0},
		{refusal(api.Register, 200, 0, user("Você precisa aceitar os termos.")), fr, AdviseTerms, 0},
		{refusal(api.AddNumber, 100, 0, user("El administrador debe aceptar las condiciones.")), adding, AdviseTerms, 0},
		{refusal(api.Register, 10, 0, user("The business has to sign the agreement.")), fr, AdviseTerms, 0},
		{refusal(api.Register, 200, 0, user("您必須接受條款")), fr, AdviseTerms, 0},
		{refusal(api.GetNumber, 100, 0, message("Missing permissions")), poor, AdvisePermission, 0},
		{refusal(api.GetNumber, 100, 0, message("Requires whatsapp_business_management permission to manage the object")), fr, AdviseNoAccess, 0},
		{refusal(api.GetNumber, 100, 0, message("Unsupported get request. It does not exist, cannot be loaded due to missing permissions.")), fr, AdviseNoObject, 0},
		{refusal(api.RequestCode, 10, 0, message("Not available for SMB businesses")), fr, AdviseSMB, 0},
		{refusal(api.SetSettings, 100, 0, user("This number is in coexistence.")), fr, AdviseSMB, 0},
		{refusal(api.Deregister, 100, 0, user("The number uses coexistence.")), fr, AdviseSharedOff, 0},

		// A cap of numbers, and a number that is taken.
		{refusal(api.AddNumber, 100, 2388555, title("Limit Reached"), user("You have already added the maximum number of phone numbers.")), adding, AdviseCap, 0},
		{refusal(api.AddNumber, 200, 2388386), adding, AdviseCap, 0},
		{refusal(api.AddNumber, 200, 0, user("Se alcanzó el límite de números.")), adding, AdviseCap, 0},
		{refusal(api.AddNumber, 100, 0, user("此帳號的電話號碼數量已達上限")), adding, AdviseCap, 0},
		{refusal(api.AddNumber, 100, 0, details("verified_name exceeds the maximum number of characters")), adding, AdviseNameForm, 0},
		{refusal(api.AddNumber, 100, 0, user("O número já está registrado em outra conta.")), adding, AdviseElsewhere, 0},
		{refusal(api.AddNumber, 100, 0, user("Die Nummer ist bereits registriert.")), adding, AdviseElsewhere, 0},
		{refusal(api.AddNumber, 2388001, 0, user("Check the display name of the number.")), adding, AdviseNameForm, 0},
		{refusal(api.Register, 100, 2388001, user("Le nom d’affichage n’est pas approuvé.")), fr, AdviseNameFirst, 0},
		{refusal(api.AddNumber, 2388103, 0, user("Migration is not supported. Register it on the destination account.")), unready, AdviseNotMovable, 0},
		{refusal(api.AddNumber, 2388103, 0, user("Desative a confirmação em duas etapas.")), unready, AdviseTwoStep, 0},
		{refusal(api.AddNumber, 100, 2388001, user("請先關閉兩步驟驗證")), adding, AdviseTwoStep, 0},

		// What is named by a number of its own is that, whatever words stand beside it.
		{refusal(api.AddNumber, 100, 2655122, user("This phone number is already registered.")), adding, AdviseNotFree, 0},
		{refusal(api.AddNumber, 100, 2388012, user("O número já está nesta conta.")), adding, AdviseExists, 0},
		{refusal(api.AddNumber, 100, 2388001, user("Two-step verification is already enabled.")), adding, AdviseTwoStep, 0},
		{refusal(api.AddNumber, 100, 2388386, user("Request permission to add more.")), adding, AdviseCap, 0},
		{refusal(api.AddNumber, 100, 2655122, user("You do not have permission to use this number.")), adding, AdviseNotFree, 0},
		{refusal(api.Register, 133005, 2388001), fr, AdvisePIN, 0},
		{refusal(api.Register, 200, 2494100, user("API access is disabled for maintenance.")), fr, AdviseNumberOffline, 5 * time.Minute},

		// How long a code is good is no wait, and a time that is over is no limit.
		{refusal(api.VerifyCode, 136025, 2388093, user("The code is incorrect. Check it and try again. Codes are valid for 10 minutes.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 2388093, user("驗證碼不正確，請再試一次。驗證碼有效期為 10 分鐘。")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("Você pode pedir um novo código em 60 segundos. Aguarde.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("O tempo limite foi excedido. O código expirou.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("Die Gültigkeitsdauer des Codes ist überschritten.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("Número máximo de tentativas atingido: limite de tentativas.")), fr, AdviseGuesses, 12 * time.Hour},
		{refusal(api.VerifyCode, 136025, 0, user("Too many attempts. Codes are valid for 10 minutes. Try again in 2 hours.")), fr, AdviseGuesses, 2 * time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("Se ha superado el tiempo de espera.")), fr, AdviseNoCode, 0},
		{refusal(api.RequestCode, 136024, 0, user("Permintaan melebihi batas waktu.")), fr, AdviseNoCode, 0},
		{refusal(api.RequestCode, 136024, 0, user("Our servers are temporarily unavailable. Wait 1 hour before you try again.")), fr, AdviseCodeNotSent, time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("The number is used in the WhatsApp Business app.")), fr, AdviseInUse, 0},
		{refusal(api.VerifyCode, 136025, 0, user("Phone number already verified.")), fr, AdviseVerified, 0},
		{refusal(api.VerifyCode, 136025, 2388093, user("Incorrect. If this number was migrated, check the account.")), fr, AdviseWrongCode, 0},

		// What is closed for another reason than the app's own fault.
		{refusal(api.SetSettings, 200, 0, message("This API is disabled for WhatsApp Business app users")), fr, AdviseSMB, 0},
		{refusal(api.Register, 10, 0, user("A API está desativada para números em coexistência.")), fr, AdviseSMB, 0},
		{refusal(api.ListNumbers, 10, 0, message("Access to this API is restricted to apps with Advanced Access")), fr, AdviseCapability, 0},
		{refusal(api.ListNumbers, 10, 0, message("App is restricted to development mode")), fr, AdviseCapability, 0},
		{refusal(api.AddNumber, 10, 0, message("Access to the API is restricted. Use Embedded Signup.")), adding, AdviseNotEntitled, 0},
		{refusal(api.GetNumber, 100, 0, message("API access blocked.")), fr, AdviseAppBlocked, 0},
		{refusal(api.Register, 10, 0, user("The account has been disabled for violating the WhatsApp Business Terms of Service.")), fr, AdvisePolicy, 0},
		{refusal(api.Register, 200, 0, user("Konto wegen Verstoßes gegen die Nutzungsbedingungen gesperrt.")), fr, AdvisePolicy, 0},
		{refusal(api.SetDisplayName, 100, 0, user("The name was not accepted because it breaks the Terms of Service.")), fr, AdviseNameForm, 0},
		{refusal(api.SetSettings, 100, 0, user("Under these conditions the value is not accepted.")), fr, AdviseParameter, 0},
		{refusal(api.ListNumbers, 613, 0, message("Calls to this api have exceeded the rate limit.")), fr, AdviseBusy, time.Hour},
		{refusal(api.RequestCode, 100, 0, details("Language xx_XX does not exist")), fr, AdviseParameter, 0},
		{refusal(api.RequestCode, 100, 0, user("Xác nhận quyền sở hữu của bạn.")), fr, AdviseParameter, 0},

		// Moves, and names.
		{refusal(api.AddNumber, 2388103, 0, title("Cannot migrate phone number"), user("Two-step verification is enabled. Turn it off in Business Manager.")), adding, AdviseTwoStep, 0},
		{refusal(api.AddNumber, 2388103, 0, title("Cannot migrate phone number"), user("The business must be verified in Business Manager.")), adding, AdviseMoveUnready, 0},
		{refusal(api.AddNumber, 2388103, 0, title("Cannot migrate phone number"), user("Add a payment method. You will receive a webhook.")), adding, AdviseMovePayment, 0},
		{refusal(api.AddNumber, 2388103, 0, title("Cannot migrate phone number")), adding, AdviseMoveUnsubscribed, 0},
		{refusal(api.AddNumber, 100, 0, user("The display name is already used by another business.")), adding, AdviseNameForm, 0},
		{refusal(api.AddNumber, 100, 0, user("It is in use by another WhatsApp Business Account.")), adding, AdviseElsewhere, 0},
		{refusal(api.AddNumber, 100, 0, user("The phone number already exists on your WhatsApp Business Account.")), adding, AdviseExists, 0},
		{refusal(api.AddNumber, 100, 2388005, user("Use a number that isn't already in use.")), adding, AdviseUnknown, 0},
		{refusal(api.AddNumber, 100, 0, user("Exceeds the maximum length; numbers may have 15 digits.")), adding, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, user("Se alcanzó el límite de mensajes.")), adding, AdviseParameter, 0},
		{refusal(api.SetDisplayName, 100, 0, user("Please review our display name guidelines.")), fr, AdviseNameForm, 0},
		{refusal(api.SetDisplayName, 100, 0, user("The name exceeds the limit of 75 characters.")), fr, AdviseNameForm, 0},
		{refusal(api.SetDisplayName, 100, 0, user("Este nome já está em análise.")), fr, AdviseNameReview, 0},
		{refusal(api.SetDisplayName, 100, 0, user("Você alterou o nome muitas vezes.")), fr, AdviseNameLimit, 0},

		// PINs once more.
		{refusal(api.Register, 131031, 0, user("The two-step PIN you entered is incorrect.")), fr, AdviseLocked, 0},
		{refusal(api.Register, 100, 0, details("PIN is incorrect")), fr, AdvisePIN, 0},
		{refusal(api.SetPIN, 100, 0, details("You changed your PIN recently.")), pin, AdviseParameter, 0},
		{refusal(api.Register, 100, 0, details("The endpoint is not secure")), fr, AdviseParameter, 0},
		{refusal(api.SetPIN, 100, 0, user("Use um PIN mais seguro.")), pin, AdvisePINWeak, 0},
		{refusal(api.Register, 100, 2388001, user("Request the verified name certificate after you confirm that you own the number.")), fr, AdviseCertificate, 0},

		// Numbers of other calls.
		{refusal(api.Deregister, 2494100, 0), fr, AdviseNumberOffline, 5 * time.Minute},
		{refusal(api.Deregister, 133000, 0), fr, AdviseHalf, 0},
		{refusal(api.Deregister, 100, 0, user("The number was already deregistered.")), fr, AdviseNothingOff, 0},
		{refusal(api.SetSettings, 100, 0, user("Phone number is not registered.")), fr, AdviseParameter, 0},
		{refusal(api.Register, 100, 0, message("Param data_localization_region is required")), fr, AdviseRegionWanted, 0},
		{refusal(api.AddNumber, 10, 0, user("You reached the maximum number of phone numbers.")), adding, AdviseCap, 0},

		// What is taken back, or is about something else.
		{refusal(api.VerifyCode, 136025, 0, user("The code is incorrect. You have 3 attempts left before you reach the limit.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("Código incorreto. Você tem 2 tentativas restantes; o limite é 5.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 0, user("You have no attempts left: the limit is reached.")), fr, AdviseGuesses, 12 * time.Hour},
		{refusal(api.RequestCode, 136024, 0, user("This does not count towards your limit of requests. Try a phone call.")), fr, AdviseNoCode, 0},
		{refusal(api.ListNumbers, 10, 0, user("This is not a policy violation. Your app needs a review.")), fr, AdviseNotEntitled, 0},
		{refusal(api.ListNumbers, 10, 0, user("Your app is no longer in development mode.")), fr, AdviseNotEntitled, 0},
		{refusal(api.ListNumbers, 200, 0, user("Your app is active, but the business account is disabled.")), fr, AdvisePolicy, 0},
		{refusal(api.Register, 100, 0, message("messaging_product is incorrect; pin is fine")), fr, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, user("The number limit of 15 digits is exceeded.")), adding, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 2655900, user("You have already been notified.")), adding, AdviseUnknown, 0},
		{refusal(api.AddNumber, 100, 2494028, user("This account is already shared with another partner.")), adding, AdviseUnknown, 0},
		{refusal(api.AddNumber, 100, 0, user("A verificação do nome já está em andamento.")), adding, AdviseNameReview, 0},

		{refusal(api.VerifyCode, 136025, 2388093, user("Has usado 2 intentos de un máximo de 5.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 2388093, user("Incorrect. You've had 1 failed attempts.")), fr, AdviseWrongCode, 0},
		{refusal(api.VerifyCode, 136025, 2388093, user("Try again with the code that we sent 2 minutes ago.")), fr, AdviseWrongCode, 0},
		{refusal(api.RequestCode, 136024, 0, user("You asked for codes too many times in the last 24 hours. Please try again in 10 minutes.")), fr, AdviseTooOften, 10 * time.Minute},
		{refusal(api.ListNumbers, 4, 0, message("5000 calls within 1 hour. Please wait 3 minutes.")), fr, AdviseBusy, 3 * time.Minute},
		{refusal(api.Register, 100, 0, user("Something went wrong while checking the PIN.")), fr, AdviseMeta, 0},
		{refusal(api.Register, 100, 0, user("PIN and backup cannot coexist.")), fr, AdviseParameter, 0},
		{refusal(api.Register, 100, 0, user("El PIN no se acepta en estas condiciones.")), fr, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, user("A migration is already in progress.")), adding, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, user("您的工作階段已經過期")), adding, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, user("Этот запрос уже обработан.")), adding, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, title("Hourly rate limit reached")), adding, AdviseParameter, 0},
		{refusal(api.AddNumber, 100, 0, user("The numbers in this field exceed the maximum length.")), adding, AdviseParameter, 0},
		{refusal(api.SetSettings, 100, 0, user("Choose the region where your business is registered.")), fr, AdviseParameter, 0},
		{refusal(api.ListNumbers, 200, 0, user("Your app is disabled until an admin accepts the terms.")), fr, AdviseTerms, 0},
		{refusal(api.ListNumbers, 200, 0, user("Access is disabled until you accept the Terms of Service.")), fr, AdviseTerms, 0},
		{refusal(api.Register, 200, 0, user("This API is not available for an inactive phone number.")), fr, AdviseNoAccess, 0},
		{refusal(api.Register, 200, 0, user("The account Viola Fashion lacks a permission.")), fr, AdviseNoAccess, 0},
		{refusal(api.Register, 200, 0, message("Missing permission. See our Terms of Service.")), fr, AdviseNoAccess, 0},
		{refusal(api.Register, 131031, 0, user("This is no violation.")), old, AdviseLocked, 0},
		{refusal(api.RequestCode, 136024, 0, user("The number is not already verified.")), fr, AdviseNoCode, 0},
		{refusal(api.RequestCode, 136024, 0, user("Your business is already verified.")), fr, AdviseNoCode, 0},

		// Where a number is, by Meta's own texts.
		{refusal(api.AddNumber, 100, 2388002, user("This number is registered to an existing WhatsApp account. To use it, disconnect it there.")), adding, AdviseNotFree, 0},
		{refusal(api.AddNumber, 100, 0, user("Esse número já está registrado em uma conta do WhatsApp.")), adding, AdviseNotFree, 0},
		{refusal(api.AddNumber, 100, 0, user("This phone number is already in use on WhatsApp Messenger.")), adding, AdviseNotFree, 0},
		{refusal(api.AddNumber, 100, 0, user("Este número já existe na sua lista de números de telefone.")), adding, AdviseExists, 0},
		{refusal(api.AddNumber, 100, 0, user("Phone number has been blocked. Check the alert in WhatsApp Manager.")), adding, AdvisePolicy, 0},
		{refusal(api.AddNumber, 100, 2388107, user("Address the restrictions on this account first.")), adding, AdvisePolicy, 0},
		{refusal(api.AddNumber, 100, 0, user("Você atingiu o número máximo permitido de telefones vinculados nesta conta.")), adding, AdviseCap, 0},
		{refusal(api.AddNumber, 100, 0, user("Your verified name violates WhatsApp guidelines.")), adding, AdviseNameForm, 0},
		{refusal(api.Register, 100, 2388001, user("This number is registered to an existing WhatsApp account.")), fr, AdviseNotFree, 0},
		{refusal(api.Register, 100, 2388001, user("Asegúrate de que la autenticación en dos pasos esté desactivada.")), fr, AdviseTwoStep, 0},
		{refusal(api.Register, 100, 2388001, user("Seu nome verificado viola as diretrizes do WhatsApp.")), fr, AdviseNameFirst, 0},
		{refusal(api.Register, 100, 2388024, message("Phone number is already registered")), fr, AdviseNotFree, 0},
		{refusal(api.Register, 100, 0, details("Your account doesn't have a payment method set up.")), fr, AdviseMovePayment, 0},
		{refusal(api.Register, 100, 0, message("Invalid account linking: the account is pending.")), fr, AdviseMoveUnready, 0},
		{refusal(api.Register, 100, 0, message("(#100) Phone number not verified")), fr, AdviseVerifyAgain, 0},
		{refusal(api.Register, 100, 0, message("(#100) The parameter pin is required.")), fr, AdvisePINForm, 0},
		{refusal(api.Register, 133010, 0), fr, AdviseUnknown, 0},
		{refusal(api.Register, 100, 0, message("Unsupported request - method type: post")), fr, AdviseNoObject, 0},
		{refusal(api.GetAccount, 100, 2388339, title("Invalid WhatsApp account usage")), fr, AdviseWrongNode, 0},

		// Codes once more: verified before, a number that is doubted, and Meta's own trouble.
		{refusal(api.RequestCode, 136024, 2388366, user("A propriedade do número de telefone já foi verificada.")), fr, AdviseVerified, 0},
		{refusal(api.VerifyCode, 136025, 0, user("La propiedad del número ya está verificada.")), fr, AdviseVerified, 0},
		{refusal(api.RequestCode, 136024, 2388091, user("You have requested your code too many times.")), fr, AdviseTooOften, 24 * time.Hour},
		{refusal(api.RequestCode, 136024, 2388091, user("Your phone number doesn't appear to be valid. Please double check it, or try again after 5 minutes.")), fr, AdviseDoubted, 5 * time.Minute},
		{refusal(api.RequestCode, 136024, 0, user("O número de telefone não parece válido. Tente novamente após 5 minutos.")), fr, AdviseDoubted, 5 * time.Minute},
		{refusal(api.RequestCode, 136024, 2388091, user("This phone number isn't eligible to receive a registration code since it is not being migrated.")), fr, AdviseNotMigrating, 0},
		{refusal(api.RequestCode, 100, 2494158), fr, AdviseTooOften, 24 * time.Hour},
		{refusal(api.RequestCode, 100, 2593037), fr, AdviseCodeNotSent, 0},
		{refusal(api.VerifyCode, 136025, 2388093, user("Você fez tentativas demais.")), fr, AdviseGuesses, 12 * time.Hour},
		{refusal(api.VerifyCode, 136025, 2388093, user("Superaste la cantidad de intentos permitidos.")), fr, AdviseGuesses, 12 * time.Hour},
		{refusal(api.VerifyCode, 136025, 2388093, user("There was an error verifying this phone number. Please try again later.")), fr, AdviseMeta, 0},
		{refusal(api.VerifyCode, 100, 0, user("Ocorreu um erro: o código está incorreto.")), fr, AdviseWrongCode, 0},

		// An account that is closed or not approved, a number that is banned, one deleted just now.
		{refusal(api.Register, 100, 0, message("The WhatsApp Business Account has been disabled for violating a policy.")), fr, AdvisePolicy, 0},
		{refusal(api.Register, 200, 0, message("The WhatsApp Business Account is disabled.")), fr, AdvisePolicy, 0},
		{refusal(api.Register, 200, 0, message("Business verification is required.")), fr, AdviseMoveUnready, 0},
		{refusal(api.Register, 100, 0, user("Your business must be verified first.")), fr, AdviseMoveUnready, 0},
		{refusal(api.RequestCode, 136024, 2388091, user("This phone number is banned from using WhatsApp.")), fr, AdvisePolicy, 0},
		{refusal(api.RequestCode, 136024, 0, user("Este número de telefone foi banido.")), fr, AdvisePolicy, 0},
		{refusal(api.AddNumber, 100, 0, user("This number was deleted from a WhatsApp account. Wait 3 minutes.")), adding, AdviseDeleted, 3 * time.Minute},
		{refusal(api.AddNumber, 100, 0, user("This number was deleted a moment before; wait 3 minutes and try again.")), adding, AdviseDeleted, 3 * time.Minute},
		{refusal(api.AddNumber, 2388103, 0, user("Tu cuenta no tiene un método de pago configurado.")), adding, AdviseMovePayment, 0},
		{refusal(api.AddNumber, 100, 0, user("Este número ya está en uso en la app de WhatsApp Business.")), adding, AdviseNotFree, 0},
		{refusal(api.Register, 100, 2388001, user("The account does not have a payment method.")), fr, AdviseMovePayment, 0},
		{refusal(api.Register, 131031, 0, details("Locked because the payment account has an overdue balance.")), fr, AdvisePayment, 0},
		{refusal(api.AddNumber, 100, 0, user("Something went wrong. Contact support and try again.")), adding, AdviseMeta, 0},
		{refusal(api.GetNumber, 100, 0, message("Solicitud post no admitida. El objeto con el identificador '1' no existe.")), fr, AdviseNoObject, 0},

		// Names.
		{refusal(api.SetDisplayName, 100, 2388010, user("Cannot edit verified name: Name verification already in progress.")), fr, AdviseNameReview, 0},
		{refusal(api.SetDisplayName, 100, 2388009, user("The account must be verified.")), fr, AdviseMoveUnready, 0},

		// Calls that need a registered number, and budgets of calls.
		{refusal(api.GetSettings, 133010, 0), fr, AdviseNotRegistered, 0},
		{refusal(api.SetPIN, 133010, 0), pin, AdvisePINLater, 0},
		{refusal(api.SetDisplayName, 133010, 0), fr, AdviseNotRegistered, 0},
		{refusal(api.Deregister, 133010, 0), fr, AdviseNothingOff, 0},
		{refusal(api.ListNumbers, 32, 0, user("Tente novamente em 20 minutos")), fr, AdviseBusy, 20 * time.Minute},
		{refusal(api.ListNumbers, 341, 0), fr, AdviseBusy, time.Hour},
	} {
		s := c.s
		s.fail(c.f, t0)
		if wait := s.Problem.Until.Sub(t0); s.Problem.Advice.ID != c.want || c.wait > 0 && wait != c.wait || c.wait == 0 && !s.Problem.Until.IsZero() {
			t.Errorf("%v %+v: %s, a wait of %s; want %s, %s", c.f.Call, s.Problem.Said, s.Problem.Advice.ID, wait, c.want, c.wait)
		}
	}
}

// TestWholeWords: a word is not found inside another one, where a script has blanks.
func TestWholeWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, word string
		want       bool
	}{
		{"the pin.", "pin", true}, {"shipping", "pin", false}, {"pins", "pin", false}, {"pins", "pin*", true}, {"spin", "pin*", false}, {"a pin", "pin", true},
		{"pinça pin", "pin", true}, {"épin", "pin", false}, {"violating", "violat*", true}, {"請接受條款。", "條款", true}, {"pin이 취약합니다", "취약", true}, {"", "pin", false},
		{"(#200) blocked", "0", false}, {"in 10 minutes", "0", false}, {"0 requests", "0", true}, {"還有0次", "0", true},
	} {
		if got := says(c.text, c.word); got != c.want {
			t.Errorf("%q in %q: %v", c.word, c.text, got)
		}
	}
}
