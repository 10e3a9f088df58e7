package imageio

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"runtime"
	"sync"
)

// PNGs writes one PNG after another as [EncodePNG] does and keeps its memory between
// them. The zero value is ready; it belongs to one goroutine. The common pictures are cut
// into strips of rows that are filtered and compressed at the same time; where the cuts
// lie depends on the picture alone.
type PNGs struct {
	strips []*pngStrip
	buffer *png.EncoderBuffer // of the others, which the standard library writes
}

// Encode writes a picture.
func (p *PNGs) Encode(w io.Writer, img image.Image) error {
	f := straightPixels(img)
	if f.depth == 0 {
		e := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: p}
		return e.Encode(w, img)
	}
	return p.write(w, f)
}

// Get implements [png.EncoderBufferPool].
func (p *PNGs) Get() *png.EncoderBuffer { return p.buffer }

// Put implements [png.EncoderBufferPool].
func (p *PNGs) Put(b *png.EncoderBuffer) { p.buffer = b }

// pngPixels are the pixels of a file: straight 8-bit RGBA. depth is the bytes of each that
// are written: 3 where all are opaque; 0 is a picture of another kind.
type pngPixels struct {
	pix                          []uint8
	stride, width, height, depth int
}

func straightPixels(img image.Image) (f pngPixels) {
	b := img.Bounds()
	if b.Empty() {
		return f
	}
	f.width, f.height = b.Dx(), b.Dy()
	switch m := img.(type) {
	case *image.NRGBA:
		f.pix, f.stride, f.depth = m.Pix[m.PixOffset(b.Min.X, b.Min.Y):], m.Stride, 4
		if m.Opaque() {
			f.depth = 3
		}
	case *image.RGBA: // opaque, its colours are straight
		if m.Opaque() {
			f.pix, f.stride, f.depth = m.Pix[m.PixOffset(b.Min.X, b.Min.Y):], m.Stride, 3
		}
	}
	return f
}

// stripBytes is what a strip should hold: enough that cutting costs no space to speak of.
const stripBytes = 512 << 10

// write writes the file, as many strips at a time as there are processors.
func (p *PNGs) write(w io.Writer, f pngPixels) error {
	if err := f.begin(w); err != nil {
		return err
	}
	rows := max(stripBytes/(f.depth*f.width+1), 1)
	count := (f.height + rows - 1) / rows
	for n := min(runtime.GOMAXPROCS(0), count); len(p.strips) < n; {
		p.strips = append(p.strips, new(pngStrip))
	}
	sum := uint32(1)
	for first := 0; first < count; first += len(p.strips) {
		batch := p.strips[:min(len(p.strips), count-first)]
		var wait sync.WaitGroup
		for i, s := range batch {
			y := (first + i) * rows
			wait.Go(func() { s.compress(f, y, min(y+rows, f.height)) })
		}
		wait.Wait()
		for _, s := range batch {
			sum = joinAdler(sum, s.sum, s.length)
			if err := writeChunk(w, "IDAT", s.packed.Bytes()); err != nil {
				return err
			}
		}
	}
	if err := writeChunk(w, "IDAT", binary.BigEndian.AppendUint32(nil, sum)); err != nil {
		return err
	}
	return writeChunk(w, "IEND", nil)
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// begin writes what comes before the pixels.
func (f pngPixels) begin(w io.Writer) error {
	if _, err := io.WriteString(w, pngSignature); err != nil {
		return err
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(f.width))
	head = binary.BigEndian.AppendUint32(head, uint32(f.height))
	colours := map[int]byte{3: 2, 4: 6}[f.depth] // RGB, RGBA
	return writeChunk(w, "IHDR", append(head, 8, colours, 0, 0, 0))
}

func writeChunk(w io.Writer, kind string, data []byte) error {
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind...)
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(kind)), crc32.IEEETable, data)
	for _, part := range [][]byte{chunk, data, binary.BigEndian.AppendUint32(nil, sum)} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// joinAdler returns the Adler-32 of two texts after each other, from their own and the
// length of the second (zlib's adler32_combine computes the same).
func joinAdler(a, b uint32, length int) uint32 {
	const base = 65521
	n := uint32(length % base)
	low := (a&0xffff + b&0xffff + base - 1) % base
	high := (uint64(n)*uint64(a&0xffff) + uint64(a>>16) + uint64(b>>16) + base - uint64(n)) % base
	return uint32(high)<<16 | low
}

// pngStrip is the memory in which one strip is made.
type pngStrip struct {
	packed    bytes.Buffer
	flate     *flate.Writer
	sum       uint32 // Adler-32 of the filtered rows
	length    int    // and their bytes
	row, last []byte
	filtered  [filterKinds][]byte // each with its number in front
}

// compress makes the strip of rows y0 to y1. All but the last end at a byte, with blocks
// to come.
func (s *pngStrip) compress(f pngPixels, y0, y1 int) {
	s.begin(f, y0)
	sum := adler32.New()
	for y := y0; y < y1; y++ {
		f.readRow(s.row, y)
		line := s.filter(f.depth)
		_, _ = sum.Write(line)
		_, _ = s.flate.Write(line) // a buffer takes everything
		s.row, s.last = s.last, s.row
	}
	s.sum, s.length = sum.Sum32(), (y1-y0)*(f.depth*f.width+1)
	if y1 == f.height {
		_ = s.flate.Close()
	} else {
		_ = s.flate.Flush()
	}
}

// begin makes the memory fit and reads the row above the strip.
func (s *pngStrip) begin(f pngPixels, y0 int) {
	s.packed.Reset()
	if y0 == 0 {
		s.packed.Write([]byte{0x78, 0x01}) // zlib: a window of 32 KB, fastest
	}
	if s.flate == nil {
		s.flate, _ = flate.NewWriter(&s.packed, flate.BestSpeed) // the level is known
	}
	s.flate.Reset(&s.packed)
	n := f.depth * f.width
	s.row, s.last = fit(s.row, n), fit(s.last, n)
	for kind := range s.filtered {
		s.filtered[kind] = fit(s.filtered[kind], n+1)
		s.filtered[kind][0] = byte(kind)
	}
	if y0 > 0 {
		f.readRow(s.last, y0-1)
	} else {
		clear(s.last)
	}
}

func fit(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

// readRow copies the bytes of a row that go into the file.
func (f pngPixels) readRow(dst []byte, y int) {
	row := f.pix[y*f.stride:][:4*f.width]
	if f.depth == 4 {
		copy(dst, row)
		return
	}
	for i, j := 0, 0; i+4 <= len(row); i, j = i+4, j+3 {
		to, from := dst[j:j+3:j+3], row[i:i+4:i+4]
		to[0], to[1], to[2] = from[0], from[1], from[2]
	}
}
