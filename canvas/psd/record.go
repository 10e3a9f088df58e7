package psd

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"

	"keyline/canvas/layered"
)

// channel is one plane of a layer: which, and how long its data is.
type channel struct {
	id     int16 // 0, 1 … colours, −1 alpha, others masks
	length int64
}

// record is what stands about a layer before the pixels of all.
type record struct {
	layer    layered.Layer
	rect     image.Rectangle
	channels []channel
	divider  uint32 // openGroup, closedGroup, groupEnd; 0 for a layer
}

// layers reads the records between two offsets and the pixels behind them.
func (d *decoder) layers(at, end int64) ([]layered.Layer, error) {
	c := &cursor{r: bufio.NewReader(io.NewSectionReader(d.src, at, end-at)), left: end - at}
	count := int(int16(c.u16()))
	d.alpha = count < 0
	count = max(count, -count)
	var records []record
	for range count {
		r := c.record()
		if c.err != nil {
			return nil, c.err
		}
		records = append(records, r)
	}
	at = end - c.left
	for i := range records {
		r := &records[i]
		if err := d.pixels(r, at, end); err != nil {
			return nil, fmt.Errorf("layer %q: %w", r.layer.Name, err)
		}
		for _, ch := range r.channels {
			at += ch.length
		}
	}
	return nest(records), nil
}

// nest puts layers into their groups. Records come bottom first, a group's end before
// what is in it; ends without a group, or groups without an end, are passed over.
func nest(records []record) []layered.Layer {
	open := [][]layered.Layer{nil}
	deeper := 0 // groups that are opened into their parent
	for _, r := range records {
		last := len(open) - 1
		switch {
		case r.divider == groupEnd && len(open) > maxDepth:
			deeper++
		case r.divider == groupEnd:
			open = append(open, nil)
		case r.divider != 0 && deeper > 0:
			deeper--
		case r.divider != 0 && last > 0:
			r.layer.Layers = topmostFirst(open[last])
			open = open[:last]
			open[last-1] = append(open[last-1], r.layer)
		case r.divider == 0:
			open[last] = append(open[last], r.layer)
		}
	}
	for len(open) > 1 {
		last := len(open) - 1
		open[last-1] = append(open[last-1], open[last]...)
		open = open[:last]
	}
	return topmostFirst(open[0])
}

func topmostFirst(list []layered.Layer) []layered.Layer {
	slices.Reverse(list)
	return list
}

// cursor reads on through the records. After an error it reads zeros.
type cursor struct {
	r    *bufio.Reader
	left int64
	err  error
}

// take reads n bytes.
func (c *cursor) take(n int64) []byte {
	if c.err == nil && n > c.left {
		c.err = errCut
	}
	if c.err == nil && n > maxExtraBytes {
		c.err = errDamaged
	}
	if c.err != nil {
		return make([]byte, min(n, 64))
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(c.r, b); err != nil {
		c.err = errCut
	}
	c.left -= n
	return b
}

func (c *cursor) u16() uint16 { return binary.BigEndian.Uint16(c.take(2)) }
func (c *cursor) u32() uint32 { return binary.BigEndian.Uint32(c.take(4)) }

func (c *cursor) record() (r record) {
	top, left, bottom, right := int32(c.u32()), int32(c.u32()), int32(c.u32()), int32(c.u32())
	r.rect = image.Rectangle{Min: image.Pt(int(left), int(top)), Max: image.Pt(int(right), int(bottom))}
	channels := int(c.u16())
	if channels > maxChannels {
		c.err = errDamaged
		return r
	}
	for range channels {
		r.channels = append(r.channels, channel{int16(c.u16()), int64(c.u32())})
	}
	about := c.take(12)
	if c.err == nil && string(about[:4]) != tagged {
		c.err = errDamaged
	}
	if c.err != nil {
		return r
	}
	r.layer = layered.Layer{Mode: modeOf(string(about[4:8])), Opacity: float64(about[8]) / 255, Hidden: about[10]&flagHidden != 0}
	r.extra(c.take(int64(c.u32())))
	return r
}

// extra reads what stands beside the fixed part: name, unicode name, kind of a divider.
func (r *record) extra(b []byte) {
	for range 2 { // mask, ranges to blend
		if len(b) < 4 {
			return
		}
		n := uint64(binary.BigEndian.Uint32(b))
		if n > uint64(len(b)-4) {
			return
		}
		b = b[4+n:]
	}
	if len(b) == 0 {
		return
	}
	n := int(b[0])
	whole := n + 1 + -(n+1)&3
	if whole > len(b) {
		return
	}
	r.layer.Name = readPascalName(b[1 : n+1])
	for b = b[whole:]; len(b) >= 12; {
		n := uint64(binary.BigEndian.Uint32(b[8:]))
		if n > uint64(len(b)-12) {
			return
		}
		r.block(string(b[4:8]), b[12:12+n])
		b = b[12+n:]
		if n&1 == 1 && len(b) > 0 && b[0] == 0 { // some writers leave the padding out of the length
			b = b[1:]
		}
	}
}

func (r *record) block(key string, body []byte) {
	switch key {
	case "luni":
		if name := readUnicodeName(body); name != "" {
			r.layer.Name = name
		}
	case "lsct", "lsdk":
		if len(body) >= 4 {
			r.divider = binary.BigEndian.Uint32(body)
		}
		if len(body) >= 12 && string(body[4:8]) == tagged {
			r.layer.Mode = modeOf(string(body[8:12]))
		}
	}
}

// pixels reads the planes of a layer, which begin at an offset, into its image.
func (d *decoder) pixels(r *record, at, end int64) error {
	inside := r.rect.Intersect(image.Rectangle{Max: d.page})
	if r.divider != 0 || inside.Empty() {
		return nil
	}
	w, h := int64(r.rect.Dx()), int64(r.rect.Dy())
	if w > 10*MaxSide || h > 10*MaxSide || w*h > d.left {
		return fmt.Errorf("its layers and the merged picture have more than %d megapixels together; merge some layers or scale the picture down", MaxLayerPixels/1_000_000)
	}
	d.left -= w * h
	// Nothing is allocated before it is sure that the file holds so much.
	offset := at
	for _, ch := range r.channels {
		if offset+ch.length > end {
			return errCut
		}
		if err := d.plausible(ch, offset, w, h); err != nil {
			return err
		}
		offset += ch.length
	}
	planes := newPlanes(inside, d)
	for _, ch := range r.channels {
		if i, ok := planes.index(ch.id); ok {
			if err := d.plane(planes, i, r.rect, at, ch.length); err != nil {
				return err
			}
		}
		at += ch.length
	}
	var err error
	r.layer.Image, err = planes.image()
	return err
}

// plausible tells whether a colour channel's data can hold w×h samples.
func (d *decoder) plausible(ch channel, at, w, h int64) error {
	if ch.id < -1 || int(ch.id) >= d.colours() {
		return nil // not read
	}
	var kind [2]byte
	if ch.length < 2 || !d.read(kind[:], at) {
		return errCut
	}
	if ch.length-2 < leastBytes(binary.BigEndian.Uint16(kind[:]), w*int64(d.bits/8), h) {
		return errCut
	}
	return nil
}

// leastBytes is how many bytes h rows of n bytes take at least.
func leastBytes(kind uint16, n, h int64) int64 {
	switch kind {
	case rawSamples:
		return n * h
	case packBits:
		return (2 + 2*((n+127)/128)) * h
	}
	return n * h / 1032
}

var errNoColour = errors.New("it lacks a colour channel; export it again")
