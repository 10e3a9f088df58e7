package ui

import (
	"errors"
	"image"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyline/app/memory"
)

// known is what the start screen of the tests has seen before, newest first; the second
// is gone.
var known = []struct {
	path, sample string
	ago          time.Duration
}{
	{"/comic/ch04_p12_panel2.png", "comic_priya", 28 * time.Minute},
	{"/comic/ch04_p12_panel3.png", "novel_sophia", 3 * time.Hour},
	{"/art/mascot_gum.png", "avatar", 26 * time.Hour},
	{"/art/noodles_a_very_long_name_of_a_picture_v3.webp", "gopher_noodles", 19 * 24 * time.Hour},
	{"/old/witch_rough.png", "", 400 * 24 * time.Hour},
}

// rememberingBench is a bench whose window was used before.
func rememberingBench(t *testing.T, light bool) *bench {
	t.Helper()
	b := newThemedBench(t, light)
	b.now = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	for i := len(known) - 1; i >= 0; i-- {
		k := known[i]
		p := memory.Picture{Path: k.path, Opened: b.now.Add(-k.ago), Width: 480 + 10*i, Height: 871}
		var thumb image.Image
		if k.sample != "" {
			thumb = coverSubject(b.samples.read(k.sample, "truth"), cardPicture.Mul(2))
		}
		if err := b.memory.Keep(p, thumb); err != nil {
			t.Fatal(err)
		}
		b.shelf.files[k.path] = lineArt(200, 160)
	}
	delete(b.shelf.files, known[1].path)
	b.Begin(nil)
	b.settle()
	return b
}

// listed are the names of the cards on the start screen.
func (b *bench) listed() string {
	var names []string
	for _, c := range b.begin.cards {
		names = append(names, strings.TrimSuffix(c.text.name, filepath.Ext(c.text.name)))
	}
	return strings.Join(names, " ")
}

func TestRecentPicturesAreOnTheStartScreenAndInTheMenu(t *testing.T) {
	b := rememberingBench(t, false)
	if got := b.listed(); got != "ch04_p12_panel2 ch04_p12_panel3 mascot_gum noodles_a_very_long_name_of_a_picture_v3 witch_rough" {
		t.Errorf("listed are %s", got)
	}
	for i, want := range []string{"Today, 14:32", "Today, 12:00", "Yesterday", "1 Nov", "16 Oct 2025"} {
		if got := b.begin.cards[i].text.left; got != want {
			t.Errorf("%s was opened %q, want %q", known[i].path, got, want)
		}
	}
	items := b.menu.recent.ChildMenu.Items
	if len(items) != 7 || items[6].Label != "Clear recent pictures…" || items[0].Label != "ch04_p12_panel2.png" || items[1].Label != "ch04_p12_panel3.png (not found)" || b.menu.recent.Disabled {
		t.Errorf("the menu has %v", items)
	}
	items[2].Action()
	b.settle()
	b.has("screen=picture", "name=\"mascot_gum.png\"", "base=1")
	b.cmd.closePicture.run()
	b.settle()
	if got := b.listed(); !strings.HasPrefix(got, "mascot_gum ch04_p12_panel2 ") {
		t.Errorf("afterwards listed are %s", got)
	}
	if c := b.begin.cards[0]; c.text.left != "Today, 15:00" || c.text.right != "200 × 160" {
		t.Errorf("it says %+v", c.text)
	}
}

func TestAClosedPictureIsRememberedAsItLooked(t *testing.T) {
	b := newBench(t)
	b.open()
	lines := b.memory.Thumbnail("/sketch.png")
	if lines == nil {
		t.Fatal("an open picture is not remembered")
	}
	r, _, blue, _ := lines.At(4, 4).RGBA()
	if r>>8 != 255 || blue>>8 != 255 {
		t.Errorf("before its colours came the paper is %v", lines.At(4, 4))
	}
	b.cmd.closePicture.run()
	b.settle()
	if r, _, _, _ := b.memory.Thumbnail("/sketch.png").At(4, 4).RGBA(); r>>8 != 30 {
		t.Errorf("closed, its corner is remembered as %v", b.memory.Thumbnail("/sketch.png").At(4, 4))
	}
	b.OpenSample("avatar")
	b.settle()
	b.cmd.closePicture.run()
	b.settle()
	if got := b.listed(); got != "sketch" {
		t.Errorf("samples are remembered: %s", got)
	}
}

