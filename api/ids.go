package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// WABAID identifies a WhatsApp Business Account. Decimal digits, kept as text:
// Graph ids have up to about 17 digits and do not survive a float (openapi).
type WABAID string

// PhoneNumberID identifies a business phone number on the platform. It is not
// the phone number itself; mixing the two up is the commonest cause of Graph's
// answer 100/33.
type PhoneNumberID string

// BusinessID identifies a business portfolio, which owns accounts and pools of
// pre-verified numbers (docs).
type BusinessID string

// PreverifiedID identifies a number that was verified in advance. It ends when a
// customer takes the number, which then has a [PhoneNumberID] (docs).
type PreverifiedID string

// IDError says why a text is not a Graph id.
type IDError struct {
	Reason IDReason
}

// IDReason is the kind of fault in an [IDError].
type IDReason string

// The faults of an id. Whether a text is rather a phone number takes knowledge
// of numbering plans and is not decided here.
const (
	IDEmpty     IDReason = "empty"
	IDNotDigits IDReason = "not_digits"
	IDLength    IDReason = "length"
	// The label says that it is an id of another kind than the one that is asked for.
	IDIsAccount  IDReason = "is_account"
	IDIsNumber   IDReason = "is_number"
	IDIsBusiness IDReason = "is_business"
	IDIsApp      IDReason = "is_app"
	IDIsOther    IDReason = "is_other"
	// IDSeveral: there are several, and no label tells which is meant.
	IDSeveral IDReason = "several"
	// IDNotInAddress: the address of the page does not hold it.
	IDNotInAddress IDReason = "not_in_address"
	// IDCut: a spreadsheet shows the number without its last digits.
	IDCut IDReason = "cut"
	// IDDoubtful: the label has more than one meaning.
	IDDoubtful IDReason = "doubtful"
)

func (e *IDError) Error() string {
	switch e.Reason {
	case IDEmpty:
		return "id is empty"
	case IDNotDigits:
		return "id holds something other than digits"
	case IDLength:
		return "id must have between 5 and 20 digits"
	}
	return "id: " + strings.ReplaceAll(string(e.Reason), "_", " ")
}

// ParseID checks that text is a Graph id and returns it without the blanks
// around it. The error is an [*IDError].
func ParseID(text string) (string, error) {
	id := strings.TrimSpace(text)
	if id == "" {
		return "", &IDError{IDEmpty}
	}
	for _, r := range id {
		if r < '0' || r > '9' {
			return "", &IDError{IDNotDigits}
		}
	}
	if len(id) < 5 || len(id) > 20 {
		return "", &IDError{IDLength}
	}
	return id, nil
}

// IsID reports whether text is a Graph id as Graph writes it.
func IsID(text string) bool {
	id, err := ParseID(text)
	return err == nil && id == text
}

// newID returns an error if the answer to a call that made something gives no id of it.
func newID(call Endpoint, id string) error {
	if IsID(id) {
		return nil
	}
	return request{call: call}.unreadable(http.StatusOK, "it gives no id of what was made")
}

// Version is a Graph version such as "v24.0".
type Version string

// DefaultVersion is the version that Meta's own examples use (seed 001).
const DefaultVersion Version = "v24.0"

// settingsRegionSince is the first major version in which the data localization
// region is set through settings instead of register (docs).
const settingsRegionSince = 21

// ParseVersion reads "v24.0", "24.0" or "24".
func ParseVersion(text string) (Version, error) {
	bare := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "v")
	major, minor, dotted := strings.Cut(bare, ".")
	if !dotted {
		minor = "0"
	}
	a, errA := strconv.ParseUint(major, 10, 8)
	b, errB := strconv.ParseUint(minor, 10, 8)
	if errA != nil || errB != nil || a == 0 {
		return "", fmt.Errorf("graph version %q is not of the form v24.0", text)
	}
	return Version(fmt.Sprintf("v%d.%d", a, b)), nil
}

// Major is the number before the dot; 0 when there is none.
func (v Version) Major() int {
	major, _, _ := strings.Cut(strings.TrimPrefix(string(v), "v"), ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		return 0
	}
	return n
}

// RegionBySettings reports whether this version takes the data localization
// region through settings before registering (v21.0 and newer, docs) rather
// than as a parameter of register (seed 003).
func (v Version) RegionBySettings() bool { return v.Major() >= settingsRegionSince }
