package ui

import (
	"image"
	"testing"
)

func TestTheLookOfFiles(t *testing.T) {
	for name, light := range themes {
		b := rememberingBench(t, light)
		b.win.Canvas().Focus(b.begin.cards[0])
		shot(b, "recent-"+name, image.Rect(340, 8, 816, 250))
		shot(b, "find-"+name, image.Rect(800, 8, 1260, 60))
		shot(b, "foot-"+name, image.Rect(0, 650, 320, 800))
		b.notice = "The list of recent pictures was damaged; a new one begins, the old one is kept as memory.json.damaged."
		b.showRecent()
		b.settle()
		shot(b, "notice-"+name, image.Rect(340, 8, 1260, 96))
		exportLook(b, name)
	}
}

func exportLook(b *bench, name string) {
	b.OpenSample("avatar")
	b.settle()
	b.folder = "/comic"
	b.cmd.export.run()
	b.settle()
	b.win.Canvas().Focus(b.exporting.form.clear)
	b.exporting.form.clear.TypedRune(' ')
	b.settle()
	dialog := image.Rect(288, 152, 992, 650)
	shot(b, "export-"+name, dialog)
	b.name("/full.png")
	b.enter()
	b.settle()
	b.win.Canvas().Focus(b.exporting.form.quality)
	shot(b, "export-failed-"+name, image.Rect(288, 560, 992, 650))
	b.name("/page.jpg")
	b.settle()
	shot(b, "export-jpeg-"+name, image.Rect(700, 190, 992, 510))
}
