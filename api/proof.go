package api

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
)

// proofParam carries the proof that whoever sends a token knows the secret of its app. Apps
// can demand it of every call (docs).
const proofParam = "appsecret_proof"

// proof is the token signed with the app secret; empty without either.
func (c *Client) proof() Secret {
	if c.token.Empty() || c.appSecret.Empty() {
		return Secret{}
	}
	mac := hmac.New(sha256.New, []byte(c.appSecret.Reveal()))
	_, _ = mac.Write([]byte(c.token.Reveal())) // a hash takes everything
	return NewSecret(hex.EncodeToString(mac.Sum(nil)))
}

// proven is a query with the proof beside its own parameters.
func (c *Client) proven(query url.Values) url.Values {
	proof := c.proof()
	if proof.Empty() {
		return query
	}
	with := url.Values{proofParam: {proof.Reveal()}}
	for key, values := range query {
		with[key] = values
	}
	return with
}

// WithAppSecret returns a client that also proves that it knows the secret of its token's
// app; an empty one proves nothing. It keeps using the same connection.
func (c *Client) WithAppSecret(secret Secret) *Client {
	other := *c
	other.appSecret = secret
	return &other
}
