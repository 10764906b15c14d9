// Package bubble holds the parts that screens are put together from. A part
// knows keys and cells, and nothing of phone numbers: words, data and meaning
// come from the screen that uses it.
package bubble
