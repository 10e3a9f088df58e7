package ui

import (
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
)

// hintLine is a line of words in which what stands in braces is drawn as a key: "{Esc}",
// or the present key of a command by the command's name, "{Wider brush}".
type hintLine struct {
	content *fyne.Container
	keyOf   func(command string) (key string, known bool)
	text    string
	size    float32
	colour  fyne.ThemeColorName
}

func newHintLine(keyOf func(string) (string, bool)) *hintLine {
	return &hintLine{content: row(5, 0, 0), keyOf: keyOf, size: sizeCaption, colour: colorText2}
}

var hintParts = regexp.MustCompile(`\{[^}]*\}|[^{]+`)

// set changes the line and reports whether it is another one now.
func (h *hintLine) set(text string) bool {
	text = h.withKeys(text)
	if text == h.text {
		return false
	}
	h.text = text
	h.content.Objects = nil
	for _, part := range hintParts.FindAllString(text, -1) {
		if key, ok := strings.CutPrefix(part, "{"); ok {
			h.content.Objects = append(h.content.Objects, newKeyCap(strings.TrimSuffix(key, "}")))
		} else if words := strings.TrimSpace(part); words != "" {
			h.content.Objects = append(h.content.Objects, newLabel(words, h.size, h.colour))
		}
	}
	h.content.Refresh()
	return true
}

// withKeys puts keys in the place of the names of commands.
func (h *hintLine) withKeys(text string) string {
	return hintParts.ReplaceAllStringFunc(text, func(part string) string {
		key, known := h.keyOf(strings.Trim(part, "{}"))
		switch {
		case !known:
			return part
		case key == "":
			return "{–}"
		}
		return "{" + key + "}"
	})
}

// givingWay is a row in which one object goes if there is no room for all.
type givingWay struct {
	rowLayout
	first fyne.CanvasObject
}

// Layout implements [fyne.Layout].
func (l givingWay) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	showIf(l.first, true)
	showIf(l.first, l.rowLayout.MinSize(objects).Width <= size.Width)
	l.rowLayout.Layout(objects, size)
}
