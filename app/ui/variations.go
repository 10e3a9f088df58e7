package ui

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"keyline/app"
	page "keyline/canvas"
	"keyline/canvas/palette"
)

// Sizes of the dialog of variations, Fyne units.
const (
	variationsAcross = 4
	variationsMost   = 8
	variationGap     = 12
)

// hueTurns are the turns of hue that are offered, degrees, the likeliest first.
var hueTurns = []int{40, 320, 80, 280, 120, 240, 160}

// variation is one that is offered.
type variation struct {
	page.Variation
	name string
	card *card
}

// variationsDialog shows small pictures of the page coloured in other ways; one can be
// chosen.
type variationsDialog struct {
	w    *Window
	list []*variation
	done int
	bar  *progressBar
	note *label
	hide func()
}

// offered lists the variations of so many references: all of them as they are, each alone,
// and turns of hue.
func offered(references int) (list []*variation) {
	add := func(name string, v page.Variation) { list = append(list, &variation{Variation: v, name: name}) }
	add(tr("All"), page.Variation{})
	for i := 0; references > 1 && i < min(references, variationsMost-4); i++ {
		add(trf("%s alone", letterOf(i)), page.Variation{References: []int{i}})
	}
	for _, turn := range hueTurns[:min(len(hueTurns), variationsMost-len(list))] {
		add(trf("Hue %+d°", (turn+180)%360-180), page.Variation{Hue: turn})
	}
	return list
}

// variable tells whether there is something to vary.
func (w *Window) variable() bool {
	return w.desk.isOpen() && len(w.desk.references) > 0 && w.desk.editor.Document().Colouring() == nil
}

// askVariations colours the page in other ways, one after another, and shows them as they
// come.
func (w *Window) askVariations() {
	w.desk.editor.PenCancel()
	d := &variationsDialog{w: w, list: offered(len(w.desk.references)), bar: newProgressBar(0), note: newLabel("", sizeCaption, colorText2)}
	size := d.pictureSize()
	grid := container.New(variationsLayout{})
	for i, v := range d.list {
		v.card = newCoverCard(nil, size, cardText{name: d.marked(v)}, w.tips, func() { d.choose(i) })
		v.card.hint = tipText{v.name, "", tr("Colours the page so; your strokes stay.")}
		v.card.keys = func(e *fyne.KeyEvent) { d.typed(i, e) }
		grid.Add(v.card)
	}
	box := dialog.NewCustomWithoutButtons(tr("Variations"), column(8, 0, 0, 0, d.note, d.bar.CanvasObject, grid), w.win)
	d.hide = box.Hide
	box.SetButtons([]fyne.CanvasObject{newPushButton(tr("Cancel"), w.dialogKey, box.Hide)})
	w.variations = d
	w.track(box).after = d.end
	d.tell(0, 0)
	box.Show()
	w.win.Canvas().Focus(d.list[0].card)
	d.begin(image.Pt(int(2*size.Width), int(2*size.Height)))
}

// pictureSize is that of a small picture: as large as the window has room for, in the page's
// form.
func (d *variationsDialog) pictureSize() fyne.Size {
	room, p := d.w.win.Canvas().Size(), d.w.desk.editor.Document().Bounds().Size()
	wide := min(room.Width-120, 1100)/variationsAcross - variationGap
	high := (room.Height-300)/2 - cardName - cardLine
	zoom := min(wide/float32(p.X), high/float32(p.Y))
	return fyne.NewSize(max(float32(int(float32(p.X)*zoom)), 60), max(float32(int(float32(p.Y)*zoom)), 40))
}

// marked names a variation; of the one that the page has now it says so.
func (d *variationsDialog) marked(v *variation) string {
	if doc := d.w.desk.editor.Document(); doc.WithVariation(v.Variation) == doc {
		return trf("%s (now)", v.name)
	}
	return v.name
}

func (d *variationsDialog) begin(size image.Point) {
	var list []page.Variation
	for _, v := range d.list {
		list = append(list, v.Variation)
	}
	d.w.desk.editor.Try(app.Trial{
		Variations: list,
		Shrink:     func(whole *image.RGBA) *image.RGBA { return cover(whole, size) },
		Progress:   d.tell,
		Done:       d.came,
	})
}

