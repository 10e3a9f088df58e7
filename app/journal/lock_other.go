//go:build !unix

package journal

import "os"

// acquire opens the file; there is no lock here that a program loses when it ends.
func acquire(path string) (*os.File, error) { return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) }
