package ui

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// colourPart is a slider for one part of a colour, on a track of the colours it leads to,
// and its number.
type colourPart struct {
	name, unit string
	high       float64 // it goes from 0 to this
	of         func(*hsv) *float64
	least      hsv // what the track shows at least: of a grey all hues would look alike
	slider     *slider
	field      *valueField
	box        fyne.CanvasObject
}

// makeParts gives the dialog its sliders.
func (c *colourDialog) makeParts(w *Window) {
	c.parts = []*colourPart{
		{name: tr("Hue"), unit: "°", high: 360, of: func(x *hsv) *float64 { return &x.hue }, least: hsv{saturation: 40, value: 50}},
		{name: tr("Saturation"), unit: " %", high: 100, of: func(x *hsv) *float64 { return &x.saturation }},
		{name: tr("Value"), unit: " %", high: 100, of: func(x *hsv) *float64 { return &x.value }},
	}
	for _, p := range c.parts {
		c.make(p, w)
	}
	c.show()
}

func (c *colourDialog) make(p *colourPart, w *Window) {
	tip := fixedTip(tipText{p.name, "", tr("Arrows by 1, with Shift by 10. Double click: as it was.")})
	p.slider = newSlider(0, p.high, *p.of(&c.at), func(v float64) { c.turn(p, v) })
	p.slider.even, p.slider.least = true, 180
	p.slider.press = nil // Enter is the dialog's
	p.slider.shades = func(share float64) color.NRGBA {
		x := hsv{c.at.hue, max(c.at.saturation, p.least.saturation), max(c.at.value, p.least.value)}
		*p.of(&x) = share * p.high
		return x.rgb()
	}
	field, box := newValueField(52, true, func(text string) bool { return c.takeNumber(p, text) }, func() { w.win.Canvas().Focus(p.slider) })
	p.field = field
	p.slider.withTip(c.tips, p.slider, tip)
	field.withTip(c.tips, field, tip)
	p.box = container.NewBorder(nil, nil, nil, box, p.slider)
}

// turn sets a part; the others stay.
func (c *colourDialog) turn(p *colourPart, v float64) {
	*p.of(&c.at) = v
	c.hex.SetText(hex(c.at.rgb()))
	c.show() // black and greys stay what they are under other hues
}

// takeNumber sets a part as typed; false if it is no number it can have.
func (c *colourDialog) takeNumber(p *colourPart, text string) bool {
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), strings.TrimSpace(p.unit))), 64)
	if err != nil || !(v >= 0 && v <= p.high) {
		return false
	}
	p.field.shown = "" // what was typed may lack the unit
	if v = math.Round(v); v != p.slider.value {
		c.turn(p, v)
	}
	p.show(&c.at)
	return true
}

// show moves the slider, whose track changes with the other parts too. Steps go on from the
// whole number that is read.
func (p *colourPart) show(x *hsv) {
	v := math.Round(*p.of(x))
	p.slider.value = v
	p.slider.Refresh()
	p.field.show(fmt.Sprintf("%.0f%s", v, p.unit))
}
