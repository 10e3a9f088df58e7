package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Disk is what a journal needs of a file system. Tests put one that fails in its place.
type Disk interface {
	// MkdirAll makes a folder for its owner alone, and those around it.
	MkdirAll(path string) error
	// Create opens a file that is empty, in place of one of that name.
	Create(path string) (File, error)
	// Append opens a file that is there for writing at its end.
	Append(path string) (File, error)
	Rename(from, to string) error
	// SyncFolder makes new names in a folder last.
	SyncFolder(path string) error
	// Holds tells whether path is still the name of that very file.
	Holds(path string, f File) bool
}

// File is an open file of a [Disk].
type File interface {
	io.WriteCloser
	Sync() error
}

// OS is the file system of the machine.
type OS struct{}

// MkdirAll implements [Disk].
func (OS) MkdirAll(path string) error { return os.MkdirAll(path, 0o700) }

// Create implements [Disk].
func (OS) Create(path string) (File, error) {
	return open(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
}

// Append implements [Disk].
func (OS) Append(path string) (File, error) { return open(path, os.O_WRONLY|os.O_APPEND) }

func open(path string, flags int) (File, error) {
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Rename implements [Disk].
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// SyncFolder implements [Disk]. File systems that cannot do it are taken as they are.
func (OS) SyncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// Holds implements [Disk].
func (OS) Holds(path string, f File) bool {
	file, ok := f.(*os.File)
	if !ok {
		return false
	}
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(mine, there)
}

// put gives path those bytes, whole or not at all, and makes them last.
func put(d Disk, path string, file []byte) error {
	part := path + ".part"
	f, err := d.Create(part)
	if err != nil {
		return err
	}
	if err := fill(f, file); err != nil {
		return err
	}
	if err := d.Rename(part, path); err != nil {
		return err
	}
	return d.SyncFolder(filepath.Dir(path))
}

// fill writes a file, makes it last and closes it.
func fill(f File, file []byte) error {
	if err := write(f, file); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// write writes to a file and makes it last.
func write(f File, text []byte) error {
	n, err := f.Write(text)
	if err == nil && n < len(text) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return err
	}
	return f.Sync()
}

// inWords says what went wrong with a folder, and what to do.
func inWords(folder string, err error) error {
	what := "it cannot be written to"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		what = "the disk is full; free some space"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		what = "nothing may be written there; allow writing"
	case errors.Is(err, syscall.EIO):
		what = "the disk reports errors; save to another one soon"
	}
	return fmt.Errorf("keep unsaved work in %s: %s (%w)", folder, what, err)
}
