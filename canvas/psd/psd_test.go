package psd

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"keyline/canvas/layered"
)

func TestLayersComeBackToTheBit(t *testing.T) {
	want := stack()
	got, err := decoded(encoded(t, want))
	if err != nil {
		t.Fatal(err)
	}
	if got.Size != want.Size {
		t.Errorf("size %v, want %v", got.Size, want.Size)
	}
	same(t, "", got.Layers, want.Layers)
	samePixels(t, "merged", got.Merged, want.Merged)
}

func TestPagesOfEverySizeComeBack(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 300}, {300, 1}, {128, 128}, {129, 257}, {MaxSide, 1}} {
		r := image.Rectangle{Max: size}
		want := layered.Picture{Size: size, Layers: []layered.Layer{{Name: "a", Opacity: 1, Image: speckled(r, true, 9)}}, Merged: speckled(r, false, 8)}
		got, err := decoded(encoded(t, want))
		if err != nil {
			t.Errorf("%v: %v", size, err)
			continue
		}
		same(t, size.String(), got.Layers, want.Layers)
		samePixels(t, size.String(), got.Merged, want.Merged)
	}
}

func TestLayersAreCutToThePageAndLaidOnWhite(t *testing.T) {
	p := layered.Picture{Size: image.Pt(8, 8), Layers: []layered.Layer{
		{Name: "over", Opacity: 1, Image: speckled(image.Rect(-5, 3, 4, 12), true, 1)},
		{Name: "outside", Opacity: 1, Image: speckled(image.Rect(8, 0, 9, 9), true, 1)},
	}}
	got, err := decoded(encoded(t, p))
	if err != nil {
		t.Fatal(err)
	}
	if r := got.Layers[0].Image.Rect; r != image.Rect(0, 3, 4, 8) {
		t.Errorf("cut to %v", r)
	}
	for _, at := range []image.Point{{0, 3}, {3, 7}} {
		if g, w := got.Layers[0].Image.NRGBAAt(at.X, at.Y), p.Layers[0].Image.NRGBAAt(at.X, at.Y); g != w {
			t.Errorf("%v: %v, want %v", at, g, w)
		}
	}
	if got.Layers[1].Image != nil {
		t.Error("a layer outside of the page has pixels")
	}
	if !got.Merged.Opaque() || got.Merged.NRGBAAt(7, 0) != (color.NRGBA{255, 255, 255, 255}) {
		t.Error("the merged picture is not on white")
	}
}

// What the quirks of other programs ask for, byte by byte: three channels in all, so no
// alpha in the merged picture; a positive number of layers; group records with four
// channels of two bytes.
func TestFileIsAsOtherProgramsWantIt(t *testing.T) {
	b := encoded(t, stack())
	be := binary.BigEndian
	if n := be.Uint16(b[12:]); n != 3 {
		t.Errorf("%d channels, want 3", n)
	}
	section := b[34:]
	if n := be.Uint32(section[4:]); n%2 != 0 {
		t.Errorf("the layers take %d bytes, an odd number", n)
	}
	if n := int16(be.Uint16(section[8:])); n != 9 { // 5 layers, 2 groups of 2 records
		t.Errorf("%d records, want 9", n)
	}
	// The second record from the bottom is the empty layer, the third the end of "Flats".
	zeros := "\x00\x04\xff\xff\x00\x00\x00\x02\x00\x00\x00\x00\x00\x02\x00\x01\x00\x00\x00\x02\x00\x02\x00\x00\x00\x028BIM"
	if n := bytes.Count(b, []byte(zeros)); n != 5 {
		t.Errorf("%d records have all channels at no length, want 5", n)
	}
	for id := range uint32(9) {
		if !bytes.Contains(b, be.AppendUint32([]byte("8BIMlyid\x00\x00\x00\x04"), id+1)) {
			t.Errorf("no layer has the id %d", id+1)
		}
	}
	for _, want := range []string{"8BIMmul \xff", "8BIMscrn", "\x06? hair", "8BIMluni\x00\x00\x00\x10\x00\x00\x00\x06\x9a\xea"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("%q is not in the file", want)
		}
	}
}

func TestSameePictureGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(encoded(t, stack()), encoded(t, stack())) {
		t.Error("two files differ")
	}
}

func TestNamesComeBack(t *testing.T) {
	long := strings.Repeat("ä", 300)
	for name, want := range map[string]string{"": "", "a": "a", "ab\tc": "ab\tc", long: long[:2*255], strings.Repeat("🙂", 200): strings.Repeat("🙂", 127)} {
		p := layered.Picture{Size: image.Pt(1, 1), Layers: []layered.Layer{{Name: name, Opacity: 1}}}
		got, err := decoded(encoded(t, p))
		if err != nil || got.Layers[0].Name != want {
			t.Errorf("%q comes back as %q, %v", name, got.Layers[0].Name, err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	page := image.Pt(2, 2)
	many := make([]layered.Layer, maxLayers+1)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		name string
		ctx  context.Context
		p    layered.Picture
		want string
	}{
		{"too wide", t.Context(), layered.Picture{Size: image.Pt(30001, 1)}, "30,000"},
		{"no pixels", t.Context(), layered.Picture{}, "without pixels"},
		{"too many layers", t.Context(), layered.Picture{Size: page, Layers: many}, "32768 layers"},
		{"other merged size", t.Context(), layered.Picture{Size: page, Merged: speckled(image.Rect(0, 0, 3, 2), false, 1)}, "the page"},
		{"clear merged", t.Context(), layered.Picture{Size: page, Merged: image.NewNRGBA(image.Rectangle{Max: page})}, "not opaque"},
		{"given up", stopped, layered.Picture{Size: page}, "canceled"},
	} {
		if err := Encode(c.ctx, &bytes.Buffer{}, c.p); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// full takes some bytes and no more.
type full struct{ room int }

var errFull = errors.New("full")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestEncodePassesOnWhatTheWriterSays(t *testing.T) {
	p := stack()
	for room := 0; room < len(encoded(t, p)); room += 97 {
		if err := Encode(t.Context(), &full{room}, p); !errors.Is(err, errFull) {
			t.Fatalf("with room for %d bytes: %v", room, err)
		}
	}
}

func TestPackBitsComesBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	for n := range 700 {
		row := make([]byte, n)
		for i := range row {
			if row[i] = byte(rnd.UintN(4)); i > 0 && rnd.UintN(uint(n/50+2)) > 0 {
				row[i] = row[i-1]
			}
		}
		packed, back := pack(nil, row), make([]byte, n)
		if err := unpack(back, packed); err != nil || !slices.Equal(back, row) {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if len(packed) > n+n/128+1 {
			t.Errorf("%d bytes packed take %d", n, len(packed))
		}
	}
}

func TestUnpackRefuses(t *testing.T) {
	for name, packed := range map[string][]byte{
		"nothing": nil, "too few": {1, 2, 3}, "no byte to repeat": {0xfd}, "copies beyond": {5, 1}, "too many": {0x80, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "repeats too many": {0x81, 7},
	} {
		if err := unpack(make([]byte, 4), packed); err == nil {
			t.Errorf("%s: was unpacked", name)
		}
	}
	if err := unpack(make([]byte, 2), []byte{0x80, 0xff, 7, 0x80}); err != nil {
		t.Errorf("counts that stand for nothing: %v", err)
	}
}

func TestFilesOfOtherProgramsAreRead(t *testing.T) {
	size := image.Pt(5, 4)
	for _, mode := range []int{modeGrey, modeRGB, modeCMYK} {
		for _, bits := range []int{8, 16} {
			for kind := range uint16(4) {
				for _, alpha := range []bool{false, true} {
					f := foreign{mode: mode, bits: bits, kind: kind, size: size, alpha: alpha, late: bits == 16}
					n := map[int]int{modeGrey: 1, modeRGB: 3, modeCMYK: 4}[mode]
					for c := range n + 1 {
						if c == n && !alpha {
							break
						}
						plane := make([]uint16, size.X*size.Y)
						for i := range plane {
							plane[i] = uint16((i*i*7 + c*31) & 255)
							if bits == 16 {
								plane[i] *= 257
							}
						}
						f.planes = append(f.planes, plane)
					}
					checkForeign(t, f, n)
				}
			}
		}
	}
}

func checkForeign(t *testing.T, f foreign, colours int) {
	t.Helper()
	name := fmt.Sprintf("mode %d, %d bits, packed %d, alpha %v", f.mode, f.bits, f.kind, f.alpha)
	p, err := decoded(f.file())
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if len(p.Layers) != 1 || p.Layers[0].Name != "layer" || p.Layers[0].Mode != layered.Normal {
		t.Errorf("%s: layers %+v", name, p.Layers)
		return
	}
	want := image.NewNRGBA(image.Rectangle{Max: f.size})
	for i := range f.planes[0] {
		at := func(c int) uint32 {
			v := uint32(f.planes[c][i])
			if f.bits == 16 {
				v /= 257
			}
			return v
		}
		c := color.NRGBA{uint8(at(0)), uint8(at(0)), uint8(at(0)), 255}
		switch f.mode {
		case modeRGB:
			c.G, c.B = uint8(at(1)), uint8(at(2))
		case modeCMYK:
			ink := func(c int) uint8 { return uint8((at(c)*at(3) + 127) / 255) }
			c = color.NRGBA{ink(0), ink(1), ink(2), 255}
		}
		if f.alpha {
			c.A = uint8(at(colours))
		}
		want.SetNRGBA(i%f.size.X, i/f.size.X, c)
	}
	samePixels(t, name, p.Layers[0].Image, want)
	samePixels(t, name+", merged", p.Merged, want)
}

// linear is a grey profile whose samples are light itself.
func linear() []byte {
	be := binary.BigEndian
	curve := append([]byte("curv"), make([]byte, 8)...)
	icc := make([]byte, 128)
	copy(icc[16:], "GRAYXYZ ")
	copy(icc[36:], "acsp")
	icc = append(be.AppendUint32(icc, 1), "kTRC"...)
	icc = be.AppendUint32(be.AppendUint32(icc, 144), uint32(len(curve)))
	return append(icc, curve...)
}

func TestColoursOfAProfileBecomeSRGB(t *testing.T) {
	be := binary.BigEndian
	resource := func(id uint16, name string, body []byte) []byte {
		b := append(be.AppendUint16([]byte("8BIM"), id), byte(len(name)))
		b = append(b, name...)
		b = append(b, make([]byte, (len(name)+1)&1)...)
		b = append(be.AppendUint32(b, uint32(len(body))), body...)
		return append(b, make([]byte, len(body)&1)...)
	}
	before, profile := resource(1005, "odd", []byte{1, 2, 3}), resource(resourceProfile, "", linear())
	f := foreign{mode: modeGrey, bits: 8, size: image.Pt(1, 1), planes: [][]uint16{{55}}}
	for _, c := range []struct {
		name      string
		resources []byte
		want      uint8
	}{
		{"none", nil, 55},
		{"another resource", before, 55},
		{"a profile", profile, 128},
		{"a profile behind", append(before, profile...), 128},
		{"cut", profile[:len(profile)-1], 55},
		{"not resources", []byte("something else entirely"), 55},
	} {
		f.resources = c.resources
		p, err := decoded(f.file())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		want := color.NRGBA{c.want, c.want, c.want, 255}
		if a, b := p.Layers[0].Image.NRGBAAt(0, 0), p.Merged.NRGBAAt(0, 0); a != want || b != want {
			t.Errorf("%s: %v and %v, want %v", c.name, a, b, want)
		}
	}
}
