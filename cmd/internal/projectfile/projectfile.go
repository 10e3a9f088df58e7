// Package projectfile opens and saves projects as OpenRaster files, for both programs:
// what a project is stands in canvas/project, the container in canvas/ora, safe writing
// in canvas/imageio, and none of them knows the others.
//
// Other programs see these layers, topmost first, the merged picture and a thumbnail:
//
//	Hints        hidden   what hint strokes and painted hints cover, in their colours
//	Edge strokes hidden   black where an edge is
//	Lines        multiply the lines as they are shown, levels and tint applied
//	Paint                 what is painted by hand, where there is some
//	Locked                what locked regions hold above flats, where there are both
//	Flats                 the flats, where there are some
//	Colour                the colours without lines, where there are some
//	Paper                 white
//
// The folder keyline/ in the file has project.json ([project.Manifest]) and the pictures it
// names. Lines without levels and tint are those of the layer and are not stored twice, nor
// are paint and the colours.
package projectfile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/layered"
	"keyline/canvas/ora"
	"keyline/canvas/project"
)

// Ending is that of the files.
const Ending = ".ora"

// Backup is what is put after the name of a file to name its previous version.
const Backup = "~"

// Names inside the file.
const (
	folder   = "keyline/"
	manifest = folder + "project.json"
)

// The layers' names.
const (
	hintsName  = "Hints"
	edgesName  = "Edge strokes"
	linesName  = "Lines"
	paintName  = "Paint"
	heldName   = "Locked"
	flatsName  = "Flats"
	colourName = "Colour"
	paperName  = "Paper"
)

// IsFile tells by its name whether a file is one of these.
func IsFile(path string) bool { return strings.EqualFold(filepath.Ext(path), Ending) }

// Save writes the project to path, whole or not at all; what was there before is kept
// beside it, under the same name with a ~ at its end. progress may be nil. The error is
// one line that names the file and the remedy, or ctx's.
func Save(ctx context.Context, path string, p project.Project, progress func(share float64)) error {
	return imageio.WriteAtomicKeeping(path, path+Backup, func(w io.Writer) error {
		return Encode(ctx, w, p, progress)
	})
}

// Encode writes the project's file to w. The same project gives the same bytes.
func Encode(ctx context.Context, w io.Writer, p project.Project, progress func(share float64)) error {
	picture, pixels := layersOf(p.Document)
	extras, err := extrasOf(p, picture)
	if err != nil {
		return err
	}
	return ora.WriteLazily(stoppable{ctx, w}, picture, func(i int) *image.NRGBA { return pixels[i]() },
		func() *image.NRGBA { return merged(p.Document) }, extras, progress)
}

// stoppable ends a file once its context is done.
type stoppable struct {
	ctx context.Context
	w   io.Writer
}

func (s stoppable) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}

func merged(d *canvas.Document) *image.NRGBA {
	return straight(canvas.Flatten(d, d.Bounds(), canvas.FlattenOptions{}))
}

// layersOf is the stack without pixels and, layer by layer, what makes those: all at once
// would need a large page's memory again and again.
func layersOf(d *canvas.Document) (p layered.Picture, pixels []func() *image.NRGBA) {
	page := d.Bounds()
	p.Size = page.Max
	add := func(name string, look canvas.LayerLook, img func() *image.NRGBA) {
		p.Layers = append(p.Layers, layered.Layer{Name: name, Opacity: float64(look.Opacity) / 255, Hidden: look.Hidden})
		pixels = append(pixels, img)
	}
	hidden := func(look canvas.LayerLook) canvas.LayerLook {
		look.Hidden = true
		return look
	}
	if hasHints(d) {
		add(hintsName, hidden(d.Look(canvas.HintsLayer)), func() *image.NRGBA { return d.HintImage(page) })
	}
	if hasEdges(d) {
		add(edgesName, hidden(d.Look(canvas.EdgesLayer)), func() *image.NRGBA { return inked(d.EdgeMask(page)) })
	}
	add(linesName, d.Look(canvas.LinesLayer), d.LineLayer)
	p.Layers[len(p.Layers)-1].Mode = layered.Multiply
	if d.HasPaint() {
		add(paintName, d.Look(canvas.PaintLayer), d.Paint)
	}
	if flats := d.Look(canvas.FlatsLayer); d.FlatPicture(image.Rectangle{}) != nil {
		if len(d.Locks()) > 0 {
			add(heldName, canvas.LayerLook{Opacity: 255, Hidden: flats.Hidden || flats.Opacity == 0}, d.HeldPicture)
		}
		add(flatsName, flats, func() *image.NRGBA { return straight(d.FlatPicture(page)) })
	}
	if d.Base().ID != 0 {
		add(colourName, d.Look(canvas.ColourLayer), func() *image.NRGBA { return straight(d.Colour(page)) })
	}
	add(paperName, canvas.LayerLook{Opacity: 255}, func() *image.NRGBA { return white(page) })
	return p, pixels
}

