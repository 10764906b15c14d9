package tui

import "dialtone/flows"

// glossaryWord is a word of Meta's, or of the trade, that the help explains in one line.
type glossaryWord string

const (
	wordWABA        glossaryWord = "waba"
	wordNumberID    glossaryWord = "number_id"
	wordToken       glossaryWord = "token"
	wordSystemUser  glossaryWord = "system_user"
	wordPortfolio   glossaryWord = "portfolio"
	wordApp         glossaryWord = "app"
	wordCloud       glossaryWord = "cloud_api"
	wordOnPremise   glossaryWord = "on_premise"
	wordSignup      glossaryWord = "embedded_signup"
	wordProvider    glossaryWord = "provider"
	wordIVR         glossaryWord = "ivr"
	wordTwoStep     glossaryWord = "two_step"
	wordRegister    glossaryWord = "register"
	wordConnected   glossaryWord = "connected"
	wordRegion      glossaryWord = "region"
	wordDisplayName glossaryWord = "display_name"
	wordCertificate glossaryWord = "certificate"
	wordQuality     glossaryWord = "quality"
	wordThroughput  glossaryWord = "throughput"
	wordWebhook     glossaryWord = "webhook"
	wordHash        glossaryWord = "hash"
	wordTemplate    glossaryWord = "template"
	wordWindow      glossaryWord = "window"
	wordPool        glossaryWord = "pool"
	wordJournal     glossaryWord = "journal"
)

// glossary are the words that are met on a page, at most five.
func glossary(s flows.State) []glossaryWord {
	switch s {
	case flows.Connect:
		return []glossaryWord{wordToken, wordWABA, wordSystemUser, wordPortfolio, wordCloud}
	case flows.PickNumber:
		return []glossaryWord{wordNumberID, wordDisplayName, wordConnected, wordQuality, wordThroughput}
	case flows.AddNumber:
		return []glossaryWord{wordDisplayName, wordProvider, wordSignup, wordIVR, wordCloud}
	case flows.Eligibility:
		return []glossaryWord{wordProvider, wordSignup, wordOnPremise, wordIVR, wordCloud}
	case flows.Remedy:
		return []glossaryWord{wordProvider, wordPortfolio, wordSignup, wordOnPremise, wordTwoStep}
	case flows.CodeMethod, flows.EnterCode, flows.PoolCode, flows.PoolEnter:
		return []glossaryWord{wordIVR, wordRegister, wordTwoStep}
	case flows.ChoosePIN, flows.SetPIN:
		return []glossaryWord{wordTwoStep, wordRegister, wordProvider}
	case flows.ChooseRegion, flows.MoveRegion, flows.MovePIN, flows.MovePlan, flows.Moving:
		return []glossaryWord{wordRegion, wordRegister, wordTwoStep}
	case flows.Review, flows.Register:
		return []glossaryWord{wordRegister, wordConnected, wordTwoStep, wordRegion, wordCertificate}
	case flows.Connected:
		return []glossaryWord{wordConnected, wordWebhook, wordQuality, wordThroughput, wordCertificate}
	case flows.Manage:
		return []glossaryWord{wordNumberID, wordQuality, wordThroughput, wordCertificate, wordWebhook}
	case flows.Identity:
		return []glossaryWord{wordHash, wordWebhook}
	case flows.Deregister:
		return []glossaryWord{wordRegister, wordCloud, wordTwoStep}
	case flows.Doctor:
		return []glossaryWord{wordToken, wordSystemUser, wordApp, wordWebhook, wordJournal}
	case flows.ChangeName, flows.RegisterName:
		return []glossaryWord{wordDisplayName, wordCertificate, wordRegister}
	case flows.Webhooks:
		return []glossaryWord{wordWebhook, wordApp}
	case flows.Pool, flows.PoolBusiness, flows.PoolAdd, flows.PoolUse:
		return []glossaryWord{wordPool, wordPortfolio, wordProvider, wordSignup}
	case flows.TestMessage, flows.MessageSent:
		return []glossaryWord{wordTemplate, wordWindow, wordQuality, wordWebhook}
	case flows.EditProfile:
		return []glossaryWord{wordDisplayName}
	case flows.Recipient:
	}
	return nil
}
