package model

import (
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"

	"keyline/canvas/canvastest"
)

// tensorsOf writes a safetensors file: header as it is, then data.
func tensorsOf(header string, data []byte) []byte {
	return slices.Concat(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), []byte(header), data)
}

func TestParseTensorsReadsHalfAndSingle(t *testing.T) {
	file := tensorsOf(`{"__metadata__":{"a":"b"},"h":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},"s":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}`,
		[]byte{0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0xff, 0x7b, 0x00, 0x00, 0x20, 0x40})
	got, err := parseTensors(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := []float32{1, -2, 1.0 / (1 << 24), 65504}; !slices.Equal(got["h"].All(), want) || !slices.Equal(got["h"].Shape, []int{2, 2}) {
		t.Errorf("half precision: %v, want %v", got["h"], want)
	}
	if !slices.Equal(got["s"].All(), []float32{2.5}) {
		t.Errorf("single precision: %v, want [2.5]", got["s"])
	}
}

func TestParseTensorsRefuses(t *testing.T) {
	one := func(line string) []byte { return tensorsOf(`{"w":`+line+`}`, make([]byte, 8)) }
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":              {nil, "cut short"},
		"text":               {[]byte("this is no weights file at all"), "not a safetensors file"},
		"header beyond file": {binary.LittleEndian.AppendUint64(nil, 100), "cut short"},
		"header no JSON":     {tensorsOf("{", nil), "header"},
		"type":               {one(`{"dtype":"I8","shape":[1],"data_offsets":[0,1]}`), `type "I8"`},
		"data beyond file":   {one(`{"dtype":"F32","shape":[2],"data_offsets":[4,12]}`), "cut short"},
		"size":               {one(`{"dtype":"F32","shape":[2],"data_offsets":[0,4]}`), "do not hold"},
		"order":              {one(`{"dtype":"F32","shape":[1],"data_offsets":[8,4]}`), "do not hold"},
		"negative":           {one(`{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}`), "shape"},
		"overflow":           {one(`{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}`), "cut short"},
		"overflow by zero":   {one(`{"dtype":"F32","shape":[0,9223372036854775807,3],"data_offsets":[0,4]}`), "do not hold"},
		"overlap":            {tensorsOf(`{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, make([]byte, 8)), "overlap"},
		"rank":               {one(`{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}`), "dimensions"},
	} {
		if _, err := parseTensors(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestOpenNamesTheWeightsItCannotUse(t *testing.T) {
	empty := tensorsOf("{}", nil)
	for name, c := range map[string]struct {
		g, e, p []byte
		want    string
	}{
		"no colorizer": {nil, empty, empty, "read weights colorizer: the file is cut short"},
		"no enhancer":  {empty, nil, empty, "read weights enhancer: the file is cut short"},
		"no prior":     {empty, empty, nil, "read weights prior: the file is cut short"},
		"no tensors":   {empty, empty, empty, "read weights colorizer: no tensor sketch.l0.weight"},
	} {
		if _, err := Open(c.g, c.e, c.p, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func FuzzWeights(f *testing.F) {
	f.Add([]byte{})
	f.Add(tensorsOf(`{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}`, make([]byte, 4)))
	f.Add(tensorsOf(`{"w":{"dtype":"F32","shape":[3,0],"data_offsets":[0,0]}}`, nil))
	f.Fuzz(func(t *testing.T, file []byte) {
		var tensors tensorFile
		var err error
		canvastest.Bounded(t, func() { tensors, err = parseTensors(file) })
		if err != nil {
			return
		}
		for name, v := range tensors {
			n := 1
			for _, side := range v.Shape {
				n *= side
			}
			if n != v.Len() {
				t.Errorf("%q has shape %v and %d values", name, v.Shape, v.Len())
			}
		}
	})
}

// readTensors reads a file of the repository.
func readTensors(t *testing.T, path string) tensorFile {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tensors, err := parseTensors(file)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return tensors
}
