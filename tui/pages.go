package tui

import (
	"maps"

	"dialtone/flows"
	"dialtone/tui/jobs"
	"dialtone/tui/onboard"
	"dialtone/tui/page"
)

// newPages makes the page of every state.
func newPages() map[flows.State]page.Page {
	pages := onboard.Pages()
	maps.Copy(pages, jobs.Pages())
	return pages
}
