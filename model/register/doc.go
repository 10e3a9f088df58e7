// Package register finds where a coloured picture shows the same drawing as a sketch: an
// earlier or later version of it, moved, scaled, turned or smoothly bent. Where it does, colours
// need not be guessed: they lie at a known place. Of different drawings it finds nothing.
//
// Lines are compared with lines: whole pictures coarsely at every scale and shift, then the
// best place finely, piece by piece, and an affine map is fitted to what the pieces say. Where
// that does not fit well, pairs of places that look alike to a network, many of them wrong, say
// where to begin: the affine map on which most agree, then a spline that bends ever less
// stiffly, at last to where the pieces of lines are found. Whatever pairs say, lines must agree.
//
// Both pictures are brought to at most 240 x 240 pixels' area first. Everything is plain Go and
// gives the same bits for any number of goroutines.
package register
