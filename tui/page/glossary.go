package page

import "dialtone/flows"

// Word is a word of Meta's, or of the trade, that the help explains in one line.
type Word string

// The words. Each has its line in the locales.
const (
	wordWABA        Word = "waba"
	wordNumberID    Word = "number_id"
	wordToken       Word = "token"
	wordSystemUser  Word = "system_user"
	wordPortfolio   Word = "portfolio"
	wordApp         Word = "app"
	wordCloud       Word = "cloud_api"
	wordOnPremise   Word = "on_premise"
	wordSignup      Word = "embedded_signup"
	wordProvider    Word = "provider"
	wordIVR         Word = "ivr"
	wordTwoStep     Word = "two_step"
	wordRegister    Word = "register"
	wordConnected   Word = "connected"
	wordRegion      Word = "region"
	wordDisplayName Word = "display_name"
	wordCertificate Word = "certificate"
	wordQuality     Word = "quality"
	wordThroughput  Word = "throughput"
	wordWebhook     Word = "webhook"
	wordHash        Word = "hash"
	wordTemplate    Word = "template"
	wordWindow      Word = "window"
	wordPool        Word = "pool"
	wordJournal     Word = "journal"
)

// Glossary are the words that are met on a page, at most five.
func Glossary(s flows.State) []Word {
	switch s {
	case flows.Connect:
		return []Word{wordToken, wordWABA, wordSystemUser, wordPortfolio, wordCloud}
	case flows.PickNumber:
		return []Word{wordNumberID, wordDisplayName, wordConnected, wordQuality, wordThroughput}
	case flows.AddNumber:
		return []Word{wordDisplayName, wordProvider, wordSignup, wordIVR, wordCloud}
	case flows.Eligibility:
		return []Word{wordProvider, wordSignup, wordOnPremise, wordIVR, wordCloud}
	case flows.Remedy:
		return []Word{wordProvider, wordPortfolio, wordSignup, wordOnPremise, wordTwoStep}
	case flows.CodeMethod, flows.EnterCode, flows.PoolCode, flows.PoolEnter:
		return []Word{wordIVR, wordRegister, wordTwoStep}
	case flows.ChoosePIN, flows.SetPIN:
		return []Word{wordTwoStep, wordRegister, wordProvider}
	case flows.ChooseRegion, flows.MoveRegion, flows.MovePIN, flows.MovePlan, flows.Moving:
		return []Word{wordRegion, wordRegister, wordTwoStep}
	case flows.Review, flows.Register:
		return []Word{wordRegister, wordConnected, wordTwoStep, wordRegion, wordCertificate}
	case flows.Connected:
		return []Word{wordConnected, wordWebhook, wordQuality, wordThroughput, wordCertificate}
	case flows.Manage:
		return []Word{wordNumberID, wordQuality, wordThroughput, wordCertificate, wordWebhook}
	case flows.Identity:
		return []Word{wordHash, wordWebhook}
	case flows.Deregister:
		return []Word{wordRegister, wordCloud, wordTwoStep}
	case flows.Doctor:
		return []Word{wordToken, wordSystemUser, wordApp, wordWebhook, wordJournal}
	case flows.ChangeName, flows.RegisterName:
		return []Word{wordDisplayName, wordCertificate, wordRegister}
	case flows.Webhooks:
		return []Word{wordWebhook, wordApp}
	case flows.Pool, flows.PoolBusiness, flows.PoolAdd, flows.PoolUse:
		return []Word{wordPool, wordPortfolio, wordProvider, wordSignup}
	case flows.TestMessage, flows.MessageSent:
		return []Word{wordTemplate, wordWindow, wordQuality, wordWebhook}
	case flows.EditProfile:
		return []Word{wordDisplayName}
	case flows.Recipient:
	}
	return nil
}
