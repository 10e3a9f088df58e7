// Package projecttest makes projects at random and tells two of them apart, for the tests
// of everything that keeps a project.
package projecttest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"reflect"
	"slices"
	"time"

	"keyline/canvas"
	"keyline/canvas/palette"
	"keyline/canvas/project"
)

// Random makes a project of a page up to side px. The same numbers give the same project.
func Random(r *rand.Rand, side int) project.Project {
	size := image.Pt(1+r.IntN(side), 1+r.IntN(side))
	p := project.Project{Document: canvas.New(lines(r, size)), LongSide: r.IntN(3) * 96}
	var references []*image.NRGBA
	for i := range r.IntN(3) {
		references = append(references, noise(r, image.Pt(1+r.IntN(40), 1+r.IntN(40))))
		p.References = append(p.References, project.Note{Name: fmt.Sprintf("référence %d.png", i)})
		if r.IntN(2) == 0 {
			p.References[i].Swatches = swatches(r)
		}
	}
	d := p.Document.WithReferences(references...).WithPalette(swatches(r))
	for i, img := range references {
		if r.IntN(2) == 0 {
			at := image.Pt(r.IntN(img.Rect.Dx()), r.IntN(img.Rect.Dy()))
			d = d.WithCrop(i, image.Rectangle{at, at.Add(image.Pt(1+r.IntN(30), 1+r.IntN(30)))})
		}
	}
	if r.IntN(3) == 0 {
		d = d.WithColouring(noise(r, size))
	}
	if r.IntN(3) == 0 {
		d = d.WithHintImage(noise(r, size))
	}
	if r.IntN(3) == 0 {
		d = d.WithEdgeMask(mask(r, size))
	}
	for range r.IntN(12) {
		d = WithStroke(r, d)
	}
	for range r.IntN(3) {
		at := image.Pt(r.IntN(size.X), r.IntN(size.Y))
		d = d.WithPanels(append(d.Panels(), image.Rectangle{at, at.Add(image.Pt(1+r.IntN(90), 1+r.IntN(90)))})...)
	}
	if r.IntN(3) == 0 {
		d = d.WithVariation(canvas.Variation{References: []int{r.IntN(3)}, Hue: r.IntN(360)})
	}
	for range r.IntN(3) {
		at := image.Pt(r.IntN(size.X), r.IntN(size.Y))
		part := mask(r, image.Pt(1+r.IntN(90), 1+r.IntN(90)))
		part.Rect = part.Rect.Add(at)
		d, _ = d.WithFigure(part, r.IntN(3)-1, r.IntN(3))
	}
	if r.IntN(4) > 0 {
		d = WithColours(r, d)
		for range r.IntN(3) {
			d = withLock(r, d)
		}
	}
	if r.IntN(3) == 0 {
		img := noise(r, image.Pt(1+r.IntN(90), 1+r.IntN(90)))
		img.Rect = img.Rect.Add(image.Pt(r.IntN(150)-40, r.IntN(150)-40))
		d = d.WithPaint(img)
	}
	p.Document = withLooks(r, withFlats(r, d))
	return p
}

// withFlats returns the document with flats, or without any.
func withFlats(r *rand.Rand, d *canvas.Document) *canvas.Document {
	if r.IntN(2) == 0 {
		return d
	}
	d = d.WithFlats()
	for range r.IntN(3) {
		list := d.Palette()
		if len(list) > 0 {
			list[r.IntN(len(list))].Colour = colour(r)
		}
		d = d.WithPalette(append(list, swatches(r)...))
		for _, id := range d.SwatchIDs() {
			d = d.WithFlatPlace(image.Pt(r.IntN(300), r.IntN(300)), id)
		}
	}
	return d
}

// WithFlatsMade returns the coloured document with flats that were made at random.
func WithFlatsMade(r *rand.Rand, d *canvas.Document) *canvas.Document {
	d = d.WithFlats()
	o, err := d.FlatOrder()
	if err != nil {
		panic(err) // there are not as many hints
	}
	numbers := image.NewGray16(d.Bounds())
	for i := range numbers.Pix {
		numbers.Pix[i] = uint8(i%2) * uint8(r.IntN(len(o.Swatches)+o.Hints+1))
	}
	d, _ = d.WithFlatMap(o.Cut(numbers))
	return d
}

// withLooks returns the document with other looks of some layers, or other lines.
func withLooks(r *rand.Rand, d *canvas.Document) *canvas.Document {
	if r.IntN(3) > 0 {
		return d
	}
	for _, l := range canvas.AllLayers() {
		if r.IntN(3) == 0 {
			d = d.WithLook(l, canvas.LayerLook{Opacity: uint8(r.IntN(256)), Hidden: r.IntN(2) == 0, Locked: r.IntN(2) == 0})
		}
	}
	if r.IntN(2) == 0 {
		d = d.WithTint(colour(r))
	}
	return d
}

// WithColours returns the document in colours made at random.
func WithColours(r *rand.Rand, d *canvas.Document) *canvas.Document {
	img := noise(r, d.Bounds().Size())
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = 255
	}
	d, _ = d.WithBase(canvas.Base{ID: 1 + canvas.ID(r.IntN(5)), Reach: r.IntN(40), Sources: d.Sources()}, d.Cut(img))
	return d
}

// withLock returns the coloured document with a lock more.
func withLock(r *rand.Rand, d *canvas.Document) *canvas.Document {
	at := image.Pt(r.IntN(d.Bounds().Dx()), r.IntN(d.Bounds().Dy()))
	place := image.Rectangle{at, at.Add(image.Pt(1+r.IntN(90), 1+r.IntN(90)))}
	holes, colours := mask(r, place.Size()), image.NewRGBA(place)
	for i := range colours.Pix {
		colours.Pix[i] = uint8(r.IntN(256)) | uint8(255*(i%4/3))
	}
	holes.Rect = place
	locked, err := d.WithLockOf(0, holes, colours)
	if err != nil {
		return d
	}
	return locked
}

