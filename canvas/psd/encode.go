package psd

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"math"

	"keyline/canvas/layered"
)

// Limits of a file beside its sides.
const (
	maxLayers = math.MaxInt16
	maxBytes  = 2 << 30 // what other programs still open
)

// Encode writes the picture with its layers. Merged is written beside them; where it is
// nil, what the layers come to on white. The same picture gives the same bytes. Layers
// are cut to the page. The error is that of [CheckSize], ctx or w.
func Encode(ctx context.Context, w io.Writer, p layered.Picture) error {
	if err := CheckSize(p.Size); err != nil {
		return err
	}
	e := encoder{ctx: ctx, page: image.Rectangle{Max: p.Size}}
	e.layers(p.Layers)
	if e.count > maxLayers {
		return fmt.Errorf("%d layers, a PSD holds at most %d; merge some", e.count, maxLayers)
	}
	merged := p.Merged
	if merged == nil {
		merged = onWhite(p)
	} else if merged.Rect != e.page {
		return fmt.Errorf("the merged picture is %v, the page %v", merged.Rect, e.page)
	}
	total := e.pixels.Len() + e.records.Len()
	if total > maxBytes {
		return fmt.Errorf("its layers take %d MB, a PSD holds 2048; use fewer or a smaller page", total>>20)
	}
	if err := e.header(w); err != nil {
		return err
	}
	if err := e.layerSection(w); err != nil {
		return err
	}
	return e.merged(w, merged)
}

// onWhite flattens the layers on white.
func onWhite(p layered.Picture) *image.NRGBA {
	paper := image.NewNRGBA(image.Rectangle{Max: p.Size})
	for i := range paper.Pix {
		paper.Pix[i] = 255
	}
	p.Layers = []layered.Layer{{Opacity: 1, Layers: p.Layers}, {Opacity: 1, Image: paper}}
	return p.Composite()
}

// encoder collects what stands in the layer section: records first, then all pixels.
type encoder struct {
	ctx     context.Context
	page    image.Rectangle
	count   int // of records; also the last id
	records bytes.Buffer
	pixels  bytes.Buffer
}

// header is the file's header with the two sections that stay empty.
func (e *encoder) header(w io.Writer) error {
	b := append([]byte(signature), 0, 1, 0, 0, 0, 0, 0, 0, 0, 3) // version 1, three channels
	b = binary.BigEndian.AppendUint32(b, uint32(e.page.Dy()))
	b = binary.BigEndian.AppendUint32(b, uint32(e.page.Dx()))
	b = append(b, 0, 8, 0, modeRGB)
	b = append(b, 0, 0, 0, 0) // no colour table
	b = append(b, 0, 0, 0, 0) // no resources
	_, err := w.Write(b)
	return err
}

