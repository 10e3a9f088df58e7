package journal

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"keyline/canvas/project"
)

// Stay is how long unsaved work is kept after the person said "Later", or discarded it.
const Stay = 30 * 24 * time.Hour

// Limits of what is read.
const (
	maxLog     = 1 << 30 // bytes
	maxSide    = 65_535  // of a picture, px
	maxPixels  = 100_000_000
	maxOffered = 1024 // px of a thumbnail's side
)

// Store is a folder of journals. Make one with [New].
type Store struct {
	folder string
	disk   Disk
	now    func() time.Time
	after  func(time.Duration) <-chan time.Time
}

// New returns the journals in that folder, which need not be there yet.
func New(folder string, disk Disk, now func() time.Time, after func(time.Duration) <-chan time.Time) *Store {
	return &Store{folder: folder, disk: disk, now: now, after: after}
}

// Offer is unsaved work that no program has open.
type Offer struct {
	ID string
	Head
	Changed   time.Time // last
	Strokes   int
	Width     int // px
	Height    int
	Later     bool        // the person said so
	Thumbnail image.Image // nil: none
}

// Offers lists the unsaved work that can be recovered, newest first, and clears away what
// is saved or has been there for too long. The error says which journals cannot be read;
// they stay where they are.
func (s *Store) Offers() ([]Offer, error) {
	entries, err := os.ReadDir(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for unsaved work in %s: %w; allow reading there", s.folder, err)
	}
	var list []Offer
	var unread error
	for _, e := range entries {
		o, ok, err := s.offer(e.Name())
		unread = errors.Join(unread, err)
		if ok {
			list = append(list, o)
		}
	}
	slices.SortStableFunc(list, func(a, b Offer) int { return b.Changed.Compare(a.Changed) })
	return list, unread
}

// errBusy is for a journal that another program has open.
var errBusy = errors.New("it is open in another window")

func unlessBusy(err error) error {
	if errors.Is(err, errBusy) {
		return nil
	}
	return err
}

// offer reads a journal; false if it is none, is in use or nothing is unsaved in it.
func (s *Store) offer(id string) (o Offer, ok bool, err error) {
	folder := filepath.Join(s.folder, id)
	if _, err := os.Stat(filepath.Join(folder, "log")); err != nil {
		return o, false, s.clearEmpty(folder)
	}
	lock, err := acquire(filepath.Join(folder, "lock"))
	if err != nil {
		return o, false, unlessBusy(err)
	}
	defer lock.Close()
	if since, later := s.postponed(folder); later {
		if s.now().Sub(since) > Stay {
			return o, false, os.RemoveAll(folder)
		}
		o.Later = true
	}
	st, err := s.read(folder)
	if err != nil {
		return o, false, fmt.Errorf("unsaved work in %s cannot be read: %w", folder, err)
	}
	if st.saved {
		return o, false, os.RemoveAll(folder)
	}
	o.ID, o.Head, o.Changed, o.Strokes = id, st.head, st.at, len(st.order)
	o.Width, o.Height = st.frame.Width, st.frame.Height
	o.Thumbnail = readThumbnail(filepath.Join(folder, "thumbnail.png"))
	return o, true, nil
}

// clearEmpty removes what is left of a journal that never came to its first record, once
// it is old enough that no program is about to write it.
func (s *Store) clearEmpty(folder string) error {
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() || s.now().Sub(info.ModTime()) < Stay {
		return nil
	}
	return os.RemoveAll(folder)
}

func (s *Store) read(folder string) (state, error) {
	f, err := os.Open(filepath.Join(folder, "log"))
	if err != nil {
		return state{}, err
	}
	defer f.Close()
	log, err := io.ReadAll(io.LimitReader(f, maxLog))
	if err != nil {
		return state{}, err
	}
	return replay(log)
}

// Recovered is unsaved work that was opened again.
type Recovered struct {
	Project project.Project
	Head    Head
	store   *Store
	folder  string
	lock    *os.File
}

// Recover opens unsaved work. No other program can meanwhile, until [Recovered.Begin] or
// [Recovered.Release].
func (s *Store) Recover(id string) (*Recovered, error) {
	folder := filepath.Join(s.folder, filepath.Base(id))
	lock, err := acquire(filepath.Join(folder, "lock"))
	if err != nil {
		return nil, fmt.Errorf("open unsaved work in %s: %w", folder, err)
	}
	r := &Recovered{store: s, folder: folder, lock: lock}
	st, err := s.read(folder)
	if err == nil {
		r.Head = st.head
		r.Project, err = project.Restore(st.manifest(), pictures(folder))
	}
	if err != nil {
		r.Release()
		return nil, fmt.Errorf("unsaved work in %s cannot be read: %w", folder, err)
	}
	return r, nil
}

// Release leaves the work where it is.
func (r *Recovered) Release() { r.lock.Close() }

// Begin starts the journal of the recovered document. The old one is deleted as soon as
// the new one has it.
func (r *Recovered) Begin(told func(Status)) *Journal {
	return r.store.start(told, func() {
		os.RemoveAll(r.folder)
		r.lock.Close()
	})
}

// Postpone notes that the person wants nothing of these now: they are kept for 30 days
// and offered only when asked for.
func (s *Store) Postpone(ids ...string) {
	for _, id := range ids {
		s.postpone(filepath.Join(s.folder, filepath.Base(id)))
	}
}

// postpone writes down when that was said first. If it cannot be written, the work is
// offered again, which harms nobody.
func (s *Store) postpone(folder string) {
	if _, later := s.postponed(folder); !later {
		put(s.disk, filepath.Join(folder, "later"), []byte(s.now().UTC().Format(time.RFC3339)))
	}
}

func (s *Store) postponed(folder string) (since time.Time, later bool) {
	text, err := os.ReadFile(filepath.Join(folder, "later"))
	if err != nil {
		return since, false
	}
	since, err = time.Parse(time.RFC3339, string(text))
	return since, err == nil
}

// pictures reads those of a journal.
func pictures(folder string) func(name string) (image.Image, error) {
	return func(name string) (image.Image, error) { return readPicture(folder, name) }
}

// readPicture reads one of a journal's own pictures.
func readPicture(folder, name string) (image.Image, error) {
	if name != filepath.Base(name) || filepath.Ext(name) != ".png" {
		return nil, fmt.Errorf("%q is no picture of a journal", name)
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return decode(f, maxSide, maxPixels)
}

// decode reads a PNG of a size that is not too large.
func decode(f io.ReadSeeker, side, pixels int) (image.Image, error) {
	c, err := png.DecodeConfig(f)
	if err != nil {
		return nil, err
	}
	if max(c.Width, c.Height) > side || c.Width*c.Height > pixels {
		return nil, fmt.Errorf("%d×%d px are too many", c.Width, c.Height)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return png.Decode(f)
}
