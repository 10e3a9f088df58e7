package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"reflect"
	"slices"
	"time"

	"keyline/canvas"
	"keyline/canvas/project"
)

// format is that of the log.
const format = 1

// Head says which document it is.
type Head struct {
	Name string `json:"name"` // as in the title
	Path string `json:"path"` // of the project's file; "": none yet
	From string `json:"from"` // the sketch that was opened; "": none
}

// record is a line of the log: what differs from the state before.
type record struct {
	Journal int               `json:"journal,omitempty"` // in the first record: the format
	At      time.Time         `json:"at"`
	Head    *Head             `json:"head,omitempty"`
	Frame   *project.Manifest `json:"frame,omitempty"` // all but the strokes
	Put     []project.Stroke  `json:"put,omitempty"`
	// Order is that of the strokes; nil: as before, the new ones of Put at the end.
	Order *[]canvas.ID `json:"order,omitempty"`
	Saved bool         `json:"saved,omitempty"` // the document's file has all this
}

// line is the record as it stands in the log.
func (r record) line() ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return sealed(text), nil
}

// sealed puts a checksum before a text.
func sealed(text []byte) []byte {
	return fmt.Appendf(nil, "%08x %s\n", crc32.ChecksumIEEE(text), text)
}

// state is what the log says up to a record.
type state struct {
	head    Head
	frame   project.Manifest
	strokes map[canvas.ID]project.Stroke
	order   []canvas.ID
	placed  map[canvas.ID]bool // those in order
	saved   bool
	at      time.Time
	records int
}

// manifest is the whole document.
func (s state) manifest() project.Manifest {
	m := s.frame
	for _, id := range s.order {
		m.Strokes = append(m.Strokes, s.strokes[id])
	}
	return m
}

// replay reads a log up to the first line that is not whole.
func replay(log []byte) (state, error) {
	s := state{strokes: map[canvas.ID]project.Stroke{}, placed: map[canvas.ID]bool{}}
	for len(log) > 0 {
		end := bytes.IndexByte(log, '\n')
		if end < 0 {
			break
		}
		r, ok := parse(log[:end])
		if !ok {
			break
		}
		if err := s.take(r); err != nil {
			return s, err
		}
		log = log[end+1:]
	}
	if s.records == 0 {
		return s, errors.New("no change in it is whole")
	}
	return s, nil
}

// parse reads a line; false if it is not whole.
func parse(line []byte) (r record, ok bool) {
	if len(line) < 10 || line[8] != ' ' {
		return r, false
	}
	text := line[9:]
	if fmt.Sprintf("%08x", crc32.ChecksumIEEE(text)) != string(line[:8]) {
		return r, false
	}
	return r, json.Unmarshal(text, &r) == nil
}

// take follows a record.
func (s *state) take(r record) error {
	if s.records == 0 && r.Journal != format {
		return fmt.Errorf("it is of format %d, this Keyline reads %d", r.Journal, format)
	}
	if s.records == 0 && (r.Head == nil || r.Frame == nil) {
		return errors.New("its first change does not say what document it is")
	}
	if r.Head != nil {
		s.head = *r.Head
	}
	if r.Frame != nil {
		s.frame = *r.Frame
		s.frame.Strokes = nil
	}
	for _, p := range r.Put {
		if r.Order == nil && !s.placed[p.ID] {
			s.order, s.placed[p.ID] = append(s.order, p.ID), true
		}
		s.strokes[p.ID] = p
	}
	if r.Order != nil {
		if err := s.reorder(*r.Order); err != nil {
			return err
		}
	}
	s.saved, s.at = r.Saved, r.At
	s.records++
	return nil
}

func (s *state) reorder(order []canvas.ID) error {
	seen := make(map[canvas.ID]bool, len(order))
	for _, id := range order {
		if _, known := s.strokes[id]; !known || seen[id] {
			return fmt.Errorf("it names stroke %d, which is not there or is there twice", id)
		}
		seen[id] = true
	}
	s.order, s.placed = order, seen
	return nil
}

// changes puts into a record what differs between the strokes of two documents.
func (r *record) changes(old, now []canvas.Stroke) {
	before := make(map[canvas.ID]canvas.Stroke, len(old))
	grown := make([]canvas.ID, len(old), len(old)+1)
	for i, s := range old {
		before[s.ID], grown[i] = s, s.ID
	}
	order := make([]canvas.ID, len(now))
	for i, s := range now {
		order[i] = s.ID
		was, there := before[s.ID]
		if !there {
			grown = append(grown, s.ID)
		}
		if !there || !sameStroke(was, s) {
			r.Put = append(r.Put, project.StrokeOf(s))
		}
	}
	if !slices.Equal(grown, order) {
		r.Order = &order
	}
}

// sameStroke compares two strokes, their samples most often by finding that they are the
// very same.
func sameStroke(a, b canvas.Stroke) bool {
	p, q := a.Samples, b.Samples
	a.Samples, b.Samples = nil, nil
	if !reflect.DeepEqual(a, b) || len(p) != len(q) {
		return false
	}
	return len(p) == 0 || &p[0] == &q[0] || slices.Equal(p, q)
}
