//go:build e2e

package main

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"keyline/canvas/imageio"
)

func TestRecentPicturesAreThereInTheNextRun(t *testing.T) {
	sketch, reference, _ := files3(t)
	w := start(t, sketch, reference)
	w.wait("ready", "base=1", "recent=1")
	w.do("key ctrl+q")
	w.ended()

	w = startAt(t, w.home)
	w.wait("ready", "screen=start", "recent=1")
	w.do("mousemove 460 160 click 1") // its picture
	w.wait("ready", "screen=picture", "base=1", `name="sketch.png"`)
	w.do("key ctrl+w")
	w.wait("ready", "screen=start", "recent=1")

	if err := os.Remove(sketch); err != nil {
		t.Fatal(err)
	}
	w.do("key ctrl+q")
	w.ended()
	w = startAt(t, w.home)
	w.wait("ready", "screen=start", "recent=1")
	w.do("mousemove 1131 60 click 1 key Down key Return") // from the field to the picture that is gone
	w.wait("ready", "dialogs=1")
	w.do("key Escape")
	w.wait("dialogs=0")
	w.do("key Delete")
	w.wait("ready", "recent=0")
}

func TestAMovedPictureIsLocatedInTheWindow(t *testing.T) {
	sketch, _, _ := files3(t)
	w := start(t, sketch)
	w.wait("ready", "base=1", "recent=1")
	w.do("key ctrl+w")
	w.wait("ready", "screen=start", "recent=1")
	moved := filepath.Join(filepath.Dir(sketch), "a folder")
	if err := errors.Join(os.MkdirAll(filepath.Join(moved, "another"), 0o777), os.Rename(sketch, filepath.Join(moved, "page.png"))); err != nil {
		t.Fatal(err)
	}
	w.do("key ctrl+q")
	w.ended()
	w = startAt(t, w.home)
	w.wait("ready", "screen=start", "recent=1")
	w.do("mousemove 460 160 click 1")
	w.wait("ready", "dialogs=1")
	w.do("key Return") // the question's main answer
	w.seen("the files", func(img image.Image) bool { return dark(img, 230, 400) && !dark(img, 496, 230) })
	w.do("mousemove 496 240 click 1") // the folder
	w.seen("the file in it, beside where the folder was: a second click there would be a double one", func(img image.Image) bool {
		return dark(img, 664, 230) && !dark(img, 580, 230)
	})
	w.do("mousemove 580 240 click 1")
	w.seen("the file chosen", func(img image.Image) bool { // Open can be pressed
		_, _, b, _ := img.At(1012, 668).RGBA()
		return b>>8 > 200
	})
	w.do("mousemove 1034 677 click 1")
	w.wait("ready", "screen=picture", `name="page.png"`, "recent=1")
	w.do("key ctrl+w")
	w.wait("ready", "screen=start", "recent=1")
}

// dark tells whether a place on the screen has no icon.
func dark(img image.Image, x, y int) bool {
	r, _, _, _ := img.At(x, y).RGBA()
	return r>>8 < 80
}

func TestADamagedListOfRecentPicturesStopsNothing(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "keyline")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "memory.json"), []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	sketch, _, _ := files3(t)
	w := startAt(t, home, sketch)
	w.wait("ready", "base=1", "recent=1", "dialogs=0")
	if kept, err := os.ReadFile(filepath.Join(folder, "memory.json.damaged")); err != nil || string(kept) != "{half" {
		t.Errorf("kept is %q, %v", kept, err)
	}
}

