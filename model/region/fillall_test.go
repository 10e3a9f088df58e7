package region

import "testing"

// TestWithoutReferencesAHintTakesTheOpenGround dabs the ground around a room and the room.
func TestWithoutReferencesAHintTakesTheOpenGround(t *testing.T) {
	ink, w, h := room(80, 60, 6) // with a gap
	m, p := SegmentContinued(ink, nil, w, h, 100), newPicture(w, h, 1, 1, 1)
	hint := make([]int32, w*h)
	hint[4*w+4], hint[h/2*w+w/2] = 1, 2
	for _, c := range []struct {
		name string
		fill func([]float32, []int32) []int32
		want [2]int32 // far on the ground, and in a corner of the room
	}{
		{"with references", m.Fill, [2]int32{0, 2}},
		{"without", func(_ []float32, hint []int32) []int32 { return m.FillAll(hint) }, [2]int32{1, 2}},
	} {
		kind := c.fill(p.colour, hint)
		if got := [2]int32{kind[(h-3)*w+w-3], kind[(h/2+20)*w+w/2+30]}; got != c.want {
			t.Errorf("%s: kinds %v, want %v", c.name, got, c.want)
		}
	}
}
