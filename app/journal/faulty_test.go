package journal

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"keyline/canvas/project"
	"keyline/canvas/project/projecttest"
)

// faulty is a disk that fails when it is told to.
type faulty struct {
	OS
	fails atomic.Pointer[func(op string) error] // nil: never
}

func (d *faulty) fail(op string) error {
	if f := d.fails.Load(); f != nil {
		return (*f)(op)
	}
	return nil
}

func (d *faulty) MkdirAll(path string) error {
	return errors.Join(d.fail("mkdir"), d.OS.MkdirAll(path))
}

func (d *faulty) Create(path string) (File, error) { return d.open("create", path, d.OS.Create) }
func (d *faulty) Append(path string) (File, error) { return d.open("append", path, d.OS.Append) }

func (d *faulty) open(op, path string, open func(string) (File, error)) (File, error) {
	if err := d.fail(op); err != nil {
		return nil, err
	}
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	return &faultyFile{f, d}, nil
}

func (d *faulty) Rename(from, to string) error {
	if err := d.fail("rename"); err != nil {
		return err
	}
	return d.OS.Rename(from, to)
}

func (d *faulty) SyncFolder(path string) error {
	return errors.Join(d.fail("sync folder"), d.OS.SyncFolder(path))
}

func (d *faulty) Holds(path string, f File) bool { return d.OS.Holds(path, f.(*faultyFile).File) }

type faultyFile struct {
	File
	d *faulty
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.d.fail("write"); err != nil {
		n, _ := f.File.Write(p[:len(p)/3]) // what went before the end of the disk
		return n, err
	}
	return f.File.Write(p)
}

func (f *faultyFile) Sync() error { return errors.Join(f.d.fail("sync"), f.File.Sync()) }

// TestNothingThatWasKeptIsLostOnADiskThatFails lets any operation fail, for a while or
// again and again, and looks at the log as the next run would after every step.
func TestNothingThatWasKeptIsLostOnADiskThatFails(t *testing.T) {
	trouble := []error{syscall.ENOSPC, syscall.EIO, syscall.EROFS, os.ErrPermission}
	for seed := range uint64(15) {
		d, r := newDesk(t), rand.New(rand.NewPCG(seed, 6))
		p := projecttest.Random(r, 40)
		j := d.Begin(d.tell)
		notes := map[uint64]project.Project{}
		kept, failures := uint64(0), 0
		for range 30 {
			left, why := r.IntN(8), trouble[r.IntN(len(trouble))]
			var count atomic.Int64
			fails := func(string) error {
				if count.Add(1) > int64(left) && left < 6 {
					return why
				}
				return nil
			}
			d.disk.fails.Store(&fails)
			p.Document = projecttest.WithStroke(r, p.Document)
			n := j.Note(p, Head{}, false)
			notes[n] = p
			s := d.until(func(s Status) bool { return s.Err != nil || s.Kept >= n })
			if kept = max(kept, s.Kept); s.Err != nil {
				failures++
				if !errors.Is(s.Err, why) || !strings.Contains(s.Err.Error(), "keep unsaved work in "+d.folder) {
					t.Fatalf("seed %d: %v", seed, s.Err)
				}
			}
			if kept > 0 {
				d.hasAtLeast(notes, kept)
			}
		}
		d.disk.fails.Store(nil)
		if kept < uint64(len(notes)) {
			d.retry <- time.Time{} // it tries again by itself
			d.until(func(s Status) bool { return s.Kept >= uint64(len(notes)) })
		}
		if got, _ := d.logged(); projecttest.DifferInCauses(p, got) != nil || failures == 0 {
			t.Fatalf("seed %d: after %d failures the journal has something else", seed, failures)
		}
		j.End()
		j.Wait()
	}
}

// hasAtLeast sees that the log has a note that was kept, or a later one.
func (d *desk) hasAtLeast(notes map[uint64]project.Project, kept uint64) {
	d.t.Helper()
	got, _ := d.logged()
	for n := kept; n <= uint64(len(notes)); n++ {
		if projecttest.DifferInCauses(notes[n], got) == nil {
			return
		}
	}
	d.t.Fatalf("note %d was kept and is lost", kept)
}
