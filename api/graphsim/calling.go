package graphsim

import "maps"

// callingOf returns the calling settings with every part that the docs show. What nobody
// touched is off (docs) or, if the scenario says so, NOT_SET (field).
func (s *Sim) callingOf(n *number) object {
	out := object{
		"status": "DISABLED", "call_icon_visibility": "DEFAULT", "callback_permission_status": "DISABLED",
		"call_hours": object{"status": "DISABLED"}, "sip": object{"status": "DISABLED"},
		"call_icons": object{"restrict_to_user_countries": []any{}}, "audio": object{"additional_codecs": []any{}},
	}
	if s.sc.Rules.CallingUnset {
		for _, key := range []string{"status", "call_icon_visibility", "callback_permission_status"} {
			out[key] = "NOT_SET"
		}
	}
	maps.Copy(out, n.calling)
	return out
}

// setCalling changes the parts that are given (docs). Calling needs a messaging limit of
// 2,000 (docs; the form of that refusal is not confirmed).
func (s *Sim) setCalling(n *number, value object) *refusal {
	known := s.callingOf(n)
	for key := range value {
		if _, ok := known[key]; !ok {
			return invalid("calling has no part %s.", key)
		}
	}
	for _, key := range []string{"status", "callback_permission_status"} {
		text, ok := plain(value[key])
		if _, given := value[key]; given && (!ok || text != "ENABLED" && text != "DISABLED") {
			return invalid("calling.%s is ENABLED or DISABLED.", key)
		}
	}
	if value["status"] == "ENABLED" && !s.limitRaised() {
		return invalid("calling needs a messaging limit of 2000 or above.")
	}
	if n.calling == nil {
		n.calling = object{}
	}
	maps.Copy(n.calling, value)
	return nil
}
