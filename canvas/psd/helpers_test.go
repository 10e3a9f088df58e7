package psd

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"

	"keyline/canvas/layered"
)

// speckled is a picture of random colours in runs, with random alpha if asked.
func speckled(r image.Rectangle, alpha bool, seed uint64) *image.NRGBA {
	rnd := rand.New(rand.NewPCG(seed, 1))
	img := image.NewNRGBA(r)
	c := color.NRGBA{A: 255}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if rnd.UintN(3) == 0 {
				c = color.NRGBA{uint8(rnd.UintN(256)), uint8(rnd.UintN(256)), uint8(rnd.UintN(256)), 255}
				if alpha {
					c.A = uint8(rnd.UintN(256))
				}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// stack is a picture with all that is written: groups in groups, an empty layer, every
// mode, names beyond ASCII, a hidden layer.
func stack() layered.Picture {
	page := image.Pt(37, 23)
	p := layered.Picture{Size: page, Layers: []layered.Layer{
		{Name: "Lines", Opacity: 1, Mode: layered.Multiply, Image: speckled(image.Rectangle{Max: page}, false, 1)},
		{Name: "Flats", Opacity: 1, Layers: []layered.Layer{
			{Name: "髪 hair", Opacity: 128.0 / 255, Image: speckled(image.Rect(3, 2, 20, 9), true, 2)},
			{Name: "inner", Opacity: 1, Hidden: true, Layers: []layered.Layer{
				{Name: "skin 🙂", Opacity: 1, Mode: layered.Screen, Hidden: true, Image: speckled(image.Rect(0, 20, 37, 23), true, 3)},
			}},
		}},
		{Name: "empty", Opacity: 1},
		{Name: "Colour", Opacity: 1, Image: speckled(image.Rectangle{Max: page}, false, 4)},
	}}
	p.Merged = p.Composite()
	return p
}

func encoded(t testing.TB, p layered.Picture) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(t.Context(), &b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decoded(b []byte) (layered.Picture, error) {
	return Decode(bytes.NewReader(b), int64(len(b)))
}

// same compares two lists of layers to the bit.
func same(t *testing.T, path string, got, want []layered.Layer) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d layers, want %d", path, len(got), len(want))
	}
	for i, g := range got {
		w := want[i]
		if g.Name != w.Name || g.Opacity != w.Opacity || g.Hidden != w.Hidden || g.Mode != w.Mode {
			t.Errorf("%s: %+v, want %+v", path, g, w)
		}
		samePixels(t, path+"/"+w.Name, g.Image, w.Image)
		same(t, path+"/"+w.Name, g.Layers, w.Layers)
	}
}

func samePixels(t *testing.T, name string, got, want *image.NRGBA) {
	t.Helper()
	switch {
	case (got == nil) != (want == nil):
		t.Errorf("%s: an image is %v, want %v", name, got != nil, want != nil)
	case got != nil && got.Rect != want.Rect:
		t.Errorf("%s: at %v, want %v", name, got.Rect, want.Rect)
	case got != nil && !slices.Equal(got.Pix, want.Pix):
		t.Errorf("%s: other pixels", name)
	}
}

// foreign is a file as other programs write it: any mode, depth and packing. Each plane
// has the samples of one channel, already at its depth.
type foreign struct {
	mode, bits int
	kind       uint16
	size       image.Point
	planes     [][]uint16 // of the one layer and of the merged picture: colours, then alpha if any
	alpha      bool
	late       bool // the layer stands in a tagged block behind
	resources  []byte
}

func (f foreign) file() []byte {
	be := binary.BigEndian
	b := append([]byte("8BPS\x00\x01"), make([]byte, 6)...)
	b = be.AppendUint16(b, uint16(len(f.planes)))
	b = be.AppendUint32(be.AppendUint32(b, uint32(f.size.Y)), uint32(f.size.X))
	b = be.AppendUint16(be.AppendUint16(b, uint16(f.bits)), uint16(f.mode))
	b = append(be.AppendUint32(b, 3), 1, 2, 3) // some table
	b = append(be.AppendUint32(b, uint32(len(f.resources))), f.resources...)
	info := f.layerInfo()
	section := append(be.AppendUint32(nil, uint32(len(info))), info...)
	section = be.AppendUint32(section, 0)
	if f.late {
		section = be.AppendUint32(nil, 0) // no layers here
		section = append(be.AppendUint32(section, 2), 7, 7)
		section = append(section, "8BIMPatt"...)
		section = append(be.AppendUint32(section, 3), 1, 2, 3, 0)
		section = append(section, "8BIMLr16"...)
		section = append(be.AppendUint32(section, uint32(len(info))), info...)
	}
	b = append(be.AppendUint32(b, uint32(len(section))), section...)
	return append(be.AppendUint16(b, f.kind), f.pack(f.planes...)...)
}

func (f foreign) layerInfo() []byte {
	be := binary.BigEndian
	count := int16(1)
	if f.alpha {
		count = -1
	}
	b := be.AppendUint16(nil, uint16(count))
	b = append(b, make([]byte, 8)...)
	b = be.AppendUint32(be.AppendUint32(b, uint32(f.size.Y)), uint32(f.size.X))
	b = be.AppendUint16(b, uint16(len(f.planes)))
	var data []byte
	for i, p := range f.planes {
		id := i
		if f.alpha && i == len(f.planes)-1 {
			id = -1
		}
		channel := append(be.AppendUint16(nil, f.kind), f.pack(p)...)
		b = be.AppendUint32(be.AppendUint16(b, uint16(id)), uint32(len(channel)))
		data = append(data, channel...)
	}
	b = append(b, "8BIMdiss\xff\x00\x00\x00"...)
	extra := append(make([]byte, 8), "\x05layer\x00\x00"...)
	b = append(be.AppendUint32(b, uint32(len(extra))), extra...)
	return append(b, data...)
}

// pack packs planes one behind the other.
func (f foreign) pack(planes ...[]uint16) []byte {
	var counts, out []byte
	for _, p := range planes {
		for y := range f.size.Y {
			row := f.row(p[y*f.size.X:][:f.size.X])
			if f.kind == packBits {
				packed := pack(nil, row)
				counts = binary.BigEndian.AppendUint16(counts, uint16(len(packed)))
				row = packed
			}
			out = append(out, row...)
		}
	}
	if f.kind == deflated || f.kind == deflatedByChange {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write(out)
		w.Close()
		return z.Bytes()
	}
	return append(counts, out...)
}

func (f foreign) row(samples []uint16) (row []byte) {
	before := uint16(0)
	for _, v := range samples {
		change := v
		if f.kind == deflatedByChange {
			change, before = v-before, v
		}
		if f.bits == 8 {
			row = append(row, byte(change))
		} else {
			row = binary.BigEndian.AppendUint16(row, change)
		}
	}
	return row
}
