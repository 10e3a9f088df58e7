package ui

import (
	"fmt"
	"image"
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// tipsAtOnce makes tooltips show without waiting.
func tipsAtOnce(b *bench) {
	b.tips.later = func(_ time.Duration, f func()) func() {
		f()
		return func() {}
	}
}

// tipOver is what shows when the pointer rests on an object: the words of the tooltip, name
// and key and line; "" for none.
func (b *bench) tipOver(o fyne.CanvasObject) string {
	h, ok := o.(desktop.Hoverable)
	if !ok {
		return ""
	}
	h.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(8, 8)}})
	defer h.MouseOut()
	var words []string
	for _, card := range b.tips.layer.Objects {
		eachIn(card, func(o fyne.CanvasObject) bool {
			if l, ok := o.(*label); ok {
				words = append(words, l.text)
			}
			return true
		})
	}
	return strings.Join(words, "|")
}

// silent are widgets that need no tooltip: the picture, whose tool speaks in the status
// line, and what only holds others.
var silent = []string{"*ui.picture", "*ui.header", "*container.Scroll", "*ui.navigator", "*ui.fieldGround", "*ui.findField", "*ui.card", "*widget.scrollBarArea"}

// TestEveryControlHasATooltip rests the pointer on all that can be pressed or have the
// keyboard, in every tool, and on the start screen.
func TestEveryControlHasATooltip(t *testing.T) {
	for _, l := range languages {
		b := newBenchWith(t, func(o *Options) { o.Language = l.code })
		tipsAtOnce(b)
		b.everyTip(t, l.code+" start", b.begin.content)
		b.open()
		b.stroke(60, 60, 140, 100)
		for k := range toolCount {
			b.desk.take(k)
			b.everyTip(t, fmt.Sprint(l.code, " ", k), b.work)
		}
		b.toggleCompare()
		b.everyTip(t, l.code+" compare", b.work)
	}
}

func (b *bench) everyTip(t *testing.T, where string, in fyne.CanvasObject) {
	t.Helper()
	eachIn(in, func(o fyne.CanvasObject) bool {
		if !o.Visible() {
			return false
		}
		_, tappable := o.(fyne.Tappable)
		_, focusable := o.(fyne.Focusable)
		kind := reflect.TypeOf(o).String()
		for _, s := range silent {
			if kind == s {
				return true
			}
		}
		if (tappable || focusable) && b.tipOver(o) == "" {
			t.Errorf("%s: a %s at %v has no tooltip", where, kind, b.app.Driver().AbsolutePositionForObject(o))
		}
		return true
	})
}

func TestTooltipsNameTheKey(t *testing.T) {
	b := newBench(t)
	tipsAtOnce(b)
	b.open()
	b.stroke(60, 60, 140, 100)
	b.desk.take(toolEraser)
	for what, x := range map[string]struct {
		over fyne.CanvasObject
		want string
	}{
		"follow lines": {b.options.follow, "Follow lines|F|Edges follow ink, or sharp edges of colour, near the pen."},
		"touched":      {b.options.erasing, "Touched|E|Strokes that the eraser touches go."},
		"brush":        {b.options.slider, "Brush size|[ ]|Also Shift and drag."},
		"a stroke":     {b.dock.strokes.list, "Edge 1|Delete|Click selects, Shift adds, the eye hides, the key removes."},
		"a step":       {b.dock.history.list, "Start|Ctrl+H|Click goes back to this step, or forth."},
		"export":       {b.options.export, "Export…|Ctrl+E|Writes the picture: PNG, WebP or JPEG."},
	} {
		if got := b.tipOver(x.over); got != x.want {
			t.Errorf("%s: %q, want %q", what, got, x.want)
		}
	}
	b.keymap.changed["follow-lines"] = "Ctrl+J"
	b.keymap.changed["wider-brush"] = "Ctrl+B"
	b.applyKeys()
	if got := b.tipOver(b.options.follow); !strings.Contains(got, "|Ctrl+J|") {
		t.Errorf("with another key: %q", got)
	}
	if got := b.tipOver(b.options.slider); !strings.Contains(got, "|[ Ctrl+B|") {
		t.Errorf("with another key: %q", got)
	}
}

func TestTheTooltipOfARowStandsBesideIt(t *testing.T) {
	for name, light := range themes {
		b := newThemedBench(t, light)
		tipsAtOnce(b)
		b.open()
		b.stroke(60, 60, 140, 100)
		b.stroke(60, 80, 140, 120)
		list := b.dock.strokes.list
		list.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, heightRow+4)}})
		at := b.app.Driver().AbsolutePositionForObject(list)
		card := b.tips.layer.Objects[0]
		if y := card.Position().Y; y < at.Y+2*heightRow || y > at.Y+3*heightRow {
			t.Errorf("the tooltip is at %g, the row ends at %g", y, at.Y+2*heightRow)
		}
		shot(b, "tip-row-"+name, image.Rect(900, int(at.Y)-36, 1280, min(int(at.Y)+150, 800)))
	}
}
