package memory

import (
	"errors"
	"testing"

	"keyline/canvas/canvastest"
)

// FuzzContent feeds any bytes to the reader of the list: an error, or a list as ours are.
func FuzzContent(f *testing.F) {
	f.Add([]byte(`{"pictures":[{"path":"/a.png","opened":"2026-01-02T03:04:05Z","width":3,"height":4}],"export":{"ending":".png","quality":500}}`))
	f.Add([]byte(`{"pictures":[{"path":"/a"},{"path":""},{"path":"/a","opened":"2030-01-02T03:04:05Z"}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, file []byte) {
		var c content
		var err error
		canvastest.Bounded(t, func() {
			c, err = parse[content](file)
			c.tidy()
		})
		if err != nil {
			if !errors.Is(err, errDamaged) || c.Pictures != nil {
				t.Fatalf("%v, with %v", err, c)
			}
			return
		}
		seen := map[string]bool{}
		for i, p := range c.Pictures {
			if p.Path == "" || seen[p.Path] || i > 0 && p.Opened.After(c.Pictures[i-1].Opened) {
				t.Fatalf("pictures %v", c.Pictures)
			}
			seen[p.Path] = true
		}
		if len(c.Pictures) > MaxPictures || c.Export.Ending != "" && (c.Export.Quality < 1 || c.Export.Quality > 100) {
			t.Fatalf("%d pictures, quality %d", len(c.Pictures), c.Export.Quality)
		}
	})
}
