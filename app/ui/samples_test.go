package ui

import (
	"bytes"
	"image/png"
	"io/fs"
	"strings"
	"sync"
	"testing/fstest"

	"keyline/assets"
)

// smallSamples are the shipped samples at a quarter of their size: to read the large ones
// anew for every window takes most of a test's time.
var smallSamples = sync.OnceValue(func() fs.FS {
	out := fstest.MapFS{}
	err := fs.WalkDir(assets.Samples(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(assets.Samples(), path)
		if err == nil && strings.HasSuffix(path, ".png") {
			data, err = quarter(data)
		}
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		panic(err)
	}
	return out
})

func quarter(file []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, cover(img, img.Bounds().Size().Div(4)))
	return b.Bytes(), err
}
