package ui

import (
	"bytes"
	"context"
	"image"
	"io"
	"path/filepath"
	"strings"

	"keyline/app/memory"
	"keyline/canvas"
	"keyline/canvas/layered"
)

// Codec makes files of pictures and puts them in their place.
type Codec interface {
	// Encode writes a picture as a file in the format of the name's ending; quality,
	// 1–100, is that of a JPEG.
	Encode(w io.Writer, name string, img image.Image, quality int) error
	// EncodeLayers writes a picture with its layers, where the format has them.
	EncodeLayers(ctx context.Context, w io.Writer, name string, p layered.Picture) error
	// Fits tells before the work starts whether such a file can hold a picture of that size.
	Fits(name string, size image.Point) error
	// Decode reads such a file, flat.
	Decode(name string, file []byte) (image.Image, error)
	// Write gives path these bytes, whole or not at all; not at all once ctx is done.
	Write(ctx context.Context, path string, file []byte) error
}

// fileFormat is a kind of file that can be written.
type fileFormat struct {
	ending, name string
	layers       bool
}

// fileFormats are all of them, the one to prefer first; another is one line here.
var fileFormats = []fileFormat{
	{".png", "PNG", false},
	{".jpg", "JPEG", false},
	{".webp", "WebP", false},
	{".psd", "PSD", true},
}

// formatOf finds a format by its ending, as endingOf gives it.
func formatOf(ending string) fileFormat {
	for _, f := range fileFormats {
		if f.ending == ending {
			return f
		}
	}
	return fileFormat{}
}

// endings lists them.
func endings() (list []string) {
	for _, f := range fileFormats {
		list = append(list, f.ending)
	}
	return list
}

// flatFormats are those without layers.
func flatFormats() (list []fileFormat) {
	for _, f := range fileFormats {
		if !f.layers {
			list = append(list, f)
		}
	}
	return list
}

// endingOf is the ending of a file's name as in fileFormats; "" if it is none of them.
func endingOf(path string) string {
	ending := strings.ToLower(filepath.Ext(path))
	if ending == ".jpeg" {
		ending = ".jpg"
	}
	if formatOf(ending).name == "" {
		return ""
	}
	return ending
}

// withEnding gives a file's name the ending of a format in place of that of another.
func withEnding(path, ending string) string {
	if endingOf(path) != "" {
		path = strings.TrimSuffix(path, filepath.Ext(path))
	}
	return path + ending
}

// standardQuality keeps flat colours clean; 100 would triple the size for nothing seen.
const standardQuality = 92

// lastChoices are those of the last export, or the standard ones.
func lastChoices(e memory.Export) memory.Export {
	if endingOf("x"+e.Ending) == "" {
		return memory.Export{Ending: fileFormats[0].ending, Lines: true, Quality: standardQuality, Folder: e.Folder}
	}
	return e
}

// order says what file an export makes: equal orders make equal files.
type order struct {
	doc     *canvas.Document
	ending  string
	lines   bool
	clear   bool // a transparent ground
	quality int
	size    image.Point // px
}

// orderOf leaves out what the format does not have.
func orderOf(doc *canvas.Document, c memory.Export) order {
	o := order{doc: doc, ending: c.Ending, lines: c.Lines, clear: c.Clear, quality: standardQuality, size: sizeOf(doc.Bounds().Size(), c)}
	if c.Ending == ".jpg" {
		o.quality = c.Quality
	}
	o.clear = o.clear && canBeClear(c.Ending)
	return o
}

// canBeClear tells whether a format's ground can be transparent.
func canBeClear(ending string) bool { return ending != ".jpg" && !formatOf(ending).layers }

// title is the name that the order's file has as long as it has none of its own.
func (o order) title() string { return "picture" + o.ending }

// hidden is what the picture goes without.
func (o order) hidden() canvas.FlattenOptions {
	return canvas.FlattenOptions{HideLines: !o.lines}
}

