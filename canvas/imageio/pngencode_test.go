package imageio

import (
	"bytes"
	"fmt"
	"hash/adler32"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"runtime"
	"testing"
)

// pngPictures are of every kind that is written in strips: opaque and not, premultiplied,
// parts of larger ones, flat, soft and wild, narrow and of several strips.
func pngPictures() map[string]image.Image {
	r := rand.New(rand.NewPCG(7, 9))
	list := map[string]image.Image{}
	for _, size := range []image.Point{{1, 1}, {1, 5000}, {5000, 1}, {37, 41}, {700, 900}} {
		area := image.Rectangle{Max: size}.Add(image.Pt(-2, 3))
		clear, opaque, rgba := image.NewNRGBA(area), image.NewNRGBA(area), image.NewRGBA(area)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				c := color.NRGBA{uint8(x / 50 * 90), uint8(y), uint8(x + y), 255}
				if y%300 > 200 {
					c.R, c.G = uint8(r.Uint32()), uint8(r.Uint32())
				}
				opaque.SetNRGBA(x, y, c)
				rgba.Set(x, y, c)
				c.A = uint8(y / 40 * 30)
				clear.SetNRGBA(x, y, c)
			}
		}
		list[fmt.Sprint("clear ", size)], list[fmt.Sprint("opaque ", size)], list[fmt.Sprint("RGBA ", size)] = clear, opaque, rgba
	}
	part := list["opaque (700,900)"].(*image.NRGBA).SubImage(image.Rect(13, 55, 460, 801))
	list["part"] = part
	return list
}

// TestPNGsHoldEveryPixel reads what is written with another reader, and finds the same
// bytes for any number of processors.
func TestPNGsHoldEveryPixel(t *testing.T) {
	var p PNGs
	for name, img := range pngPictures() {
		var file, again bytes.Buffer
		if err := p.Encode(&file, img); err != nil {
			t.Fatal(name, err)
		}
		got, err := png.Decode(bytes.NewReader(file.Bytes()))
		if err != nil {
			t.Fatal(name, err)
		}
		samePictures(t, name, got, img)
		before := runtime.GOMAXPROCS(1)
		err = EncodePNG(&again, img)
		runtime.GOMAXPROCS(before)
		if err != nil || !bytes.Equal(file.Bytes(), again.Bytes()) {
			t.Errorf("%s: another file with one processor (%v)", name, err)
		}
	}
}

// samePictures compares straight colours, also of what is clear.
func samePictures(t *testing.T, name string, got, want image.Image) {
	t.Helper()
	b, g := want.Bounds(), got.Bounds()
	if g.Size() != b.Size() {
		t.Fatalf("%s: %v, want %v", name, g.Size(), b.Size())
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			p, q := color.NRGBAModel.Convert(got.At(g.Min.X+x, g.Min.Y+y)), color.NRGBAModel.Convert(want.At(b.Min.X+x, b.Min.Y+y))
			if p != q {
				t.Fatalf("%s: (%d, %d) is %v, want %v", name, x, y, p, q)
			}
		}
	}
}

// TestPNGsAreSmall holds the size against the standard library's of the same speed.
func TestPNGsAreSmall(t *testing.T) {
	for name, img := range pngPictures() {
		var ours, theirs bytes.Buffer
		if err := EncodePNG(&ours, img); err != nil {
			t.Fatal(err)
		}
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&theirs, img); err != nil {
			t.Fatal(err)
		}
		if ours.Len() > theirs.Len()*21/20+100 {
			t.Errorf("%s: %d bytes, %d with the standard library", name, ours.Len(), theirs.Len())
		}
	}
}

// TestAFullDiskStopsAPNG ends the work with the error of the writer, wherever it comes.
func TestAFullDiskStopsAPNG(t *testing.T) {
	img := pngPictures()["clear (700,900)"]
	var whole bytes.Buffer
	if err := EncodePNG(&whole, img); err != nil {
		t.Fatal(err)
	}
	for room := 0; room < whole.Len(); room += whole.Len()/50 + 1 {
		if err := EncodePNG(&short{left: room}, img); err != errShort {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
}

var errShort = fmt.Errorf("no room")

// short is a writer that takes so many bytes.
type short struct{ left int }

func (s *short) Write(b []byte) (int, error) {
	if s.left -= len(b); s.left < 0 {
		return 0, errShort
	}
	return len(b), nil
}

func TestAdlersAreJoined(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		a, b := make([]byte, r.IntN(90000)), make([]byte, r.IntN(90000))
		for _, text := range [][]byte{a, b} {
			for i := range text {
				text[i] = byte(r.Uint32() | 0xf0)
			}
		}
		want := adler32.Checksum(append(bytes.Clone(a), b...))
		if got := joinAdler(adler32.Checksum(a), adler32.Checksum(b), len(b)); got != want {
			t.Fatalf("%d and %d bytes: %x, want %x", len(a), len(b), got, want)
		}
	}
}
