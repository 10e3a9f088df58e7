package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// compareBar is what the option bar holds while comparing: what is before, what after,
// and how they are shown.
type compareBar struct {
	content       fyne.CanvasObject
	before, after *choicer
	mode          *segments
}

func newCompareBar(t *tips, compare command, as func(func(*comparison))) *compareBar {
	b := &compareBar{}
	b.before = newChoicer(128, namesOf(beforeSights), func(i int) { as(func(c *comparison) { c.before = beforeSights[i] }) })
	b.after = newChoicer(96, namesOf(afterSights), func(i int) { as(func(c *comparison) { c.after = afterSights[i] }) })
	b.mode = newSegments(trAll(modeNames), 0, func(i int) { as(func(c *comparison) { c.mode = compareMode(i) }) })
	say := func(line string) func() tipText {
		return func() tipText { return tipText{tr(compare.name), compare.keyText(), line} }
	}
	b.before.withTip(t, b.before, say(tr("What the left side shows.")))
	b.after.withTip(t, b.after, say(tr("What the right side shows.")))
	b.mode.withTip(t, b.mode, say(tr("How the two are put before the eye.")))
	b.content = row(8, 0, 0, newLabel(tr("Before"), sizeCaption, colorText2), b.before,
		newLabel(tr("After"), sizeCaption, colorText2), b.after, newPlane("", 8, 1), b.mode)
	return b
}

func namesOf(list []sight) (names []string) {
	for _, s := range list {
		names = append(names, tr(sightNames[s]))
	}
	return names
}

// update follows what is compared.
func (b *compareBar) update(c comparison) {
	b.before.set(tr(sightNames[c.before]))
	b.after.set(tr(sightNames[c.after]))
	b.mode.set(int(c.mode))
}

// compareLabels are the cards over the picture that name its two sides.
type compareLabels struct {
	content       *fyne.Container
	desk          *desk
	picture       *picture
	before, after *sideLabel
}

// sideLabel names one side: bold what it is, small what it shows.
type sideLabel struct {
	content fyne.CanvasObject
	what    *label
}

func newSideLabel(name string) *sideLabel {
	head := newLabel(name, sizeRow, theme.ColorNameForeground)
	head.bold = true
	l := &sideLabel{what: newLabel("", sizeCaption, colorText2)}
	l.content = container.NewStack(newCard(colorPanel, colorBorder, radiusTool), row(0, 12, 12, newPlane("", 0, heightControl), row(5, 0, 0, head, l.what)))
	return l
}

func newCompareLabels(d *desk, p *picture) *compareLabels {
	l := &compareLabels{desk: d, picture: p, before: newSideLabel(tr("Before")), after: newSideLabel(tr("After"))}
	l.content = container.NewWithoutLayout(l.before.content, l.after.content)
	return l
}

// update names the sides and keeps the cards beside the divider.
func (l *compareLabels) update() {
	d, c := l.desk, l.desk.comparison
	on := d.comparing && !l.picture.held.before
	showIf(l.content, on)
	if !on {
		return
	}
	l.before.what.set(d.sightText(c.before))
	l.after.what.set(d.sightText(c.after))
	const above, beside = 4, 16
	width := l.picture.Size().Width
	before, after := l.before.content.MinSize(), l.after.content.MinSize()
	middle := float32(l.picture.dividerX() / l.picture.scale)
	left, right := middle-beside-before.Width, middle+beside
	switch c.mode {
	case bySide:
		left, right = beside, float32(l.picture.rightSide()/l.picture.scale)+beside
	case byBlink:
		left, right = beside, beside
	}
	place(l.before.content, left, above, before, left >= 0 && (c.mode != byBlink || c.blinked))
	place(l.after.content, right, above, after, right+after.Width <= width && (c.mode != byBlink || !c.blinked))
}

// place moves an object and shows it if there is room.
func place(o fyne.CanvasObject, x, y float32, size fyne.Size, fits bool) {
	showIf(o, fits)
	o.Resize(size)
	o.Move(fyne.NewPos(x, y))
}

// sightText says in few words what a sight shows.
func (d *desk) sightText(s sight) string {
	switch s {
	case sightSketch:
		return tr("line art")
	case sightNow:
		return d.countText()
	}
	return tr("base colour")
}
