//go:build cgo

package main

import (
	"image"
	"io"
	"os"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"keyline/app/ui"
	"keyline/assets"
	"keyline/canvas/imageio"
	"keyline/cmd/internal/engine"
	"keyline/model"
)

// version is set by the build, from FyneApp.toml.
var version = "development build"

// openWindow shows the window until it is closed.
func openWindow(a arguments) error {
	n, err := engine.Open(model.Options{})
	if err != nil {
		return err
	}
	application := fyneapp.NewWithID("org.keyline.Keyline")
	application.SetIcon(fyne.NewStaticResource("keyline.svg", assets.Icon("keyline")))
	lines := func(variable string) io.Writer {
		if os.Getenv(variable) == "1" {
			return os.Stdout
		}
		return nil
	}
	w := ui.New(ui.Options{
		App: application, Colorizer: n, Files: files{}, Post: fyne.Do, State: lines("KEYLINE_STATE"), Trace: lines("KEYLINE_TRACE"),
		Version: version, Light: a.light,
	})
	// Before the event loop runs, posted functions would run on the goroutine that posts.
	application.Lifecycle().SetOnStarted(func() {
		w.WatchBlocks()
		switch {
		case len(a.files) > 0:
			w.OpenFiles(a.files...)
		case a.sample != "":
			w.OpenSample(a.sample)
		}
	})
	w.Show()
	application.Run()
	return nil
}

// files are those on disk.
type files struct{}

// Exists implements [ui.Files].
func (files) Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Open implements [ui.Files].
func (files) Open(path string) (image.Image, error) { return imageio.Decode(path) }

// Save implements [ui.Files].
func (files) Save(path string, img image.Image) error { return imageio.Save(path, img) }
