package imageio

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyline/canvas/canvastest"
)

func TestDecodeEveryKindOfPNG(t *testing.T) {
	b := image.Rect(0, 0, 37, 21)
	deep := image.NewNRGBA64(b)
	gray16 := image.NewGray16(b)
	for i := range deep.Pix {
		deep.Pix[i] = uint8(i * 31)
	}
	for i := range gray16.Pix {
		gray16.Pix[i] = uint8(i * 57)
	}
	opaque := image.NewRGBA64(b)
	for y := range 21 {
		for x := range 37 {
			opaque.SetRGBA64(x, y, color.RGBA64{uint16(x * 1700), uint16(y * 3000), 0x7fff, 0xffff})
		}
	}
	pal := image.NewPaletted(b, color.Palette{color.NRGBA{}, color.NRGBA{9, 8, 7, 255}, color.NRGBA{1, 2, 3, 90}})
	for i := range pal.Pix {
		pal.Pix[i] = uint8(i % 3)
	}
	for name, img := range map[string]image.Image{
		"RGBA": speckled(b, true), "RGB": speckled(b, false), "1x1": speckled(image.Rect(0, 0, 1, 1), true),
		"grey": &image.Gray{Pix: speckled(b, true).Pix, Stride: 37, Rect: b}, "palette": pal,
		"RGBA 16": deep, "RGB 16": opaque, "grey 16": gray16,
	} {
		got, err := decodeBytes(name, encoded(t, img, PNG))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := image.NewNRGBA(img.Bounds())
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				want.SetNRGBA(x, y, rounded(img.At(x, y)))
			}
		}
		if d := far(t, got, want); d != 0 {
			t.Errorf("%s: %d off", name, d)
		}
		if strings.Contains(name, "grey") {
			if _, ok := got.(*image.Gray); !ok {
				t.Errorf("%s: came as %T", name, got)
			}
		}
	}
}

// rounded is a colour in 8 bits, rounded and not cut where it has 16.
func rounded(c color.Color) color.NRGBA {
	up := func(v uint16) uint8 { return uint8((uint32(v)*255 + 32767) / 65535) }
	switch v := c.(type) {
	case color.NRGBA64:
		return color.NRGBA{up(v.R), up(v.G), up(v.B), up(v.A)}
	case color.RGBA64: // opaque here
		return color.NRGBA{up(v.R), up(v.G), up(v.B), up(v.A)}
	case color.Gray16:
		return color.NRGBA{up(v.Y), up(v.Y), up(v.Y), 255}
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}

// Our own reader of 16-bit PNGs against the standard one: every filter, every colour
// type, a transparent colour.
func TestDeepPNGAgreesWithTheStandardReader(t *testing.T) {
	const w, h = 13, 25
	key := chunk("tRNS", []byte{0, 5, 0, 5, 0, 5})
	for _, c := range []struct {
		name     string
		kind     uint8
		channels int
		extra    [][]byte
	}{
		{"grey", 0, 1, nil},
		{"grey with a transparent tone", 0, 1, [][]byte{key[:8], key[8:]}},
		{"RGB", 2, 3, [][]byte{chunk("gAMA", []byte{0, 1, 0x86, 0xa0})}},
		{"RGB with a transparent colour", 2, 3, [][]byte{key}},
		{"grey and alpha", 4, 2, nil},
		{"RGBA", 6, 4, nil},
	} {
		if c.kind == 0 && c.extra != nil {
			c.extra = [][]byte{chunk("tRNS", []byte{0, 5})}
		}
		var raw []byte
		for y := range h {
			raw = append(raw, uint8(y%5))
			for i := range 2 * c.channels * w {
				v := uint8(i*i + 11*y)
				if y == 0 {
					v = []uint8{0, 5}[i%2] // unfiltered: the transparent colour itself
				}
				raw = append(raw, v)
			}
		}
		file := pngFile(w, h, 16, c.kind, 0, raw, c.extra...)
		std, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: the test's file is wrong: %v", c.name, err)
		}
		got, err := decodeBytes(c.name, file)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		want := image.NewNRGBA(std.Bounds())
		for y := range h {
			for x := range w {
				want.SetNRGBA(x, y, rounded(std.At(x, y)))
			}
		}
		if d := far(t, got, want); d != 0 {
			t.Errorf("%s: %d off", c.name, d)
		}
	}
}

