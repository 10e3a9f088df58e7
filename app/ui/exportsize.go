package ui

import (
	"image"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"keyline/app/memory"
)

// Limits of an exported picture, px: what Keyline and most others read.
const (
	maxExportSide = 65535
	maxExportArea = 100_000_000
)

// sizeOf is the size that choices give a page, px; the page's own where they give none that
// is possible, or the format keeps the page's.
func sizeOf(page image.Point, c memory.Export) image.Point {
	size := page
	switch {
	case formatOf(c.Ending).layers:
	case c.Width > 0:
		size = image.Pt(c.Width, scaledSide(page.Y, float64(c.Width)/float64(page.X)))
	case c.Height > 0:
		size = image.Pt(scaledSide(page.X, float64(c.Height)/float64(page.Y)), c.Height)
	case c.Percent > 0:
		size = image.Pt(scaledSide(page.X, c.Percent/100), scaledSide(page.Y, c.Percent/100))
	}
	if !canBeExported(size) {
		return page
	}
	return size
}

// scaledSide is a side of a page at a scale, whole and at least 1.
func scaledSide(px int, scale float64) int {
	return int(min(max(math.Round(float64(px)*scale), 1), 2*maxExportSide))
}

func canBeExported(size image.Point) bool {
	return size.X <= maxExportSide && size.Y <= maxExportSide && size.X*size.Y <= maxExportArea
}

// sizeFields are where the size of an export is typed: its share of the page's, or a side,
// which the others follow.
type sizeFields struct {
	e                      *exporting
	percent, width, height *valueField
	content                fyne.CanvasObject
}

func newSizeFields(e *exporting) *sizeFields {
	s := &sizeFields{e: e}
	done := func() { e.w.win.Canvas().Focus(e.form.path) }
	field := func(wide float32, take func(v float64, c *memory.Export)) (*valueField, fyne.CanvasObject) {
		return newValueField(wide, true, func(text string) bool { return s.take(text, take) }, done)
	}
	var boxes [3]fyne.CanvasObject
	s.percent, boxes[0] = field(58, func(v float64, c *memory.Export) { c.Percent = v })
	s.width, boxes[1] = field(50, func(v float64, c *memory.Export) { c.Width = int(v) })
	s.height, boxes[2] = field(50, func(v float64, c *memory.Export) { c.Height = int(v) })
	word := func(text string) fyne.CanvasObject { return newLabel(text, sizeRow, colorText2) }
	s.content = row(6, 0, 0, word(tr("Size")), newPlane("", 6, 1), boxes[0], newPlane("", 2, 1), boxes[1], word("×"), boxes[2], word("px"))
	return s
}

// take reads a number and makes it the size, in place of the one before, if a picture can be
// as large as that.
func (s *sizeFields) take(text string, set func(v float64, c *memory.Export)) bool {
	text = strings.TrimSpace(strings.TrimRight(text, " %px"))
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || !(v >= 1 && v <= maxExportSide) {
		return false
	}
	c := s.e.choices
	c.Percent, c.Width, c.Height = 0, 0, 0
	set(v, &c)
	page := s.page()
	if c.Percent == 100 || c.Width == page.X || c.Height == page.Y {
		c.Percent, c.Width, c.Height = 0, 0, 0
	} else if sizeOf(page, c) == page { // it would be too large
		return false
	}
	s.e.choose(func(now *memory.Export) { *now = c })
	return true
}

func (s *sizeFields) page() image.Point { return s.e.w.desk.editor.Document().Bounds().Size() }

// update follows the choices.
func (s *sizeFields) update(usable bool) {
	page := s.page()
	size := sizeOf(page, s.e.choices)
	share := 100 * float64(size.X) / float64(page.X)
	if c := s.e.choices; c.Height > 0 {
		share = 100 * float64(size.Y) / float64(page.Y)
	} else if c.Percent > 0 && size != page {
		share = c.Percent
	}
	s.percent.show(strconv.FormatFloat(math.Round(10*share)/10, 'f', -1, 64) + " %")
	s.width.show(strconv.Itoa(size.X))
	s.height.show(strconv.Itoa(size.Y))
	usable = usable && !formatOf(s.e.choices.Ending).layers
	for _, f := range []*valueField{s.percent, s.width, s.height} {
		enable(f, usable)
	}
}
