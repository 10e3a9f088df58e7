package memory

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"keyline/canvas/canvastest"
)

func settingsIn(t *testing.T, folder string) *Settings {
	t.Helper()
	s, err := OpenSettings(folder, plainWrite)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func flushed(t *testing.T, s *Settings) {
	t.Helper()
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
}

func TestSettingsAreKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "keyline") // made when it is needed
	s := settingsIn(t, folder)
	s.SetString("language", "ko")
	s.SetInt("rows", 7)
	s.SetFloat("width", 280.5)
	s.SetBool("grid", false)
	s.SetString("language", "en")
	flushed(t, s)
	for name, s := range map[string]*Settings{"the same": s, "the next run": settingsIn(t, folder)} {
		if s.String("language") != "en" || s.Int("rows") != 7 || s.Float("width", 1) != 280.5 || s.Bool("grid", true) {
			t.Errorf("%s: %v", name, s.now)
		}
		if s.String("other") != "" || s.Int("other") != 0 || s.Float("other", 3) != 3 || !s.Bool("other", true) {
			t.Errorf("%s: what was never set is not as it comes", name)
		}
		if s.String("rows") != "" || s.Int("width") != 0 || s.Bool("language", true) != true {
			t.Errorf("%s: a setting of another type is not as it comes", name)
		}
	}
}

// TestManyChangesAtOnceAllReachTheFile changes settings from many goroutines while they are
// written.
func TestManyChangesAtOnceAllReachTheFile(t *testing.T) {
	folder := t.TempDir()
	s := settingsIn(t, folder)
	var wait sync.WaitGroup
	for g := range 8 {
		wait.Go(func() {
			for i := range 50 {
				s.SetInt(fmt.Sprint("n", g), i)
			}
		})
	}
	wait.Wait()
	flushed(t, s)
	next := settingsIn(t, folder)
	for g := range 8 {
		if got := next.Int(fmt.Sprint("n", g)); got != 49 {
			t.Errorf("n%d is %d in the next run, want 49", g, got)
		}
	}
}

func TestTwoWindowsKeepEachOthersSettings(t *testing.T) {
	folder := t.TempDir()
	a, b := settingsIn(t, folder), settingsIn(t, folder)
	a.SetInt("a", 1)
	flushed(t, a)
	b.SetInt("b", 2)
	flushed(t, b)
	if next := settingsIn(t, folder); next.Int("a") != 1 || next.Int("b") != 2 {
		t.Errorf("kept is %v", next.now)
	}
}

func TestSettingsThatCouldNotBeWrittenAreTriedAgain(t *testing.T) {
	full := errors.New("no space left on device")
	folder, broken := t.TempDir(), true
	s, err := OpenSettings(folder, func(path string, file []byte) error {
		if broken {
			return full
		}
		return plainWrite(path, file)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.SetInt("a", 1)
	if err := s.Flush(); !errors.Is(err, full) {
		t.Errorf("the error is %v", err)
	}
	broken = false
	flushed(t, s)
	if settingsIn(t, folder).Int("a") != 1 {
		t.Error("the change did not reach the file")
	}
}

func TestDamagedSettingsArePutAside(t *testing.T) {
	for name, text := range map[string]string{"no JSON": "{what", "one over the end of another": `{"a":2}{"b":3}`} {
		folder := t.TempDir()
		path := filepath.Join(folder, settingsName)
		if err := plainWrite(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		s, err := OpenSettings(folder, plainWrite)
		if err == nil || !strings.Contains(err.Error(), path+".damaged") {
			t.Errorf("%s: the error is %v", name, err)
		}
		s.SetInt("a", 1)
		flushed(t, s)
		if settingsIn(t, folder).Int("a") != 1 {
			t.Errorf("%s: nothing is kept any more", name)
		}
		if old, err := os.ReadFile(path + ".damaged"); err != nil || string(old) != text {
			t.Errorf("%s: the old file is %q, %v", name, old, err)
		}
	}
}

func TestWithoutAFolderSettingsLastAsLongAsTheProgram(t *testing.T) {
	s := settingsIn(t, "")
	s.SetInt("a", 1)
	flushed(t, s)
	if s.Int("a") != 1 {
		t.Error("the setting is gone")
	}
}

// FuzzSettings feeds any bytes to the reader of settings.
func FuzzSettings(f *testing.F) {
	f.Add([]byte(`{"language":"ko","rows":7,"docks.width":280.5,"grid":false}`))
	f.Add([]byte(`{"rows":1e300,"a":[1,{"b":null}]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, file []byte) {
		var read map[string]any
		var err error
		canvastest.Bounded(t, func() { read, err = parse[map[string]any](file) })
		if err != nil && (read != nil || !errors.Is(err, errDamaged)) {
			t.Fatalf("%v, with %v", err, read)
		}
		s := Settings{now: read}
		for name := range read {
			s.String(name)
			s.Bool(name, true)
			if n := s.Int(name); float64(n) != s.Float(name, float64(n)) && n != 0 {
				t.Fatalf("%s is %d", name, n)
			}
		}
	})
}
