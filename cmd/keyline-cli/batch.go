package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"keyline/cmd/internal/engine"
	"keyline/model"
)

// batchFlags are the flags of batch: those of colorize that are the same for all pages, and
// its own.
type batchFlags struct {
	colorizeFlags
	sketches, edgeFolder, folder, format string
	shard                                shard
	resume                               bool
}

// batchReport is the report of batch.
type batchReport struct {
	Done    int         `json:"done"`
	Skipped int         `json:"skipped"`
	Failed  int         `json:"failed"`
	Pages   []batchPage `json:"pages"`
}

// What became of a page.
const (
	pageDone    = "done"
	pageSkipped = "skipped"
	pageFailed  = "failed"
)

// batchPage is what became of one page.
type batchPage struct {
	Sketch string  `json:"sketch"`
	Out    string  `json:"out"`
	Status string  `json:"status"` // done, skipped or failed
	Error  string  `json:"error,omitempty"`
	Width  int     `json:"width,omitempty"`
	Height int     `json:"height,omitempty"`
	MS     float64 `json:"ms,omitempty"`
	Paper  string  `json:"paper,omitempty"` // as in the report of colorize
}

// batch is the command of that name: colorize for each sketch of a folder, by name. A page
// that fails does not keep the others from being done.
func batch(ctx context.Context, c console, args []string) error {
	f, err := parseBatch(c, args)
	if err != nil {
		return err
	}
	if f.colours, err = f.palettes(); err != nil {
		return err
	}
	names, err := f.pages()
	if err != nil {
		return err
	}
	if err := makeFolder(f.folder); err != nil {
		return err
	}
	network := sync.OnceValues(func() (engine.Network, error) { return openNetwork(c, model.Options{}) })
	report := batchReport{Pages: []batchPage{}}
	for _, name := range names {
		p := f.do(ctx, c, name, network)
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted after %d of %d pages; --resume goes on from there", len(report.Pages), len(names))
		}
		report.add(p)
		if !f.json {
			fmt.Fprintln(c.out, p)
		}
	}
	if f.json {
		if err := printJSON(c, report); err != nil {
			return err
		}
	}
	return report.err()
}

func parseBatch(c console, args []string) (f batchFlags, err error) {
	set := newFlags("batch")
	set.StringVar(&f.sketches, "sketches", "", "`folder` with the line art to colorize: PNG, JPEG and WebP files")
	set.Var(&f.references, "reference", "coloured picture `file` to take the colours from; may be repeated; without one colours are guessed")
	set.StringVar(&f.palette, "palette", "", "palette `file` (.gpl, .ase or .aco) that stands in for a reference")
	set.StringVar(&f.edgeFolder, "edges", "", "`folder` with edge strokes as of colorize, under the sketches' names; some may be missing")
	set.StringVar(&f.folder, "out", "", "`folder` for the coloured pages, under the sketches' names")
	set.StringVar(&f.format, "format", "png", "what to write: png, webp, jpg or psd")
	set.Var(&f.shard, "shard", "do only each n-th page, from the `i/n` one on; all shards together do all")
	set.BoolVar(&f.resume, "resume", false, "pass over pages whose picture is there already")
	set.BoolVar(&f.panels, "panels", false, "find each page's panels and colour each on its own")
	set.BoolVar(&f.lines, "lines", true, "multiply the lines on top; --lines=false leaves the colour alone")
	set.StringVar(&f.levels, "levels", "", "tones of the sketches that become black and white: `black,white`, 0–255 each, or auto")
	f.paperFlag(set)
	size := workingSize(set)
	set.BoolVar(&f.json, "json", false, "print a report as JSON")
	if err := parse(set, c, args, "sketches", "out"); err != nil {
		return f, err
	}
	f.size, f.format = *size, strings.TrimPrefix(strings.ToLower(f.format), ".")
	if err := checkOut("page." + f.format); err != nil {
		return f, wrong("--format %s: write png, webp, jpg or psd", f.format)
	}
	if _, err := f.readLevels(nil); err != nil {
		return f, err
	}
	if err := f.checkPaper(); err != nil {
		return f, err
	}
	return f, checkSize(f.size)
}

// pictureEndings are those of files that batch takes for pictures.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".psd", ".kra"}

