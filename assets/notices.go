package assets

// Notices returns the licences of everything that is linked into Dialtone. They are made by
// "go test ./assets -run TestNotices -update".
func Notices() ([]byte, error) { return read(".", "notices.txt") }
