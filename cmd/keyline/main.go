// Command keyline opens the window.
//
//	keyline [--light] [--sample NAME] [SKETCH [REFERENCE...]]
//
// Without a display it colours the sample, or the files named, into the folder of --out
// and says so. With KEYLINE_STATE=1 in the environment the window prints a line to
// standard output whenever something in it changed; with KEYLINE_TRACE=1 one for every
// frame, for every wait of the window and for every sample of a stroke, in milliseconds.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
)

// arguments are those of the command line.
type arguments struct {
	light  bool
	sample string
	out    string
	files  []string // a sketch and its references
}

func main() {
	debug.SetGCPercent(20)           // a large page is a few large pictures, expensive to have twice
	debug.SetMemoryLimit(1200 << 20) // and no garbage beyond what a strip of 800 × 20,000 needs
	a, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	run := openWindow
	if !hasDisplay(os.Getenv) {
		run = func(ctx context.Context, a arguments) error { return headless(ctx, a, os.Stdout) }
	}
	if err := run(ctx, a); err != nil {
		fmt.Fprintln(os.Stderr, "keyline:", err)
		os.Exit(1)
	}
}

func parse(args []string, out io.Writer) (a arguments, err error) {
	set := flag.NewFlagSet("keyline", flag.ContinueOnError)
	set.SetOutput(out)
	set.BoolVar(&a.light, "light", false, "start in the light theme")
	set.StringVar(&a.sample, "sample", "", "open this shipped sample, coloured")
	set.StringVar(&a.out, "out", "out", "folder for the pictures where there is no display")
	set.Usage = func() {
		fmt.Fprintln(out, "Usage: keyline [--light] [--sample NAME] [SKETCH [REFERENCE...]]")
		set.PrintDefaults()
	}
	err = set.Parse(args)
	a.files = set.Args()
	return a, err
}

// hasDisplay tells whether a window can be shown.
func hasDisplay(env func(string) string) bool {
	if runtime.GOOS != "linux" {
		return true
	}
	return env("DISPLAY") != "" || env("WAYLAND_DISPLAY") != ""
}
