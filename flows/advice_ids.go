package flows

import "slices"

// AdviceID is the key that the words of an advice are looked up by.
type AdviceID string

// The advice about Meta's answers. Which answer gets which stands in the error
// table of the assets; [adviceRules] says what each does.
const (
	AdviseToken            AdviceID = "token"             // 190, 102, 0: revoked, malformed, or nobody's
	AdviseTokenMissing     AdviceID = "token_missing"     // 104
	AdviseTokenAppRemoved  AdviceID = "token_app_removed" // 190/458
	AdviseTokenCheckpoint  AdviceID = "token_checkpoint"  // 190/459
	AdviseTokenPassword    AdviceID = "token_password"    // 190/460
	AdviseTokenExpired     AdviceID = "token_expired"     // 190/463
	AdviseTokenUnconfirmed AdviceID = "token_unconfirmed" // 190/464
	AdviseTokenRole        AdviceID = "token_role"        // 190/492

	AdviseScopes         AdviceID = "scopes"           // 200/1349176, and seen at the door
	AdviseCapability     AdviceID = "capability"       // 3
	AdvisePermission     AdviceID = "permission"       // 10, 200 to 299, 131005
	AdviseNotEntitled    AdviceID = "not_entitled"     // 10 although both scopes are there
	AdviseNoAccess       AdviceID = "no_access"        // 200 although both scopes are there, 200/1349174
	AdviseNotLinked      AdviceID = "not_linked"       // 200/1349175
	AdvisePoolClosed     AdviceID = "pool_closed"      // 10, 200 to 299: pre-verified numbers are not for this token
	AdviseAppSecret      AdviceID = "app_secret"       // 100: the app wants appsecret_proof
	AdviseAppSecretWrong AdviceID = "app_secret_wrong" // 100: the proof does not fit
	AdviseAppBlocked     AdviceID = "app_blocked"      // 200, 10: Meta blocked the app's calls
	AdviseTerms          AdviceID = "terms"            // 200, 10, 100: an admin has to accept terms
	AdvisePolicy         AdviceID = "policy_block"     // 368, and 131031 that is no PIN's fault
	AdviseCountry        AdviceID = "country_restricted"

	AdviseBusy         AdviceID = "too_many_calls"   // 4, 80000 to 80014
	AdviseUserCalls    AdviceID = "user_calls"       // 17
	AdviseCodeRate     AdviceID = "code_rate"        // 613
	AdviseManyNumbers  AdviceID = "too_many_numbers" // 4/2446080
	AdviseThroughput   AdviceID = "throughput"       // 130429
	AdviseBlocked      AdviceID = "blocked_72h"      // 133016 on register
	AdviseDeregBlocked AdviceID = "dereg_blocked"    // 133016 on deregister

	AdviseNoObject      AdviceID = "no_object"         // 100/33, 803: unknown, or not visible
	AdviseWrongNode     AdviceID = "wrong_node"        // 100: an id of another kind
	AdviseNoPath        AdviceID = "no_path"           // 2500: the version or the address does not exist
	AdviseGone          AdviceID = "number_deleted"    // 33
	AdviseParameter     AdviceID = "parameter"         // 100 without a known meaning
	AdviseParamMissing  AdviceID = "parameter_missing" // 131008
	AdviseParamValue    AdviceID = "parameter_value"   // 131009
	AdviseUserError     AdviceID = "user_error"        // 135000
	AdviseOneFeature    AdviceID = "one_feature"       // 100 on settings
	AdviseMeta          AdviceID = "meta_trouble"      // 1, 2, 131000, 131016, 133004, 5xx
	AdviseMaintenance   AdviceID = "maintenance"       // 131057
	AdviseNumberOffline AdviceID = "number_maintenance"

	AdviseCap              AdviceID = "cap"               // 200/1349175, 2388386, 2388112: as many numbers as Meta takes
	AdviseNotFree          AdviceID = "not_free"          // 2655122: held by an app, an account, or a leftover
	AdviseExists           AdviceID = "exists"            // 2388012: in this account already
	AdviseElsewhere        AdviceID = "elsewhere"         // 100: on the platform, in another account
	AdviseTaken            AdviceID = "taken"             // on the platform, perhaps in this account's unread list
	AdviseNotSaved         AdviceID = "not_saved"         // 300
	AdviseCannotAdd        AdviceID = "cannot_add"        // 200000
	AdviseNotPartner       AdviceID = "not_partner"       // 200000/3095008
	AdviseTwoStep          AdviceID = "two_step_on"       // 2388001: two-step verification holds it there
	AdviseMoveNeedless     AdviceID = "move_needless"     // 2388103: nothing to move
	AdviseMoveUnsubscribed AdviceID = "move_unsubscribed" // 2388103: no app listens here
	AdviseMoveUnready      AdviceID = "move_unready"      // 2388103: this account is not approved
	AdviseMoveName         AdviceID = "move_name"         // 2388103: the name is not approved there
	AdviseMovePayment      AdviceID = "move_payment"      // 2388103: nobody pays here
	AdviseMoveBusiness     AdviceID = "move_business"     // 2388103: two businesses
	AdviseMoveRequest      AdviceID = "move_request"      // 2388103: the client has not agreed
	AdviseMoveSource       AdviceID = "move_source"       // 2388103: the other account is not in order
	AdviseMoveFailed       AdviceID = "move_failed"       // 2388103: no cause given
	AdviseNotMovable       AdviceID = "not_movable"       // 2388103: any other
	AdviseNotMigrating     AdviceID = "not_migrating"     // 2388091, 2388093 where Meta says that nothing is being moved

	AdviseVerified AdviceID = "verified" // 136024 on a verified number
	AdviseNoCode   AdviceID = "no_code"  // 136024 otherwise
	// AdvisePoolVerified is 136024 on a number of the pool that is verified.
	AdvisePoolVerified AdviceID = "pool_verified"
	AdviseCodeNotSent  AdviceID = "code_not_sent"  // 100/2388004
	AdviseTooOften     AdviceID = "code_too_often" // 136024/2388367
	AdviseDoubted      AdviceID = "number_doubted" // 136024: Meta doubts the number
	AdviseInUse        AdviceID = "in_use"         // 136024/2388091
	AdviseOnPremise    AdviceID = "on_premise"     // 136024 on an On-Premises number
	AdviseSMB          AdviceID = "shared"         // shared with the Business app
	AdviseHalfShared   AdviceID = "half_shared"    // its pairing with the Business app is half done
	AdviseWrongCode    AdviceID = "wrong_code"     // 136025, and 100 on verify_code
	AdviseGuesses      AdviceID = "code_used_up"   // too many wrong codes

	AdvisePIN       AdviceID = "pin_mismatch" // 133005
	AdvisePINUsedUp AdviceID = "pin_used_up"  // 133008
	AdvisePINFast   AdviceID = "pin_too_fast" // 133009
	AdvisePINForm   AdviceID = "pin_form"     // 100 on a PIN
	AdvisePINWeak   AdviceID = "pin_weak"     // 100 on a PIN that is easy to guess
	AdvisePINLater  AdviceID = "pin_later"    // 133010 on a PIN: the number has to be registered first
	AdviseLocked    AdviceID = "locked"       // 131031

	AdviseVerifyAgain   AdviceID = "verify_again"     // 133006
	AdviseSignupOld     AdviceID = "signup_lapsed"    // 133006 all the same: Embedded Signup is too long ago
	AdviseBackup        AdviceID = "backup_refused"   // 133006, 100: the On-Premises backup is not what it was
	AdviseNotRegistered AdviceID = "not_registered"   // 133010
	AdviseDeleted       AdviceID = "just_deleted"     // 133015
	AdviseHalf          AdviceID = "half_done"        // 133000
	AdviseNothingOff    AdviceID = "nothing_to_dereg" // 100/2207051, and 100: not on Cloud API
	AdviseSharedOff     AdviceID = "shared_off"       // 100 on deregister: shared with the Business app
	AdviseRegionMoved   AdviceID = "region_moved"     // 12: the region belongs into settings
	AdviseRegionWanted  AdviceID = "region_wanted"    // 100: expected a region
	AdviseRegionFixed   AdviceID = "region_fixed"     // settings refused: the number is registered
	AdviseCertificate   AdviceID = "no_certificate"   // 2388001 on register
	AdviseProveFirst    AdviceID = "prove_first"      // 2388001 on the certificate
	AdviseNameFirst     AdviceID = "name_first"       // 2388001 that names the display name

	AdviseNameReview  AdviceID = "name_review"  // 100 on a display name: one is under review
	AdviseNameLimit   AdviceID = "name_limit"   // 100: changed too often
	AdviseNameForm    AdviceID = "name_form"    // 100: not a name that Meta takes
	AdviseProfileForm AdviceID = "profile_form" // 100 on a business profile

	AdviseName555     AdviceID = "name_555"            // 131037
	AdvisePayment     AdviceID = "payment"             // 131042
	AdviseWrongCert   AdviceID = "certificate_wrong"   // 131045
	AdviseCertRefused AdviceID = "certificate_refused" // 131045 on a call that it is not documented for
	AdviseMedia       AdviceID = "media"               // 131053
	AdviseUndelivered AdviceID = "undeliverable"       // 131026
	AdviseWindow      AdviceID = "window_closed"       // 131047
	AdvisePair        AdviceID = "pair_rate"           // 131056
	AdviseSending     AdviceID = "sending_limited"     // 131048
	AdviseTemplate    AdviceID = "template"            // 132000 to 132016
	AdviseSample      AdviceID = "sample_template"     // 131058
	AdviseSendingOnly AdviceID = "sending_only"        // 131063, 131064, 132068, 132069
	AdviseNotAllowed  AdviceID = "not_allowed"         // 131030
	AdviseIdentity    AdviceID = "identity_changed"    // 137000
	AdviseSyncUsed    AdviceID = "sync_used"           // 2593107
	AdviseSyncLate    AdviceID = "sync_late"           // 2593108
	AdviseHistoryKept AdviceID = "history_kept"        // 2593109
)

