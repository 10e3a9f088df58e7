package model

import (
	"fmt"
	"slices"

	"keyline/model/kernel"
)

// weights gives a network under construction its tensors; what is missing or of another
// shape is a buildError.
type weights struct {
	name string // of the file, for errors
	find func(name string, shape []int) (values, bool)
}

// buildError stops the construction of a network; Open recovers it once.
type buildError struct{ error }

// readWeights parses a file; name is what errors call it.
func readWeights(name string, file []byte) (*weights, error) {
	t, err := parseTensors(file)
	if err != nil {
		return nil, fmt.Errorf("read weights %s: %w", name, err)
	}
	return &weights{name: name, find: func(name string, _ []int) (values, bool) {
		v, ok := t[name]
		return v, ok
	}}, nil
}

// must returns the finite numbers of a tensor of exactly this shape.
func (w *weights) must(name string, shape ...int) kernel.Weights {
	t, ok := w.find(name, shape)
	if !ok {
		panic(buildError{fmt.Errorf("read weights %s: no tensor %s; use the weights of this release", w.name, name)})
	}
	if !slices.Equal(t.Shape, shape) {
		panic(buildError{fmt.Errorf("read weights %s: tensor %s is %v, this build needs %v; use the weights of this release", w.name, name, t.Shape, shape)})
	}
	if bad, ok := t.Finite(); !ok {
		panic(buildError{fmt.Errorf("read weights %s: tensor %s holds %g; fetch the file again", w.name, name, bad)})
	}
	return t.Weights
}

// conv is the 3x3 convolution name, in to out channels.
func (w *weights) conv(name string, in, out, stride int) *kernel.Conv {
	return kernel.NewConv(w.must(name+".weight", out, in, 3, 3), w.must(name+".bias", out).All(), in, out, 3, stride)
}

// point is the 1x1 convolution name.
func (w *weights) point(name string, in, out int) *kernel.Conv {
	return kernel.NewConv(w.must(name+".weight", out, in, 1, 1), w.must(name+".bias", out).All(), in, out, 1, 1)
}
