package assets

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// Fails after training until assets/weights/SHA256SUMS is written anew; the error says
// how.
func TestTheWeightsAreThoseOfTheList(t *testing.T) {
	if err := CheckWeights(); err != nil {
		t.Error(err)
	}
	if len(Colorizer()) == 0 || len(Enhancer()) == 0 {
		t.Error("there are no weights")
	}
}

func TestChangedWeightsAreFound(t *testing.T) {
	const sum = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // of "hello"
	for _, c := range []struct {
		name, weights, list string
		want                error
	}{
		{"as shipped", "hello", sum + "  colorizer.safetensors\n", nil},
		{"one letter", "hellp", sum + "  colorizer.safetensors\n", errSum},
		{"not listed", "hello", sum + "  other.safetensors\n", errSum},
		{"no list", "hello", "", fs.ErrNotExist},
	} {
		files := fstest.MapFS{"weights/colorizer.safetensors": {Data: []byte(c.weights)}}
		if c.list != "" {
			files[sumsName] = &fstest.MapFile{Data: []byte(c.list)}
		}
		if err := checkSums(files); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if err := checkSums(fstest.MapFS{}); err != nil {
		t.Errorf("a build without weights: %v", err)
	}
}
