package imageio

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// WriteAtomic gives path the bytes that write produces, whole or not at all: they go to
// a new file in the same folder, which takes the place of path when it is safe on disk.
// A file that was there keeps its permissions; a link stays and its target is replaced.
// On failure nothing is left behind and what was there is untouched. The error names
// path and the remedy.
func WriteAtomic(path string, write func(io.Writer) error) error {
	target, mode, err := resolve(path)
	if err != nil {
		return failed(path, err)
	}
	f, err := createBeside(target)
	if err != nil {
		return failed(path, err)
	}
	done := false
	defer func() { // also when write panics
		if !done {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := fill(f, mode, write); err != nil {
		return failed(path, err)
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return failed(path, err)
	}
	done = true
	syncFolder(filepath.Dir(target))
	return nil
}

// CheckWritable tells before the work starts whether path could be written: its folder
// exists and takes new files, and path is no folder itself. Nothing is left behind.
func CheckWritable(path string) error {
	target, _, err := resolve(path)
	if err != nil {
		return failed(path, err)
	}
	f, err := createBeside(target)
	if err != nil {
		return failed(path, err)
	}
	f.Close()
	os.Remove(f.Name())
	return nil
}

// errNotFile marks a target that is neither missing nor a plain file.
var errNotFile = errors.New("is not a plain file")

// errReadOnly marks a target that nobody may write to.
var errReadOnly = errors.New("is write-protected")

// resolve follows links and returns the permissions of what is there, 0 if nothing is.
func resolve(path string) (string, fs.FileMode, error) {
	target, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(target)
	switch {
	case err != nil:
		return "", 0, err
	case info.IsDir():
		return "", 0, syscall.EISDIR
	case !info.Mode().IsRegular():
		return "", 0, errNotFile
	case info.Mode().Perm()&0o222 == 0: // the new file could take its place, but somebody protected it
		return "", 0, errReadOnly
	}
	return target, info.Mode().Perm(), nil
}

// createBeside opens a new file in the folder of target. Not os.CreateTemp: its files
// are private, and the user's umask should decide.
func createBeside(target string) (*os.File, error) {
	for n := 0; ; n++ {
		name := filepath.Join(filepath.Dir(target), fmt.Sprintf(".keyline-%d-%d.part", os.Getpid(), n))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		return f, err
	}
}

func fill(f *os.File, mode fs.FileMode, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(f, 1<<18)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if mode != 0 {
		if err := f.Chmod(mode); err != nil {
			return err
		}
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// syncFolder makes the new name last. Some file systems cannot, and the picture is
// whole either way, so a failure is of no account.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		f.Sync()
		f.Close()
	}
}

func failed(path string, err error) error {
	var link *os.LinkError
	err = cause(err)
	if errors.As(err, &link) {
		err = link.Err
	}
	return fmt.Errorf("write %s: %w; %s", label(path), err, writeRemedy(path, err))
}

func writeRemedy(path string, err error) string {
	folder := label(filepath.Dir(path))
	switch {
	case errors.Is(err, syscall.EISDIR):
		return "add a file name, such as " + label(filepath.Join(path, "page.png"))
	case errors.Is(err, errReadOnly):
		return "allow writing it or choose another name"
	case errors.Is(err, fs.ErrNotExist):
		return "make the folder " + folder + " first or choose another"
	case errors.Is(err, syscall.ENOTDIR):
		return folder + " is a file, choose another folder"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "you may not write in " + folder + ", choose another folder"
	case errors.Is(err, syscall.ENOSPC):
		return "free some space or choose another disk"
	}
	return "choose another place"
}