// WithStroke returns the document with a stroke more, some of them hidden.
func WithStroke(r *rand.Rand, d *canvas.Document) *canvas.Document {
	s := canvas.Stroke{Kind: canvas.Kind(r.IntN(2)), Samples: make([]canvas.Sample, 1+r.IntN(30))}
	if s.Kind == canvas.Hint {
		s.Colour = colour(r)
	}
	at := time.Duration(0)
	for i := range s.Samples {
		at += time.Duration(r.Int64N(1e9))
		s.Samples[i] = canvas.Sample{X: (r.Float64()*1.4 - 0.2) * 300, Y: r.NormFloat64() * 1e3, Width: 0.1 + r.ExpFloat64(), Time: at}
	}
	d, id, err := d.WithStroke(s)
	if err != nil {
		panic(err) // these numbers are within the limits
	}
	return d.WithStrokeHidden(id, r.IntN(4) == 0)
}

func lines(r *rand.Rand, size image.Point) *canvas.Lines {
	img := image.Image(noise(r, size))
	if r.IntN(2) == 0 {
		grey := image.NewGray(image.Rectangle{Max: size})
		for i := range grey.Pix {
			grey.Pix[i] = uint8(r.IntN(256))
		}
		img = grey
	}
	l := canvas.NewLines(img)
	if r.IntN(2) == 0 {
		l, _ = l.WithLevels(canvas.Levels{Black: uint8(r.IntN(100)), White: uint8(150 + r.IntN(106)), Gamma: 0.2 + 3*r.Float64()})
	}
	return l
}

func noise(r *rand.Rand, size image.Point) *image.NRGBA {
	img := image.NewNRGBA(image.Rectangle{Max: size})
	for i := range img.Pix {
		img.Pix[i] = uint8(r.IntN(256))
	}
	return img
}

func mask(r *rand.Rand, size image.Point) *image.Alpha {
	img := image.NewAlpha(image.Rectangle{Max: size})
	for i := range img.Pix {
		img.Pix[i] = uint8(r.IntN(256))
	}
	return img
}

func colour(r *rand.Rand) color.NRGBA {
	return color.NRGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
}

func swatches(r *rand.Rand) []palette.Swatch {
	var list []palette.Swatch
	for i := range r.IntN(5) {
		list = append(list, palette.Swatch{Name: []string{"", "Skin", "髪 <&> \"x\""}[i%3], Colour: colour(r), Found: r.IntN(2) == 0})
	}
	return list
}

// Differ says in what two projects differ, causes and colours; nil: in nothing.
func Differ(a, b project.Project) error {
	if err := DifferInCauses(a, b); err != nil {
		return err
	}
	x, y := a.Document, b.Document
	if (x.Base().ID == 0) != (y.Base().ID == 0) || !bytes.Equal(x.Colour(x.Bounds()).Pix, y.Colour(y.Bounds()).Pix) {
		return fmt.Errorf("the colours differ")
	}
	return nil
}

// heldLock is what a lock is made of.
type heldLock struct {
	id     canvas.ID
	mask   *image.Alpha
	colour *image.RGBA
}

func locksOf(d *canvas.Document) (list []heldLock) {
	for _, l := range d.Locks() {
		list = append(list, heldLock{l.ID, l.Mask, l.Colour()})
	}
	return list
}

// DifferInCauses says in what two projects differ beside colours; nil: in nothing.
func DifferInCauses(a, b project.Project) error {
	x, y := a.Document, b.Document
	same := func(what string, p, q any) error {
		if !reflect.DeepEqual(p, q) {
			return fmt.Errorf("%s differ: %v and %v", what, p, q)
		}
		return nil
	}
	if !slices.EqualFunc(x.Strokes(), y.Strokes(), func(s, t canvas.Stroke) bool { return reflect.DeepEqual(s, t) }) {
		return fmt.Errorf("the strokes differ: %+v\nand %+v", x.Strokes(), y.Strokes())
	}
	for _, l := range canvas.AllLayers() {
		if x.Look(l) != y.Look(l) {
			return fmt.Errorf("the layers %s look %+v and %+v", l, x.Look(l), y.Look(l))
		}
	}
	if x.HasFlats() && !slices.Equal(x.SwatchIDs(), y.SwatchIDs()) {
		return fmt.Errorf("the swatches' ids are %v and %v", x.SwatchIDs(), y.SwatchIDs())
	}
	for _, err := range []error{
		same("flats", x.HasFlats(), y.HasFlats()), same("tints", x.Tint(), y.Tint()), same("paint", x.Paint(), y.Paint()),
		same("places of flats", x.FlatPlaces(), y.FlatPlaces()), same("swatches of flats", x.FlatSwatches(), y.FlatSwatches()),
		same("sizes", x.Bounds(), y.Bounds()), same("levels", x.Lines().Levels(), y.Lines().Levels()),
		same("palettes", x.Palette(), y.Palette()), same("lines", x.Lines().Picture(), y.Lines().Picture()),
		same("references", x.References(), y.References()), same("crops", x.Crops(), y.Crops()), same("notes", a.References, b.References),
		same("colourings", x.Colouring(), y.Colouring()), same("hints", x.DrawnHints(), y.DrawnHints()),
		same("panels", x.Panels(), y.Panels()), same("edges", x.DrawnEdges(), y.DrawnEdges()), same("locks", locksOf(x), locksOf(y)), same("variations", x.Variation(), y.Variation()), same("figures", x.Figures(), y.Figures()), same("working sizes", a.LongSide, b.LongSide),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}
