// Package graphsim is a Graph API for one WhatsApp Business Account that lives
// in memory: an [http.Handler] with state, a clock that can be moved, a phone
// that receives the codes, acts of the people around it, and faults on order.
//
// Its rule is to be no kinder than Meta. What Meta documents is done as
// documented; where Meta is silent the sterner reading is taken and the comment
// says "our choice". Source marks in brackets name where a fact comes from:
// seed 000 to 003 are Meta's and a partner's help pages, docs is Meta's
// documentation, graph-ref its reference, openapi its OpenAPI file, field are
// reports by integrators.
package graphsim
