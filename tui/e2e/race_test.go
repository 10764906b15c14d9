//go:build unix && race

package e2e

// raced says that the race detector is on, which makes everything slower.
const raced = true
