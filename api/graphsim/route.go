package graphsim

import (
	"net/http"
	"strings"
	"time"

	"dialtone/api"
	"dialtone/api/pattern"
)

// node is the kind of object that a path starts with.
type node uint8

const (
	noNode node = iota
	onNumber
	onAccount
	onBusiness
	onPooled
)

func (n node) String() string {
	switch n {
	case onAccount:
		return "WhatsAppBusinessAccount"
	case onBusiness:
		return "Business"
	case onPooled:
		return "WhatsAppBusinessPreVerifiedPhoneNumber"
	case noNode, onNumber:
	}
	return "WhatsAppBusinessPhoneNumber"
}

// route is one call that the simulator knows.
type route struct {
	endpoint api.Endpoint
	on       node
	edge     string
	method   string
	need     need
	counted  bool // as a management call, of which there is a budget (docs)
	run      func(*Sim, *call) (any, *refusal)
}

func routes() []route {
	const get, post, del = http.MethodGet, http.MethodPost, http.MethodDelete
	return []route{
		{api.DebugToken, noNode, "debug_token", get, needNothing, false, (*Sim).debugToken},
		{Me, noNode, "me", get, needNothing, false, (*Sim).getMe},
		{api.GetAccount, onAccount, "", get, needManagement, true, (*Sim).getAccount},
		{api.ListNumbers, onAccount, "phone_numbers", get, needManagement, true, (*Sim).listNumbers},
		{api.AddNumber, onAccount, "phone_numbers", post, needManagement, false, (*Sim).addNumber},
		{api.GetSubscribed, onAccount, "subscribed_apps", get, needManagement, true, (*Sim).getSubscribed},
		{api.SetSubscribed, onAccount, "subscribed_apps", post, needManagement, true, (*Sim).subscribe},
		{api.GetNumber, onNumber, "", get, needEither, true, (*Sim).getNumber},
		{api.SetPIN, onNumber, "", post, needBoth, false, (*Sim).changeNumber},
		{api.RequestCode, onNumber, "request_code", post, needManagement, false, (*Sim).requestCode},
		{api.VerifyCode, onNumber, "verify_code", post, needManagement, false, (*Sim).verifyCode},
		{api.Register, onNumber, "register", post, needBoth, false, (*Sim).register},
		{api.Deregister, onNumber, "deregister", post, needBoth, false, (*Sim).deregister},
		{api.GetSettings, onNumber, "settings", get, needManagement, false, (*Sim).getSettings},
		{api.SetSettings, onNumber, "settings", post, needManagement, false, (*Sim).setSettings},
		{api.GetProfile, onNumber, "whatsapp_business_profile", get, needManagement, false, (*Sim).getProfile},
		{api.SetProfile, onNumber, "whatsapp_business_profile", post, needManagement, false, (*Sim).setProfile},
		{api.AddPreverified, onBusiness, "add_phone_numbers", post, needBusiness, false, (*Sim).addPooled},
		{api.ListPreverified, onBusiness, "preverified_numbers", get, needBusiness, false, (*Sim).listPooled},
		{api.GetPreverified, onPooled, "", get, needBusiness, false, (*Sim).getPooled},
		{api.DeletePreverified, onPooled, "", del, needBusiness, false, (*Sim).deletePooled},
		{api.RequestPreverifiedCode, onPooled, "request_code", post, needBusiness, false, (*Sim).requestPooledCode},
		{api.VerifyPreverifiedCode, onPooled, "verify_code", post, needBusiness, false, (*Sim).verifyPooledCode},
		{api.SendMessage, onNumber, "messages", post, needMessaging, false, (*Sim).sendMessage},
	}
}

// call is one request on its way through the simulator.
type call struct {
	at        time.Time
	method    string
	version   api.Version // the one that serves the call
	asked     api.Version // the one that the path names, or ""
	path      []string    // without the version
	base      string      // scheme and host as the caller wrote them
	params    params
	bad       error // the body could not be read
	bearer    string
	token     *token
	node      node
	number    *number // nil if the path names no existing one
	pooled    *pooled // nil if the path names none
	route     *route  // nil if there is no such call
	endpoint  api.Endpoint
	effective bool // the call changed something
}

var versionPart = pattern.Of(`^v(\d{1,3})\.(\d{1,2})$`)

// newestVersion is the latest Graph version that exists (docs: changelog).
const newestVersion = 27

// parse splits the path. The version and a slash at the end may be missing.
func (s *Sim) parse(r *http.Request) *call {
	c := &call{method: r.Method, version: s.sc.Version, base: "http://" + r.Host}
	if r.TLS != nil {
		c.base = "https://" + r.Host
	}
	for _, part := range strings.Split(r.URL.Path, "/") {
		if part != "" {
			c.path = append(c.path, part)
		}
	}
	if len(c.path) > 0 {
		if v := api.Version(c.path[0]); versionPart().MatchString(c.path[0]) && v.Major() > 0 && v.Major() <= newestVersion {
			c.asked, c.version, c.path = v, v, c.path[1:]
			if s.sc.Oldest.Major() > v.Major() {
				c.version = s.sc.Oldest
			}
		}
	}
	return c
}

// resolve finds the node, the number and the route that the path names.
func (s *Sim) resolve(c *call) {
	var edge string
	switch len(c.path) {
	case 1:
	case 2:
		edge = c.path[1]
	default:
		return
	}
	switch c.pooled = s.pooledByID(c.path[0], c.at); {
	case len(c.path) == 1 && (c.path[0] == "debug_token" || c.path[0] == "me"):
		c.node, edge = noNode, c.path[0]
	case c.path[0] == string(s.sc.Account.ID):
		c.node = onAccount
	case c.path[0] == s.sc.Account.BusinessID:
		c.node = onBusiness
	case c.pooled != nil:
		c.node = onPooled
	default:
		c.node = onNumber
		c.number, _ = s.byID(c.path[0])
	}
	for i := range s.routes {
		r := &s.routes[i]
		if r.on == c.node && r.edge == edge && r.method == c.method {
			c.route, c.endpoint = r, r.endpoint
			if _, pin := c.params["pin"]; r.endpoint == api.SetPIN && !pin {
				c.endpoint = api.SetDisplayName
			}
		}
	}
}

// noVersion reports whether the path begins with a version that does not exist.
func (c *call) noVersion() bool {
	return c.asked == "" && len(c.path) > 0 && versionPart().MatchString(c.path[0])
}

// unknownComponents refuses a path that leads nowhere (field).
func unknownComponents(c *call) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 2500, Bare: true,
		Title: "Unknown path components: /" + strings.Join(c.path, "/")}
}

// gone refuses parameters that Graph took until 2026-10-27, in every version (docs:
// changelog; the words are ours). It ignores pretty, debug and If-None-Match since then.
func gone(c *call) *refusal {
	_, dates := c.params["date_format"]
	_, ids := c.params["ids"]
	switch {
	case dates:
		return invalid("The parameter date_format is not supported any more.")
	case ids && len(c.path) == 0:
		return invalid("The parameter ids is not supported any more.")
	}
	return nil
}

// unknownPath refuses a call without a route.
func (s *Sim) unknownPath(c *call) *refusal {
	switch {
	case len(c.path) == 0 || len(c.path) > 2 || strings.Trim(c.path[0], decimals) != "":
		return unknownComponents(c)
	case c.node == onNumber && c.number == nil:
		return notFound(c.method, c.path[0])
	case c.method == http.MethodGet && len(c.path) == 2:
		return unknownField(c.path[1], c.node.String())
	}
	return notFound(c.method, c.path[0])
}