func (e *encoder) layerSection(w io.Writer) error {
	if err := e.ctx.Err(); err != nil {
		return err
	}
	n := 2 + e.records.Len() + e.pixels.Len()
	padding := make([]byte, n&1)
	b := binary.BigEndian.AppendUint32(nil, uint32(4+n+len(padding)+4))
	b = binary.BigEndian.AppendUint32(b, uint32(n+len(padding)))
	b = binary.BigEndian.AppendUint16(b, uint16(e.count))
	for _, part := range [][]byte{b, e.records.Bytes(), e.pixels.Bytes(), padding, {0, 0, 0, 0}} { // last: no global mask
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// layers adds records, the bottom layer first as the format wants them.
func (e *encoder) layers(list []layered.Layer) {
	for i := len(list) - 1; i >= 0; i-- {
		l := &list[i]
		if len(l.Layers) == 0 {
			e.layer(l)
			continue
		}
		e.divider(&layered.Layer{Name: "</Layer group>", Opacity: 1}, groupEnd)
		e.layers(l.Layers)
		e.divider(l, openGroup)
	}
}

// divider adds the record of a group's end or of the group itself: all channels are
// there, at no length.
func (e *encoder) divider(l *layered.Layer, kind uint32) {
	kindAndMode := binary.BigEndian.AppendUint32(nil, kind)
	kindAndMode = append(kindAndMode, tagged+modeKey(l.Mode)...)
	block := appendBlock(nil, "lsct", kindAndMode)
	e.record(l, image.Rectangle{}, [4]int{2, 2, 2, 2}, flagHasNoPixel, block)
	e.pixels.Write(make([]byte, 4*2)) // rawSamples, four times
}

func (e *encoder) layer(l *layered.Layer) {
	var r image.Rectangle
	if l.Image != nil {
		r = l.Image.Rect.Intersect(e.page)
	}
	if r.Empty() {
		e.record(l, image.Rectangle{}, [4]int{2, 2, 2, 2}, 0, nil)
		e.pixels.Write(make([]byte, 4*2))
		return
	}
	var lengths [4]int
	for i, offset := range channelOffsets {
		if e.ctx.Err() != nil {
			return // told when the section is written
		}
		was := e.pixels.Len()
		e.pixels.Write([]byte{0, packBits})
		counts, rows := packPlane(l.Image, r, offset)
		e.pixels.Write(counts)
		e.pixels.Write(rows)
		lengths[i] = e.pixels.Len() - was
	}
	e.record(l, r, lengths, 0, nil)
}

// channelOffsets are where the channels −1 (alpha), 0, 1 and 2 are in a pixel.
var channelOffsets = [4]int{3, 0, 1, 2}

// packPlane packs one channel inside r, row by row, and returns the rows' lengths (two
// bytes each) and the rows.
func packPlane(img *image.NRGBA, r image.Rectangle, offset int) (counts, rows []byte) {
	row := make([]byte, r.Dx())
	counts = make([]byte, 0, 2*r.Dy())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := img.Pix[img.PixOffset(r.Min.X, y)+offset:]
		for x := range row {
			row[x] = from[4*x]
		}
		was := len(rows)
		rows = pack(rows, row)
		counts = binary.BigEndian.AppendUint16(counts, uint16(len(rows)-was))
	}
	return counts, rows
}

// record adds a layer's record; lengths are those of its channels' data, more are further
// tagged blocks.
func (e *encoder) record(l *layered.Layer, r image.Rectangle, lengths [4]int, flags byte, more []byte) {
	e.count++
	var b []byte
	for _, side := range [4]int{r.Min.Y, r.Min.X, r.Max.Y, r.Max.X} {
		b = binary.BigEndian.AppendUint32(b, uint32(side))
	}
	b = binary.BigEndian.AppendUint16(b, 4)
	for i, n := range lengths {
		b = binary.BigEndian.AppendUint16(b, uint16(i-1)) // −1 is alpha
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	if l.Hidden {
		flags |= flagHidden
	}
	opacity := byte(math.Round(255 * min(max(l.Opacity, 0), 1)))
	b = append(append(b, tagged+modeKey(l.Mode)...), opacity, 0, flags, 0)
	extra := append(make([]byte, 8), pascalName(l.Name)...) // no mask, no ranges to blend
	extra = appendBlock(extra, "luni", unicodeName(l.Name))
	extra = appendBlock(extra, "lyid", binary.BigEndian.AppendUint32(nil, uint32(e.count)))
	extra = append(extra, more...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(extra)))
	e.records.Write(append(b, extra...))
}

// merged writes the whole picture: red, green and blue planes, the rows' lengths first.
func (e *encoder) merged(w io.Writer, img *image.NRGBA) error {
	if !img.Opaque() {
		return errors.New("the merged picture is not opaque; lay it on paper first")
	}
	all := []byte{0, packBits}
	var planes [3][]byte
	for c := range planes {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		var counts []byte
		counts, planes[c] = packPlane(img, e.page, c)
		all = append(all, counts...)
	}
	for _, part := range [][]byte{all, planes[0], planes[1], planes[2]} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}
