package journal

// For the tests that may import what imports the journal.
var (
	Schema  = schema
	RawFile = rawFile
)
