package model

import (
	"fmt"
	"hash"
	"hash/fnv"
	"image"
	"runtime"
	"slices"
	"sync"

	"github.com/chewxy/hm"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"keyline/model/kernel"
)

// building holds back a second graph under construction: Gorgonia keeps state of the whole
// process while it builds one, and two at a time are a data race.
var building sync.Mutex

// stage is an operation of a graph: the fused kernels behind Gorgonia's Op. Its result is one
// tensor of its own that the next run overwrites, so a stage must never serve two nodes and
// what is kept must be copied.
type stage struct {
	name  string // unique in the process's graphs of this size: Gorgonia merges nodes of one hash
	arity int
	out   *tensor.Dense
	in    [][]float32
	run   func(out []float32, in [][]float32)
}

// Arity returns the number of inputs.
func (s *stage) Arity() int { return s.arity }

// Type is a function of arity pictures to a picture, each [1,C,H,W] float32.
func (s *stage) Type() hm.Type {
	t := make([]hm.Type, s.arity+1)
	for i := range t {
		t[i] = gorgonia.TensorType{Dims: 4, Of: tensor.Float32}
	}
	return hm.NewFnType(t...)
}

// InferShape returns the shape of the stage's own result.
func (s *stage) InferShape(...gorgonia.DimSizer) (tensor.Shape, error) {
	return s.out.Shape().Clone(), nil
}

// Do runs the stage; the result is valid until the next call.
func (s *stage) Do(in ...gorgonia.Value) (gorgonia.Value, error) {
	if len(in) != s.arity {
		return nil, fmt.Errorf("%s: %d inputs, want %d", s.name, len(in), s.arity)
	}
	for i, v := range in {
		s.in[i] = v.(*tensor.Dense).Float32s()
	}
	s.run(s.out.Float32s(), s.in)
	return s.out, nil
}

// ReturnsPtr is true: the result is the stage's own tensor.
func (s *stage) ReturnsPtr() bool { return true }

// CallsExtern is false: there is no cgo.
func (s *stage) CallsExtern() bool { return false }

// OverwritesInput is -1: no input is written.
func (s *stage) OverwritesInput() int { return -1 }

// WriteHash writes the stage's name.
func (s *stage) WriteHash(h hash.Hash) { _, _ = h.Write([]byte(s.name)) }

// Hashcode hashes the stage's name.
func (s *stage) Hashcode() uint32 {
	h := fnv.New32a()
	s.WriteHash(h)
	return h.Sum32()
}

// String returns the stage's name.
func (s *stage) String() string { return s.name }

// plane is a node of a graph under construction with the size of its picture.
type plane struct {
	node    *gorgonia.Node
	value   *tensor.Dense
	c, h, w int
	area    *image.Rectangle // of a stage: the pixels that are wanted; empty is all of them
	room    []float32        // where its values are, with what lies unused behind them
}

// bounds are the plane's pixels.
func (p plane) bounds() image.Rectangle { return image.Rect(0, 0, p.w, p.h) }

// data returns the picture's values, [C,H,W].
func (p plane) data() []float32 { return p.value.Float32s() }

// source reads p at a scale.
func (p plane) source(s kernel.Scale) kernel.Source {
	return kernel.Source{Data: p.data(), C: p.c, H: p.h, W: p.w, Scale: s}
}

// builder makes one graph. All its stages share a team.
type builder struct {
	graph *gorgonia.ExprGraph
	team  *kernel.Team
	named map[string]plane // the stages that net.py names, for the parity test

	positions []plane // inputs that tell where a token lies
	convs     []reading
	tiled     bool // convolutions may compute in tiles: always the whole picture is wanted

	spare   [][]float32 // rooms whose planes nothing reads any more
	letting bool        // planes may be put into those
}

func newBuilder(team *kernel.Team) *builder {
	return &builder{graph: gorgonia.NewGraph(), team: team, named: map[string]plane{}}
}

// input makes a node for a picture that the caller writes into before each run, backed by
// value, which may be another graph's result.
func (b *builder) input(name string, value *tensor.Dense) plane {
	s := value.Shape()
	n := gorgonia.NewTensor(b.graph, tensor.Float32, 4, gorgonia.WithShape(s...), gorgonia.WithName(name), gorgonia.WithValue(value))
	p := plane{node: n, value: value, c: s[1], h: s[2], w: s[3]}
	b.named[name] = p
	return p
}

// newPlane makes room for a picture.
func newPlane(c, h, w int) *tensor.Dense {
	return tensor.New(tensor.WithShape(1, c, h, w), tensor.Of(tensor.Float32))
}

// roomFor returns room for n floats: the smallest spare one that is large enough, or a new one.
func (b *builder) roomFor(n int) []float32 {
	best := -1
	for i, r := range b.spare {
		if len(r) >= n && (best < 0 || len(r) < len(b.spare[best])) {
			best = i
		}
	}
	if !b.letting || best < 0 {
		return make([]float32, n)
	}
	r := b.spare[best]
	b.spare = slices.Delete(b.spare, best, best+1)
	return r
}

