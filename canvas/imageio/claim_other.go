//go:build !unix

package imageio

import "os"

// claim has no way to mark a file as in use here.
func claim(*os.File) bool { return true }

// clearAbandoned never takes a file away from a program that may be using it.
func clearAbandoned(string) bool { return false }

// renameOpen closes the file first: an open one cannot be renamed here.
func renameOpen(f *os.File, target string) error {
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// cannotSync passes over errors: folders cannot be synced here.
func cannotSync(error) bool { return true }
