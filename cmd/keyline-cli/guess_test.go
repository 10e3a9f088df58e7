package main

import "testing"

// TestWithoutAReferenceColoursAreGuessed holds what can be held of a guess: there are colours, they
// are not grey, and paper stays paper.
func TestWithoutAReferenceColoursAreGuessed(t *testing.T) {
	var report struct {
		Mean struct {
			Guess struct{ Painted, Mud, Paper float64 }
		}
	}
	decode(t, done(t, "eval", "--pairs", "../../assets/samples", "--references=false", "--json").out, &report)
	if g := report.Mean.Guess; g.Painted < 0.85 || g.Mud > 0.08 || g.Paper < 0.9 {
		t.Errorf("%+v; want 0.85 painted, at most 0.08 mud and 0.9 of the paper", g)
	}
}
