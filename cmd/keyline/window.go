//go:build cgo

package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"keyline/app"
	"keyline/app/ui"
	"keyline/assets"
	"keyline/cmd/internal/engine"
	"keyline/model"
)

// version is set by the build, from FyneApp.toml.
var version = "development build"

// openWindow shows the window until it is closed, or ctx is done: unsaved work is in the journal
// then, as after a crash.
func openWindow(ctx context.Context, a arguments) error {
	n, err := engine.Open(model.Options{})
	if err != nil {
		return err
	}
	if err := noBus(); err != nil {
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
	remembered, settings, trouble := openMemory()
	batch := app.NewBatch(fyne.Do)
	w := ui.New(ui.Options{
		App: application, Colorizer: n, Version: version, Light: a.light,
		Files: files{}, Codec: files{}, Projects: projects{}, Journals: openJournals(),
		Memory: remembered, Settings: settings, Keys: keysFile(), Quit: end,
		Post: batch.Post, Painted: batch.Painted,
		State: lines("KEYLINE_STATE"), Trace: lines("KEYLINE_TRACE"), Work: threadWork,
	})
	// Before the event loop runs, posted functions would run on the goroutine that posts.
	application.Lifecycle().SetOnStarted(func() {
		eachFrame(batch.Frame)
		w.WatchBlocks()
		w.Begin(trouble)
		switch {
		case len(a.files) > 0:
			w.OpenFiles(a.files...)
		case a.sample != "":
			w.OpenSample(a.sample)
		}
	})
	context.AfterFunc(ctx, end)
	w.Show()
	application.Run()
	return nil
}

// end ends the program at once, when all is kept. Fyne's own way (2.8.1) sometimes waits for
// ever: of what is posted to its event loop while that empties its queue for the last time
// nobody is told, and the process stays without a window.
func end() { os.Exit(0) }

// eachFrame calls f before every frame is painted. Fyne's loop chooses by chance between
// a posted function and the next frame when both wait; its animations have their turn
// with every frame.
func eachFrame(f func()) {
	a := fyne.NewAnimation(time.Hour, func(float32) { f() })
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Start()
}

// keysFile is where changed keys are kept; "" if the system has no place for such things.
func keysFile() string {
	if folder := ownFolder(); folder != "" {
		return filepath.Join(folder, "keys.json")
	}
	return ""
}
