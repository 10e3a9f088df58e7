package memory

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"sync"
)

// settingsName is the name of their file, in the folder of [Settings].
const settingsName = "settings.json"

// Settings are what the artist set up, by name: preferences, how the docks stand. A change
// is known at once and on its way to the disk, whole or not at all; [Settings.Flush] waits
// until it is there. They may be used by several goroutines. Make them with [OpenSettings].
type Settings struct {
	folder string // "" keeps nothing between runs
	write  func(path string, file []byte) error

	mu      sync.Mutex
	still   sync.Cond // told when nothing is being written any more
	now     map[string]any
	changed map[string]bool // by name: what the file may lack
	writing bool
	lost    error // what became of the last writing
}

// OpenSettings reads what the folder keeps; write gives a path those bytes, whole or not at
// all. The Settings are never nil and always work. An error says what was lost: a file that
// cannot be understood is put aside under another name. With folder "" all is forgotten at
// the end.
func OpenSettings(folder string, write func(path string, file []byte) error) (*Settings, error) {
	s := &Settings{folder: folder, write: write, now: map[string]any{}, changed: map[string]bool{}}
	s.still.L = &s.mu
	if folder == "" {
		return s, nil
	}
	read, err := s.read()
	switch {
	case errors.Is(err, errNoSettings):
		return s, s.putAside(err)
	case err != nil:
		return s, fmt.Errorf("the settings cannot be read, so all is as it comes: %w; allow reading in %s", err, folder)
	}
	s.now = read
	return s, nil
}

// errNoSettings is a file that cannot be understood.
var errNoSettings = errors.New("it does not hold settings")

func (s *Settings) path() string { return filepath.Join(s.folder, settingsName) }

// read returns what the file holds now; nothing if there is none.
func (s *Settings) read() (map[string]any, error) {
	f, err := os.Open(s.path())
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]any{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, err
	}
	return settingsOf(file)
}

// settingsOf reads the bytes of a file.
func settingsOf(file []byte) (map[string]any, error) {
	if len(file) > maxBytes {
		return nil, fmt.Errorf("%w: it is far too long", errNoSettings)
	}
	var read map[string]any
	d := json.NewDecoder(bytes.NewReader(file))
	if err := d.Decode(&read); err != nil {
		return nil, fmt.Errorf("%w: %w", errNoSettings, err)
	}
	if read == nil {
		read = map[string]any{}
	}
	return read, nil
}

// putAside renames a file that cannot be understood; the error says what became of it.
func (s *Settings) putAside(why error) error {
	aside, err := asideOf(s.path())
	if err != nil {
		return fmt.Errorf("the settings in %s cannot be read: %w; they stay as they are until one is changed", s.path(), why)
	}
	return fmt.Errorf("the settings were damaged (%w); all is as it comes, the old file is kept as %s", why, aside)
}

// setting returns the value of a name; false if there is none of that type.
func setting[T any](s *Settings, name string) (v T, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok = s.now[name].(T)
	return v, ok
}

// String returns a text, "" if there is none.
func (s *Settings) String(name string) string {
	v, _ := setting[string](s, name)
	return v
}

// Float returns a number, standard if there is none.
func (s *Settings) Float(name string, standard float64) float64 {
	if v, ok := setting[float64](s, name); ok {
		return v
	}
	return standard
}

// Int returns a whole number, 0 if there is none.
func (s *Settings) Int(name string) int {
	v := s.Float(name, 0)
	if v != math.Trunc(v) || math.Abs(v) > math.MaxInt32 {
		return 0
	}
	return int(v)
}

// Bool returns yes or no, standard if there is neither.
func (s *Settings) Bool(name string, standard bool) bool {
	if v, ok := setting[bool](s, name); ok {
		return v
	}
	return standard
}

// SetString changes a text.
func (s *Settings) SetString(name, v string) { s.set(name, v) }

// SetFloat changes a number, which must be finite.
func (s *Settings) SetFloat(name string, v float64) { s.set(name, v) }

// SetInt changes a whole number.
func (s *Settings) SetInt(name string, v int) { s.set(name, float64(v)) }

// SetBool changes a yes or no.
func (s *Settings) SetBool(name string, v bool) { s.set(name, v) }

// set changes a value and sees to it that somebody writes it.
func (s *Settings) set(name string, v any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if was, there := s.now[name]; there && was == v {
		return
	}
	s.now[name], s.changed[name] = v, true
	if s.folder != "" && !s.writing {
		s.writing = true
		go s.writeAll()
	}
}

// Flush waits until every change is in the file, or could not be written: the error says
// why, and the next change or Flush tries again.
func (s *Settings) Flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folder == "" {
		return nil
	}
	if !s.writing && len(s.changed) > 0 {
		s.writing = true
		go s.writeAll()
	}
	for s.writing {
		s.still.Wait()
	}
	return s.lost
}

// writeAll writes until nothing has changed meanwhile, or fails.
func (s *Settings) writeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.lost = nil; s.lost == nil && len(s.changed) > 0; {
		mine := make(map[string]any, len(s.changed))
		for name := range s.changed {
			mine[name] = s.now[name]
		}
		clear(s.changed)
		s.mu.Unlock()
		err := s.writeOver(mine)
		s.mu.Lock()
		if s.lost = err; err != nil {
			for name := range mine {
				s.changed[name] = true
			}
		}
	}
	s.writing = false
	s.still.Broadcast()
}

// writeOver writes changes over what the file holds: another window may have changed other
// settings.
func (s *Settings) writeOver(changes map[string]any) error {
	all, err := s.read()
	switch {
	case errors.Is(err, errNoSettings):
		_ = s.putAside(err) // it was told of at the start, or is another program's doing
		all = map[string]any{}
	case err != nil:
		return fmt.Errorf("settings cannot be kept: %w; allow reading in %s", err, s.folder)
	}
	maps.Copy(all, changes)
	file, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return fmt.Errorf("settings cannot be kept: %w; allow writing in %s", err, s.folder)
	}
	if err := s.write(s.path(), file); err != nil {
		return fmt.Errorf("settings cannot be kept: %w", err)
	}
	return nil
}
