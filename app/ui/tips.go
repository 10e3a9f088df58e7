package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// tipDelay is how long the pointer rests before a tooltip shows.
const tipDelay = 600 * time.Millisecond

// later runs f on the window's goroutine after a while unless it is cancelled before.
type later func(after time.Duration, f func()) (cancel func())

// tips is the layer above everything in which tooltips show; it takes no events.
type tips struct {
	layer  *fyne.Container
	later  later
	cancel func()
	keyOf  func(command string) (key string, known bool) // the present key of a command
}

func newTips(l later) *tips {
	return &tips{layer: container.NewWithoutLayout(), later: l, cancel: func() {}, keyOf: func(string) (string, bool) { return "", false }}
}

// keys are the present keys of commands, as a person reads them.
func (t *tips) keys(commands ...string) string {
	var list []string
	for _, name := range commands {
		if key, _ := t.keyOf(name); key != "" {
			list = append(list, key)
		}
	}
	return strings.Join(list, " ")
}

// soon shows the text beside an object if the pointer stays there.
func (t *tips) soon(beside fyne.CanvasObject, text tipText) {
	t.hide()
	if text.name != "" {
		t.cancel = t.later(tipDelay, func() { t.show(beside, text) })
	}
}

// hide takes the tooltip away, also one that was to come.
func (t *tips) hide() {
	t.cancel()
	t.cancel = func() {}
	if len(t.layer.Objects) > 0 {
		t.layer.RemoveAll()
		t.layer.Refresh()
	}
}

func (t *tips) show(beside fyne.CanvasObject, text tipText) {
	t.layer.RemoveAll()
	if key, known := t.keyOf(text.name); known {
		text.key = key
	}
	card := tipCard(text)
	size := card.MinSize()
	card.Resize(size)
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(beside).Subtract(driver.AbsolutePositionForObject(t.layer))
	part := beside.Size()
	if l, ok := beside.(*listing); ok { // one row of it is meant
		at, part.Height = at.AddXY(0, l.rowTop(l.hovered)), heightRow
	}
	place := fyne.NewPos(at.X, at.Y+part.Height+4)
	if at.X < widthTools {
		place = fyne.NewPos(at.X+part.Width+10, at.Y+(part.Height-size.Height)/2)
	}
	room := t.layer.Size()
	place.X = max(min(place.X, room.Width-size.Width-4), 4)
	if place.Y+size.Height > room.Height {
		place.Y = at.Y - size.Height - 4
	}
	card.Move(place)
	t.layer.Add(card)
	t.layer.Refresh() // adding alone paints nothing until something else changes
}

// tipCard is name and key over one line of what it does.
func tipCard(text tipText) *fyne.Container {
	head := row(8, 0, 0, newLabel(text.name, sizeRow, theme.ColorNameForeground))
	if text.key != "" {
		head.Add(newKeyCap(text.key))
	}
	lines := column(2, 6, 6, 10, head)
	if text.line != "" {
		lines.Add(newLabel(text.line, sizeCaption, colorText3))
	}
	return container.NewStack(newCard(colorRaised, colorBorder, radiusTool), lines)
}

// newKeyCap draws a key as on a keyboard.
func newKeyCap(key string) fyne.CanvasObject {
	text := newLabel(key, sizeCaption, colorText2)
	text.align = fyne.TextAlignCenter
	return container.NewStack(newCard("", colorBorder, radiusSwatch), row(0, 5, 5, text))
}
