//go:build unix

package journal

import (
	"errors"
	"os"
	"syscall"
)

// acquire locks a file of that name for as long as it is open; errBusy if a program has
// it. The lock of a program that ended is free.
func acquire(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, errBusy
	}
	return f, nil // where files cannot be locked, nobody else is kept away
}
