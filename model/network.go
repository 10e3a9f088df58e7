package model

import (
	"fmt"
	"image"
	"runtime"
	"sync"

	"keyline/model/kernel"
	"keyline/model/region"
)

// Options of a Network. The zero value is the fastest choice.
type Options struct {
	Plain   bool // compute in portable Go even where the machine has faster instructions
	AVX2    bool // use AVX2 even where the machine has AVX-512; where it has neither this counts for nothing
	Threads int  // at most this many goroutines; 0 is GOMAXPROCS
	Apart   bool // match every reference by its features alone, also one that shows the same drawing
}

// Network is the three networks with their weights, and what is worth keeping between pictures:
// compiled graphs by size and references already read. Its methods, and those of the Bases it
// made, may be called from several goroutines; they take turns. A Colorize gives way to a
// Refine whenever it reports progress.
type Network struct {
	colorizing sync.Mutex // held by Colorize from start to end; taken before mu
	mu         sync.Mutex // held while team, graphs or the cells of a Base are in use
	team       *kernel.Team
	threads    int
	apart      bool
	colorizer  *colorizerLayers
	enhancer   *enhancerLayers
	prior      *priorLayers
	sketches   recent[image.Point, *colorizerGraph]
	references recent[image.Point, *referenceGraph]
	windows    recent[image.Point, *enhancerGraph]
	tokens     recent[referenceKey, tokens]
	versions   recent[versionKey, version]
	colourings recent[colouringKey, colouring]
	memories   recent[uint64, *memory]
	regions    recent[regionKey, *region.Map]
	seed       hashSeed
	upsampling scratch                // of upsampling
	strokes    []byte                 // scratch of Refine
	stale      map[image.Point]uint64 // scratch of Refine
}

// Open reads the weights of G, E and P (safetensors). The slices are kept and must not change.
func Open(colorizer, enhancer, prior []byte, o Options) (*Network, error) {
	g, err := readWeights("colorizer", colorizer)
	if err != nil {
		return nil, err
	}
	e, err := readWeights("enhancer", enhancer)
	if err != nil {
		return nil, err
	}
	p, err := readWeights("prior", prior)
	if err != nil {
		return nil, err
	}
	return newNetwork(g, e, p, o)
}

func newNetwork(g, e, p *weights, o Options) (n *Network, err error) {
	isa := kernel.Best()
	switch {
	case o.Plain:
		isa = kernel.Plain
	case o.AVX2 && kernel.AVX2.Available():
		isa = kernel.AVX2
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case buildError:
			n, err = nil, r.error
		default:
			panic(r)
		}
	}()
	return &Network{
		team: kernel.NewTeam(isa, o.Threads), threads: o.Threads, apart: o.Apart,
		colorizer: g.colorizer(), enhancer: e.enhancer(), prior: p.prior(),
		sketches: newRecent[image.Point, *colorizerGraph](keptGraphs), references: newRecent[image.Point, *referenceGraph](keptGraphs),
		windows: newRecent[image.Point, *enhancerGraph](4), tokens: newRecent[referenceKey, tokens](8),
		versions: newRecent[versionKey, version](mostVersions), colourings: newRecent[colouringKey, colouring](1),
		memories: newRecent[uint64, *memory](2), regions: newRecent[regionKey, *region.Map](4),
		seed: newHashSeed(), stale: map[image.Point]uint64{},
	}, nil
}

// isa is what row-wise loops compute with.
func (n *Network) isa() kernel.ISA { return n.team.ISA() }

// keptGraphs is how many compiled graphs of G's each half stay ready.
const keptGraphs = 2

// forgetGraphs lets go of the compiled graphs of G, the largest things kept.
func (n *Network) forgetGraphs() {
	n.sketches = newRecent[image.Point, *colorizerGraph](keptGraphs)
	n.references = newRecent[image.Point, *referenceGraph](keptGraphs)
}

// Kernel names the instruction set in use: "avx512", "avx2", "neon" or "plain".
func (n *Network) Kernel() string { return n.team.ISA().String() }

// goroutines is how many a row-wise loop may use.
func (n *Network) goroutines() int {
	if p := runtime.GOMAXPROCS(0); n.threads == 0 || n.threads > p {
		return p
	}
	return n.threads
}

// colorizerFor returns the graph of G for h x w pixels.
func (n *Network) colorizerFor(h, w int) (*colorizerGraph, error) {
	return n.sketches.get(image.Pt(w, h), func() (*colorizerGraph, error) {
		return newColorizerGraph(n.team, n.colorizer, h, w)
	})
}

// windowFor returns the graph of E for h x w pixels.
func (n *Network) windowFor(h, w int) (*enhancerGraph, error) {
	return n.windows.get(image.Pt(w, h), func() (*enhancerGraph, error) {
		return newEnhancerGraph(n.team, n.enhancer, h, w)
	})
}

// encodeReference returns the tokens of m seen at w x h pixels.
func (n *Network) encodeReference(m *image.NRGBA, w, h int) (tokens, error) {
	return n.tokens.get(n.seed.reference(m, w, h), func() (tokens, error) {
		r, err := n.references.get(image.Pt(w, h), func() (*referenceGraph, error) {
			return newReferenceGraph(n.team, n.colorizer, h, w)
		})
		if err != nil {
			return tokens{}, err
		}
		clear(r.picture.data())
		shrinkColour(r.picture.data(), m, w, h, h, w, n.goroutines())
		if err := r.run(); err != nil {
			return tokens{}, fmt.Errorf("read reference: %w", err)
		}
		return r.tokens(), nil
	})
}
