package api

import (
	"encoding/json"
	"strings"

	"dialtone/api/pattern"
)

// The functions of this file read ids in answers of Graph's and in other JSON.

// inAnswer lists the ids of a text that is JSON, or begins and ends with it, or is some
// lines of it. What stands beside a bare "id" tells its kind.
func inAnswer(text string) []labelledID {
	inner := text
	if from, to := strings.IndexAny(text, "{["), strings.LastIndexAny(text, "}]"); from >= 0 && to > from {
		inner = text[from : to+1]
	}
	for _, form := range []string{inner, strings.ReplaceAll(inner, "'", `"`), "{" + strings.TrimRight(text, ", \n") + "}"} {
		var value any
		reader := json.NewDecoder(strings.NewReader(form))
		reader.UseNumber()
		if reader.Decode(&value) == nil && !reader.More() {
			return idsIn(value, "", "")
		}
	}
	return nil
}

var wholeID = pattern.Of(`^([0-9]{15,17})(?:\.0+)?$`)

// idsIn lists the ids of a value that has a name; kind is what is known of one that is
// called "id".
func idsIn(value any, name string, kind IDKind) []labelledID {
	var all []labelledID
	add := func(inner []labelledID) {
		for _, one := range inner {
			all = with(all, one)
		}
	}
	switch value := value.(type) {
	case json.Number:
		return idsIn(value.String(), name, kind)
	case string:
		if found := wholeID().FindStringSubmatch(strings.TrimSpace(value)); found != nil {
			if name != "" && name != "id" {
				kind = kindIn(name + ":")
			}
			return []labelledID{{found[1], kind}}
		}
	case []any:
		for _, one := range value {
			add(idsIn(one, name, kind))
		}
	case map[string]any:
		kind = kindOfNode(value, name, kind)
		for key, one := range value {
			within := kind
			if key != "id" && key != "data" && key != "entry" {
				within = ""
			}
			add(idsIn(one, key, within))
		}
	}
	return all
}

// kindOfNode says which kind of node an object describes: by the fields that only this
// kind has (docs), by its type in a list of entities, or by the name of the object.
func kindOfNode(fields map[string]any, name string, kind IDKind) IDKind {
	entity, _ := fields["entity_type"].(string)
	object, _ := fields["object"].(string)
	switch {
	case entity != "":
		return kindIn(entity + ":")
	case object == "whatsapp_business_account":
		return IDOfAccount
	}
	for _, own := range []kindWord{
		{IDOfNumber, []string{"display_phone_number", "code_verification_status", "verified_name", "name_status"}},
		{IDOfAccount, []string{"message_template_namespace", "phone_numbers", "timezone_id", "account_review_status"}},
		{IDOfBusiness, []string{"owned_whatsapp_business_accounts", "client_whatsapp_business_accounts", "verification_status"}},
	} {
		for _, field := range own.of {
			if _, has := fields[field]; has {
				return own.kind
			}
		}
	}
	if name != "" && name != "data" && name != "entry" {
		return kindIn(strings.TrimSuffix(name, "s") + ":")
	}
	return kind
}
