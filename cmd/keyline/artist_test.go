//go:build !e2e

package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"keyline/app"
	"keyline/app/journal"
	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/project"
	"keyline/cmd/internal/projectfile"
)

// artistFolder names the variable that makes a test binary the artist: a program that
// draws, saves and exports in that folder until it is killed.
const artistFolder = "KEYLINE_TEST_ARTIST"

// Files of the artist.
const (
	workFile   = "work.ora"
	exportFile = "export.png"
)

// TestMain makes the binary the artist where that is asked of it: the program that the
// tests beside it start and kill.
func TestMain(m *testing.M) {
	if folder := os.Getenv(artistFolder); folder != "" {
		work(folder)
	}
	os.Exit(m.Run())
}

// work never ends by itself.
func work(folder string) {
	a := newArtist(folder)
	a.open()
	fmt.Println("started", a.strokes())
	go a.save()
	go a.export()
	for {
		a.draw()
	}
}

// flatColour is a colorizer of one colour.
type flatColour struct{}

func (flatColour) Colorize(_ context.Context, r app.Request, _ func(float64)) (app.Base, error) {
	return flatBase{r.Lines.Rect}, nil
}

type flatBase struct{ page image.Rectangle }

func (b flatBase) Reach() int              { return 8 }
func (b flatBase) Bounds() image.Rectangle { return b.page }

func (b flatBase) Refine(ctx context.Context, edges *image.Alpha, area image.Rectangle) (*image.RGBA, error) {
	out := image.NewRGBA(area.Intersect(b.page))
	return out, b.RefineInto(ctx, edges, out, 0)
}

func (b flatBase) RefineInto(_ context.Context, _ *image.Alpha, dst *image.RGBA, _ int) error {
	for i := range dst.Pix {
		dst.Pix[i] = []uint8{90, 160, 220, 255}[i%4]
	}
	return nil
}

// artist is a session without a window.
type artist struct {
	folder   string
	journals *journal.Store
	loop     *app.Loop
	editor   *app.Editor
	journal  *journal.Journal
	edge     bool

	mu    sync.Mutex
	now   project.Project // with the pen up
	saved int             // strokes that the file has
	notes map[uint64]int  // strokes in each note
	told  uint64
}

// journalsIn are those in a folder; a failure is tried again soon.
func journalsIn(folder string) *journal.Store {
	soon := func(time.Duration) <-chan time.Time { return time.After(10 * time.Millisecond) }
	return journal.New(filepath.Join(folder, "journal"), journal.OS{}, time.Now, soon)
}

func newArtist(folder string) *artist {
	a := &artist{folder: folder, journals: journalsIn(folder), loop: app.NewLoop(), notes: map[uint64]int{}}
	a.editor = app.NewEditor(flatColour{}, a.loop.Post, app.Watch{})
	return a
}

// open goes on with what was never saved, else with the file, else with a blank page.
func (a *artist) open() {
	begin := a.journals.Begin
	p, err := projectfile.Open(filepath.Join(a.folder, workFile))
	if err != nil {
		p = project.Project{Document: canvas.New(canvas.NewLines(sketch()))}
	} else {
		a.saved = len(p.Document.Strokes())
	}
	if offers, _ := a.journals.Offers(); len(offers) > 0 {
		if r, err := a.journals.Recover(offers[0].ID); err == nil {
			p, begin = r.Project, r.Begin
		}
	}
	a.editor.Start(app.ReadyDocument(p.Document, 0))
	a.journal = begin(a.tell)
	a.settle()
	a.note()
}

func sketch() image.Image {
	img := image.NewGray(image.Rect(0, 0, 160, 120))
	for i := range img.Pix {
		img.Pix[i] = uint8(255 - i%7*i%31)
	}
	return img
}

func (a *artist) strokes() int { return len(a.editor.Document().Strokes()) }

func (a *artist) settle() {
	if err := a.loop.Until(context.Background(), a.editor.Settled); err != nil {
		panic(err)
	}
}

// sampleOf is the i-th sample of the n-th stroke: nothing about it is a whole number.
func sampleOf(n, i int) canvas.Sample {
	return canvas.Sample{X: float64(n%150) + 0.1, Y: float64(n/150*10+i) / 3, Width: 1.7, Time: time.Duration(i) * 1234567}
}

const samplesEach = 12

// draw makes the next stroke and notes it.
func (a *artist) draw() {
	n := a.strokes()
	tool := app.HintTool
	if a.edge = !a.edge; a.edge {
		tool = app.EdgeTool
	}
	if err := a.editor.PenDown(tool, color.NRGBA{uint8(n), 3, 9, 255}, sampleOf(n, 0)); err != nil {
		panic(err)
	}
	for i := 1; i < samplesEach; i++ {
		a.editor.PenMove(sampleOf(n, i))
	}
	a.editor.PenUp()
	a.note()
	a.settle()
}

// note gives the journal what there is.
func (a *artist) note() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now = project.Project{Document: a.editor.Document()}
	n := a.strokes()
	a.notes[a.journal.Note(a.now, journal.Head{Name: "work", Path: workFile}, n == a.saved)] = n
}

// tell writes down what may no longer be lost.
func (a *artist) tell(s journal.Status) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s.Err != nil {
		fmt.Println("failing", s.Err)
		return
	}
	for ; a.told < s.Kept; a.told++ {
		delete(a.notes, a.told)
	}
	fmt.Println("kept", a.notes[s.Kept])
}

func (a *artist) present() project.Project {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now
}

// save writes the project again and again.
func (a *artist) save() {
	for {
		p := a.present()
		if err := projectfile.Save(context.Background(), filepath.Join(a.folder, workFile), p, nil); err != nil {
			fmt.Println("failing", err)
			continue
		}
		n := len(p.Document.Strokes())
		fmt.Println("saved", n)
		a.mu.Lock()
		a.saved = n
		a.mu.Unlock()
	}
}

// export writes the finished picture again and again.
func (a *artist) export() {
	for {
		d := a.present().Document
		if err := imageio.Save(filepath.Join(a.folder, exportFile), canvas.Flatten(d, d.Bounds(), canvas.FlattenOptions{})); err != nil {
			fmt.Println("failing", err)
		}
	}
}

func (flatBase) Flats(context.Context, app.FlatRequest, func(float64)) (*image.Gray16, error) {
	return nil, errors.New("this colorizer makes no flats")
}
