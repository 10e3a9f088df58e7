package ui

import (
	"image"
	"image/color"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"keyline/app/memory"
)

// preferring opens the dialog of preferences.
func preferring(t *testing.T, b *bench) *preferencesDialog {
	t.Helper()
	p := &preferencesDialog{w: b.Window, before: b.prefs, keys: map[string]string{}}
	p.show()
	return p
}

func TestPreferencesAreInForceAtOnceAndCancelRestores(t *testing.T) {
	b := newBench(t)
	b.open()
	p := preferring(t, b)
	before := b.prefs
	ground := themed(colorGround)
	p.chosen.theme.choose(1)
	if b.light != true || themed(theme.ColorNameForeground) != opaque(tokens[theme.ColorNameForeground].light) {
		t.Error("the light theme is not in force")
	}
	p.chosen.ground.choose(3)
	if got := themed(colorGround); got != opaque(0x777777) {
		t.Errorf("the ground is %v", got)
	}
	if got := b.frame().RGBAAt(2, 2); got != (color.RGBA{0x77, 0x77, 0x77, 0xFF}) {
		t.Errorf("around the picture is %v", got)
	}
	if !p.takeSize(1, "30 px") || b.desk.widths[toolHint] != 30 {
		t.Errorf("the hint brush is %g", b.desk.widths[toolHint])
	}
	for _, text := range []string{"0", "401", "wide", ""} {
		if p.takeSize(1, text) {
			t.Errorf("%q was taken for a size", text)
		}
	}
	b.escape()
	if b.prefs != before || b.light || themed(colorGround) != ground || b.desk.widths[toolHint] != 12 {
		t.Errorf("Esc left %+v", b.prefs)
	}
}

func TestPreferencesAreKept(t *testing.T) {
	b := newBench(t)
	p := preferring(t, b)
	p.chosen.theme.choose(1)
	p.chosen.history.choose(0)
	p.chosen.language.choose(2)
	p.takeSize(0, "9")
	b.dialogs[0].enter()
	want := preferences{"light", "ko", 128, 0, brushSizes{9, 12, 16}}
	if got := readPreferences(b.settings); got != want || len(b.dialogs) > 0 {
		t.Errorf("kept are %+v, want %+v; %d dialogs", got, want, len(b.dialogs))
	}
	o := Options{App: b.app, Settings: b.settings, Colorizer: b.fake, Files: b.shelf, Codec: b.codec, Projects: b.projects, Post: b.loop.Post, Samples: smallSamples()}
	next := New(o)
	defer next.Close()
	if !next.light || next.desk.widths[toolEdge] != 9 || next.cmd.undo.title() != "실행 취소" {
		t.Errorf("the next window has %+v and calls undo %s", next.prefs, next.cmd.undo.title())
	}
	b.toggleTheme()
	if got := readPreferences(b.settings).theme; got != "dark" {
		t.Errorf("the theme of the menu is kept as %q", got)
	}
}

func TestDamagedPreferencesAreAsTheyCome(t *testing.T) {
	kept, err := memory.OpenSettings("", nil)
	if err != nil {
		t.Fatal(err)
	}
	kept.SetString(keyTheme, "pink")
	kept.SetString(keyLanguage, "xx")
	kept.SetInt(keyHistory, -5)
	kept.SetInt(keyGround, 99)
	kept.SetFloat(keyBrushEdge, 1e9)
	if got := readPreferences(kept); got != standardPreferences() {
		t.Errorf("read as %+v", got)
	}
}

func TestTheLanguageChangesAtOnce(t *testing.T) {
	b := newBench(t)
	b.open()
	b.stroke(60, 60, 140, 100)
	tool := b.desk.tool
	p := preferring(t, b)
	p.chosen.language.choose(2)
	if b.options.title.text != "가장자리" || b.menu.main.Items[0].Label != "파일" || b.cmd.undo.title() != "실행 취소" {
		t.Errorf("the window says %q, %q", b.options.title.text, b.menu.main.Items[0].Label)
	}
	if len(b.dialogs) != 1 {
		t.Fatalf("%d dialogs are open", len(b.dialogs))
	}
	b.escape()
	if b.options.title.text != "Edge" || b.menu.main.Items[0].Label != "File" || b.desk.tool != tool {
		t.Errorf("after Esc the window says %q, %q", b.options.title.text, b.menu.main.Items[0].Label)
	}
	b.has("strokes=1")
	b.key(fyne.KeyB)
	b.has("tool=Hint")
}

func TestCancelRestoresTheKeys(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	b := newBenchWith(t, func(o *Options) { o.Keys = file })
	p := preferring(t, b)
	k := &b.keymap
	k.changed = map[string]string{"undo": "Ctrl+U"}
	b.applyKeys()
	p.hide()
	if b.cmd.undo.keyText() != "Ctrl+Z" || len(readKeys(file).changed) > 0 {
		t.Errorf("undo has %s", b.cmd.undo.keyText())
	}
}

func TestTheHistoryIsBounded(t *testing.T) {
	b := newBench(t)
	b.open()
	for i := range 6 {
		b.stroke(float64(60+10*i), 60, float64(80+10*i), 110)
	}
	words, _ := b.desk.editor.Steps()
	b.desk.editor.LimitHistory(1)
	left, at := b.desk.editor.Steps()
	if len(words) != 7 || len(left) != 2 || at != 1 || !b.desk.editor.CanUndo() {
		t.Errorf("of %d steps %d are left, at %d", len(words), len(left), at)
	}
}

func TestThePreferencesLook(t *testing.T) {
	for theme, light := range themes {
		for _, l := range languages {
			name := l.code + "-" + theme
			b := newBenchWith(t, func(o *Options) { o.Light, o.Language = light, l.code })
			b.win.Resize(fyne.NewSize(1024, 700))
			preferring(t, b)
			shot(b, "preferences-"+name, image.Rect(234, 173, 790, 530))
		}
	}
}