func TestDeepPNGDamaged(t *testing.T) {
	raw := make([]byte, 4*(1+8))
	whole := pngFile(4, 4, 16, 0, 0, raw)
	if _, err := decodeBytes("whole", whole); err != nil {
		t.Fatal(err)
	}
	badFilter := append([]byte{}, raw...)
	badFilter[9] = 9
	flipped := append([]byte{}, whole...)
	flipped[len(flipped)-20] ^= 1
	for name, b := range map[string][]byte{
		"a bit flipped":   flipped,
		"unknown filter":  pngFile(4, 4, 16, 0, 0, badFilter),
		"rows missing":    pngFile(4, 4, 16, 0, 0, raw[:20]),
		"rows too many":   pngFile(4, 4, 16, 0, 0, append(raw, raw...)),
		"palette 16 bit":  pngFile(4, 4, 16, 3, 0, raw),
		"no pixels":       append(append([]byte{}, whole[:33]...), chunk("IEND", nil)...),
		"key in RGBA":     pngFile(2, 1, 16, 6, 0, make([]byte, 17), chunk("tRNS", make([]byte, 6))),
		"key of one byte": pngFile(4, 4, 16, 0, 0, raw, chunk("tRNS", make([]byte, 1))),
	} {
		if _, err := decodeBytes(name, b); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
	for n := range whole[:len(whole)-16] { // IEND behind the pixels is not missed
		if _, err := decodeBytes("cut", whole[:n]); err == nil {
			t.Errorf("cut after %d of %d bytes it was read", n, len(whole))
		}
	}
}

func TestDecodeJPEGAndWebP(t *testing.T) {
	img := quadrants()
	got, err := decodeBytes("x", encoded(t, img, JPEG))
	if err != nil || far(t, got, img) > 12 {
		t.Errorf("JPEG: %v, %d off", err, far(t, got, img))
	}
	gray := image.NewGray(image.Rect(0, 0, 9, 9))
	if got, err := decodeBytes("x", encoded(t, gray, JPEG)); err != nil || got.Bounds() != gray.Rect {
		t.Errorf("grey JPEG: %v", err)
	}
	lossless := speckled(image.Rect(0, 0, 33, 9), true)
	got, err = decodeBytes("x", encoded(t, lossless, WebP))
	if err != nil || far(t, got, lossless) != 0 {
		t.Errorf("lossless WebP: %v", err)
	}
	// 1×1 lossy WebP, from RFC 9649's reference encoder.
	lossy, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := decodeBytes("x", lossy); err != nil || got.Bounds() != image.Rect(0, 0, 1, 1) {
		t.Errorf("lossy WebP: %v", err)
	}
}

// A lossy WebP stores paper as 235 and ink as 16: both must come out as they went in.
func TestLossyWebPHasItsFullRange(t *testing.T) {
	// Three squares of 16 px, written by libwebp 1.2.4 at quality 90; the second file's
	// first square is transparent.
	for name, text := range map[string]string{
		"opaque": "UklGRk4AAABXRUJQVlA4IEIAAADwAgCdASowABAAPjEWiUMiISEVVAAgAwSxgDsAATc4QAD+/z2gf/bGC/ukN/+6E3mtKP//9Ch/+hQ//Qof/QSAAAA=",
		"alpha":  "UklGRnoAAABXRUJQVlA4WAoAAAAQAAAALwAADwAAQUxQSBIAAAABIJq26f9PV5bZqYiYALLzPwNWUDggQgAAAPACAJ0BKjAAEAA+MRaJQyIhIRVUACADBLGAOwABNzhAAP7/PaB/9sYL+6Q3/7oTea0o///0KH/6FD/9Ch/9BIAAAA==",
	} {
		file, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		img, err := decodeBytes(name, file)
		if err != nil {
			t.Fatal(err)
		}
		got := ToNRGBA(img)
		for x, want := range map[int]color.NRGBA{4: {255, 255, 255, 255}, 24: {0, 0, 0, 255}, 40: {200, 30, 60, 255}} {
			if name == "alpha" && x == 4 {
				want.A = 0
			}
			c := got.NRGBAAt(x, 8)
			if c.A != want.A || c.A > 0 && max(apart(c.R, want.R), apart(c.G, want.G), apart(c.B, want.B)) > 2 || x == 24 && c != want {
				t.Errorf("%s: %d px from the left is %v, want %v", name, x, c, want)
			}
		}
	}
}

func TestContentCountsNotTheExtension(t *testing.T) {
	path := filepath.Join(t.TempDir(), "really a.png")
	if err := os.WriteFile(path, encoded(t, quadrants(), JPEG), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(path); err != nil {
		t.Error(err)
	}
}

func TestOrientation(t *testing.T) {
	img := quadrants()
	// The corner each of the stored corners (red, green, blue) is shown in: Exif 2.32, 4.6.4 A.
	shown := map[uint16][3]string{
		0: {"tl", "tr", "bl"}, 1: {"tl", "tr", "bl"}, 2: {"tr", "tl", "br"}, 3: {"br", "bl", "tr"}, 4: {"bl", "br", "tl"},
		5: {"tl", "bl", "tr"}, 6: {"tr", "br", "tl"}, 7: {"br", "tr", "bl"}, 8: {"bl", "tl", "br"}, 9: {"tl", "tr", "bl"},
	}
	for o, corners := range shown {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			tiff := exif(order, o)
			files := map[string][]byte{
				"JPEG":                 withExifJPEG(encoded(t, img, JPEG), tiff),
				"WebP":                 withExifWebP(encoded(t, img, WebP), tiff, img.Rect.Size()),
				"WebP with a preamble": withExifWebP(encoded(t, img, WebP), append([]byte("Exif\x00\x00"), tiff...), img.Rect.Size()),
			}
			p := encoded(t, img, PNG)
			files["PNG"] = append(append(append([]byte{}, p[:33]...), chunk("eXIf", tiff)...), p[33:]...)
			for name, file := range files {
				got, err := decodeBytes(name, file)
				if err != nil {
					t.Errorf("%s %d: %v", name, o, err)
					continue
				}
				checkCorners(t, fmt.Sprintf("%s, orientation %d, %v", name, o, order), got, corners)
			}
		}
	}
}

func checkCorners(t *testing.T, name string, img image.Image, corners [3]string) {
	t.Helper()
	b := img.Bounds()
	if b.Min != (image.Point{}) {
		t.Errorf("%s: bounds %v", name, b)
	}
	at := map[string]image.Point{"tl": {2, 2}, "tr": {b.Max.X - 3, 2}, "bl": {2, b.Max.Y - 3}, "br": {b.Max.X - 3, b.Max.Y - 3}}
	for i, want := range []color.NRGBA{{220, 20, 20, 255}, {20, 200, 20, 255}, {20, 20, 220, 255}} {
		p := at[corners[i]]
		c := color.NRGBAModel.Convert(img.At(p.X, p.Y)).(color.NRGBA)
		if max(apart(c.R, want.R), apart(c.G, want.G), apart(c.B, want.B)) > 12 {
			t.Errorf("%s: %s is %v, want %v", name, corners[i], c, want)
		}
	}
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func TestUprightGrayStaysGray(t *testing.T) {
	g := &image.Gray{Pix: []uint8{1, 2, 3, 4, 5, 6}, Stride: 3, Rect: image.Rect(0, 0, 3, 2)}
	got, ok := upright(g, 6).(*image.Gray)
	if !ok || got.Rect != image.Rect(0, 0, 2, 3) || string(got.Pix) != "\x04\x01\x05\x02\x06\x03" {
		t.Errorf("turned right: %v", got)
	}
	if upright(g, 1) != image.Image(g) {
		t.Error("an upright picture was copied")
	}
}

// The bad inputs of the command line: one line each, naming file and remedy.
func TestBadInputs(t *testing.T) {
	folder := t.TempDir()
	good := encoded(t, speckled(image.Rect(0, 0, 60, 60), false), PNG)
	animated := withExifWebP(encoded(t, quadrants(), WebP), nil, image.Pt(32, 16))
	animated[20] |= 2
	jpeg16 := withSize(encoded(t, quadrants(), JPEG), 65535, 65535)
	files := map[string]struct {
		content []byte
		says    string
	}{
		"empty.png":         {nil, "empty (0 bytes)"},
		"text.png":          {[]byte("hello, this is no picture at all"), `starts with "hello, this is n"`},
		"short.png":         {good[:20], "ends inside its header"},
		"signature.png":     {good[:8], "ends inside its header"},
		"cut.png":           {good[:len(good)/2], "cut short"},
		"cut.jpg":           {encoded(t, quadrants(), JPEG)[:300], "cut short"},
		"cut.webp":          {encoded(t, speckled(image.Rect(0, 0, 60, 60), false), WebP)[:500], "cut short"},
		"riff.webp":         {[]byte("RIFF\x10\x00\x00\x00WEBPVP8L"), "cut short"},
		"30000.png":         {pngFile(30000, 30000, 8, 6, 0, nil), "900 megapixels, the limit is 100; scale it down to about 10000×10000 px"},
		"100000.png":        {pngFile(100000, 100000, 8, 2, 0, nil), "a side longer than 65,535"},
		"huge.png":          {pngFile(1<<31-1, 1<<31-1, 16, 6, 0, nil), "a side longer than 65,535"},
		"beyond.png":        {pngFile(1<<32-1, 5, 16, 6, 0, nil), "its size is no number"},
		"0x0.png":           {pngFile(0, 0, 8, 2, 0, nil), "without pixels"},
		"0x9.png":           {pngFile(0, 9, 8, 2, 0, nil), "without pixels"},
		"claims.png":        {pngFile(9000, 9000, 16, 6, 0, nil), "need at least"},
		"65535.jpg":         {jpeg16, "4294 megapixels"},
		"claims.jpg":        {withSize(encoded(t, quadrants(), JPEG), 9000, 9000), "need at least"},
		"0x0.jpg":           {withSize(encoded(t, quadrants(), JPEG), 0, 0), "without pixels"},
		"interlaced.png":    {pngFile(9000, 9000, 16, 6, 1, nil), "interlaced 16 bit"},
		"animated.webp":     {animated, "this kind of WebP is not read (it is an animation"},
		"arithmetic.jpg":    {withFrame(encoded(t, quadrants(), JPEG), 0xc9), "this kind of JPEG is not read"},
		"a gif.png":         {[]byte("GIF89a......................"), "a GIF"},
		"layers.png":        {[]byte("8BPS\x00\x01"), "a Photoshop file"},
		"bytes.png":         {[]byte{0, 1, 2, 3, 250, 251}, "starts with bytes 00 01 02 03 fa fb"},
		"soi.jpg":           {[]byte("\xff\xd8\xff"), "ends inside its header"},
		"no frame.jpg":      {[]byte("\xff\xd8\xff\xda\x00\x08\x01\x02\x03\x04\x05\x06"), "no frame header"},
		"new\nline.png":     {[]byte("x"), `starts with "x"`},
		"short utf-8 é.png": {[]byte("aaaaaaaaaaaaaaa\xc3\xa9"), "starts with"},
	}
	for name, c := range files {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, c.content, 0o666); err != nil {
			t.Fatal(err)
		}
		checkBad(t, path, c.says)
	}
	checkBad(t, filepath.Join(folder, "missing.png"), "check the name")
	checkBad(t, filepath.Join(folder, "missing", "x.png"), "check the name")
	checkBad(t, filepath.Join(folder, "text.png", "x.png"), "not a directory")
	checkBad(t, folder, "is a folder")
	checkBad(t, "/dev/zero", "starts with bytes 00 00")
	checkBad(t, os.DevNull, "the file is empty")
	if _, err := Decode(filepath.Join(folder, "missing.png")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("errors.Is does not find fs.ErrNotExist in %v", err)
	}
}

// checkBad wants one line that names the file, says what and offers a remedy, for less
// than 64 MB allocated.
func checkBad(t *testing.T, path, says string) {
	t.Helper()
	var img image.Image
	var err error
	used := canvastest.Allocated(func() { img, err = Decode(path) })
	if err == nil {
		t.Errorf("%s: was read as %v", filepath.Base(path), img.Bounds())
		return
	}
	line := err.Error()
	if !strings.HasPrefix(line, "open ") || !strings.Contains(line, says) || !strings.Contains(line, "; ") || strings.Contains(line, "\n") {
		t.Errorf("%s: %q, want one line with %q and a remedy", filepath.Base(path), line, says)
	}
	if !strings.Contains(line, filepath.Base(path)) && !strings.Contains(path, "\n") {
		t.Errorf("%q does not name %s", line, path)
	}
	if used > 64<<20 {
		t.Errorf("%s: %d MB allocated for an error", filepath.Base(path), used>>20)
	}
}

// withFrame overwrites the marker of a JPEG's frame header.
func withFrame(file []byte, marker byte) []byte {
	b := append([]byte{}, file...)
	b[bytes.Index(b, []byte{0xff, 0xc0})+1] = marker
	return b
}

// withSize overwrites the sides in a JPEG's frame header.
func withSize(file []byte, width, height uint16) []byte {
	b := append([]byte{}, file...)
	at := bytes.Index(b, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(b[at+5:], height)
	binary.BigEndian.PutUint16(b[at+7:], width)
	return b
}

func TestLimitsThemselvesAreAllowed(t *testing.T) {
	for _, c := range []struct {
		w, h int
		ok   bool
	}{{10000, 10000, true}, {65535, 1525, true}, {65536, 1, false}, {1, 65536, false}, {10000, 10001, false}, {1, 1, true}, {0, 1, false}} {
		if err := (header{width: c.w, height: c.h}).check(1 << 40); (err == nil) != c.ok {
			t.Errorf("%d×%d: %v", c.w, c.h, err)
		}
	}
}

// 65,535 px a side, one bit deep: the longest strip there is.
func TestLongestStrip(t *testing.T) {
	row := make([]byte, 1+65535/8+1)
	img, err := decodeBytes("strip", pngFile(65535, 3, 1, 0, 0, append(append(row, row...), row...)))
	if err != nil || img.Bounds() != image.Rect(0, 0, 65535, 3) {
		t.Error(err)
	}
}
