package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestPathsInAText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"words", "a nice day", nil},
		{"a path", "/comic/page 1.png\n", []string{"/comic/page 1.png"}},
		{"an address", "file:///comic/page%201%20%ED%95%9C.png", []string{"/comic/page 1 한.png"}},
		{"of this machine", "file://localhost/a.png", []string{"/a.png"}},
		{"of another", "file://server/a.png", nil},
		{"of the net", "https://example.org/a.png", nil},
		{"several", "file:///a.png\r\n/b.png\r\n", []string{"/a.png", "/b.png"}},
		{"in quotes", "'/comic/page 1.png'", []string{"/comic/page 1.png"}},
		{"as GNOME copies", "x-special/nautilus-clipboard\ncopy\nfile:///a.png\n", []string{"/a.png"}},
		{"a path and words", "/a.png\nand more", nil},
		{"relative", "a.png", nil},
		{"not tidy", "/comic/../a.png", []string{"/a.png"}},
	} {
		if got := pathsIn(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// pasted pastes a text.
func (b *bench) pasted(text string) {
	b.app.Clipboard().SetContent(text)
	b.cmd.paste.run()
	b.settle()
}

func TestPastedPathsAreOpened(t *testing.T) {
	b := newBench(t)
	b.pasted("no path")
	b.has("screen=start")
	if !strings.Contains(b.notice, "clipboard") {
		t.Errorf("the notice is %q", b.notice)
	}
	b.pasted("file:///blue.png\n/sketch.png\n") // the line art is the sketch
	b.has("screen=picture", `name="sketch.png"`, "references=1")
	b.pasted("words")
	if !strings.Contains(b.desk.timing.line, "clipboard") {
		t.Errorf("the status says %q", b.desk.timing.line)
	}
	b.pasted("/red.png")
	b.has("dialogs=1")
	test.Tap(b.button("Add as reference"))
	b.settle()
	b.has("references=2", "dialogs=0")
	b.pasted("/nowhere.png")
	test.Tap(b.button("Open as sketch"))
	b.settle()
	b.has("dialogs=1", `name="sketch.png"`) // it says that there is no such file
	b.pasted("/small.png")                  // not behind a dialog
	b.has("dialogs=1", `name="sketch.png"`)
}

func TestTheListOfRecentPicturesIsCleared(t *testing.T) {
	b := newBench(t)
	b.open()
	b.closePicture()
	b.settle()
	b.has("recent=1")
	b.cmd.clearRecent.run()
	test.Tap(b.button("Cancel"))
	b.settle()
	b.has("recent=1")
	b.cmd.clearRecent.run()
	test.Tap(b.button("Clear"))
	b.settle()
	b.has("recent=0")
	if b.cmd.clearRecent.able() || len(b.memory.Pictures()) != 0 {
		t.Error("there are recent pictures")
	}
}