// TestATransparentExportOnWhiteIsTheOpaqueOne goes through the dialog by keyboard: before
// the name are the ticks for ground and lines, quality and format.
func TestATransparentExportOnWhiteIsTheOpaqueOne(t *testing.T) {
	w := start(t, "--sample", "gopher_noodles")
	w.wait("ready", "base=1", "size=952x708")
	dir := t.TempDir()
	w.do("key ctrl+e")
	w.wait("ready", "export=png")
	w.do("key ctrl+a type --delay 2 %s", filepath.Join(dir, "opaque.webp"))
	w.wait("ready", "export=webp")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "exports=1")
	w.do("key ctrl+e")
	w.wait("ready", "export=webp") // as last time
	w.do("key shift+Tab key space key Tab key ctrl+a type --delay 2 %s", filepath.Join(dir, "clear.webp"))
	w.do("key Return")
	w.wait("ready", "dialogs=0", "exports=2")

	opaque, clear := decode(t, filepath.Join(dir, "opaque.webp")), decode(t, filepath.Join(dir, "clear.webp"))
	through := 0
	for i := range clear {
		alpha := int(clear[i|3])
		if i%4 == 3 {
			if alpha < 255 {
				through++
			}
			continue
		}
		onWhite := (int(clear[i])*alpha + 255*(255-alpha) + 127) / 255
		if d := onWhite - int(opaque[i]); d < -1 || d > 1 {
			t.Fatalf("byte %d is %d on white, opaque it is %d", i, onWhite, opaque[i])
		}
	}
	if through < len(clear)/4/10 {
		t.Errorf("only %d pixels are transparent", through)
	}
}

func TestAnExportThatCannotBeWrittenStaysInTheDialog(t *testing.T) {
	w := opened(t)
	dir := t.TempDir()
	w.do("key ctrl+e")
	w.wait("ready", "export=png")
	w.do("key ctrl+a type --delay 2 %s", filepath.Join(dir, "missing", "a.jpg"))
	w.do("key Return")
	w.wait("ready", "export=failed", "dialogs=1", "exports=0")
	w.do("key ctrl+a type --delay 2 %s", filepath.Join(dir, "a.jpg"))
	w.do("key Return")
	w.wait("ready", "dialogs=0", "exports=1")
	if img, err := imageio.Decode(filepath.Join(dir, "a.jpg")); err != nil || img.Bounds().Dx() != 240 {
		t.Errorf("%v", err)
	}
	w.do("key ctrl+e")
	w.wait("dialogs=1")
	w.do("key Escape")
	w.wait("ready", "dialogs=0", "exports=1", "export=closed")
}

func TestAnExportAtHalfTheSize(t *testing.T) {
	w := opened(t)
	dir := t.TempDir()
	w.do("key ctrl+e")
	w.wait("ready", "export=png")
	w.do("key ctrl+a type --delay 2 %s", filepath.Join(dir, "half.png"))
	w.do("key shift+Tab key shift+Tab key shift+Tab key shift+Tab key shift+Tab key ctrl+a type --delay 2 50")
	w.do("key Return")
	w.wait("ready", "export=png")
	w.do("key Return")
	w.wait("ready", "dialogs=0", "exports=1")
	if img, err := imageio.Decode(filepath.Join(dir, "half.png")); err != nil || img.Bounds().Dx() != 120 || img.Bounds().Dy() != 100 {
		t.Errorf("%v, %v", img, err)
	}
}

// TestAPathThatWasCopiedIsPasted copies it where the window shows one: in the field for the
// name of an export.
func TestAPathThatWasCopiedIsPasted(t *testing.T) {
	w := opened(t)
	_, _, other := files3(t)
	w.do("key ctrl+e")
	w.wait("ready", "export=png")
	w.do("key ctrl+a type --delay 2 %s", "file://"+other)
	w.do("key ctrl+a key ctrl+c key Escape")
	w.wait("ready", "dialogs=0", "focus=picture")
	w.do("key ctrl+v")
	w.wait("ready", "dialogs=1") // sketch or reference?
	w.do("key Return")
	w.wait("ready", "dialogs=0", "references=2")
}

func TestTheOpenDialogShowsPicturesSmall(t *testing.T) {
	dir := t.TempDir()
	img := image.NewNRGBA(image.Rect(0, 0, 240, 200))
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{200, 40, 60, 255}), image.Point{}, draw.Src)
	writePNG(t, filepath.Join(dir, "a.png"), img)
	if err := os.WriteFile(filepath.Join(dir, "torn.png"), []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := startCommand(t, t.TempDir(), exec.Command("env", "HOME="+dir, program)) // where file dialogs begin
	w.do("key ctrl+o")
	w.wait("ready", "dialogs=1")
	w.seen("the picture in place of an icon", func(screen image.Image) bool {
		return sameColour(screen.At(495, 235), color.NRGBA{200, 40, 60, 255})
	})
	w.do("mousemove 495 235 click 1")
	w.do("mousemove 1035 678 click 1")
	w.wait("ready", "dialogs=0", "screen=picture", "page=240x200")
}