// The advice about everything else: no answer, this computer, and what Dialtone
// found out itself.
const (
	AdviseUnknown       AdviceID = "unknown"         // Meta's words stand alone
	AdviseOtherAccount  AdviceID = "other_account"   // the token is not for this account
	AdviseNumberID      AdviceID = "number_id"       // the id is a number's; Meta names its account
	AdvisePoolScope     AdviceID = "pool_scope"      // nor may it touch pre-verified numbers
	AdviseOffline       AdviceID = "offline"         // the request never left
	AdviseSilence       AdviceID = "silence"         // no answer, for a call that only looks
	AdviseNoAnswer      AdviceID = "no_answer"       // no answer, for a call that may have worked
	AdviseUnreadable    AdviceID = "unreadable"      // an answer that made no sense
	AdviseForeign       AdviceID = "foreign"         // something between here and Meta answered
	AdviseProxyLogin    AdviceID = "proxy_login"     // a proxy wants a login, and passed nothing on
	AdviseNotDone       AdviceID = "not_done"        // success:false
	AdviseRegionNotKept AdviceID = "region_not_kept" // read back otherwise than set
	AdviseChanged       AdviceID = "changed"         // a fact changed under the review
	AdviseBudget        AdviceID = "budget"          // Dialtone's own count is full
	AdviseStaysOff      AdviceID = "stays_off"       // register is closed, and the number is still on
	AdviseStuck         AdviceID = "stuck"           // registered, and not CONNECTED
	AdviseUnregistered  AdviceID = "unregistered"    // not CONNECTED, and not registered in this run
	AdviseUnsettled     AdviceID = "unsettled"       // reading back failed as well
	AdviseOpen          AdviceID = "open"            // reading back shows nothing, which proves nothing
	AdviseJournal       AdviceID = "journal"         // what counts cannot be written down
	AdviseHeld          AdviceID = "held"            // somebody else is at this number
	AdviseKeyring       AdviceID = "keyring"         // the OS keyring did not give the token
	AdviseLocal         AdviceID = "local"           // this computer failed, not Meta

	AdviseStillOn         AdviceID = "still_on"          // deregistered, and still reads registered
	AdviseIdentityNotKept AdviceID = "identity_not_kept" // read back otherwise than set
)

