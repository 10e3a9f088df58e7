package kra

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"keyline/canvas/canvastest"
	"keyline/canvas/imageio"
)

// entry is a file in a zip.
type entry struct {
	name   string
	method uint16
	data   []byte
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var typed = entry{"mimetype", zip.Store, []byte(mimeType)}

func pngOf(t testing.TB, size image.Point) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rectangle{Max: size})
	for i := range img.Pix {
		img.Pix[i] = uint8(i * 7)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decoded(b []byte) (image.Image, error) { return Decode(bytes.NewReader(b), int64(len(b))) }

func TestTheMergedPictureIsRead(t *testing.T) {
	for _, method := range []uint16{zip.Store, zip.Deflate} {
		file := zipOf(t, typed, entry{"maindoc.xml", zip.Deflate, []byte("<DOC/>")}, entry{merged, method, pngOf(t, image.Pt(31, 17))})
		if !Is(file[:128]) {
			t.Error("is not known for what it is")
		}
		img, err := decoded(file)
		if err != nil {
			t.Fatal(err)
		}
		if img.Bounds() != image.Rect(0, 0, 31, 17) || imageio.ToNRGBA(img).NRGBAAt(1, 0) != (color.NRGBA{28, 35, 42, 49}) {
			t.Errorf("%v with %v", img.Bounds(), img.At(1, 0))
		}
	}
}

func TestOtherZipsAreNotKritas(t *testing.T) {
	ora := zipOf(t, entry{"mimetype", zip.Store, []byte("image/openraster")})
	packed := zipOf(t, entry{"mimetype", zip.Deflate, []byte(mimeType)})
	late := zipOf(t, entry{merged, zip.Store, nil}, typed)
	for name, file := range map[string][]byte{"OpenRaster": ora, "packed": packed, "late": late, "nothing": nil, "short": []byte("PK\x03\x04")} {
		if Is(file[:min(len(file), 128)]) {
			t.Errorf("%s: counts as Krita's", name)
		}
	}
}

func TestDamagedFiles(t *testing.T) {
	whole := zipOf(t, typed, entry{merged, zip.Deflate, pngOf(t, image.Pt(40, 40))})
	bomb := append(pngOf(t, image.Pt(4, 4))[:33], make([]byte, 64<<20)...) // zeros behind a header
	large := bytes.Clone(bomb[:33])
	copy(large[16:], "\x00\x01\x00\x00\x00\x01\x00\x00")
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"no zip":      {[]byte("hello"), "cut short or damaged"},
		"cut":         {whole[:len(whole)-9], "cut short or damaged"},
		"no picture":  {zipOf(t, typed), "no merged picture"},
		"another":     {zipOf(t, typed, entry{merged, zip.Store, []byte("text, not a picture")}), "not a PNG"},
		"empty":       {zipOf(t, typed, entry{merged, zip.Store, nil}), "empty"},
		"a bomb":      {zipOf(t, typed, entry{merged, zip.Deflate, bomb}), "not a file that ends"},
		"claims much": {zipOf(t, typed, entry{merged, zip.Deflate, large}), "longer than 65,535"},
	} {
		canvastest.Bounded(t, func() {
			if _, err := decoded(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: error %v, want one with %q", name, err, c.want)
			}
		})
	}
}

func FuzzDecodeKRA(f *testing.F) {
	f.Add(zipOf(f, typed, entry{merged, zip.Deflate, pngOf(f, image.Pt(4, 3))}))
	f.Add(zipOf(f, typed, entry{merged, zip.Store, pngOf(f, image.Pt(4, 3))}))
	f.Fuzz(func(t *testing.T, b []byte) {
		Is(b[:min(len(b), 128)])
		// Large pictures are left to the checks of imageio, to keep it quick.
		if tooLarge(b) {
			return
		}
		canvastest.Bounded(t, func() {
			if img, err := decoded(b); err == nil && img.Bounds().Empty() {
				t.Fatalf("bounds %v", img.Bounds())
			}
		})
	})
}

// tooLarge tells whether the merged picture's header claims more than a megapixel.
func tooLarge(b []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if f.Name != merged {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return false
		}
		defer r.Close()
		c, err := png.DecodeConfig(io.LimitReader(r, 1<<16))
		return err == nil && c.Width*c.Height > 1_000_000
	}
	return false
}
