package graphsim_test

import (
	"strings"
	"testing"
	"time"

	"dialtone/api"
	"dialtone/api/graphsim"
)

const live = `
status = "CONNECTED"
verification = "VERIFIED"
`

func send(w *world, change obj) reply {
	w.t.Helper()
	m := obj{"messaging_product": "whatsapp", "to": "+85261230142", "type": "text", "text": obj{"body": "Hello"}}
	for k, v := range change {
		if m[k] = v; v == nil {
			delete(m, k)
		}
	}
	return w.post("/v24.0/"+numberID+"/messages", m)
}

func template(name, language string) obj {
	return obj{"type": "template", "template": obj{"name": name, "language": obj{"code": language}}}
}

const lenient = "[rules]\nflagged_sends = true\n"

// TestStatusAndHealth checks that only a connected number sends and that its health says
// so. The rule flagged_sends lets flagged numbers send and restricted ones reply.
func TestStatusAndHealth(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rules, status, health string
		sends                 bool
	}{
		"connected":             {"", "CONNECTED", "AVAILABLE", true},
		"flagged":               {"", "FLAGGED", "BLOCKED", false},
		"restricted":            {"", "RESTRICTED", "BLOCKED", false},
		"throttled":             {"", "RATE_LIMITED", "BLOCKED", false},
		"flagged, leniently":    {lenient, "FLAGGED", "LIMITED", true},
		"restricted, leniently": {lenient, "RESTRICTED", "LIMITED", true},
		"throttled, leniently":  {lenient, "RATE_LIMITED", "BLOCKED", false},
	} {
		w := build(t, parse(t, c.rules+small+"status = \""+c.status+"\"\n[[line]]\nphone = \"+85261230142\"\nwrote = \"-1h\""))
		health, _ := w.number("health_status").ok(t).body["health_status"].(obj)
		if health["can_send_message"] != c.health {
			t.Errorf("%s: health %v", name, health)
		}
		if got := send(w, nil).status == 200; got != c.sends {
			t.Errorf("%s: sent %v", name, got)
		}
		w.get("/v24.0/" + numberID + "/whatsapp_business_profile").ok(t) // it stays registered
	}
}

func TestMessagesAreRefused(t *testing.T) {
	t.Parallel()
	const poor = "\n[account]\nid = \"104820560913300\"\nname = \"Lotus\"\nno_payment = true\n[[number]]\nid = \"106540352242900\"\nphone = \"+85291230100\"\nname = \"Lotus\"\n" + live
	hello := template("hello_world", "en_US")
	for name, c := range map[string]struct {
		world        string
		change       obj
		status, code int
	}{
		"not registered":         {small, nil, 400, 133010},
		"no product":             {small + live, obj{"messaging_product": nil}, 400, 100},
		"no recipient":           {small + live, obj{"to": nil}, 400, 100},
		"no number":              {small + live, obj{"to": "Mei"}, 400, 131009},
		"too short":              {small + live, obj{"to": "+852"}, 400, 131009},
		"itself":                 {small + live, obj{"to": "+852 9123 0100"}, 400, 131021},
		"itself, nationally":     {small + live, obj{"to": "9123-0100"}, 400, 131021},
		"no body":                {small + live, obj{"text": obj{}}, 400, 100},
		"too long":               {small + live, obj{"text": obj{"body": strings.Repeat("字", 4097)}}, 400, 100},
		"another kind":           {small + live, obj{"type": "hologram"}, 400, 100},
		"no template":            {small + live, obj{"type": "template"}, 400, 131008},
		"no language":            {small + live, obj{"type": "template", "template": obj{"name": "hello_world"}}, 400, 131008},
		"unknown template":       {small + live, template("order", "en_US"), 404, 132001},
		"another language":       {small + live, template("hello_world", "en"), 404, 132001},
		"not on WhatsApp":        {small + live + "\n[[line]]\nphone = \"+85261230142\"\nnot_on_whatsapp = true", hello, 400, 131026},
		"no payment":             {poor, hello, 400, 131042},
		"sample, own number":     {"[rules]\nsample_for_test_numbers = true\n" + small + live, hello, 400, 131058},
		"flagged":                {small + "status = \"FLAGGED\"", nil, 400, 131048},
		"restricted":             {small + "status = \"RESTRICTED\"", hello, 400, 131048},
		"throttled":              {small + "status = \"RATE_LIMITED\"", nil, 400, 130429},
		"throttled all the same": {lenient + small + "status = \"RATE_LIMITED\"", hello, 400, 130429},
		"opening, restricted":    {lenient + small + "status = \"RESTRICTED\"", hello, 400, 131048},
		"test number, stranger":  {small + live + `mode = "SANDBOX"`, hello, 400, 131030},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := build(t, parse(t, c.world))
			send(w, c.change).refused(t, c.status, c.code, 0)
			if len(w.sim.Outbox())+len(w.sim.Statuses()) != 0 {
				t.Error("it was sent all the same")
			}
		})
	}
}

