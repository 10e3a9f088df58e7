package model

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"keyline/model/kernel"
)

// tensorFile is the content of a safetensors file: numbers by name.
type tensorFile map[string]values

// values is one tensor, its numbers in C order.
type values struct {
	Shape []int
	kernel.Weights
}

// Bounds of what is read: far above any network here, far below what a machine holds.
const (
	maxHeaderBytes = 16 << 20
	maxRank        = 8
)

// errTruncated says that a file ends before what it announces.
var errTruncated = errors.New("the file is cut short; fetch it again")

// entry is a tensor's line in the header.
type entry struct {
	DType   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets []uint64 `json:"data_offsets"`
}

// parseTensors reads a safetensors file (github.com/huggingface/safetensors, "Format"): the
// header's length in 8 bytes little endian, the header in JSON, then the data. Tensors are F16
// or F32; those of F16 stay in the file's bytes. Nothing is allocated that its length does not
// cover.
func parseTensors(file []byte) (tensorFile, error) {
	if len(file) < 8 {
		return nil, errTruncated
	}
	n := binary.LittleEndian.Uint64(file)
	if n > maxHeaderBytes {
		return nil, fmt.Errorf("header of %d bytes: not a safetensors file", n)
	}
	if n > uint64(len(file)-8) {
		return nil, errTruncated
	}
	var header map[string]json.RawMessage
	if err := json.Unmarshal(file[8:8+n], &header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	data := file[8+n:]
	tensors := tensorFile{}
	left := len(data)
	for name, raw := range header {
		if name == "__metadata__" {
			continue
		}
		v, size, err := parseTensor(raw, data)
		if err != nil {
			return nil, fmt.Errorf("tensor %s: %w", name, err)
		}
		if left -= size; left < 0 { // overlapping ones could ask for any amount of memory
			return nil, errors.New("its tensors overlap; fetch it again")
		}
		tensors[name] = v
	}
	return tensors, nil
}

// parseTensor reads a tensor and tells how many bytes of data it takes.
func parseTensor(raw json.RawMessage, data []byte) (v values, size int, err error) {
	var e entry
	if err := json.Unmarshal(raw, &e); err != nil {
		return v, 0, err
	}
	width := map[string]int{"F16": 2, "F32": 4}[e.DType]
	if width == 0 {
		return v, 0, fmt.Errorf("type %q, this build reads F16 and F32", e.DType)
	}
	count, err := elements(e.Shape, len(data)/width)
	if err != nil {
		return v, 0, err
	}
	if len(e.Offsets) != 2 || e.Offsets[0] > e.Offsets[1] || e.Offsets[1]-e.Offsets[0] != uint64(count*width) {
		return v, 0, fmt.Errorf("offsets %v do not hold shape %v", e.Offsets, e.Shape)
	}
	if e.Offsets[1] > uint64(len(data)) {
		return v, 0, errTruncated
	}
	return values{e.Shape, valuesOf(data[e.Offsets[0]:e.Offsets[1]], width)}, count * width, nil
}

// elements multiplies the sides of shape, which may not exceed limit.
func elements(shape []int, limit int) (int, error) {
	if len(shape) > maxRank {
		return 0, fmt.Errorf("%d dimensions, at most %d are read", len(shape), maxRank)
	}
	n := 1
	for _, side := range shape {
		if side < 0 {
			return 0, fmt.Errorf("shape %v", shape)
		}
		if side > 0 && n > limit/side {
			return 0, errTruncated
		}
		n *= side
	}
	if n > limit {
		return 0, errTruncated
	}
	return n, nil
}

// valuesOf reads little-endian floats of width 2 or 4 bytes; those of 2 stay what they are.
func valuesOf(b []byte, width int) kernel.Weights {
	if width == 2 {
		return kernel.Weights{Halves: b}
	}
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return kernel.Weights{Floats: out}
}
