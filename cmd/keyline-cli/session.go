package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"keyline/app"
	"keyline/cmd/internal/engine"
	"keyline/model"
)

// openNetwork opens the shipped weights.
func openNetwork(c console, o model.Options) (engine.Network, error) {
	isa := c.env("KEYLINE_ISA")
	if isa != "" && isa != "plain" && isa != "avx2" {
		return engine.Network{}, wrong("KEYLINE_ISA=%s is unknown; set it to plain or avx2, or not at all", isa)
	}
	o.Plain, o.AVX2 = isa == "plain", isa == "avx2"
	return engine.Open(o)
}

// session is an editor without a window.
type session struct {
	*app.Editor
	loop *app.Loop
}

func newSession(n engine.Network, watch app.Watch) session {
	loop := app.NewLoop()
	return session{app.NewEditor(n, loop.Post, watch), loop}
}

// settle waits until the page has the colours that it asks for.
func (s session) settle(ctx context.Context) error {
	if err := s.loop.Until(ctx, s.Settled); err != nil {
		return err
	}
	return s.Err()
}

// drawProgress returns a watch that draws progress on a terminal, and what wipes it.
func drawProgress(c console, what string) (watch app.Watch, wipe func()) {
	if !c.terminal {
		return app.Watch{}, func() {}
	}
	watch.Progress = func(share float64) { fmt.Fprintf(c.err, "\r%s %3.0f %%", what, 100*share) }
	return watch, func() { fmt.Fprint(c.err, "\r\033[K") }
}

// unwrapPath drops the operation and the name from a file error, for messages that name
// the file already.
func unwrapPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
