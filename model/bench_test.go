package model

import (
	"fmt"
	"image"
	"testing"
)

func BenchmarkColorize(b *testing.B) {
	n := testNetwork(b, Options{})
	r := Request{Lines: drawing(image.Rect(0, 0, 384, 384)), References: []*image.NRGBA{painting(image.Rect(0, 0, 384, 384))}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := n.Colorize(b.Context(), r, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEnhancer(b *testing.B) {
	n := testNetwork(b, Options{})
	const window = blockCells*cellSide + 2*enhancerReach
	for _, side := range []int{32, 64, 128} {
		b.Run(fmt.Sprintf("area=%d", side), func(b *testing.B) {
			g, err := n.windowFor(window, window)
			if err != nil {
				b.Fatal(err)
			}
			g.want(g.logits, image.Rect(enhancerReach, enhancerReach, enhancerReach+side, enhancerReach+side))
			b.ReportAllocs()
			for b.Loop() {
				if err := g.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPeer runs the whole networks, for train/peer.py, which runs the same in PyTorch.
func BenchmarkPeer(b *testing.B) {
	const side, window = 384, 304
	n := shipped(b, Options{})
	b.Run("whole_G", func(b *testing.B) {
		r, err := newReferenceGraph(n.team, n.colorizer, side, side)
		if err != nil {
			b.Fatal(err)
		}
		g, err := newColorizerGraph(n.team, n.colorizer, side, side)
		if err != nil {
			b.Fatal(err)
		}
		whole := func() {
			if err := r.run(); err != nil {
				b.Fatal(err)
			}
			g.takings = []taking{{memory: newMemory([]tokens{r.tokens()}, []int{0})}}
			for _, p := range []*program{g.encoder, g.decoder, g.tail} {
				if err := p.run(); err != nil {
					b.Fatal(err)
				}
			}
		}
		whole() // weights are transformed on first use
		for b.Loop() {
			whole()
		}
	})
	b.Run("whole_E", func(b *testing.B) {
		g, err := newEnhancerGraph(n.team, n.enhancer, window, window)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 8 * 220 {
			g.stroke.data()[(140+i/220)*window+40+i%220] = 1
		}
		for b.Loop() {
			if err := g.run(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkRefine(b *testing.B) {
	n := testNetwork(b, Options{})
	for _, c := range []struct {
		name string
		page image.Rectangle
	}{{"page=1024", image.Rect(0, 0, 1024, 1024)}, {"page=4000x6000", image.Rect(0, 0, 4000, 6000)}} {
		base := colorized(b, n, c.page, 0)
		b.Run(c.name+"/stroke", func(b *testing.B) {
			x, y := c.page.Dx()/3, c.page.Dy()/3
			area := image.Rect(x-70, y-70, x+120, y+80)
			for i := 0; b.Loop(); i++ {
				mark := stroke(c.page, image.Rect(x, y, x+40+i%9, y+6))
				refined(b, base, mark, area)
			}
		})
		b.Run(c.name+"/paint", func(b *testing.B) {
			b.SetBytes(int64(c.page.Dx()) * int64(c.page.Dy()) * 4)
			for b.Loop() {
				refined(b, base, nil, c.page)
			}
		})
	}
}
