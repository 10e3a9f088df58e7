package imageio

import (
	"bytes"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

func roundTrip(t *testing.T, name string, img *image.NRGBA) {
	t.Helper()
	var b bytes.Buffer
	if err := encodeWebP(&b, img); err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	got, err := decodeBytes(name, b.Bytes())
	if err != nil {
		t.Errorf("%s: %v", name, err)
	} else if d := far(t, got, img); d != 0 {
		t.Errorf("%s: %d off", name, d)
	}
}

func TestWebPOfFlatAndRepeatedPictures(t *testing.T) {
	for name, paint := range map[string]func(x, y int) color.NRGBA{
		"one colour":   func(int, int) color.NRGBA { return color.NRGBA{9, 200, 33, 255} },
		"transparent":  func(int, int) color.NRGBA { return color.NRGBA{} },
		"stripes":      func(x, _ int) color.NRGBA { return color.NRGBA{uint8(x % 7 * 30), 0, 255, 255} },
		"rows":         func(_, y int) color.NRGBA { return color.NRGBA{uint8(y), uint8(y * y), 255, 255} },
		"far repeats":  func(x, y int) color.NRGBA { return color.NRGBA{uint8(x * y % 251), uint8(y % 3), 0, 255} },
		"alpha ramp":   func(x, y int) color.NRGBA { return color.NRGBA{0, 0, 0, uint8(x + y)} },
		"two tones":    func(x, y int) color.NRGBA { v := uint8((x*x + y*y) / 97 % 2 * 255); return color.NRGBA{v, v, v, 255} },
		"blue is less": func(x, _ int) color.NRGBA { return color.NRGBA{0, uint8(x), 0, 255} },
	} {
		for _, size := range []image.Point{{1, 1}, {1, 40}, {40, 1}, {2, 2}, {513, 19}, {130, 129}} {
			img := image.NewNRGBA(image.Rectangle{Max: size})
			for y := range size.Y {
				for x := range size.X {
					img.SetNRGBA(x, y, paint(x, y))
				}
			}
			roundTrip(t, name, img)
		}
	}
}

// The predictor's block is 512 px; runs are at most 4096.
func TestWebPOfLongSides(t *testing.T) {
	roundTrip(t, "widest", image.NewNRGBA(image.Rect(0, 0, 16383, 2)))
	roundTrip(t, "highest", speckled(image.Rect(0, 0, 3, 16383), true))
	if err := encodeWebP(&bytes.Buffer{}, image.NewNRGBA(image.Rect(0, 0, 16384, 1))); err == nil {
		t.Error("16384 px a side was written")
	}
}

func TestHuffmanLengthsAreLimitedAndWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	steep := make([]int, 40) // Fibonacci counts make the deepest code
	steep[0], steep[1] = 1, 1
	for i := 2; i < len(steep); i++ {
		steep[i] = steep[i-1] + steep[i-2]
	}
	for _, limit := range []uint8{7, 15} {
		counts := [][]int{steep, {5, 0, 0, 5}, {1, 1, 1}}
		for range 50 {
			c := make([]int, 2+r.IntN(100))
			for i := range c {
				c[i] = r.IntN(2) * (1 << r.IntN(20))
			}
			c[0], c[1] = 1, 1
			counts = append(counts, c)
		}
		for _, c := range counts {
			sum := 0
			for symbol, l := range newHuffman(c, limit).lengths {
				if l > limit || (l > 0) != (c[symbol] > 0) {
					t.Fatalf("symbol %d counted %d has %d bits", symbol, c[symbol], l)
				}
				if l > 0 {
					sum += 1 << (limit - l)
				}
			}
			if sum != 1<<limit {
				t.Errorf("the code of %v fills %d of %d", c, sum, 1<<limit)
			}
		}
	}
}

func TestPrefixComesBack(t *testing.T) {
	for v := 1; v < 1<<20; v = v + 1 + v/50 {
		code, extra, n := prefix(v)
		back := code + 1
		if code >= 4 {
			back = (2+code&1)<<n + int(extra) + 1
		}
		if back != v || code >= 40 || v <= longestMatch && code >= 24 {
			t.Fatalf("%d: code %d with %d in %d bits gives %d", v, code, extra, n, back)
		}
	}
}

func FuzzWebPRoundTrip(f *testing.F) {
	f.Add(uint16(3), []byte{1, 2, 3, 4, 1, 2, 3, 4, 9, 9, 9, 255})
	f.Add(uint16(1), bytes.Repeat([]byte{7, 7, 7, 255}, 90))
	f.Fuzz(func(t *testing.T, width uint16, pix []byte) {
		w := int(width)%300 + 1
		h := len(pix) / 4 / w
		if h == 0 || h > 16383 {
			return
		}
		roundTrip(t, "fuzz", &image.NRGBA{Pix: pix[:4*w*h], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)})
	})
}

func BenchmarkEncode(b *testing.B) {
	img := image.NewRGBA(image.Rect(0, 0, 1000, 1000))
	for y := range 1000 {
		for x := range 1000 {
			c := color.RGBA{uint8(x / 90 * 20), uint8(y / 70 * 15), 90, 255}
			if (x*x+y*y)%5000 < 60 {
				c = color.RGBA{A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	for _, f := range []Format{PNG, JPEG, WebP} {
		b.Run("format="+f.String(), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(4_000_000)
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := Encode(&out, img, f); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(out.Len()), "bytes/file")
		})
	}
}
