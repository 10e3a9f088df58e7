package ui

import (
	"image/color"

	"keyline/app"
	page "keyline/canvas"
)

// layerTitles are those of the layers as the window shows them.
var layerTitles = map[page.Layer]string{
	page.HintsLayer: "Hints", page.EdgesLayer: "Edges", page.LinesLayer: "Lines",
	page.PaintLayer: "Paint", page.FlatsLayer: "Flats", page.ColourLayer: "Colour",
}

// lookOf is how a layer looks; that of an open picture's.
func (d *desk) lookOf(l page.Layer) page.LayerLook {
	if !d.isOpen() {
		return page.LayerLook{Opacity: 255}
	}
	return d.editor.Document().Look(l)
}

// layerShown tells whether a layer is to be seen: lines and colour can be hidden for looking
// alone, the others are hidden in the picture.
func (d *desk) layerShown(l page.Layer) bool {
	shown := !d.lookOf(l).Hidden
	switch l {
	case page.HintsLayer, page.EdgesLayer:
		return shown && d.strokes
	case page.LinesLayer:
		return shown && d.lines
	case page.ColourLayer:
		return shown && d.colours
	case page.FlatsLayer:
		return shown && d.hasFlats()
	}
	return shown
}

// toggleLayer shows or hides a layer; flats that are not there are made.
func (d *desk) toggleLayer(l page.Layer) {
	if !d.isOpen() {
		return
	}
	look := d.lookOf(l)
	switch {
	case l == page.FlatsLayer && !d.hasFlats():
		d.makeFlats()
		return
	case l == page.LinesLayer && !look.Hidden:
		d.look(!d.lines, d.colours)
		return
	case l == page.ColourLayer && !look.Hidden:
		d.look(d.lines, !d.colours)
		return
	case (l == page.HintsLayer || l == page.EdgesLayer) && !d.strokes:
		d.strokes, look.Hidden = true, false
	default:
		look.Hidden = !look.Hidden
	}
	d.setLook(l, look)
}

func (d *desk) setLook(l page.Layer, look page.LayerLook) {
	d.timing.begin()
	d.editor.SetLook(l, look)
	d.changed()
}

// layerLocked tells whether a layer is locked.
func (d *desk) layerLocked(l page.Layer) bool {
	if l == page.ColourLayer {
		return d.isOpen() && d.editor.ColoursLocked()
	}
	return d.lookOf(l).Locked
}

// lockLayer locks the chosen layer, or unlocks it.
func (d *desk) lockLayer() {
	if !d.isOpen() {
		return
	}
	if d.layer == page.ColourLayer {
		d.attempt(func() error { return d.editor.LockColours(!d.editor.ColoursLocked()) })
		return
	}
	look := d.lookOf(d.layer)
	look.Locked = !look.Locked
	d.setLook(d.layer, look)
}

// setOpacity changes how much of the chosen layer shows, percent; held says that more of the
// same follows until [desk.letGo].
func (d *desk) setOpacity(percent float64, held bool) {
	if !d.isOpen() {
		return
	}
	look := d.lookOf(d.layer)
	look.Opacity = uint8(min(max(percent, 0), 100)*255/100 + 0.5)
	d.timing.begin()
	if held {
		d.editor.HoldLook(d.layer, look)
	} else {
		d.editor.SetLook(d.layer, look)
	}
	d.changed()
}

// opacity is that of the chosen layer, percent.
func (d *desk) opacity() float64 { return float64(d.lookOf(d.layer).Opacity) * 100 / 255 }

// chooseLayer makes a layer the one that opacity and lock are of.
func (d *desk) chooseLayer(l page.Layer) {
	d.layer = l
	d.changed()
}

// tint is the colour of the lines.
func (d *desk) tint() color.NRGBA {
	if !d.isOpen() {
		return color.NRGBA{A: 255}
	}
	return d.editor.Document().Tint()
}

func (d *desk) setTint(c color.NRGBA) { d.attempt(func() error { return d.editor.SetTint(c) }) }

// askTint asks for the colour of the lines.
func (w *Window) askTint() {
	showBareColourDialog(w, tr("Colour of the lines"), w.desk.tint(), w.desk.setTint)
}

// paintBy chooses whether the paint tool erases, and takes it.
func (d *desk) paintBy(erase bool) {
	d.paintErases = erase
	d.take(toolPaint)
}

func (d *desk) hasPaint() bool { return d.isOpen() && d.editor.Document().HasPaint() }

func (d *desk) clearPaint() { d.attempt(d.editor.ClearPaint) }

// focusLayers gives the keyboard to the layers.
func (w *Window) focusLayers() {
	if !w.layout.docks {
		w.toggleDocks()
	}
	w.dock.reveal(w.dock.layers.content)
	w.dock.layers.focus()
}

// reachable are the strokes that tools can take: those on layers that are neither hidden nor
// locked.
func (d *desk) reachable() (list []page.Stroke) {
	doc := d.editor.Document()
	for _, s := range doc.Strokes() {
		if app.Free(doc, s) {
			list = append(list, s)
		}
	}
	return list
}