// apply adds a stage of the given result size and inputs.
func (b *builder) apply(name string, c, h, w int, in []plane, run func(out []float32, in [][]float32)) plane {
	room := b.roomFor(c * h * w)
	out := tensor.New(tensor.WithShape(1, c, h, w), tensor.WithBacking(room[:c*h*w:c*h*w]))
	s := &stage{name: name, arity: len(in), out: out, in: make([][]float32, len(in)), run: run}
	nodes := make(gorgonia.Nodes, len(in))
	for i, p := range in {
		nodes[i] = p.node
	}
	n, err := gorgonia.ApplyOp(s, nodes...)
	if err != nil {
		panic(buildError{fmt.Errorf("build %s: %w", name, err)})
	}
	p := plane{node: n, value: s.out, c: c, h: h, w: w, area: &image.Rectangle{}, room: room}
	b.named[name] = p
	return p
}

// scaled is an input of a convolution.
type scaled struct {
	plane
	scale kernel.Scale
}

func same(p plane) scaled  { return scaled{p, kernel.Same} }
func up(p plane) scaled    { return scaled{p, kernel.Up2} }
func up4(p plane) scaled   { return scaled{p, kernel.Up4} }
func pool2(p plane) scaled { return scaled{p, kernel.Pool2} }

// conv adds y = max(v, slope*v), v = conv(concatenated inputs) + residual. h and w are the size
// the inputs are read at.
func (b *builder) conv(name string, c *kernel.Conv, slope float32, residual *plane, h, w int, in ...scaled) plane {
	planes, sources := make([]plane, len(in)), make([]kernel.Source, len(in))
	for i, s := range in {
		planes[i], sources[i] = s.plane, s.source(s.scale)
	}
	if residual != nil {
		planes = append(planes, *residual)
	}
	_, out := c.Channels()
	oh, ow := c.OutSize(h, w)
	run, team := &kernel.ConvRun{Conv: c, Tiled: b.tiled}, b.team
	var p plane
	p = b.apply(name, out, oh, ow, planes, func(out []float32, in [][]float32) {
		run.Area = *p.area
		for i := range sources {
			sources[i].Data = in[i]
		}
		f := kernel.Finish{Slope: slope}
		if residual != nil {
			f.Residual = in[len(sources)]
		}
		run.Do(team, out, h, w, sources, f)
	})
	b.convs = append(b.convs, reading{p, in, residual, w / ow})
	return p
}

// res adds act(x + b(act(a(x)))); He et al. 2016 (arXiv:1512.03385), eq. 1.
func (b *builder) res(name string, r resLayers, x plane) plane {
	a := b.conv(name+".a", r.a, leak, nil, x.h, x.w, same(x))
	y := b.conv(name+".b", r.b, leak, &x, x.h, x.w, same(a))
	b.let(a)
	return y
}

// stage adds a convolution with activation, then residual blocks. Where whole pictures are
// computed its planes take the rooms of earlier stages' that are spare: each stage reads what
// the one before it made, so that none is written before all that read it before have run.
func (b *builder) stage(name string, s stageLayers, h, w int, in ...scaled) plane {
	b.letting = b.tiled
	defer func() { b.letting = false }()
	x := b.conv(name+".conv", s.conv, leak, nil, h, w, in...)
	for i, r := range s.res {
		y := b.res(fmt.Sprintf("%s.res%d", name, i), r, x)
		b.let(x)
		x = y
	}
	return x
}

// let makes the room of a plane that nothing to come reads a spare one.
func (b *builder) let(p plane) {
	if b.letting {
		b.spare = append(b.spare, p.room)
	}
}

// program is a compiled graph. It serves one run at a time.
type program struct {
	vm        gorgonia.VM
	named     map[string]plane
	positions []plane
	convs     []reading
}

// compile builds a graph under the lock that building asks for.
func compile(team *kernel.Team, describe func(b *builder)) (p *program, err error) {
	building.Lock()
	defer building.Unlock()
	defer func() {
		switch r := recover().(type) {
		case nil:
		case buildError:
			err = r.error
		default:
			panic(r)
		}
	}()
	b := newBuilder(team)
	describe(b)
	vm := gorgonia.NewTapeMachine(b.graph)
	// Stages refer to the graph they belong to, and Go never frees a cycle with a finalizer in
	// it. Gorgonia's only gives back what a graphics card lent.
	runtime.SetFinalizer(vm, nil)
	return &program{vm: vm, named: b.named, positions: b.positions, convs: b.convs}, nil
}

// run computes every stage from what the inputs hold.
func (p *program) run() error {
	defer p.vm.Reset()
	if err := p.vm.RunAll(); err != nil {
		return fmt.Errorf("run network: %w", err)
	}
	return nil
}
