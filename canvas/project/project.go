package project

import (
	"errors"
	"fmt"
	"image"
	"image/draw"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// Project is a document with what belongs to it and is not in it.
type Project struct {
	Document *canvas.Document
	// References name those of the document, in its order.
	References []Note
	LongSide   int // working size of the networks, px; 0: by the picture's shape
}

// Note is what a person knows of a reference.
type Note struct {
	Name     string           // of its file
	Swatches []palette.Swatch // of the palette that stands in for a picture; nil: a picture
}

// Role is what a picture is in a project.
type Role string

// The roles. References count from 1: "reference-1".
const (
	Lines     Role = "lines"
	Colouring Role = "colouring"
	Hints     Role = "hints"
	Edges     Role = "edges"
	Colours   Role = "colours"
	Painted   Role = "paint"
	reference Role = "reference-%d"
	lock      Role = "lock-%d"   // by its id
	figure    Role = "figure-%d" // by its id
)

// Picture is one of a project's pictures.
type Picture struct {
	Role Role
	// Same tells whether the picture of that role in another project has the very same
	// pixels, by identity: false means nothing.
	Same func(other Picture) bool
	// Image makes the picture; the caller must not change it.
	Image func() image.Image

	key any
}

// Pictures lists what a project consists of beside its manifest, without the colours.
func (p Project) Pictures() []Picture {
	d := p.Document
	lines := d.Lines()
	list := []Picture{{Role: Lines, Image: lines.Picture, key: lines}}
	list[0].Same = func(o Picture) bool {
		other, ok := o.key.(*canvas.Lines)
		return ok && lines.SamePicture(other)
	}
	add := func(role Role, key any, img func() image.Image) {
		list = append(list, Picture{Role: role, Image: img, key: key, Same: func(o Picture) bool { return o.key == key }})
	}
	for i, img := range d.References() {
		add(Role(fmt.Sprintf(string(reference), i+1)), img, func() image.Image { return img })
	}
	for _, l := range d.Locks() {
		add(lockRole(l.ID), l, func() image.Image { return atOrigin(l.Colour()) })
	}
	for _, f := range d.Figures() {
		mask := f.Mask
		add(figureRole(f.ID), mask, func() image.Image { return greyOf(mask) })
	}
	if d.HasPaint() {
		add(Painted, d.PaintKey(), func() image.Image { return movedToOrigin(d.Paint()) })
	}
	if img := d.Colouring(); img != nil {
		add(Colouring, img, func() image.Image { return img })
	}
	if img := d.DrawnHints(); img != nil {
		add(Hints, img, func() image.Image { return img })
	}
	if mask := d.DrawnEdges(); mask != nil {
		add(Edges, mask, func() image.Image { return greyOf(mask) })
	}
	return list
}

// Manifest writes the project down; name tells under which name the picture of a role is
// found. colours says whether the colours are among them.
func (p Project) Manifest(name func(Role) string, colours bool) Manifest {
	m := p.Frame(name)
	for _, s := range p.Document.Strokes() {
		m.Strokes = append(m.Strokes, StrokeOf(s))
	}
	if colours {
		m.Colours = name(Colours)
	}
	return m
}

// Frame is the manifest without strokes and colours.
func (p Project) Frame(name func(Role) string) Manifest {
	d := p.Document
	size, levels := d.Bounds().Size(), d.Lines().Levels()
	m := Manifest{
		Version: Version, Width: size.X, Height: size.Y,
		Lines: name(Lines), Levels: Levels(levels), Settings: Settings{p.LongSide},
		Palette: swatchesOf(d.Palette()), Flats: flatsOf(d),
	}
	m.Layers, m.Tint = layersOf(d)
	if d.HasPaint() {
		at := d.PaintBounds().Min
		m.Paint = &Paint{at.X, at.Y, name(Painted)}
	}
	for _, r := range d.Panels() {
		m.Panels = append(m.Panels, Panel{r.Min.X, r.Min.Y, r.Max.X, r.Max.Y})
	}
	for _, l := range d.Locks() {
		m.Locks = append(m.Locks, Lock{l.ID, l.Mask.Rect.Min.X, l.Mask.Rect.Min.Y, name(lockRole(l.ID))})
	}
	for _, f := range d.Figures() {
		m.Figures = append(m.Figures, Figure{f.ID, f.Mask.Rect.Min.X, f.Mask.Rect.Min.Y, name(figureRole(f.ID)), f.References})
	}
	if v := d.Variation(); len(v.References) > 0 || v.Hue != 0 {
		m.Variation = &Variation{v.References, v.Hue}
	}
	crops := d.Crops()
	for i := range d.References() {
		r := Reference{Picture: name(Role(fmt.Sprintf(string(reference), i+1)))}
		if i < len(p.References) {
			r.Name, r.Swatches = p.References[i].Name, swatchesOf(p.References[i].Swatches)
		}
		if c := crops[i]; !c.Empty() {
			r.Crop = &Panel{c.Min.X, c.Min.Y, c.Max.X, c.Max.Y}
		}
		m.References = append(m.References, r)
	}
	if d.Colouring() != nil {
		m.Colouring = name(Colouring)
	}
	if d.DrawnHints() != nil {
		m.Hints = name(Hints)
	}
	if d.DrawnEdges() != nil {
		m.Edges = name(Edges)
	}
	return m
}

func figureRole(id canvas.ID) Role { return Role(fmt.Sprintf(string(figure), id)) }

// greyOf shows a mask as a grey picture with bounds from (0, 0).
func greyOf(mask *image.Alpha) *image.Gray {
	return &image.Gray{Pix: mask.Pix, Stride: mask.Stride, Rect: image.Rectangle{Max: mask.Rect.Size()}}
}

func lockRole(id canvas.ID) Role { return Role(fmt.Sprintf(string(lock), id)) }

// atOrigin is the same picture with bounds from (0, 0).
func atOrigin(img *image.RGBA) *image.RGBA {
	return &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: image.Rectangle{Max: img.Rect.Size()}}
}

