package psd

import (
	"bytes"
	"encoding/binary"
	"image"
	"strings"
	"testing"

	"keyline/canvas/canvastest"
	"keyline/canvas/layered"
)

// changed is a file with other bytes at a place.
func changed(file []byte, at int, bytes ...byte) []byte {
	b := append([]byte{}, file...)
	copy(b[at:], bytes)
	return b
}

func TestDecodeRefuses(t *testing.T) {
	whole := encoded(t, stack())
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":         {nil, "cut short"},
		"another file":    {[]byte(strings.Repeat("PNG ", 20)), "no Photoshop file"},
		"PSB":             {changed(whole, 5, 2), "save it as PSD"},
		"too wide":        {changed(whole, 18, 0, 0, 0x75, 0x31), "no size of a PSD"},
		"no rows":         {changed(whole, 14, 0, 0, 0, 0), "no size of a PSD"},
		"too large":       {changed(whole, 14, 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30), "limit is 100"},
		"Lab":             {changed(whole, 25, 9), "Lab"},
		"a mode unknown":  {changed(whole, 25, 77), "number 77"},
		"32 bits":         {changed(whole, 23, 32), "32 bits"},
		"few channels":    {changed(whole, 13, 2), "damaged"},
		"table too long":  {changed(whole, 26, 255), "cut short"},
		"layers too long": {changed(whole, 34, 255), "cut short"},
		"unequal lengths": {changed(whole, 38, 1), "damaged"},
	} {
		if _, err := decoded(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	for n := range whole {
		if _, err := decoded(whole[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes it was read", n, len(whole))
		}
	}
}

// A layer that claims a million megapixels, or a group in a group without end, must cost
// no more than the file's own bytes.
func TestClaimsAreBounded(t *testing.T) {
	huge := encoded(t, layered.Picture{Size: image.Pt(1, 1), Layers: []layered.Layer{{Opacity: 1, Image: speckled(image.Rect(0, 0, 1, 1), true, 1)}}})
	at := bytes.Index(huge, []byte("\x00\x00\x00\x01\x00\x00\x00\x01\x00\x04")) // right and bottom of the layer
	if at < 34 {
		t.Fatal("the layer was not found")
	}
	for _, c := range []struct {
		side uint32
		want string
	}{{1 << 30, "megapixels"}, {14000, "cut short"}} {
		side := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, c.side), c.side)
		canvastest.Bounded(t, func() {
			if _, err := decoded(changed(huge, at, side...)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%d px a side: %v, want %q", c.side, err, c.want)
			}
		})
	}
}

func TestGroupsThatDoNotMatch(t *testing.T) {
	layer := func(name string) record { return record{layer: layered.Layer{Name: name}} }
	end, group := record{divider: groupEnd}, record{layer: layered.Layer{Name: "g"}, divider: openGroup}
	deep := []record{}
	for range 50 {
		deep = append(deep, end)
	}
	deep = append(deep, layer("a"))
	for range 50 {
		deep = append(deep, group)
	}
	for name, c := range map[string]struct {
		records []record
		want    string
	}{
		"whole":         {[]record{layer("a"), end, layer("b"), layer("c"), group, layer("d")}, "d g(c b) a"},
		"without end":   {[]record{layer("a"), group, layer("b")}, "b a"},
		"without group": {[]record{end, layer("a"), end, layer("b")}, "b a"},
		"closed":        {[]record{end, layer("a"), {layer: layered.Layer{Name: "h"}, divider: closedGroup}}, "h(a)"},
		"deep":          {deep, strings.Repeat("g(", maxDepth) + "a" + strings.Repeat(")", maxDepth)},
	} {
		if got := written(nest(c.records)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// written is a list of layers in words.
func written(list []layered.Layer) string {
	var words []string
	for _, l := range list {
		word := l.Name
		if l.Layers != nil {
			word += "(" + written(l.Layers) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func FuzzDecodePSD(f *testing.F) {
	f.Add(encoded(f, stack()))
	f.Add(encoded(f, layered.Picture{Size: image.Pt(1, 1)}))
	plane := make([]uint16, 12)
	for kind := range uint16(4) {
		f.Add(foreign{mode: modeGrey, bits: 16, kind: kind, size: image.Pt(4, 3), planes: [][]uint16{plane, plane}, alpha: true, late: true}.file())
		f.Add(foreign{mode: modeCMYK, bits: 8, kind: kind, size: image.Pt(3, 4), planes: [][]uint16{plane, plane, plane, plane}}.file())
	}
	profile := append([]byte("8BIM\x04\x0f\x00\x00\x00\x00\x00\xa0"), make([]byte, 160)...)
	copy(profile[12:], linear())
	f.Add(foreign{mode: modeGrey, bits: 8, size: image.Pt(4, 3), planes: [][]uint16{plane}, resources: profile}.file())
	f.Fuzz(func(t *testing.T, b []byte) {
		// Large pages are left to the checks of the header, to keep it quick.
		d := decoder{src: bytes.NewReader(b), size: int64(len(b))}
		if d.header() == nil && d.page.X*d.page.Y > 1_000_000 {
			return
		}
		var p layered.Picture
		var err error
		canvastest.Bounded(t, func() { p, err = decoded(b) })
		if err != nil {
			return
		}
		page := image.Rectangle{Max: p.Size}
		if p.Merged == nil || p.Merged.Rect != page {
			t.Fatalf("the merged picture is %v, the page %v", p.Merged.Bounds(), page)
		}
		for _, l := range p.Painted() {
			if !l.Image.Rect.In(page) || l.Opacity < 0 || l.Opacity > 1 {
				t.Fatalf("layer %q at %v, opacity %v", l.Name, l.Image.Rect, l.Opacity)
			}
		}
	})
}
