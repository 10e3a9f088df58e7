package main

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"

	"keyline/app"
	"keyline/assets"
	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/palette"
	"keyline/cmd/internal/engine"
	"keyline/cmd/internal/palettefile"
	"keyline/cmd/internal/picturefile"
	"keyline/model"
)

// headless does the main job without a window: a base, and the same mended along the
// sample's edges if it has some.
func headless(ctx context.Context, a arguments, out io.Writer) error {
	fmt.Fprintln(out, "No display: colouring without a window.")
	n, err := engine.Open(model.Options{})
	if err != nil {
		return err
	}
	name, page, edges, err := a.page()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(a.out, 0o777); err != nil {
		return fmt.Errorf("make folder %s: %w; choose another with --out", a.out, err)
	}
	if err := colour(ctx, n, page, filepath.Join(a.out, name+"-base.png"), out); err != nil || edges == nil {
		return err
	}
	page.Edges = edges
	return colour(ctx, n, page, filepath.Join(a.out, name+"-edges.png"), out)
}

// colour runs a session on a page and writes its picture.
func colour(ctx context.Context, n engine.Network, page app.Page, path string, out io.Writer) error {
	loop := app.NewLoop()
	e := app.NewEditor(n, loop.Post, app.Watch{})
	defer e.Close()
	if err := e.Open(page); err != nil {
		return err
	}
	if err := loop.Until(ctx, e.Settled); err != nil {
		return err
	}
	if err := e.Err(); err != nil {
		return err
	}
	if err := imageio.Save(path, e.Shown()); err != nil {
		return err
	}
	fmt.Fprintln(out, "  "+path)
	return nil
}

// page is what the arguments name: files, or a sample with the edges that go with it.
func (a arguments) page() (name string, p app.Page, edges *image.Alpha, err error) {
	if len(a.files) > 0 {
		p, err = filesPage(a.files)
		base := filepath.Base(a.files[0])
		return base[:len(base)-len(filepath.Ext(base))], p, nil, err
	}
	name = cmp.Or(a.sample, "novel_sophia")
	sketch, err := sample(name, "sketch")
	if err != nil {
		return name, p, nil, fmt.Errorf("open sample %s: %w; the samples are %s", name, err, strings.Join(assets.SampleNames(assets.Samples()), ", "))
	}
	p.Lines = canvas.NewLines(sketch)
	if ref, err := sample(name, "reference"); err == nil {
		p.References = []*image.NRGBA{imageio.ToNRGBA(ref)}
	}
	if drawn, err := sample(name, "edges"); err == nil {
		edges = canvas.EdgesFrom(drawn)
	}
	return name, p, edges, nil
}

func filesPage(paths []string) (p app.Page, err error) {
	sketch, err := picturefile.OpenSketch(paths[0], "")
	if err != nil {
		return p, err
	}
	p.Lines = canvas.NewLines(sketch)
	for _, path := range paths[1:] {
		img, err := referenceFrom(path)
		if err != nil {
			return p, err
		}
		p.References = append(p.References, img)
	}
	return p, nil
}

// referenceFrom reads a picture, or a palette to stand in for one.
func referenceFrom(path string) (*image.NRGBA, error) {
	if palette.IsFile(path) {
		list, err := palettefile.Open(path)
		if err != nil {
			return nil, err
		}
		return palette.Sheet(palette.Colours(list)), nil
	}
	img, err := picturefile.Open(path)
	if err != nil {
		return nil, err
	}
	return imageio.ToNRGBA(img), nil
}

func sample(name, what string) (image.Image, error) {
	return assets.SamplePicture(assets.Samples(), name, what)
}
