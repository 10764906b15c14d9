package graphsim

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"dialtone/api"
)

// controlPath is the path of the calls that control the simulator, for a test in another
// process. No Graph path starts like it.
const controlPath = "/_sim/"

// control answers a call below /_sim/, which looks at what happened, moves the clock,
// performs an action or adds a fault.
func (s *Sim) control(w http.ResponseWriter, r *http.Request, what string) {
	var in struct {
		Action  Action            `json:"act"`
		Advance Duration          `json:"advance"`
		Number  api.PhoneNumberID `json:"phone_number_id"`
	}
	var fault Fault
	target := any(&in)
	if what == "fault" {
		target = &fault
	}
	if r.Method == http.MethodPost {
		d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
		d.DisallowUnknownFields()
		if err := d.Decode(target); err != nil && r.ContentLength != 0 {
			reply(w, http.StatusBadRequest, object{"error": err.Error()})
			return
		}
	}
	switch r.Method + " " + what {
	case "GET record":
		reply(w, http.StatusOK, object{"data": s.Record()})
	case "GET outbox":
		reply(w, http.StatusOK, object{"data": s.Outbox()})
	case "GET statuses":
		reply(w, http.StatusOK, object{"data": s.Statuses()})
	case "GET numbers":
		reply(w, http.StatusOK, object{"data": s.Snapshots()})
	case "GET info":
		reply(w, http.StatusOK, s.Info())
	case "POST clock":
		s.Advance(time.Duration(in.Advance))
		reply(w, http.StatusOK, object{"now": s.Now().UTC().Format(time.RFC3339)})
	case "POST token":
		reply(w, http.StatusOK, object{"token": s.IssueToken()})
	case "POST act":
		if err := s.Perform(in.Action, in.Number); err != nil {
			reply(w, actionStatus(err), object{"error": err.Error()})
			return
		}
		reply(w, http.StatusOK, success())
	case "POST fault":
		if err := s.AddFault(fault); err != nil {
			reply(w, http.StatusBadRequest, object{"error": err.Error()})
			return
		}
		reply(w, http.StatusOK, success())
	default:
		reply(w, http.StatusNotFound, object{"error": "no such call: " + r.Method + " " + controlPath + what})
	}
}

func actionStatus(err error) int {
	switch {
	case errors.Is(err, ErrUnknownAction):
		return http.StatusBadRequest
	case errors.Is(err, ErrUnknownNumber):
		return http.StatusNotFound
	}
	return http.StatusConflict
}

func reply(w http.ResponseWriter, status int, v any) {
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(raw, '\n'))
}
