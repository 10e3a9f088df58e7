package imageio

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// holds checks what a folder's files have in them.
func holds(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(want) {
		t.Errorf("the folder has %v, want %d files", list, len(want))
	}
	for name, content := range want {
		if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != content {
			t.Errorf("%s has %q (%v), want %q", name, got, err, content)
		}
	}
}

func TestThePreviousVersionIsKept(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.ora")
	write := func(s string) {
		t.Helper()
		if err := WriteAtomicKeeping(path, path+"~", text(s)); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	holds(t, folder, map[string]string{"a.ora": "one"})
	write("two")
	holds(t, folder, map[string]string{"a.ora": "two", "a.ora~": "one"})
	write("three")
	holds(t, folder, map[string]string{"a.ora": "three", "a.ora~": "two"})

	broken := errors.New("broken")
	err := WriteAtomicKeeping(path, path+"~", func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	holds(t, folder, map[string]string{"a.ora": "three", "a.ora~": "two"})
}

func TestNothingIsWrittenWhereThePreviousVersionCannotBeKept(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.ora")
	if err := errors.Join(WriteAtomic(path, text("one")), os.MkdirAll(filepath.Join(folder, "a.ora~", "full"), 0o777)); err != nil {
		t.Fatal(err)
	}
	if err := WriteAtomicKeeping(path, path+"~", text("two")); err == nil {
		t.Error("no error")
	}
	if got, _ := os.ReadFile(path); string(got) != "one" {
		t.Errorf("the file has %q", got)
	}
}

func TestPartsOfKilledProgramsAreClearedAwayAndOthersAreLeft(t *testing.T) {
	folder := t.TempDir()
	dead := filepath.Join(folder, ".keyline-0.part")
	if err := os.WriteFile(dead, []byte("half"), 0o666); err != nil {
		t.Fatal(err)
	}
	err := WriteAtomic(filepath.Join(folder, "a"), func(w io.Writer) error {
		return errors.Join(text("outer")(w), WriteAtomic(filepath.Join(folder, "b"), text("inner")))
	})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, folder, map[string]string{"a": "outer", "b": "inner"})
}

func TestAPartIsInUseAsLongAsItIsOpen(t *testing.T) {
	folder := t.TempDir()
	target := filepath.Join(folder, "a")
	f, err := createBeside(target)
	if err != nil {
		t.Fatal(err)
	}
	g, err := createBeside(target)
	if err != nil || g.Name() == f.Name() {
		t.Fatalf("a second part is %v, %v", g, err)
	}
	g.Close()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if clearAbandoned(f.Name()); exists(f.Name()) {
		t.Error("a part that nobody has open is left")
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// TestManyWritersInOneFolderGetWholeFiles lets writers overtake each other between the
// steps of a write.
func TestManyWritersInOneFolderGetWholeFiles(t *testing.T) {
	folder := t.TempDir()
	errs := make(chan error)
	for _, name := range []string{"a", "b", "c", "d"} {
		go func() {
			for range 300 {
				content := strings.Repeat(name, 70_000)
				if err := WriteAtomicKeeping(filepath.Join(folder, name), filepath.Join(folder, name+"~"), text(content)); err != nil {
					errs <- err
					return
				}
				if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != content {
					errs <- fmt.Errorf("%s has %d bytes, %w", name, len(got), err)
					return
				}
			}
			errs <- nil
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
