package ui

import (
	"slices"

	"keyline/canvas"
	"keyline/canvas/palette"
)

// unsaved tells whether there is work that no file has.
func (d *desk) unsaved() bool {
	return d.isOpen() && (!sameDrawing(d.seen, d.editor.Document()) || !d.paletteSaved())
}

// paletteSaved tells whether the palette is that of the project's file or of its own. None
// at all is nothing to lose.
func (d *desk) paletteSaved() bool {
	now := d.editor.Document().Palette()
	return len(now) == 0 || slices.Equal(now, d.seen.Palette()) || slices.Equal(now, d.filed)
}

// sameWork compares all that a person does: colours follow from it.
func sameWork(a, b *canvas.Document) bool { return sameDrawing(a, b) && samePalette(a, b) }

// sameDrawing compares strokes, locks and sources.
func sameDrawing(a, b *canvas.Document) bool {
	if a == b {
		return true
	}
	if a.Sources() != b.Sources() || !slices.Equal(a.Locks(), b.Locks()) || !a.SameLayers(b) {
		return false
	}
	s, t := a.Strokes(), b.Strokes()
	if len(s) != len(t) {
		return false
	}
	for i := range s {
		if s[i].ID != t[i].ID || s[i].Hidden != t[i].Hidden || !sameLine(s[i].Samples, t[i].Samples) {
			return false
		}
	}
	return true
}

// sameLine compares samples, most often by finding that they are the very same.
func sameLine(a, b []canvas.Sample) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

func samePalette(a, b *canvas.Document) bool {
	return a == b || slices.Equal(a.Palette(), b.Palette())
}

// changes lists in words what is unsaved.
func (d *desk) changes() []string {
	old, now := d.seen, d.editor.Document()
	list := strokeChanges(old, now)
	sameReferences := slices.Equal(old.References(), now.References())
	if !sameReferences {
		list = append(list, tr("other references"))
	} else if !slices.Equal(old.Crops(), now.Crops()) {
		list = append(list, tr("cropped references"))
	}
	if old.Colouring() != now.Colouring() {
		list = append(list, tr("another colouring to mend"))
	}
	if !old.SameLayers(now) {
		list = append(list, tr("flats or other layers"))
	}
	if !slices.Equal(old.Figures(), now.Figures()) {
		list = append(list, tr("figures"))
	}
	if !slices.Equal(old.Locks(), now.Locks()) {
		list = append(list, tr("locked regions"))
	}
	if !d.paletteSaved() && (sameReferences || !slices.Equal(ownSwatches(old), ownSwatches(now))) {
		list = append(list, tr("changes to the palette"))
	}
	if len(list) == 0 {
		list = []string{tr("other settings")}
	}
	return list
}

// ownSwatches are those that did not come with a reference.
func ownSwatches(d *canvas.Document) []palette.Swatch {
	return slices.DeleteFunc(d.Palette(), func(s palette.Swatch) bool { return s.Found })
}

// strokeChanges counts in words the strokes that came, went or moved.
func strokeChanges(old, now *canvas.Document) (list []string) {
	edges, hints, erased := 0, 0, 0
	for _, s := range now.Strokes() {
		was, there := old.Stroke(s.ID)
		switch {
		case there && was.Hidden == s.Hidden && sameLine(was.Samples, s.Samples):
		case s.Kind == canvas.Hint:
			hints++
		default:
			edges++
		}
	}
	for _, s := range old.Strokes() {
		if _, there := now.Stroke(s.ID); !there {
			erased++
		}
	}
	add := func(n int, words string) {
		if n > 0 {
			list = append(list, words)
		}
	}
	add(edges, trn(edges, "%d edge stroke", "%d edge strokes"))
	add(hints, trn(hints, "%d colour hint", "%d colour hints"))
	add(erased, trn(erased, "%d erased stroke", "%d erased strokes"))
	return list
}
