package imageio

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/image/tiff"

	"keyline/canvas/canvastest"
)

// be appends numbers as ICC has them.
var be = binary.BigEndian

// iccFile is a profile with these tags, in order.
func iccFile(space string, tags ...[]byte) []byte {
	b := make([]byte, 128)
	copy(b[8:], "\x04\x30\x00\x00mntr"+space+"XYZ ")
	copy(b[36:], "acsp")
	for i, v := range []int32{0xf6d6, 0x10000, 0xd32d} { // D50
		be.PutUint32(b[68+4*i:], uint32(v))
	}
	b = be.AppendUint32(b, uint32(len(tags)))
	at := uint32(128 + 4 + 12*len(tags))
	var data []byte
	for _, t := range tags {
		b = append(b, t[:4]...)
		b = be.AppendUint32(b, at+uint32(len(data)))
		b = be.AppendUint32(b, uint32(len(t)-4))
		data = append(data, t[4:]...)
		data = append(data, make([]byte, -len(data)&3)...)
	}
	b = append(b, data...)
	be.PutUint32(b, uint32(len(b)))
	return b
}

func xyzTag(name string, x, y, z float64) []byte {
	b := []byte(name + "XYZ \x00\x00\x00\x00")
	for _, v := range []float64{x, y, z} {
		b = be.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

func curveTag(name string, values ...uint16) []byte {
	b := be.AppendUint32([]byte(name+"curv\x00\x00\x00\x00"), uint32(len(values)))
	for _, v := range values {
		b = be.AppendUint16(b, v)
	}
	return b
}

func formulaTag(name string, kind uint16, values ...float64) []byte {
	b := be.AppendUint16([]byte(name+"para\x00\x00\x00\x00"), kind)
	b = append(b, 0, 0)
	for _, v := range values {
		b = be.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

// rgbProfile has the primaries of a space, relative to D50, and one curve.
func rgbProfile(primaries [9]float64, curve func(name string) []byte) []byte {
	p := primaries
	return iccFile("RGB ", xyzTag("rXYZ", p[0], p[1], p[2]), xyzTag("gXYZ", p[3], p[4], p[5]), xyzTag("bXYZ", p[6], p[7], p[8]),
		curve("rTRC"), curve("gTRC"), curve("bTRC"),
		xyzTag("wtpt", 0.9642, 1, 0.8249))
}

// Primaries adapted to D50 (Bradford), columns one after the other.
var (
	srgbPrimaries  = [9]float64{0.4360747, 0.2225045, 0.0139322, 0.3850649, 0.7168786, 0.0971045, 0.1430804, 0.0606169, 0.7141733}
	adobePrimaries = [9]float64{0.6097559, 0.3111242, 0.0194811, 0.2052401, 0.6256560, 0.0608902, 0.1492240, 0.0632197, 0.7448387}
)

func power(v float64) func(string) []byte {
	return func(name string) []byte { return curveTag(name, uint16(math.Round(v*256))) }
}

func srgbFormula(name string) []byte {
	return formulaTag(name, 3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)
}

func TestColoursOfAProfileBecomeSRGB(t *testing.T) {
	adobe := rgbProfile(adobePrimaries, power(2.2))
	srgbAsTable := func(name string) []byte {
		var values []uint16
		for i := range 1024 {
			v := float64(i) / 1023
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			values = append(values, uint16(math.Round(65535*v)))
		}
		return curveTag(name, values...)
	}
	for _, c := range []struct {
		name       string
		icc        []byte
		colour     color.NRGBA
		want       color.NRGBA
		unchanged  bool
		oneStepOff bool
	}{
		// As Little CMS has them; TestProgramsColours compares many more.
		{name: "grey of Adobe RGB", icc: adobe, colour: color.NRGBA{128, 128, 128, 255}, want: color.NRGBA{129, 129, 129, 255}, oneStepOff: true},
		{name: "skin of Adobe RGB", icc: adobe, colour: color.NRGBA{200, 160, 140, 90}, want: color.NRGBA{215, 161, 140, 90}, oneStepOff: true},
		{name: "green beyond sRGB", icc: adobe, colour: color.NRGBA{0, 255, 0, 255}, want: color.NRGBA{0, 255, 0, 255}},
		{name: "sRGB by formula", icc: rgbProfile(srgbPrimaries, srgbFormula), unchanged: true},
		{name: "sRGB by samples", icc: rgbProfile(srgbPrimaries, srgbAsTable), unchanged: true},
		{name: "linear light", icc: rgbProfile(srgbPrimaries, func(n string) []byte { return curveTag(n) }), colour: color.NRGBA{55, 55, 55, 255}, want: color.NRGBA{128, 128, 128, 255}, oneStepOff: true},
		{name: "a power by formula", icc: rgbProfile(srgbPrimaries, func(n string) []byte { return formulaTag(n, 0, 1) }), colour: color.NRGBA{55, 55, 55, 255}, want: color.NRGBA{128, 128, 128, 255}, oneStepOff: true},
		{name: "zero below, by formula", icc: rgbProfile(srgbPrimaries, func(n string) []byte { return formulaTag(n, 1, 1, 2, -1) }), colour: color.NRGBA{100, 100, 255, 255}, want: color.NRGBA{0, 0, 255, 255}, oneStepOff: true},
		{name: "a floor, by formula", icc: rgbProfile(srgbPrimaries, func(n string) []byte { return formulaTag(n, 2, 1, 0.5, 0, 0.5) }), colour: color.NRGBA{0, 0, 0, 255}, want: color.NRGBA{188, 188, 188, 255}, oneStepOff: true},
		{name: "five parts, by formula", icc: rgbProfile(srgbPrimaries, func(n string) []byte { return formulaTag(n, 4, 1, 1, 0, 0, 0.5, 0, 0.25) }), colour: color.NRGBA{0, 0, 0, 255}, want: color.NRGBA{137, 137, 137, 255}, oneStepOff: true},
		{name: "a printer's", icc: iccFile("CMYK", curveTag("kTRC", 256)), unchanged: true},
		{name: "no profile", icc: []byte("no profile"), unchanged: true},
		{name: "nothing", unchanged: true},
	} {
		img := image.NewNRGBA(image.Rect(0, 0, 3, 1))
		img.SetNRGBA(0, 0, c.colour)
		img.SetNRGBA(1, 0, c.colour)
		before := slices.Clone(img.Pix)
		got := ToNRGBA(ToSRGB(img, c.icc))
		if c.unchanged {
			if !slices.Equal(got.Pix, before) || readProfile(c.icc) != nil {
				t.Errorf("%s: colours changed", c.name)
			}
			continue
		}
		limit := map[bool]int{true: 1}[c.oneStepOff]
		for x := range 2 {
			g := got.NRGBAAt(x, 0)
			if off(g.R, c.want.R) > limit || off(g.G, c.want.G) > limit || off(g.B, c.want.B) > limit || g.A != c.want.A {
				t.Errorf("%s: %v, want %v", c.name, g, c.want)
			}
		}
	}
}

func off(a, b uint8) int { return int(max(a, b) - min(a, b)) }

func TestGreyProfiles(t *testing.T) {
	icc := iccFile("GRAY", curveTag("kTRC", 256)) // linear light
	grey := image.NewGray(image.Rect(0, 0, 2, 1))
	grey.Pix = []uint8{55, 255}
	if got := ToSRGB(grey, icc).(*image.Gray); off(got.Pix[0], 128) > 1 || got.Pix[1] != 255 {
		t.Errorf("grey becomes %v", got.Pix)
	}
	withAlpha := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	withAlpha.SetNRGBA(0, 0, color.NRGBA{55, 55, 55, 9})
	if got := ToSRGB(withAlpha, icc).At(0, 0).(color.NRGBA); off(got.B, 128) > 1 || got.A != 9 {
		t.Errorf("grey with alpha becomes %v", got)
	}
	grey.Pix[0] = 55
	if got := ToSRGB(grey, rgbProfile(adobePrimaries, power(1))).(*image.Gray); got.Pix[0] != 55 {
		t.Error("a profile of colours changed a grey picture")
	}
}

func TestDamagedProfilesChangeNothing(t *testing.T) {
	whole := rgbProfile(adobePrimaries, power(2.2))
	if readProfile(whole) == nil {
		t.Fatal("the whole one is not read")
	}
	for n := range whole[:len(whole)-24] { // the last tag, the white point, is not missed
		if readProfile(whole[:n]) != nil {
			t.Fatalf("cut after %d of %d bytes it was read", n, len(whole))
		}
	}
	for name, curve := range map[string][]byte{
		"an unknown curve":      []byte("rTRCxxxx\x00\x00\x00\x00\x00\x00\x00\x00"),
		"an unknown formula":    formulaTag("rTRC", 9, 1),
		"no number":             formulaTag("rTRC", 1, 1, 0, 0),
		"more samples than are": be.AppendUint32([]byte("rTRCcurv\x00\x00\x00\x00"), 1<<31),
	} {
		icc := rgbProfile(adobePrimaries, func(n string) []byte {
			if n == "rTRC" {
				return curve
			}
			return power(2.2)(n)
		})
		if p := readProfile(icc); p != nil {
			t.Errorf("%s: was read", name)
		}
	}
}

// withICC puts a profile into a file as each format has it.
func pngWithICC(file, icc []byte) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(icc)
	w.Close()
	body := append([]byte("a profile\x00\x00"), z.Bytes()...)
	return slices.Concat(file[:33], chunk("iCCP", body), file[33:])
}

func jpegWithICC(file, icc []byte) []byte {
	half := len(icc) / 2
	segment := func(number byte, part []byte) []byte {
		body := append([]byte(mark), number, 2)
		body = append(body, part...)
		return append(be.AppendUint16([]byte{0xff, 0xe2}, uint16(len(body)+2)), body...)
	}
	// The second part comes first.
	return slices.Concat(file[:2], segment(2, icc[half:]), segment(1, icc[:half]), file[2:])
}

func webpWithICC(file, icc []byte, size image.Point) []byte {
	vp8x := []byte{32, 0, 0, 0, byte(size.X - 1), 0, 0, byte(size.Y - 1), 0, 0}
	return riff("RIFF", slices.Concat([]byte("WEBP"), riff("VP8X", vp8x), riff("ICCP", icc), file[12:]))
}

func TestProfilesInEveryFormat(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 16, 16))
	for i := range img.Pix {
		img.Pix[i] = []uint8{200, 160, 140, 255}[i%4]
	}
	want := color.NRGBA{215, 161, 140, 255}
	icc := rgbProfile(adobePrimaries, power(2.2))
	for name, file := range map[string][]byte{
		"PNG":  pngWithICC(encoded(t, img, PNG), icc),
		"JPEG": jpegWithICC(encoded(t, img, JPEG), icc),
		"WebP": webpWithICC(encoded(t, img, WebP), icc, image.Pt(16, 16)),
		"TIFF": tiffFile(t, img, 0, icc),
	} {
		got, err := decodeBytes(name, file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c := ToNRGBA(got).NRGBAAt(8, 8)
		if limit := map[bool]int{true: 3, false: 1}[name == "JPEG"]; off(c.R, want.R) > limit || off(c.G, want.G) > limit || off(c.B, want.B) > limit {
			t.Errorf("%s: %v, want %v", name, c, want)
		}
	}
	damaged := pngWithICC(encoded(t, img, PNG), icc)
	damaged[33+8+11] ^= 0xff // the head of the deflated bytes
	if got, err := decodeBytes("damaged", damaged); err == nil && ToNRGBA(got).NRGBAAt(8, 8) != img.NRGBAAt(8, 8) {
		t.Error("a damaged profile changed colours")
	}
}

// Four thousand profiles that unpack to four megabytes each, and are damaged at the end.
func TestManyProfilesCostLittle(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(make([]byte, maxProfile))
	w.Close()
	bomb := chunk("iCCP", append([]byte("a\x00\x00"), z.Bytes()[:z.Len()-1]...))
	file := encoded(t, image.NewGray(image.Rect(0, 0, 1, 1)), PNG)
	file = slices.Concat(file[:33], bytes.Repeat(bomb, 4000), file[33:])
	canvastest.Bounded(t, func() { decodeBytes("bombs", file) })
}

// tiffFile is a TIFF of the standard writer with an orientation and a profile added, 0 and
// nil for none: its directory moves to the end.
func tiffFile(t testing.TB, img image.Image, orientation uint16, icc []byte) []byte {
	t.Helper()
	var w bytes.Buffer
	if err := tiff.Encode(&w, img, nil); err != nil {
		t.Fatal(err)
	}
	b, le := w.Bytes(), binary.LittleEndian
	at := le.Uint32(b[4:])
	n := int(le.Uint16(b[at:]))
	var entries [][]byte
	for i := range n {
		entries = append(entries, slices.Clone(b[int(at)+2+12*i:][:12]))
	}
	entry := func(tag, kind uint16, count, value uint32) []byte {
		e := le.AppendUint16(le.AppendUint16(nil, tag), kind)
		return le.AppendUint32(le.AppendUint32(e, count), value)
	}
	if orientation > 0 {
		entries = append(entries, entry(tagOrientation, 3, 1, uint32(orientation)))
	}
	if icc != nil {
		entries = append(entries, entry(tagProfile, 7, uint32(len(icc)), uint32(len(b))))
		b = append(b, icc...)
	}
	slices.SortFunc(entries, func(a, b []byte) int { return int(le.Uint16(a)) - int(le.Uint16(b)) })
	b = append(b, make([]byte, len(b)&1)...)
	le.PutUint32(b[4:], uint32(len(b)))
	b = le.AppendUint16(b, uint16(len(entries)))
	b = append(b, slices.Concat(entries...)...)
	return append(b, 0, 0, 0, 0)
}

func TestDecodeTIFF(t *testing.T) {
	r := image.Rect(0, 0, 21, 9)
	deep := image.NewNRGBA64(r)
	for i := range deep.Pix {
		deep.Pix[i] = uint8(i * 31)
	}
	grey := image.NewGray(r)
	for i := range grey.Pix {
		grey.Pix[i] = uint8(i * 7)
	}
	for name, img := range map[string]image.Image{"RGBA": speckled(r, true), "grey": grey, "16 bit": deep, "palette": image.NewPaletted(r, twoTones())} {
		got, err := decodeBytes(name, tiffFile(t, img, 0, nil))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if d := far(t, got, img); d != 0 {
			t.Errorf("%s: %d off", name, d)
		}
	}
	turned, err := decodeBytes("turned", tiffFile(t, grey, 6, nil))
	if err != nil || turned.Bounds().Size() != image.Pt(9, 21) {
		t.Errorf("turned is %v, %v", turned, err)
	}
}

func TestTIFFsThatLie(t *testing.T) {
	whole := tiffFile(t, speckled(image.Rect(0, 0, 21, 9), true), 1, nil)
	le := binary.LittleEndian
	at := int(le.Uint32(whole[4:])) + 2
	set := func(tag uint16, value uint32) []byte {
		b := slices.Clone(whole)
		for i := at; ; i += 12 {
			if le.Uint16(b[i:]) == tag {
				le.PutUint16(b[i+2:], 4)
				le.PutUint32(b[i+8:], value)
				return b
			}
		}
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"too wide":        {set(tagWidth, 70000), "longer than 65,535"},
		"too large":       {slices.Clone(set(tagWidth, 60000)), "cut short"},
		"no width":        {set(tagWidth, 0), "without pixels"},
		"no directory":    {whole[:8], "ends inside its header"},
		"half of one":     {whole[:at+30], "ends inside its header"},
		"a strange kind":  {set(262, 8), "this kind of TIFF is not read"},
		"a strange press": {set(tagCompression, 9), "this kind of TIFF is not read"},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, c.file, 0o666); err != nil {
			t.Fatal(err)
		}
		checkBad(t, path, c.want)
	}
}

func TestCMYKIsRead(t *testing.T) {
	img := image.NewCMYK(image.Rect(0, 0, 2, 1))
	img.SetCMYK(0, 0, color.CMYK{0, 255, 255, 0})
	img.SetCMYK(1, 0, color.CMYK{0, 0, 0, 128})
	got := ToNRGBA(img)
	if a, b := got.NRGBAAt(0, 0), got.NRGBAAt(1, 0); a != (color.NRGBA{255, 0, 0, 255}) || b != (color.NRGBA{127, 127, 127, 255}) {
		t.Errorf("%v and %v", a, b)
	}
}

func FuzzDecodeTIFF(f *testing.F) {
	f.Add(tiffFile(f, speckled(image.Rect(0, 0, 7, 5), true), 3, nil))
	f.Add(tiffFile(f, image.NewPaletted(image.Rect(0, 0, 9, 3), twoTones()), 0, nil))
	f.Add(tiffFile(f, image.NewGray16(image.Rect(0, 0, 3, 9)), 6, iccFile("GRAY", curveTag("kTRC", 256))))
	for _, o := range []tiff.CompressionType{tiff.Deflate} {
		var w bytes.Buffer
		if err := tiff.Encode(&w, speckled(image.Rect(0, 0, 8, 8), false), &tiff.Options{Compression: o, Predictor: true}); err != nil {
			f.Fatal(err)
		}
		f.Add(w.Bytes())
	}
	fuzzFormat(f)
}

func FuzzProfile(f *testing.F) {
	f.Add(rgbProfile(adobePrimaries, power(2.2)))
	f.Add(rgbProfile(srgbPrimaries, srgbFormula))
	f.Add(rgbProfile(adobePrimaries, func(n string) []byte { return curveTag(n, 0, 9000, 65535) }))
	f.Add(iccFile("GRAY", formulaTag("kTRC", 4, 2, 1, 0, 1, 0.1, 0, 0)))
	f.Fuzz(func(t *testing.T, icc []byte) {
		img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
		img.Pix = []uint8{0, 128, 255, 7, 255, 0, 1, 255}
		got := ToNRGBA(ToSRGB(img, icc))
		if got.Pix[3] != 7 || got.Pix[7] != 255 {
			t.Fatalf("alpha became %d and %d", got.Pix[3], got.Pix[7])
		}
	})
}
