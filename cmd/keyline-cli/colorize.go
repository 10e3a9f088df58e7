package main

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/palette"
	"keyline/canvas/panels"
	"keyline/canvas/project"
	"keyline/cmd/internal/engine"
	"keyline/cmd/internal/palettefile"
	"keyline/cmd/internal/picturefile"
	"keyline/cmd/internal/projectfile"
	"keyline/model"
)

// colorizeFlags are the flags of colorize.
type colorizeFlags struct {
	sketch, layer, palette, base, hints, edges, levels, paper, out string
	references, regions                                            list
	colours                                                        []*image.NRGBA // read already, in place of references and palette
	size                                                           int
	lines, panels, flats, json                                     bool
}

// colorized is the report of colorize.
type colorized struct {
	Out    string  `json:"out"`
	Width  int     `json:"width"`
	Height int     `json:"height"`
	Kernel string  `json:"kernel"`
	MS     float64 `json:"ms"`              // without reading and writing files
	Paper  string  `json:"paper,omitempty"` // tinted: and so it is in the picture, whitened; none: it is white
}

// colorize is the command of that name: the main job, headless.
func colorize(ctx context.Context, c console, args []string) error {
	f, err := parseColorize(c, args)
	if err != nil {
		return err
	}
	done, err := f.run(ctx, c, later(func() (engine.Network, error) { return openNetwork(c, model.Options{}) }))
	if err != nil || !f.json {
		return err
	}
	return printJSON(c, done)
}

// run colorizes one sketch with the network that open gives; what is wrong with the files is
// told first.
func (f colorizeFlags) run(ctx context.Context, c console, open func() (engine.Network, error)) (done colorized, err error) {
	if err := imageio.CheckWritable(f.out); err != nil {
		return done, err
	}
	page, paper, err := f.page()
	if err != nil {
		return done, err
	}
	f.warnOfPaper(c, paper)
	if err := picturefile.Check(f.out, page.Lines.Bounds().Size()); err != nil {
		return done, err
	}
	n, err := open()
	if err != nil {
		return done, err
	}
	start := time.Now()
	s, err := settled(ctx, c, n, page)
	if err != nil {
		return done, err
	}
	defer s.Close()
	picture := s.picture(f.lines)
	took := time.Since(start)
	if err := f.write(ctx, s, picture); err != nil {
		return done, err
	}
	size := picture.Bounds().Size()
	return colorized{f.out, size.X, size.Y, n.Kernel(), milliseconds(took), paper}, nil
}

func parseColorize(c console, args []string) (f colorizeFlags, err error) {
	set := newFlags("colorize")
	set.StringVar(&f.sketch, "sketch", "", "line art to colorize: a picture `file`, PNG, JPEG, WebP, TIFF, KRA, PSD or .ora; of one with layers the one that is likely the lines")
	set.StringVar(&f.layer, "layer", "", "`name` of the sketch's layer that is the lines")
	set.Var(&f.references, "reference", "coloured picture `file` to take the colours from; may be repeated; without one colours are guessed")
	set.Var(&f.regions, "region", "`MASK=N`: where the picture MASK, of the sketch's size, is white (alpha × luminance ≥ 0.5), colours come from reference N alone, counted from 1 in the order given, the palette last, or from several, N,M; may be repeated, later ones over earlier")
	set.StringVar(&f.palette, "palette", "", "palette `file` (.gpl, .ase or .aco) that stands in for a reference")
	set.StringVar(&f.base, "base", "", "existing colouring to mend, a `file` of the sketch's size; references are not looked at then")
	set.StringVar(&f.hints, "hints", "", "transparent picture `file` of the sketch's size with opaque dabs of wanted colours")
	set.StringVar(&f.edges, "edges", "", "picture `file` of the sketch's size; a stroke where alpha × (1 − luminance) ≥ 0.5, that is dark on transparent or white")
	size := workingSize(set)
	set.BoolVar(&f.lines, "lines", true, "multiply the lines on top; --lines=false leaves the colour alone")
	set.BoolVar(&f.panels, "panels", false, "find the page's panels and colour each on its own; what lies outside stays white")
	set.BoolVar(&f.flats, "flats", false, "give every area exactly one colour: a hint's, a swatch of the palette, the references or the base, or white; lines and edges bound the areas")
	set.StringVar(&f.levels, "levels", "", "tones of the sketch that become black and white: `black,white`, 0–255 each, or auto")
	f.paperFlag(set)
	set.StringVar(&f.out, "out", "", "picture `file` to write: .png, .webp, .jpg, .psd with layers, or .ora with layers, which Keyline opens as a project")
	set.BoolVar(&f.json, "json", false, "print a report as JSON")
	if err := parse(set, c, args, "sketch", "out"); err != nil {
		return f, err
	}
	f.size = *size
	if err := checkSize(f.size); err != nil {
		return f, err
	}
	if _, err := f.readLevels(nil); err != nil {
		return f, err
	}
	if err := f.checkPaper(); err != nil {
		return f, err
	}
	if f.base != "" && f.hints != "" {
		return f, wrong("--hints has no effect on a colouring brought with --base in this version; leave one of them out")
	}
	if err := checkOutLines(f.out, f.lines); err != nil {
		return f, err
	}
	return f, f.checkInputs()
}

