package graphsim

import (
	"cmp"
	"slices"
	"strings"

	"dialtone/api"
)

// getSettings reads the settings of a number. It is not confirmed that Meta includes the
// identity check, so the scenario decides.
func (s *Sim) getSettings(c *call) (any, *refusal) {
	n := c.number
	storage := object{"status": string(api.StorageDefault)}
	switch {
	case n.Region != "":
		storage["status"], storage["data_localization_region"] = string(api.StorageInCountry), string(n.Region)
	case n.retention != 0:
		storage["status"], storage["retention_minutes"] = string(api.StorageNone), n.retention
	}
	out := object{
		"storage_configuration": storage,
		"calling":               s.callingOf(n),
		"payload_encryption":    object{"status": cmp.Or(n.encryption, "DISABLED")},
	}
	if s.sc.Rules.IdentityShown {
		out["user_identity_change"] = object{"enable_identity_key_check": n.Identity}
	}
	if s.sc.Rules.SmallSettings { // (openapi)
		for _, feature := range out {
			if text, ok := feature.(object)["status"].(string); ok {
				feature.(object)["status"] = strings.ToLower(text)
			}
		}
	}
	return out, nil
}

// setSettings changes one feature per call (openapi).
func (s *Sim) setSettings(c *call) (any, *refusal) {
	var chosen []string
	for _, feature := range []string{"storage_configuration", "user_identity_change", "calling", "payload_encryption"} {
		if _, ok := c.params[feature]; ok {
			chosen = append(chosen, feature)
		}
	}
	if len(chosen) != 1 {
		return nil, titleOnly(100, "One feature setting must be specified")
	}
	value, ok := c.params.object(chosen[0])
	if !ok {
		return nil, invalid("%s must be an object.", chosen[0])
	}
	var refused *refusal
	switch chosen[0] {
	case "storage_configuration":
		refused = setStorage(c, value)
	case "user_identity_change":
		refused = setIdentity(c.number, value)
	case "calling":
		refused = s.setCalling(c.number, value)
	case "payload_encryption":
		refused = setEncryption(c.number, value)
	}
	if refused != nil {
		return nil, refused
	}
	c.effective = true
	return success(), nil
}

// setEncryption keeps what is set; messages are not encrypted here.
func setEncryption(n *number, value object) *refusal {
	status, _ := plain(value["status"])
	if status = strings.ToUpper(status); status != "ENABLED" && status != "DISABLED" {
		return invalid("payload_encryption.status is ENABLED or DISABLED.")
	}
	n.encryption = status
	return nil
}

func setIdentity(n *number, value object) *refusal {
	on, ok := truth(value["enable_identity_key_check"]) // (seed 001)
	if !ok {
		on, ok = truth(value["enabled"]) // (openapi)
	}
	if !ok {
		return invalid("user_identity_change.enable_identity_key_check must be true or false.")
	}
	n.Identity = on
	return nil
}

// setStorage chooses where the data is stored. It needs v21.0 or newer and a number that is
// not registered (docs; the form of that refusal is not confirmed).
func setStorage(c *call, value object) *refusal {
	n := c.number
	status, _ := plain(value["status"])
	region, hasRegion := plain(value["data_localization_region"])
	minutes, hasMinutes := plain(value["retention_minutes"])
	switch {
	case !c.version.RegionBySettings():
		return invalid("storage_configuration needs v21.0 or newer.")
	case n.onBusinessApp(c.at):
		return invalid("storage_configuration is not available for a number that is shared with the WhatsApp Business app.")
	case n.registered:
		return invalid("storage_configuration can only change while the number is not registered. Deregister it first.")
	}
	switch api.StorageStatus(strings.ToUpper(status)) {
	case api.StorageInCountry:
		if !hasRegion || !isRegion(api.Region(region)) {
			return invalid("storage_configuration.data_localization_region must be a storage country.")
		}
		if hasMinutes {
			return invalid("storage_configuration.retention_minutes does not go with a storage country.")
		}
		n.Region, n.retention = api.Region(region), 0
	case api.StorageDisabled:
		n.Region, n.retention = "", 0
	case api.StorageNone:
		if hasRegion || !hasMinutes || minutes != "60" {
			return invalid("storage_configuration.retention_minutes must be 60, without a storage country.")
		}
		n.Region, n.retention = "", 60
	default:
		return invalid("storage_configuration.status is not known.")
	}
	return nil
}

// regions are the storage countries (docs, openapi).
func regions() []api.Region {
	return []api.Region{"AU", "ID", "IN", "JP", "SG", "KR", "DE", "CH", "GB", "BR", "BH", "ZA", "AE", "CA"}
}

func isRegion(r api.Region) bool { return slices.Contains(regions(), r) }
