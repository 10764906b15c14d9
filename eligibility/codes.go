package eligibility

// RuleID names a rule of the checklist.
type RuleID string

// The rules, in the order of the checklist.
const (
	RuleOwnership  RuleID = "ownership"
	RuleCountry    RuleID = "country"
	RuleShortCode  RuleID = "short_code"
	RuleReach      RuleID = "reach"
	RuleScaled     RuleID = "scaled"
	RuleInUse      RuleID = "in_use"
	RuleBanned     RuleID = "banned"
	RuleAccount    RuleID = "account"
	RuleIVR        RuleID = "ivr"
	RuleSignup     RuleID = "signup"
	RuleCap        RuleID = "cap"
	RuleName       RuleID = "name"
	RuleTestNumber RuleID = "test_number"
)

// ReasonCode says why a rule came out as it did.
type ReasonCode string

// The reasons. Those of the first group serve several rules; the others stand
// with the rule that they were made for.
const (
	ReasonNotAnswered   ReasonCode = "not_answered"   // nobody was asked yet
	ReasonMoot          ReasonCode = "moot"           // it is not asked: another rule failed for good
	ReasonRegistered    ReasonCode = "registered"     // it is registered here, so it must be so
	ReasonCodeReceived  ReasonCode = "code_received"  // a code was confirmed, so it must be so
	ReasonOperatorSure  ReasonCode = "operator_says"  // the operator says that it is so
	ReasonOperatorDoubt ReasonCode = "operator_doubt" // the operator does not know

	ReasonNotOwned ReasonCode = "not_owned" // the operator says that it is somebody else's

	ReasonNoNumber      ReasonCode = "no_number"        // there is no number yet
	ReasonComplete      ReasonCode = "complete"         // country and area code are there
	ReasonKnownToGraph  ReasonCode = "known_to_graph"   // Graph lists it, so Meta accepted its form
	ReasonUnlisted      ReasonCode = "unlisted"         // the numbering plan, as we have it, does not list it
	ReasonNoGeography   ReasonCode = "no_geography"     // it belongs to no country (+800, +870)
	ReasonWrongNumber   ReasonCode = "wrong_number"     // the operator says that it is mistyped
	ReasonHasNoAreaCode ReasonCode = "has_no_area_code" // it is a short code, so this does not apply

	ReasonIsShortCode   ReasonCode = "is_short_code"    // it is a short code
	ReasonIsNoShortCode ReasonCode = "is_no_short_code" // it is a full number

	ReasonSMSAndVoice   ReasonCode = "sms_and_voice"    // it takes SMS and calls
	ReasonVoice         ReasonCode = "voice"            // it takes calls at least
	ReasonReachDoubtful ReasonCode = "reach_doubtful"   // the kind of line does not tell, or promises little
	ReasonReceivesNone  ReasonCode = "receives_nothing" // this kind of line takes neither
	ReasonCannotReceive ReasonCode = "cannot_receive"   // the operator says that it takes neither
	ReasonSMSOnly       ReasonCode = "sms_only"         // the operator says that it takes SMS only
	ReasonCallOnly      ReasonCode = "call_only"        // the operator says that it takes calls only

	ReasonNotScaled     ReasonCode = "not_scaled"     // the operator says that it is not made for many contacts
	ReasonScaledUnknown ReasonCode = "scaled_unknown" // nobody knows; let pass

	ReasonConnectedHere  ReasonCode = "already_connected_here"   // it is registered in this account already
	ReasonNotUsed        ReasonCode = "not_used"                 // the operator says that it is nowhere on WhatsApp
	ReasonOnWhatsApp     ReasonCode = "in_use_whatsapp_app"      // it is on the WhatsApp app
	ReasonOnBusinessApp  ReasonCode = "in_use_business_app"      // it is on the WhatsApp Business app
	ReasonOnOtherAccount ReasonCode = "in_use_other_account"     // it is in another WABA of the business
	ReasonOtherProvider  ReasonCode = "in_use_other_provider"    // it is on the platform with another provider
	ReasonShared         ReasonCode = "shared_with_business_app" // app and platform share it: do not register
	ReasonHalfShared     ReasonCode = "sharing_unfinished"       // sharing with the app was begun and not finished
	ReasonMaybeHalf      ReasonCode = "sharing_maybe_unfinished" // the app has it; that sharing it was begun is likely
	ReasonFellOff        ReasonCode = "sharing_fell_off"         // app and platform shared it, and the platform lost it
	ReasonPartners       ReasonCode = "shared_with_provider"     // another provider uses it too, and keeps it
	ReasonOnPremise      ReasonCode = "on_premise"               // it is on the On-Premises API
	ReasonMigrated       ReasonCode = "moved_away"               // it was moved to another account
	ReasonDeleted        ReasonCode = "deleted_here"             // it was deleted from this account

	ReasonBanned    ReasonCode = "banned"     // WhatsApp banned it
	ReasonNotBanned ReasonCode = "not_banned" // it is not banned

	ReasonAccountApproved ReasonCode = "account_approved" // Meta approved the WABA
	ReasonAccountPending  ReasonCode = "account_pending"  // Meta's review goes on; let pass
	ReasonAccountRejected ReasonCode = "account_rejected" // Meta rejected the WABA
	ReasonAccountDisabled ReasonCode = "account_disabled" // Meta switched the WABA off
	ReasonAccountUnknown  ReasonCode = "account_unknown"  // nothing tells; let pass

	ReasonNoIVRLikely ReasonCode = "no_ivr_likely" // this kind of line is answered by people
	ReasonNoIVR       ReasonCode = "no_ivr"        // the operator says that no machine answers
	ReasonBehindIVR   ReasonCode = "behind_ivr"    // a machine answers
	ReasonIVRPrepared ReasonCode = "ivr_prepared"  // a machine answers, but lets the call through

	ReasonNoSignup     ReasonCode = "no_signup"      // it did not come through Embedded Signup
	ReasonSignupInTime ReasonCode = "signup_in_time" // Embedded Signup is less than 14 days ago
	ReasonSignupLapsed ReasonCode = "signup_lapsed"  // Embedded Signup is more than 14 days ago

	ReasonRoom       ReasonCode = "room"        // the portfolio has room for another number
	ReasonCapReached ReasonCode = "cap_reached" // the operator says that Meta takes no more
	ReasonCapWarned  ReasonCode = "cap_warned"  // by our count the limit may be reached; Meta has the word
	ReasonCapUnknown ReasonCode = "cap_unknown" // count or cap is not known

	ReasonNameReady    ReasonCode = "name_ready"    // the display name can be used
	ReasonNamePending  ReasonCode = "name_pending"  // the name is under review; let pass
	ReasonNameDeclined ReasonCode = "name_declined" // the name was declined; let pass
	ReasonNameExpired  ReasonCode = "name_expired"  // the name's certificate ran out; let pass
	ReasonNameNone     ReasonCode = "name_none"     // the name has no certificate yet; let pass
	ReasonNameUnknown  ReasonCode = "name_unknown"  // nothing tells; let pass

	ReasonTestNumber   ReasonCode = "test_number"         // it is one of Meta's test numbers
	ReasonFreshTest    ReasonCode = "fresh_test_number"   // one that waits for its PIN; let pass, with a word
	ReasonMaybeTest    ReasonCode = "maybe_test_number"   // it may be a test number; let pass
	ReasonNoTestNumber ReasonCode = "no_test_number"      // it is no test number
	ReasonTestUnknown  ReasonCode = "test_number_unknown" // nothing tells; let pass
)

