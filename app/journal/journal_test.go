package journal

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"keyline/canvas"
	"keyline/canvas/project"
	"keyline/canvas/project/projecttest"
)

// desk is a store with a clock and a disk of its own.
type desk struct {
	*Store
	t      *testing.T
	disk   *faulty
	time   atomic.Int64 // seconds since the tests' year began
	retry  chan time.Time
	status chan Status
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, disk: &faulty{}, retry: make(chan time.Time), status: make(chan Status, 1000)}
	d.Store = New(filepath.Join(t.TempDir(), "journal"), d.disk, d.clock, func(time.Duration) <-chan time.Time { return d.retry })
	return d
}

func (d *desk) clock() time.Time { return time.Date(2026, 1, 1, 0, 0, int(d.time.Add(1)), 0, time.UTC) }

func (d *desk) tell(s Status) { d.status <- s }

// until waits for a status.
func (d *desk) until(as func(Status) bool) Status {
	d.t.Helper()
	for {
		select {
		case s := <-d.status:
			if as(s) {
				return s
			}
		case <-d.t.Context().Done():
			d.t.Fatal("no such status came")
		}
	}
}

// keep notes a project and waits until it is kept.
func (d *desk) keep(j *Journal, p project.Project, h Head, saved bool) {
	d.t.Helper()
	n := j.Note(p, h, saved)
	d.until(func(s Status) bool {
		if s.Err != nil {
			d.t.Fatal(s.Err)
		}
		return s.Kept >= n
	})
}

// only is the folder of the only journal.
func (d *desk) only() string {
	d.t.Helper()
	list, err := filepath.Glob(filepath.Join(d.Store.folder, "*"))
	if err != nil || len(list) != 1 {
		d.t.Fatalf("journals are %v, %v", list, err)
	}
	return list[0]
}

// nothingLeft sees that no journal is there any more.
func (d *desk) nothingLeft() {
	d.t.Helper()
	if left, err := os.ReadDir(d.folder); err != nil || len(left) != 0 {
		d.t.Errorf("left are %v, %v", left, err)
	}
}

// logged is the project that the journal would give back.
func (d *desk) logged() (project.Project, state) {
	d.t.Helper()
	st, err := d.read(d.only())
	if err != nil {
		d.t.Fatal(err)
	}
	return d.restored(st), st
}

