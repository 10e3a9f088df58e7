package ui

import (
	"fmt"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// touring begins the tour on the shipped samples and opens the one it is about.
func touring(t *testing.T, light bool, language string) *bench {
	t.Helper()
	b := newBenchWith(t, func(o *Options) { o.Light, o.Language, o.Samples = light, language, nil })
	b.win.Resize(fyne.NewSize(1024, 700))
	b.cmd.tour.run()
	b.has("tour=1", "screen=start")
	return b
}

// goes draws along places of the page.
func (b *bench) goes(places ...point) {
	b.t.Helper()
	b.press(places[0].x, places[0].y, desktop.MouseButtonPrimary, 0)
	for i := 1; i < len(places); i++ {
		for k := range 4 {
			share := float64(k+1) / 4
			a, c := places[i-1], places[i]
			b.move(a.x+share*(c.x-a.x), a.y+share*(c.y-a.y))
		}
	}
	b.release()
	b.settle()
}

// TestTheTourWaitsForWhatIsDone goes through all of it; what was not asked for does not
// lead on.
func TestTheTourWaitsForWhatIsDone(t *testing.T) {
	b := touring(t, false, "en")
	b.OpenSample(tourSample)
	b.settle()
	b.has("tour=2", "tool=Edge")
	b.frame()
	for _, p := range tourPath {
		at := b.picture.view.toScreen(p)
		if !image.Pt(int(at.x), int(at.y)).In(b.picture.frame.Rect) {
			t.Errorf("%v of the path is out of sight, at %v", p, at)
		}
	}
	b.goes(point{100, 700}, point{200, 760})
	b.has("tour=2")
	b.goes(tourPath[0], tourPath[len(tourPath)-1])
	b.has("tour=2")
	b.goes(tourPath...)
	b.has("tour=3")
	b.picture.KeyDown(&fyne.KeyEvent{Name: fyne.KeyC})
	b.has("tour=3", "before=1")
	b.picture.KeyUp(&fyne.KeyEvent{Name: fyne.KeyC})
	b.has("tour=4")
	b.undo()
	b.settle()
	b.has("tour=5")
	b.redo()
	b.settle()
	b.has("tour=6")
	b.key(fyne.KeyB)
	b.stroke(300, 500, 300, 500)
	b.has("tour=7")
	b.folder = "/comic"
	b.cmd.export.run()
	b.settle()
	b.name("/tour.png")
	b.enter()
	b.settle()
	b.has("tour=8", "exports=1")
	b.escape()
	b.has("tour=0", "screen=picture")
}

func TestTheTourCanBeLeftAtAnyStep(t *testing.T) {
	for step := range tourSteps {
		b := touring(t, false, "en")
		if step > 0 {
			b.OpenSample(tourSample)
			b.settle()
		}
		b.tour.begin(step)
		b.changed()
		b.has(fmt.Sprintf("tour=%d", step+1))
		b.escape()
		b.has("tour=0")
	}
}

func TestTheTourEndsWithItsPicture(t *testing.T) {
	b := touring(t, false, "en")
	b.OpenSample(tourSample)
	b.settle()
	b.has("tour=2")
	b.OpenFiles("/sketch.png")
	b.settle()
	b.has("tour=0")
	if b.picture.guide != nil {
		t.Error("the path is still shown")
	}
}

func TestTheTourIsOfferedOnce(t *testing.T) {
	b := newBench(t)
	if b.begin.offer.text != "" {
		t.Error("it is offered before anything began")
	}
	b.Begin(nil)
	b.settle()
	if b.begin.offer.text == "" {
		t.Error("it is not offered at the first start")
	}
	next := New(Options{App: b.app, Settings: b.settings, Colorizer: b.fake, Files: b.shelf, Codec: b.codec, Projects: b.projects, Post: b.loop.Post, Samples: smallSamples()})
	defer next.Close()
	next.Begin(nil)
	if next.begin.offer.text != "" {
		t.Error("it is offered again")
	}
}

func TestTheTourLook(t *testing.T) {
	for theme, light := range themes {
		for _, l := range languages {
			name := l.code + "-" + theme
			b := touring(t, light, l.code)
			b.offerTour()
			shots(b, cut{"tour-start-" + name, image.Rect(20, 300, 320, 440)}, cut{"tour-first-" + name, image.Rect(330, 0, 1024, 60)})
			b.OpenSample(tourSample)
			b.settle()
			shot(b, "tour-draw-"+name, image.Rect(48, 40, 784, 110))
			if !light && l.code == "en" {
				at := b.pictureAt()
				middle := b.picture.view.toScreen(tourPath[3])
				x, y := int(float64(at.X)+middle.x), int(float64(at.Y)+middle.y)
				shot(b, "tour-path", image.Rect(x-128, y-128, x+128, y+128))
			}
		}
	}
}
