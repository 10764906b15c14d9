package page

// LongestText is how long a burst or a paste can be: longer than any field takes.
const LongestText = 64 << 10

// MinWidth and MinHeight are the smallest window that has room for a page.
const (
	MinWidth  = 60
	MinHeight = 20
)