// movedToOrigin is the same picture with bounds from (0, 0).
func movedToOrigin(img *image.NRGBA) *image.NRGBA {
	return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: image.Rectangle{Max: img.Rect.Size()}}
}

// Restore makes the project again. fetch reads the picture of a name in the manifest.
// Colours that cannot be read are left out, since they can be made again.
func Restore(m Manifest, fetch func(name string) (image.Image, error)) (Project, error) {
	if err := m.check(); err != nil {
		return Project{}, err
	}
	r := restoring{m: m, fetch: fetch, size: image.Pt(m.Width, m.Height)}
	doc := r.document()
	if r.err != nil {
		return Project{}, r.err
	}
	p := Project{Document: doc, LongSide: m.Settings.LongSide}
	for _, n := range m.References {
		p.References = append(p.References, Note{shortened(n.Name), swatches(n.Swatches)})
	}
	return p, nil
}

func shortened(name string) string { return name[:min(len(name), maxText)] }

// restoring makes a document step by step; after an error the steps do nothing.
type restoring struct {
	m     Manifest
	fetch func(name string) (image.Image, error)
	size  image.Point
	err   error
}

func (r *restoring) document() *canvas.Document {
	doc := r.blank()
	if r.err != nil {
		return nil
	}
	var references []*image.NRGBA
	for _, ref := range r.m.References {
		references = append(references, nrgbaOf(r.picture("reference", ref.Picture, false)))
	}
	doc = doc.WithReferences(references...).WithPalette(swatches(r.m.Palette)).WithPanels(panels(r.m.Panels)...)
	for i, ref := range r.m.References {
		if c := ref.Crop; c != nil {
			doc = doc.WithCrop(i, image.Rect(c[0], c[1], c[2], c[3]))
		}
	}
	if v := r.m.Variation; v != nil {
		doc = doc.WithVariation(canvas.Variation{References: v.References, Hue: v.Hue})
	}
	if img := r.paged("colouring", r.m.Colouring); img != nil {
		doc = doc.WithColouring(nrgbaOf(img))
	}
	if img := r.paged("hints", r.m.Hints); img != nil {
		doc = doc.WithHintImage(nrgbaOf(img))
	}
	doc = r.strokes(doc)
	if img := r.paged("edges", r.m.Edges); img != nil {
		doc = doc.WithEdgeMask(alphaOf(img))
	}
	doc = r.painted(r.figures(r.locks(doc)))
	if r.err != nil {
		return nil
	}
	return r.coloured(looked(flatted(doc, r.m.Flats), r.m.Layers, r.m.Tint))
}

// painted puts what was painted by hand back.
func (r *restoring) painted(doc *canvas.Document) *canvas.Document {
	if r.m.Paint == nil {
		return doc
	}
	img := nrgbaOf(r.picture("paint", r.m.Paint.Picture, false))
	if r.err != nil {
		return doc
	}
	img.Rect = img.Rect.Add(image.Pt(r.m.Paint.X, r.m.Paint.Y))
	return doc.WithPaint(img)
}

