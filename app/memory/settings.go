package memory

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"sync"
)

// settingsName is the name of their file, in the folder of [Settings].
const settingsName = "settings.json"

// Settings are what the artist set up, by name: preferences, how the docks stand. A change
// is known at once and on its way to the disk, whole or not at all; [Settings.Flush] waits
// until it is there. They may be used by several goroutines. Make them with [OpenSettings].
type Settings struct {
	file jsonFile[map[string]any]

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
	s := &Settings{
		file: jsonFile[map[string]any]{folder, settingsName, write},
		now:  map[string]any{}, changed: map[string]bool{},
	}
	s.still.L = &s.mu
	if folder == "" {
		return s, nil
	}
	kept, err := s.file.read()
	switch {
	case errors.Is(err, errDamaged):
		return s, s.putAside(err)
	case err != nil:
		return s, fmt.Errorf("the settings cannot be read, so all is as it comes: %w", err)
	}
	maps.Copy(s.now, kept)
	return s, nil
}

// putAside keeps a file that cannot be understood; the error says what became of it.
func (s *Settings) putAside(why error) error {
	aside, err := s.file.putAside()
	if err != nil {
		return fmt.Errorf("the settings in %s cannot be read: %w; they stay as they are until one is changed", s.file.path(), why)
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
	if s.file.folder != "" && !s.writing {
		s.writing = true
		go s.writeAll()
	}
}

// Flush waits until every change is in the file, or could not be written: the error says
// why, and the next change or Flush tries again.
func (s *Settings) Flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file.folder == "" {
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
	kept, err := s.file.read()
	switch {
	case errors.Is(err, errDamaged):
		_ = s.putAside(err) // it was told of at the start, or is another program's doing
	case err != nil:
		return fmt.Errorf("settings cannot be kept: %w", err)
	}
	all := map[string]any{}
	maps.Copy(all, kept)
	maps.Copy(all, changes)
	if err := s.file.put(all); err != nil {
		return fmt.Errorf("settings cannot be kept: %w", err)
	}
	return nil
}
