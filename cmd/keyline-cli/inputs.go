package main

import (
	"fmt"
	"image"

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
	got, want := p.Bounds().Size(), like.Bounds().Size()
	if got != want {
		return p, fmt.Errorf("read %s %s: it is %d×%d, %s is %d×%d; give both the same size",
			what, path, got.X, got.Y, like.path, want.X, want.Y)
	}
	return p, nil
}

// openNRGBA opens a picture as the session takes colours; an empty path gives nil. like
// is nil where the size is free.
func openNRGBA(path, what string, like *picture) (*image.NRGBA, error) {
	if path == "" {
		return nil, nil
	}
	var p picture
	var err error
	if like == nil {
		p, err = open(path)
	} else {
		p, err = openLike(path, what, *like)
	}
	if err != nil {
		return nil, err
	}
	return imageio.ToNRGBA(p.Image), nil
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
