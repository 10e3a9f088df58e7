package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"keyline/canvas"
	"keyline/canvas/project"
)

// note is a state of the document that is to be kept.
type note struct {
	number  uint64
	project project.Project
	head    Head
	saved   bool
}

// rewriteFactor is how many times the log of a document may outgrow a fresh one.
const (
	rewriteFactor = 8
	rewriteBytes  = 4 << 20
)

// recorder writes a document's log. It belongs to the journal's goroutine.
type recorder struct {
	store  *Store
	folder string // "" until there is something to keep
	lock   *os.File
	log    File // nil: to be written anew

	strokes  []canvas.Stroke // as in the log
	frame    string
	head     Head
	saved    bool
	pictures []stored
	bytes    int64 // of the log
	fresh    int64 // of it when it was written anew
	painted  time.Time
}

// stored is a picture that is in the folder.
type stored struct {
	project.Picture
	name string
}

// keep brings a state to the disk; it is safe there if there is no error.
func (r *recorder) keep(n note) error {
	if r.folder == "" && n.saved {
		return nil // its file has it
	}
	if err := r.try(n); err != nil {
		r.drop()
		return inWords(r.store.folder, err)
	}
	return nil
}

func (r *recorder) try(n note) error {
	if r.log != nil && !r.store.disk.Holds(r.path("log"), r.log) {
		r.drop() // somebody took the file away
	}
	if r.log == nil || r.bytes > rewriteBytes && r.bytes > rewriteFactor*r.fresh {
		return r.rewrite(n)
	}
	names, kept, err := r.store.pictures(r.folder, n.project, r.pictures)
	if err != nil {
		return err
	}
	rec, frame, err := r.difference(n, names)
	if err != nil || rec.empty() && n.saved == r.saved {
		r.pictures = kept
		return err
	}
	line, err := rec.line()
	if err == nil {
		err = write(r.log, line)
	}
	if err != nil {
		return err
	}
	r.bytes += int64(len(line))
	r.remember(n, frame, kept)
	return nil
}

func (r record) empty() bool {
	return r.Head == nil && r.Frame == nil && len(r.Put) == 0 && r.Order == nil
}

// difference is the record from what the log has to a state.
func (r *recorder) difference(n note, names map[project.Role]string) (rec record, frame string, err error) {
	rec = record{At: r.store.now(), Saved: n.saved}
	m := n.project.Frame(func(role project.Role) string { return names[role] })
	text, err := json.Marshal(m)
	if frame = string(text); frame != r.frame {
		rec.Frame = &m
	}
	if n.head != r.head {
		rec.Head = &n.head
	}
	rec.changes(r.strokes, n.project.Document.Strokes())
	return rec, frame, err
}

func (r *recorder) remember(n note, frame string, kept []stored) {
	r.strokes, r.frame, r.head, r.saved = n.project.Document.Strokes(), frame, n.head, n.saved
	r.pictures = kept
}

// rewrite puts the whole state into a new log and makes that the log.
func (r *recorder) rewrite(n note) error {
	r.drop()
	if err := r.settle(); err != nil {
		return err
	}
	names, kept, err := r.store.pictures(r.folder, n.project, nil)
	if err != nil {
		return err
	}
	r.strokes, r.frame, r.head = nil, "", Head{}
	rec, frame, err := r.difference(n, names)
	if err != nil {
		return err
	}
	rec.Journal, rec.Head = format, &n.head
	line, err := rec.line()
	if err != nil {
		return err
	}
	if err := put(r.store.disk, r.path("log"), line); err != nil {
		return err
	}
	if r.log, err = r.store.disk.Append(r.path("log")); err != nil {
		return err
	}
	r.bytes, r.fresh = int64(len(line)), int64(len(line))
	r.remember(n, frame, kept)
	return nil
}

// settle makes the folder, or makes it again, and locks it.
func (r *recorder) settle() error {
	if r.folder == "" {
		name := fmt.Sprintf("%s-%08x", r.store.now().UTC().Format("20060102-150405"), rand.Uint32())
		r.folder = filepath.Join(r.store.folder, name)
	}
	if err := r.store.disk.MkdirAll(r.folder); err != nil {
		return err
	}
	if r.lock != nil && OS.Holds(OS{}, r.path("lock"), r.lock) {
		return nil
	}
	if r.lock != nil {
		r.lock.Close()
	}
	lock, err := acquire(r.path("lock"))
	if err != nil {
		return err
	}
	r.lock = lock
	return r.store.disk.SyncFolder(r.store.folder)
}

// drop makes the next state be written anew.
func (r *recorder) drop() {
	if r.log != nil {
		r.log.Close()
		r.log = nil
	}
}

func (r *recorder) path(name string) string { return filepath.Join(r.folder, name) }

// pictures stores those of a project that the folder has not yet, each under its content's
// name.
func (s *Store) pictures(folder string, p project.Project, had []stored) (map[project.Role]string, []stored, error) {
	names := map[project.Role]string{}
	var list []stored
	for _, pic := range p.Pictures() {
		name := ""
		for _, old := range had {
			if pic.Same(old.Picture) && exists(filepath.Join(folder, old.name)) {
				name = old.name
			}
		}
		if name == "" {
			var err error
			if name, err = s.picture(folder, pic); err != nil {
				return nil, nil, err
			}
		}
		names[pic.Role] = name
		list = append(list, stored{pic, name})
	}
	return names, list, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (s *Store) picture(folder string, pic project.Picture) (string, error) {
	var file bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&file, pic.Image()); err != nil {
		return "", err
	}
	name := fmt.Sprintf("%x.png", sha256.Sum256(file.Bytes()))
	if there, err := os.ReadFile(filepath.Join(folder, name)); err == nil && bytes.Equal(there, file.Bytes()) {
		return name, nil
	}
	return name, put(s.disk, filepath.Join(folder, name), file.Bytes())
}

// end closes the journal. One whose document is saved is deleted, another waits for the
// person to ask for it.
func (r *recorder) end() {
	r.drop()
	if r.folder == "" {
		return
	}
	if r.saved {
		os.RemoveAll(r.folder)
	} else {
		r.store.postpone(r.folder)
	}
	if r.lock != nil {
		r.lock.Close()
	}
}
