package ui

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"keyline/app/memory"
	"keyline/canvas"
)

func TestSizesOfAnExportKeepTheRatio(t *testing.T) {
	for _, test := range []struct {
		name    string
		page    image.Point
		choices memory.Export
		want    image.Point
	}{
		{"as it is", image.Pt(200, 160), memory.Export{}, image.Pt(200, 160)},
		{"half", image.Pt(201, 161), memory.Export{Percent: 50}, image.Pt(101, 81)},
		{"twice", image.Pt(200, 160), memory.Export{Percent: 200}, image.Pt(400, 320)},
		{"a width", image.Pt(200, 160), memory.Export{Width: 50}, image.Pt(50, 40)},
		{"a height", image.Pt(200, 160), memory.Export{Height: 50}, image.Pt(63, 50)},
		{"a strip's width", image.Pt(800, 20000), memory.Export{Width: 1}, image.Pt(1, 25)},
		{"never nothing", image.Pt(3, 900), memory.Export{Height: 9}, image.Pt(1, 9)},
		{"one pixel", image.Pt(1, 1), memory.Export{Percent: 1}, image.Pt(1, 1)},
		{"a side too long", image.Pt(800, 20000), memory.Export{Percent: 400}, image.Pt(800, 20000)},
		{"too many pixels", image.Pt(9000, 9000), memory.Export{Width: 10001}, image.Pt(9000, 9000)},
		{"layers", image.Pt(200, 160), memory.Export{Ending: ".psd", Percent: 50}, image.Pt(200, 160)},
	} {
		if got := sizeOf(test.page, test.choices); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// sized types into a field of the export dialog.
func (b *bench) sized(f *valueField, text string) {
	b.win.Canvas().Focus(f)
	f.SetText(text)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
}

func TestAnExportHasTheSizeThatWasTyped(t *testing.T) {
	b := newBench(t)
	b.open()
	b.askExport()
	f := b.exporting.form
	whole := b.exporting.made.file
	for _, step := range []struct {
		field               *valueField
		text                string
		percent, w, h, says string
	}{
		{f.size.percent, "50", "50 %", "100", "80", "100 × 80 px"},
		{f.size.width, "60 px", "30 %", "60", "48", "60 × 48 px"},
		{f.size.height, "320", "200 %", "400", "320", "400 × 320 px"},
		{f.size.percent, "33,5 %", "33.5 %", "67", "54", "67 × 54 px"},
		{f.size.width, "wide", "33.5 %", "67", "54", "67 × 54 px"},
		{f.size.width, "0", "33.5 %", "67", "54", "67 × 54 px"},
		{f.size.percent, "60000", "33.5 %", "67", "54", "67 × 54 px"},
	} {
		b.sized(step.field, step.text)
		if f.size.percent.Text != step.percent || f.size.width.Text != step.w || f.size.height.Text != step.h || f.pixels.text != step.says {
			t.Errorf("%q gives %s, %s × %s, %q", step.text, f.size.percent.Text, f.size.width.Text, f.size.height.Text, f.pixels.text)
		}
		img, err := b.codec.Decode("", b.exporting.made.file)
		if err != nil || img.Bounds().Size() != b.exporting.order().size || f.preview.seen.size() != img.Bounds().Size() {
			t.Errorf("%q: the file is %v, the preview %v, %v", step.text, img.Bounds(), f.preview.seen.size(), err)
		}
	}
	b.sized(f.size.percent, "100")
	if !bytes.Equal(b.exporting.made.file, whole) || b.exporting.choices.Percent != 0 {
		t.Error("at 100 % it is another file than at first")
	}
	b.sized(f.size.height, "80")
	b.name("/half.png")
	b.enter()
	b.settle()
	b.has("exports=1")
	if img := b.shelf.files["/half.png"]; img == nil || img.Bounds().Size() != image.Pt(100, 80) {
		t.Errorf("written is %v", img)
	}
	b.cmd.export.run()
	b.settle()
	if e := b.exporting; e.order().size != image.Pt(100, 80) {
		t.Errorf("the next time it is %v", e.order().size)
	}
}

func TestAResizedExportIsThePictureResized(t *testing.T) {
	b := newBench(t)
	b.open()
	doc := b.desk.editor.Document()
	for _, clear := range []bool{false, true} {
		o := orderOf(doc, memory.Export{Ending: ".png", Lines: true, Clear: clear, Percent: 40})
		m := maker{codec: b.codec}
		got, err := m.flatten(t.Context(), o, func(phrase, float64) {})
		if err != nil {
			t.Fatal(err)
		}
		flat := canvas.Flatten(doc, doc.Bounds(), canvas.FlattenOptions{})
		var full image.Image = flat
		if clear {
			if full, err = canvas.ClearGround(t.Context(), flat); err != nil {
				t.Fatal(err)
			}
		}
		want, err := canvas.Resample(t.Context(), full, image.Pt(80, 64), func(float64) {})
		if err != nil {
			t.Fatal(err)
		}
		for y := range 64 {
			for x := range 80 {
				if color.NRGBAModel.Convert(got.At(x, y)) != color.NRGBAModel.Convert(want.At(x, y)) {
					t.Fatalf("clear %v: %d, %d is %v, want %v", clear, x, y, got.At(x, y), want.At(x, y))
				}
			}
		}
	}
}

func TestLayersKeepThePagesSize(t *testing.T) {
	b := newBench(t)
	b.open()
	b.askExport()
	f := b.exporting.form
	b.sized(f.size.percent, "50")
	f.choseFormat(3) // PSD
	b.settle()
	if !f.size.width.Disabled() || f.size.width.Text != "200" || b.exporting.order().size != image.Pt(200, 160) {
		t.Errorf("a PSD would be %v, the field says %q", b.exporting.order().size, f.size.width.Text)
	}
	f.choseFormat(0)
	b.settle()
	if f.size.width.Disabled() || f.size.width.Text != "100" {
		t.Errorf("a PNG again is %q wide", f.size.width.Text)
	}
}