func TestAMissingPictureSaysSoAndCanBeRemoved(t *testing.T) {
	b := rememberingBench(t, false)
	if c := b.begin.cards[1]; c.text.warning != "Not found" {
		t.Errorf("the card says %+v", c.text)
	}
	test.Tap(b.begin.cards[1])
	b.settle()
	b.has("dialogs=1", "screen=start")
	test.Tap(b.button("Close"))
	b.shelf.files[known[1].path] = lineArt(50, 40) // its disk is back
	test.Tap(b.begin.cards[1])
	b.settle()
	b.has("dialogs=0", "screen=picture")
	b.cmd.closePicture.run()
	b.settle() // jobs read the files
	delete(b.shelf.files, known[1].path)
	b.Begin(nil)
	b.settle()
	test.Tap(b.begin.cards[0])
	b.settle()
	test.Tap(b.button("Remove from list"))
	b.settle()
	if got := b.listed(); strings.Contains(got, "panel3") || len(b.menu.recent.ChildMenu.Items) != 4+2 { // a line and the command to clear it
		t.Errorf("listed are %s", got)
	}
}

func TestAMovedPictureIsLocated(t *testing.T) {
	b := rememberingBench(t, false)
	thumb := b.recent[1].thumb
	if thumb == nil {
		t.Fatal("it has no small picture")
	}
	b.shelf.files["/comic"] = lineArt(1, 1) // the folder is there
	if got := b.folderNear(known[1].path); got != "/comic" {
		t.Errorf("looked for in %s", got)
	}
	if got := b.folderNear("/gone/away/x.png"); got != "/" {
		t.Errorf("looked for in %s", got)
	}
	test.Tap(b.begin.cards[1])
	b.settle()
	test.Tap(b.button("Locate…"))
	b.has("dialogs=1", "screen=start") // the files
	b.escapes()
	b.has("dialogs=0", "recent=5")
	b.shelf.files["/new/panel.png"] = lineArt(200, 160)
	b.located(b.recent[1], "/new/panel.png")
	b.settle()
	b.has("screen=picture", "name=\"panel.png\"", "recent=5")
	for _, r := range b.recent {
		if r.Path == known[1].path {
			t.Error("the old place is still listed")
		}
	}
	b.cmd.closePicture.run()
	b.settle()
	if got := b.listed(); !strings.HasPrefix(got, "panel ch04_p12_panel2 mascot") {
		t.Errorf("listed are %s", got)
	}
}

func TestALocatedFileThatCannotBeReadIsListedWhereItIs(t *testing.T) {
	b := rememberingBench(t, false)
	opened := b.recent[1].Opened
	b.located(b.recent[1], "/elsewhere/panel3.png")
	b.settle()
	b.has("screen=start", "dialogs=1", "recent=5") // it says what is wrong
	if r := b.recent[1]; r.Path != "/elsewhere/panel3.png" || !r.missing || r.thumb == nil || !r.Opened.Equal(opened) {
		t.Errorf("listed is %+v", r)
	}
}

func TestFindingARecentPictureByName(t *testing.T) {
	b := rememberingBench(t, false)
	find := b.begin.find
	b.win.Canvas().Focus(find)
	test.Type(find, "PANEL")
	if got := b.listed(); got != "ch04_p12_panel2 ch04_p12_panel3" {
		t.Errorf("found are %s", got)
	}
	test.Type(find, "7")
	if got := b.listed(); got != "" {
		t.Errorf("found are %s", got)
	}
	b.enter() // opens nothing
	b.has("screen=start")
	b.escapes()
	if find.Text != "" || len(b.begin.cards) != len(known) {
		t.Errorf("after Esc the field has %q", find.Text)
	}
	test.Type(find, "gum")
	b.enter()
	b.settle()
	b.has("screen=picture", "name=\"mascot_gum.png\"")
}