func hasHints(d *canvas.Document) bool { return d.DrawnHints() != nil || hasStroke(d, canvas.Hint) }
func hasEdges(d *canvas.Document) bool { return d.DrawnEdges() != nil || hasStroke(d, canvas.Edge) }

// hasStroke tells whether a stroke of that kind is shown somewhere on the page.
func hasStroke(d *canvas.Document, kind canvas.Kind) bool {
	return slices.ContainsFunc(d.Strokes(), func(s canvas.Stroke) bool {
		return s.Kind == kind && !s.Hidden && s.Bounds().Overlaps(d.Bounds())
	})
}

// straight takes over an opaque picture.
func straight(img *image.RGBA) *image.NRGBA {
	return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

func inked(mask *image.Alpha) *image.NRGBA {
	if mask == nil {
		return nil // it lies just beside the page
	}
	out := image.NewNRGBA(mask.Rect)
	for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
		for x, a := range mask.Pix[mask.PixOffset(mask.Rect.Min.X, y):][:mask.Rect.Dx()] {
			out.Pix[out.PixOffset(mask.Rect.Min.X+x, y)+3] = a
		}
	}
	return out
}

func white(page image.Rectangle) *image.NRGBA {
	out := image.NewNRGBA(page)
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	return out
}

// extrasOf makes the files of our own folder.
func extrasOf(p project.Project, picture layered.Picture) (list []ora.Extra, err error) {
	names := map[project.Role]string{}
	for i, l := range picture.Layers {
		switch l.Name {
		case linesName:
			if p.Document.Lines().Levels().Identity() && p.Document.Tint() == (color.NRGBA{A: 255}) {
				names[project.Lines] = ora.LayerName(i)
			}
		case paintName:
			names[project.Painted] = ora.LayerName(i)
		case colourName:
			names[project.Colours] = ora.LayerName(i)
		}
	}
	for _, pic := range p.Pictures() {
		if names[pic.Role] != "" {
			continue
		}
		names[pic.Role] = folder + string(pic.Role) + ".png"
		file, err := encoded(pic.Image())
		if err != nil {
			return nil, err
		}
		list = append(list, ora.Extra{Name: names[pic.Role], File: file})
	}
	text, err := json.Marshal(p.Manifest(func(r project.Role) string { return names[r] }, names[project.Colours] != ""))
	return append([]ora.Extra{{Name: manifest, File: text}}, list...), err
}

// ErrForeign is in the errors of [Open] and [Lines] for an OpenRaster file of another program.
var ErrForeign = errors.New("it has no Keyline project in it")

// Open reads a project. The error names the file and says what to do.
func Open(path string) (p project.Project, err error) {
	err = withFile(path, func(f *ora.File) error {
		p, err = restore(f)
		return err
	})
	return p, err
}

func restore(f *ora.File) (project.Project, error) {
	if !f.Has(manifest) {
		return project.Project{}, fmt.Errorf("%w; open it as a sketch", ErrForeign)
	}
	text, err := f.Extra(manifest, project.MaxBytes)
	if err != nil {
		return project.Project{}, err
	}
	m, err := project.Parse(text)
	if err != nil {
		return project.Project{}, err
	}
	return project.Restore(m, func(name string) (image.Image, error) { return f.Image(name) })
}

// Lines reads the lines of a project as they are shown. The error, which does not name
// the file, is or wraps [ErrForeign] for a file of another program.
func Lines(r io.ReaderAt, size int64) (image.Image, error) {
	f, err := ora.Open(r, size)
	if err != nil {
		return nil, err
	}
	p, err := restore(f)
	if err != nil {
		return nil, err
	}
	return canvas.Flatten(p.Document, p.Document.Bounds(), canvas.FlattenOptions{HideColour: true}), nil
}

// withFile opens an OpenRaster file and adds its name to errors.
func withFile(path string, do func(*ora.File) error) error {
	file, err := os.Open(path)
	if err != nil {
		return failed(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file; name an .ora file")
	}
	if err != nil {
		return failed(path, err)
	}
	f, err := ora.Open(file, info.Size())
	if err == nil {
		err = do(f)
	}
	if err != nil {
		return failed(path, err)
	}
	return nil
}

func failed(path string, err error) error {
	var system *fs.PathError
	if errors.As(err, &system) {
		return fmt.Errorf("open %s: %w; check the name and that you may read it", path, system.Err)
	}
	return fmt.Errorf("open %s: %w", path, err)
}

func encoded(img image.Image) ([]byte, error) {
	var file bytes.Buffer
	err := imageio.EncodePNG(&file, img)
	return file.Bytes(), err
}
