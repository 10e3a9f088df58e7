package memory

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxBytes bounds what is read of a file: ours have some 5 KB.
const maxBytes = 1 << 20

// errDamaged is a file that cannot be understood, unlike one that cannot be read now.
var errDamaged = errors.New("it cannot be understood")

// jsonFile is a T in a folder whose files are for their owner alone. Other windows read and
// write it too.
type jsonFile[T any] struct {
	folder string // "" keeps nothing between runs
	name   string
	write  func(path string, file []byte) error // whole or not at all
}

func (f jsonFile[T]) path() string { return filepath.Join(f.folder, f.name) }

// read returns what the file holds now; the zero T if there is none.
func (f jsonFile[T]) read() (v T, err error) {
	v, err = readJSON[T](f.path())
	if err != nil && !errors.Is(err, errDamaged) {
		err = fmt.Errorf("%w; allow reading in %s", err, f.folder)
	}
	return v, err
}

func readJSON[T any](path string) (v T, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return v, err
	}
	return parse[T](file)
}

// parse reads the bytes of a file.
func parse[T any](file []byte) (v T, err error) {
	if len(file) > maxBytes {
		return v, fmt.Errorf("%w: it is far too long", errDamaged)
	}
	if err := json.Unmarshal(file, &v); err != nil {
		var none T // not what was understood of it
		return none, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return v, nil
}

// put writes v in place of what the file holds.
func (f jsonFile[T]) put(v T) error {
	file, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return err
	}
	return f.store(f.path(), file)
}

// store writes a file of the folder, which is made when it is needed.
func (f jsonFile[T]) store(path string, file []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("%w; allow writing in %s", err, f.folder)
	}
	return f.write(path, file)
}

// putAside gives the file a name that nothing has yet, and returns that.
func (f jsonFile[T]) putAside() (aside string, err error) {
	aside = f.path() + ".damaged"
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s.damaged-%d", f.path(), n)
	}
	return aside, os.Rename(f.path(), aside)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
