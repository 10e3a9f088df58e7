package memory

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// maxThumbnail is the longest side of a small picture that is read, px: whatever the file
// says, no more is allocated.
const maxThumbnail = 1024

// thumb is a small picture and whether there is one.
type thumb struct{ img image.Image }

// Keep puts a picture on the list, by when it was open, with a small picture of it; nil
// keeps the one that is there. Do not change thumbnail afterwards.
func (m *Memory) Keep(p Picture, thumbnail image.Image) error {
	var lost error
	if thumbnail != nil {
		lost = m.keepThumbnail(p.Path, thumbnail)
	}
	var gone []string
	err := m.change(func(c *content) {
		c.remove(p.Path)
		all := append([]Picture{p}, c.Pictures...)
		c.Pictures = slices.Clone(all)
		c.tidy()
		for _, old := range all {
			if !slices.ContainsFunc(c.Pictures, func(q Picture) bool { return q.Path == old.Path }) {
				gone = append(gone, old.Path)
			}
		}
	})
	for _, path := range gone {
		err = errors.Join(err, m.forgetThumbnail(path))
	}
	return errors.Join(err, lost)
}

func (m *Memory) keepThumbnail(path string, img image.Image) error {
	m.mu.Lock()
	m.thumbs[path] = thumb{img}
	m.mu.Unlock()
	if m.file.folder == "" {
		return nil
	}
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		return fmt.Errorf("recent pictures cannot be shown: %w", err)
	}
	return unremembered(m.file.store(m.thumbnailPath(path), file.Bytes()))
}

// Thumbnail returns the small picture of one that was opened; nil if there is none.
func (m *Memory) Thumbnail(path string) image.Image {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, known := m.thumbs[path]
	if !known && m.file.folder != "" {
		t = thumb{readThumbnail(m.thumbnailPath(path))}
		m.thumbs[path] = t
	}
	return t.img
}

// readThumbnail returns nil for a file that is missing, damaged or none of ours: another
// comes when the picture is opened next.
func readThumbnail(path string) image.Image {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	head, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil || max(head.Width, head.Height) > maxThumbnail {
		return nil
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil
	}
	return img
}

func (m *Memory) forgetThumbnail(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.thumbs, path)
	if m.file.folder == "" {
		return nil
	}
	if err := os.Remove(m.thumbnailPath(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget %s: %w; delete its small picture by hand", path, err)
	}
	return nil
}

// thumbnailPath is named after a digest: a path does not fit a file's name.
func (m *Memory) thumbnailPath(path string) string {
	sum := sha256.Sum256([]byte(path))
	return filepath.Join(m.file.folder, "thumbnails", fmt.Sprintf("%x.png", sum[:12]))
}
