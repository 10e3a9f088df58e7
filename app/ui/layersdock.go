package ui

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/layout"

	page "keyline/canvas"
)

// layerIcons are the drawings of the layers.
var layerIcons = map[page.Layer]string{
	page.HintsLayer: "hint", page.EdgesLayer: "edge", page.LinesLayer: "reference",
	page.PaintLayer: "paint", page.FlatsLayer: "flats", page.ColourLayer: "palette",
}

// layersDock lists what the picture is made of, the topmost first, with an eye for each
// layer; below stand opacity and lock of the one that is chosen, and the colour of lines.
type layersDock struct {
	*section
	desk    *desk
	list    *listing
	layers  []page.Layer
	slider  *slider
	field   *valueField
	lock    *cell
	tint    *swatch
	tinting fyne.CanvasObject // the tint with its words
	foot    *fyne.Container
	done    func() // gives the keyboard back to the picture
}

func newLayersDock(w *Window, refresh func()) *layersDock {
	l := &layersDock{desk: w.desk, layers: page.AllLayers(), done: w.focusPicture}
	l.list = newListing(len(l.layers)+1, w.shiftIsDown, listActs{pick: l.pick, eye: l.eye, keys: w.typed})
	l.list.withTip(w.tips, l.list, l.list.tipOf("Layers", tr("Click chooses a layer, the eye hides it.")))
	opaque := fixedTip(tipText{tr("Opacity"), "", tr("How much of the chosen layer shows.")})
	l.slider = newSlider(0, 100, 100, func(v float64) { l.desk.setOpacity(v, l.slider.held) })
	l.slider.least = 72 // it has to fit the narrowest dock
	l.slider.even, l.slider.letGo = true, l.desk.letGo
	field, box := newValueField(48, true, l.take, w.focusPicture)
	l.field = field
	l.slider.withTip(w.tips, l.slider, opaque)
	field.withTip(w.tips, field, opaque)
	l.lock = newCell("lock", w.cmd.lockLayer.tip(), w.tips, w.cmd.lockLayer.run).small()
	l.tint = newSwatch(w.desk.tint(), 20, w.tips, func(color.NRGBA) { w.cmd.tint.run() })
	l.tinting = row(8, 12, 12, newLabel(tr("Line colour"), sizeCaption, colorText2), layout.NewSpacer(), l.tint)
	opacity := row(8-sliderAir, 12, 8, newLabel(tr("Opacity"), sizeCaption, colorText2), l.slider, layout.NewSpacer(), box, l.lock)
	l.foot = column(4, 6, 8, 0, opacity, l.tinting)
	l.section = newSection("Layers", column(0, 0, 0, 0, l.list, l.foot), w.tips, refresh)
	return l
}

// drawn is an icon that does nothing.
func drawn(name string, c fyne.ThemeColorName) fyne.CanvasObject {
	img := canvas.NewImageFromResource(icon(name, c))
	img.FillMode = canvas.ImageFillContain
	return fixed(iconDock, iconDock, img)
}

// pick chooses a layer; paper has nothing to set.
func (l *layersDock) pick(i int, _ bool) {
	if i < len(l.layers) {
		l.desk.chooseLayer(l.layers[i])
	}
}

func (l *layersDock) eye(i int) {
	if i < len(l.layers) {
		l.desk.toggleLayer(l.layers[i])
	}
}

// take reads an opacity as typed, "40" or "40 %".
func (l *layersDock) take(text string) bool {
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 64)
	if err != nil || !(v >= 0 && v <= 100) {
		return false
	}
	l.desk.setOpacity(v, false)
	return true
}

// focus gives the keyboard to the chosen layer.
func (l *layersDock) focus() {
	l.unfold(true)
	l.list.cursor = slices.Index(l.layers, l.desk.layer)
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.list); c != nil {
		c.Focus(l.list)
	}
	l.desk.changed()
}

// update follows the desk.
func (l *layersDock) update() {
	d := l.desk
	var items []listItem
	for _, layer := range l.layers {
		items = append(items, l.item(layer))
	}
	changed := l.list.show(append(items, listItem{icon: "layers", text: tr("Paper"), note: tr("White")}))
	l.slider.set(math.Round(d.opacity()))
	l.field.show(fmt.Sprintf("%.0f", d.opacity()))
	l.lock.set(d.layerLocked(d.layer), !d.isOpen())
	l.tint.set(d.tint(), false)
	if lines := d.layer == page.LinesLayer; lines != l.tinting.Visible() {
		showIf(l.tinting, lines)
		changed = true
	}
	if changed {
		l.content.Refresh()
		l.refresh()
	}
}

// item is the row of a layer.
func (l *layersDock) item(layer page.Layer) listItem {
	d := l.desk
	item := listItem{icon: layerIcons[layer], text: tr(layerTitles[layer]), note: l.note(layer), chosen: layer == d.layer, eye: "eye-off"}
	if d.layerShown(layer) {
		item.eye = "eye"
	}
	item.faint = item.note == tr(nothingYet)
	if d.layerLocked(layer) {
		item.sign = "lock"
	}
	return item
}

// nothingYet is the note of a layer that is not there.
const nothingYet = "none yet"

// note says what is on a layer, and how much of it shows unless that is all.
func (l *layersDock) note(layer page.Layer) string {
	d := l.desk
	edges, hints := d.counts()
	note := ""
	switch layer {
	case page.HintsLayer:
		note = strconv.Itoa(hints)
	case page.EdgesLayer:
		note = strconv.Itoa(edges)
	case page.LinesLayer:
		note = tr("multiply")
	case page.FlatsLayer:
		switch {
		case !d.hasFlats():
			return tr(nothingYet)
		case d.editor.Flattening():
			return tr("being made")
		}
	case page.PaintLayer:
		if !d.hasPaint() {
			return tr(nothingYet)
		}
	case page.ColourLayer:
		if !d.isOpen() || d.editor.Document().Base().ID == 0 {
			return tr(nothingYet)
		}
	}
	if o := d.lookOf(layer).Opacity; o < 255 || note == "" {
		return strings.TrimPrefix(note+", ", ", ") + fmt.Sprintf("%.0f %%", float64(o)*100/255)
	}
	return note
}
