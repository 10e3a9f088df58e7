//go:build e2e

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"os/exec"
	"path/filepath"
	"testing"

	"keyline/cmd/internal/projectfile"
)

func TestAReferenceIsCroppedUndoneSavedAndOpenedAgain(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "screen=picture", "base=1", "size=952x708", "crops=0")
	whole := w.state["sum"]
	w.do("mousemove 1052 110 click 1")
	w.wait("dialogs=1")
	w.do("key c")
	w.do("mousemove 420 250 mousedown 1 mousemove 450 300 mousemove 500 380 mousemove 560 420 mouseup 1")
	w.do("key Right key Right key Down key shift+Right key Return")
	w.wait("ready", "dialogs=0", "crops=1", "undo=1")
	w.until("other colours", func() bool { return w.state["sum"] != whole && w.state["sum"] != "-" })
	cropped := w.state["sum"]
	w.do("key ctrl+z")
	w.wait("ready", "crops=0", "sum="+whole)
	w.do("key ctrl+y")
	w.wait("ready", "crops=1", "sum="+cropped)
	w.savedAndOpened().wait("ready", "screen=picture", "crops=1", "references=1", "sum="+cropped)
}

// savedAndOpened saves the work as a project and opens that in another window.
func (w *window) savedAndOpened() *window {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "work.ora")
	w.saveAs("ctrl+s", file)
	w.wait("saves=1", "unsaved=0")
	return startAt(w.t, w.t.TempDir(), file)
}

// A figure takes from its own reference, and the command line makes the same of its mask.
func TestAFigureTakesItsReferenceAsOnTheCommandLine(t *testing.T) {
	sketch, reference, other := files3(t)
	w := start(t, sketch, reference, other)
	w.wait("ready", "screen=picture", "base=1", "references=2", "size=952x708")
	all := w.state["sum"]
	w.do("key r")
	w.wait("tool=Figure", "taking=\"All\"")
	w.lasso(20, 20, 120, 15, 122, 180, 20, 180)
	w.wait("ready", "figures=1", "undo=1", "sum="+all)
	w.do("mousemove 298 44 click 1")
	w.wait("ready", "taking=\"B\"")
	w.until("other colours", func() bool { return w.state["sum"] != all && w.state["sum"] != "-" })
	own := w.state["sum"]
	w.do("mousemove %s click 1", w.at(200, 100))
	w.wait("ready", "taking=\"All\"", "sum="+own)
	dir := t.TempDir()
	project, picture := filepath.Join(dir, "work.ora"), filepath.Join(dir, "window.png")
	w.export("ctrl+e", picture)
	w.saveAs("ctrl+s", project)
	w.wait("saves=1", "unsaved=0")
	p, err := projectfile.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	mask := image.NewGray(p.Document.Bounds())
	for _, f := range p.Document.Figures() {
		draw.DrawMask(mask, f.Mask.Rect, image.White, image.Point{}, f.Mask, f.Mask.Rect.Min, draw.Over)
	}
	writePNG(t, filepath.Join(dir, "mask.png"), mask)
	out := filepath.Join(dir, "cli.png")
	commandLine(t, "colorize", "--sketch", sketch, "--reference", reference, "--reference", other, "--region", filepath.Join(dir, "mask.png")+"=2", "--out", out)
	if !bytes.Equal(decode(t, picture), decode(t, out)) {
		t.Error("the picture differs from what the command line makes of the same mask")
	}
	again := startCommand(t, t.TempDir(), exec.Command(program, project))
	again.wait("ready", "screen=picture", "figures=1", "sum="+own)
}

func TestAVariationIsChosenUndoneAndOpenedAgain(t *testing.T) {
	sketch, reference, other := files3(t)
	w := start(t, sketch, reference, other)
	w.wait("ready", "screen=picture", "base=1", "references=2", "size=952x708")
	plain := w.state["sum"]
	w.do("key ctrl+shift+v")
	w.wait("dialogs=1", "variations=8/8")
	w.do("key Right key Right key Return")
	w.wait("ready", "dialogs=0", "varied=B+0", "undo=1")
	w.until("other colours", func() bool { return w.state["sum"] != plain && w.state["sum"] != "-" })
	alone := w.state["sum"]
	w.do("key ctrl+z")
	w.wait("ready", "varied=-", "sum="+plain)
	w.do("key ctrl+y")
	w.wait("ready", "sum="+alone)
	w.stroke(60, 100, 180, 110)
	w.wait("ready", "edges=1", "pen=0", "varied=B+0")
	stroked := w.state["sum"]
	w.savedAndOpened().wait("ready", "screen=picture", "varied=B+0", "edges=1", "sum="+stroked)
}

// Line art is made of a picture with the very lines that the command line draws.
func TestLineArtFromAPicture(t *testing.T) {
	dir := t.TempDir()
	picture, lines, out := filepath.Join(dir, "picture.png"), filepath.Join(dir, "lines.png"), filepath.Join(dir, "window.png")
	img := image.NewNRGBA(image.Rect(0, 0, 240, 200))
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{230, 210, 180, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(60, 40, 180, 160), image.NewUniform(color.NRGBA{180, 60, 70, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(20, 180, 220, 185), image.Black, image.Point{}, draw.Src) // thick ink
	writePNG(t, picture, img)
	w := startCommand(t, t.TempDir(), exec.Command("env", "HOME="+dir, program)) // where file dialogs begin
	w.do("key ctrl+l")
	w.wait("dialogs=1")
	w.do("mousemove 495 235 click 1")
	w.do("mousemove 1035 678 click 1")
	w.wait("dialogs=0")
	w.wait("ready", "dialogs=1", "screen=start")
	w.do("key Right key Right")                       // the line weight
	w.do("key Tab key Tab key Tab key Tab key space") // its colours too
	w.do("key Return")
	w.wait("ready", "screen=picture", "references=1", "base=1", "unsaved=1")
	w.export("ctrl+e", out)
	commandLine(t, "lines", "--image", picture, "--weight", "1.2", "--out", lines)
	coloured := filepath.Join(dir, "coloured.png")
	commandLine(t, "colorize", "--sketch", lines, "--reference", picture, "--out", coloured)
	if !bytes.Equal(decode(t, out), decode(t, coloured)) {
		t.Error("the picture differs from what the command line makes of its own lines")
	}
	if pix := decode(t, lines); pix[4*(182*240+120)] > 40 || pix[4*(174*240+120)] < 250 {
		t.Errorf("thick ink is %d, the paper beside it %d", pix[4*(182*240+120)], pix[4*(174*240+120)])
	}
}
