//go:build unix

package imageio

import (
	"errors"
	"os"
	"syscall"
)

// claim marks an open file as in use for as long as it is open; false if another program
// took it for left behind. Where files cannot be marked, it stays unmarked.
func claim(f *os.File) bool {
	if err := lock(f); err != nil {
		return !errors.Is(err, syscall.EWOULDBLOCK)
	}
	return isNamed(f)
}

// isNamed tells whether an open file still has the name it was opened by.
func isNamed(f *os.File) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(f.Name())
	return err == nil && os.SameFile(mine, there)
}

// clearAbandoned removes a part of a file that is left of a program that ended, and tells
// whether it did.
func clearAbandoned(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return errors.Is(err, os.ErrNotExist)
	}
	defer f.Close() // which unlocks it, so not before it is gone
	// Since it was opened it may have become whole and another one have got its name.
	return lock(f) == nil && isNamed(f) && os.Remove(name) == nil
}

func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }

// renameOpen puts a file in its place while it is still marked as in use.
func renameOpen(f *os.File, target string) error { return os.Rename(f.Name(), target) }

// cannotSync tells whether an error means that the file system has no such thing.
func cannotSync(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS)
}
