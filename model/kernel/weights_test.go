package kernel

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"testing"
)

func TestFloat16KeepsSignZeroAndInfinity(t *testing.T) {
	for h, want := range map[uint16]float64{0x8000: math.Copysign(0, -1), 0xfc00: math.Inf(-1), 0x3555: 0.333251953125, 0x8001: -1.0 / (1 << 24)} {
		if got := float64(float16(h)); got != want || math.Signbit(got) != math.Signbit(want) {
			t.Errorf("%#x is %g, want %g", h, got, want)
		}
	}
	if !math.IsNaN(float64(float16(0x7e00))) {
		t.Error("0x7e00 is a number")
	}
}

// TestHalvesAreWidenedAlike goes through every half that is a number, at any place.
func TestHalvesAreWidenedAlike(t *testing.T) {
	var all []byte
	for h := range 1 << 16 {
		if h>>10&31 < 31 {
			all = binary.LittleEndian.AppendUint16(all, uint16(h))
		}
	}
	w := Weights{Halves: all}
	want := w.All()
	for _, team := range teams(1) {
		for _, at := range []int{0, 1, 7, w.Len() - 3} {
			got := make([]float32, w.Len()-at)
			w.read(team.isa, got, at)
			for i, v := range got {
				if math.Float32bits(v) != math.Float32bits(want[at+i]) {
					t.Fatalf("%v: number %d is %g, want %g", team.isa, at+i, v, want[at+i])
				}
			}
		}
	}
}

func TestWhatIsNoNumberIsFound(t *testing.T) {
	inf := float32(math.Inf(1))
	for name, c := range map[string]struct {
		w  Weights
		ok bool
	}{
		"none":         {Weights{}, true},
		"floats":       {Weights{Floats: []float32{1, math.MaxFloat32, -1e-40}}, true},
		"NaN":          {Weights{Floats: []float32{1, inf - inf}}, false},
		"-infinite":    {Weights{Floats: []float32{-inf}}, false},
		"halves":       {Weights{Halves: []byte{0xff, 0x7b, 0xff, 0xfb, 0x01, 0x00}}, true},
		"half too far": {Weights{Halves: []byte{0, 0, 0x00, 0xfc}}, false},
		"half NaN":     {Weights{Halves: []byte{0x01, 0x7c}}, false},
	} {
		if bad, ok := c.w.Finite(); ok != c.ok || !ok && bad-bad == 0 {
			t.Errorf("%s: finite %v (%g)", name, ok, bad)
		}
	}
}

// TestTheWeightsOfTilesAreTheSameBytes holds for every instruction set: the transform rounds
// where Go does.
func TestTheWeightsOfTilesAreTheSameBytes(t *testing.T) {
	const in, part = 5, 5*tileRows + 3
	packed := random(9, in*9*tileRows)
	want := make([]float32, tileParts*part)
	tileWeightsPlain(want, part, packed, in)
	for _, team := range teams(1) {
		got := make([]float32, tileParts*part)
		team.isa.tileWeights(got, part, packed, in)
		for i := range want {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
				t.Fatalf("%v: float %d is %g, want %g", team.isa, i, got[i], want[i])
			}
		}
	}
}

// TestAssemblyGivesTheSameBytes holds instruction sets of different machines against each other
// by what one of them gave.
func TestAssemblyGivesTheSameBytes(t *testing.T) {
	for _, c := range []struct {
		size, stride int
		tiled        bool
		want         uint32
	}{{3, 1, false, 0x6bac82e6}, {3, 1, true, 0x48ebaba1}, {3, 2, false, 0xcd0c88d5}, {1, 1, false, 0x92231486}} {
		const in, out, h, w = 21, 19, 37, 45
		conv := NewConv(Weights{Floats: random(1, out*in*c.size*c.size)}, random(2, out), in, out, c.size, c.stride)
		oh, ow := conv.OutSize(h, w)
		source := []Source{{Data: random(3, in*h*w), C: in, H: h, W: w}}
		for _, team := range teams(2) {
			if team.isa == Plain {
				continue // rounds twice
			}
			got := make([]float32, out*oh*ow)
			run := ConvRun{Conv: conv, Tiled: c.tiled}
			run.Do(team, got, h, w, source, Finish{Residual: random(4, len(got)), Slope: 0.1})
			sum := crc32.NewIEEE()
			if err := binary.Write(sum, binary.LittleEndian, got); err != nil {
				t.Fatal(err)
			}
			if sum.Sum32() != c.want {
				t.Errorf("%d×%d, stride %d, tiled %v, %v: %#x, want %#x", c.size, c.size, c.stride, c.tiled, team.isa, sum.Sum32(), c.want)
			}
		}
	}
}
