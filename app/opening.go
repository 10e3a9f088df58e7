package app

import (
	"fmt"
	"image"

	"keyline/canvas"
)

// Opening is a page made ready to be opened: what that costs on a large page is paid by
// whoever makes it, on any goroutine. It can be opened once.
type Opening struct {
	doc     *canvas.Document
	how     Manner
	surface *canvas.Surface
}

// Ready makes a page ready. It fails if the page has no pixels, or if a picture that must
// have its size has another.
func Ready(p Page) (*Opening, error) {
	size := p.Lines.Bounds().Size()
	if size.X == 0 || size.Y == 0 {
		return nil, fmt.Errorf("open page: it is %d×%d pixels; use a picture with at least one", size.X, size.Y)
	}
	if err := p.checkSizes(); err != nil {
		return nil, err
	}
	return readied(p.document(), Manner{p.LongSide}), nil
}

// ReadyDocument makes a document of at least a pixel ready that was made before, with the
// working size it was made with. Colours that it has are shown until its own come, which
// the session asks for.
func ReadyDocument(doc *canvas.Document, longSide int) *Opening {
	return readied(doc, Manner{LongSide: longSide})
}

func readied(doc *canvas.Document, how Manner) *Opening {
	return &Opening{doc, how, canvas.SurfaceOf(doc, canvas.FlattenOptions{})}
}

// Document returns what will be open.
func (o *Opening) Document() *canvas.Document { return o.doc }

// Shown returns the picture on show, as [Editor.Shown].
func (o *Opening) Shown() *image.RGBA { return o.surface.Image() }

// document is the page as a session begins with it.
func (p Page) document() *canvas.Document {
	doc := canvas.New(p.Lines).WithReferences(p.References...).WithPalette(p.Palette)
	if p.Colour != nil {
		doc = doc.WithColouring(p.Colour)
	}
	if p.Hints != nil {
		doc = doc.WithHintImage(p.Hints)
	}
	if p.Edges != nil {
		doc = doc.WithEdgeMask(p.Edges)
	}
	for _, f := range p.Figures {
		doc, _ = doc.WithFigure(f.Mask, f.References...)
	}
	doc = doc.WithPanels(p.Panels...)
	if p.Flats {
		doc = doc.WithFlats()
	}
	return doc
}
