package ui

import (
	"fmt"
	"image"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// navigatorRows is how high the navigator is as it comes, in rows of a list.
const navigatorRows = 6

// navigatorDock is the navigator with the zoom below it.
type navigatorDock struct {
	*section
	picture *picture
	small   *navigator
	slider  *slider
	field   *valueField
}

func newNavigatorDock(w *Window, refresh func()) *navigatorDock {
	n := &navigatorDock{picture: w.picture, small: newNavigator(w.picture)}
	n.slider = newSlider(100*minZoom, 100*maxZoom, 100, func(v float64) { w.picture.zoomTo(v / 100) })
	n.slider.notch = w.picture.zoomBy
	field, box := newValueField(60, true, n.take, w.focusPicture)
	n.field = field
	zoom := func() tipText {
		return tipText{tr("Zoom of the view"), w.tips.keys("Zoom out", "Zoom in"), tr("The wheel zooms too.")}
	}
	n.slider.withTip(w.tips, n.slider, zoom)
	field.withTip(w.tips, field, zoom)
	n.section = newHighSection("Navigator", n.small, w.tips, refresh)
	bar := container.NewBorder(nil, nil, nil, box, n.slider)
	n.body.(*fyne.Container).Objects = []fyne.CanvasObject{n.small, column(0, 4, 0, 8, bar), n.border}
	return n
}

// take reads a zoom as typed, "150" or "150 %".
func (n *navigatorDock) take(text string) bool {
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 64)
	if err != nil || !(v >= 100*minZoom && v <= 100*maxZoom) {
		return false
	}
	n.picture.zoomTo(v / 100)
	return true
}

// changed follows page pixels that came into the picture.
func (n *navigatorDock) changed(r image.Rectangle) {
	n.small.changed(r)
	if n.onShow() {
		n.small.follow()
	}
}

func (n *navigatorDock) onShow() bool {
	return !n.folded && n.content.Visible() && n.picture.desk.isOpen()
}

// update follows the view.
func (n *navigatorDock) update() {
	if !n.onShow() {
		return
	}
	n.small.follow()
	percent := 100 * n.picture.view.zoom
	n.slider.set(math.Round(percent))
	n.field.show(fmt.Sprintf("%.0f %%", percent))
}

// state is where the page lies in the window, units: left, top, width and height; "-" while
// it is not on show.
func (n *navigatorDock) state() string {
	if !n.onShow() {
		return "-"
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(n.small)
	r, scale := n.small.view(n.small.size()).pageRect(), n.small.scale()
	return fmt.Sprintf("%.0f,%.0f,%.0f,%.0f", float64(at.X)+float64(r.Min.X)/scale, float64(at.Y)+float64(r.Min.Y)/scale, float64(r.Dx())/scale, float64(r.Dy())/scale)
}
