// Package memory keeps what the window remembers between runs: which pictures were
// opened, with a small picture of each, the last choices of an export, and the artist's
// settings. It is convenience, never anybody's work: what cannot be read or written is said
// once and costs nothing else.
package memory

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// MaxPictures is how many pictures are remembered; the oldest give way.
const MaxPictures = 24

// fileName is the list's, in the folder of a [Memory].
const fileName = "memory.json"

// maxBytes bounds what is read: a list is some 5 KB.
const maxBytes = 1 << 20

// Picture is one that was opened.
type Picture struct {
	Path   string    `json:"path"`   // absolute
	Opened time.Time `json:"opened"` // when it was open last
	Width  int       `json:"width"`  // px
	Height int       `json:"height"`
}

// Export is what was chosen at the last export. The zero value says that there was none.
type Export struct {
	Ending  string `json:"ending"` // ".png", with the dot
	Lines   bool   `json:"lines"`
	Clear   bool   `json:"clear"` // a transparent ground
	Quality int    `json:"quality"`
	Folder  string `json:"folder"`
	// The size: a share of the page's, or the width or the height, px, that the other side
	// follows. At most one is not 0; with none it is the page's own.
	Percent float64 `json:"percent,omitempty"`
	Width   int     `json:"width,omitempty"`
	Height  int     `json:"height,omitempty"`
}

// content is what the file holds.
type content struct {
	Pictures []Picture `json:"pictures"` // newest first
	Export   Export    `json:"export"`
}

// Memory may be used by several goroutines. Make one with [Open]; the zero value is of
// no use.
type Memory struct {
	folder string // "" keeps nothing between runs
	write  func(path string, file []byte) error

	mu     sync.Mutex
	now    content
	thumbs map[string]thumb // by path: those that were made or read

	unsaved bool // the last change did not reach the file
}

// Open reads what the folder keeps; write gives a path those bytes, whole or not at all.
// The Memory is never nil and always works. An error says what was lost: a list that
// cannot be understood is put aside under another name, so that nothing is thrown away,
// and a new one begins. With folder "" all is forgotten at the end.
func Open(folder string, write func(path string, file []byte) error) (*Memory, error) {
	m := &Memory{folder: folder, write: write, thumbs: map[string]thumb{}}
	if folder == "" {
		return m, nil
	}
	read, err := m.read()
	switch {
	case err == nil:
		m.now = read
		return m, nil
	case errors.Is(err, errDamaged):
		return m, m.putAside(err)
	}
	return m, m.unreadable(err)
}

func (m *Memory) unreadable(why error) error {
	return fmt.Errorf("the list of recent pictures cannot be read, so nothing is added to it: %w; allow reading in %s", why, m.folder)
}

// errDamaged is a file that cannot be understood, unlike one that cannot be read now.
var errDamaged = errors.New("it is not a list of pictures")

// read returns what the file holds now; nothing if there is none.
func (m *Memory) read() (c content, err error) {
	f, err := os.Open(m.path())
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	switch {
	case err != nil:
		return c, err
	case len(file) > maxBytes:
		return c, fmt.Errorf("%w: it is far too long", errDamaged)
	}
	return contentOf(file)
}

// contentOf reads the bytes of a file.
func contentOf(file []byte) (c content, err error) {
	if err := json.Unmarshal(file, &c); err != nil {
		return content{}, fmt.Errorf("%w: %w", errDamaged, err)
	}
	c.tidy()
	return c, nil
}

// tidy drops what no list of ours has and puts the newest first.
func (c *content) tidy() {
	seen := map[string]bool{}
	c.Pictures = slices.DeleteFunc(c.Pictures, func(p Picture) bool {
		again := seen[p.Path]
		seen[p.Path] = true
		return p.Path == "" || again
	})
	slices.SortStableFunc(c.Pictures, func(a, b Picture) int { return b.Opened.Compare(a.Opened) })
	c.Pictures = c.Pictures[:min(len(c.Pictures), MaxPictures)]
	if c.Export.Ending != "" {
		c.Export.Quality = min(max(c.Export.Quality, 1), 100)
		c.Export.Width, c.Export.Height = max(c.Export.Width, 0), max(c.Export.Height, 0)
	}
}

// putAside renames a file that cannot be understood; the error says what to do.
func (m *Memory) putAside(why error) error {
	aside, err := asideOf(m.path())
	if err != nil {
		return fmt.Errorf("the list of recent pictures %s cannot be read: %w; it stays as it is until the next picture is opened", m.path(), why)
	}
	return fmt.Errorf("the list of recent pictures was damaged (%w); a new one begins, the old one is kept as %s", why, aside)
}

// asideOf renames a file to a name that nothing has yet, and returns that.
func asideOf(path string) (string, error) {
	aside := path + ".damaged"
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s.damaged-%d", path, n)
	}
	return aside, os.Rename(path, aside)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (m *Memory) path() string { return filepath.Join(m.folder, fileName) }

// Pictures returns those that were opened, newest first.
func (m *Memory) Pictures() []Picture {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.now.Pictures)
}

// Export returns the last choices.
func (m *Memory) Export() Export {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now.Export
}

// SetExport remembers choices.
func (m *Memory) SetExport(e Export) error {
	return m.change(func(c *content) { c.Export = e })
}

// Forget takes a picture off the list; its file is not touched.
func (m *Memory) Forget(path string) error {
	return errors.Join(m.forgetThumbnail(path), m.change(func(c *content) { c.remove(path) }))
}

// ForgetAll takes all pictures off the list; their files are not touched.
func (m *Memory) ForgetAll() error {
	var lost error
	for _, p := range m.Pictures() {
		lost = errors.Join(lost, m.forgetThumbnail(p.Path))
	}
	return errors.Join(lost, m.change(func(c *content) { c.Pictures = nil }))
}

func (c *content) remove(path string) {
	c.Pictures = slices.DeleteFunc(c.Pictures, func(p Picture) bool { return p.Path == path })
}

// change alters the content here and on disk. What another window wrote meanwhile is
// taken over first.
func (m *Memory) change(do func(*content)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.folder == "" {
		do(&m.now)
		return nil
	}
	var lost error
	switch read, err := m.read(); {
	case errors.Is(err, errDamaged):
		lost = m.putAside(err)
	case err != nil: // it may hold more than is known here
		do(&m.now)
		m.unsaved = true
		return m.unreadable(err)
	case m.unsaved: // what is known here has yet to reach the file
	case exists(m.path()):
		m.now = read
	}
	do(&m.now)
	m.now.tidy()
	file, err := json.MarshalIndent(m.now, "", "\t")
	if err != nil {
		return err
	}
	err = m.store(m.path(), file)
	m.unsaved = err != nil
	return errors.Join(lost, err)
}

// store writes a file of the folder, which only its owner may look into.
func (m *Memory) store(path string, file []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("recent pictures cannot be remembered: %w; allow writing in %s", err, m.folder)
	}
	if err := m.write(path, file); err != nil {
		return fmt.Errorf("recent pictures cannot be remembered: %w", err)
	}
	return nil
}