// made is the file that came of an order, and the file read back: what the preview shows
// is what any other program will see.
type made struct {
	order order
	file  []byte
	shown seen
	err   error
}

// maker makes files of orders. One order at a time: it keeps the pixels of the last, so
// that another quality costs no flattening.
type maker struct {
	codec  Codec
	order  order // of pixels, without format and quality
	pixels image.Image
}

// stage says how far an order is, for a person. share is 0–1.
type stage func(what phrase, share float64)

// make does an order; it ends early, with ctx's error, once ctx is done.
func (m *maker) make(ctx context.Context, o order, tell stage) made {
	done := made{order: o}
	if done.err = m.codec.Fits(o.title(), o.size); done.err != nil {
		return done
	}
	writing := said("Writing %s", formatOf(o.ending).name)
	var file bytes.Buffer
	grown := func() { tell(said("%s, %s", writing, bytesText(file.Len())), 0.5) } // the end is not known before it is there
	if done.err = m.write(ctx, o, tell, writing, &stoppable{ctx: ctx, file: &file, grown: grown}); done.err != nil {
		return done
	}
	tell(said("Reading it back"), 0.9)
	if done.err = ctx.Err(); done.err != nil {
		return done
	}
	back, err := m.codec.Decode(o.title(), file.Bytes())
	if done.err = err; err == nil {
		done.file, done.shown = file.Bytes(), seenOf(back)
	}
	return done
}

// write makes the file of an order.
func (m *maker) write(ctx context.Context, o order, tell stage, writing phrase, to io.Writer) error {
	if formatOf(o.ending).layers {
		m.pixels = nil // they are not needed, and layers take room
		tell(said("Sorting the colours into layers"), 0)
		p, err := canvas.Layers(ctx, o.doc, o.hidden())
		if err != nil {
			return err
		}
		tell(writing, 0.5)
		return m.codec.EncodeLayers(ctx, to, o.title(), p)
	}
	img, err := m.flatten(ctx, o, tell)
	if err != nil {
		return err
	}
	tell(writing, 0.5)
	return m.codec.Encode(to, o.title(), img, o.quality)
}

// flatten makes the picture of an order, strip by strip.
func (m *maker) flatten(ctx context.Context, o order, tell stage) (image.Image, error) {
	o.ending, o.quality = "", 0
	if m.pixels != nil && m.order == o {
		return m.pixels, nil
	}
	m.pixels = nil // two large pictures at once would be too much
	img, err := o.laid(ctx, tell)
	if err != nil {
		return nil, err
	}
	img, err = canvas.Resample(ctx, img, o.size, func(share float64) { tell(said("Resizing"), 0.35+0.15*share) })
	if err != nil {
		return nil, err
	}
	m.order, m.pixels = o, img
	return img, nil
}

// laid is the picture of an order at the page's own size.
func (o order) laid(ctx context.Context, tell stage) (image.Image, error) {
	out := image.NewRGBA(o.doc.Bounds())
	for y := 0; y < out.Rect.Max.Y; y += canvas.TileSize {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tell(said("Laying the lines on the colours"), 0.3*float64(y)/float64(out.Rect.Max.Y))
		strip := image.Rect(0, y, out.Rect.Max.X, y+canvas.TileSize)
		canvas.FlattenInto(out, o.doc, strip, o.hidden())
	}
	if !o.clear {
		return out, nil
	}
	tell(said("Clearing the ground"), 0.3)
	clear, err := canvas.ClearGround(ctx, out)
	if err != nil {
		return nil, err
	}
	return clear, nil
}

// stoppable is a file in memory that cannot be written to once its context is done.
type stoppable struct {
	ctx   context.Context
	file  *bytes.Buffer
	grown func() // told now and then
	told  int    // at that size
}

// toldBytes is how much a file grows before that is told again.
const toldBytes = 1 << 18

// Write implements [io.Writer].
func (s *stoppable) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.file.Write(p)
	if s.file.Len()-s.told >= toldBytes {
		s.told = s.file.Len()
		s.grown()
	}
	return n, err
}
