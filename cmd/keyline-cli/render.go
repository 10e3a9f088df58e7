package main

import (
	"context"

	"keyline/app"
	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/cmd/internal/engine"
	"keyline/cmd/internal/picturefile"
	"keyline/cmd/internal/projectfile"
	"keyline/model"
)

// renderFlags are the flags of render.
type renderFlags struct {
	project, out string
	lines        bool
}

// render is the command of that name: a project as the window shows it, headless.
func render(ctx context.Context, c console, args []string) error {
	var f renderFlags
	set := newFlags("render")
	set.StringVar(&f.project, "project", "", "project `file`, .ora, as the window saves it")
	set.StringVar(&f.out, "out", "", "picture `file` to write: .png, .webp, .jpg, .psd with layers, or .ora, a project again")
	set.BoolVar(&f.lines, "lines", true, "multiply the lines on top; --lines=false leaves the colour alone")
	if err := parse(set, c, args, "project", "out"); err != nil {
		return err
	}
	if err := mustNotReplace(f.out, f.project); err != nil {
		return err
	}
	if err := checkOutLines(f.out, f.lines); err != nil {
		return err
	}
	return f.run(ctx, c, func() (engine.Network, error) { return openNetwork(c, model.Options{}) })
}

func (f renderFlags) run(ctx context.Context, c console, open func() (engine.Network, error)) error {
	if err := imageio.CheckWritable(f.out); err != nil {
		return err
	}
	p, err := projectfile.Open(f.project)
	if err != nil {
		return err
	}
	if err := picturefile.Check(f.out, p.Document.Bounds().Size()); err != nil {
		return err
	}
	n, err := open()
	if err != nil {
		return err
	}
	watch, wipe := drawProgress(c, "colorizing")
	s := newSession(n, watch)
	defer s.Close()
	s.Start(app.ReadyDocument(p.Document, p.LongSide))
	err = s.settle(ctx)
	wipe()
	if err != nil {
		return err
	}
	p.Document = s.Document()
	return picturefile.Save(ctx, f.out, p, canvas.FlattenOptions{HideLines: !f.lines})
}
