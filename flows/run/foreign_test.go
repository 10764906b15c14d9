package run

import (
	"maps"

	"dialtone/api/graphsim"
)

// losing adds the answers that are not Graph's to the ways in which one gets lost.
func losing(ways map[string]graphsim.Fault) map[string]graphsim.Fault {
	maps.Copy(ways, map[string]graphsim.Fault{
		"sign-in page":      {Status: 401, Body: "<html><h1>Sign in</h1></html>"},
		"done and a 404":    {Status: 404, Body: `{"error":"no such route"}`, AlsoEffect: true},
		"done and a number": {Body: `{"success":1}`, AlsoEffect: true},
	})
	return ways
}
