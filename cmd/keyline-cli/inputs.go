package main

import (
	"fmt"
	"image"
	"os"
	"sync"

	"keyline/canvas"
	"keyline/canvas/imageio"
	"keyline/cmd/internal/picturefile"
)

// picture is a decoded file that remembers its name.
type picture struct {
	image.Image
	path string
}

// open reads a picture; of a file with layers, all of them as one.
func open(path string) (picture, error) {
	img, err := picturefile.Open(path)
	return picture{img, path}, err
}

// openLike opens a picture that must have the size of another.
func openLike(path, what string, like picture) (picture, error) {
	p, err := open(path)
	if err != nil {
		return p, err
	}
	return p, p.mustFit(what, like)
}

// mustFit returns an error unless the picture, called what, has the size of another.
func (p picture) mustFit(what string, like picture) error {
	got, want := p.Bounds().Size(), like.Bounds().Size()
	if got != want {
		return fmt.Errorf("read %s %s: it is %d×%d, %s is %d×%d; give both the same size",
			what, p.path, got.X, got.Y, like.path, want.X, want.Y)
	}
	return nil
}

// mustNotReplace refuses to write over what is read.
func mustNotReplace(out string, inputs ...string) error {
	for _, in := range inputs {
		if sameFile(in, out) {
			return wrong("--out %s would replace the input %s; choose another name", out, in)
		}
	}
	return nil
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// openNRGBA opens a picture as the session takes colours; an empty path gives nil.
func openNRGBA(path string) (*image.NRGBA, error) {
	if path == "" {
		return nil, nil
	}
	p, err := open(path)
	if err != nil {
		return nil, err
	}
	return imageio.ToNRGBA(p.Image), nil
}

// later starts f on a goroutine of its own and returns what waits for its results.
func later[T any](f func() (T, error)) func() (T, error) {
	once := sync.OnceValues(f)
	go func() { _, _ = once() }() // whoever waits is told of the error
	return once
}

// nrgbaLater is openNRGBA on a goroutine of its own. What it returns waits for the picture,
// which must have the size of another.
func nrgbaLater(path, what string) func(like picture) (*image.NRGBA, error) {
	opened := later(func() (*image.NRGBA, error) { return openNRGBA(path) })
	return func(like picture) (*image.NRGBA, error) {
		img, err := opened()
		if err != nil || img == nil {
			return nil, err
		}
		return img, picture{img, path}.mustFit(what, like)
	}
}

// openEdges opens a picture of edge strokes; an empty path gives nil.
func openEdges(path string, like picture) (*image.Alpha, error) {
	if path == "" {
		return nil, nil
	}
	p, err := openLike(path, "edges", like)
	if err != nil {
		return nil, err
	}
	return canvas.EdgesFrom(p.Image), nil
}
