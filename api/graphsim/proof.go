package graphsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// checkProof checks the proof that the caller knows the app's secret. An app may demand it;
// one that does not fit is refused in any case (docs).
func (s *Sim) checkProof(c *call) *refusal {
	proof, given := c.params.text("appsecret_proof")
	switch {
	case !given && !s.sc.App.RequireSecret:
		return nil
	case !given:
		return noProof("API calls from the server require an appsecret_proof argument")
	}
	mac := hmac.New(sha256.New, []byte(s.appSecret()))
	_, _ = mac.Write([]byte(c.bearer)) // a hash takes everything
	if !hmac.Equal([]byte(proof), []byte(hex.EncodeToString(mac.Sum(nil)))) {
		return noProof("Invalid appsecret_proof provided in the API argument")
	}
	return nil
}

// appSecret is the secret of the simulated app.
func (s *Sim) appSecret() string {
	_, secret, _ := strings.Cut(s.appToken, "|")
	return secret
}

func (s *Sim) requireAppSecret() error {
	if s.sc.App.RequireSecret {
		return ErrNotApplicable
	}
	s.sc.App.RequireSecret = true
	return nil
}

func noProof(title string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Code: 100, Bare: true, Title: title}
}
