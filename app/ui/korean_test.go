package ui

import (
	"errors"
	"fmt"
	"image"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
)

// newKoreanBench makes a window that speaks Korean, on a screen of some size.
func newKoreanBench(t *testing.T, light bool, size fyne.Size) *bench {
	t.Helper()
	b := newBenchWith(t, func(o *Options) { o.Light, o.Language, o.Samples = light, "ko", nil })
	b.win.Resize(size)
	return b
}

func TestTheKoreanLook(t *testing.T) {
	for name, light := range themes {
		b := newKoreanBench(t, light, fyne.NewSize(1024, 700))
		shots(b, cut{"ko-start-" + name, image.Rect(0, 0, 620, 330)}, cut{"ko-foot-" + name, image.Rect(0, 550, 320, 700)})
		b.open()
		b.stroke(60, 60, 140, 100)
		shots(b, cut{"ko-dock-" + name, image.Rect(784, 40, 1024, 660)}, cut{"ko-options-" + name, image.Rect(0, 0, 1024, 40)},
			cut{"ko-status-" + name, image.Rect(0, 672, 740, 700)}) // without the time that the last colours took
	}
}

// TestNothingIsWiderThanItsRoom lays the window out in both languages and three sizes, and
// looks at the bars and the dock with every tool: what stands side by side ends inside.
func TestNothingIsWiderThanItsRoom(t *testing.T) {
	for _, l := range languages {
		for _, size := range []fyne.Size{{Width: 1024, Height: 700}, {Width: 1280, Height: 800}} {
			b := newBenchWith(t, func(o *Options) { o.Language = l.code })
			b.win.Resize(size)
			b.open()
			for k := range toolCount {
				b.desk.take(k)
				what := fmt.Sprint(l.code, " ", size.Width, " ", k)
				fits(t, what+" options", b.options.content, size.Width)
				fits(t, what+" status", b.status.content, size.Width)
			}
			for _, s := range b.dock.sections {
				fits(t, fmt.Sprint(l.code, " ", size.Width, " ", s.title), s.content, b.layout.dock)
			}
		}
	}
}

// fits tells whether what an object needs is no wider than its room.
func fits(t *testing.T, what string, o fyne.CanvasObject, room float32) {
	t.Helper()
	if need := o.MinSize().Width; need > room {
		t.Errorf("%s: needs %.0f, has %.0f", what, need, room)
	}
}

func TestErrorsAreToldInKorean(t *testing.T) {
	newKoreanBench(t, false, fyne.NewSize(1024, 700))
	for text, want := range map[string]string{
		"open sky.psd: it has 32 bits a channel; convert it to 8 or 16":                         "sky.psd: 열지 못했습니다. 채널당 32비트입니다. 8이나 16으로 바꾸세요.",
		"write a b.png: no space left on device; free some space or choose another disk":        "a b.png: 쓰지 못했습니다. 디스크가 가득 찼습니다. 공간을 비우거나 다른 디스크를 고르세요.",
		"lock a region: there is a line; click inside an area, or draw a lasso":                 "영역 잠금: 선 위입니다. 영역 안쪽을 클릭하거나 올가미를 그리세요.",
		"something nobody knows; do this":                                                       "Something nobody knows; do this.",
		"the palette is full, it holds 256 colours; remove some first":                          "팔레트가 가득 찼습니다. 256개까지 담을 수 있으니 먼저 일부를 지우세요.",
		"open a.png: the PNG is cut short or damaged (unexpected EOF); copy or export it again": "a.png: 열지 못했습니다. PNG 파일이 잘렸거나 손상되었습니다(파일이 중간에서 끝납니다). 다시 복사하거나 내보내세요.",
		"a.png is 10×20 pixels, the sketch is 30×40; give both the same size":                   "a.png: 10×20 픽셀이고 스케치는 30×40 픽셀입니다. 같은 크기로 맞추세요.",
		"settings cannot be kept: mkdir /a: file exists; allow writing in /a":                   "설정을 저장할 수 없습니다: mkdir /a: file exists. 쓰기를 허용하세요: /a.",
	} {
		if got := told(errors.New(text)); got != want {
			t.Errorf("%q is told as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"Edge": "가장자리", "Removed 3 strokes": "삭제: 스트로크 3개", "Width of a stroke": "굵기: 스트로크 하나"} {
		if got := translated(text); got != want {
			t.Errorf("the step %q is %q, want %q", text, got, want)
		}
	}
}

func TestEnglishErrorsStayAsTheyAre(t *testing.T) {
	newBench(t)
	for text, want := range map[string]string{
		"open sky.psd: it has 32 bits a channel; convert it to 8 or 16": "Could not open sky.psd: it has 32 bits a channel; convert it to 8 or 16.",
		"100 % of nothing": "100 % of nothing.",
		"first\nsecond":    "First.\nSecond.",
	} {
		if got := told(errors.New(text)); got != want {
			t.Errorf("%q is told as %q, want %q", text, got, want)
		}
	}
}

// TestStepsAreThereInKorean holds the words of the history against the table: they are put
// together from pieces, so each piece begins or is an entry.
func TestStepsAreThereInKorean(t *testing.T) {
	table, err := readWords("ko-below")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, x := range readSource(t, "..").literals() {
		if !x.isWords() || !unicode.IsUpper([]rune(x.text)[0]) || x.at.Filename != "../history.go" || x.failure {
			continue
		}
		found++
		if table[x.text] == "" && table[x.text+"%w"] == "" && table[x.text[:len(x.text)-len("%s")]+"%w"] == "" {
			t.Errorf("%s: nothing for %q", x.at, x.text)
		}
	}
	if found < 15 {
		t.Errorf("only %d steps were found", found)
	}
}

// TestTheFinderKnowsBothLanguages finds a command by its Korean name and by its English one.
func TestTheFinderKnowsBothLanguages(t *testing.T) {
	b := newKoreanBench(t, false, fyne.NewSize(1024, 700))
	for _, query := range []string{"실행 취소", "취소", "undo"} {
		found := matching(b.cmd.listed(), query)
		if len(found) == 0 || found[0] != &b.cmd.undo {
			t.Errorf("%q does not find it", query)
		}
	}
}
