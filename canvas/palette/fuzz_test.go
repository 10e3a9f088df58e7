package palette

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"keyline/canvas/canvastest"
)

// fuzzDecode feeds any bytes to Decode: an error, or colours within the limits which come
// back the same from every format that they are written in.
func fuzzDecode(f *testing.F) {
	f.Fuzz(func(t *testing.T, b []byte) {
		var list []Swatch
		var err error
		canvastest.Bounded(t, func() { list, err = Decode(bytes.NewReader(b)) })
		if err != nil {
			if len(list) > 0 {
				t.Fatal("an error with colours")
			}
			return
		}
		if len(list) == 0 || len(list) > MaxSwatches {
			t.Fatalf("%d colours", len(list))
		}
		for _, s := range list {
			if s.Colour.A != 255 || s.Name != CleanName(s.Name) || s.Found {
				t.Fatalf("%+v", s)
			}
		}
		for _, format := range []Format{ASE, ACO} { // GPL has its own word for no name
			if again, err := Decode(bytes.NewReader(encoded(t, format, list))); err != nil || !slices.Equal(again, list) {
				t.Fatalf("format %d: %v, %v; was %v", format, again, err, list)
			}
		}
	})
}

var seeds = []Swatch{{Name: "Hair", Colour: red}, {Name: "肌", Colour: blue}, {Colour: grey}}

func FuzzDecodeGPL(f *testing.F) {
	f.Add(encoded(f, GPL, seeds))
	f.Add([]byte("\ufeffGIMP Palette\r\nChannels: RGBA\r\n1 2 3 4 x\r\n"))
	f.Add([]byte("GIMP Palette\n255 0 0 gr\xfcn\n"))
	fuzzDecode(f)
}

func FuzzDecodeASE(f *testing.F) {
	f.Add(encoded(f, ASE, seeds))
	f.Add(fileASE(groupASE("g"), blockASE("a", "CMYK", 0, 0.5, 1, 0.2), blockASE("", "LAB ", 0.5, -128, 127), groupEndASE, blockASE("x", "Gray", 0.5)))
	f.Add(fileASE(blockASE("a", "RGB ", float32(math.NaN()), float32(math.Inf(1)), -1e38)))
	f.Add(joined("ASEF", uint32(1<<16), uint32(math.MaxUint32), uint16(1), uint32(math.MaxUint32)))
	fuzzDecode(f)
}

func FuzzDecodeACO(f *testing.F) {
	f.Add(encoded(f, ACO, seeds))
	f.Add(joined([]uint16{1, 4}, []uint16{1, 9, 9, 9, 9}, []uint16{2, 9, 9, 9, 9}, []uint16{7, 5000, 40000, 3, 0}, []uint16{8, 65535, 0, 0, 0}))
	f.Add(joined([]uint16{2, 1}, []uint16{0, 1, 2, 3, 0}, uint32(math.MaxUint32)))
	fuzzDecode(f)
}

// A header that claims much must not make the reader allocate much.
func TestClaimsAllocateLittle(t *testing.T) {
	for name, data := range map[string][]byte{
		"blocks": joined("ASEF", uint32(1<<16), uint32(math.MaxUint32)),
		"length": joined("ASEF", uint32(1<<16), uint32(1), uint16(1), uint32(math.MaxUint32)),
		"name":   joined([]uint16{2, 4096}, []uint16{0, 1, 2, 3, 0}, uint32(math.MaxUint32)),
		"count":  joined([]uint16{1, 4096}),
	} {
		each := canvastest.Allocated(func() {
			for range 100 {
				if _, err := Decode(bytes.NewReader(data)); err == nil {
					t.Fatalf("%s: no error", name)
				}
			}
		}) / 100
		if each > 1<<14 {
			t.Errorf("%s: %d bytes", name, each)
		}
	}
}