// checkInputs refuses to write over what is read.
func (f colorizeFlags) checkInputs() error {
	inputs := append([]string{f.sketch, f.palette, f.base, f.hints, f.edges}, f.references...)
	regions, err := f.parseRegions()
	if err != nil {
		return err
	}
	for _, r := range regions {
		inputs = append(inputs, r.mask)
	}
	return mustNotReplace(f.out, inputs...)
}

// checkOut refuses names of formats that are not written.
func checkOut(path string) error {
	if err := picturefile.CheckName(path); err != nil {
		return wrong("%v", err)
	}
	return nil
}

// checkOutLines is checkOut with the flag --lines, which projects do not heed.
func checkOutLines(path string, lines bool) error {
	if projectfile.IsFile(path) && !lines {
		return wrong("--lines=false has no meaning for %s, which has the lines in a layer of their own; hide that layer, or write a .png", path)
	}
	return checkOut(path)
}

// readLevels reads --levels; lines may be nil to check the flag alone.
func (f colorizeFlags) readLevels(lines *canvas.Lines) (v canvas.Levels, err error) {
	switch f.levels {
	case "":
		return v, nil
	case "auto":
		if lines != nil {
			v = lines.AutoLevels()
		}
		return v, nil
	}
	black, white, ok := strings.Cut(f.levels, ",")
	b, errB := strconv.ParseUint(strings.TrimSpace(black), 10, 8)
	w, errW := strconv.ParseUint(strings.TrimSpace(white), 10, 8)
	if err := errors.Join(errB, errW); !ok || err != nil || b >= w {
		return v, wrong("--levels %s: give two tones, black below white, 0–255 each, such as 20,235, or auto", f.levels)
	}
	return canvas.Levels{Black: uint8(b), White: uint8(w)}, nil
}

// page reads everything the session needs, several files at a time, and says what became of
// the paper.
func (f colorizeFlags) page() (p app.Page, paper string, err error) {
	references, colour, hints := later(f.palettes), nrgbaLater(f.base, "base"), nrgbaLater(f.hints, "hints")
	img, err := picturefile.OpenSketch(f.sketch, f.layer)
	if err != nil {
		return p, paper, err
	}
	img, paper = f.onPaper(img)
	sketch := picture{img, f.sketch}
	p.LongSide, p.Flats = f.size, f.flats
	if p.Lines, err = f.lineLayer(sketch); err != nil {
		return p, paper, err
	}
	if f.panels {
		p.Panels = panels.Find(p.Lines.Gray(), panels.Options{})
	}
	if p.References, err = references(); err != nil {
		return p, paper, err
	}
	if p.Colour, err = colour(sketch); err != nil {
		return p, paper, err
	}
	if p.Palette, err = f.swatches(p); err != nil {
		return p, paper, err
	}
	if p.Hints, err = hints(sketch); err != nil {
		return p, paper, err
	}
	if p.Edges, err = openEdges(f.edges, sketch); err != nil {
		return p, paper, err
	}
	p.Figures, err = f.figures(sketch)
	return p, paper, err
}

