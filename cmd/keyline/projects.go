//go:build cgo

package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"keyline/app/journal"
	"keyline/canvas/project"
	"keyline/cmd/internal/projectfile"
)

// projects are those in files.
type projects struct{}

// IsProject implements [ui.Projects].
func (projects) IsProject(path string) bool { return projectfile.IsFile(path) }

// Open implements [ui.Projects].
func (projects) Open(path string) (p project.Project, found bool, err error) {
	p, err = projectfile.Open(path)
	if errors.Is(err, projectfile.ErrForeign) {
		return p, false, nil
	}
	return p, err == nil, err
}

// Save implements [ui.Projects].
func (projects) Save(ctx context.Context, path string, p project.Project, progress func(share float64)) error {
	return projectfile.Save(ctx, path, p, progress)
}

// openJournals finds where unsaved work is kept; nil where there is no place for it.
func openJournals() *journal.Store {
	folder := ownFolder()
	if folder == "" {
		return nil
	}
	return journal.New(filepath.Join(folder, "journal"), journal.OS{}, time.Now, time.After)
}
