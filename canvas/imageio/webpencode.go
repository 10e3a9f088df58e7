package imageio

import (
	"encoding/binary"
	"errors"
	"image"
	"io"
)

// encodeWebP writes a lossless WebP: RFC 9649, section 3 (VP8L). Green is taken from red
// and blue, each pixel is predicted by "select" (predictor 11), what is left is searched
// for repetitions and written with one set of Huffman codes. Pages of flat colour come
// out smaller than as PNG, and a 24 megapixel page takes a second, not a minute.
func encodeWebP(w io.Writer, img image.Image) error {
	b := img.Bounds()
	if b.Empty() || b.Dx() > WebP.maxSide() || b.Dy() > WebP.maxSide() {
		return errors.New("a WebP has 1 to 16383 pixels a side")
	}
	var bits bitWriter
	bits.write(0x2f, 8)
	bits.write(uint64(b.Dx()-1), 14)
	bits.write(uint64(b.Dy()-1), 14)
	pixels, opaque := pixelsLessGreen(img)
	bits.write(btoi(!opaque), 1)
	bits.write(0, 3) // version

	bits.write(1, 1) // a transform:
	bits.write(2, 2) // subtract green
	bits.write(1, 1) // another:
	bits.write(0, 2) // predictor,
	writePredictors(&bits)
	bits.write(0, 1) // no more transforms
	bits.write(0, 1) // no colour cache
	bits.write(0, 1) // one set of codes for the whole picture
	predict(pixels, b.Dx())
	writePixels(&bits, pixels, b.Dx())
	return writeRIFF(w, bits.bytes())
}

func btoi(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func writeRIFF(w io.Writer, body []byte) error {
	pad := len(body) & 1
	head := append([]byte("RIFF"), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(head[4:], uint32(12+len(body)+pad))
	head = append(head, "WEBPVP8L"...)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(body)))
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err := w.Write(append(body, 0)[:len(body)+pad])
	return err
}

// pixelsLessGreen returns the picture as ARGB words with green taken from red and blue,
// and whether it is opaque.
func pixelsLessGreen(img image.Image) ([]uint32, bool) {
	b := img.Bounds()
	at := straightOf(img)
	out := make([]uint32, b.Dx()*b.Dy())
	opaque := true
	for y := range b.Dy() {
		row := out[y*b.Dx():][:b.Dx()]
		for x := range row {
			c := at(b.Min.X+x, b.Min.Y+y)
			opaque = opaque && c.A == 255
			row[x] = uint32(c.A)<<24 | uint32(c.R-c.G)<<16 | uint32(c.G)<<8 | uint32(c.B-c.G)
		}
	}
	return out, opaque
}

// predictorBits is the side of a block that shares a predictor, as a power of two: the
// largest there is, since one predictor serves all.
const predictorBits = 9

// writePredictors writes the picture of predictors, all 11: five codes of one symbol,
// whose pixels take no bits.
func writePredictors(bits *bitWriter) {
	bits.write(predictorBits-2, 3)
	bits.write(0, 1) // no colour cache
	for _, symbol := range [...]uint64{11, 0, 0, 255, 0} {
		writeSingle(bits, symbol)
	}
}

// predict replaces each pixel by its difference from the prediction, in place and from
// the end, so that the neighbours are still whole.
func predict(p []uint32, width int) {
	for i := len(p) - 1; i >= 0; i-- {
		var guess uint32
		switch {
		case i == 0:
			guess = 0xff000000
		case i < width:
			guess = p[i-1]
		case i%width == 0:
			guess = p[i-width]
		default:
			guess = choose(p[i-1], p[i-width], p[i-width-1])
		}
		p[i] = subtract(p[i], guess)
	}
}

// choose is predictor 11: left or top, whichever is nearer to left + top − corner.
func choose(left, top, corner uint32) uint32 {
	if left == top || top == corner {
		return left
	}
	if left == corner {
		return top
	}
	toLeft, toTop := 0, 0
	for shift := 0; shift < 32; shift += 8 {
		l, t, c := int(left>>shift&0xff), int(top>>shift&0xff), int(corner>>shift&0xff)
		toLeft += max(t-c, c-t)
		toTop += max(l-c, c-l)
	}
	if toLeft < toTop {
		return left
	}
	return top
}

// subtract takes b from a, byte by byte, each modulo 256.
func subtract(a, b uint32) uint32 {
	even := (a&0x00ff00ff | 0x01000100) - b&0x00ff00ff
	odd := (a>>8&0x00ff00ff | 0x01000100) - b>>8&0x00ff00ff
	return even&0x00ff00ff | odd&0x00ff00ff<<8
}

// bitWriter packs bits from the lowest up.
type bitWriter struct {
	out  []byte
	held uint64
	n    uint
}

// write appends the low n bits of v, at most 32.
func (b *bitWriter) write(v uint64, n uint) {
	b.held |= v << b.n
	b.n += n
	if b.n >= 32 {
		b.out = binary.LittleEndian.AppendUint32(b.out, uint32(b.held))
		b.held >>= 32
		b.n -= 32
	}
}

func (b *bitWriter) bytes() []byte {
	for ; b.n > 0; b.n -= min(b.n, 8) {
		b.out = append(b.out, byte(b.held))
		b.held >>= 8
	}
	return b.out
}