// locks puts the locked regions back with the colours that they hold.
func (r *restoring) locks(doc *canvas.Document) *canvas.Document {
	for _, l := range r.m.Locks {
		img := nrgbaOf(r.picture("lock", l.Picture, false))
		if r.err != nil {
			return doc
		}
		place := img.Rect.Add(image.Pt(l.X, l.Y))
		colour, mask := image.NewRGBA(place), image.NewAlpha(place)
		draw.Draw(colour, place, img, image.Point{}, draw.Src)
		draw.Draw(mask, place, img, image.Point{}, draw.Src)
		locked, err := doc.WithLockOf(l.ID, mask, colour)
		if err != nil {
			r.err = fmt.Errorf("its project has a lock that fits nowhere: %w; take the previous version, the file that ends in ~", err)
			return doc
		}
		doc = locked
	}
	return doc
}

// figures puts back the regions that take from some of the references.
func (r *restoring) figures(doc *canvas.Document) *canvas.Document {
	for _, f := range r.m.Figures {
		mask := alphaOf(r.picture("figure", f.Picture, false))
		if r.err != nil {
			return doc
		}
		mask.Rect = mask.Rect.Add(image.Pt(f.X, f.Y))
		made, err := doc.WithFigureOf(f.ID, mask, f.References...)
		if err != nil {
			r.err = fmt.Errorf("its project has a figure that fits nowhere: %w; take the previous version, the file that ends in ~", err)
			return doc
		}
		doc = made
	}
	return doc
}

func panels(list []Panel) (out []image.Rectangle) {
	for _, p := range list {
		out = append(out, image.Rect(p[0], p[1], p[2], p[3]))
	}
	return out
}

// blank is the page with its lines.
func (r *restoring) blank() *canvas.Document {
	img := r.picture("lines", r.m.Lines, true)
	if r.err != nil {
		return nil
	}
	v := canvas.Levels(r.m.Levels)
	lines, err := canvas.NewLines(img).WithLevels(v)
	if err != nil {
		r.err = fmt.Errorf("its project has no proper levels: %w", err)
		return nil
	}
	return canvas.New(lines)
}

func (r *restoring) strokes(doc *canvas.Document) *canvas.Document {
	list := make([]canvas.Stroke, len(r.m.Strokes))
	for i, s := range r.m.Strokes {
		stroke, err := s.Stroke()
		if err != nil {
			r.fail(err)
			return doc
		}
		list[i] = stroke
	}
	doc, err := doc.WithStrokes(list)
	r.fail(err)
	return doc
}

func (r *restoring) fail(err error) {
	if r.err == nil && err != nil {
		r.err = fmt.Errorf("its project has a stroke that cannot be drawn: %w; take the previous version, the file that ends in ~", err)
	}
}

// paged reads a picture that must have the page's size; nil for no name.
func (r *restoring) paged(what, name string) image.Image {
	if name == "" || r.err != nil {
		return nil
	}
	if img := r.picture(what, name, true); r.err == nil {
		return img
	}
	return nil
}

// picture reads one; after an error it is an empty one.
func (r *restoring) picture(what, name string, paged bool) image.Image {
	if r.err != nil {
		return image.NewGray(image.Rectangle{})
	}
	img, err := r.fetch(name)
	switch {
	case name == "":
		err = errors.New("the project names none")
	case err == nil && paged && img.Bounds().Size() != r.size:
		err = fmt.Errorf("it is %v px, the page is %v", img.Bounds().Size(), r.size)
	}
	if err != nil {
		r.err = fmt.Errorf("the picture of its %s (%s) cannot be read: %w", what, name, err)
		return image.NewGray(image.Rectangle{})
	}
	return img
}

// coloured lays the colours that were made last on the page. Tiles that strokes reach
// count as stale, and the base as one that has to be made again.
func (r *restoring) coloured(doc *canvas.Document) *canvas.Document {
	if r.m.Colours == "" {
		return doc
	}
	img, err := r.fetch(r.m.Colours)
	if err != nil || img.Bounds().Size() != r.size {
		return doc
	}
	doc, _ = doc.WithBase(canvas.Base{ID: 1, Sources: doc.Sources()}, doc.Cut(img))
	return doc
}

func nrgbaOf(img image.Image) *image.NRGBA {
	b := img.Bounds()
	if m, ok := img.(*image.NRGBA); ok && b.Min == (image.Point{}) {
		return m
	}
	out := image.NewNRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	return out
}

func alphaOf(img image.Image) *image.Alpha {
	b := img.Bounds()
	grey := image.NewGray(image.Rectangle{Max: b.Size()})
	draw.Draw(grey, grey.Rect, img, b.Min, draw.Src)
	return &image.Alpha{Pix: grey.Pix, Stride: grey.Stride, Rect: grey.Rect}
}
