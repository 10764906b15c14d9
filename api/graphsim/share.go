package graphsim

import (
	"slices"

	"dialtone/api"
)

// Business is another business, which numbers of the pool can be shared with.
type Business struct {
	ID   api.BusinessID `toml:"id"`
	Name string         `toml:"name"`
}

// shareOf reads which number is shared with whom. A business that no scenario
// names is one that Meta does not know.
func (s *Sim) shareOf(c *call) (*pooled, Business, *refusal) {
	id, ok := c.params.text("preverified_id")
	if !ok || id == "" {
		return nil, Business{}, missing("preverified_id")
	}
	partner, ok := c.params.text("partner_business_id")
	if !ok || partner == "" {
		return nil, Business{}, missing("partner_business_id")
	}
	p := s.pooledByID(id, c.at)
	if p == nil {
		return nil, Business{}, invalid("preverified_id does not name a number of this business's pool.")
	}
	i := slices.IndexFunc(s.sc.Partners, func(b Business) bool { return string(b.ID) == partner })
	if i < 0 {
		return nil, Business{}, invalid("partner_business_id does not name another business.")
	}
	return p, s.sc.Partners[i], nil
}

// sharePool shares a number of the pool (docs). Sharing it twice changes nothing,
// which is our choice.
func (s *Sim) sharePool(c *call) (any, *refusal) {
	p, partner, refused := s.shareOf(c)
	if refused != nil {
		return nil, refused
	}
	if !slices.Contains(p.shared, partner) {
		p.shared, c.effective = append(p.shared, partner), true
	}
	return done(), nil
}

// unsharePool ends the sharing (docs). That there has to be one is our choice.
func (s *Sim) unsharePool(c *call) (any, *refusal) {
	p, partner, refused := s.shareOf(c)
	if refused != nil {
		return nil, refused
	}
	i := slices.Index(p.shared, partner)
	if i < 0 {
		return nil, invalid("The number is not shared with partner_business_id.")
	}
	p.shared, c.effective = slices.Delete(p.shared, i, i+1), true
	return done(), nil
}

// partners lists whom a number of the pool is shared with (openapi).
func (s *Sim) partners(c *call) (any, *refusal) {
	p, refused := c.page()
	if refused != nil {
		return nil, refused
	}
	p.edge = c.pooled.id() + "/partners"
	all := c.pooled.shared
	return refusedOr(onePage(c, p, all, placed(all, func(b Business) string { return string(b.ID) }), func(b Business) view {
		return view{id: string(b.ID), kind: onBusiness.String(), defaults: []string{"name"},
			fields: map[string]func(field) (any, *refusal){"name": value(b.Name)}}
	}))
}
