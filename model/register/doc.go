// Package register finds where a coloured picture shows the same drawing as a sketch: an
// earlier or later version of it, moved, scaled or slightly bent. Where it does, colours need
// not be guessed: they lie at a known place. Of different drawings it finds nothing.
//
// Lines are compared with lines: whole pictures coarsely at every scale and shift, then the
// best place finely, piece by piece, and an affine map is fitted to what the pieces say.
// Both are brought to at most 240 x 240 pixels' area first. Everything is plain Go and gives
// the same bits for any number of goroutines.
package register
