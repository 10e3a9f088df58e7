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
//
// Until then the new file is called .keyline-0.part or the like; one that is left there
// because its program was killed is cleared away by the next write into the folder.
func WriteAtomic(path string, write func(io.Writer) error) error {
	return WriteAtomicKeeping(path, "", write)
}

// WriteAtomicKeeping writes as [WriteAtomic] does and keeps what was at path under the
// name backup, in place of what that name held; "": it is not kept. There is a whole file
// at path at any moment. Where what was there cannot be kept, nothing is written.
func WriteAtomicKeeping(path, backup string, write func(io.Writer) error) error {
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
		f.Close()
		if !done {
			os.Remove(f.Name())
		}
	}()
	if err := fill(f, mode, write); err != nil {
		return failed(path, err)
	}
	if backup != "" && mode != 0 {
		if err := keep(target, backup); err != nil {
			return fmt.Errorf("keep the previous version of %w", failed(path, err))
		}
	}
	if err := renameOpen(f, target); err != nil {
		return failed(path, err)
	}
	done = true
	if err := syncFolder(filepath.Dir(target)); err != nil {
		return failed(path, err)
	}
	return nil
}

// keep gives a file a second name, in place of what that name held. File systems
// without links get a copy.
func keep(target, backup string) error {
	link := backup + ".part"
	os.Remove(link) // of a program that was killed just here
	if err := os.Link(target, link); err != nil {
		return copyTo(backup, target)
	}
	defer os.Remove(link) // unless it was renamed
	return os.Rename(link, backup)
}

func copyTo(path, from string) error {
	old, err := os.Open(from)
	if err != nil {
		return err
	}
	defer old.Close()
	return WriteAtomic(path, func(w io.Writer) error {
		_, err := io.Copy(w, old)
		return err
	})
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

// createBeside opens a new file in the folder of target, in the place of one that a
// killed program left. Not os.CreateTemp: its files are private, and the user's umask
// should decide.
func createBeside(target string) (*os.File, error) {
	for n := 0; ; n++ {
		name := filepath.Join(filepath.Dir(target), fmt.Sprintf(".keyline-%d.part", n))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		switch {
		case err == nil && claim(f):
			return f, nil
		case err == nil: // another program took it for left behind
			f.Close()
		case !errors.Is(err, fs.ErrExist) || n >= 1000:
			return nil, err
		case clearAbandoned(name):
			n--
		}
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
	return f.Sync()
}

// syncFolder makes the new name last. Some file systems cannot do that, and say so.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return nil // a folder can be written to and yet not be listed
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !cannotSync(err) {
		return err
	}
	return nil
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
