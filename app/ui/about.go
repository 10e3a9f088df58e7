package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"keyline/assets"
)

// aboutParts are the parts of the dialog about the program.
var aboutParts = []string{"Keyline", "Trained on", "Samples", "Libraries"}

// showAbout says what the program is, that it sends nothing, and whose work is in it.
func (w *Window) showAbout() {
	shown := container.NewStack()
	parts := []func() fyne.CanvasObject{
		func() fyne.CanvasObject {
			return prose(trf("Version %s", w.version) + "\n\n" + assets.About(w.spoken()))
		},
		func() fyne.CanvasObject { return prose(assets.Trained()) },
		func() fyne.CanvasObject { return prose(w.samples.credits()) },
		func() fyne.CanvasObject { return lines(assets.Libraries()) },
	}
	turn := func(i int) {
		shown.Objects = []fyne.CanvasObject{parts[i]()}
		shown.Refresh()
	}
	turn(0)
	which := newSegments(trAll(aboutParts), 0, turn)
	body := container.NewBorder(column(0, 0, 0, 8, container.NewHBox(which)), nil, nil, nil, shown)
	room := w.win.Canvas().Size()
	w.show(tr("About Keyline"), body, fyne.NewSize(min(room.Width-80, 720), min(room.Height-80, 560)), choice{tr("Close"), nil, true})
	w.win.Canvas().Focus(which)
}

// prose is text in paragraphs, to scroll through.
func prose(text string) fyne.CanvasObject {
	label := widget.NewLabel(text)
	label.Wrapping, label.Selectable = fyne.TextWrapWord, true
	return container.NewVScroll(label)
}

// lineLength is the most characters in a line of a long text: licences come with lines of
// 80 or fewer, some without any break.
const lineLength = 100

// lines is a text too long to be laid out as a whole.
func lines(text string) fyne.CanvasObject {
	var all []string
	for _, line := range strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n") {
		all = append(all, folded(line, lineLength)...)
	}
	list := widget.NewList(
		func() int { return len(all) },
		func() fyne.CanvasObject { return newLabel("", sizeRow, theme.ColorNameForeground) },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*label).set(all[i]) })
	list.HideSeparators = true
	return list
}

// folded breaks a line at spaces where it is longer than most characters.
func folded(line string, most int) (list []string) {
	row := ""
	for i, word := range strings.SplitAfter(line, " ") {
		if i > 0 && len([]rune(strings.TrimRight(row+word, " "))) > most {
			list, row = append(list, strings.TrimRight(row, " ")), ""
		}
		row += word
	}
	return append(list, row)
}
