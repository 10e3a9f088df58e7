package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// sumsName lists the weights with their SHA-256, as sha256sum writes it.
const sumsName = "weights/SHA256SUMS"

// errSum marks weights that are not the ones that were shipped.
var errSum = errors.New("is damaged or was changed: its SHA-256 differs from that in SHA256SUMS; fetch the release again, or after training run sha256sum *.safetensors > SHA256SUMS in assets/weights")

// CheckWeights compares the weights with their checksums. The error names the file and
// what to do.
func CheckWeights() error { return checkSums(weights) }

func checkSums(files fs.FS) error {
	for _, name := range []string{"colorizer.safetensors", "enhancer.safetensors", "prior.safetensors"} {
		got, err := sumIn(files, "weights/"+name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read weights %s: %w", name, err)
		}
		want, err := sumOf(files, name)
		if err != nil {
			return fmt.Errorf("read weights %s: %w", name, err)
		}
		if got != want {
			return fmt.Errorf("weights %s: %w", name, errSum)
		}
	}
	return nil
}

// sumIn computes a file's checksum without having it in memory twice.
func sumIn(files fs.FS, path string) (string, error) {
	f, err := files.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// sumOf finds a file's checksum in the list.
func sumOf(files fs.FS, name string) (string, error) {
	list, err := fs.ReadFile(files, sumsName)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(list)) {
		if sum, file, ok := strings.Cut(strings.TrimSpace(line), "  "); ok && file == name {
			return sum, nil
		}
	}
	return "", errSum
}
