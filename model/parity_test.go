package model

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// parityLimit is how far any value of any stage may be from PyTorch's.
const parityLimit = 1e-4

// parity compares stages with the dump that train/dump.py made with the shipped weights.
type parity struct {
	t    *testing.T
	dump tensorFile
	seen []string
}

// picture returns a dumped tensor and its size.
func (p *parity) picture(name string) (data []float32, h, w int) {
	p.t.Helper()
	v, ok := p.dump[name]
	if !ok || len(v.Shape) != 3 {
		p.t.Fatalf("the dump has no picture %s (shape %v)", name, v.Shape)
	}
	return v.All(), v.Shape[1], v.Shape[2]
}

// equal checks a stage against the dump.
func (p *parity) equal(name string, got []float32) {
	p.t.Helper()
	p.seen = append(p.seen, name)
	dumped, ok := p.dump[name]
	want := dumped.All()
	if !ok || len(want) != len(got) {
		p.t.Errorf("%s: %d values, the dump has %d", name, len(got), len(want))
		return
	}
	worst, largest := 0.0, 0.0
	for i, v := range got {
		largest = max(largest, math.Abs(float64(want[i])))
		if d := math.Abs(float64(v - want[i])); d > worst || math.IsNaN(d) { // once NaN it stays NaN
			worst = d
		}
	}
	p.t.Logf("%-10s max |difference| %.2g of values up to %.3g", name, worst, largest)
	if !(worst <= parityLimit) {
		p.t.Errorf("%s: differs from PyTorch by %g, more than %g", name, worst, parityLimit)
	}
}

func shipped(t testing.TB, o Options) *Network {
	t.Helper()
	var files [3][]byte
	for i, name := range [...]string{"colorizer", "enhancer", "prior"} {
		var err error
		if files[i], err = os.ReadFile("../assets/weights/" + name + ".safetensors"); err != nil {
			t.Fatal(err)
		}
	}
	n, err := Open(files[0], files[1], files[2], o)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryStageEqualsPyTorch(t *testing.T) {
	for _, o := range []Options{{}, {AVX2: true}, {Plain: true}} {
		n := shipped(t, o)
		t.Run(n.Kernel(), func(t *testing.T) {
			p := &parity{t: t, dump: readTensors(t, "testdata/parity.safetensors")}
			p.colorizer(n, newMemory([]tokens{p.reference(n, "0"), p.reference(n, "1")}, []int{0, 1}))
			p.enhancer(n)
			for name := range p.dump {
				if !strings.HasPrefix(name, "in.") && !slices.Contains(p.seen, name) {
					t.Errorf("stage %s of the dump was not compared", name)
				}
			}
		})
	}
}

func (p *parity) reference(n *Network, number string) tokens {
	picture, h, w := p.picture("in.ref" + number)
	g, err := newReferenceGraph(n.team, n.colorizer, h, w)
	if err != nil {
		p.t.Fatal(err)
	}
	copy(g.picture.data(), picture)
	if err := g.run(); err != nil {
		p.t.Fatal(err)
	}
	for _, f := range [...]string{"f0", "f1", "f2", "f3", "f4", "f5"} {
		p.equal("ref"+number+"."+f, g.named["ref."+f].data())
	}
	p.equal("key"+number, g.keys.data())
	p.equal("value"+number, g.values.data())
	p.equal("second"+number, g.second.data())
	return g.tokens()
}

func (p *parity) colorizer(n *Network, memory *memory) {
	ink, h, w := p.picture("in.ink")
	hints, _, _ := p.picture("in.hints")
	g, err := newColorizerGraph(n.team, n.colorizer, h, w)
	if err != nil {
		p.t.Fatal(err)
	}
	copy(g.sketch.data(), ink)
	copy(g.sketch.data()[h*w:], hints)
	g.takings = []taking{{memory: memory}}
	for _, part := range []*program{g.encoder, g.decoder, g.tail} {
		if err := part.run(); err != nil {
			p.t.Fatal(err)
		}
	}
	for _, f := range [...]string{"f0", "f1", "f2", "f3", "f4", "f5"} {
		p.equal("sketch."+f, g.encoder.named["sketch."+f].data())
	}
	for _, name := range [...]string{"match", "x4", "x3", "rgb", "x2"} {
		p.equal(name, g.decoder.named[name].data())
	}
	for _, name := range [...]string{"x1", "x0", "o", "copied", "y"} {
		p.equal(name, g.tail.named[name].data())
	}
	if err := g.guess(n.team, n.prior, unpadded); err != nil {
		p.t.Fatal(err)
	}
	for _, name := range [...]string{"p5", "p4", "p3", "logits"} {
		p.equal(name, g.prior.named[name].data())
	}
}

// enhancer is given PyTorch's colours and features, so that its own stages are compared.
func (p *parity) enhancer(n *Network) {
	y, h, w := p.picture("y")
	ink, _, _ := p.picture("in.ink")
	stroke, _, _ := p.picture("in.stroke")
	features, _, _ := p.picture("x2")
	g, err := newEnhancerGraph(n.team, n.enhancer, h, w)
	if err != nil {
		p.t.Fatal(err)
	}
	for i, v := range y {
		g.base.data()[i] = min(max(v, 0), 1)
	}
	copy(g.ink.data(), ink)
	copy(g.stroke.data(), stroke)
	copy(g.features.data(), features)
	if err := g.run(); err != nil {
		p.t.Fatal(err)
	}
	for _, name := range [...]string{"a0", "a1", "a2", "m4", "b1", "b0", "o", "picked", "gate", "mended"} {
		p.equal("e."+name, g.named[name].data())
	}
}
