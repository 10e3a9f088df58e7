// Package memory keeps what the window remembers between runs: which pictures were
// opened, with a small picture of each, the last choices of an export, and the artist's
// settings. It is convenience, never anybody's work: what cannot be read or written is said
// once and costs nothing else.
package memory

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// MaxPictures is how many pictures are remembered; the oldest give way.
const MaxPictures = 24

// fileName is the list's, in the folder of a [Memory].
const fileName = "memory.json"

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
	file jsonFile[content]

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
	m := &Memory{file: jsonFile[content]{folder, fileName, write}, thumbs: map[string]thumb{}}
	if folder == "" {
		return m, nil
	}
	var err error
	m.now, err = m.read()
	switch {
	case errors.Is(err, errDamaged):
		return m, m.putAside(err)
	case err != nil:
		return m, unreadable(err)
	}
	return m, nil
}

func unreadable(why error) error {
	return fmt.Errorf("the list of recent pictures cannot be read, so nothing is added to it: %w", why)
}

// read returns what the file holds now; nothing if there is none.
func (m *Memory) read() (content, error) {
	c, err := m.file.read()
	c.tidy()
	return c, err
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

// putAside keeps a list that cannot be understood; the error says what became of it.
func (m *Memory) putAside(why error) error {
	aside, err := m.file.putAside()
	if err != nil {
		return fmt.Errorf("the list of recent pictures %s cannot be read: %w; it stays as it is until the next picture is opened", m.file.path(), why)
	}
	return fmt.Errorf("the list of recent pictures was damaged (%w); a new one begins, the old one is kept as %s", why, aside)
}

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
	if m.file.folder == "" {
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
		return unreadable(err)
	case m.unsaved: // what is known here has yet to reach the file
	case exists(m.file.path()):
		m.now = read
	}
	do(&m.now)
	m.now.tidy()
	err := unremembered(m.file.put(m.now))
	m.unsaved = err != nil
	return errors.Join(lost, err)
}

// unremembered says what a failed writing means.
func unremembered(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("recent pictures cannot be remembered: %w", err)
}