func (f colorizeFlags) lineLayer(sketch picture) (*canvas.Lines, error) {
	lines := canvas.NewLines(sketch.Image)
	levels, err := f.readLevels(lines)
	if err != nil {
		return nil, err
	}
	return lines.WithLevels(levels)
}

// palettes are the references and the swatch sheet of the palette.
func (f colorizeFlags) palettes() ([]*image.NRGBA, error) {
	if f.colours != nil {
		return f.colours, nil
	}
	var all []*image.NRGBA
	for _, path := range f.references {
		img, err := openNRGBA(path)
		if err != nil {
			return nil, err
		}
		all = append(all, img)
	}
	if f.palette != "" {
		list, err := palettefile.Open(f.palette)
		if err != nil {
			return nil, err
		}
		all = append(all, palette.Sheet(palette.Colours(list)))
	}
	return all, nil
}

// How many colours of a reference sort the layers of a picture, and how many of all
// references the areas of flats: as many as the window's palette gets.
const (
	layerSwatches = 12
	flatSwatches  = 20
)

// swatches are what flats or a layered picture are sorted by: the palette, or what is found
// in the references or the base.
func (f colorizeFlags) swatches(p app.Page) ([]palette.Swatch, error) {
	switch {
	case !picturefile.HasLayers(f.out) && !f.flats:
		return nil, nil
	case f.palette != "":
		return palettefile.Open(f.palette)
	case f.flats && p.Colour != nil:
		return palette.OfPictures([]*image.NRGBA{p.Colour}, flatSwatches), nil
	case f.flats:
		return palette.OfPictures(p.References, flatSwatches), nil
	case len(p.References) > 0:
		return palette.OfPictures(p.References[:1], layerSwatches), nil
	}
	return nil, nil
}

// settled runs the session on a page until its colours are there; close it afterwards.
func settled(ctx context.Context, c console, n engine.Network, page app.Page) (session, error) {
	watch, wipe := drawProgress(c, "colorizing")
	s := newSession(n, watch)
	err := s.Open(page)
	if err == nil {
		err = s.settle(ctx)
		wipe()
	}
	if err != nil {
		s.Close()
	}
	return s, err
}

// write writes the picture, or the session with its layers, in the format of the name.
func (f colorizeFlags) write(ctx context.Context, s session, picture *image.RGBA) error {
	if !picturefile.HasLayers(f.out) {
		return imageio.Save(f.out, picture)
	}
	return picturefile.Save(ctx, f.out, f.project(s), canvas.FlattenOptions{HideLines: !f.lines})
}

// project is the session as it is kept in a file.
func (f colorizeFlags) project(s session) project.Project {
	p := project.Project{Document: s.Document(), LongSide: s.LongSide()}
	for _, path := range f.references {
		p.References = append(p.References, project.Note{Name: filepath.Base(path)})
	}
	if f.palette != "" {
		p.References = append(p.References, project.Note{Name: filepath.Base(f.palette)})
	}
	return p
}

// picture is the session's, with or without lines.
func (s session) picture(lines bool) *image.RGBA {
	picture := s.Shown()
	if !lines {
		// Over the picture with lines: a second one of a large page would cost 400 MB.
		canvas.FlattenInto(picture, s.Document(), picture.Rect, canvas.FlattenOptions{HideLines: true})
	}
	return picture
}

func milliseconds(d time.Duration) float64 {
	return float64(d.Round(10*time.Microsecond)) / float64(time.Millisecond)
}