// tell shows how far it is.
func (d *variationsDialog) tell(i int, share float64) {
	d.bar.set((float64(i) + share) / float64(len(d.list)))
	d.note.set(trf("Colouring %d of %d. Choose one at any time.", min(d.done+1, len(d.list)), len(d.list)))
	if d.done == len(d.list) {
		d.note.set(tr("Choose one: it takes the place of the colours, your strokes stay. Undo brings them back."))
	}
}

// came shows one that is there.
func (d *variationsDialog) came(i int, small *image.RGBA, err error) {
	d.done++
	c := d.list[i].card
	if err != nil {
		c.text.warning = tr("could not be made")
	} else {
		c.img = small
	}
	c.Refresh()
	d.tell(i, 1)
	d.w.tellState()
}

// choose colours the page in that way, an undo step.
func (d *variationsDialog) choose(i int) {
	d.hide()
	d.w.desk.setVariation(d.list[i].Variation)
}

// typed is for keys of a card: arrows go to its neighbours.
func (d *variationsDialog) typed(i int, e *fyne.KeyEvent) {
	by, ok := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -variationsAcross, fyne.KeyDown: variationsAcross}[e.Name]
	if !ok {
		d.w.dialogKey(e)
		return
	}
	if to := i + by; to >= 0 && to < len(d.list) {
		d.w.win.Canvas().Focus(d.list[to].card)
	}
}

// setVariation colours in another way, an undo step together with the swatches of the
// references, which turn with them: a colour that is chosen then is one that the page has.
// What the artist added or changed stays.
func (d *desk) setVariation(v page.Variation) {
	d.timing.begin()
	d.share = 0
	before, now := d.found, turnedBy(foundIn(d.references), v.Hue)
	list := slices.Clone(d.palette)
	for i, s := range list {
		list[i].Colour = turnedLike(s, before, now)
	}
	d.colour = turnedLike(palette.Swatch{Colour: d.colour, Found: d.swatch() >= 0 && d.palette[d.swatch()].Found}, before, now)
	d.editor.SetVariation(v, list)
	d.palette, d.found, d.hue = list, now, v.Hue
	d.changed()
}

// turnedLike is a swatch's colour after the references' swatches became others, in the same
// places.
func turnedLike(s palette.Swatch, before, now []palette.Swatch) color.NRGBA {
	if k := placeOf(before, s.Colour); s.Found && k >= 0 && k < len(now) {
		return now[k].Colour
	}
	return s.Colour
}

// turnedBy are swatches whose hue is turned as that of the references.
func turnedBy(list []palette.Swatch, degrees int) []palette.Swatch {
	if degrees == 0 {
		return list
	}
	row := image.NewNRGBA(image.Rect(0, 0, len(list), 1))
	for i, s := range list {
		row.SetNRGBA(i, 0, s.Colour)
	}
	row = palette.Turned(row, degrees)
	turned := slices.Clone(list)
	for i := range turned {
		turned[i].Colour = row.NRGBAAt(i, 0)
	}
	return turned
}

// end follows when the dialog is closed: what is under way is given up.
func (d *variationsDialog) end() {
	d.w.variations = nil
	if d.w.desk.isOpen() {
		d.w.desk.editor.EndTrial()
	}
}

// state is how many small pictures there are, for tests that wait; "-" without the dialog.
func (d *variationsDialog) state() string {
	if d == nil {
		return "-"
	}
	return fmt.Sprintf("%d/%d", d.done, len(d.list))
}

// variationsLayout places cards of one size in rows.
type variationsLayout struct{}

// MinSize implements [fyne.Layout].
func (variationsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	cell, rows := objects[0].MinSize(), float32((len(objects)+variationsAcross-1)/variationsAcross)
	return fyne.NewSize(variationsAcross*(cell.Width+variationGap)-variationGap, rows*(cell.Height+variationGap)-variationGap)
}

// Layout implements [fyne.Layout].
func (variationsLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	cell := objects[0].MinSize()
	for i, o := range objects {
		o.Resize(cell)
		o.Move(fyne.NewPos(float32(i%variationsAcross)*(cell.Width+variationGap), float32(i/variationsAcross)*(cell.Height+variationGap)))
	}
}

// variedText writes a variation down, for tests that wait; "-" for the plain one.
func variedText(v page.Variation) string {
	if len(v.References) == 0 && v.Hue == 0 {
		return "-"
	}
	return fmt.Sprintf("%s+%d", strings.ReplaceAll(letters(v.References), " ", ""), v.Hue)
}
