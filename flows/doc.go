// Package flows holds what happens in which order. A flow is a table of
// transitions that reads like its specification; [Machine.Step] is a pure
// function from a session and an input to the next session and the commands to
// carry out; a [Runner] carries commands out against the Graph API and answers
// with further inputs.
//
// Nothing here knows a terminal or builds an HTTP request, and no sentence for a
// person stands here: states, problems and advice are codes that the words in
// the assets are looked up by.
package flows