func isPicture(name string) bool {
	return slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(name)))
}

// picturesIn lists the names of a folder's pictures, sorted.
func picturesIn(folder string) (names []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("read folder %s: %w; check the name", folder, unwrapPath(err))
	}
	for _, e := range entries {
		if !e.IsDir() && isPicture(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// pages lists the sketches of this shard. Two that would be written to one file are
// refused before any is done.
func (f batchFlags) pages() ([]string, error) {
	names, err := picturesIn(f.sketches)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s holds no sketch; name a folder with .png, .jpg or .webp files", f.sketches)
	}
	before := map[string]string{}
	for _, name := range names {
		if other, is := before[stem(name)]; is {
			return nil, fmt.Errorf("%s and %s would both be written to %s; rename one", other, name, f.outOf(name))
		}
		before[stem(name)] = name
	}
	return f.shard.of(names), nil
}

func (f batchFlags) outOf(name string) string {
	return filepath.Join(f.folder, stem(name)+"."+f.format)
}

// do colorizes one page.
func (f batchFlags) do(ctx context.Context, c console, name string, network func() (engine.Network, error)) batchPage {
	f.sketch, f.out = filepath.Join(f.sketches, name), f.outOf(name)
	p := batchPage{Sketch: f.sketch, Out: f.out, Status: pageDone}
	if info, err := os.Stat(f.out); f.resume && err == nil && info.Mode().IsRegular() {
		p.Status = pageSkipped // whole: files are written whole or not at all
		return p
	}
	done, err := f.colour(ctx, c, network)
	if err != nil {
		p.Status, p.Error = pageFailed, oneLine(err)
		return p
	}
	p.Width, p.Height, p.MS, p.Paper = done.Width, done.Height, done.MS, done.Paper
	return p
}

// colour finds the page's edges and runs colorize on it.
func (f batchFlags) colour(ctx context.Context, c console, network func() (engine.Network, error)) (done colorized, err error) {
	if f.edgeFolder != "" {
		if f.edges, err = f.edgesOf(f.sketch); err != nil {
			return done, err
		}
	}
	if err := f.checkInputs(); err != nil {
		return done, err
	}
	return f.run(ctx, c, network)
}

// edgesOf is the file of edge strokes of a sketch's name, "" if there is none.
func (f batchFlags) edgesOf(sketch string) (string, error) {
	names, err := picturesIn(f.edgeFolder)
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if stem(name) == stem(sketch) {
			return filepath.Join(f.edgeFolder, name), nil
		}
	}
	return "", nil
}

func (r *batchReport) add(p batchPage) {
	r.Pages = append(r.Pages, p)
	switch p.Status {
	case pageDone:
		r.Done++
	case pageSkipped:
		r.Skipped++
	default:
		r.Failed++
	}
}

// err lists the pages that failed, nil if none did.
func (r *batchReport) err() error {
	var failed []string
	for _, p := range r.Pages {
		if p.Status == pageFailed {
			failed = append(failed, p.Sketch)
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d pages failed: %s; the others are done", len(failed), len(r.Pages), strings.Join(failed, ", "))
}

// String is the page's line.
func (p batchPage) String() string {
	switch p.Status {
	case pageFailed:
		return p.Sketch + ": failed: " + p.Error
	case pageSkipped:
		return p.Sketch + ": there already: " + p.Out
	}
	return fmt.Sprintf("%s: %s, %d×%d", p.Sketch, p.Out, p.Width, p.Height)
}

// shard is the flag --shard: page i, i+n, i+2n and so on; the zero value is all.
type shard struct{ i, n int }

// String writes the flag.
func (s *shard) String() string {
	if s.n == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.i, s.n)
}

// Set reads the flag.
func (s *shard) Set(text string) error {
	var read shard
	if n, err := fmt.Sscanf(text+"\n", "%d/%d\n", &read.i, &read.n); err != nil || n != 2 || read.i < 1 || read.i > read.n {
		return errors.New("give i/n, such as 2/3 for the second of three shards")
	}
	*s = read
	return nil
}

// of picks the shard's names.
func (s shard) of(names []string) (list []string) {
	for i, name := range names {
		if s.n == 0 || i%s.n == s.i-1 {
			list = append(list, name)
		}
	}
	return list
}
