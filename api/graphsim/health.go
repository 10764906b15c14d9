package graphsim

import (
	"errors"
	"fmt"
	"slices"

	"dialtone/api"
)

// Health is the health of one node in the chain from the number to the app (docs). It comes
// on top of what the state of the number implies.
type Health struct {
	Entity string            `toml:"entity"` // PHONE_NUMBER, WABA, BUSINESS or APP
	Number api.PhoneNumberID `toml:"number"` // of a PHONE_NUMBER; "" for every number
	// Code, What and Cure are the error of a node that is BLOCKED, and Info are the hints
	// of one that is LIMITED. They exclude each other.
	Code int      `toml:"error_code"`
	What string   `toml:"error_description"`
	Cure string   `toml:"possible_solution"`
	Info []string `toml:"additional_info"`
}

// Values of can_send_message and of entity_type (docs).
const (
	healthAvailable = "AVAILABLE"
	healthLimited   = "LIMITED"
	healthBlocked   = "BLOCKED"
	entityNumber    = "PHONE_NUMBER"
	entityAccount   = "WABA"
	entityBusiness  = "BUSINESS"
	entityApp       = "APP"
)

func (h Health) check() error {
	switch {
	case !slices.Contains([]string{entityNumber, entityAccount, entityBusiness, entityApp}, h.Entity):
		return fmt.Errorf("entity %q is not known", h.Entity)
	case h.Number != "" && h.Entity != entityNumber:
		return errors.New("number goes with PHONE_NUMBER only")
	case (h.Code == 0) == (len(h.Info) == 0):
		return errors.New("needs error_code or additional_info, and not both")
	}
	return nil
}

func (h Health) answer(id string) object {
	if h.Code == 0 {
		return object{"entity_type": h.Entity, "id": id, "can_send_message": healthLimited, "additional_info": anyList(h.Info)}
	}
	why := object{"error_code": h.Code, "error_description": h.What, "possible_solution": h.Cure}
	return object{"entity_type": h.Entity, "id": id, "can_send_message": healthBlocked, "errors": []any{why}}
}

// entity returns the health of a node. What the scenario says of it comes first.
func (s *Sim) entity(kind, id string) object {
	for _, h := range s.sc.Health {
		if h.Entity == kind && (h.Number == "" || string(h.Number) == id) {
			return h.answer(id)
		}
	}
	return object{"entity_type": kind, "id": id, "can_send_message": healthAvailable}
}

// health says whether a number can send, and if not, why (docs).
func (s *Sim) health(n *number) object {
	why := Health{Entity: entityNumber}
	refused := s.sendingBlocked(n, true)
	switch {
	case n.Status == api.StatusBanned:
		why.Code, why.What, why.Cure = 131031, "The number is banned.", "Appeal in WhatsApp Manager."
	case !n.registered:
		why.Code, why.What, why.Cure = 133010, "The number is not registered.", "Register the number."
	case refused != nil:
		why.Code, why.What, why.Cure = refused.Code, refused.Details, "Wait, and mend the quality of the messages."
	case n.Status != api.StatusConnected:
		why.Info = []string{"The number is " + string(n.Status) + "."}
	case n.NameStatus != api.NameApproved && n.NameStatus != api.NameAvailableWithoutReview:
		why.Info = []string{"The display name has not been approved yet."}
	}
	first := s.entity(entityNumber, string(n.ID))
	if first["can_send_message"] == healthAvailable && why.check() == nil {
		first = why.answer(string(n.ID))
	}
	return overall(append([]object{first}, s.accountHealth()...))
}

// accountHealth returns the entities above the number: account, business and app.
func (s *Sim) accountHealth() []object {
	return []object{s.entity(entityAccount, string(s.sc.Account.ID)), s.entity(entityBusiness, s.sc.Account.BusinessID),
		s.entity(entityApp, s.sc.App.ID)}
}

// overall returns the health of a chain of entities, which is that of the worst (docs).
func overall(chain []object) object {
	worst := healthAvailable
	entities := make([]any, len(chain))
	for i, e := range chain {
		entities[i] = e
		if can := e["can_send_message"].(string); can == healthBlocked || can == healthLimited && worst == healthAvailable {
			worst = can
		}
	}
	return object{"can_send_message": worst, "entities": entities}
}