// MetaAdvice lists the advice about answers of Meta's that are known: each says
// what usually causes the answer, and what to do.
func MetaAdvice() []AdviceID {
	var ids []AdviceID
	for _, t := range adviceRules() {
		if !slices.Contains(ids, t.id) {
			ids = append(ids, t.id)
		}
	}
	return ids
}

// Denied reports whether the token or its permissions are in the way.
func (a Advice) Denied() bool {
	switch a.ID {
	case AdviseToken, AdviseTokenMissing, AdviseTokenAppRemoved, AdviseTokenCheckpoint, AdviseTokenPassword, AdviseTokenExpired,
		AdviseTokenUnconfirmed, AdviseTokenRole, AdviseScopes, AdviseOtherAccount, AdvisePoolScope, AdviseCapability, AdvisePermission,
		AdviseNotEntitled, AdviseNoAccess, AdviseNotLinked, AdvisePoolClosed, AdviseAppSecret, AdviseAppSecretWrong,
		AdviseAppBlocked, AdviseTerms, AdviseNumberID:
		return true
	}
	return false
}

// Limited reports whether one of Meta's limits is in the way.
func (a Advice) Limited() bool {
	switch a.ID {
	case AdviseBudget, AdviseStaysOff, AdviseBusy, AdviseUserCalls, AdviseCodeRate, AdviseManyNumbers, AdviseCap:
		return true
	}
	return a.Locks
}
