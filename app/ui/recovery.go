package ui

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/app/journal"
	"keyline/canvas"
)

// lookForWork looks for work that was never saved, and offers what nobody said "Later" to.
func (w *Window) lookForWork() {
	if w.journals == nil {
		return
	}
	w.job(func() func() {
		list, err := w.journals.Offers()
		return func() {
			if err != nil {
				w.notice = told(err)
				w.showRecent()
			}
			w.offers = list
			var fresh []journal.Offer
			for _, o := range list {
				if !o.Later {
					fresh = append(fresh, o)
				}
			}
			w.showOffers(fresh)
		}
	})
}

// askRecovery offers all unsaved work, that of which somebody said "Later" too.
func (w *Window) askRecovery() {
	w.job(func() func() {
		list, err := w.journals.Offers()
		return func() {
			w.offers = list
			if err != nil {
				w.fail(err)
				return
			}
			w.showOffers(list)
		}
	})
}

func (w *Window) anyOffers() bool { return len(w.offers) > 0 }

// showOffers lets one of the pieces of unsaved work be opened. Nothing in it deletes one.
func (w *Window) showOffers(list []journal.Offer) {
	if len(list) == 0 {
		return
	}
	taken := false
	rows := container.NewVBox()
	d := dialog.NewCustomWithoutButtons(tr("Unsaved work"), container.NewBorder(
		column(0, 0, 8, 0, newLabel(tr("Keyline ended before this was saved."), sizeBody, colorText2)),
		column(0, 8, 0, 0, newLabel(tr("What you leave stays for 30 days: File, Recover unsaved work…"), sizeCaption, colorText3)),
		nil, nil, container.NewVScroll(rows)), w.win)
	open := w.track(d)
	take := func(o journal.Offer) {
		taken = true
		d.Hide()
		w.openRecovered(o)
	}
	for _, o := range list {
		rows.Add(w.offerRow(o, func() { take(o) }))
	}
	open.enter = func() { take(list[0]) }
	open.after = func() {
		if !taken {
			w.postpone(list)
		}
	}
	d.SetButtons([]fyne.CanvasObject{newPushButton(tr("Later"), w.dialogKey, d.Hide)})
	d.Resize(fyne.NewSize(560, min(float32(180+72*len(list)), 560)))
	d.Show()
}

// offerRow shows a piece of unsaved work as it looked last.
func (w *Window) offerRow(o journal.Offer, open func()) fyne.CanvasObject {
	small := o.Thumbnail
	if small == nil {
		small = image.White
	}
	size := fyne.NewSize(64, 48)
	if small == image.White {
		small = canvas.Flatten(canvas.New(canvas.NewLines(image.NewGray(image.Rect(0, 0, 1, 1)))), image.Rect(0, 0, 1, 1), canvas.FlattenOptions{HideLines: true})
	}
	picture := newThumbnail(small, size, tipText{nameOf(o.Head), "", o.From + o.Path}, w.tips, open)
	name := newLabel(fitted(nameOf(o.Head), sizeBody, 300), sizeBody, theme.ColorNameForeground)
	name.bold = true
	what := fmt.Sprintf("%s, %s, %d × %d", dayText(o.Changed, w.desk.timing.clock()), trn(o.Strokes, "%d stroke", "%d strokes"), o.Width, o.Height)
	words := column(4, 0, 0, 0, name, newLabel(what, sizeCaption, colorText3))
	button := newPushButton(tr("Open"), w.dialogKey, open)
	button.Importance = widget.HighImportance
	line := row(12, 12, 12, fixed(size.Width, size.Height, picture), words, layout.NewSpacer(), button)
	return container.NewStack(newCard(colorRaised, "", radiusTool), column(0, 8, 8, 0, line))
}

// postpone notes that the person wants none of these now.
func (w *Window) postpone(list []journal.Offer) {
	w.job(func() func() {
		for _, o := range list {
			w.journals.Postpone(o.ID)
		}
		return func() {}
	})
}

// openRecovered opens a piece of unsaved work. It stays unsaved.
func (w *Window) openRecovered(o journal.Offer) {
	w.unlessUnsaved(func() {
		mayGo := w.desk.document()
		w.job(func() func() {
			r, err := w.journals.Recover(o.ID)
			if err != nil {
				return func() { w.fail(err) }
			}
			ready, err := opened{project: &r.Project}.ready(nil)
			if err != nil {
				r.Release()
				return func() { w.fail(err) }
			}
			return func() {
				if !w.unlessDrawnOn(mayGo, func() { w.putRecovered(o, r, ready) }) {
					r.Release()
				}
			}
		})
	})
}

// putRecovered shows work that was recovered.
func (w *Window) putRecovered(o journal.Offer, r *journal.Recovered, ready opening) {
	path := r.Head.Path
	if path == "" {
		path = r.Head.From
	}
	w.place(path, nameOf(r.Head), ready, r.Begin)
	w.file = r.Head.Path
	w.desk.seen = canvas.New(canvas.NewLines(image.NewGray(image.Rect(0, 0, 1, 1)))) // no file has any of it
	for i := range w.offers {
		if w.offers[i].ID == o.ID {
			w.offers = append(w.offers[:i:i], w.offers[i+1:]...)
			break
		}
	}
	w.changed()
}