// RemedyID names what has to be done about a rule that is not met.
type RemedyID string

// The remedies. Only RemedyOtherNumber gives this number up.
const (
	RemedyNone            RemedyID = ""                   // nothing needs doing
	RemedyProveOwnership  RemedyID = "prove_ownership"    // show that the number is the business's
	RemedyOtherNumber     RemedyID = "other_number"       // take another number
	RemedyLeaveApp        RemedyID = "leave_app"          // delete the account in the WhatsApp app
	RemedyOnBusinessApp   RemedyID = "on_business_app"    // the WhatsApp Business app has it: asks which way
	RemedyShareWithApp    RemedyID = "share_with_app"     // share it with the Business app, which keeps it; no register
	RemedyLeaveBusiness   RemedyID = "leave_business_app" // delete the account in the WhatsApp Business app
	RemedySharedUnseen    RemedyID = "shared_unseen"      // Meta says that the app shares it, no fact does: asks which way
	RemedyCoexistence     RemedyID = "coexistence"        // share the number through Embedded Signup; no register
	RemedyFinishSharing   RemedyID = "finish_sharing"     // finish the sharing with the Business app; no register
	RemedyReconnect       RemedyID = "reconnect"          // have the Business app connect again; no register
	RemedyOnOtherAccount  RemedyID = "on_other_account"   // another account has it: asks which way
	RemedyDeleteElsewhere RemedyID = "delete_elsewhere"   // delete the number from the other account
	RemedyMigrateProvider RemedyID = "migrate_provider"   // come from another provider: asks which way
	RemedyShareNumber     RemedyID = "share_number"       // share the number with whoever has it, who keeps it
	RemedyLeaveSolution   RemedyID = "leave_solution"     // leave a multi-partner solution, without a code
	RemedyMoveNumber      RemedyID = "move_number"        // the old move, from account to account
	RemedyOnPremise       RemedyID = "on_premise"         // migrate from the On-Premises API
	RemedyRepeatSignup    RemedyID = "repeat_signup"      // the customer goes through Embedded Signup again
	RemedyAddAgain        RemedyID = "add_again"          // add the number to the account again
	RemedyAppeal          RemedyID = "appeal"             // appeal against the ban or the rejection
	RemedyIVR             RemedyID = "ivr"                // let Meta's call reach a person or a mailbox
	RemedyRaiseCap        RemedyID = "raise_cap"          // have the limit raised, or delete a number
	RemedyFindOut         RemedyID = "find_out"           // find out and come back
)
