package ui

import (
	"errors"
	"image"
	"image/color"
	"math"

	"keyline/app"
	page "keyline/canvas"
)

// locks are the regions that nothing changes, nil for none.
func (d *desk) locks() []*page.Lock {
	if !d.isOpen() {
		return nil
	}
	return d.editor.Document().Locks()
}

func (d *desk) anyLocked() bool { return len(d.locks()) > 0 }

// lockBy locks what lock does, an undo step, and says why if it cannot be; a click that
// went amiss is not worth a question.
func (d *desk) lockBy(lock func() error) {
	d.timing.begin()
	switch err := lock(); {
	case errors.Is(err, app.ErrOnLine):
		d.timing.line = tr("That is a line; click inside an area.")
	case err != nil:
		d.told.failed(err)
	}
	d.changed()
}

// unlock takes locks away, an undo step.
func (d *desk) unlock(list ...*page.Lock) {
	var ids []page.ID
	for _, l := range list {
		ids = append(ids, l.ID)
	}
	d.timing.begin()
	d.editor.Unlock(ids...)
	d.changed()
}

func (d *desk) unlockAll() { d.unlock(d.locks()...) }

// lockHere locks what the lasso went round, or with a click the area there; one that is
// locked already is unlocked.
func (p *picture) lockHere() {
	d := p.desk
	if p.hand.moved {
		loop := p.hand.grab.loop
		d.lockBy(func() error { return d.editor.LockLasso(loop) })
		return
	}
	at := p.view.toPage(p.pointer)
	pixel := image.Pt(int(math.Floor(at.x)), int(math.Floor(at.y)))
	if !pixel.In(d.editor.Document().Bounds()) {
		return
	}
	if l, ok := d.editor.Document().LockAt(pixel); ok {
		d.unlock(l)
		return
	}
	d.lockBy(func() error { return d.editor.LockArea(pixel) })
}

// Hatching of locked regions: lines this far apart, Fyne units.
const hatchEvery = 8

// hatchDark and hatchLight are a line and the one beside it: one shows on any colour.
var (
	hatchDark  = color.NRGBA{0x10, 0x10, 0x10, 90}
	hatchLight = color.NRGBA{0xFF, 0xFF, 0xFF, 110}
)

// paintLocks hatches the locked regions.
func (p *picture) paintLocks() {
	every := max(int(math.Round(hatchEvery*p.scale)), 4)
	// A step on the screen is always the same one on the page.
	zero, right, down := p.view.toPage(point{0.5, 0.5}), p.view.toPage(point{1.5, 0.5}), p.view.toPage(point{0.5, 1.5})
	ex, ey := point{right.x - zero.x, right.y - zero.y}, point{down.x - zero.x, down.y - zero.y}
	for _, l := range p.desk.locks() {
		hatch := func(x, y int, c color.NRGBA) {
			px, py := zero.x+float64(x)*ex.x+float64(y)*ey.x, zero.y+float64(x)*ex.y+float64(y)*ey.y
			if x < p.frame.Rect.Max.X && l.Mask.AlphaAt(int(math.Floor(px)), int(math.Floor(py))).A > 0 {
				blend(p.frame.Pix[p.frame.PixOffset(x, y):], c, 1)
			}
		}
		r := p.view.screenRect(l.Mask.Rect).Intersect(p.frame.Rect)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			first := r.Min.X + (every-(r.Min.X+y)%every)%every
			for x := first; x < r.Max.X; x += every {
				hatch(x, y, hatchDark)
				hatch(x+1, y, hatchLight)
			}
		}
	}
}

// lockItem is the row of a lock in the list of strokes.
func lockItem(number int, l *page.Lock, size image.Point) listItem {
	pixels := 0
	for _, a := range l.Mask.Pix {
		pixels += int(a / 255)
	}
	share := 100 * float64(pixels) / float64(max(size.X*size.Y, 1))
	return listItem{icon: "lock", text: trf("Lock %d", number), note: trf("%.1f %% of the page", share)}
}
