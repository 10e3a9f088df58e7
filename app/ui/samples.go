package ui

import (
	"image"
	"io/fs"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyline/assets"
)

// samplesKey is what the look of the samples depends on; they are made anew only if that
// changes, since they are read from files.
type samplesKey struct {
	columns int
	small   bool
}

// samples shows the shipped pictures, half sketch, half colour: large while there is
// nothing else, small below the recent ones.
func (s *startScreen) samples() fyne.CanvasObject {
	key := samplesKey{s.columns, len(s.recent) > 0}
	if s.sampled != nil && s.sampledAs == key {
		return s.sampled
	}
	size := sampleSize(key.small)
	grid := container.New(gridLayout{max(int((s.width()+startGap)/(size.Width+startGap)), 1)})
	for _, name := range s.w.samples.names() {
		grid.Add(s.sampleCard(name, size, !key.small))
	}
	head := row(12, 0, 0, subHeading(tr("Samples")), newLabel(tr("sketch with a matching reference, ready to try"), sizeCaption, colorText3))
	s.sampledAs, s.sampled = key, column(15, 0, 0, 0, head, grid)
	return s.sampled
}

// sampleSize is that of a sample's picture, units.
func sampleSize(small bool) fyne.Size {
	if small {
		return fyne.NewSquareSize(cardSmall)
	}
	return fyne.NewSize(float32(cardPicture.X), float32(cardPicture.Y))
}

// halfKey tells one small picture of a sample from another.
type halfKey struct {
	name string
	size fyne.Size
}

// make reads the sample's pictures; that takes too long for the window's goroutine once
// the window is there.
func (k halfKey) make(from samples) *image.RGBA {
	whole := half(from.read(k.name, "sketch"), from.read(k.name, "truth"))
	return coverSubject(whole, image.Pt(int(2*k.size.Width), int(2*k.size.Height)))
}

// missingHalves lists those that the samples need and that are not there yet.
func (s *startScreen) missingHalves(small bool) (list []halfKey) {
	for _, name := range s.w.samples.names() {
		if key := (halfKey{name, sampleSize(small)}); s.halves[key] == nil {
			list = append(list, key)
		}
	}
	return list
}

func (s *startScreen) sampleCard(name string, size fyne.Size, named bool) *card {
	open := func() { s.w.OpenSample(name) }
	key := halfKey{name, size}
	img, made := s.halves[key]
	if !made {
		img = key.make(s.w.samples)
		s.halves[key] = img
	}
	c := newCoverCard(img, size, cardText{}, s.w.tips, open)
	c.keys = s.w.typed
	if named {
		c.text.name = sampleTitle(name)
	} else {
		c.hint = tipText{name: sampleTitle(name)}
	}
	return c
}

// gridLayout places objects of one size in columns.
type gridLayout struct{ columns int }

func (l gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	cell, rows := objects[0].MinSize(), (len(objects)+l.columns-1)/l.columns
	return fyne.NewSize(cell.Width, float32(rows)*(cell.Height+startGap)-startGap)
}

func (l gridLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for i, o := range objects {
		cell := objects[0].MinSize()
		o.Resize(cell)
		o.Move(fyne.NewPos(float32(i%l.columns)*(cell.Width+startGap), float32(i/l.columns)*(cell.Height+startGap)))
	}
}

// samples are the shipped pictures: a folder each, with sketch, reference and truth.
type samples struct{ fs.FS }

// sampleTitle makes a name of a folder's.
func sampleTitle(name string) string {
	text := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

func (s samples) names() []string { return assets.SampleNames(s) }

// read reads a picture of a sample; an empty one if it has none of that kind.
func (s samples) read(name, what string) image.Image {
	img, err := assets.SamplePicture(s, name, what)
	if err != nil {
		return image.NewNRGBA(image.Rectangle{})
	}
	return img
}

// credits are the samples' authors and licences, as plain text: a paragraph for each row of
// the table.
func (s samples) credits() string {
	text, err := fs.ReadFile(s, "ATTRIBUTIONS.md")
	if err != nil {
		return ""
	}
	var all []string
	for _, line := range strings.Split(regexp.MustCompile("[`*#]").ReplaceAllString(string(text), ""), "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), ">"))
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		switch {
		case strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "| folder"):
		case strings.HasPrefix(line, "|"):
			all = append(all, strings.Join(cells, ". ")+".", "")
		default:
			all = append(all, line)
		}
	}
	return strings.Join(all, "\n")
}

// half shows one picture at the left and another of the same size at the right.
func half(left, right image.Image) image.Image {
	out := rgbaOf(left)
	over := rgbaOf(right)
	for y := range out.Rect.Dy() {
		from := out.PixOffset(out.Rect.Dx()/2, y)
		copy(out.Pix[from:(y+1)*out.Stride], over.Pix[from:])
	}
	return out
}