func TestRecentPicturesByKeyboard(t *testing.T) {
	b := rememberingBench(t, false)
	b.win.Canvas().Focus(b.begin.find)
	key := func(name fyne.KeyName, want int) {
		t.Helper()
		b.focusedKey(name)
		if got := b.begin.focused(); got != want {
			t.Errorf("%s goes to %d, want %d", name, got, want)
		}
	}
	key(fyne.KeyDown, 0)
	key(fyne.KeyRight, 1)
	key(fyne.KeyLeft, 0)
	key(fyne.KeyLeft, 0)
	key(fyne.KeyDown, 4)
	key(fyne.KeyDown, 4)
	key(fyne.KeyUp, 0)
	key(fyne.KeyUp, -1)
	key(fyne.KeyDown, 0)
	b.focusedKey(fyne.KeyDelete)
	b.settle()
	if got := b.listed(); !strings.HasPrefix(got, "ch04_p12_panel3 mascot_gum") || b.begin.focused() != 0 {
		t.Errorf("after Delete there are %s, %d has the keyboard", got, b.begin.focused())
	}
	key(fyne.KeyRight, 1)
	b.focusedKey(fyne.KeyReturn)
	b.settle()
	b.has("screen=picture", "name=\"mascot_gum.png\"")
}

func TestAMemoryThatFailsIsALineOnTheStartScreen(t *testing.T) {
	b := newBench(t)
	full, err := memory.Open(t.TempDir(), func(string, []byte) error { return errors.New("the disk is full") })
	if err != nil {
		t.Fatal(err)
	}
	b.memory = full
	b.Begin(errors.New("the list of recent pictures was damaged"))
	b.settle()
	if b.begin.notice != "The list of recent pictures was damaged." {
		t.Errorf("it says %q", b.begin.notice)
	}
	b.open()
	b.has("dialogs=0", "screen=picture")
	b.cmd.closePicture.run()
	b.settle()
	if !strings.Contains(b.begin.notice, "the disk is full") || b.listed() != "sketch" {
		t.Errorf("it says %q and lists %s", b.begin.notice, b.listed())
	}
}

func TestMoreThanTwoRowsAreShownWhenAskedFor(t *testing.T) {
	b := rememberingBench(t, false)
	for i := range 8 {
		if err := b.memory.Keep(memory.Picture{Path: "/more/" + string(rune('a'+i)) + ".png"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	b.Begin(nil)
	b.settle()
	if len(b.begin.cards) != 8 {
		t.Errorf("%d are shown", len(b.begin.cards))
	}
	more := find(b.begin.content, "Show all 13")
	if more == nil {
		t.Fatal("nothing shows the others")
	}
	test.Tap(more)
	if len(b.begin.cards) != 13 || find(b.begin.content, "Show fewer") == nil {
		t.Errorf("%d are shown", len(b.begin.cards))
	}
}

func TestTheStartScreenFillsItsWidth(t *testing.T) {
	b := rememberingBench(t, false)
	for size, want := range map[fyne.Size]int{
		fyne.NewSize(1280, 800): 4, fyne.NewSize(1024, 700): 3, fyne.NewSize(1920, 1080): 7, fyne.NewSize(3840, 2160): 8, fyne.NewSize(700, 500): 1,
	} {
		b.win.Resize(size)
		if b.begin.columns != want {
			t.Errorf("%v has %d columns, want %d", size, b.begin.columns, want)
		}
		for _, c := range b.begin.cards {
			at := b.app.Driver().AbsolutePositionForObject(c)
			if at.X < widthStart+4 || at.X+c.Size().Width > size.Width-4 {
				t.Errorf("%v: a card is at %v", size, at)
			}
		}
	}
}
