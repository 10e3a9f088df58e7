package ui

import (
	"image"
	"testing"
)

func TestTheLookOfFiles(t *testing.T) {
	for _, light := range []bool{false, true} {
		name := map[bool]string{false: "dark", true: "light"}[light]
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
	b.exporting.form.clear.SetChecked(true)
	b.settle()
	dialog := image.Rect(308, 152, 972, 650)
	shot(b, "export-"+name, dialog)
	b.name("/comic/avatar.jpg")
	b.settle()
	b.win.Canvas().Focus(b.exporting.form.formats)
	b.exporting.form.path.SetText("/full.jpeg")
	b.settle()
	b.exporting.fail(errNoColour)
	shot(b, "export-failed-"+name, image.Rect(720, 190, 972, 650))
}
