package ui

import (
	"image"
	"image/png"
	"io/fs"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"keyline/assets"
)

// widthStart is the column at the left of the start screen.
const widthStart = 320

// startScreen is what there is before a picture is open.
type startScreen struct{ content fyne.CanvasObject }

func newStartScreen(w *Window) *startScreen {
	left := container.NewStack(newPlane(theme.ColorNameBackground, widthStart, 0), startColumn(w))
	right := container.NewStack(newPlane(colorPanel, 0, 0), container.NewVScroll(samplesColumn(w)))
	return &startScreen{container.New(besideLayout{}, left, hairline(), right)}
}

// besideLayout gives the last object the width that the others leave.
type besideLayout struct{}

func (besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return rowLayout{}.MinSize(objects)
}

func (besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		width := o.MinSize().Width
		if i == len(objects)-1 {
			width = size.Width - x
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}

// startColumn is the mark, the promise and what to begin with.
func startColumn(w *Window) fyne.CanvasObject {
	mark := canvas.NewImageFromResource(fyne.NewStaticResource("keyline.svg", assets.Icon("keyline")))
	mark.FillMode = canvas.ImageFillContain
	name := newLabel("Keyline", sizeName, theme.ColorNameForeground)
	name.bold = true
	open := newAction("open", "Open sketch…", "Ctrl+O", fyne.NewSize(255, 40), w.cmd.open.do)
	open.main = true
	t := w.tips
	return column(0, 40, 24, 32,
		row(0, 0, 0, fixed(56, 56, mark)),
		newPlane("", 1, 16), name, newPlane("", 1, 4),
		newLabel("Colours for your line art, kept inside", sizeBody, colorText3),
		newPlane("", 1, 4),
		newLabel("your lines. Nothing leaves this computer.", sizeBody, colorText3),
		newPlane("", 1, 30), open, newPlane("", 1, 12),
		newAction("keyboard", "Keys", "F1", fyne.NewSize(255, 36), w.cmd.keys.do),
		layout.NewSpacer(), dropArea(), newPlane("", 1, 20),
		row(4, 0, 0,
			newCell("settings", tipText{"Dark or light", "", "Switches the theme."}, t, w.cmd.theme.do).small(),
			newCell("info", tipText{"About", "", "Version, licence, the samples' authors."}, t, w.cmd.about.do).small(),
			layout.NewSpacer(), newLabel(w.version, sizeCaption, colorText3)))
}

// dropArea says that files can be dropped.
func dropArea() fyne.CanvasObject {
	drawn := canvas.NewImageFromResource(icon("reference", colorText2))
	drawn.FillMode = canvas.ImageFillContain
	lines := column(2, 0, 0, 0,
		newLabel("Drop a sketch anywhere here.", sizeCaption, colorText2),
		newLabel("PNG, JPEG, WebP", sizeCaption, colorText3))
	return container.NewStack(newCard("", colorBorder, radiusTool), row(14, 14, 14, fixed(iconBar, iconBar, drawn), column(0, 12, 12, 0, lines)))
}

// samplesColumn shows the samples, half sketch, half colour.
func samplesColumn(w *Window) fyne.CanvasObject {
	grid := container.New(flowLayout{fyne.NewSize(208, 160), 16})
	for _, name := range sampleNames() {
		grid.Add(sampleCard(w, name))
	}
	head := row(12, 0, 0, subHeading("Samples"), newLabel("sketch with a matching reference, ready to try", sizeCaption, colorText3))
	return column(12, 24, 24, 40, head, grid)
}

func subHeading(text string) *label {
	l := newLabel(text, 15, theme.ColorNameForeground)
	l.bold = true
	return l
}

func sampleCard(w *Window, name string) fyne.CanvasObject {
	img := half(readSample(name, "sketch"), readSample(name, "truth"))
	m := newThumbnail(img, fyne.NewSize(208, 132), tipText{}, w.tips, func() { w.OpenSample(name) })
	return column(6, 0, 0, 0, m, newLabel(sampleTitle(name), sizeBody, theme.ColorNameForeground))
}

// sampleTitle makes a name of a folder's.
func sampleTitle(name string) string {
	text := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// sampleNames lists the shipped samples.
func sampleNames() (names []string) {
	entries, err := fs.ReadDir(assets.Samples(), ".")
	if err != nil {
		return nil // embedded: it is there or the build failed
	}
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// readSample reads a picture of a sample; an empty one if it has none of that kind.
func readSample(name, what string) image.Image {
	file, err := assets.Samples().Open(name + "/" + what + ".png")
	if err != nil {
		return image.NewNRGBA(image.Rectangle{})
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		return image.NewNRGBA(image.Rectangle{})
	}
	return img
}

// half shows one picture at the left and another of the same size at the right.
func half(left, right image.Image) image.Image {
	out := rgbaOf(left)
	over := rgbaOf(right)
	for y := range out.Rect.Dy() {
		from := out.PixOffset(out.Rect.Dx()/2, y)
		copy(out.Pix[from:(y+1)*out.Stride], over.Pix[from:])
	}
	return out
}
