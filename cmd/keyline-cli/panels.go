package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/canvas/panels"
)

// panelsReport is the report of panels.
type panelsReport struct {
	Page   string        `json:"page"`
	Width  int           `json:"width"`
	Height int           `json:"height"`
	Panels []panelReport `json:"panels"`
}

// panelReport is one panel: its file and where it lies on the page, in px.
type panelReport struct {
	File   string `json:"file"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// cutPanels is the command panels: it writes each panel of a page as a PNG.
func cutPanels(ctx context.Context, c console, args []string) error {
	set := newFlags("panels")
	page := set.String("page", "", "page or strip to cut: a PNG, JPEG or WebP `file`")
	out := set.String("out", "", "`folder` for the panels: PAGE-01.png and so on, in reading order")
	asJSON := set.Bool("json", false, "print a report as JSON")
	manga := set.Bool("right-to-left", false, "of panels side by side the right one comes first")
	if err := parse(set, c, args, "page", "out"); err != nil {
		return err
	}
	img, err := open(*page)
	if err != nil {
		return err
	}
	if err := makeFolder(*out); err != nil {
		return err
	}
	picture := imageio.ToNRGBA(img.Image)
	report := panelsReport{Page: *page, Width: picture.Rect.Dx(), Height: picture.Rect.Dy(), Panels: []panelReport{}}
	for i, r := range panels.Find(canvas.NewLines(picture).Gray(), panels.Options{RightToLeft: *manga}) {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := filepath.Join(*out, fmt.Sprintf("%s-%02d.png", stem(*page), i+1))
		if sameFile(path, *page) {
			return fmt.Errorf("write panel %s: it would replace the page itself; choose another folder", path)
		}
		if err := imageio.Save(path, picture.SubImage(r.Add(picture.Rect.Min))); err != nil {
			return err
		}
		report.Panels = append(report.Panels, panelReport{path, r.Min.X, r.Min.Y, r.Dx(), r.Dy()})
	}
	if *asJSON {
		return printJSON(c, report)
	}
	return report.print(c)
}

// print prints a line for each panel.
func (r panelsReport) print(c console) (err error) {
	if len(r.Panels) == 0 {
		_, err = fmt.Fprintf(c.out, "%s: no panels found\n", r.Page)
	}
	for _, p := range r.Panels {
		if err == nil {
			_, err = fmt.Fprintf(c.out, "%s: %d×%d at %d,%d\n", p.File, p.Width, p.Height, p.X, p.Y)
		}
	}
	return err
}

// stem is a file's name without folder and ending.
func stem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// makeFolder makes a folder for results unless it is there.
func makeFolder(path string) error {
	if err := os.MkdirAll(path, 0o777); err != nil {
		return fmt.Errorf("make folder %s: %w; choose another with --out", path, unwrapPath(err))
	}
	return nil
}