// TestAcceptedIsNotDelivered checks that a text outside of the window is accepted and that
// a webhook reports its failure.
func TestAcceptedIsNotDelivered(t *testing.T) {
	t.Parallel()
	w := with(t, live+"\n[[line]]\nphone = \"+85261230142\"\nwrote = \"-23h\"")
	send(w, nil).ok(t)
	w.sim.Advance(time.Hour)
	send(w, nil).ok(t)
	send(w, obj{"to": "+15551230100"}).ok(t)
	m := send(w, template("hello_world", "en_US")).ok(t).body
	said := w.sim.Statuses()
	if len(said) != 4 || said[0].Status != "delivered" || said[1].Code != 131047 || said[2].Code != 131047 || said[3].Status != "delivered" || said[1].Status != "failed" {
		t.Errorf("by webhook: %+v", said)
	}
	if id := m["messages"].([]any)[0].(obj)["id"]; id != string(said[3].ID) || m["contacts"].([]any)[0].(obj)["wa_id"] != "85261230142" {
		t.Errorf("answer %v", m)
	}
	box := w.sim.Outbox()
	if len(box) != 2 || box[0].To != "+85261230142" || box[0].Text != "Lotus Bakery: Hello" || box[0].Code != "" || !strings.Contains(box[1].Text, "Hello World") {
		t.Errorf("on the phone: %+v", box)
	}
}

// TestWithoutAPlus checks that a recipient without a plus gets the calling code of the
// sender (seed 001).
func TestWithoutAPlus(t *testing.T) {
	t.Parallel()
	w := with(t, live)
	for to, want := range map[string]string{"61230142": "+85261230142", "+1 (631) 555-1234": "+16315551234", "1 (631) 555-1234": "+85216315551234"} {
		send(w, obj{"to": to}).ok(t)
		if said := w.sim.Statuses(); said[len(said)-1].To != want {
			t.Errorf("%s goes to %s", to, said[len(said)-1].To)
		}
	}
}

func TestTooManyMessages(t *testing.T) {
	t.Parallel()
	w := with(t, live)
	for range 45 {
		send(w, nil).ok(t)
	}
	send(w, nil).refused(t, 400, 131056, 0)
	for range 35 {
		send(w, obj{"to": "+85261230143"}).ok(t)
	}
	send(w, obj{"to": "+85261230144"}).refused(t, 400, 130429, 0)
	w.sim.Advance(5 * time.Minute)
	send(w, nil).ok(t)
}

// TestAPaidMessageKeepsTheNumber checks that a number cannot be deleted for 30 days after a
// paid message (seed 001). A message within the window is not paid.
func TestAPaidMessageKeepsTheNumber(t *testing.T) {
	t.Parallel()
	w := with(t, live+"\n[[line]]\nphone = \"+85261230142\"\nwrote = \"-1h\"")
	send(w, template("hello_world", "en_US")).ok(t)
	remove := func() error { return w.sim.Perform(graphsim.RemoveNumber, "") }
	send(w, merge(template("hello_world", "en_US"), obj{"to": "+85261230143"})).ok(t)
	if err := remove(); err == nil {
		t.Error("the number was deleted")
	}
	w.sim.Advance(31 * 24 * time.Hour)
	if err := remove(); err != nil {
		t.Error(err)
	}
}

func merge(a, b obj) obj {
	for k, v := range b {
		a[k] = v
	}
	return a
}

// TestAHostileMessage checks that control sequences do not reach the terminal.
func TestAHostileMessage(t *testing.T) {
	t.Parallel()
	w := with(t, live+"\n[[line]]\nphone = \"+85261230142\"\nwrote = \"-1h\"")
	send(w, obj{"text": obj{"body": "\x1b]52;c;aGk=\x07red\x1b[31m end"}}).ok(t)
	if got := w.sim.Outbox()[0].Text; got != "Lotus Bakery: red end" {
		t.Errorf("on the phone: %q", got)
	}
	if id := w.sim.Statuses()[0].ID; id.Short() == string(id) {
		t.Errorf("the id is %s", api.MessageID(id))
	}
}