func (d *desk) restored(st state) project.Project {
	d.t.Helper()
	folder := d.only()
	p, err := project.Restore(st.manifest(), pictures(folder))
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func (d *desk) offers() []Offer {
	d.t.Helper()
	list, err := d.Offers()
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

// changed is the project after something a person could do to it.
func changed(r *rand.Rand, p project.Project, others []project.Project) project.Project {
	d := p.Document
	strokes := d.Strokes()
	switch n := r.IntN(10); {
	case n < 4 || len(strokes) == 0:
		p.Document = projecttest.WithStroke(r, d)
	case n < 6:
		p.Document = d.WithoutStroke(strokes[r.IntN(len(strokes))].ID)
	case n < 7:
		s := strokes[r.IntN(len(strokes))]
		p.Document = d.WithStrokeHidden(s.ID, !s.Hidden)
	case n < 8:
		p.Document = projecttest.WithColours(r, d) // an effect: nothing to keep
	case n < 9: // another order
		r.Shuffle(len(strokes), func(i, j int) { strokes[i], strokes[j] = strokes[j], strokes[i] })
		p.Document, _ = d.WithStrokes(strokes)
	default: // undo and redo reach far
		return others[r.IntN(len(others))]
	}
	return p
}

func TestWhatWasKeptComesBack(t *testing.T) {
	for seed := range uint64(6) {
		d, r := newDesk(t), rand.New(rand.NewPCG(seed, 5))
		p := projecttest.Random(r, 60)
		history := []project.Project{p}
		j := d.Begin(d.tell)
		for i := range 40 {
			h := Head{Name: "panel", Path: strings.Repeat("x", i/10)}
			d.keep(j, p, h, i > 0 && i%7 == 0)
			got, st := d.logged()
			if err := projecttest.DifferInCauses(p, got); err != nil {
				t.Fatalf("seed %d, step %d: %v", seed, i, err)
			}
			if st.head != h || st.saved != (i > 0 && i%7 == 0) {
				t.Fatalf("seed %d, step %d: head %v, saved %v", seed, i, st.head, st.saved)
			}
			p = changed(r, p, history)
			history = append(history, p)
		}
		j.End()
		j.Wait()
	}
}

func TestALogThatIsCutOffGivesWhatWasWholeBefore(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(1, 5))
	p := projecttest.Random(r, 40)
	j := d.Begin(d.tell)
	kept := []project.Project{}
	for range 8 {
		d.keep(j, p, Head{}, false)
		kept = append(kept, p)
		p.Document = projecttest.WithStroke(r, p.Document)
	}
	log, err := os.ReadFile(filepath.Join(d.only(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	for n := range log {
		whole := bytes.Count(log[:n], []byte("\n"))
		for _, tail := range [][]byte{nil, []byte("\x00\x00"), []byte("00000000 {}\n")} {
			st, err := replay(append(log[:n:n], tail...))
			if whole == 0 {
				if err == nil {
					t.Fatalf("%d bytes are a document", n)
				}
				continue
			}
			if err != nil || st.records != whole {
				t.Fatalf("%d bytes, %d whole lines: %d records, %v", n, whole, st.records, err)
			}
		}
		if n > 0 && log[n-1] == '\n' {
			st, _ := replay(log[:n])
			if err := projecttest.DifferInCauses(d.restored(st), kept[whole-1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	j.End()
	j.Wait()
}

func TestNothingIsWrittenForADocumentThatIsSaved(t *testing.T) {
	d := newDesk(t)
	j := d.Begin(d.tell)
	d.keep(j, projecttest.Random(rand.New(rand.NewPCG(2, 5)), 20), Head{}, true)
	j.End()
	j.Wait()
	if _, err := os.Stat(d.folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a folder: %v", err)
	}
	if list := d.offers(); len(list) != 0 {
		t.Errorf("offered is %v", list)
	}
}

func TestUnsavedWorkIsOfferedUntilItIsSaved(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(3, 5))
	p := projecttest.Random(r, 700)
	p.Document = projecttest.WithStroke(r, p.Document)
	j := d.Begin(d.tell)
	d.keep(j, p, Head{Name: "a", From: "/a.png"}, false)
	if list := d.offers(); len(list) != 0 {
		t.Errorf("work that is open is offered: %v", list)
	}
	if _, err := d.Recover(filepath.Base(d.only())); !errors.Is(err, errBusy) {
		t.Errorf("work that is open is recovered: %v", err)
	}
	d.keep(j, p, Head{Name: "a", From: "/a.png"}, false) // by now there is a thumbnail of the first
	d.crash(j)
	list := d.offers()
	size := p.Document.Bounds().Size()
	if len(list) != 1 || list[0].Name != "a" || list[0].From != "/a.png" || list[0].Strokes != len(p.Document.Strokes()) ||
		list[0].Width != size.X || list[0].Height != size.Y || list[0].Later || list[0].Changed.Year() != 2026 || list[0].Thumbnail == nil {
		t.Fatalf("offered is %+v", list)
	}
	if b := list[0].Thumbnail.Bounds(); max(b.Dx(), b.Dy()) > 256 || max(b.Dx(), b.Dy()) < 100 {
		t.Errorf("the thumbnail is %v", b)
	}
	rec, err := d.Recover(list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := projecttest.DifferInCauses(rec.Project, p); err != nil || rec.Head.Name != "a" {
		t.Errorf("recovered is %+v, %v", rec.Head, err)
	}
	if list := d.offers(); len(list) != 0 {
		t.Errorf("work that is being recovered is offered: %v", list)
	}
	j = rec.Begin(d.tell)
	d.keep(j, rec.Project, rec.Head, false)
	d.only() // the old one is gone
	d.keep(j, rec.Project, Head{Name: "a.ora", Path: "/a.ora"}, true)
	j.End()
	j.Wait()
	d.nothingLeft()
}

// crash leaves on the disk what a kill would leave now.
func (d *desk) crash(j *Journal) {
	d.t.Helper()
	folder, copied := d.only(), d.t.TempDir()
	if err := os.CopyFS(filepath.Join(copied, "x"), os.DirFS(folder)); err != nil {
		d.t.Fatal(err)
	}
	j.End()
	j.Wait()
	for len(d.status) > 0 {
		<-d.status // what its end told is no word of the next
	}
	if err := errors.Join(os.RemoveAll(folder), os.Rename(filepath.Join(copied, "x"), folder)); err != nil {
		d.t.Fatal(err)
	}
}

func TestSavedWorkLeavesNoOfferAfterACrash(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(4, 5))
	p := projecttest.Random(r, 20)
	j := d.Begin(d.tell)
	d.keep(j, p, Head{}, false)
	d.keep(j, p, Head{Path: "/a.ora"}, true)
	d.crash(j)
	if list := d.offers(); len(list) != 0 {
		t.Errorf("offered is %v", list)
	}
	d.nothingLeft()
}

func TestANoKeepsTheWorkForThirtyDays(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(5, 5))
	j := d.Begin(d.tell)
	d.keep(j, projecttest.Random(r, 20), Head{Name: "a"}, false)
	d.crash(j)
	d.Postpone(d.offers()[0].ID)
	const day = 24 * 60 * 60
	d.time.Add(29 * day)
	list := d.offers()
	if len(list) != 1 || !list[0].Later {
		t.Fatalf("after 29 days offered is %+v", list)
	}
	d.Postpone(list[0].ID) // said again: it counts from the first time
	d.time.Add(2 * day)
	if list := d.offers(); len(list) != 0 {
		t.Errorf("after 31 days offered is %+v", list)
	}
	d.nothingLeft()
}

func TestDiscardedWorkIsThereWhenAskedFor(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(6, 5))
	j := d.Begin(d.tell)
	d.keep(j, projecttest.Random(r, 20), Head{}, false)
	j.End()
	j.Wait()
	if list := d.offers(); len(list) != 1 || !list[0].Later {
		t.Errorf("offered is %+v", list)
	}
}

func TestAJournalThatCannotBeReadStaysAndIsNamed(t *testing.T) {
	d := newDesk(t)
	bad, empty := filepath.Join(d.folder, "bad"), filepath.Join(d.folder, "empty")
	err := errors.Join(os.MkdirAll(bad, 0o700), os.MkdirAll(empty, 0o700), os.WriteFile(filepath.Join(bad, "log"), []byte("12345678 {}\n"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Offers()
	if err == nil || !strings.Contains(err.Error(), bad) || len(list) != 0 {
		t.Errorf("offered is %v, %v", list, err)
	}
	if _, err := d.Recover("bad"); err == nil {
		t.Error("it is recovered")
	}
	if _, err := d.Recover("../journal"); err == nil {
		t.Error("a folder outside is recovered")
	}
	for _, folder := range []string{bad, empty} {
		if _, err := os.Stat(folder); err != nil {
			t.Errorf("%s is gone: %v", folder, err)
		}
	}
	d.time.Store(400 * 24 * 60 * 60)
	if _, err := d.Offers(); err == nil {
		t.Error("it is no longer named")
	}
}

func TestAFolderThatIsGoneIsWrittenAnew(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(7, 5))
	p := projecttest.Random(r, 30)
	j := d.Begin(d.tell)
	d.keep(j, p, Head{Name: "a"}, false)
	for _, gone := range []string{d.folder, d.only(), filepath.Join(d.only(), "log"), filepath.Join(d.only(), "lock")} {
		if err := os.Rename(gone, filepath.Join(t.TempDir(), "gone")); err != nil {
			t.Fatal(err)
		}
		p.Document = projecttest.WithStroke(r, p.Document)
		d.keep(j, p, Head{Name: "a"}, false)
		if got, _ := d.logged(); projecttest.DifferInCauses(p, got) != nil {
			t.Errorf("without %s the journal has something else", gone)
		}
	}
	pics, _ := filepath.Glob(filepath.Join(d.only(), "????????????????*.png"))
	for _, pic := range pics {
		os.Remove(pic)
	}
	p.Document = projecttest.WithStroke(r, p.Document)
	d.keep(j, p, Head{Name: "a"}, false)
	if got, _ := d.logged(); projecttest.DifferInCauses(p, got) != nil {
		t.Error("without its pictures the journal has something else")
	}
	j.End()
	j.Wait()
}

func TestALongLogIsWrittenAnew(t *testing.T) {
	d, r := newDesk(t), rand.New(rand.NewPCG(8, 5))
	p := projecttest.Random(r, 20)
	s := canvas.Stroke{ID: 1, Samples: make([]canvas.Sample, 20_000)}
	j := d.Begin(d.tell)
	largest := int64(0)
	for i := range 12 {
		for k := range s.Samples {
			s.Samples[k] = canvas.Sample{X: float64(k), Y: float64(i) + 0.123456789012, Width: 1}
		}
		var err error
		if p.Document, err = p.Document.WithStrokes([]canvas.Stroke{s}); err != nil {
			t.Fatal(err)
		}
		d.keep(j, p, Head{}, false)
		info, err := os.Stat(filepath.Join(d.only(), "log"))
		if err != nil {
			t.Fatal(err)
		}
		largest = max(largest, info.Size())
	}
	got, st := d.logged()
	if err := projecttest.DifferInCauses(p, got); err != nil || st.records == 12 || largest > rewriteFactor*rewriteBytes {
		t.Errorf("%d records, %d bytes at most, %v", st.records, largest, err)
	}
	j.End()
	j.Wait()
}

func FuzzReplay(f *testing.F) {
	r := rand.New(rand.NewPCG(9, 5))
	p := projecttest.Random(r, 20)
	names := map[project.Role]string{project.Lines: "l.png"}
	var log []byte
	var old []canvas.Stroke
	for i := range 4 {
		m := p.Frame(func(role project.Role) string { return names[role] })
		rec := record{Saved: i == 3}
		if i == 0 {
			rec.Journal, rec.Head, rec.Frame = format, &Head{Name: "a"}, &m
		}
		rec.changes(old, p.Document.Strokes())
		line, err := rec.line()
		if err != nil {
			f.Fatal(err)
		}
		log = append(log, line...)
		f.Add(bytes.Clone(log))
		old = p.Document.Strokes()
		p = changed(r, p, []project.Project{p})
	}
	f.Fuzz(func(t *testing.T, log []byte) {
		checkReplay(t, log)
		// A fuzzer cannot guess checksums: each line as it is, with the right one.
		var whole []byte
		for line := range bytes.SplitSeq(log, []byte("\n")) {
			if len(line) > 9 {
				line = line[9:]
			}
			whole = append(whole, sealed(line)...)
		}
		checkReplay(t, whole)
	})
}

func checkReplay(t *testing.T, log []byte) {
	st, err := replay(log)
	if err != nil {
		return
	}
	m := st.manifest()
	if len(m.Strokes) != len(st.order) || st.records == 0 {
		t.Fatalf("%d strokes, %d in order", len(m.Strokes), len(st.order))
	}
}
