package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// steadyRoom is the width of the option bar below which steadiness has no slider, only its
// field.
const steadyRoom = 1160

// steadyGroup sets how much the pen's way is smoothed.
type steadyGroup struct {
	content fyne.CanvasObject
	desk    *desk
	slider  *slider
	field   *valueField
	air     *plane // in the slider's place
}

func newSteadyGroup(d *desk, t *tips, c commands) *steadyGroup {
	g := &steadyGroup{desk: d}
	g.slider = newSlider(0, maxSteadiness, 0, d.setSteadiness)
	g.slider.even = true
	field, box := newValueField(48, true, g.take, c.focusPicture)
	g.field = field
	tip := func() tipText {
		return tipText{tr("Steady"), t.keys("Less steady pen", "Steadier pen"), tr("How much the way of the pen is smoothed.")}
	}
	g.slider.withTip(t, g.slider, tip)
	field.withTip(t, field, tip)
	g.air = newPlane("", sliderAir-(8-sliderAir), 1)
	g.air.Hide()
	g.content = row(8-sliderAir, 0, 0, newLabel(tr("Steady"), sizeCaption, colorText2), g.air, g.slider, box)
	return g
}

// take reads a steadiness as typed, "40" or "40 %".
func (g *steadyGroup) take(text string) bool {
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 64)
	if err != nil || !(v >= 0 && v <= maxSteadiness) {
		return false
	}
	g.desk.setSteadiness(v)
	return true
}

// update follows the desk in a bar of that width.
func (g *steadyGroup) update(width float32) {
	g.slider.set(g.desk.steadiness)
	g.field.show(strconv.Itoa(int(g.desk.steadiness)))
	if wide := width == 0 || width >= steadyRoom; wide != g.slider.Visible() {
		showIf(g.slider, wide)
		showIf(g.air, !wide)
		g.content.Refresh()
	}
}
